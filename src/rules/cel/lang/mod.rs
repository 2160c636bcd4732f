//! The text of an expression as a tree.

pub(super) mod ast;
mod build;
mod literal;
mod macros;
mod parse;
mod problem;
mod token;

pub(super) use macros::ACCUMULATOR;
pub(super) use parse::parse;
pub(crate) use problem::Problem;
