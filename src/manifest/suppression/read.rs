//! Reading the comments and annotations that suppress findings.

use std::cell::OnceCell;
use std::sync::Arc;

use super::{Containers, Scope, Suppression, Suppressions};
use crate::manifest::manifest::Manifest;
use crate::manifest::pods::PodPath;
use crate::source::Span;
use crate::yaml::comment::{Comment, comments};
use crate::yaml::{Document, NodeId};

/// The annotation that suppresses rules for its object: ids or categories, divided by commas, with
/// containers and a reason after them; one list a line. On the pod template it counts for the object
/// too.
pub(crate) const ANNOTATION: &str = "daemonlint.dev/ignore";

/// The word that begins a comment for us.
const MARK: &str = "daemonlint:";

/// What names a container.
const CONTAINER: &str = "container=";

/// Where pods may stand in an object.
const PODS: [PodPath; 3] = [PodPath::POD, PodPath::TEMPLATE, PodPath::JOB_TEMPLATE];

/// The lists of a pod's containers.
const LISTS: [&str; 3] = ["containers", "initContainers", "ephemeralContainers"];

/// What is said of some rules: all but their names.
struct Statement<'t> {
    scope: Scope,
    span: Span,
    containers: Vec<&'t str>,
    reason: &'t str,
}

impl Suppressions {
    /// Reads the comments of a file's documents and the annotations of its objects.
    pub(in crate::manifest) fn read(
        &mut self,
        documents: &[Arc<Document>],
        manifests: &[Manifest],
    ) {
        // Nearly every file has none.
        if !self.file.text().contains("daemonlint") {
            return;
        }
        let file = Arc::clone(&self.file);
        let targets = Targets::new(documents);
        for document in documents {
            for comment in comments(&file, document) {
                self.read_comment(&comment, &targets, manifests);
            }
        }
        for manifest in manifests {
            // Charts often let their users annotate the pods alone.
            for above in PODS {
                self.read_annotation(manifest, above);
            }
        }
        self.list.sort_by_key(|suppression| suppression.span);
    }

    fn read_comment(
        &mut self,
        comment: &Comment<'_>,
        targets: &Targets<'_>,
        manifests: &[Manifest],
    ) {
        let Some(order) = comment.text.strip_prefix(MARK) else { return };
        let order = order.trim_start();
        let (whole_file, rest) = match order.strip_prefix("ignore-file") {
            Some(rest) => (true, Some(rest)),
            None => (false, order.strip_prefix("ignore")),
        };
        let names = rest.and_then(|rest| rest.trim_start().strip_prefix('[')?.split_once(']'));
        let Some((names, reason)) = names.filter(|(names, _)| !names.trim().is_empty()) else {
            self.malformed.push(comment.span);
            return;
        };
        let scope =
            if whole_file { Scope::File } else { Scope::Bytes(self.scope(comment, targets)) };
        // The comment's text ends with the reason, so the names' place follows from the lengths.
        let file = Arc::clone(&self.file);
        let text = file.slice(comment.span).trim_end();
        let start = comment.span.start + (text.len() - reason.len() - 1 - names.len()) as u32;
        let (containers, reason) = containers_and_reason(reason);
        let statement = Statement { scope, span: comment.span, containers, reason };
        self.add(names, start, &statement, manifests);
    }

    /// Adds a suppression for each name of a list that begins at a byte.
    fn add(&mut self, names: &str, start: u32, statement: &Statement<'_>, manifests: &[Manifest]) {
        let Statement { scope, span, ref containers, reason } = *statement;
        let containers = (!containers.is_empty()).then(|| Containers {
            names: containers.iter().map(|name| (*name).to_owned()).collect(),
            spans: manifests.iter().flat_map(|one| spans_of(one, containers)).collect(),
        });
        let mut offset = start;
        for part in names.split(',') {
            let blanks = (part.len() - part.trim_start().len()) as u32;
            let rule = part.trim().to_owned();
            if !rule.is_empty() {
                let from = offset + blanks;
                self.list.push(Suppression {
                    span: Span::new(from, from + rule.len() as u32),
                    rule,
                    reason: reason.to_owned(),
                    scope,
                    containers: containers.clone(),
                    statement: span,
                });
            }
            offset += part.len() as u32 + 1;
        }
    }

