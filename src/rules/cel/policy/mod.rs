//! The admission policies in CEL: what the API server makes of them.

mod activation;
mod compile;
mod constraints;
mod environment;
mod evaluate;
mod mutation;
mod request;
mod run;
mod typed;

pub(crate) use compile::CompileError;
pub use compile::CompiledPolicy;
pub use constraints::matches;
pub(in crate::rules) use environment::namespace;
pub use evaluate::{AnnotationAction, Verdict};
pub(in crate::rules) use mutation::{CompiledMutation, Settled, Stop};
pub use request::{Known, Operation, Request};
pub(in crate::rules) use typed::TypeMistake;
