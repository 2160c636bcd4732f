//! Commands: the explanation of a rule.

use lsp_types::ExecuteCommandParams;
use serde_json::Value;

use crate::report::Screen;
use crate::report::rules::rule::explain;
use crate::rules::RuleSet;

/// The command that explains the rule of its one argument.
pub(in crate::lsp) const EXPLAIN: &str = "daemonlint.explain";

/// The explanation, as `daemonlint explain` prints it; the server shows it as well.
pub(super) fn answer(params: &ExecuteCommandParams) -> Option<Value> {
    explanation(params).map(Value::String)
}

/// What a command asks to be explained.
pub(in crate::lsp) fn explanation(params: &ExecuteCommandParams) -> Option<String> {
    if params.command != EXPLAIN {
        return None;
    }
    let rule = params.arguments.first()?.as_str()?;
    let rules = RuleSet::built_in();
    let meta = &rules.find(rule)?.meta;
    Some(explain(meta, &meta.text().ok()?, &Screen::default()))
}
