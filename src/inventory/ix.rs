//! Places in lists as types of their own, so that the place of a node is not taken for that of a
//! pool. A place is made by the list that it leads into: one that leads nowhere is a mistake of
//! this program and not of what it reads, and stops a debug build.

use std::marker::PhantomData;
use std::ops::{Deref, Index, IndexMut};

/// A place in a list.
pub trait Ix: Copy {
    /// The place of that number.
    fn new(number: usize) -> Self;

    /// Its number, from 0.
    fn index(self) -> usize;
}

/// Makes a type for the places of one kind of thing.
macro_rules! index_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        // Some of them are shown to the tests, and some are not.
        #[allow(unreachable_pub)]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(u32);

        impl $crate::inventory::ix::Ix for $name {
            fn new(number: usize) -> Self {
                debug_assert!(u32::try_from(number).is_ok(), "{number} is too far");
                Self(u32::try_from(number).unwrap_or(u32::MAX))
            }

            fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}
pub(crate) use index_type;

index_type! {
    /// The place of a node in an inventory.
    NodeIx
}

index_type! {
    /// The place of a pool in an inventory.
    PoolIx
}

/// A list whose places are a type of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IxVec<I, T> {
    items: Vec<T>,
    places: PhantomData<I>,
}

impl<I, T> Default for IxVec<I, T> {
    fn default() -> Self {
        Self { items: Vec::new(), places: PhantomData }
    }
}

impl<I: Ix, T> IxVec<I, T> {
    /// Adds an item, and gives its place.
    pub fn push(&mut self, item: T) -> I {
        self.items.push(item);
        I::new(self.items.len() - 1)
    }

    /// The item at a place; none for a place of another list, which is a mistake.
    #[must_use]
    pub fn get(&self, place: I) -> Option<&T> {
        debug_assert!(place.index() < self.items.len(), "{} leads nowhere", place.index());
        self.items.get(place.index())
    }

    /// The item at a place, to be changed; none for a place of another list, which is a mistake.
    #[must_use]
    pub fn get_mut(&mut self, place: I) -> Option<&mut T> {
        debug_assert!(place.index() < self.items.len(), "{} leads nowhere", place.index());
        self.items.get_mut(place.index())
    }

    /// The places, in order.
    pub fn places(&self) -> impl DoubleEndedIterator<Item = I> + ExactSizeIterator + use<I, T> {
        (0..self.items.len()).map(I::new)
    }

    /// The items with their places.
    pub fn numbered(&self) -> impl DoubleEndedIterator<Item = (I, &T)> + ExactSizeIterator {
        self.items.iter().enumerate().map(|(number, item)| (I::new(number), item))
    }
}

impl<I, T> Deref for IxVec<I, T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.items
    }
}

impl<I, T> std::ops::DerefMut for IxVec<I, T> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.items
    }
}

impl<I: Ix, T> Index<I> for IxVec<I, T> {
    type Output = T;

    fn index(&self, place: I) -> &T {
        &self.items[place.index()]
    }
}

impl<I: Ix, T> IndexMut<I> for IxVec<I, T> {
    fn index_mut(&mut self, place: I) -> &mut T {
        &mut self.items[place.index()]
    }
}

impl<I, T> From<Vec<T>> for IxVec<I, T> {
    fn from(items: Vec<T>) -> Self {
        Self { items, places: PhantomData }
    }
}

impl<I, T> FromIterator<T> for IxVec<I, T> {
    fn from_iter<A: IntoIterator<Item = T>>(items: A) -> Self {
        Vec::from_iter(items).into()
    }
}

impl<'a, I, T> IntoIterator for &'a IxVec<I, T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}
