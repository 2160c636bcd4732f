//! Why an expression has no value.

use super::Value;

/// What an evaluation comes to.
pub(crate) type Outcome = Result<Value, Fault>;

/// Why an evaluation failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub(crate) struct Fault {
    /// What went wrong, in Kubernetes' words where it has some.
    pub(crate) message: String,
    /// What that means.
    pub(crate) kind: FaultKind,
}

/// What a failure means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FaultKind {
    /// It fails in a cluster too.
    Failed,
    /// It fails in a cluster too, whatever else stands around it: it takes too much time.
    TooCostly,
    /// Only the cluster knows what it comes to.
    Unknown,
}

impl Fault {
    /// A failure as in a cluster.
    pub(in crate::rules) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), kind: FaultKind::Failed }
    }

    /// Something that only a cluster knows.
    pub(in crate::rules) fn unknown(what: impl std::fmt::Display) -> Self {
        Self { message: format!("{what} is only known in a cluster"), kind: FaultKind::Unknown }
    }

    /// A function that doesn't take such values.
    pub(in crate::rules::cel) fn no_overload() -> Self {
        Self::new("no such overload")
    }

    /// A field or key that isn't there.
    pub(in crate::rules::cel) fn no_key(key: impl std::fmt::Display) -> Self {
        Self::new(format!("no such key: {key}"))
    }

    /// An evaluation that was stopped.
    pub(in crate::rules::cel) fn too_costly() -> Self {
        let message = "operation cancelled: actual cost limit exceeded".to_owned();
        Self { message, kind: FaultKind::TooCostly }
    }

    /// Whether an `&&`, an `||` or a loop may swallow it.
    pub(in crate::rules::cel) fn is_absorbable(&self) -> bool {
        self.kind == FaultKind::Failed
    }
}

impl Fault {
    /// The failure of a variable, for the expression that asks for it.
    pub(in crate::rules::cel) fn of_variable(message: String, fault: &Self) -> Self {
        let kind = match fault.kind {
            FaultKind::Unknown => FaultKind::Unknown,
            FaultKind::Failed | FaultKind::TooCostly => FaultKind::Failed,
        };
        Self { message, kind }
    }

    /// Something that is not understood here.
    pub(in crate::rules::cel) const fn unsupported(message: String) -> Self {
        Self { message, kind: FaultKind::Unknown }
    }
}
