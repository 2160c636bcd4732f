//! What was looked at: said always, so that "nothing found" can't be mistaken for "nothing read".

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use super::fixed::{Counted, Fixed, Told};
use crate::diagnostic::{Diagnostic, Severity};
use crate::kubernetes::release::Version;
use crate::manifest::{Manifest, Reading, Skipped, Why};
use crate::report::shared::text::{pad, width};
use crate::source::{FileId, SourceFile};
use crate::words::escape::escape;
use crate::words::{count, names};

/// The figures of a run.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// The Kubernetes that answered: `1.36`, or `1.36 to 1.37` where an upgrade was asked about;
    /// empty where there was no object to ask about.
    pub kubernetes: String,
    /// Files that held at least one Kubernetes object, or should have.
    pub files: usize,
    /// Kubernetes objects.
    pub objects: usize,
    /// DaemonSets among them.
    pub daemonsets: usize,
    /// Findings of severity error.
    pub errors: usize,
    /// Findings of severity warning.
    pub warnings: usize,
    /// Findings of severity info.
    pub infos: usize,
    /// Findings that are counted and not shown.
    pub hidden: usize,
    /// Findings that a comment or an annotation silences.
    pub suppressed: usize,
    /// Findings that a baseline has.
    pub baseline: usize,
    /// Findings that were there at the revision that the run is held against.
    pub before: usize,
    /// Findings of a baseline that are found no more.
    pub gone: usize,
    /// The deployments, where there are alternatives: their folders or files.
    pub deployments: Vec<String>,
    /// Files and documents that were not checked, with the reason for each.
    pub skipped: Vec<Skipped>,
    /// How many objects there are of each kind that is none of Kubernetes' own: `GROUP/VERSION KIND`.
    pub unchecked: BTreeMap<String, usize>,
    /// How many findings can be fixed.
    pub fixable: Counted,
    /// Which of them are told of.
    pub told_fixable: Told,
    /// What was fixed, where that was asked for.
    pub fixed: Option<Fixed>,
    /// Whether some of what was given could not be looked at.
    pub partly: bool,
    /// Wall time.
    pub elapsed: Duration,
}

impl Summary {
    /// The figures of what was read; nothing is found or timed yet.
    #[must_use]
    pub fn of(reading: &Reading) -> Self {
        Self {
            kubernetes: joined(&reading.versions()),
            files: reading.files,
            objects: reading.workspace.manifests().len() + reading.let_go,
            daemonsets: reading.daemon_sets(),
            unchecked: unchecked(reading, |_| true),
            deployments: deployments(reading),
            skipped: reading.skipped.clone(),
            partly: is_partial(reading),
            ..Self::default()
        }
    }

    /// The figures of some of the files alone.
    #[must_use]
    pub fn of_some(reading: &Reading, files: &BTreeSet<FileId>) -> Self {
        let has = |file: &SourceFile| files.contains(file.id());
        let objects = reading.workspace.manifests().filter(|manifest| has(manifest.file())).count();
        let skipped = reading.skipped.iter().filter(|skipped| has(&skipped.file));
        Self {
            kubernetes: if objects > 0 { joined(&reading.versions()) } else { String::new() },
            files: files.len(),
            objects,
            daemonsets: reading.daemon_sets_among(|file| files.contains(file)),
            unchecked: unchecked(reading, has),
            skipped: skipped.cloned().collect(),
            partly: is_partial(reading),
            ..Self::default()
        }
    }

    /// Counts findings by severity.
    pub fn count(&mut self, diagnostics: &[&Diagnostic]) {
        let number = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
        self.errors = number(Severity::Error);
        self.warnings = number(Severity::Warning);
        self.infos = number(Severity::Info);
        self.fixable = Counted::of(diagnostics);
    }

