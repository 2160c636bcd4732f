//! Why an object is of no kind that the API server has.

use super::schema::Kind;
use crate::yaml::NodeId;

/// Why an object is of no kind.
#[derive(Clone, Debug)]
pub(super) struct Refusal {
    /// The field to blame, and where it stands if it does.
    pub field: &'static str,
    /// Its value, if it is there.
    pub node: Option<NodeId>,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    /// The kind that was meant, against which the rest can be held.
    pub meant: Option<&'static Kind>,
}
