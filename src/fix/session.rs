//! Fixes brought into the texts of a run, round by round, until there is nothing left to fix.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use super::apply;
use crate::diagnostic::{Diagnostic, Fix, ObjectId, Severity};
use crate::source::{Excludes, FileId, SourceFile, Sources};
use crate::yaml::parse_stream;

/// After so many rounds it is not to be expected that fixes come to an end.
const MOST_ROUNDS: usize = 100;

/// Why fixing stopped before all was fixed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub(crate) enum Halted {
    /// What a fix makes of a file could not be read any more.
    #[error("{file}: a fix of {rules} would break it, so it was left out")]
    Broken {
        /// The file.
        file: String,
        /// The rules whose fixes were left out.
        rules: String,
    },
    /// One fix undoes what another one does.
    #[error("{file}: there is something left to fix after {MOST_ROUNDS} rounds")]
    Endless {
        /// The file.
        file: String,
    },
}

/// Fixes that are brought into the texts of a run.
#[derive(Debug, Default)]
pub(crate) struct Session {
    /// Whether unsafe fixes are wanted, too.
    all: bool,
    /// The files as they were read: those that may be changed.
    before: BTreeMap<FileId, Arc<SourceFile>>,
    /// Files that are one and the same by a link, with the one that stands for them.
    twins: BTreeMap<FileId, FileId>,
    /// How many findings of each rule were fixed in each file.
    fixed: BTreeMap<FileId, BTreeMap<String, usize>>,
    rounds: usize,
    broken: BTreeSet<FileId>,
    halted: BTreeSet<Halted>,
}

impl Session {
    /// Over the texts of a run, with all fixes or the safe ones alone. What lies behind a link
    /// that leads to what is excluded is not changed.
    #[must_use]
    pub(crate) fn new(sources: &Sources, excludes: &Excludes, all: bool) -> Self {
        let mut session = Self { all, ..Self::default() };
        let mut places: BTreeMap<PathBuf, FileId> = BTreeMap::new();
        for file in sources.files.iter().flatten() {
            let real = file.path().and_then(|path| path.canonicalize().ok());
            if let Some(real) = real {
                let linked = file.place().is_none_or(|place| place != real);
                if linked && excludes.matches_file(&real) {
                    continue;
                }
                let first = places.entry(real).or_insert_with(|| file.id().clone());
                if first != file.id() {
                    session.twins.insert(file.id().clone(), first.clone());
                    continue;
                }
            }
            session.before.insert(file.id().clone(), Arc::clone(file));
        }
        session
    }

    /// Brings what can be fixed of the findings into the texts. Says whether there was anything:
    /// then there may be more, which is found in the new texts.
    #[must_use]
    pub(crate) fn round(&mut self, sources: &mut Sources, found: &[Diagnostic]) -> bool {
        let mut wanted: BTreeMap<&FileId, Vec<(&Diagnostic, &Fix)>> = BTreeMap::new();
        for one in found {
            let file = one.file.id();
            let may_change = self.before.contains_key(file) && !self.broken.contains(file);
            if let Some(fix) = one.chosen_fix(self.all).filter(|_| may_change) {
                wanted.entry(file).or_default().push((one, fix));
            }
        }
        wanted.values_mut().for_each(errors_first);
        if self.rounds == MOST_ROUNDS {
            let endless = wanted.keys().map(|file| Halted::Endless { file: file.to_string() });
            self.halted.extend(endless);
            return false;
        }
        self.rounds += 1;
        let mut changed: BTreeMap<FileId, Arc<SourceFile>> = BTreeMap::new();
        for (file, fixes) in wanted {
            let Some((first, _)) = fixes.first() else { continue };
            if let Some(after) = self.fix(&first.file, &fixes) {
                changed.insert(file.clone(), Arc::new(after));
            }
        }
        for file in sources.files.iter_mut().flatten() {
            if let Some(after) = changed.get(file.id()) {
                *file = Arc::clone(after);
            } else if let Some(after) = self.twins.get(file.id()).and_then(|id| changed.get(id)) {
                *file = Arc::new(file.with_text(after.text()));
            }
        }
        !changed.is_empty()
    }

    /// A file with fixes; none where they change nothing, or would break it.
    fn fix(&mut self, file: &SourceFile, fixes: &[(&Diagnostic, &Fix)]) -> Option<SourceFile> {
        let fixed = apply(file.text(), fixes.iter().map(|(_, fix)| *fix));
        if fixed.text == file.text() {
            return None;
        }
        let after = file.with_text(fixed.text);
        let applied = || fixed.applied.iter().filter_map(|place| fixes.get(*place));
        let rules: Vec<&str> = applied().map(|(found, _)| &*found.rule).collect();
        if documents(&after) != documents(file) {
            let rules: BTreeSet<&str> = rules.into_iter().collect();
            let rules = rules.into_iter().collect::<Vec<_>>().join(", ");
            self.halted.insert(Halted::Broken { file: file.name().to_owned(), rules });
            self.broken.insert(file.id().clone());
            return None;
        }
        let of_file = self.fixed.entry(file.id().clone()).or_default();
        for rule in rules {
            *of_file.entry(rule.to_owned()).or_default() += 1;
        }
        Some(after)
    }

