//! What a label must satisfy, compiled once and asked often. Mirrors `Requirement` of
//! `k8s.io/apimachinery/pkg/labels`.

use std::fmt;

use thiserror::Error;

use super::names;

/// A requirement on one label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// The label's key.
    pub key: String,
    /// What its value must satisfy.
    pub test: Test,
}

/// What the value of a label must satisfy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// The label is there and has one of these values.
    In(Vec<String>),
    /// The label is missing or has none of these values.
    NotIn(Vec<String>),
    /// The label is there.
    Exists,
    /// The label is missing.
    DoesNotExist,
    /// The label's value is an integer above this one.
    GreaterThan(i64),
    /// The label's value is an integer below this one.
    LessThan(i64),
}

impl Test {
    /// Whether a label with this value passes; none for a label that is missing.
    #[must_use]
    pub fn passes(&self, value: Option<&str>) -> bool {
        match self {
            Self::In(values) => value.is_some_and(|value| values.iter().any(|v| v == value)),
            Self::NotIn(values) => value.is_none_or(|value| values.iter().all(|v| v != value)),
            Self::Exists => value.is_some(),
            Self::DoesNotExist => value.is_none(),
            Self::GreaterThan(limit) => integer(value).is_some_and(|number| number > *limit),
            Self::LessThan(limit) => integer(value).is_some_and(|number| number < *limit),
        }
    }
}

impl Requirement {
    /// The requirement that a label has exactly this value. Nothing is checked: what Kubernetes
    /// takes for validated (a `nodeSelector`) may well not be.
    #[must_use]
    pub fn equals(key: &str, value: &str) -> Self {
        Self { key: key.to_owned(), test: Test::In(vec![value.to_owned()]) }
    }

    /// A requirement in the words of the API (`NewRequirement`): the operators `In`, `NotIn`,
    /// `Exists`, `DoesNotExist`, `Gt` and `Lt`.
    ///
    /// # Errors
    /// If Kubernetes refuses to make a requirement of this.
    pub fn new(key: &str, operator: &str, values: &[String]) -> Result<Self, RequirementError> {
        use RequirementError::{NotAnInteger, Operator, Values};
        let unknown = || Operator { operator: operator.to_owned() };
        let known = matches!(operator, "In" | "NotIn" | "Exists" | "DoesNotExist" | "Gt" | "Lt");
        if !known {
            return Err(unknown());
        }
        if let Some(problem) = names::label_key(key).into_iter().next() {
            return Err(RequirementError::Key { key: key.to_owned(), problem: problem.into() });
        }
        let limit = || match values {
            [value] => value.parse().map_err(|_| NotAnInteger { value: value.clone() }),
            _ => Err(Values { operator: operator.to_owned(), wanted: "exactly one value" }),
        };
        let none_given = |test: Test| match values {
            [] => Ok(test),
            _ => Err(Values { operator: operator.to_owned(), wanted: "no values" }),
        };
        let some_given = |test: fn(Vec<String>) -> Test| match values {
            [] => Err(Values { operator: operator.to_owned(), wanted: "at least one value" }),
            _ => Ok(test(values.to_vec())),
        };
        let test = match operator {
            "In" => some_given(Test::In)?,
            "NotIn" => some_given(Test::NotIn)?,
            "Exists" => none_given(Test::Exists)?,
            "DoesNotExist" => none_given(Test::DoesNotExist)?,
            "Gt" => Test::GreaterThan(limit()?),
            _ => Test::LessThan(limit()?),
        };
        for value in values {
            if let Some(problem) = names::label_value(value).into_iter().next() {
                let (value, problem) = (value.clone(), problem.into());
                return Err(RequirementError::Value { value, problem });
            }
        }
        Ok(Self { key: key.to_owned(), test })
    }

    /// Whether a label with this value passes; none for a label that is missing.
    #[must_use]
    pub fn passes(&self, value: Option<&str>) -> bool {
        self.test.passes(value)
    }
}

