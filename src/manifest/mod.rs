//! Documents made into Kubernetes objects: recognised, strictly decoded, and kept together with
//! the bytes that they stand on.
//!
//! [`load()`] is the step of the pipeline; the [`Manifest`]s of all files go into the [`Workspace`]
//! of a [`Reading`].

pub mod admission;
mod built_in;
pub mod decode;
mod identity;
mod kinds;
mod list;
pub mod load;
#[expect(clippy::module_inception, reason = "the module's main type, found where one looks")]
pub mod manifest;
pub mod object;
pub mod pods;
pub mod reading;
mod refusal;
pub mod schema;
pub mod skip;
pub mod suppression;
mod template;
mod unknown_kind;
pub mod workspace;

pub use load::{Loaded, Options, load};
pub use manifest::Manifest;
pub use object::{Object, Typed};
pub use pods::{PodPath, Pods};
pub use reading::Reading;
pub use skip::{Skipped, Why};
pub use suppression::{Scope, Suppression, Suppressions};
pub use workspace::{Workload, Workspace};
