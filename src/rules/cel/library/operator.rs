//! Operators.

use std::cmp::Ordering;
use std::sync::Arc;

use crate::rules::cel::value::{Fault, Map, Outcome, Value, compare, equal};

pub(super) const DECLARATIONS: &[&str] = &[
    "_?_:_(bool, A, A) -> A",
    "_&&_(bool, bool) -> bool",
    "_||_(bool, bool) -> bool",
    "!_(bool) -> bool",
    "@not_strictly_false(bool) -> bool",
    "_==_(A, A) -> bool",
    "_!=_(A, A) -> bool",
    "_+_(bytes, bytes) -> bytes",
    "_+_(double, double) -> double",
    "_+_(duration, duration) -> duration",
    "_+_(duration, timestamp) -> timestamp",
    "_+_(timestamp, duration) -> timestamp",
    "_+_(int, int) -> int",
    "_+_(list(A), list(A)) -> list(A)",
    "_+_(string, string) -> string",
    "_+_(uint, uint) -> uint",
    "_-_(double, double) -> double",
    "_-_(duration, duration) -> duration",
    "_-_(int, int) -> int",
    "_-_(timestamp, duration) -> timestamp",
    "_-_(timestamp, timestamp) -> duration",
    "_-_(uint, uint) -> uint",
    "_*_(double, double) -> double",
    "_*_(int, int) -> int",
    "_*_(uint, uint) -> uint",
    "_/_(double, double) -> double",
    "_/_(int, int) -> int",
    "_/_(uint, uint) -> uint",
    "_%_(int, int) -> int",
    "_%_(uint, uint) -> uint",
    "-_(double) -> double",
    "-_(int) -> int",
    "_<_(bool, bool) -> bool",
    "_<_(int, int) -> bool",
    "_<_(int, double) -> bool",
    "_<_(int, uint) -> bool",
    "_<_(uint, uint) -> bool",
    "_<_(uint, double) -> bool",
    "_<_(uint, int) -> bool",
    "_<_(double, double) -> bool",
    "_<_(double, int) -> bool",
    "_<_(double, uint) -> bool",
    "_<_(string, string) -> bool",
    "_<_(bytes, bytes) -> bool",
    "_<_(timestamp, timestamp) -> bool",
    "_<_(duration, duration) -> bool",
    "_<=_(bool, bool) -> bool",
    "_<=_(int, int) -> bool",
    "_<=_(int, double) -> bool",
    "_<=_(int, uint) -> bool",
    "_<=_(uint, uint) -> bool",
    "_<=_(uint, double) -> bool",
    "_<=_(uint, int) -> bool",
    "_<=_(double, double) -> bool",
    "_<=_(double, int) -> bool",
    "_<=_(double, uint) -> bool",
    "_<=_(string, string) -> bool",
    "_<=_(bytes, bytes) -> bool",
    "_<=_(timestamp, timestamp) -> bool",
    "_<=_(duration, duration) -> bool",
    "_>_(bool, bool) -> bool",
    "_>_(int, int) -> bool",
    "_>_(int, double) -> bool",
    "_>_(int, uint) -> bool",
    "_>_(uint, uint) -> bool",
    "_>_(uint, double) -> bool",
    "_>_(uint, int) -> bool",
    "_>_(double, double) -> bool",
    "_>_(double, int) -> bool",
    "_>_(double, uint) -> bool",
    "_>_(string, string) -> bool",
    "_>_(bytes, bytes) -> bool",
    "_>_(timestamp, timestamp) -> bool",
    "_>_(duration, duration) -> bool",
    "_>=_(bool, bool) -> bool",
    "_>=_(int, int) -> bool",
    "_>=_(int, double) -> bool",
    "_>=_(int, uint) -> bool",
    "_>=_(uint, uint) -> bool",
    "_>=_(uint, double) -> bool",
    "_>=_(uint, int) -> bool",
    "_>=_(double, double) -> bool",
    "_>=_(double, int) -> bool",
    "_>=_(double, uint) -> bool",
    "_>=_(string, string) -> bool",
    "_>=_(bytes, bytes) -> bool",
    "_>=_(timestamp, timestamp) -> bool",
    "_>=_(duration, duration) -> bool",
    "_[_](list(A), int) -> A",
    "_[_](map(A, B), A) -> B",
    "_[_](optional(list(A)), int) -> optional(A)",
    "_[_](optional(map(A, B)), A) -> optional(B)",
    "_[?_](list(A), int) -> optional(A)",
    "_[?_](optional(list(A)), int) -> optional(A)",
    "_[?_](map(A, B), A) -> optional(B)",
    "_[?_](optional(map(A, B)), A) -> optional(B)",
    "@in(A, list(A)) -> bool",
    "@in(A, map(A, B)) -> bool",
    "cel.@mapInsert(map(A, B), A, B) -> map(A, B)",
    "cel.@mapInsert(map(A, B), map(A, B)) -> map(A, B)",
];

