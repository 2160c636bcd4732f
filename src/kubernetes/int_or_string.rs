//! Numbers that may also be percentages. Mirrors `k8s.io/apimachinery/pkg/util/intstr`.

use std::num::IntErrorKind;

use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;
use thiserror::Error;

/// Why a value is no number and no percentage either.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum PercentError {
    /// A string without `%` at its end.
    #[error("`{0}` is neither a number nor a percentage")]
    NotAPercentage(String),
    /// What stands before the `%` is no whole number.
    #[error("`{0}` is not a whole number of percent")]
    NotANumber(String),
}

/// The value itself, or its share of `total`, rounded up, where it is a percentage
/// (`GetScaledValueFromIntOrPercent`, of which DaemonSets never ask for rounding down).
///
/// # Errors
/// If the value is a string that is no percentage.
pub(crate) fn scaled_value(value: &IntOrString, total: i64) -> Result<i64, PercentError> {
    match parse(value)? {
        Parsed::Number(number) => Ok(i64::from(number)),
        Parsed::Percent(percent) => {
            // Kubernetes computes in floating point too: the result must be its.
            let share = percent as f64 * total as f64 / 100.0;
            Ok(share.ceil() as i64)
        }
    }
}

/// A value read: a plain number, or a number of percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Parsed {
    /// A number.
    Number(i32),
    /// That many percent.
    Percent(i64),
}

/// Reads a value as a number or a percentage (`getIntOrPercentValueSafely`).
///
/// # Errors
/// If the value is a string that is no percentage.
pub(crate) fn parse(value: &IntOrString) -> Result<Parsed, PercentError> {
    match value {
        IntOrString::Int(number) => Ok(Parsed::Number(*number)),
        IntOrString::String(text) => {
            let digits =
                text.strip_suffix('%').ok_or_else(|| PercentError::NotAPercentage(text.clone()))?;
            let percent = digits.parse().map_err(|_| PercentError::NotANumber(text.clone()))?;
            Ok(Parsed::Percent(percent))
        }
    }
}

/// The number of percent, if the value is a well-formed percentage (`getPercentValue` of the apps
/// validation): digits and `%` alone.
#[must_use]
pub(crate) fn percent(value: &IntOrString) -> Option<i64> {
    match value {
        IntOrString::String(text) if super::names::percent(text).is_empty() => {
            Some(saturating(text.strip_suffix('%')?))
        }
        _ => None,
    }
}

/// A value as it is written.
#[must_use]
pub(crate) fn written(value: &IntOrString) -> String {
    match value {
        IntOrString::Int(number) => number.to_string(),
        IntOrString::String(text) => text.clone(),
    }
}

/// The number that a value stands for where a string counts as its number, or as zero if it has
/// none (`IntValue`).
#[must_use]
pub(crate) fn int_value(value: &IntOrString) -> i64 {
    match value {
        IntOrString::Int(number) => i64::from(*number),
        IntOrString::String(text) => saturating(text),
    }
}

/// The number that a text is, the largest or smallest where it is beyond them, or zero where it is
/// none (`Atoi`, whose error Kubernetes passes over).
fn saturating(text: &str) -> i64 {
    match text.parse::<i64>() {
        Ok(number) => number,
        Err(error) => match error.kind() {
            IntErrorKind::PosOverflow => i64::MAX,
            IntErrorKind::NegOverflow => i64::MIN,
            _ => 0,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: &str) -> IntOrString {
        IntOrString::String(value.to_owned())
    }

    #[test]
    fn percentages_are_shares() {
        assert_eq!(scaled_value(&text("25%"), 10), Ok(3));
        assert_eq!(scaled_value(&text("0%"), 10), Ok(0));
        assert_eq!(scaled_value(&IntOrString::Int(7), 10), Ok(7));
        assert_eq!(scaled_value(&text("-5%"), 100), Ok(-5));
    }

    #[test]
    fn what_is_no_percentage() {
        for bad in ["", "5", "%", "5.5%", "a%", "5%%"] {
            assert!(scaled_value(&text(bad), 10).is_err(), "{bad}");
        }
        assert_eq!(percent(&text("99999%")), Some(99999));
        assert_eq!(percent(&text("+5%")), None);
        assert_eq!(int_value(&text("http")), 0);
    }

    #[test]
    fn numbers_beyond_64_bits_are_the_largest() {
        assert_eq!(percent(&text("99999999999999999999%")), Some(i64::MAX));
        assert_eq!(int_value(&text("-99999999999999999999")), i64::MIN);
        assert_eq!(int_value(&text("x")), 0);
    }
}
