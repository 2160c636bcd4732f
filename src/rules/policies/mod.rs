//! The policies of a cluster, as far as they are among the manifests or were given, and what they
//! say of an object.

mod asked;
mod bound;
mod mistakes;
mod params;

pub(super) use asked::{Asked, Place, pod_as_admitted};
pub(super) use bound::{Answer, Policies};
pub(super) use mistakes::mistakes;

/// The id of the rule that says it.
pub(super) const ID: &str = "admission-policy";