pub(super) fn call(name: &str, args: &[Value]) -> Option<Outcome> {
    Some(match (name, args) {
        ("!_", [Value::Bool(value)]) => Ok(Value::Bool(!value)),
        ("_==_", [a, b]) => equal(a, b).map(Value::Bool),
        ("_!=_", [a, b]) => Ok(Value::Bool(equal(a, b) != Ok(true))),
        ("_<_", [a, b]) => order(a, b, Ordering::is_lt),
        ("_<=_", [a, b]) => order(a, b, Ordering::is_le),
        ("_>_", [a, b]) => order(a, b, Ordering::is_gt),
        ("_>=_", [a, b]) => order(a, b, Ordering::is_ge),
        ("@in", [item, Value::List(list)]) => {
            Ok(Value::Bool(list.iter().any(|element| equal(element, item) == Ok(true))))
        }
        ("@in", [key, Value::Map(map)]) => map.find(key).map(|found| Value::Bool(found.is_some())),
        ("_+_", [a, b]) => add(a, b),
        ("_-_", [a, b]) => subtract(a, b),
        ("_*_" | "_/_" | "_%_", [a, b]) => scale(name, a, b),
        ("-_", [Value::Int(value)]) => value.checked_neg().map(Value::Int).ok_or_else(overflow),
        ("-_", [Value::Double(value)]) => Ok(Value::Double(-value)),
        ("cel.@mapInsert", [Value::Map(map), rest @ ..]) => insert(map, rest),
        _ => return None,
    })
}

fn overflow() -> Fault {
    Fault::new("integer overflow")
}

fn unsigned_overflow() -> Fault {
    Fault::new("unsigned integer overflow")
}

fn order(a: &Value, b: &Value, holds: fn(Ordering) -> bool) -> Outcome {
    compare(a, b).map(|order| Value::Bool(holds(order)))
}

fn add(a: &Value, b: &Value) -> Outcome {
    use Value as V;
    Ok(match (a, b) {
        (V::Int(a), V::Int(b)) => V::Int(a.checked_add(*b).ok_or_else(overflow)?),
        (V::Uint(a), V::Uint(b)) => V::Uint(a.checked_add(*b).ok_or_else(unsigned_overflow)?),
        (V::Double(a), V::Double(b)) => V::Double(a + b),
        (V::String(a), V::String(b)) => V::String(format!("{a}{b}").into()),
        (V::Bytes(a), V::Bytes(b)) => V::Bytes([&**a, &**b].concat().into()),
        (V::List(a), V::List(b)) => V::list(a.iter().chain(b.iter()).cloned().collect()),
        (V::Duration(a), V::Duration(b)) => {
            V::Duration(a.checked_add(*b).ok_or_else(|| Fault::new("duration overflow"))?)
        }
        (V::Duration(duration), V::Timestamp(time))
        | (V::Timestamp(time), V::Duration(duration)) => {
            V::Timestamp(time.plus(*duration).ok_or_else(|| Fault::new("timestamp overflow"))?)
        }
        _ => return Err(Fault::no_overload()),
    })
}

fn subtract(a: &Value, b: &Value) -> Outcome {
    use Value as V;
    Ok(match (a, b) {
        (V::Int(a), V::Int(b)) => V::Int(a.checked_sub(*b).ok_or_else(overflow)?),
        (V::Uint(a), V::Uint(b)) => V::Uint(a.checked_sub(*b).ok_or_else(unsigned_overflow)?),
        (V::Double(a), V::Double(b)) => V::Double(a - b),
        (V::Duration(a), V::Duration(b)) => {
            V::Duration(a.checked_sub(*b).ok_or_else(|| Fault::new("duration overflow"))?)
        }
        (V::Timestamp(time), V::Duration(duration)) => {
            let earlier = duration.checked_neg().and_then(|duration| time.plus(duration));
            V::Timestamp(earlier.ok_or_else(|| Fault::new("timestamp overflow"))?)
        }
        (V::Timestamp(a), V::Timestamp(b)) => {
            V::Duration(a.since(b).ok_or_else(|| Fault::new("duration overflow"))?)
        }
        _ => return Err(Fault::no_overload()),
    })
}

fn scale(name: &str, a: &Value, b: &Value) -> Outcome {
    use Value as V;
    let by_zero = || Fault::new(if name == "_%_" { "modulus by zero" } else { "division by zero" });
    Ok(match (name, a, b) {
        ("_*_", V::Int(a), V::Int(b)) => V::Int(a.checked_mul(*b).ok_or_else(overflow)?),
        ("_*_", V::Uint(a), V::Uint(b)) => {
            V::Uint(a.checked_mul(*b).ok_or_else(unsigned_overflow)?)
        }
        ("_*_", V::Double(a), V::Double(b)) => V::Double(a * b),
        ("_/_", V::Double(a), V::Double(b)) => V::Double(a / b),
        (_, V::Int(_), V::Int(0)) | (_, V::Uint(_), V::Uint(0)) => return Err(by_zero()),
        ("_/_", V::Int(a), V::Int(b)) => V::Int(a.checked_div(*b).ok_or_else(overflow)?),
        ("_/_", V::Uint(a), V::Uint(b)) => V::Uint(a / b),
        ("_%_", V::Int(a), V::Int(b)) => V::Int(a.checked_rem(*b).ok_or_else(overflow)?),
        ("_%_", V::Uint(a), V::Uint(b)) => V::Uint(a % b),
        _ => return Err(Fault::no_overload()),
    })
}

fn insert(map: &Map, added: &[Value]) -> Outcome {
    let added = match added {
        [Value::Map(added)] => added.entries(),
        [key, value] => vec![(key.clone(), value.clone())],
        _ => return Err(Fault::no_overload()),
    };
    let mut entries = map.entries();
    for (key, value) in added {
        if entries.iter().any(|(other, _)| equal(other, &key) == Ok(true)) {
            return Err(Fault::new(format!("insert failed: key {key:?} already exists")));
        }
        entries.push((key, value));
    }
    Map::build(entries).map(|map| Value::Map(Arc::new(map)))
}
