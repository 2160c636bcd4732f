//! Findings that somebody has accepted: in a manifest by `# daemonlint: ignore[rule-a, rule-b] reason`
//! in comments and `daemonlint.dev/ignore: "rule-a, rule-b: reason"` in annotations, elsewhere by
//! a config.

mod index;
mod read;

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::source::{SourceFile, Span};

use index::Files;
pub(crate) use read::ANNOTATION;

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
    /// The containers that it is for; none where it is for all that stands there.
    pub containers: Option<Containers>,
    /// The comment, or the annotation's value: one may name several rules.
    pub statement: Span,
}

/// Containers that a suppression names.
#[derive(Clone, Debug)]
pub struct Containers {
    /// Their names.
    pub names: Vec<String>,
    /// Where those of such names stand; nowhere where there are none.
    pub spans: Vec<Span>,
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
    /// What suppresses it.
    pub by: By,
}

/// What suppresses a finding: the place that says so.
#[derive(Clone, Debug)]
pub enum By {
    /// A comment or annotation of a manifest.
    Manifest(Arc<SourceFile>, Span),
    /// A config.
    Config(Arc<SourceFile>, Span),
    /// It was there before, by this name.
    Before(Before),
}

/// What tells that a finding was there before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Before {
    /// A baseline, by its file's name.
    Baseline(String),
    /// A revision.
    Revision(String),
}

impl Before {
    /// The file, or the revision.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Baseline(name) | Self::Revision(name) => name,
        }
    }
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
    /// For each file those that would cover a finding which no manifest may suppress.
    pub refused: Vec<Vec<usize>>,
}

/// Where a finding may be suppressed.
#[derive(Clone, Debug)]
pub struct Place {
    /// The file.
    pub file: Arc<SourceFile>,
    /// The byte that a suppression has to cover.
    pub byte: u32,
}

/// What there is to know of findings beside themselves.
pub struct Terms<C, S, E> {
    /// Gives a rule's category.
    pub category: C,
    /// Gives, for each other object that a finding is about as well, the places where it may be
    /// suppressed there.
    pub sides: S,
    /// Whether no manifest may suppress what a rule finds.
    pub is_enforced: E,
}

/// Parts findings into those to show and those that the files' suppressions cover. A finding is
/// covered from its own object, or from all the others.
#[must_use]
pub fn sift<'c>(
    diagnostics: Vec<Diagnostic>,
    files: &[Suppressions],
    terms: &Terms<
        impl Fn(&str) -> Option<&'c str>,
        impl Fn(&Diagnostic) -> Vec<Vec<Place>>,
        impl Fn(&str) -> bool,
    >,
) -> Sifted {
    let known = Files::new(files);
    let nothing = || Marks(files.iter().map(|file| vec![false; file.list.len()]).collect());
    let (mut used, mut refused) = (nothing(), nothing());
    let mut sifted = Sifted::default();
    for diagnostic in diagnostics {
        let (rule, file) = (&*diagnostic.rule, Arc::clone(&diagnostic.file));
        let category = (terms.category)(rule);
        let is_enforced = (terms.is_enforced)(rule);
        let marks = if is_enforced { &mut refused } else { &mut used };
        let mut cover = |place: &Place| marks.at(&known, rule, category, place);
        let here = cover(&Place { file, byte: diagnostic.primary.span.start });
        // Every place is asked: what covers one of several others is used, though the rest stays.
        let others: Vec<Option<Covering<'_>>> = (terms.sides)(&diagnostic)
            .iter()
            .map(|side| side.iter().fold(None, |found, place| cover(place).or(found)))
            .collect();
        let by_others = || others.iter().copied().collect::<Option<Vec<_>>>()?.first().copied();
        match here.or_else(by_others).filter(|_| !is_enforced) {
            Some((file, suppression)) => sifted.suppressed.push(Accepted {
                found: diagnostic,
                reason: suppression.reason.clone(),
                by: By::Manifest(Arc::clone(&file.file), suppression.span),
            }),
            None => sifted.kept.push(diagnostic),
        }
    }
    sifted.unused = used.and(&refused).indices(false);
    sifted.refused = refused.indices(true);
    sifted
}

/// A suppression that covers a finding, with its file.
type Covering<'f> = (&'f Suppressions, &'f Suppression);

/// For each file a mark for each of its suppressions.
struct Marks(Vec<Vec<bool>>);

impl Marks {
    /// Marks the suppressions that cover a rule's finding at a place, and gives the first one.
    fn at<'f>(
        &mut self,
        files: &Files<'f>,
        rule: &str,
        category: Option<&str>,
        place: &Place,
    ) -> Option<Covering<'f>> {
        let mut covered = None;
        for (number, file, index) in files.at(&place.file, place.byte) {
            let mark = self.0.get_mut(number).and_then(|marks| marks.get_mut(index));
            if let Some((suppression, mark)) = file.list.get(index).zip(mark)
                && suppression.covers(rule, category, place.byte)
            {
                covered = covered.or(Some((file, suppression)));
                *mark = true;
            }
        }
        covered
    }

    /// What is marked in either.
    fn and(mut self, other: &Self) -> Self {
        for (own, other) in self.0.iter_mut().flatten().zip(other.0.iter().flatten()) {
            *own |= other;
        }
        self
    }

    /// The indices of those that are marked, or that are not.
    fn indices(&self, marked: bool) -> Vec<Vec<usize>> {
        let of_file = |marks: &Vec<bool>| {
            let wanted = marks.iter().enumerate().filter(|(_, mark)| **mark == marked);
            wanted.map(|(index, _)| index).collect()
        };
        self.0.iter().map(of_file).collect()
    }
}

impl Suppression {
    /// Whether it covers a finding of this rule, or of a rule of this category, at a byte.
    #[must_use]
    pub fn covers(&self, rule: &str, category: Option<&str>, byte: u32) -> bool {
        let named = self.rule == rule || Some(self.rule.as_str()) == category;
        let is_in = |span: &Span| span.start <= byte && byte < span.end;
        let here = match &self.scope {
            Scope::File => true,
            Scope::Bytes(span) => is_in(span),
        };
        let contained = |containers: &Containers| containers.spans.iter().any(is_in);
        named && here && self.containers.as_ref().is_none_or(contained)
    }
}

impl Suppressions {
    /// None yet.
    #[must_use]
    pub fn new(file: &Arc<SourceFile>) -> Self {
        Self { file: Arc::clone(file), list: Vec::new(), malformed: Vec::new() }
    }
}
