//! What a label may be, as Karpenter keeps it: all requirements on one key made one. Mirrors
//! `Requirement` and `Requirements.Intersects` of `sigs.k8s.io/karpenter/pkg/scheduling`.

use std::collections::BTreeSet;

use crate::kubernetes::labels::Test;

/// The values that a label may have: these, or all but these, within bounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Values {
    /// All but these.
    complement: bool,
    values: BTreeSet<String>,
    least: Option<i64>,
    most: Option<i64>,
}

impl Values {
    const ANY: Self = Self { complement: true, values: BTreeSet::new(), least: None, most: None };
    const NONE: Self = Self { complement: false, values: BTreeSet::new(), least: None, most: None };

    /// That of a label with this value, or of one that is missing.
    pub(super) fn of(value: Option<&str>) -> Self {
        Self { values: value.map(str::to_owned).into_iter().collect(), ..Self::NONE }
    }

    /// What all of these tests leave.
    pub(super) fn passing<'t>(tests: impl IntoIterator<Item = &'t Test>) -> Self {
        let one = |test: &Test| {
            let set = |values: &[String]| values.iter().cloned().collect();
            match test {
                Test::In(values) => Self { values: set(values), ..Self::NONE },
                Test::NotIn(values) => Self { values: set(values), ..Self::ANY },
                Test::Exists => Self::ANY,
                Test::DoesNotExist => Self::NONE,
                Test::GreaterThan(limit) => Self { least: limit.checked_add(1), ..Self::ANY },
                Test::LessThan(limit) => Self { most: limit.checked_sub(1), ..Self::ANY },
            }
        };
        tests.into_iter().map(one).reduce(|all, one| all.and(&one)).unwrap_or(Self::ANY)
    }

    fn bounds(&self, other: &Self) -> (Option<i64>, Option<i64>) {
        let most = match (self.most, other.most) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        (self.least.max(other.least), most)
    }

    /// `Intersection`.
    fn and(&self, other: &Self) -> Self {
        let (least, most) = self.bounds(other);
        if least.zip(most).is_some_and(|(least, most)| least > most) {
            return Self::NONE;
        }
        let mut values: BTreeSet<String> = match (self.complement, other.complement) {
            (true, true) => self.values.union(&other.values).cloned().collect(),
            (true, false) => other.values.difference(&self.values).cloned().collect(),
            (false, true) => self.values.difference(&other.values).cloned().collect(),
            (false, false) => self.values.intersection(&other.values).cloned().collect(),
        };
        values.retain(|value| within(value, least, most));
        match self.complement && other.complement {
            true => Self { complement: true, values, least, most },
            false => Self { values, ..Self::NONE },
        }
    }

    /// Whether its operator is `NotIn` or `DoesNotExist`: what a missing label satisfies.
    pub(super) fn may_be_missing(&self) -> bool {
        self.complement != self.values.is_empty()
    }

    /// Whether the label must be missing.
    pub(super) fn must_be_missing(&self) -> bool {
        !self.complement && self.values.is_empty()
    }

    /// Whether it goes with what is asked: some value is in both, or both may be missing.
    pub(super) fn goes_with(&self, asked: &Self) -> bool {
        let both = self.and(asked);
        both.complement
            || !both.values.is_empty()
            || (self.may_be_missing() && asked.may_be_missing())
    }
}

fn within(value: &str, least: Option<i64>, most: Option<i64>) -> bool {
    if least.is_none() && most.is_none() {
        return true;
    }
    let Ok(number) = value.parse::<i64>() else { return false };
    least.is_none_or(|least| number >= least) && most.is_none_or(|most| number <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(tests: &[Test]) -> Values {
        Values::passing(tests)
    }

    #[test]
    fn requirements_on_one_key_are_made_one() {
        let some = |values: &[&str]| Test::In(values.iter().map(|v| (*v).to_owned()).collect());
        let none_of =
            |values: &[&str]| Test::NotIn(values.iter().map(|v| (*v).to_owned()).collect());
        assert_eq!(of(&[some(&["a", "b"]), none_of(&["a"])]), of(&[some(&["b"])]));
        assert_eq!(of(&[some(&["a"]), Test::DoesNotExist]), Values::NONE);
        assert_eq!(of(&[Test::GreaterThan(4), some(&["4", "5", "x"])]), of(&[some(&["5"])]));
        assert_eq!(of(&[Test::GreaterThan(4), Test::LessThan(4)]), Values::NONE);
    }

    #[test]
    fn a_label_that_may_be_missing_goes_with_one_that_must_be() {
        let not = Test::NotIn(vec!["a".to_owned()]);
        assert!(of(std::slice::from_ref(&not)).goes_with(&of(&[Test::DoesNotExist])));
        assert!(!of(&[Test::Exists]).goes_with(&of(&[Test::DoesNotExist])));
        assert!(!Values::of(Some("a")).goes_with(&of(&[not])));
        assert!(Values::of(None).goes_with(&of(&[Test::DoesNotExist])));
    }
}
