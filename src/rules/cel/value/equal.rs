//! When values are equal, and which comes first.
//!
//! Mirrors `Equal` and `Compare` of cel-go's and Kubernetes' types: numbers compare by their
//! value, whatever their type; values of different types are not equal.

use std::cmp::Ordering;

use super::Value;
use super::fault::Fault;
use super::map::Map;

/// Whether two values are equal; an error where Kubernetes' own types meet others.
pub(in crate::rules::cel) fn equal(a: &Value, b: &Value) -> Result<bool, Fault> {
    use Value as V;
    Ok(match (a, b) {
        (V::Null, V::Null) => true,
        (V::Null, _) | (_, V::Null) => false,
        (V::Bool(a), V::Bool(b)) => a == b,
        (V::Int(_) | V::Uint(_) | V::Double(_), V::Int(_) | V::Uint(_) | V::Double(_)) => {
            numbers(a, b) == Some(Ordering::Equal)
        }
        (V::String(a), V::String(b)) => a == b,
        (V::Bytes(a), V::Bytes(b)) => a == b,
        (V::List(a), V::List(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| is_equal(a, b))
        }
        (V::Map(a), V::Map(b)) => maps(a, b),
        (V::Duration(a), V::Duration(b)) => a == b,
        (V::Timestamp(a), V::Timestamp(b)) => a.instant() == b.instant(),
        (V::Type(a), V::Type(b)) => a == b,
        (V::Optional(a), V::Optional(b)) => match (a, b) {
            (None, None) => true,
            (Some(a), Some(b)) => return equal(a, b),
            _ => false,
        },
        (V::Quantity(a), V::Quantity(b)) => a == b,
        (V::Url(a), V::Url(b)) => a == b,
        (V::Ip(a), V::Ip(b)) => a == b,
        (V::Cidr(a, n), V::Cidr(b, m)) => a == b && n == m,
        (V::Semver(a), V::Semver(b)) => a.order(b) == Ordering::Equal,
        (V::Format(a), V::Format(b)) => a == b,
        (V::Built(a), V::Built(b)) => a.is_equal(b),
        (V::Quantity(_) | V::Url(_) | V::Ip(_) | V::Cidr(..) | V::Semver(_) | V::Format(_), _) => {
            return Err(Fault::no_overload());
        }
        _ => false,
    })
}

/// Whether two values are equal, as lists and maps ask it.
pub(in crate::rules::cel) fn is_equal(a: &Value, b: &Value) -> bool {
    equal(a, b) == Ok(true)
}

fn maps(a: &Map, b: &Map) -> bool {
    a.len() == b.len()
        && a.entries().iter().all(|(key, value)| {
            let other = match (b, key) {
                (Map::Object(_), Value::String(name)) => b.field(name),
                (Map::Object(_), _) => None,
                (Map::Built(_), _) => b.find(key).ok().flatten(),
            };
            other.is_some_and(|other| is_equal(value, other))
        })
}

/// The order of two numbers; none with a NaN.
#[expect(clippy::cast_precision_loss, reason = "as Go converts")]
fn numbers(a: &Value, b: &Value) -> Option<Ordering> {
    use Value as V;
    match (a, b) {
        (V::Double(a), V::Double(b)) => a.partial_cmp(b),
        (V::Double(a), V::Int(b)) => double_with(*a, *b as f64, (i64::MIN as f64, i64::MAX as f64)),
        (V::Double(a), V::Uint(b)) => double_with(*a, *b as f64, (0.0, u64::MAX as f64)),
        (V::Int(_) | V::Uint(_), V::Double(_)) => numbers(b, a).map(Ordering::reverse),
        _ => Some(whole(a)?.cmp(&whole(b)?)),
    }
}

fn double_with(double: f64, other: f64, (least, most): (f64, f64)) -> Option<Ordering> {
    if double < least {
        Some(Ordering::Less)
    } else if double > most {
        Some(Ordering::Greater)
    } else {
        double.partial_cmp(&other)
    }
}

fn whole(value: &Value) -> Option<i128> {
    match value {
        Value::Int(value) => Some(i128::from(*value)),
        Value::Uint(value) => Some(i128::from(*value)),
        _ => None,
    }
}

/// Which of two values comes first.
pub(in crate::rules::cel) fn compare(a: &Value, b: &Value) -> Result<Ordering, Fault> {
    use Value as V;
    Ok(match (a, b) {
        (V::Bool(a), V::Bool(b)) => a.cmp(b),
        (V::Int(_) | V::Uint(_) | V::Double(_), V::Int(_) | V::Uint(_) | V::Double(_)) => {
            return numbers(a, b).ok_or_else(|| Fault::new("NaN values cannot be ordered"));
        }
        (V::String(a), V::String(b)) => a.cmp(b),
        (V::Bytes(a), V::Bytes(b)) => a.cmp(b),
        (V::Duration(a), V::Duration(b)) => a.cmp(b),
        (V::Timestamp(a), V::Timestamp(b)) => a.instant().cmp(&b.instant()),
        _ => return Err(Fault::no_overload()),
    })
}
