//! What a call costs.
//!
//! Mirrors `costCall` of cel-go's `interpreter/runtimecost.go`, `CallCost` of Kubernetes'
//! `library/cost.go`, and the cost trackers of cel-go's `ext/lists.go` and `ext/sets.go`.

use crate::rules::cel::library::{named_format, net};
use crate::rules::cel::value::Value;

/// What a pass over text costs by character, in tenths.
fn traversal(size: u64, passes: u64) -> u64 {
    size.saturating_mul(passes).div_ceil(10)
}

fn size(value: Option<&Value>) -> u64 {
    let size = match value {
        Some(Value::Ip(ip)) => Some(net::bytes(ip)),
        Some(Value::Cidr(_, bits)) => Some(usize::from(*bits).div_ceil(8)),
        Some(Value::Optional(Some(value))) => value.size(),
        Some(value) => value.size(),
        None => None,
    };
    size.and_then(|size| u64::try_from(size).ok()).unwrap_or(1)
}

/// What a call costs; `overload` is the declaration that alone fits, else nothing.
pub(super) fn of_call(
    function: &str,
    overload: &str,
    args: &[Value],
    result: Option<&Value>,
) -> u64 {
    let arg = |at: usize| args.get(at);
    of_list_call(function, overload, args, result)
        .or_else(|| of_library_call(function, args, result))
        .unwrap_or_else(|| match function {
            "startsWith" | "endsWith" | "bytes" | "format" | "strings.quote" => {
                traversal(size(arg(0)), 1)
            }
            "string" if overload == "string(bytes) -> string" => traversal(size(arg(0)), 1),
            "@in" if overload == "@in(A, list(A)) -> bool" => size(arg(1)),
            "_==_" | "_!=_" => traversal(size(arg(0)).min(size(arg(1))), 1),
            "_<_" | "_<=_" | "_>_" | "_>=_"
                if overload.contains("(string, ") || overload.contains("(bytes, ") =>
            {
                traversal(size(arg(0)).min(size(arg(1))), 1)
            }
            "_+_" if overload.contains("(string, ") || overload.contains("(bytes, ") => {
                traversal(size(arg(0)).saturating_add(size(arg(1))), 1)
            }
            "matches" if overload.starts_with("string.") => pattern(args),
            "contains" => traversal(size(arg(0)), 1).saturating_mul(traversal(size(arg(1)), 1)),
            _ => 1,
        })
}

/// Matching a text against a pattern.
fn pattern(args: &[Value]) -> u64 {
    let text = traversal(size(args.first()).saturating_add(1), 1);
    text.saturating_mul(size(args.get(1)).div_ceil(4))
}

/// Functions that make lists or compare their elements, by what they take.
fn of_list_call(
    function: &str,
    overload: &str,
    args: &[Value],
    result: Option<&Value>,
) -> Option<u64> {
    let arg = |at: usize| args.get(at);
    let allocating = |size: u64| size.saturating_add(11);
    Some(match function {
        "sets.contains" | "sets.intersects" => 1 + size(arg(0)).saturating_mul(size(arg(1))),
        "sets.equivalent" => 1 + size(arg(0)).saturating_mul(size(arg(1))).saturating_mul(2),
        _ if overload.is_empty() => return None,
        "slice" | "lists.range" => allocating(size(result)),
        "reverse" => allocating(size(result)),
        "flatten" => {
            let depth = match arg(1) {
                Some(Value::Int(depth)) => u64::try_from(*depth).unwrap_or(0),
                _ => 1,
            };
            allocating(size(arg(0)).saturating_mul(depth))
        }
        "distinct" | "sort" => allocating(compared(arg(0))),
        "@sortByAssociatedKeys" => allocating(compared(arg(1))),
        _ => return None,
    })
}

/// Every element with every other one.
fn compared(list: Option<&Value>) -> u64 {
    let Some(Value::List(list)) = list else { return 0 };
    let size = u64::try_from(list.len()).unwrap_or(u64::MAX);
    let pairs = size.saturating_mul(size);
    match list.first() {
        Some(Value::String(_) | Value::Bytes(_)) => pairs.saturating_mul(21) / 10,
        _ => pairs.saturating_mul(2),
    }
}

/// Functions that Kubernetes reckons itself.
fn of_library_call(function: &str, args: &[Value], result: Option<&Value>) -> Option<u64> {
    let arg = |at: usize| args.get(at);
    Some(match function {
        "isSorted" | "sum" | "max" | "min" | "indexOf" | "lastIndexOf" => arg(0).map_or(0, all_of),
        "jsonpatch.escapeKey"
        | "url"
        | "lowerAscii"
        | "upperAscii"
        | "substring"
        | "trim"
        | "cidr"
        | "isIP"
        | "isCIDR"
        | "quantity"
        | "isQuantity"
        | "semver"
        | "isSemver" => traversal(size(arg(0)), 1),
        "ip" => match arg(0) {
            Some(Value::Cidr(..)) => 1,
            other => traversal(size(other), 1),
        },
        "replace" | "split" | "ip.isCanonical" => traversal(size(arg(0)), 2),
        "join" => traversal(size(result), 2),
        "find" | "findAll" => pattern(args),
        "containsIP" | "containsCIDR" => {
            let (own, other) = (size(arg(0)), arg(1));
            let masking = if function == "containsCIDR" { traversal(own, 1) + 1 } else { 0 };
            let parsing = match other {
                Some(Value::String(_)) => traversal(size(other), 1),
                _ => 0,
            };
            traversal(own, 2) + masking + parsing
        }
        "validate" => match arg(0) {
            Some(Value::Format(name)) => {
                let text = traversal(size(arg(1)).saturating_add(1), 1);
                text.saturating_mul(named_format::regex_length(name).div_ceil(4))
            }
            _ => return None,
        },
        "_==_" => match arg(0) {
            Some(
                Value::Quantity(_)
                | Value::Ip(_)
                | Value::Cidr(..)
                | Value::Format(_)
                | Value::Url(_)
                | Value::Semver(_),
            ) => 1,
            _ => return None,
        },
        _ => return None,
    })
}

/// Every text of a value.
fn all_of(value: &Value) -> u64 {
    let bytes = |length: usize| u64::try_from(length).unwrap_or(u64::MAX) / 10;
    match value {
        Value::String(text) => bytes(text.len()),
        Value::Bytes(text) => bytes(text.len()),
        Value::List(list) => list.iter().map(all_of).sum(),
        Value::Map(map) => {
            map.entries().iter().map(|(key, value)| all_of(key) + all_of(value)).sum()
        }
        _ => 1,
    }
}
