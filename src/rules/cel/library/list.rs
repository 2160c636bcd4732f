//! Functions of lists and sets (Kubernetes' `library/lists.go`, cel-go's `ext/lists.go` and
//! `ext/sets.go`).

use std::cmp::Ordering;

use super::operator;
use crate::rules::cel::value::equal::is_equal;
use crate::rules::cel::value::{Fault, Outcome, Value, compare};

pub(super) const DECLARATIONS: &[&str] = &[
    "list(int).isSorted() -> bool",
    "list(uint).isSorted() -> bool",
    "list(double).isSorted() -> bool",
    "list(bool).isSorted() -> bool",
    "list(duration).isSorted() -> bool",
    "list(timestamp).isSorted() -> bool",
    "list(string).isSorted() -> bool",
    "list(bytes).isSorted() -> bool",
    "list(int).sum() -> int",
    "list(uint).sum() -> uint",
    "list(double).sum() -> double",
    "list(duration).sum() -> duration",
    "list(int).max() -> int",
    "list(uint).max() -> uint",
    "list(double).max() -> double",
    "list(bool).max() -> bool",
    "list(duration).max() -> duration",
    "list(timestamp).max() -> timestamp",
    "list(string).max() -> string",
    "list(bytes).max() -> bytes",
    "list(int).min() -> int",
    "list(uint).min() -> uint",
    "list(double).min() -> double",
    "list(bool).min() -> bool",
    "list(duration).min() -> duration",
    "list(timestamp).min() -> timestamp",
    "list(string).min() -> string",
    "list(bytes).min() -> bytes",
    "list(A).indexOf(A) -> int",
    "list(A).lastIndexOf(A) -> int",
    "sets.contains(list(A), list(A)) -> bool",
    "sets.equivalent(list(A), list(A)) -> bool",
    "sets.intersects(list(A), list(A)) -> bool",
];

pub(super) const NEWER_DECLARATIONS: &[&str] = &[
    "list(A).slice(int, int) -> list(A)",
    "list(list(A)).flatten() -> list(A)",
    "list(dyn).flatten(int) -> list(dyn)",
    "list(int).sort() -> list(int)",
    "list(uint).sort() -> list(uint)",
    "list(double).sort() -> list(double)",
    "list(bool).sort() -> list(bool)",
    "list(duration).sort() -> list(duration)",
    "list(timestamp).sort() -> list(timestamp)",
    "list(string).sort() -> list(string)",
    "list(bytes).sort() -> list(bytes)",
    "list(A).@sortByAssociatedKeys(list(int)) -> list(A)",
    "list(A).@sortByAssociatedKeys(list(uint)) -> list(A)",
    "list(A).@sortByAssociatedKeys(list(double)) -> list(A)",
    "list(A).@sortByAssociatedKeys(list(bool)) -> list(A)",
    "list(A).@sortByAssociatedKeys(list(duration)) -> list(A)",
    "list(A).@sortByAssociatedKeys(list(timestamp)) -> list(A)",
    "list(A).@sortByAssociatedKeys(list(string)) -> list(A)",
    "list(A).@sortByAssociatedKeys(list(bytes)) -> list(A)",
    "lists.range(int) -> list(int)",
    "list(A).reverse() -> list(A)",
    "list(A).distinct() -> list(A)",
];

pub(super) fn call(name: &str, args: &[Value]) -> Option<Outcome> {
    use Value::List;
    Some(match (name, args) {
        ("isSorted", [List(list)]) => is_sorted(list),
        ("sum", [List(list)]) => sum(list),
        ("max", [List(list)]) => extreme(name, list, Ordering::Less),
        ("min", [List(list)]) => extreme(name, list, Ordering::Greater),
        ("indexOf", [List(list), item]) => Ok(index(list.iter().position(|e| is_equal(e, item)))),
        ("lastIndexOf", [List(list), item]) => {
            Ok(index(list.iter().rposition(|element| is_equal(element, item))))
        }
        ("sets.contains", [List(a), List(b)]) => Ok(Value::Bool(contains(a, b))),
        ("sets.equivalent", [List(a), List(b)]) => {
            Ok(Value::Bool(contains(a, b) && contains(b, a)))
        }
        ("sets.intersects", [List(a), List(b)]) => {
            Ok(Value::Bool(a.iter().any(|item| has(b, item))))
        }
        _ => return None,
    })
}

