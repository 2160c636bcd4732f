//! What was fixed, and what can be: in words.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::words::count;

/// What was fixed, or would be.
#[derive(Clone, Debug, Default)]
pub struct Fixed {
    /// How many findings of each rule.
    pub rules: BTreeMap<String, usize>,
    /// In how many files.
    pub files: usize,
}

impl Fixed {
    /// What was fixed, in a line; nothing where nothing was.
    #[must_use]
    pub(super) fn was(&self) -> String {
        match self.rules.is_empty() {
            true => String::new(),
            false => format!("fixed {}\n", self.listed()),
        }
    }

    /// What would be fixed of so many files, in a line.
    #[must_use]
    pub(crate) fn would_be(&self, of: usize) -> String {
        match self.rules.is_empty() {
            true => format!("nothing to fix in {}\n", count(of, "file")),
            false => format!("would fix {}\n", self.listed()),
        }
    }

    fn listed(&self) -> String {
        let mut rules: Vec<(&String, &usize)> = self.rules.iter().collect();
        rules.sort_by_key(|(rule, number)| (std::cmp::Reverse(**number), *rule));
        let rules: Vec<String> =
            rules.into_iter().map(|(rule, number)| format!("{number} {rule}")).collect();
        format!(
            "{} in {}: {}",
            count(self.rules.values().sum(), "finding"),
            count(self.files, "file"),
            rules.join(", ")
        )
    }
}

/// Which fixes are told of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Told {
    /// All of them.
    #[default]
    All,
    /// Those that were left when safe ones had been carried out.
    BesideSafe,
}

/// How many findings can be fixed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// By `--fix`.
    pub safe: usize,
    /// Only with `--unsafe-fixes`.
    pub others: usize,
}

impl Counted {
    /// Counts them among findings.
    #[must_use]
    pub(super) fn of(diagnostics: &[&Diagnostic]) -> Self {
        let fixes = diagnostics.iter().filter_map(|found| found.chosen_fix(true));
        let (safe, others): (Vec<_>, Vec<_>) = fixes.partition(|fix| fix.safe);
        Self { safe: safe.len(), others: others.len() }
    }

    /// How to have them fixed, in a line; nothing where none can be.
    #[must_use]
    pub(super) fn said(self, which: Told) -> String {
        let Self { safe, others } = self;
        match (safe, others, which) {
            (0, 0, _) => String::new(),
            (0, _, Told::BesideSafe) => format!("{others} more fixable with --unsafe-fixes\n"),
            (0, _, Told::All) => format!("{others} fixable with --fix --unsafe-fixes\n"),
            (_, 0, _) => format!("{safe} fixable with --fix\n"),
            _ => format!("{safe} fixable with --fix ({others} more with --unsafe-fixes)\n"),
        }
    }
}

/// The word behind the message of a finding that can be fixed.
#[must_use]
pub(super) fn mark(found: &Diagnostic) -> &'static str {
    match found.chosen_fix(true) {
        Some(fix) if fix.safe => " [fixable]",
        Some(_) => " [fixable, unsafe]",
        None => "",
    }
}
