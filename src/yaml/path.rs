//! From field paths to nodes and back.

use super::document::Document;
use super::node::{Entry, Kind, NodeId, Value};
use crate::kubernetes::field::{FieldPath, Step};
use crate::source::Span;

/// Where a field path leads in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Location {
    /// The node at the path, or the innermost one on the way to it that is there.
    pub node: NodeId,
    /// Its key, where it is the value of a mapping's entry.
    pub key: Option<NodeId>,
    /// How many steps of the path are there.
    pub depth: usize,
    /// Whether the whole path is there.
    pub found: bool,
}

impl Location {
    /// The bytes of the value.
    #[must_use]
    pub fn value_span(&self, document: &Document) -> Span {
        document.span(self.node)
    }

    /// The bytes of the key, or of the value where it has none (a list's element).
    #[must_use]
    pub fn key_span(&self, document: &Document) -> Span {
        document.span(self.key.unwrap_or(self.node))
    }

    /// The bytes to point at in a message: the value if it is a scalar that is there; else (a
    /// collection, an empty value, a path that is only partly there) the key.
    #[must_use]
    pub fn span(&self, document: &Document) -> Span {
        let scalar = !matches!(document.kind(self.node), Kind::Sequence | Kind::Mapping);
        let value = self.value_span(document);
        if self.found && scalar && !value.is_empty() { value } else { self.key_span(document) }
    }
}

/// Follows a path from the root as far as it is there.
#[must_use]
pub fn locate(document: &Document, path: &FieldPath) -> Location {
    locate_from(document, document.root(), path)
}

/// Follows a path from a node (the object in a `List`, say) as far as it is there.
#[must_use]
pub(crate) fn locate_from(document: &Document, from: NodeId, path: &FieldPath) -> Location {
    let mut location = Location { node: from, key: None, depth: 0, found: true };
    for step in &path.0 {
        match take(document, location.node, step) {
            Some((key, node)) => {
                location = Location { node, key, depth: location.depth + 1, found: true };
            }
            None => return Location { found: false, ..location },
        }
    }
    location
}

/// One step: the node that it leads to, with its key.
fn take(document: &Document, from: NodeId, step: &Step) -> Option<(Option<NodeId>, NodeId)> {
    let keyed = |entry: &Entry| (Some(entry.key), entry.value);
    match step {
        Step::Field(name) => document.entry(from, name).map(keyed),
        Step::Key(key) => document.entry(from, key).map(keyed),
        Step::Index(index) => document.element(from, *index).map(|node| (None, node)),
    }
}

/// Reads a path in Kubernetes' notation: `spec.template.spec.containers[0].name`,
/// `metadata.labels[a.b/c]`. What is in brackets is an index if it is a number, else a key.
#[must_use]
pub fn parse(text: &str) -> FieldPath {
    let mut steps = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        if let Some((inside, after)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'))
        {
            steps.push(match inside.parse() {
                Ok(index) => Step::Index(index),
                Err(_) => Step::Key(inside.to_owned()),
            });
            rest = after;
            continue;
        }
        let field = rest.strip_prefix('.').unwrap_or(rest);
        let end = field.find(['.', '[']).unwrap_or(field.len()).max(1).min(field.len());
        let (name, after) = field.split_at_checked(end).unwrap_or((field, ""));
        if !name.is_empty() {
            steps.push(Step::Field(name.to_owned().into()));
        }
        rest = after;
    }
    FieldPath(steps)
}

/// The path from the root to a node or key; none if nothing leads there. A key that is no plain
/// word (`app.kubernetes.io/name`) is given as the key of a map, any other as a field.
#[must_use]
pub(crate) fn path_to(document: &Document, node: NodeId) -> Option<FieldPath> {
    path_from(document, document.root(), node)
}

/// The same from another node on: the object in a `List`, say.
#[must_use]
pub(crate) fn path_from(document: &Document, from: NodeId, node: NodeId) -> Option<FieldPath> {
    let mut steps = Vec::new();
    descend(document, from, &mut steps, &mut |id, key| id == node || key == Some(node))
        .then_some(FieldPath(steps))
}

