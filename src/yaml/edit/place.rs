//! Where a change takes place: in the text of the value itself, or in a copy of what stands
//! elsewhere.

use super::{Change, Refusal};
use crate::kubernetes::field::Step;
use crate::yaml::document::Document;
use crate::yaml::node::{NodeId, Style};

/// The innermost value on a path that is there.
pub(super) struct Place {
    pub node: NodeId,
    /// The collection that it stands in; none for the object that the path begins at.
    pub parent: Option<NodeId>,
    /// Its key, in a map.
    pub key: Option<NodeId>,
    /// How many steps of the path lead to it.
    pub depth: usize,
    /// What must be copied before the change can be made, and how many steps lead there.
    pub copied: Option<(Copied, usize)>,
}

impl Place {
    /// The place, if the whole path leads there.
    pub(super) fn found(self, steps: &[Step]) -> Result<Self, Refusal> {
        if self.depth < steps.len() { Err(Refusal::Missing) } else { Ok(self) }
    }
}

/// A value whose text stands elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Copied {
    /// `key: *anchor`.
    Alias { alias: NodeId, parent: Option<NodeId>, key: Option<NodeId> },
    /// An entry that a merge key brings in.
    Merged { mapping: NodeId, key: NodeId, value: NodeId },
}

impl Copied {
    pub(super) const fn value(self) -> NodeId {
        match self {
            Self::Alias { alias, .. } => alias,
            Self::Merged { value, .. } => value,
        }
    }
}

/// Follows the path of a change as far as it is there, and no further than to what is a copy.
pub(super) fn place(document: &Document, object: NodeId, change: &Change) -> Place {
    let mut place = Place { node: object, parent: None, key: None, depth: 0, copied: None };
    for step in &change.path().0 {
        if document.node(place.node).style == Style::Alias {
            let Place { node: alias, parent, key, depth, .. } = place;
            place.copied = Some((Copied::Alias { alias, parent, key }, depth));
            return place;
        }
        let next = match step {
            Step::Field(name) => document.entry(place.node, name),
            Step::Key(key) => document.entry(place.node, key),
            Step::Index(index) => {
                let Some(node) = document.element(place.node, *index) else { return place };
                let depth = place.depth + 1;
                let parent = Some(place.node);
                place = Place { node, parent, key: None, depth, copied: None };
                continue;
            }
        };
        let Some(entry) = next else { return place };
        let depth = place.depth + 1;
        let mapping = place.node;
        let (key, value) = (entry.key, entry.value);
        place = Place { node: value, parent: Some(mapping), key: Some(key), depth, copied: None };
        if entry.merged {
            place.copied = Some((Copied::Merged { mapping, key, value }, depth));
            return place;
        }
    }
    place
}
