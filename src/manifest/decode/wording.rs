//! What the words for all mistakes are made of.

use crate::kubernetes::field::{FieldPath, RoutePattern, Step};
use crate::source::Span;
use crate::yaml::edit::Change;

/// A mistake for a human.
#[derive(Clone, Debug)]
pub(crate) struct Words {
    /// What is wrong.
    pub message: String,
    /// What is to be seen at the place.
    pub label: String,
    /// What to do.
    pub help: Option<String>,
    /// Another place that belongs to it.
    pub other: Option<(Span, &'static str)>,
    /// A change that corrects it.
    pub correction: Option<Correction>,
    /// The field that was meant, where this one doesn't exist.
    pub meant: Option<RoutePattern>,
}

/// A change that corrects a mistake.
#[derive(Clone, Debug)]
pub(crate) struct Correction {
    /// What it does, in the imperative.
    pub title: String,
    /// Whether nothing else can have been meant.
    pub safe: bool,
    /// The changes.
    pub changes: Vec<Change>,
}

impl Words {
    pub(super) fn new(message: String, label: impl Into<String>, help: Option<String>) -> Self {
        Self { message, label: label.into(), help, other: None, correction: None, meant: None }
    }
}

/// The characters that a message quotes of a text.
pub(super) const MOST: usize = 64;

/// What a message may quote of a text: its first line, and not much of that.
pub(super) fn excerpt(text: &str) -> &str {
    let line = text.lines().next().unwrap_or_default();
    line.char_indices().nth(MOST).and_then(|(end, _)| line.get(..end)).unwrap_or(line)
}

/// The end of a path, as much of it as tells the field from others of its name: `containers[0]`,
/// `labels[app]`, `env[2].value`, `template.spec`.
pub(super) fn subject(path: &FieldPath) -> String {
    let steps = &path.0;
    let mut start = steps.iter().rposition(|step| matches!(step, Step::Field(_))).unwrap_or(0);
    let before = start.checked_sub(1).and_then(|index| steps.get(index));
    match (steps.get(start), before) {
        (_, Some(Step::Index(_))) => {
            let outer = steps.get(..start).unwrap_or_default();
            start = outer.iter().rposition(|step| matches!(step, Step::Field(_))).unwrap_or(0);
        }
        (Some(Step::Field(name)), Some(_)) if matches!(name.as_ref(), "spec" | "metadata") => {
            start -= 1;
        }
        _ => {}
    }
    FieldPath(steps.get(start..).unwrap_or_default().to_vec()).to_string()
}
