//! Expressions in CEL, and the policies that are made of them.
//!
//! An expression is read (`lang`), its types are checked (`check`, `types`) against what it may
//! name (`environment`) and call (`library`), its constants are worked out (`literals`), and it is
//! evaluated (`eval`) on values (`value`). All of it follows cel-go as the API server sets it up:
//! the same mistakes are found, the same evaluations fail, and the same limits hold. What isn't
//! understood here is refused when an expression is compiled, or comes to a failure that says so;
//! it never comes to another value.

mod check;
mod environment;
mod eval;
mod lang;
mod library;
mod literals;
pub(crate) mod policy;
mod program;
pub(super) mod typed;
mod types;
mod value;

pub(super) use environment::Environment;
pub(super) use eval::Variables;
pub(super) use lang::Problem;
pub(super) use program::Program;
pub(super) use types::Type;
pub(super) use value::{
    Outcome, Value,
    fault::{Fault, FaultKind},
    from_json,
    time::parse_duration,
};
