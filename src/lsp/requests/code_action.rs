//! What can be done about what was found: fixes, suppressions, explanations.

use lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, CodeActionResponse, Command,
    Diagnostic, DocumentChangeOperation, DocumentChanges, OneOf,
    OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextEdit, WorkspaceEdit,
};
use serde_json::json;

use super::execute_command::EXPLAIN;
use super::suppress::suppression;
use super::view::{Opened, View};
use crate::diagnostic::{self, Fix};
use crate::fix::apply;
use crate::lsp::findings::diagnostic;
use crate::source::{Edit, SourceFile, Span};
use crate::yaml::parse_stream;

/// All safe fixes of a document at once.
pub(in crate::lsp) const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.daemonlint");

pub(super) fn answer(view: &View<'_>, params: &CodeActionParams) -> Option<CodeActionResponse> {
    let opened = view.file(&params.text_document.uri)?;
    let asked = opened.lines.span(params.range);
    let only = params.context.only.as_deref();
    let mut actions = Vec::new();
    if wants(only, &CodeActionKind::QUICKFIX) {
        let found = opened.project.found.get(&opened.key).into_iter().flatten();
        let here = found.filter(|found| touches(found.primary.span, asked));
        for found in here {
            actions.extend(of_finding(view, &opened, found));
        }
    }
    if wants(only, &FIX_ALL) {
        actions.extend(fix_all(view, &opened));
    }
    if !view.client.actions {
        actions.retain(|action| action.command.is_some());
    }
    let plain = |action: CodeAction| match (&action.edit, action.command.clone()) {
        (None, Some(command)) if !view.client.actions => CodeActionOrCommand::Command(command),
        _ => CodeActionOrCommand::CodeAction(action),
    };
    Some(actions.into_iter().map(plain).collect())
}

/// Whether a kind of action is asked for: by its own name, or that of a kind around it.
fn wants(only: Option<&[CodeActionKind]>, kind: &CodeActionKind) -> bool {
    let is = |asked: &CodeActionKind| {
        let (asked, kind) = (asked.as_str(), kind.as_str());
        let rest = kind.strip_prefix(asked);
        rest.is_some_and(|rest| asked.is_empty() || rest.is_empty() || rest.starts_with('.'))
    };
    only.is_none_or(|only| only.iter().any(is))
}

/// Whether a range that is asked about, which may be a place between two characters, meets a span.
const fn touches(span: Span, asked: Span) -> bool {
    span.start <= asked.end && asked.start <= span.end
}

fn of_finding(
    view: &View<'_>,
    opened: &Opened<'_>,
    found: &diagnostic::Diagnostic,
) -> Vec<CodeAction> {
    let name = |file: &SourceFile| view.uri(file);
    let shown = diagnostic(found, &opened.lines, view.client, &name);
    let preferred = found.fixes.iter().position(|fix| fix.safe);
    let fixes = found.fixes.iter().enumerate().filter_map(|(place, fix)| {
        let edit = edit(view, opened, &fix.edits)?;
        let is_preferred = view.client.preferred && preferred == Some(place);
        let action = quick_fix(title(fix), &shown);
        Some(CodeAction { edit: Some(edit), is_preferred: is_preferred.then_some(true), ..action })
    });
    let is_enforced =
        opened.project.enforced.contains(&(opened.key.clone(), found.rule.to_string()));
    let suppress = if is_enforced { None } else { suppression(opened.file, found) };
    let suppress = suppress.and_then(|suppress| {
        let edit = edit(view, opened, &[suppress])?;
        let title = format!("Suppress {} here", found.rule);
        Some(CodeAction { edit: Some(edit), ..quick_fix(title, &shown) })
    });
    let title = format!("Explain {}", found.rule);
    let command = Command::new(title.clone(), EXPLAIN.to_owned(), Some(vec![json!(found.rule)]));
    let explain = CodeAction { command: Some(command), ..quick_fix(title, &shown) };
    fixes.chain(suppress).chain([explain]).collect()
}

