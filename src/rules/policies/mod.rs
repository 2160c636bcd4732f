//! The policies of a cluster, as far as they are among the manifests or were given, and what they
//! say of an object.

mod asked;
mod bindings;
mod bound;
mod changed;
mod mistakes;
mod mutating;
mod mutators;
mod objects_in_quotas;
mod params;
mod pods;
mod shown;
mod webhooks;

pub(super) use asked::{Asked, Place};
pub(super) use bound::{Answer, Policies};
pub(super) use mistakes::mistakes;
pub(crate) use objects_in_quotas::{InQuotas, Known, objects_in_quotas};
pub(super) use pods::ask_of_pods;
pub(crate) use pods::{PodPolicies, admission_context, policies_on_pods};

/// The id of the rule that says it.
pub(super) const ID: &str = "admission-policy";
