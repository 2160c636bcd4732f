//! MutatingAdmissionPolicies: the changes that they make.
//!
//! Mirrors `plugin/policy/mutating` of the API server, one mutation at a time: which policies are
//! asked, and how often, is decided by who asks.

mod compile;
mod convert;
mod evaluate;
mod json_patch;
mod merge;
mod shape;

pub(in crate::rules) use compile::CompiledMutation;
pub(in crate::rules) use evaluate::{Settled, Stop};

#[cfg(test)]
mod tests;