/// The path to the innermost value whose text, or whose key's text, a byte is in.
#[must_use]
pub fn path_at(document: &Document, byte: u32) -> Option<FieldPath> {
    let within = |span: Span| span.start <= byte && byte <= span.end;
    let mut best = None;
    let mut steps = Vec::new();
    descend(document, document.root(), &mut steps, &mut |id, key| {
        let touches =
            within(document.span(id)) || key.is_some_and(|key| within(document.span(key)));
        if touches {
            best = Some(id);
        }
        false
    });
    best.and_then(|node| path_to(document, node))
}

/// Goes through what a node leads to until something is found; `steps` lead there then.
fn descend(
    document: &Document,
    node: NodeId,
    steps: &mut Vec<Step>,
    found: &mut impl FnMut(NodeId, Option<NodeId>) -> bool,
) -> bool {
    if steps.is_empty() && found(node, None) {
        return true;
    }
    let mut visit = |step: Step, id: NodeId, key: Option<NodeId>| {
        steps.push(step);
        let done = found(id, key) || descend(document, id, steps, found);
        if !done {
            steps.pop();
        }
        done
    };
    match document.value(node) {
        Value::Sequence(elements) => elements
            .iter()
            .enumerate()
            .any(|(index, element)| visit(Step::Index(index), *element, None)),
        Value::Mapping(entries) => entries
            .iter()
            .any(|entry| visit(key_step(document.key(entry)), entry.value, Some(entry.key))),
        _ => false,
    }
}

fn key_step(key: &str) -> Step {
    if !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        Step::Field(key.to_owned().into())
    } else {
        Step::Key(key.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;
    use crate::yaml::parse_document;

    fn file() -> SourceFile {
        let text = "metadata:\n  labels:\n    a.b/c: d\nspec:\n  list:\n  - name: x\n    empty:\n  \
                    - [1, 2]\n";
        SourceFile::new("test.yaml", text)
    }

    /// The text at a path: that of its key, and that to point at.
    fn at(path: &str) -> (String, String, bool) {
        let file = file();
        let document = parse_document(&file).unwrap();
        let location = locate(&document, &parse(path));
        let text = |span| file.slice(span).to_owned();
        (text(location.key_span(&document)), text(location.span(&document)), location.found)
    }

    fn found(key: &str, text: &str) -> (String, String, bool) {
        (key.to_owned(), text.to_owned(), true)
    }

    #[test]
    fn paths_lead_to_text() {
        assert_eq!(at("metadata.labels[a.b/c]"), found("a.b/c", "d"));
        assert_eq!(at("spec.list[0].name"), found("name", "x"));
        assert_eq!(at("spec.list[0].empty"), found("empty", "empty"));
        assert_eq!(at("spec.list[1]"), found("[1, 2]", "[1, 2]"));
        assert_eq!(at("spec.list[1][1]"), found("2", "2"));
        assert_eq!(at("spec.list"), found("list", "list"));
    }

    #[test]
    fn what_is_missing_is_placed_at_its_parent() {
        let missing = |text: &str| (text.to_owned(), text.to_owned(), false);
        assert_eq!(at("spec.list[7].name"), missing("list"));
        assert_eq!(at("spec.template.spec.containers[0].image"), missing("spec"));
        assert_eq!(at("metadata.labels[x]"), missing("labels"));
    }

    #[test]
    fn paths_are_read_as_they_are_printed() {
        for path in ["", "a", "a.b[0].c", "a[b.c/d].e", "a[0][1]"] {
            assert_eq!(parse(path).to_string(), path);
        }
        for odd in ["a[", ".", "..", "a]b", "[", "a..b", "é[é"] {
            let _ = parse(odd);
        }
    }

    #[test]
    fn text_leads_to_paths() {
        let file = file();
        let document = parse_document(&file).unwrap();
        let path = |text: &str| {
            let byte = file.text().find(text).unwrap() as u32;
            path_at(&document, byte).unwrap().to_string()
        };
        assert_eq!(path("a.b/c"), "metadata.labels[a.b/c]");
        assert_eq!(path("x"), "spec.list[0].name");
        assert_eq!(path("2]"), "spec.list[1][1]");
        for (id, _) in document.nodes() {
            let path = path_to(&document, id).unwrap();
            assert!(locate(&document, &path).found, "{path}");
        }
    }
}
