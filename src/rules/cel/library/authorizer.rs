//! What the user may do: only a cluster knows it.

use crate::rules::cel::value::{Outcome, Value};

pub(super) const DECLARATIONS: &[&str] = &[
    "Authorizer.path(string) -> PathCheck",
    "Authorizer.group(string) -> GroupCheck",
    "Authorizer.serviceAccount(string, string) -> Authorizer",
    "GroupCheck.resource(string) -> ResourceCheck",
    "ResourceCheck.subresource(string) -> ResourceCheck",
    "ResourceCheck.namespace(string) -> ResourceCheck",
    "ResourceCheck.name(string) -> ResourceCheck",
    "ResourceCheck.fieldSelector(string) -> ResourceCheck",
    "ResourceCheck.labelSelector(string) -> ResourceCheck",
    "PathCheck.check(string) -> Decision",
    "ResourceCheck.check(string) -> Decision",
    "Decision.errored() -> bool",
    "Decision.error() -> string",
    "Decision.allowed() -> bool",
    "Decision.reason() -> string",
];

/// The variable has no value, so that none of its functions is ever asked.
pub(super) const fn call(_name: &str, _args: &[Value]) -> Option<Outcome> {
    None
}