/// As kubectl writes selectors: `os=linux`, `zone in (a, b)`, `!gpu`.
impl fmt::Display for Requirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = &self.key;
        match &self.test {
            Test::In(values) => match values.as_slice() {
                [value] => write!(f, "{key}={value}"),
                values => write!(f, "{key} in ({})", values.join(", ")),
            },
            Test::NotIn(values) => match values.as_slice() {
                [value] => write!(f, "{key}!={value}"),
                values => write!(f, "{key} notin ({})", values.join(", ")),
            },
            Test::Exists => f.write_str(key),
            Test::DoesNotExist => write!(f, "!{key}"),
            Test::GreaterThan(limit) => write!(f, "{key} > {limit}"),
            Test::LessThan(limit) => write!(f, "{key} < {limit}"),
        }
    }
}

/// Why Kubernetes makes no requirement of what is written.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum RequirementError {
    /// The operator is none of the known ones.
    #[error("`{operator}` is not an operator")]
    Operator {
        /// The operator.
        operator: String,
    },
    /// The key is no label's key.
    #[error("the key `{key}` is not a label's key: {problem}")]
    Key {
        /// The key.
        key: String,
        /// What is wrong with it.
        problem: String,
    },
    /// There are too many or too few values for the operator.
    #[error("`{operator}` takes {wanted}")]
    Values {
        /// The operator.
        operator: String,
        /// What it takes.
        wanted: &'static str,
    },
    /// `Gt` and `Lt` compare integers.
    #[error("`{value}` is not an integer, and `Gt` and `Lt` compare integers")]
    NotAnInteger {
        /// The value.
        value: String,
    },
    /// A value is no label's value.
    #[error("`{value}` is not a label's value: {problem}")]
    Value {
        /// The value.
        value: String,
        /// What is wrong with it.
        problem: String,
    },
}

/// The integer that a label's value is, as Go's `ParseInt` reads it.
fn integer(value: Option<&str>) -> Option<i64> {
    value?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn requirement(operator: &str, values: &[&str]) -> Result<Requirement, RequirementError> {
        let values: Vec<String> = values.iter().map(|&value| value.to_owned()).collect();
        Requirement::new("key", operator, &values)
    }

    #[test]
    fn missing_labels_pass_only_negations() {
        for (operator, values, passes) in [
            ("In", &["a"][..], false),
            ("NotIn", &["a"], true),
            ("Exists", &[], false),
            ("DoesNotExist", &[], true),
            ("Gt", &["0"], false),
            ("Lt", &["0"], false),
        ] {
            assert_eq!(requirement(operator, values).unwrap().passes(None), passes, "{operator}");
        }
    }

    #[test]
    fn numbers_are_compared_as_integers() {
        let above = requirement("Gt", &["9"]).unwrap();
        assert!(above.passes(Some("10")) && above.passes(Some("010")) && above.passes(Some("+10")));
        for value in ["9", "9.5", "ten", "", "9223372036854775808"] {
            assert!(!above.passes(Some(value)), "{value}");
        }
    }

    #[test]
    fn what_is_no_requirement() {
        assert!(matches!(requirement("in", &["a"]), Err(RequirementError::Operator { .. })));
        assert!(matches!(requirement("In", &[]), Err(RequirementError::Values { .. })));
        assert!(matches!(requirement("Exists", &["a"]), Err(RequirementError::Values { .. })));
        assert!(matches!(requirement("Gt", &["1", "2"]), Err(RequirementError::Values { .. })));
        assert!(matches!(requirement("Gt", &["x"]), Err(RequirementError::NotAnInteger { .. })));
        // A negative number is an integer, but no label's value.
        assert!(matches!(requirement("Lt", &["-5"]), Err(RequirementError::Value { .. })));
        assert!(matches!(
            Requirement::new("bad key", "Exists", &[]),
            Err(RequirementError::Key { .. })
        ));
    }
}
