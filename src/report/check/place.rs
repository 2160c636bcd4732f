//! Where a finding stands for programs that look into the repository: what was rendered lies nowhere
//! there, but what it was rendered from does.

use super::fingerprint::path;
use crate::diagnostic::Diagnostic;
use crate::source::SourceFile;
use crate::source::file::Position;

/// A place in a file of the repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The file, from the folder that the program runs in, with slashes.
    pub file: String,
    /// Where it begins.
    pub start: Position,
    /// Where it ends.
    pub end: Position,
}

impl Place {
    /// The place of a finding; of what was rendered, the template's first line, since no line of a
    /// template is one of what it renders to.
    pub(super) fn of(found: &Diagnostic) -> Self {
        let span = found.primary.span;
        let file = &*found.file;
        match made_from(file, span.start) {
            Some(file) => {
                let first = Position { line: 1, column: 1, byte: 0 };
                Self { file: path(&file), start: first, end: first }
            }
            None => Self {
                file: path(file.name()),
                start: file.positions(span).0,
                end: file.positions(span).1,
            },
        }
    }
}

/// The file of a finding as it is shown, or what it was rendered from.
pub(super) fn shown(found: &Diagnostic) -> String {
    let rendered = made_from(&found.file, found.primary.span.start);
    rendered.unwrap_or_else(|| found.file.name().to_owned())
}

/// What is said after a message where the line is one of what Helm made from a template.
pub(super) fn origin(found: &Diagnostic) -> String {
    let byte = found.primary.span.start;
    let line = || found.file.position(byte).line;
    match (found.file.template_at(byte), found.file.rendered()) {
        (Some(template), None) => format!(" (from {template})"),
        (Some(template), Some(_)) => {
            format!(" (from {template}, line {} of what {} renders to)", line(), found.file.name())
        }
        (None, Some(_)) => format!(" (line {} of what {} renders to)", line(), found.file.name()),
        (None, None) => String::new(),
    }
}

/// The file of the repository that a byte of a rendered text comes from.
fn made_from(file: &SourceFile, byte: u32) -> Option<String> {
    file.origin_at(byte).map(|path| path.display().to_string())
}
