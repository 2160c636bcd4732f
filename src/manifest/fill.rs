//! Values that are not known: what a tool has yet to fill in, and what is encrypted. Each gets
//! something of the right type in its place, so that the rest of its object can be read.

use std::collections::{BTreeMap, HashSet};

use super::carried;
use super::foreign::{is_sealed, sops_block};
use super::overlay::Overlay;
use super::placeholder::{self, stand_in};
use super::schema::lookup::{group, of_group};
use super::text_field::TextField;
use super::trigger;
use super::unknown_kind::current;
use crate::kubernetes::dropped;
use crate::kubernetes::release::Version;
use crate::source::SourceFile;
use crate::yaml::{Document, Entry, NodeId, Replacement, Style, Value};

/// What of a document is not known.
#[derive(Debug, Default)]
pub(super) struct Unknown {
    /// Values, and keys.
    nodes: HashSet<NodeId>,
    /// The values and keys that a tool has yet to fill in, by the object that has them.
    placeholders: BTreeMap<NodeId, Vec<NodeId>>,
    /// Patches may add to it.
    is_patched: bool,
}

impl Unknown {
    /// Whether a value or a key is not known.
    #[must_use]
    pub(super) fn has(&self, node: NodeId) -> bool {
        self.nodes.contains(&node)
    }

    /// Whether patches may add what is not there.
    #[must_use]
    pub(super) const fn is_patched(&self) -> bool {
        self.is_patched
    }

    /// Whether anything in a tree is not known.
    #[must_use]
    pub(super) fn is_in(&self, document: &Document, node: NodeId) -> bool {
        self.has(node)
            || document.elements(node).iter().any(|element| self.is_in(document, *element))
            || document
                .entries(node)
                .iter()
                .any(|entry| self.has(entry.key) || self.is_in(document, entry.value))
    }

    /// The values and keys of an object that a tool has yet to fill in, in the order of the text.
    pub(super) fn placeholders(&self, object: NodeId) -> &[NodeId] {
        self.placeholders.get(&object).map_or(&[], Vec::as_slice)
    }
}

/// Puts what is set from outside in its place, and something in the place of every value that is
/// not known; none where all are.
pub(super) fn fill(
    document: &mut Document,
    file: &SourceFile,
    overlay: Option<&Overlay>,
    version: Version,
) -> Option<Unknown> {
    let is_patched = overlay.is_some_and(|overlay| overlay.is_patched);
    let mut unknown = Unknown { is_patched, ..Unknown::default() };
    for object in objects(document) {
        if let Some(overlay) = overlay {
            unknown.nodes.extend(overlay.apply(document, object));
        }
        fill_object(document, object, file, version, &mut unknown);
    }
    (unknown.is_patched || !unknown.nodes.is_empty()).then_some(unknown)
}

/// The objects of a document: its root, or the items of a list, and those of lists among them.
fn objects(document: &Document) -> Vec<NodeId> {
    let mut found = Vec::new();
    let mut todo = vec![document.root()];
    while let Some(node) = todo.pop() {
        let kind = text(document, node, "kind").unwrap_or_default();
        let items = ["items", "objects"].into_iter().find_map(|key| {
            let is_holder = kind.ends_with("List") || kind == "Template";
            document.get(node, key).filter(|_| is_holder)
        });
        match items {
            Some(items) => todo.extend(document.elements(items)),
            None => found.push(node),
        }
    }
    found
}

fn fill_object(
    document: &mut Document,
    object: NodeId,
    file: &SourceFile,
    version: Version,
    unknown: &mut Unknown,
) {
    let api_version = text(document, object, "apiVersion").unwrap_or_default();
    if !is_ours(api_version, text(document, object, "kind").unwrap_or_default()) {
        return;
    }
    // What SOPS leaves there goes with the encryption.
    if sops_block(document, object).is_some() {
        document.remove_entry(object, "sops");
    }
    unknown.nodes.extend(trigger::fill_images(document, object));
    let carried = carried::fill_images(document, object, file.name());
    unknown.is_patched |= !carried.is_empty();
    unknown.nodes.extend(carried);
    let (path, found) = (Vec::with_capacity(16), Vec::new());
    let kind = text(document, object, "kind").unwrap_or_default();
    let mut finder = Finder { document, file, kind, version, path, found, is_completed: false };
    finder.value(object, false);
    let Finder { found, is_completed, .. } = finder;
    unknown.is_patched |= is_completed;
    if found.is_empty() {
        return;
    }
    let mut placeholders = Vec::new();
    let mut open = HashSet::new();
    for Found { node, fill, is_known, is_sealed } in found {
        match &fill {
            Fill::Text(text) => document.replace(node, Replacement::Text(text)),
            Fill::Plain(text) => document.replace(node, Replacement::Plain(text)),
            Fill::Int(number) => document.replace(node, Replacement::Int(*number)),
        }
        if !is_known {
            open.insert(node);
            if !is_sealed {
                placeholders.push(node);
            }
        }
    }
    unknown.nodes.extend(open);
    placeholders.sort_by_key(|node| document.span(*node));
    placeholders.dedup();
    if !placeholders.is_empty() {
        unknown.placeholders.insert(object, placeholders);
    }
}