    /// That nothing was found, of what was looked at.
    #[must_use]
    pub const fn nothing(&self) -> &'static str {
        match (self.objects, self.partly) {
            (0, _) => "nothing checked",
            (_, true) => "nothing found in what could be read",
            (_, false) => "nothing found",
        }
    }

    /// How much was looked at.
    #[must_use]
    pub fn looked_at(&self) -> String {
        format!(
            "{}, {}, {}",
            count(self.files, "file"),
            count(self.objects, "object"),
            count(self.daemonsets, "DaemonSet"),
        )
    }

    /// The same for reports that end with it: with what was suppressed and skipped, and why.
    #[must_use]
    pub fn looked_at_in_all(&self) -> String {
        let mut said = self.looked_at();
        if self.suppressed > 0 {
            said.push_str(&format!("; {} suppressed", self.suppressed));
        }
        if self.baseline > 0 {
            said.push_str(&format!("; {} in the baseline", self.baseline));
        }
        if self.before > 0 {
            said.push_str(&format!("; {} there before", self.before));
        }
        for (why, number) in self.skipped_by_reason() {
            said.push_str(&format!("; skipped: {number} {}", why.describe(number)));
        }
        said
    }

    /// The closing lines: figures, then what was skipped; with `verbose` each of it by name.
    #[must_use]
    pub fn render(&self, verbose: bool) -> String {
        let mut lines = format!(
            "{}: {} in {}{}\n",
            self.looked_at(),
            self.findings(),
            self.time(),
            self.asked(),
        );
        lines.extend(self.fixed.as_ref().map(Fixed::was));
        lines.push_str(&self.fixable.said(self.told_fixable));
        lines.push_str(&self.render_gone());
        lines.push_str(&self.render_deployments());
        lines.push_str(&self.render_skipped(verbose));
        lines.push_str(&self.render_unchecked(verbose));
        lines
    }

    /// That some of what was found before is gone. Empty where nothing is.
    #[must_use]
    pub fn render_gone(&self) -> String {
        match self.gone {
            0 => String::new(),
            gone => {
                let are = if gone == 1 { "is" } else { "are" };
                format!(
                    "{gone} of the baseline's findings {are} gone: run `daemonlint baseline` again\n"
                )
            }
        }
    }

    /// That there are alternatives, which were not held against each other. Empty where there are
    /// none.
    #[must_use]
    pub fn render_deployments(&self) -> String {
        if self.deployments.len() < 2 {
            return String::new();
        }
        let listed = names(self.deployments.iter().map(String::as_str), 60);
        let number = count(self.deployments.len(), "alternative");
        format!("{number}, each for itself: {listed}\n")
    }

    /// The kinds that were not checked; with `verbose` all of them. Empty where there are none.
    fn render_unchecked(&self, verbose: bool) -> String {
        let objects: usize = self.unchecked.values().sum();
        if objects == 0 {
            return String::new();
        }
        let most = if verbose { usize::MAX } else { 3 };
        let mut kinds: Vec<String> = self.unchecked.keys().take(most).cloned().collect();
        if self.unchecked.len() > kinds.len() {
            kinds.push(format!("{} more kinds", self.unchecked.len() - kinds.len()));
        }
        let objects = count(objects, "object");
        format!("not checked: {objects} of other kinds ({})\n", escape(&kinds.join(", ")))
    }

    /// What was skipped, by reason; with `verbose` each of it by name. Empty where nothing was.
    #[must_use]
    pub fn render_skipped(&self, verbose: bool) -> String {
        let mut lines = String::new();
        let reasons = self.skipped_by_reason();
        if !reasons.is_empty() {
            let counted = reasons.iter().map(|(why, number)| match (why, number) {
                (Why::Unreadable, 1) => {
                    let one = self.skipped.iter().find(|skipped| skipped.why == *why);
                    let place = one.map(|one| format!(" ({})", escape(&place(one))));
                    format!("{}{}", said(*why, 1), place.unwrap_or_default())
                }
                _ => said(*why, *number),
            });
            let counted: Vec<_> = counted.collect();
            lines.push_str(&format!("skipped: {}\n", counted.join(", ")));
        }
        if verbose {
            let whys = self.skipped.iter().map(|skipped| skipped.why.describe(1));
            let wide = whys.map(width).max().unwrap_or_default() + 2;
            for skipped in &self.skipped {
                let why = pad(skipped.why.describe(1), wide);
                lines.push_str(&format!("  {why}{}\n", escape(&place(skipped))));
            }
        }
        lines
    }

    /// How often each reason occurs, in the order of the reasons.
    #[must_use]
    pub fn skipped_by_reason(&self) -> BTreeMap<Why, usize> {
        let mut reasons = BTreeMap::new();
        for skipped in &self.skipped {
            *reasons.entry(skipped.why).or_default() += 1;
        }
        reasons
    }

    /// The wall time in the unit that fits it.
    #[must_use]
    pub fn time(&self) -> String {
        duration(self.elapsed)
    }

    /// Which Kubernetes answered, if there was anything to ask about.
    fn asked(&self) -> String {
        match &*self.kubernetes {
            "" => String::new(),
            versions => format!(" (Kubernetes {versions})"),
        }
    }

    fn findings(&self) -> String {
        let warnings = if self.hidden > self.infos { 0 } else { self.warnings };
        let infos = if self.hidden > 0 { 0 } else { self.infos };
        let numbers = [(self.errors, "error"), (warnings, "warning"), (infos, "info")];
        let mut besides = Vec::new();
        if warnings < self.warnings {
            besides.push(format!("{}: --show warning", count(self.warnings, "warning")));
        }
        if infos < self.infos {
            besides.push(format!("{}: --show info", count(self.infos, "info")));
        }
        if self.suppressed > 0 {
            besides.push(format!("{} suppressed", self.suppressed));
        }
        if self.baseline > 0 {
            besides.push(format!("{} in the baseline", self.baseline));
        }
        if self.before > 0 {
            besides.push(format!("{} there before", self.before));
        }
        let found = listed(numbers);
        let found = if found.is_empty() { self.nothing().to_owned() } else { found };
        match besides.as_slice() {
            [] => found,
            besides => format!("{found} ({})", besides.join(", ")),
        }
    }
}

