//! Documents made into Kubernetes objects: recognised, strictly decoded, and kept together with
//! the bytes that they stand on.
//!
//! [`load()`] is the step of the pipeline; the [`Manifest`]s of all files go into the [`Workspace`]
//! of a [`Reading`].

pub mod admission;
mod admitted;
pub(crate) mod alone;
mod apart;
mod built_in;
mod carried;
pub(crate) mod cluster;
mod consequences;
mod counterpart;
pub(crate) mod decode;
pub(crate) mod deployment;
mod fill;
mod foreign;
mod identity;
mod kept;
mod kinds;
mod kustomize;
mod labels;
mod late;
mod list;
pub mod load;
#[expect(clippy::module_inception, reason = "the module's main type, found where one looks")]
pub(crate) mod manifest;
pub(crate) mod neighbours;
pub(crate) mod object;
mod openshift;
mod outline;
pub(crate) mod overlay;
mod patch;
mod placeholder;
pub(crate) mod pods;
mod reach;
pub(crate) mod reading;
mod refusal;
pub(crate) mod schema;
pub(crate) mod skip;
pub(crate) mod suppression;
mod surroundings;
mod template;
mod text_field;
mod trigger;
mod twins;
mod typed;
mod unknown_kind;
pub(crate) mod workspace;

pub(crate) use cluster::surroundings;
pub(crate) use counterpart::Counterparts;
pub(crate) use kept::Kept;
pub use load::{Loaded, Options, load};
pub use manifest::Manifest;
pub use object::Object;
pub(crate) use object::Typed;
pub(crate) use pods::{PodPath, Pods};
pub(crate) use reading::Elsewhere;
pub use reading::Reading;
pub(crate) use skip::{Skipped, Why};
pub(crate) use suppression::{Accepted, Place, Suppression, Suppressions};
pub use surroundings::{Setup, Surroundings};
pub(crate) use workspace::Workload;
pub use workspace::Workspace;
