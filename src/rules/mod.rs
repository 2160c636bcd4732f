//! The rule engine and the built-in checks.
//!
//! A rule is a unit struct with a [`Meta`] and one of three hooks (see [`Rule`]), listed in
//! [`registry::RULES`]; its text (why, how to mend it, examples that run as tests) is a file in
//! the top-level folder `rules/`. A check reports [`Finding`]s, which name places symbolically
//! ([`Route`]); [`run()`] turns them into diagnostics with spans.

mod admission;
mod capacity;
mod context;
#[cfg(test)]
mod examples;
mod finding;
mod hygiene;
mod index;
mod meta;
mod networking;
mod precedence;
pub mod registry;
mod rule;
mod run;
mod selection;
mod selector;
mod survey;
mod targeting;
mod text;
mod update_strategy;
mod updates;

pub use context::{Against, Context, Subject};
pub use finding::{Finding, Findings, Part, Route};
pub use meta::{Category, Meta, Needs};
pub use rule::Rule;
pub use run::{Report, run};
pub use selection::{Selection, UnknownSelector};
pub use text::{Check, Example, Text, TextError};
