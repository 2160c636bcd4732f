//! What a config expects of the placement of DaemonSets.

use std::ops::Range;
use std::sync::Arc;

use super::whereabouts::{ObjectNames, Spot, Where};
use crate::planner::expectation::{Expectation, Unreadable, parse, sentences};
use crate::source::{SourceFile, Span};

/// What a config expects of some DaemonSets.
#[derive(Clone, Debug)]
pub(crate) struct Expected {
    at: Where,
    /// The namespace that is written, as a glob.
    pub namespace: Option<String>,
    /// The name that is written, as a glob.
    pub name: Option<String>,
    /// Where the DaemonSets are named, or the sentences.
    pub place: Span,
    /// The sentences.
    pub sentences: Vec<Sentence>,
    /// The config.
    pub file: Arc<SourceFile>,
}

/// A sentence that can be read.
#[derive(Clone, Debug)]
pub(crate) struct Sentence {
    /// As it is written.
    pub text: String,
    /// What it says.
    pub expectation: Expectation,
    /// Where it stands.
    pub span: Span,
}

/// A sentence as it is written.
#[derive(Clone, Debug)]
pub(crate) struct Written<'t> {
    /// The sentence.
    pub text: &'t str,
    /// Where it stands.
    pub span: Span,
}

impl Written<'_> {
    /// Where some bytes of the sentence stand: all of it where its bytes are not the file's, or where
    /// something is missing.
    pub(crate) fn part(&self, file: &SourceFile, at: &Range<usize>) -> Span {
        if file.slice(self.span) != self.text || at.is_empty() {
            return self.span;
        }
        let [start, end] = [at.start, at.end].map(|byte| self.span.start + byte as u32);
        Span::new(start, end)
    }
}

/// The sentences of a text that stands in a file at a span, in quotes or in lines of its own.
pub(crate) fn written<'t>(text: &'t str, file: &SourceFile, span: Span) -> Vec<Written<'t>> {
    let raw = file.slice(span);
    let mut read = 0;
    let one = |(_, text): (usize, &'t str)| {
        // In quotes, or folded over lines, the text is not the value's bytes.
        let found = raw.get(read..).and_then(|rest| rest.find(text)).map(|at| read + at);
        let Some(at) = found else { return Written { text, span } };
        read = at + text.len();
        let start = span.start + at as u32;
        Written { text, span: Span::new(start, start + text.len() as u32) }
    };
    sentences(text).map(one).collect()
}

impl Expected {
    /// What is expected of the DaemonSets in some places, by texts that stand in a config.
    ///
    /// # Errors
    /// For the first sentence that can't be read, with where it goes wrong.
    pub(crate) fn new<'t>(
        at: Where,
        (names, place): (ObjectNames, Span),
        texts: impl IntoIterator<Item = (&'t str, Span)>,
        file: &Arc<SourceFile>,
    ) -> Result<Self, (Unreadable, Span)> {
        let mut all = Vec::new();
        for (text, span) in texts {
            for one in written(text, file, span) {
                let read = parse(one.text);
                let expectation =
                    read.map_err(|wrong| (wrong.clone(), one.part(file, &wrong.at)))?;
                all.push(Sentence { text: one.text.to_owned(), expectation, span: one.span });
            }
        }
        let ObjectNames { namespace, name, .. } = names;
        Ok(Self { at, namespace, name, place, sentences: all, file: Arc::clone(file) })
    }

    /// The DaemonSets that are named, `NAMESPACE/NAME`; none where all are meant.
    pub(crate) fn named(&self) -> Option<String> {
        match (&self.namespace, &self.name) {
            (None, None) => None,
            (None, Some(name)) => Some(name.clone()),
            (Some(namespace), name) => {
                Some(format!("{namespace}/{}", name.as_deref().unwrap_or("*")))
            }
        }
    }

    /// Whether it is about what is in a place.
    pub(crate) fn is_about(&self, spot: &Spot<'_>) -> bool {
        self.at.has(spot)
    }
}