/// Whether an object is of a group that Kubernetes itself serves: of others, nothing is checked.
fn is_ours(api_version: &str, kind: &str) -> bool {
    let group = group(api_version);
    !kind.is_empty()
        && (of_group(group).next().is_some() || dropped::find(api_version, kind).is_some())
}

fn text<'d>(document: &'d Document, node: NodeId, key: &str) -> Option<&'d str> {
    document.get(node, key).and_then(|value| document.as_str(value))
}

/// Something to put in a value's place.
struct Found {
    node: NodeId,
    fill: Fill,
    /// A default tells what the value is.
    is_known: bool,
    /// The value is encrypted, and no tool has yet to fill it in.
    is_sealed: bool,
}

enum Fill {
    Text(String),
    Plain(String),
    Int(i64),
}

/// Looks for values that are not known.
struct Finder<'d> {
    document: &'d Document,
    file: &'d SourceFile,
    kind: &'d str,
    /// The Kubernetes that is asked.
    version: Version,
    /// The keys on the way to the value at hand.
    path: Vec<&'d str>,
    found: Vec<Found>,
    /// A program completes the object.
    is_completed: bool,
}

impl<'d> Finder<'d> {
    /// `shell` tells whether a shell reads the container's command.
    fn value(&mut self, node: NodeId, shell: bool) {
        let document = self.document;
        match document.value(node) {
            Value::String(text) => self.text(node, text, shell),
            Value::Sequence(elements) => {
                for element in elements {
                    self.value(*element, shell);
                }
            }
            Value::Mapping(entries) => {
                let shell = shell || runs_a_shell(document, entries);
                for entry in entries {
                    let key = document.key(entry);
                    self.path.push(key);
                    if placeholder::may_be_in(key)
                        && (self.is_data() || TextField::at(self.kind, &self.path, shell).is_some())
                    {
                        let field = TextField::key(&self.path);
                        self.text_in(entry.key, key, field);
                    }
                    self.value(entry.value, shell);
                    self.path.pop();
                }
            }
            Value::Null => self.blank(node),
            _ => {}
        }
    }

    /// Whether the path leads to an entry of a ConfigMap or Secret: its text is free, its key isn't.
    fn is_data(&self) -> bool {
        matches!(self.kind, "ConfigMap" | "Secret")
            && matches!(self.path.as_slice(), ["data" | "binaryData" | "stringData", _])
    }

    /// A value that is left out, with a comment about what belongs there.
    fn blank(&mut self, node: NodeId) {
        let after = self.document.span(node).end;
        let comment = placeholder::comment_after(self.file.text(), after);
        if comment.is_some_and(placeholder::asks_for_a_value) {
            let fill = self.stand_in("value".to_owned());
            self.found.push(Found { node, fill, is_known: false, is_sealed: false });
        }
    }

    fn text(&mut self, node: NodeId, text: &'d str, shell: bool) {
        if !placeholder::may_be_in(text) {
            return;
        }
        if is_sealed(text) {
            let fill = self.stand_in("sealed".to_owned());
            self.found.push(Found { node, fill, is_known: false, is_sealed: true });
        } else if let Some(field) = TextField::at(self.kind, &self.path, shell) {
            self.text_in(node, text, field);
        }
    }

    fn text_in(&mut self, node: NodeId, text: &str, field: TextField) {
        let found = placeholder::find(text, field.forms);
        let is_known = !found.is_empty() && found.iter().all(|p| p.default.is_some());
        let fill = if is_known {
            let filled = placeholder::fill(text, &found);
            match self.document.node(node).style {
                Style::Plain => Fill::Plain(filled),
                _ => Fill::Text(filled),
            }
        } else if !found.is_empty() {
            self.stand_in(placeholder::fill(text, &found))
        } else if field.words.are_in(text) {
            self.is_completed |= placeholder::is_left_to_a_program(text);
            self.stand_in(stand_in(text))
        } else {
            return;
        };
        self.found.push(Found { node, fill, is_known, is_sealed: false });
    }

