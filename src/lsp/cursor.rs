//! What stands at a place of a manifest.

use crate::kubernetes::field::{FieldPath, Step};
use crate::manifest::Manifest;
use crate::manifest::schema::{self, Field, Type};
use crate::source::{SourceFile, Span};
use crate::yaml::NodeId;
use crate::yaml::path::{path_at, path_to};

use super::analysis::Checked;

/// What stands at a place.
pub(super) struct Cursor<'a> {
    /// The object.
    pub manifest: &'a Manifest,
    /// The field, from the object on.
    pub path: FieldPath,
    /// Its value.
    pub node: NodeId,
    /// The bytes of its key, or of the value where it has none.
    pub span: Span,
}

impl<'a> Cursor<'a> {
    /// What stands at a byte; none where that is no part of an object.
    pub(super) fn at(project: &'a Checked, file: &'a SourceFile, byte: u32) -> Option<Self> {
        let manifest = project.manifest_at(file, byte)?;
        let document = manifest.document();
        let mut path = path_at(document, byte)?;
        let object = path_to(document, manifest.node())?;
        path = FieldPath(path.0.strip_prefix(object.0.as_slice())?.to_vec());
        let location = manifest.locate(&path);
        let (node, span) = (location.node, location.key_span(document));
        location.found.then_some(Self { manifest, path, node, span })
    }

    /// The text of the value, if it is a string.
    pub(super) fn text(&self) -> Option<&'a str> {
        self.manifest.document().as_str(self.node)
    }

    /// The steps of the path as words: names and keys as they are, `*` for an element of a list.
    pub(super) fn words(&self) -> Vec<&str> {
        words(&self.path)
    }

    /// The way from the spec of the object's pods on; none where it lies elsewhere.
    pub(super) fn in_pod_spec(&self) -> Option<FieldPath> {
        let spec = self.manifest.object().pods()?.path.spec();
        self.path.0.strip_prefix(spec.0.as_slice()).map(|rest| FieldPath(rest.to_vec()))
    }
}

/// The steps of a path as words: names and keys as they are, `*` for an element of a list.
pub(super) fn words(path: &FieldPath) -> Vec<&str> {
    path.0.iter().map(word).collect()
}

fn word(step: &Step) -> &str {
    match step {
        Step::Field(name) => name,
        Step::Key(key) => key,
        Step::Index(_) => "*",
    }
}

/// What the schema has at the end of a way through an object's fields.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    /// The last field on the way.
    pub field: Option<&'static Field>,
    /// What it takes, or an element or entry of it.
    pub kind: Type,
}

/// What the schema has at the end of a way; none where a step is not known.
pub(super) fn known(fields: schema::Fields, way: &[&str]) -> Option<Known> {
    let mut fields = fields;
    let mut known: Option<Known> = None;
    for word in way {
        let next = match known.map(|known| known.kind) {
            None | Some(Type::Struct(_)) => {
                if let Some(Known { kind: Type::Struct(inner), .. }) = known {
                    fields = inner;
                }
                let field = schema::field(fields, word)?;
                Known { field: Some(field), kind: field.kind }
            }
            Some(Type::List(element)) if *word == "*" => Known { kind: *element, ..known? },
            Some(Type::Map(value)) => Known { kind: *value, ..known? },
            Some(_) => return None,
        };
        known = Some(next);
    }
    known
}
