//! Files: finding them, reading them, and turning byte offsets into lines and columns.

pub mod around;
pub mod edit;
pub mod file;
pub mod parallel;
pub mod place;
pub mod read;
pub mod sources;
pub mod span;
pub mod system;
pub mod walk;
pub mod write;

pub use edit::Edit;
pub use file::{FileId, SourceFile};
pub use read::{ReadError, ReadProblem, decode, is_utf16};
pub use sources::{Request, Sources};
pub use span::Span;
pub use walk::{ExcludeError, Excludes, Input};
pub use write::{WriteError, write};