    /// What fits the field at hand best.
    fn stand_in(&self, filled: String) -> Fill {
        match self.path.as_slice() {
            [.., "maxUnavailable" | "maxSurge"] => Fill::Int(1),
            ["apiVersion"] => {
                let known =
                    current(self.kind, self.version).map(|kind| kind.api_version.to_owned());
                Fill::Text(known.unwrap_or(filled))
            }
            _ => Fill::Text(filled),
        }
    }
}

/// Whether a container's command is a script, which fills in variables by itself.
fn runs_a_shell(document: &Document, container: &[Entry]) -> bool {
    let lists = container.iter().filter(|entry| matches!(document.key(entry), "command" | "args"));
    let mut words = lists.flat_map(|list| document.elements(list.value));
    words.any(|word| {
        document.as_str(*word).is_some_and(|word| {
            let is_option = word.starts_with('-') && word.ends_with('c') && word.len() <= 4;
            is_option
                || word.contains('\n')
                || word == "sh"
                || word.ends_with("/sh")
                || word.ends_with("bash")
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;
    use crate::yaml::parse_document;

    /// The placeholders of a DaemonSet's spec by their text.
    fn placeholders(spec: &str) -> Vec<String> {
        let text = format!("apiVersion: apps/v1\nkind: DaemonSet\nspec:\n{spec}");
        let file = SourceFile::new("test.yaml", text);
        let mut document = parse_document(&file).unwrap();
        let Some(unknown) = fill(&mut document, &file, None, Version::DEFAULT) else {
            return Vec::new();
        };
        let root = document.root();
        let text = |node: &NodeId| file.slice(document.span(*node)).to_owned();
        unknown.placeholders(root).iter().map(text).collect()
    }

    fn in_container(field: &str) -> Vec<String> {
        placeholders(&format!("  template: {{spec: {{containers: [{{{field}}}]}}}}\n"))
    }

    #[test]
    fn placeholders_are_found_in_every_type() {
        let spec = "  minReadySeconds: ${A}\n  selector: ${B}\n  template:\n    spec:\n      \
                    hostNetwork: ${C}\n      nodeSelector: {\"${D}\": x}\n";
        assert_eq!(placeholders(spec), ["${A}", "${B}", "${C}", "\"${D}\""]);
        assert_eq!(in_container("image: FILLED BY A ROBOT"), ["FILLED BY A ROBOT"]);
        assert_eq!(in_container("resources: {limits: {cpu: <cpu>}}"), ["<cpu>"]);
    }

    #[test]
    fn what_others_fill_in_is_none() {
        assert!(
            in_container("args: [\"--node=$(NODE)\"], env: [{name: a, value: $(NODE)}]").is_empty()
        );
        assert!(in_container("command: [sh, -c, \"echo ${HOME} $X\"]").is_empty());
        assert!(in_container("command: [sh, -c], args: [\"echo ${HOME}\"]").is_empty());
        assert!(
            placeholders("  template: {metadata: {annotations: {a: \"{{ b }}\"}}}\n").is_empty()
        );
        assert_eq!(in_container("args: [\"--zone=${ZONE}\"]"), ["\"--zone=${ZONE}\""]);
        assert_eq!(in_container("env: [{name: a, value: \"${B}\"}]"), ["\"${B}\""]);
    }

    #[test]
    fn the_keys_of_data_are_no_free_text() {
        let text =
            "apiVersion: v1\nkind: ConfigMap\ndata: {\"{{ .K }}\": \"{{ .V }}\", a.sh: \"${X}\"}\n";
        let file = SourceFile::new("test.yaml", text);
        let mut document = parse_document(&file).unwrap();
        let unknown = fill(&mut document, &file, None, Version::DEFAULT).unwrap();
        let [key] = unknown.placeholders(document.root()) else { panic!("one key") };
        assert_eq!(file.slice(document.span(*key)), "\"{{ .K }}\"");
    }

    #[test]
    fn a_comment_says_what_belongs_in_a_blank() {
        let found = |line: &str| {
            let spec = format!(
                "  template:\n    spec:\n      containers:\n      - name: a\n        {line}\n        tty: true\n"
            );
            placeholders(&spec).len()
        };
        assert_eq!(found("image: # Replace with the name of your image"), 1);
        assert_eq!(found("image:  # TODO: your registry"), 1);
        assert_eq!(found("image: # none"), 0);
        assert_eq!(found("image:"), 0);
    }

    #[test]
    fn a_default_is_a_value() {
        let file = SourceFile::new(
            "test.yaml",
            "apiVersion: apps/v1\nkind: DaemonSet\nspec:\n  minReadySeconds: ${A:-5}\n",
        );
        let mut document = parse_document(&file).unwrap();
        assert!(fill(&mut document, &file, None, Version::DEFAULT).is_none());
        let value = document.find(&["spec", "minReadySeconds"]).unwrap();
        assert_eq!(document.as_i64(value), Some(5));
    }
}
