//! Why a document can't be built.

use crate::source::Span;
use crate::yaml::error::Problem;
use crate::yaml::scan::Fault;

/// A document that can't be built, with the bytes to point at. Behind a pointer, since results are
/// handed on for every node.
#[derive(Debug)]
pub(in crate::yaml) struct Failure(Box<Details>);

#[derive(Debug)]
pub(in crate::yaml) struct Details {
    pub problem: Problem,
    pub span: Span,
    pub context: Option<(Span, &'static str)>,
}

impl Failure {
    pub(in crate::yaml) fn new(problem: Problem, span: Span) -> Self {
        Self(Box::new(Details { problem, span, context: None }))
    }

    pub(in crate::yaml) fn into_details(self) -> Details {
        *self.0
    }

    pub(in crate::yaml) fn details_mut(&mut self) -> &mut Details {
        &mut self.0
    }

    /// Where the bytes to point at begin.
    pub(in crate::yaml) fn start(&self) -> u32 {
        self.0.span.start
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        let fault = fault.details();
        let mut failure = Self::new(Problem::Syntax(fault.message), fault.span);
        failure.0.context = fault.context;
        failure
    }
}
