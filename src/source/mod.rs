//! Files: finding them, reading them, and turning byte offsets into lines and columns.

pub(crate) mod around;
pub mod edit;
pub(crate) mod file;
mod folders;
pub(crate) mod gaps;
mod ignored;
pub(crate) mod large;
pub(crate) mod parallel;
pub(crate) mod place;
pub(crate) mod portions;
pub(crate) mod read;
mod role;
pub(crate) mod sources;
pub(crate) mod span;
pub(crate) mod stamp;
pub(crate) mod system;
pub(crate) mod walk;
mod within;
pub(crate) mod write;

pub use edit::Edit;
pub use file::SourceFile;
pub(crate) use file::{FileId, Rendered};
pub(crate) use folders::Folders;
pub(crate) use read::{ReadError, ReadProblem, decode, is_utf16};
pub(crate) use sources::Request;
pub use sources::Sources;
pub use span::Span;
pub use walk::Input;
pub(crate) use walk::{ExcludeError, Excludes};
pub(crate) use write::{WriteError, write, write_new, write_with};