fn listed(numbers: [(usize, &str); 3]) -> String {
    let some = numbers.into_iter().filter(|(number, _)| *number > 0);
    some.map(|(number, word)| count(number, word)).collect::<Vec<_>>().join(", ")
}

/// How many findings there are of each severity, in words.
#[must_use]
pub(super) fn by_severity(diagnostics: &[&Diagnostic]) -> String {
    let number = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
    listed([
        (number(Severity::Error), "error"),
        (number(Severity::Warning), "warning"),
        (number(Severity::Info), "info"),
    ])
}

/// Versions as they are listed.
fn joined(versions: &[Version]) -> String {
    versions.iter().map(Version::to_string).collect::<Vec<_>>().join(", ")
}

/// What the alternatives are called, and what stands outside of all where it brings pods.
fn deployments(reading: &Reading) -> Vec<String> {
    let parts = reading.deployments.iter();
    let rest = parts.clone().filter(|part| part.name.is_none());
    let rest = rest.filter(|part| part.reading.workspace.bringing_pods().next().is_some());
    let named = parts.filter_map(|part| part.name.clone());
    named.chain(rest.map(|_| "the rest".to_owned())).collect()
}

/// The objects of kinds that are none of Kubernetes' own.
fn unchecked(reading: &Reading, has: impl Fn(&SourceFile) -> bool) -> BTreeMap<String, usize> {
    let mut kinds = BTreeMap::new();
    let other = |manifest: &&Manifest| {
        manifest.kind().is_none() && manifest.is_readable() && has(manifest.file())
    };
    for manifest in reading.workspace.manifests().filter(other) {
        let object = manifest.object_ref();
        *kinds.entry(format!("{} {}", object.api_version, object.kind)).or_default() += 1;
    }
    kinds
}

/// A reason with its count, and what to do instead.
fn said(why: Why, number: usize) -> String {
    let hint = why.instead().map(|command| format!(" ({command})")).unwrap_or_default();
    format!("{number} {}{hint}", why.describe(number))
}

/// The file, and the line of the document where not the whole file was left out; of what can't be
/// read, the line where reading ends.
pub(super) fn place(skipped: &Skipped) -> String {
    let name = skipped.file.name();
    match skipped.document {
        Some(_) => format!("{name}:{}", skipped.file.position(skipped.span.start).line),
        None => name.to_owned(),
    }
}

/// A time in the unit that fits it.
fn duration(elapsed: Duration) -> String {
    if elapsed < Duration::from_secs(1) {
        format!("{} ms", elapsed.as_millis())
    } else {
        format!("{:.1} s", elapsed.as_secs_f64())
    }
}

/// Whether some of what was given could not be read, or held nothing to read.
fn is_partial(reading: &Reading) -> bool {
    reading.nothing || !reading.failures.is_empty()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use insta::assert_snapshot;

    use super::*;
    use crate::source::Span;

    #[test]
    fn everything_is_counted() {
        let file = |name: &str| Arc::new(SourceFile::new(name, "a: 1\n---\nb: 2\n"));
        let skipped = |why, name, document| Skipped {
            file: file(name),
            document,
            span: Span::new(9, 10),
            why,
        };
        let summary = Summary {
            kubernetes: "1.36".to_owned(),
            files: 14,
            objects: 1,
            daemonsets: 11,
            errors: 1,
            warnings: 3,
            infos: 0,
            hidden: 0,
            suppressed: 2,
            deployments: Vec::new(),
            skipped: vec![
                skipped(Why::HelmTemplate, "chart/templates/a.yaml", None),
                skipped(Why::NotKubernetes, "values.yaml", Some(1)),
                skipped(Why::NotKubernetes, "\u{1b}.yaml", None),
            ],
            unchecked: BTreeMap::from([("a.example.com/v1 Thing".to_owned(), 2)]),
            elapsed: Duration::from_millis(9),
            ..Summary::default()
        };
        assert_snapshot!(summary.render(true), @r"
        14 files, 1 object, 11 DaemonSets: 1 error, 3 warnings (2 suppressed) in 9 ms (Kubernetes 1.36)
        skipped: 1 Helm template (helm template CHART | daemonlint check -), 2 without apiVersion and kind
          Helm template                chart/templates/a.yaml
          without apiVersion and kind  values.yaml:3
          without apiVersion and kind  \x1B.yaml
        not checked: 2 objects of other kinds (a.example.com/v1 Thing)
        ");
        let nothing = Summary::default().render(false);
        assert_snapshot!(nothing, @"0 files, 0 objects, 0 DaemonSets: nothing checked in 0 ms");
    }
}
