//! The rule engine and the built-in checks.
//!
//! A rule is a file in the top-level folder `rules/` (its head says what it is, the rest why it is
//! there, what to write instead, and examples that run as tests) and a [`Check`](check::Check); the list of its
//! category names both. A check reports [`Finding`](finding::Finding)s, which name places symbolically ([`Route`](finding::Route));
//! [`run()`] turns them into diagnostics with spans.

mod admission;
mod admission_policy;
mod baseline;
mod built_in;
mod capacity;
pub(crate) mod cel;
mod check;
mod choices;
mod context;
#[cfg(test)]
mod examples;
mod expectation;
mod expression;
mod finding;
mod given;
mod head;
mod host_access;
mod hygiene;
mod identity;
mod index;
mod manifest_of;
mod memory;
mod meta;
mod networking;
mod node_port;
pub(crate) mod own;
pub(crate) mod params;
mod placed;
mod pods;
mod policies;
mod precedence;
mod rivals;
mod route;
mod rule;
mod rule_set;
mod run;
pub(crate) mod search;
mod security;
mod selection;
mod selector;
mod subject;
mod survey;
mod targeting;
mod text;
mod update_strategy;
mod updates;

pub use baseline::Baseline;
pub(crate) use context::Context;
pub(crate) use expectation::{Judged, judged, readable};
pub(crate) use given::in_given_policies;
pub(crate) use hygiene::suppression::WITHOUT_REASON;
pub(crate) use identity::{Identities, object};
pub(crate) use memory::Memory;
pub(crate) use meta::{Category, Fixable, Meta, Needs, Scope as Dependence};
pub(crate) use own::skeleton;
pub(crate) use policies::{Known, PodPolicies, admission_context, policies_on_pods};
pub(crate) use rule::Rule;
pub use rule_set::RuleSet;
pub(crate) use run::{Report, run};
pub use selection::Selection;
pub(crate) use selection::{
    Acceptance, Exceptions, Expected, ObjectNames, Override, ParamValue, Profile, Spot,
    UnknownSelector, Where,
};
use selector::word;
pub(crate) use selector::{replace_command, restart_command};
pub(crate) use targeting::BROKEN_EXPECTATION;
pub(crate) use text::{Example, SCHEMA, Text, TextError};
pub(crate) use updates::refused_update;
