//! Text made into trees whose nodes know their bytes, read the way Kubernetes reads it.
//!
//! [`parse_stream`] splits a file into documents and makes a [`Document`] of each; [`path`] finds
//! fields in it.

mod build;
pub mod comment;
pub mod cursor;
pub mod de;
pub mod edit;
pub mod error;
mod event;
mod json;
mod json_value;
pub mod node;
mod number;
pub mod own_kind;
pub mod path;
mod replace;
mod resolve;
mod scan;
pub mod stream;
mod timestamp;

pub use de::{StandIn, StandIns};
pub use error::{Problem, YamlError};
pub use node::{Document, Duplicate, Entry, Kind, NodeId, Style, Value};
pub use replace::Replacement;
pub use stream::{parse_document, parse_stream};

/// How many levels deep values may be nested. Kubernetes allows 10,000, and nothing that it has a
/// use for needs more than a few dozen; the limit lets functions over trees call themselves.
pub const MAX_DEPTH: usize = 200;
