//! The policies of a cluster, as far as they are among the manifests or were given, and what they
//! say of an object.

mod as_objects;
mod asked;
mod bindings;
mod bound;
mod changed;
mod mistakes;
mod mutating;
mod mutators;
mod params;
mod pods;
mod shown;
mod webhooks;

pub(crate) use as_objects::{AsObject, Known, as_objects};
pub(super) use asked::{Asked, Place};
pub(super) use bound::{Answer, Policies};
pub(super) use mistakes::mistakes;
pub(super) use pods::ask_of_pods;
pub(crate) use pods::{PodPolicies, admission_context, policies_on_pods};

/// The id of the rule that says it.
pub(super) const ID: &str = "admission-policy";
