//! Findings that a manifest's author has accepted: `# daemonlint: ignore[rule-a, rule-b] reason`
//! in comments, `daemonlint.dev/ignore: rule-a,rule-b` in annotations.

use std::sync::Arc;

use super::manifest::Manifest;
use super::pods::PodPath;
use crate::diagnostic::Diagnostic;
use crate::source::{SourceFile, Span};
use crate::yaml::comment::{Comment, comments};
use crate::yaml::{Document, NodeId};

/// The annotation that suppresses rules for its object: ids or categories, divided by commas. On the
/// pod template it counts for the object too.
pub(crate) const ANNOTATION: &str = "daemonlint.dev/ignore";

/// The word that begins a comment for us.
const MARK: &str = "daemonlint:";

/// One rule, or category of rules, that a suppression names.
#[derive(Clone, Debug)]
pub struct Suppression {
    /// The rule's id, or a category.
    pub rule: String,
    /// Where the name stands.
    pub span: Span,
    /// What the author says to it; may be empty.
    pub reason: String,
    /// Where it applies.
    pub scope: Scope,
}

/// Where a suppression applies: to findings whose marked place begins there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// In the whole file.
    File,
    /// In these bytes: a line, a node with all beneath it, or an object.
    Bytes(Span),
}

/// A file's suppressions, in the order of the text.
#[derive(Clone, Debug)]
pub struct Suppressions {
    /// The file.
    pub file: Arc<SourceFile>,
    /// What it suppresses.
    pub list: Vec<Suppression>,
    /// Comments that begin as ours do and say nothing that is understood.
    pub malformed: Vec<Span>,
}

/// A finding that is suppressed.
#[derive(Clone, Debug)]
pub struct Accepted {
    /// The finding.
    pub found: Diagnostic,
    /// What is said to it where it is suppressed; may be empty.
    pub reason: String,
}

/// Findings after suppressions.
#[derive(Debug, Default)]
pub struct Sifted {
    /// Those to show.
    pub kept: Vec<Diagnostic>,
    /// Those that are suppressed.
    pub suppressed: Vec<Accepted>,
    /// For each file in the order given, the suppressions that covered none of the findings, by
    /// their index in [`Suppressions::list`].
    pub unused: Vec<Vec<usize>>,
}

/// Where a finding may be suppressed.
#[derive(Clone, Debug)]
pub struct Place {
    /// The file.
    pub file: Arc<SourceFile>,
    /// The byte that a suppression has to cover.
    pub byte: u32,
}

/// Parts findings into those to show and those that the files' suppressions cover. `category`
/// gives a rule's category; `sides` gives, for each other object that a finding is about as well,
/// the places where it may be suppressed there. A finding is covered from its own object, or from
/// all the others.
#[must_use]
pub fn sift<'c>(
    diagnostics: Vec<Diagnostic>,
    files: &[Suppressions],
    category: impl Fn(&str) -> Option<&'c str>,
    sides: impl Fn(&Diagnostic) -> Vec<Vec<Place>>,
) -> Sifted {
    let mut used: Vec<Vec<bool>> = files.iter().map(|file| vec![false; file.list.len()]).collect();
    let mut sifted = Sifted::default();
    for diagnostic in diagnostics {
        let (rule, file) = (&*diagnostic.rule, Arc::clone(&diagnostic.file));
        let category = category(rule);
        let mut cover = |place: &Place| use_at(files, &mut used, rule, category, place);
        let here = cover(&Place { file, byte: diagnostic.primary.span.start });
        // Every place is asked: what covers one of several others is used, though the rest stays.
        let others: Vec<Option<&str>> = sides(&diagnostic)
            .iter()
            .map(|side| side.iter().fold(None, |found, place| cover(place).or(found)))
            .collect();
        let by_others = || others.iter().copied().collect::<Option<Vec<&str>>>()?.first().copied();
        match here.or_else(by_others) {
            Some(reason) => {
                sifted.suppressed.push(Accepted { found: diagnostic, reason: reason.to_owned() });
            }
            None => sifted.kept.push(diagnostic),
        }
    }
    let unused = |used: &Vec<bool>| {
        used.iter().enumerate().filter(|(_, used)| !**used).map(|(index, _)| index).collect()
    };
    sifted.unused = used.iter().map(unused).collect();
    sifted
}

