//! Values that may be missing. `or` and `orValue` are the evaluator's: they look at their argument
//! only where it is needed.

use crate::rules::cel::value::{Fault, Outcome, Value};

pub(super) const DECLARATIONS: &[&str] = &[
    "optional.of(A) -> optional(A)",
    "optional.ofNonZeroValue(A) -> optional(A)",
    "optional.none() -> optional(A)",
    "optional(A).value() -> A",
    "optional(A).hasValue() -> bool",
    "optional(A).or(optional(A)) -> optional(A)",
    "optional(A).orValue(A) -> A",
    "list(A).first() -> optional(A)",
    "list(A).last() -> optional(A)",
    "optional.unwrap(list(optional(A))) -> list(A)",
    "list(optional(A)).unwrapOpt() -> list(A)",
];

pub(super) fn call(name: &str, args: &[Value]) -> Option<Outcome> {
    use Value::{List, Optional};
    Some(match (name, args) {
        ("optional.of", [value]) => Ok(Value::some(value.clone())),
        ("optional.ofNonZeroValue", [value]) if value.is_zero() => Ok(Optional(None)),
        ("optional.ofNonZeroValue", [value]) => Ok(Value::some(value.clone())),
        ("optional.none", []) => Ok(Optional(None)),
        ("value", [Optional(value)]) => match value {
            Some(value) => Ok((**value).clone()),
            None => Err(Fault::new("optional.none() dereference")),
        },
        ("hasValue", [Optional(value)]) => Ok(Value::Bool(value.is_some())),
        ("first", [List(list)]) => Ok(list.first().cloned().map_or(Optional(None), Value::some)),
        ("last", [List(list)]) => Ok(list.last().cloned().map_or(Optional(None), Value::some)),
        ("optional.unwrap" | "unwrapOpt", [List(list)]) => unwrap(list),
        _ => return None,
    })
}

fn unwrap(list: &[Value]) -> Outcome {
    let mut there = Vec::new();
    for value in list {
        match value {
            Value::Optional(Some(value)) => there.push((**value).clone()),
            Value::Optional(None) => {}
            other => {
                return Err(Fault::new(format!(
                    "value of type {} is not optional",
                    other.type_name()
                )));
            }
        }
    }
    Ok(Value::list(there))
}
