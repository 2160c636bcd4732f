//! The text of the rule that found something.

use crate::diagnostic::Diagnostic;
use crate::rules::RuleSet;

/// What a rule says of what it found.
pub(super) fn about(found: &Diagnostic) -> Option<String> {
    let rules = RuleSet::built_in();
    let meta = &rules.find(&found.rule)?.meta;
    let text = meta.text().ok()?;
    let name = match &text.reference {
        Some(page) => format!("[{}]({page})", found.rule),
        None => format!("`{}`", found.rule),
    };
    Some(format!(
        "**{}** {name}: {}\n\n{}\n\n**What to write instead**\n\n{}",
        found.severity,
        text.title.trim(),
        text.why.trim(),
        text.fix.trim(),
    ))
}
