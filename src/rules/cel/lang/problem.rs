//! What is wrong with the text of an expression.

/// A mistake in an expression, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    /// What is wrong, in one line without a full stop.
    pub(crate) message: String,
    /// The byte of the expression at which it is.
    pub(crate) at: usize,
    /// Whether Kubernetes would take it: the expression uses what is not understood here.
    pub(crate) unsupported: bool,
}

impl Problem {
    /// A mistake at a byte.
    pub(in crate::rules::cel) fn new(at: usize, message: impl Into<String>) -> Self {
        Self { message: message.into(), at, unsupported: false }
    }

    /// Something that Kubernetes takes and that is not understood here.
    pub(in crate::rules::cel) fn unsupported(at: usize, what: impl std::fmt::Display) -> Self {
        Self { message: format!("{what} is not supported here"), at, unsupported: true }
    }
}