/// Marks the suppressions that cover a rule's finding at a place as used, and gives the first one's
/// reason.
fn use_at<'f>(
    files: &'f [Suppressions],
    used: &mut [Vec<bool>],
    rule: &str,
    category: Option<&str>,
    place: &Place,
) -> Option<&'f str> {
    let mut covered = None;
    let of_file = files
        .iter()
        .zip(used)
        .filter(|(file, _)| !file.list.is_empty() && Arc::ptr_eq(&file.file, &place.file));
    for (file, used) in of_file {
        for (suppression, used) in file.list.iter().zip(used.iter_mut()) {
            if suppression.covers(rule, category, place.byte) {
                covered = covered.or(Some(suppression.reason.as_str()));
                *used = true;
            }
        }
    }
    covered
}

impl Suppression {
    /// Whether it covers a finding of this rule, or of a rule of this category, at a byte.
    #[must_use]
    pub fn covers(&self, rule: &str, category: Option<&str>, byte: u32) -> bool {
        let named = self.rule == rule || Some(self.rule.as_str()) == category;
        named
            && match self.scope {
                Scope::File => true,
                Scope::Bytes(span) => span.start <= byte && byte < span.end,
            }
    }
}

impl Suppressions {
    /// None yet.
    #[must_use]
    pub fn new(file: &Arc<SourceFile>) -> Self {
        Self { file: Arc::clone(file), list: Vec::new(), malformed: Vec::new() }
    }

    /// Reads the comments of a file's documents and the annotations of its objects.
    pub(super) fn read(&mut self, documents: &[Arc<Document>], manifests: &[Manifest]) {
        // Nearly every file has none.
        if !self.file.text().contains("daemonlint") {
            return;
        }
        let file = Arc::clone(&self.file);
        for document in documents {
            for comment in comments(&file, document) {
                self.read_comment(&comment, documents);
            }
        }
        for manifest in manifests {
            // Charts often let their users annotate the pods alone.
            for above in [PodPath::POD, PodPath::TEMPLATE, PodPath::JOB_TEMPLATE] {
                self.read_annotation(manifest, above);
            }
        }
        self.list.sort_by_key(|suppression| suppression.span);
    }

    fn read_comment(&mut self, comment: &Comment<'_>, documents: &[Arc<Document>]) {
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
            if whole_file { Scope::File } else { Scope::Bytes(self.scope(comment, documents)) };
        // The comment's text ends with the reason, so the names' place follows from the lengths.
        let text = self.file.slice(comment.span).trim_end();
        let start = comment.span.start + (text.len() - reason.len() - 1 - names.len()) as u32;
        let reason = reason.trim().trim_start_matches([':', '-']).trim();
        self.add(names, start, reason, scope);
    }

    /// Adds a suppression for each name of a list that begins at a byte.
    fn add(&mut self, names: &str, start: u32, reason: &str, scope: Scope) {
        let mut offset = start;
        for part in names.split(',') {
            let blanks = (part.len() - part.trim_start().len()) as u32;
            let rule = part.trim().to_owned();
            if !rule.is_empty() {
                let from = offset + blanks;
                let span = Span::new(from, from + rule.len() as u32);
                self.list.push(Suppression { rule, span, reason: reason.to_owned(), scope });
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
        let Some(names) = document.as_str(value) else { return };
        let whole = manifest.node() == document.root();
        let object = if whole { document.span } else { document.span(manifest.node()) };
        let span = document.span(value);
        // In quotes, or folded over lines, the text is not the value's bytes.
        let raw = self.file.slice(span);
        let start = span.start + raw.find(names).unwrap_or(0) as u32;
        self.add(names, start, "", Scope::Bytes(object));
    }

    /// Where a comment applies: its line; or where it stands alone, what begins on the line that
    /// it is about.
    fn scope(&self, comment: &Comment<'_>, documents: &[Arc<Document>]) -> Span {
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
        documents
            .iter()
            .filter(|document| document.span.start <= line.end && line.start < document.span.end)
            .flat_map(|document| ranges(document))
            .filter(|range| line.start <= range.start && range.start < line.end)
            .min_by_key(|range| (range.start, std::cmp::Reverse(range.end)))
            .unwrap_or(line)
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
