//! Versions (Kubernetes' `library/semverlib.go`).

use std::sync::Arc;

use crate::rules::cel::value::{Fault, Outcome, Semver, Value};

pub(super) const DECLARATIONS: &[&str] = &[
    "semver(string) -> Semver",
    "semver(string, bool) -> Semver",
    "isSemver(string) -> bool",
    "isSemver(string, bool) -> bool",
    "Semver.isGreaterThan(Semver) -> bool",
    "Semver.isLessThan(Semver) -> bool",
    "Semver.compareTo(Semver) -> int",
    "Semver.major() -> int",
    "Semver.minor() -> int",
    "Semver.patch() -> int",
];

pub(super) fn call(name: &str, args: &[Value]) -> Option<Outcome> {
    use Value::{Bool, Int, Semver as Version, String as Text};
    Some(Ok(match (name, args) {
        ("semver", [Text(text), tolerant @ ..]) => {
            let version = parse(text, tolerant)?.map_err(Fault::new);
            return Some(version.map(|version| Version(Arc::new(version))));
        }
        ("isSemver", [Text(text), tolerant @ ..]) => Bool(parse(text, tolerant)?.is_ok()),
        ("isGreaterThan", [Version(a), Version(b)]) => Bool(a.order(b).is_gt()),
        ("isLessThan", [Version(a), Version(b)]) => Bool(a.order(b).is_lt()),
        ("compareTo", [Version(a), Version(b)]) => Int(a.order(b) as i64),
        ("major", [Version(version)]) => number(version, 0)?,
        ("minor", [Version(version)]) => number(version, 1)?,
        ("patch", [Version(version)]) => number(version, 2)?,
        _ => return None,
    }))
}

fn number(version: &Semver, at: usize) -> Option<Value> {
    #[expect(clippy::cast_possible_wrap, reason = "as Go converts")]
    version.numbers.get(at).map(|number| Value::Int(*number as i64))
}

fn parse(text: &str, tolerant: &[Value]) -> Option<Result<Semver, &'static str>> {
    match tolerant {
        [] | [Value::Bool(false)] => Some(Semver::parse(text)),
        [Value::Bool(true)] => Some(Semver::parse_tolerant(text)),
        _ => None,
    }
}
