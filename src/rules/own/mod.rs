//! Users' own rules: files in the format of `rules/`, whose check is an expression in CEL.

mod check;
mod load;
mod pattern;
mod scope;
mod skeleton;
mod typed;

pub use load::OwnRule;
pub(crate) use skeleton::skeleton;
