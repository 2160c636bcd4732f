//! Places in a list, found by the names of the objects that they are about.

use std::collections::HashMap;

use super::whereabouts::{Spot, Where};

/// The elements of a list that may be about an object: those that name it, and those that may be about
/// any.
#[derive(Clone, Debug, Default)]
pub(super) struct ByName {
    named: HashMap<String, Vec<usize>>,
    any: Vec<usize>,
}

impl ByName {
    /// Sorts elements by what they are about.
    pub(super) fn new<'w>(all: impl Iterator<Item = &'w Where>) -> Self {
        let mut this = Self::default();
        for (place, at) in all.enumerate() {
            let Some(names) = at.object_names() else {
                this.any.push(place);
                continue;
            };
            for name in names {
                let places = this.named.entry(name.to_owned()).or_default();
                // One that names it twice stands there once.
                if places.last() != Some(&place) {
                    places.push(place);
                }
            }
        }
        this
    }

    /// The places of those that may be about what is in a spot, in the order of the list.
    pub(super) fn about(&self, spot: &Spot<'_>) -> Merged<'_> {
        let name = spot.object.map(|object| object.name.as_str());
        let named = name.and_then(|name| self.named.get(name));
        Merged { one: named.map_or(&[], Vec::as_slice), other: &self.any }
    }
}

/// Two rising lists as one.
#[derive(Debug)]
pub(super) struct Merged<'l> {
    one: &'l [usize],
    other: &'l [usize],
}

impl Iterator for Merged<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let from = match (self.one.first(), self.other.first()) {
            (Some(one), Some(other)) if one < other => &mut self.one,
            (Some(_), None) => &mut self.one,
            _ => &mut self.other,
        };
        let (first, rest) = from.split_first()?;
        *from = rest;
        Some(*first)
    }
}

impl DoubleEndedIterator for Merged<'_> {
    fn next_back(&mut self) -> Option<usize> {
        let from = match (self.one.last(), self.other.last()) {
            (Some(one), Some(other)) if one > other => &mut self.one,
            (Some(_), None) => &mut self.one,
            _ => &mut self.other,
        };
        let (last, rest) = from.split_last()?;
        *from = rest;
        Some(*last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_lists_are_one_from_either_end() {
        let merged = || Merged { one: &[1, 4, 5], other: &[0, 2, 6] };
        assert!(merged().eq([0, 1, 2, 4, 5, 6]));
        assert!(merged().rev().eq([6, 5, 4, 2, 1, 0]));
        assert!(Merged { one: &[], other: &[3] }.eq([3]));
    }
}
