//! Values of a list that must differ.

use std::collections::BTreeSet;

/// So many values are compared with each other sooner than a table is made of them.
const FEW: usize = 8;

/// The values of a list as far as it was gone through.
#[derive(Debug, Default)]
pub(super) struct Distinct<T> {
    /// The first ones, in the order in which they came.
    few: [T; FEW],
    /// How many of these there are.
    length: usize,
    /// All of them, where there are more.
    many: BTreeSet<T>,
}

impl<T: Copy + Default + Ord> Distinct<T> {
    /// Notes a value; whether it has not come before.
    pub(super) fn insert(&mut self, value: T) -> bool {
        if !self.many.is_empty() {
            return self.many.insert(value);
        }
        let before = self.few.get(..self.length).unwrap_or_default();
        if before.contains(&value) {
            return false;
        }
        match self.few.get_mut(self.length) {
            Some(place) => {
                *place = value;
                self.length += 1;
            }
            None => {
                self.many.extend(self.few);
                self.many.insert(value);
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_and_many_values_are_told_apart() {
        let mut seen = Distinct::default();
        for value in 0..3 * FEW {
            assert!(seen.insert(value), "{value} is new");
            for before in 0..=value {
                assert!(!seen.insert(before), "{before} has come before {value}");
            }
        }
        assert!(Distinct::default().insert(""));
    }
}
