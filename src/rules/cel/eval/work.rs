//! What a call has to go through, or to write.
//!
//! Kubernetes' reckoning of cost counts the elements of a list, but neither what is in them nor what
//! a replacement writes: `[0].map(x, [x, x])` sixty times over is cheap there, and is compared for
//! ever. So this is counted beside it, and has a limit of its own.

use crate::rules::cel::value::Value;

/// The most that one expression may go through: parts of values, and every fourth byte of texts.
pub(super) const MOST: u64 = 10_000_000;

/// What a call goes through; counted no further than to a limit.
pub(super) fn of_call(function: &str, args: &[Value], limit: u64) -> u64 {
    let weights = || args.iter().map(|arg| weight(arg, limit));
    match (function, args) {
        ("_+_", [a, b]) => length(a).saturating_add(length(b)),
        ("replace", [Value::String(text), Value::String(old), Value::String(new), ..]) => {
            replaced(text, old, new)
        }
        ("join", [Value::List(list), between @ ..]) => {
            let between = between.first().map_or(0, length).saturating_mul(list.len() as u64);
            weight(&args[0], limit).saturating_add(between)
        }
        (
            "_==_"
            | "_!=_"
            | "@in"
            | "format"
            | "flatten"
            | "sum"
            | "max"
            | "min"
            | "isSorted"
            | "sort"
            | "@sortByAssociatedKeys"
            | "indexOf"
            | "lastIndexOf",
            _,
        ) => weights().fold(0, u64::saturating_add),
        ("distinct", [list]) => weight(list, limit).saturating_mul(length(list)),
        ("sets.contains" | "sets.intersects" | "sets.equivalent", [a, b]) => {
            let pairs = weight(a, limit).saturating_mul(length(b));
            pairs.saturating_add(weight(b, limit).saturating_mul(length(a)))
        }
        _ => 0,
    }
}

/// What every occurrence of a text is replaced by, if all are.
fn replaced(text: &str, old: &str, new: &str) -> u64 {
    let times = if old.is_empty() { text.len() + 1 } else { text.matches(old).count() };
    (times as u64).saturating_mul(bytes(new.len())).saturating_add(bytes(text.len()))
}

const fn bytes(length: usize) -> u64 {
    length as u64 / 4 + 1
}

/// What stands in a value itself.
fn length(value: &Value) -> u64 {
    match value {
        Value::String(text) => bytes(text.len()),
        Value::Bytes(text) => bytes(text.len()),
        Value::List(list) => list.len() as u64 + 1,
        Value::Map(map) => map.len() as u64 + 1,
        _ => 1,
    }
}

/// All that stands in a value, however deep.
fn weight(value: &Value, limit: u64) -> u64 {
    let mut counted = 0;
    count(value, limit, &mut counted);
    counted
}

fn count(value: &Value, limit: u64, counted: &mut u64) {
    *counted = counted.saturating_add(length(value));
    match value {
        Value::List(list) => {
            for inner in list.iter() {
                if *counted > limit {
                    return;
                }
                count(inner, limit, counted);
            }
        }
        Value::Map(map) => {
            for (_, inner) in map.entries() {
                if *counted > limit {
                    return;
                }
                count(&inner, limit, counted);
            }
        }
        Value::Optional(Some(inner)) => count(inner, limit, counted),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A list of two, each of which has the one before twice: `depth` steps, twice as much each.
    fn doubled(depth: usize) -> Value {
        (0..depth).fold(Value::Int(0), |inner, _| Value::list(vec![inner.clone(), inner]))
    }

    #[test]
    fn what_is_shared_counts_as_often_as_it_is_met() {
        assert_eq!(weight(&doubled(3), MOST), 3 + 2 * 3 + 4 * 3 + 8);
        let endless = weight(&doubled(60), 1_000);
        assert!((1_000..1_100).contains(&endless), "{endless}");
    }

    #[test]
    fn what_is_written_counts_before_it_is() {
        let text = |length: usize| Value::from("x".repeat(length));
        let replace = |length| of_call("replace", &[text(length), text(1), text(4_000)], MOST);
        assert_eq!(replace(10), 10 * 1_001 + 3);
        assert!(replace(100_000) > MOST);
        assert!(of_call("_+_", &[doubled(60), doubled(60)], MOST) < 10);
        assert!(of_call("_==_", &[doubled(60), doubled(60)], MOST) > MOST);
        assert_eq!(of_call("size", &[doubled(60)], MOST), 0);
    }
}
