//! How often each rule finds something.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use super::Findings;
use crate::diagnostic::Severity;
use crate::report::shared::text::{pad, pad_left, width};
use crate::words::escape::escape;

/// A rule with the number of its findings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Counted<'a> {
    pub rule: &'a str,
    pub severity: Severity,
    pub count: usize,
    /// What the rule finds, in a sentence.
    pub title: &'a str,
}

/// The rules that found something, most often first; each severity for itself.
#[must_use]
pub(super) fn counted<'a>(findings: &'a Findings<'a>) -> Vec<Counted<'a>> {
    let mut numbers: BTreeMap<(&str, Severity), usize> = BTreeMap::new();
    for found in &findings.diagnostics {
        *numbers.entry((&found.rule, found.severity)).or_default() += 1;
    }
    let title = |rule: &str| findings.rules.find(rule).map_or("", |rule| &rule.meta.title);
    let mut counted: Vec<Counted<'_>> = numbers
        .into_iter()
        .map(|((rule, severity), count)| Counted { rule, severity, count, title: title(rule) })
        .collect();
    counted.sort_by_key(|one| (Reverse(one.severity), Reverse(one.count)));
    counted
}

/// A line for each rule.
#[must_use]
pub(super) fn render(findings: &Findings<'_>) -> String {
    let counted = counted(findings);
    let wide = |of: fn(&Counted<'_>) -> usize| counted.iter().map(of).max().unwrap_or_default();
    let numbers = wide(|one| one.count.to_string().len());
    let names = wide(|one| width(one.rule));
    let line = |one: &Counted<'_>| {
        let number = pad_left(&one.count.to_string(), numbers);
        let severity = pad(one.severity.as_str(), "warning".len());
        format!("{number}  {severity}  {}  {}\n", pad(&escape(one.rule), names), one.title)
    };
    let mut lines: String = counted.iter().map(line).collect();
    if !lines.is_empty() {
        lines.push('\n');
    }
    lines
}
