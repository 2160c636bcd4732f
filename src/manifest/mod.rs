//! Documents made into Kubernetes objects: recognised, strictly decoded, and kept together with
//! the bytes that they stand on.
//!
//! [`load()`] is the step of the pipeline; the [`Manifest`]s of all files go into the [`Workspace`]
//! of a [`Reading`].

pub mod admission;
mod built_in;
pub mod decode;
pub mod deployment;
mod fill;
mod foreign;
mod identity;
mod kinds;
mod kustomize;
mod list;
pub mod load;
#[expect(clippy::module_inception, reason = "the module's main type, found where one looks")]
pub mod manifest;
pub mod neighbours;
pub mod object;
mod openshift;
pub mod overlay;
mod patch;
mod placeholder;
pub mod pods;
mod reach;
pub mod reading;
mod refusal;
pub mod schema;
pub mod skip;
pub mod suppression;
mod template;
mod text_field;
mod unknown_kind;
pub mod workspace;

pub use load::{Loaded, Options, load};
pub use manifest::Manifest;
pub use object::{Object, Typed};
pub use reading::Reading;
pub use skip::{Skipped, Why};
pub use suppression::{Place, Suppression, Suppressions};
pub use workspace::{Workload, Workspace};
