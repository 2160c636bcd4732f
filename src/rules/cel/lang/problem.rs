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
    /// Whether it is one whatever the values are. Types with parts say less than their values: a
    /// struct of the API is a map when an expression is evaluated.
    pub(crate) certain: bool,
}

impl Problem {
    /// A mistake at a byte.
    pub(in crate::rules) fn new(at: usize, message: impl Into<String>) -> Self {
        Self { message: message.into(), at, unsupported: false, certain: true }
    }

    /// Something that Kubernetes takes and that is not understood here.
    pub(in crate::rules::cel) fn unsupported(at: usize, what: impl std::fmt::Display) -> Self {
        let message = format!("{what} is not supported here");
        Self { message, at, unsupported: true, certain: true }
    }
}
