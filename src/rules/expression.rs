//! Where in a file an expression is wrong.

use crate::source::{SourceFile, Span};

/// The word at a byte of an expression that is written in a span of a file, if the text has that
/// line as it is.
pub(super) fn word_at(file: &SourceFile, span: Span, expression: &str, at: usize) -> Option<Span> {
    let before = expression.get(..at)?;
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    let line = expression.get(line_start..)?.lines().next()?;
    let found = file.slice(span).find(line)?;
    let (before, rest) = line.split_at_checked(at - line_start)?;
    let is_other = |c: char| !(c.is_alphanumeric() || c == '_');
    // A call stands at its bracket, a field at its dot: what is meant is the name beside it.
    let (from, to) = if rest.starts_with('(') {
        (before.rfind(is_other).map_or(0, |end| end + 1), before.len())
    } else {
        let name = rest.trim_start_matches(['.', '?']);
        let from = line.len() - name.len();
        (from, from + name.find(is_other).unwrap_or(name.len()).max(1))
    };
    let start = usize::try_from(span.start).ok()? + found;
    Some(Span::new(u32::try_from(start + from).ok()?, u32::try_from(start + to).ok()?))
}
