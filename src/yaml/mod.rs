//! Text made into trees whose nodes know their bytes, read the way Kubernetes reads it.
//!
//! [`parse_stream`] splits a file into documents and makes a [`Document`] of each; [`path`] finds
//! fields in it.

mod build;
pub(crate) mod comment;
pub(crate) mod cursor;
pub(crate) mod de;
pub(crate) mod document;
pub(crate) mod edit;
pub(crate) mod error;
mod event;
mod json;
mod json_value;
pub(crate) mod node;
mod number;
pub(crate) mod own_kind;
pub(crate) mod path;
mod replace;
mod resolve;
mod scan;
pub(crate) mod stream;
mod timestamp;
mod tree;
mod wide;

pub(crate) use de::{StandIn, StandIns};
pub use document::Document;
pub use error::Problem;
pub(crate) use error::YamlError;
pub use node::NodeId;
pub use node::Style;
pub use node::Value;
pub(crate) use node::{Duplicate, Entry, Kind};
pub(crate) use replace::Replacement;
pub use stream::{parse_document, parse_stream};

/// How many levels deep values may be nested. Kubernetes allows 10,000, and nothing that it has a
/// use for needs more than a few dozen; the limit lets functions over trees call themselves.
pub const MAX_DEPTH: usize = 200;
