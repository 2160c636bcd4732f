//! Documents made into Kubernetes objects: recognised, strictly decoded, and kept together with
//! the bytes that they stand on.
//!
//! [`load()`] is the step of the pipeline; its [`Manifest`]s go into a [`Workspace`].

pub mod admission;
pub mod decode;
mod identity;
pub mod kinds;
mod list;
pub mod load;
#[expect(clippy::module_inception, reason = "the module's main type, found where one looks")]
pub mod manifest;
pub mod object;
pub mod schema;
pub mod skip;
pub mod suppression;
mod template;
pub mod workspace;

pub use kinds::{PodPath, Pods};
pub use load::{Loaded, Options, load};
pub use manifest::Manifest;
pub(crate) use manifest::first_line;
pub use object::{Object, Typed};
pub use skip::{Skipped, Why};
pub use suppression::{Scope, Suppression, Suppressions};
pub use workspace::{Workload, Workspace};