    /// The files that were changed, as they were read and as they are now.
    #[must_use]
    pub(crate) fn changes(&self, sources: &Sources) -> Vec<(Arc<SourceFile>, Arc<SourceFile>)> {
        let files = sources.files.iter().flatten();
        let pair =
            |now: &Arc<SourceFile>| Some((Arc::clone(self.before.get(now.id())?), Arc::clone(now)));
        files.filter_map(pair).filter(|(before, now)| before.text() != now.text()).collect()
    }

    /// How many findings of each rule were fixed in the files that pass.
    #[must_use]
    pub(crate) fn fixed(&self, passes: impl Fn(&FileId) -> bool) -> BTreeMap<String, usize> {
        let mut all = BTreeMap::new();
        for (_, of_file) in self.fixed.iter().filter(|(file, _)| passes(file)) {
            for (rule, number) in of_file {
                *all.entry(rule.clone()).or_default() += number;
            }
        }
        all
    }

    /// What fixing stopped at before all was fixed.
    #[must_use]
    pub(crate) const fn halted(&self) -> &BTreeSet<Halted> {
        &self.halted
    }
}

/// Leaves of what is found in an object that has errors these alone: what else is found may follow from
/// them, as a volume is unused that a misspelt field mounts.
fn errors_first(fixes: &mut Vec<(&Diagnostic, &Fix)>) {
    let is_error = |found: &Diagnostic| found.severity == Severity::Error;
    let wrong = fixes.iter().filter(|(found, _)| is_error(found));
    let wrong: BTreeSet<ObjectId> = wrong.filter_map(|(found, _)| found.id()).collect();
    fixes.retain(|(found, _)| is_error(found) || found.id().is_none_or(|id| !wrong.contains(&id)));
}

/// For each document of a file whether it can be read.
fn documents(file: &SourceFile) -> Vec<bool> {
    parse_stream(file).iter().map(Result::is_ok).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Edit, Span};

    fn sources(text: &str) -> Sources {
        Sources::of([Arc::new(SourceFile::new("a.yaml", text))])
    }

    /// A finding whose fix puts a text in the place of the first byte.
    fn found(sources: &Sources, rule: &'static str, with: &str) -> Diagnostic {
        let file = Arc::clone(sources.files[0].as_ref().unwrap());
        let edits = vec![Edit::replace(Span::new(0, 1), with)];
        let fix = Fix { title: "t".into(), safe: true, edits, reshaped: Vec::new() };
        Diagnostic::new(rule, Severity::Info, "m", file, Span::new(0, 1)).with_fix(fix)
    }

    fn text(sources: &Sources) -> &str {
        sources.files[0].as_ref().unwrap().text()
    }

    #[test]
    fn a_fix_that_would_break_a_file_is_left_out() {
        let mut sources = sources("a: 1\n");
        let mut session = Session::new(&sources, &Excludes::default(), false);
        let breaks = found(&sources, "breaks-it", "[");
        assert!(!session.round(&mut sources, &[breaks]));
        assert_eq!(text(&sources), "a: 1\n");
        assert!(session.fixed(|_| true).is_empty());
        let halted: Vec<String> = session.halted().iter().map(ToString::to_string).collect();
        assert_eq!(halted, ["a.yaml: a fix of breaks-it would break it, so it was left out"]);
    }

    #[test]
    fn fixes_that_undo_each_other_come_to_an_end() {
        let mut sources = sources("a: 1\n");
        let mut session = Session::new(&sources, &Excludes::default(), false);
        let mut rounds = 0;
        loop {
            let other = if text(&sources).starts_with('a') { "b" } else { "a" };
            let swaps = found(&sources, "swaps", other);
            if !session.round(&mut sources, &[swaps]) {
                break;
            }
            rounds += 1;
        }
        assert_eq!((rounds, session.fixed(|_| true)["swaps"]), (MOST_ROUNDS, MOST_ROUNDS));
        assert_eq!(session.halted().len(), 1);
    }

    #[test]
    fn errors_of_an_object_are_fixed_before_what_may_follow_from_them() {
        let mut sources = sources("a: 1\n---\nb: 2\n");
        let mut session = Session::new(&sources, &Excludes::default(), false);
        let at = |rule, severity, at: u32, document| {
            let found = found(&sources, rule, "").with_document(document, None);
            let edits = vec![Edit::replace(Span::new(at, at + 1), "9")];
            let fix = Fix { edits, ..found.fixes[0].clone() };
            let mut found = found;
            found.severity = severity;
            found.details_mut().fixes = vec![fix];
            found
        };
        let all = [
            at("follows", Severity::Info, 3, 0),
            at("wrong", Severity::Error, 0, 0),
            at("elsewhere", Severity::Info, 12, 1),
        ];
        assert!(session.round(&mut sources, &all));
        assert_eq!(text(&sources), "9: 1\n---\nb: 9\n");
        let fixed: Vec<String> = session.fixed(|_| true).into_keys().collect();
        assert_eq!(fixed, ["elsewhere", "wrong"]);
    }

    #[test]
    fn what_is_said_better_elsewhere_is_not_fixed() {
        let mut sources = sources("a: 1\n");
        let mut session = Session::new(&sources, &Excludes::default(), true);
        let mut covered = found(&sources, "covered", "b");
        covered.details_mut().covered_by = Some("better");
        assert!(!session.round(&mut sources, &[covered]));
        assert!(session.changes(&sources).is_empty());
    }
}