    /// Reads the annotation of what a path leads to, the object or its pod template. Either way it
    /// is for the whole object.
    fn read_annotation(&mut self, manifest: &Manifest, above: PodPath) {
        let keys = [above.keys(), &["metadata", "annotations", ANNOTATION]].concat();
        let Some(value) = manifest.find(&keys) else { return };
        let document = manifest.document();
        let Some(text) = document.as_str(value) else { return };
        let whole = manifest.node() == document.root();
        let object = if whole { document.span } else { document.span(manifest.node()) };
        let span = document.span(value);
        let file = Arc::clone(&self.file);
        let raw = file.slice(span);
        let mut read = 0;
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let end = [line.find(':'), line.find(CONTAINER)].into_iter().flatten().min();
            let (names, rest) = line.split_at(end.unwrap_or(line.len()));
            // In quotes, or folded over lines, the text is not the value's bytes.
            let at = raw.get(read..).and_then(|raw| raw.find(names)).map_or(read, |at| read + at);
            read = at;
            let (containers, reason) = containers_and_reason(rest);
            let statement = Statement { scope: Scope::Bytes(object), span, containers, reason };
            let own = std::slice::from_ref(manifest);
            self.add(names, span.start + at as u32, &statement, own);
        }
    }

    /// Where a comment applies: its line; or where it stands alone, what begins on the line that
    /// it is about.
    fn scope(&self, comment: &Comment<'_>, targets: &Targets<'_>) -> Span {
        let mut target = comment.target;
        if !comment.own_line {
            return self.file.line_span(target);
        }
        let last = self.file.line_starts().len() as u32;
        let is_content = |line| {
            let text = self.file.slice(self.file.line_span(line)).trim();
            !(text.is_empty() || text.starts_with('#') || text.starts_with("---"))
        };
        while target < last && !is_content(target) {
            target += 1;
        }
        let line = self.file.line_span(target);
        targets.of(line).unwrap_or(line)
    }
}

/// What comments of a file can mean: that of each document is put into order when a comment of its
/// lines first asks.
struct Targets<'d>(Vec<(&'d Document, OnceCell<Vec<Span>>)>);

impl<'d> Targets<'d> {
    fn new(documents: &'d [Arc<Document>]) -> Self {
        Self(documents.iter().map(|document| (&**document, OnceCell::new())).collect())
    }

    /// What begins first on a line, of several the widest.
    fn of(&self, line: Span) -> Option<Span> {
        let order = |range: &Span| (range.start, std::cmp::Reverse(range.end));
        // Documents follow each other in the text.
        let from = self.0.partition_point(|(document, _)| document.span.end <= line.start);
        let around = self.0.get(from..).unwrap_or_default().iter();
        let around = around.take_while(|(document, _)| document.span.start <= line.end);
        let first = around.filter_map(|(document, ranges)| {
            let ranges = ranges.get_or_init(|| {
                let mut all: Vec<Span> = self::ranges(document).collect();
                all.sort_unstable_by_key(order);
                all
            });
            let first = ranges.partition_point(|range| range.start < line.start);
            ranges.get(first).copied().filter(|range| range.start < line.end)
        });
        first.min_by_key(order)
    }
}

/// What a comment above a line can mean: the whole document, an entry of a map with its key, an
/// element of a list.
fn ranges(document: &Document) -> impl Iterator<Item = Span> {
    let of_node = move |id: NodeId| {
        let entries = document.entries(id).iter().filter(|entry| !entry.merged).map(|entry| {
            let (key, value) = (document.span(entry.key), document.span(entry.value));
            Span::new(key.start, key.end.max(value.end))
        });
        let elements = document.elements(id).iter().map(|element| document.span(*element));
        entries.chain(elements).collect::<Vec<_>>()
    };
    let root = document.span(document.root());
    std::iter::once(root).chain(document.nodes().flat_map(move |(id, _)| of_node(id)))
}

/// What follows the names: `container=init container=main: the reason`.
fn containers_and_reason(text: &str) -> (Vec<&str>, &str) {
    let mut rest = text.trim();
    let mut containers = Vec::new();
    while let Some(named) = rest.strip_prefix(CONTAINER) {
        let end = named.find(|c: char| c.is_whitespace() || c == ':').unwrap_or(named.len());
        let (names, after) = named.split_at(end);
        containers.extend(names.split(',').filter(|name| !name.is_empty()));
        rest = after.trim_start();
    }
    (containers, rest.trim_start_matches([':', '-']).trim())
}

/// Where an object's containers of some names stand.
fn spans_of(manifest: &Manifest, names: &[&str]) -> Vec<Span> {
    let document = manifest.document();
    let is_named = |container: &&NodeId| {
        let name = document.get(**container, "name").and_then(|name| document.as_str(name));
        name.is_some_and(|name| names.contains(&name))
    };
    let all =
        PODS.iter().flat_map(|pods| LISTS.map(|list| [pods.keys(), &["spec", list]].concat()));
    let lists = all.filter_map(|keys| manifest.find(&keys));
    let containers = lists.flat_map(|list| document.elements(list)).filter(is_named);
    containers.map(|container| document.span(*container)).collect()
}