fn quick_fix(title: String, shown: &Diagnostic) -> CodeAction {
    CodeAction {
        title,
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![shown.clone()]),
        ..CodeAction::default()
    }
}

/// A fix by what it does, as the first word of a line; what may change the meaning says so.
fn title(fix: &Fix) -> String {
    let mut letters = fix.title.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    let title: String = first.chain(letters).collect();
    if fix.safe { title } else { format!("{title} (unsafe: may change what it means)") }
}

/// All safe fixes of a file, as far as they go together.
fn fix_all(view: &View<'_>, opened: &Opened<'_>) -> Option<CodeAction> {
    let found = opened.project.found.get(&opened.key)?;
    let fixes = found.iter().filter_map(|found| found.chosen_fix(false));
    let fixed = apply(opened.file.text(), fixes);
    let change = difference(opened.file.text(), &fixed.text)?;
    let readable = |text: &str| -> Vec<bool> {
        parse_stream(&SourceFile::new("", text)).iter().map(Result::is_ok).collect()
    };
    if readable(&fixed.text) != readable(opened.file.text()) {
        return None;
    }
    Some(CodeAction {
        title: "Fix all that daemonlint can fix safely".to_owned(),
        kind: Some(FIX_ALL),
        edit: Some(edit(view, opened, &[change])?),
        ..CodeAction::default()
    })
}

/// The one edit that makes one text of another: what both begin and end with stays.
fn difference(before: &str, after: &str) -> Option<Edit> {
    if before == after {
        return None;
    }
    let same = before.char_indices().zip(after.chars()).find(|((_, a), b)| a != b);
    let start = same.map_or(before.len().min(after.len()), |((at, _), _)| at);
    let (old, new) = (before.get(start..)?, after.get(start..)?);
    let ends = old.chars().rev().zip(new.chars().rev()).take_while(|(a, b)| a == b);
    let tail: usize = ends.map(|(character, _)| character.len_utf8()).sum();
    let span = Span::new(start as u32, (before.len() - tail) as u32);
    Some(Edit::replace(span, new.get(..new.len() - tail)?))
}

/// Edits of a file, for the version of it that they were made for.
fn edit(view: &View<'_>, opened: &Opened<'_>, edits: &[Edit]) -> Option<WorkspaceEdit> {
    let uri = view.uri(opened.file)?;
    let edits = edits.iter().map(|edit| {
        let range = crate::lsp::findings::range(opened.file, &opened.lines, edit.span);
        TextEdit::new(range, edit.text.clone())
    });
    if !view.client.versioned_edits {
        #[allow(clippy::mutable_key_type, reason = "the protocol's own type")]
        let changes = [(uri, edits.collect())].into();
        return Some(WorkspaceEdit::new(changes));
    }
    let version = opened.buffer.map(|buffer| buffer.version);
    let document = TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier { uri, version },
        edits: edits.map(OneOf::Left).collect(),
    };
    let changes = DocumentChanges::Operations(vec![DocumentChangeOperation::Edit(document)]);
    Some(WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_replaced() {
        for (before, after) in
            [("abc", "axc"), ("aa", "a"), ("", "é"), ("é", "è"), ("xé\ny", "xè\ny")]
        {
            let change = difference(before, after).unwrap();
            assert_eq!(crate::source::edit::apply(before, [&change]), after);
        }
        assert_eq!(difference("a", "a"), None);
        assert_eq!(
            difference("ab\ncd\nef", "ab\ncX\nef"),
            Some(Edit::replace(Span::new(4, 5), "X"))
        );
    }

    #[test]
    fn kinds_are_asked_for_by_what_is_around_them() {
        let wants = |asked: &'static str| wants(Some(&[CodeActionKind::new(asked)]), &FIX_ALL);
        assert!(
            wants("source")
                && wants("source.fixAll")
                && wants("")
                && wants("source.fixAll.daemonlint")
        );
        assert!(!wants("source.fix") && !wants("quickfix") && !wants("source.fixAll.daemonlint.x"));
    }
}
