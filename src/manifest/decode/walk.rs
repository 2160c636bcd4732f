//! The walk over a tree beside the table of fields.

use std::collections::{HashMap, HashSet};

use super::super::schema::{Fields, Type, field};
use super::{Decoded, Mistake, What, scalar};
use crate::kubernetes::field::{FieldPath, Path, Step};
use crate::kubernetes::release::Version;
use crate::yaml::{Document, Duplicate, NodeId, StandIn, Value};

/// Unknown fields and values of wrong types.
pub(super) fn walk(
    document: &Document,
    object: NodeId,
    fields: Fields,
    version: Version,
) -> Decoded {
    let mut walk = Walk { document, version, found: Decoded::default() };
    for entry in document.entries(object) {
        let name = document.key(entry);
        let place = Place { node: entry.value, parent: object, key: Some(entry.key) };
        walk.field(place, fields, name, &Path::root(name));
    }
    walk.found
}

/// Whether a value fits a type, and all that is in it.
pub(super) fn fits(document: &Document, node: NodeId, expected: Type, version: Version) -> bool {
    let mut walk = Walk { document, version, found: Decoded::default() };
    let place = Place { node, parent: node, key: None };
    walk.value(place, expected, &Path::root(""));
    walk.found.mistakes.is_empty()
}

struct Walk<'a> {
    document: &'a Document,
    version: Version,
    found: Decoded,
}

/// A value with what it stands in.
#[derive(Clone, Copy)]
struct Place {
    node: NodeId,
    parent: NodeId,
    key: Option<NodeId>,
}

impl Walk<'_> {
    fn report(&mut self, place: Place, path: &Path<'_>, what: What) {
        let Place { node, parent, key } = place;
        self.found.mistakes.push(Mistake { path: path.to_field_path(), node, parent, key, what });
    }

    fn field(&mut self, place: Place, of: Fields, name: &str, path: &Path<'_>) {
        match field(of, name) {
            Some(known) if known.is_in(self.version) => self.value(place, known.kind, path),
            Some(field) => {
                self.report(place, path, What::OtherVersion { field, asked: self.version });
            }
            // What is in an unknown field is passed over, as Go passes over it.
            None => self.report(place, path, What::Unknown { of }),
        }
    }

    fn value(&mut self, place: Place, expected: Type, path: &Path<'_>) {
        let document = self.document;
        let parent = place.node;
        match (expected, document.value(place.node)) {
            // Null leaves every type at its zero value.
            (_, Value::Null) | (Type::Free, _) => {}
            (Type::Struct(fields), Value::Mapping(entries)) => {
                for entry in entries {
                    let name = document.key(entry);
                    let place = Place { node: entry.value, parent, key: Some(entry.key) };
                    self.field(place, fields, name, &path.child(name));
                }
            }
            (Type::Map(value), Value::Mapping(entries)) => {
                for entry in entries {
                    let place = Place { node: entry.value, parent, key: Some(entry.key) };
                    self.value(place, *value, &path.key(document.key(entry)));
                }
            }
            (Type::List(element), Value::Sequence(elements)) => {
                for (index, node) in elements.iter().enumerate() {
                    let place = Place { node: *node, parent, key: None };
                    self.value(place, *element, &path.index(index));
                }
            }
            (Type::Struct(_) | Type::Map(_) | Type::List(_), _) => {
                self.report(place, path, What::Type(expected));
            }
            (_, value) => {
                if let Err(what) = scalar::check(document, place.node, value, expected) {
                    self.report(place, path, what);
                } else if let Some(text) = scalar::bytes_anew(value, expected) {
                    self.found.stand_ins.insert(place.node, StandIn::Text(text));
                }
            }
        }
    }
}

/// Keys that stand twice, anywhere in the object.
///
/// sigs.k8s.io/yaml's strict conversion looks at the text alone, so that unknown fields and free
/// maps count too.
pub(super) fn duplicates(document: &Document, object: NodeId) -> Vec<Mistake> {
    if document.duplicates().is_empty() {
        return Vec::new();
    }
    let bytes = document.span(object);
    let whole = object == document.root();
    let inside = |duplicate: &&Duplicate| {
        // No client sends what a merge key brings in as a second key.
        if duplicate.first_merged || duplicate.second_merged {
            return false;
        }
        let key = document.span(duplicate.second);
        whole || bytes.start <= key.start && key.end <= bytes.end
    };
    let duplicates: Vec<_> = document.duplicates().iter().filter(inside).collect();
    let mut paths = Paths {
        document,
        wanted: duplicates.iter().map(|duplicate| duplicate.mapping).collect(),
        seen: HashSet::new(),
        steps: Vec::new(),
        found: HashMap::new(),
    };
    paths.visit(object);
    duplicates
        .into_iter()
        .map(|duplicate| {
            // A mapping that a later duplicate has replaced has no path.
            let path = paths.found.get(&duplicate.mapping).cloned().unwrap_or_default();
            let name = document.as_str(duplicate.second).unwrap_or_default();
            let path = path.field(name.to_owned());
            Mistake {
                path,
                node: duplicate.second,
                parent: duplicate.mapping,
                key: Some(duplicate.second),
                what: What::Duplicate { first: duplicate.first },
            }
        })
        .collect()
}

/// Looks for the paths of nodes.
struct Paths<'a> {
    document: &'a Document,
    wanted: HashSet<NodeId>,
    /// Aliases lead to the same node more than once.
    seen: HashSet<NodeId>,
    steps: Vec<Step>,
    found: HashMap<NodeId, FieldPath>,
}

impl Paths<'_> {
    fn visit(&mut self, node: NodeId) {
        let document = self.document;
        if !self.seen.insert(node) {
            return;
        }
        if self.wanted.contains(&node) {
            self.found.insert(node, FieldPath(self.steps.clone()));
        }
        for entry in document.entries(node) {
            self.descend(Step::Field(document.key(entry).to_owned().into()), entry.value);
        }
        for (index, element) in document.elements(node).iter().enumerate() {
            self.descend(Step::Index(index), *element);
        }
    }

    fn descend(&mut self, step: Step, node: NodeId) {
        self.steps.push(step);
        self.visit(node);
        self.steps.pop();
    }
}
