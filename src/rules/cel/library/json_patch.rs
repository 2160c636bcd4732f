//! Paths of JSON patches (Kubernetes' `library/jsonpatch.go`).

use crate::rules::cel::value::{Outcome, Value};

pub(super) const DECLARATIONS: &[&str] = &["jsonpatch.escapeKey(string) -> string"];

pub(super) fn call(name: &str, args: &[Value]) -> Option<Outcome> {
    match (name, args) {
        ("jsonpatch.escapeKey", [Value::String(key)]) => {
            Some(Ok(key.replace('~', "~0").replace('/', "~1").into()))
        }
        _ => None,
    }
}

/// Whether a function is only there for expressions that build changes of objects.
pub(in crate::rules::cel) fn is_for_patches(name: &str) -> bool {
    name == "jsonpatch.escapeKey"
}