pub(super) fn call_newer(name: &str, args: &[Value]) -> Option<Outcome> {
    use Value::{Int, List};
    Some(match (name, args) {
        ("slice", [List(list), Int(start), Int(end)]) => slice(list, *start, *end),
        ("flatten", [List(list)]) => flatten(list, 1).map(Value::list),
        ("flatten", [List(list), Int(depth)]) => flatten(list, *depth).map(Value::list),
        ("sort", [List(list)]) => sort_by(list, list),
        ("@sortByAssociatedKeys", [List(list), List(keys)]) => sort_by(list, keys),
        ("lists.range", [Int(end)]) => range(*end),
        ("reverse", [List(list)]) => Ok(Value::list(list.iter().rev().cloned().collect())),
        ("distinct", [List(list)]) => Ok(distinct(list)),
        _ => return None,
    })
}

fn index(at: Option<usize>) -> Value {
    Value::Int(at.and_then(|at| i64::try_from(at).ok()).unwrap_or(-1))
}

fn has(list: &[Value], item: &Value) -> bool {
    list.iter().any(|element| is_equal(element, item))
}

fn contains(list: &[Value], items: &[Value]) -> bool {
    items.iter().all(|item| has(list, item))
}

fn is_sorted(list: &[Value]) -> Outcome {
    for pair in list.windows(2) {
        if let [a, b] = pair
            && compare(a, b)?.is_gt()
        {
            return Ok(Value::Bool(false));
        }
    }
    Ok(Value::Bool(true))
}

/// The sum; that of nothing is the whole number 0.
fn sum(list: &[Value]) -> Outcome {
    let Some((first, rest)) = list.split_first() else { return Ok(Value::Int(0)) };
    if !matches!(first, Value::Int(_) | Value::Uint(_) | Value::Double(_) | Value::Duration(_)) {
        return Err(Fault::no_overload());
    }
    rest.iter().try_fold(first.clone(), |sum, next| {
        let both = [sum, next.clone()];
        operator::call("_+_", &both).unwrap_or_else(|| Err(Fault::no_overload()))
    })
}

fn extreme(name: &str, list: &[Value], replaced_if: Ordering) -> Outcome {
    let Some((first, rest)) = list.split_first() else {
        return Err(Fault::new(format!("{name} called on empty list")));
    };
    rest.iter().try_fold(first.clone(), |best, next| {
        Ok(if compare(&best, next)? == replaced_if { next.clone() } else { best })
    })
}

fn slice(list: &[Value], start: i64, end: i64) -> Outcome {
    let refused = |why: &str| Fault::new(format!("cannot slice({start}, {end}), {why}"));
    let (Ok(from), Ok(to)) = (usize::try_from(start), usize::try_from(end)) else {
        return Err(refused("negative indexes not supported"));
    };
    if from > to {
        return Err(refused("start index must be less than or equal to end index"));
    }
    let part = list.get(from..to);
    let part = part.ok_or_else(|| refused(&format!("list is length {}", list.len())))?;
    Ok(Value::list(part.to_vec()))
}

fn flatten(list: &[Value], depth: i64) -> Result<Vec<Value>, Fault> {
    if depth < 0 {
        return Err(Fault::new("level must be non-negative"));
    }
    let mut flat = Vec::new();
    for value in list {
        match value {
            Value::List(inner) if depth > 0 => flat.extend(flatten(inner, depth - 1)?),
            other => flat.push(other.clone()),
        }
    }
    Ok(flat)
}

fn sort_by(list: &[Value], keys: &[Value]) -> Outcome {
    let Some(first) = keys.first() else { return Ok(Value::list(list.to_vec())) };
    if list.len() != keys.len() {
        return Err(Fault::new("there must be as many keys as elements"));
    }
    compare(first, first)?;
    if keys.iter().any(|key| key.type_name() != first.type_name()) {
        return Err(Fault::new("list elements must have the same type"));
    }
    let mut pairs: Vec<_> = keys.iter().zip(list).collect();
    pairs.sort_by(|(a, _), (b, _)| compare(a, b).unwrap_or(Ordering::Equal));
    Ok(Value::list(pairs.into_iter().map(|(_, value)| value.clone()).collect()))
}

/// The numbers below one; more than fit into any list of a cluster's objects are too many.
fn range(end: i64) -> Outcome {
    const MOST: i64 = 1_000_000;
    if end > MOST {
        return Err(Fault::too_costly());
    }
    Ok(Value::list((0..end).map(Value::Int).collect()))
}

fn distinct(list: &[Value]) -> Value {
    let mut seen: Vec<Value> = Vec::new();
    for value in list {
        if !has(&seen, value) {
            seen.push(value.clone());
        }
    }
    Value::list(seen)
}
