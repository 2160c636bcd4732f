//! What all formats of `check` are made from.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use super::summary::Summary;
use crate::diagnostic::{Diagnostic, Severity};
use crate::manifest::suppression::{Before, By};
use crate::manifest::{Accepted, Reading};
use crate::pipeline::Checked;
use crate::planner::Fleet;
use crate::report::plan::view::{Planned, View};
use crate::report::shared::format::Audience;
use crate::rules::{RuleSet, Selection};
use crate::source::{FileId, SourceFile, Span};

/// What a check found, with what it looked at.
#[derive(Clone, Debug)]
pub struct Findings<'a> {
    /// The findings, in the order in which every output shows them.
    pub diagnostics: Vec<&'a Diagnostic>,
    /// The figures.
    pub summary: Summary,
    /// The lowest severity that is shown to people at their lines; what is below is counted.
    pub least: Severity,
    /// Whether it is counted by rule.
    pub statistics: bool,
    /// The rules that may have found it.
    pub rules: &'a RuleSet,
    /// What was read.
    pub sources: &'a Reading,
    /// The DaemonSets on the nodes, if there are nodes.
    pub fleets: &'a [(&'a Reading, Fleet<'a>)],
    /// What is suppressed.
    pub suppressed: &'a [Accepted],
    /// Whether what is suppressed is listed.
    pub lists_suppressed: bool,
    /// Where a config accepts what is found nowhere.
    pub idle: Vec<(Arc<SourceFile>, Span)>,
    /// The files that are asked about, where others were read as well.
    pub named: Option<&'a BTreeSet<FileId>>,
}

impl<'a> Findings<'a> {
    /// All that a check found.
    #[must_use]
    pub fn new(checked: &'a Checked<'a>, sources: &'a Reading, rules: &'a RuleSet) -> Self {
        let mut summary = Summary::of(sources);
        let number = |is: fn(&By) -> bool| {
            checked.suppressed.iter().filter(|accepted| is(&accepted.by)).count()
        };
        summary.suppressed = number(|by| matches!(by, By::Manifest(..) | By::Config(..)));
        summary.baseline = number(|by| matches!(by, By::Before(Before::Baseline(_))));
        summary.before = number(|by| matches!(by, By::Before(Before::Revision(_))));
        summary.gone = checked.gone;
        let mut findings = Self {
            diagnostics: checked.diagnostics.iter().collect(),
            summary,
            least: Severity::Info,
            statistics: false,
            rules,
            sources,
            fleets: &checked.fleets,
            suppressed: &checked.suppressed,
            lists_suppressed: false,
            idle: Vec::new(),
            named: None,
        };
        findings.summary.count(&findings.diagnostics);
        findings
    }

    /// The same where only some of the files are asked about.
    #[must_use]
    pub fn about(mut self, named: Option<&'a BTreeSet<FileId>>) -> Self {
        self.named = named;
        if let Some(files) = named {
            let Summary { suppressed, baseline, before, gone, .. } = self.summary;
            let counted = Summary::of_some(self.sources, files);
            self.summary = Summary { suppressed, baseline, before, gone, ..counted };
            self.summary.count(&self.diagnostics);
        }
        self
    }

    /// Whether a file is asked about.
    #[must_use]
    pub fn is_asked(&self, file: &FileId) -> bool {
        self.named.is_none_or(|named| named.contains(file))
    }

    /// The same where what is below a severity is only counted in front of people.
    #[must_use]
    pub const fn showing(mut self, least: Severity) -> Self {
        self.least = least;
        self
    }

    /// The same where what is suppressed is listed, also what these selections accept in vain.
    #[must_use]
    pub(crate) fn listing_suppressed<'s>(
        mut self,
        lists: bool,
        selections: impl IntoIterator<Item = &'s Selection>,
    ) -> Self {
        self.lists_suppressed = lists;
        let by_config = self.suppressed.iter().filter_map(|accepted| match &accepted.by {
            By::Config(file, at) => Some((file.name(), at.start, at.end)),
            By::Manifest(..) | By::Before(_) => None,
        });
        let by_config: HashSet<(&str, u32, u32)> = by_config.collect();
        let used = |file: &Arc<SourceFile>, span: Span| {
            by_config.contains(&(file.name(), span.start, span.end))
        };
        let accepted = selections.into_iter().flat_map(|one| one.exceptions().accepted());
        let idle = accepted.filter(|one| lists && !used(&one.file, one.span));
        self.idle = idle.map(|one| (Arc::clone(&one.file), one.span)).collect();
        self
    }

    /// The same where it is counted by rule.
    #[must_use]
    pub const fn counted_by_rule(mut self, statistics: bool) -> Self {
        self.statistics = statistics;
        self
    }

    /// What is told to some readers: people hear once what a rule says better than the API server.
    #[must_use]
    pub fn told_to(&self, audience: Audience) -> Self {
        let mut findings = self.clone();
        if audience == Audience::People {
            findings.diagnostics.retain(|found| found.covered_by.is_none());
            findings.summary.count(&findings.diagnostics);
        }
        findings
    }

    /// A line for each DaemonSet on where it runs; nothing without nodes.
    #[must_use]
    pub fn headlines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for (reading, fleet) in self.fleets {
            let view = View::new(fleet, &reading.workspace, &reading.refused());
            let asked = |planned: &&Planned<'_>| self.is_asked(planned.manifest.file().id());
            lines.extend(view.planned.iter().filter(asked).map(|planned| planned.headline()));
        }
        lines
    }
}
