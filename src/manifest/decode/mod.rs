//! Strict decoding: a tree held against the API's fields, every mistake with its place.
//!
//! Mirrors what the API server's decoder (`runtime/serializer/json` with sigs.k8s.io/json and
//! sigs.k8s.io/yaml) refuses, but finds all mistakes where Go stops at the first.

mod instead;
mod misplaced;
pub(crate) mod other_workload;
mod scalar;
mod stand_in;
mod time;
pub(super) mod trap;
mod unknown;
mod walk;
mod wording;
mod words;

use super::manifest::first_line;
use super::schema::{Field, Fields, Type};
use crate::kubernetes::field::{FieldPath, Step};
use crate::kubernetes::quantity::QuantityError;
use crate::kubernetes::release::Version;
use crate::source::{SourceFile, Span};
use crate::yaml::{Document, NodeId, StandIns};

pub(crate) use stand_in::{any_of_its_type, insisted_on, stand_in};
pub(crate) use wording::Correction;
pub(crate) use words::words;

/// Something in a tree that doesn't fit the API.
#[derive(Clone, Debug)]
pub(crate) struct Mistake {
    /// The field, from the object on.
    pub path: FieldPath,
    /// The value.
    pub node: NodeId,
    /// What it stands in: the map, or the list.
    pub parent: NodeId,
    /// Its key; none for an element of a list.
    pub key: Option<NodeId>,
    /// What is wrong.
    pub what: What,
}

/// What is wrong with a field.
#[derive(Clone, Debug)]
pub(crate) enum What {
    /// The struct has no such field.
    Unknown {
        /// The fields that it has.
        of: Fields,
    },
    /// The struct has the field in other versions of Kubernetes.
    OtherVersion {
        /// The field.
        field: &'static Field,
        /// The version that is asked.
        asked: Version,
    },
    /// The key stands twice in its map.
    Duplicate {
        /// The earlier key.
        first: NodeId,
    },
    /// The value has another type.
    Type(Type),
    /// The number is beyond the range of its type.
    Range(Type),
    /// The number is not whole.
    Fraction,
    /// The text is no quantity.
    Quantity(QuantityError),
    /// The text is no time after RFC 3339.
    Time,
    /// The text is no time with six digits of a second.
    MicroTime,
    /// The text is no base64.
    Base64,
}

impl Mistake {
    /// The bytes to point at: the key of a field that should not be there, else the value (of a
    /// collection or a long text its first line).
    #[must_use]
    pub(crate) fn span(&self, file: &SourceFile, document: &Document) -> Span {
        let value = document.span(self.node);
        let strict = self.is_strict() || value.is_empty();
        match self.key.filter(|_| strict) {
            Some(key) => document.span(key),
            None => first_line(file, value),
        }
    }

    /// Whether it stands in `metadata.managedFields`, which the API server writes anew.
    #[must_use]
    pub(crate) fn is_in_managed_fields(&self) -> bool {
        let is = |step: &Step, field: &str| matches!(step, Step::Field(name) if name == field);
        matches!(self.path.0.as_slice(), [metadata, managed, ..]
            if is(metadata, "metadata") && is(managed, "managedFields"))
    }

    /// Whether the API server can read the object nonetheless, and only strict field validation
    /// refuses it.
    #[must_use]
    pub(crate) const fn is_strict(&self) -> bool {
        matches!(
            self.what,
            What::Unknown { .. } | What::OtherVersion { .. } | What::Duplicate { .. }
        )
    }
}

/// What a tree is beside the fields of its type.
#[derive(Debug, Default)]
pub(crate) struct Decoded {
    /// What doesn't fit, in the order of the text.
    pub mistakes: Vec<Mistake>,
    /// What fits, and k8s-openapi's types can't read as it is written.
    pub stand_ins: StandIns,
}

/// Holds an object's tree against the fields of its type.
#[must_use]
pub(crate) fn decode(
    document: &Document,
    object: NodeId,
    fields: Fields,
    version: Version,
) -> Decoded {
    let mut decoded = walk::walk(document, object, fields, version);
    let mistakes = &mut decoded.mistakes;
    mistakes.extend(walk::duplicates(document, object));
    mistakes.sort_by_key(|mistake| document.span(mistake.key.unwrap_or(mistake.node)));
    decoded
}
