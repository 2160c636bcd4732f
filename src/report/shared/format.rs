//! A format of a report, as an entry of a list.

/// Who reads a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// They want to be told once what is wrong, by the rule that says it best.
    People,
    /// They want all that there is, and choose for themselves.
    Programs,
}

/// A format, with the function that renders it.
#[derive(Clone, Copy, Debug)]
pub struct Format<R> {
    /// What `--format` and `--output` call it.
    pub name: &'static str,
    /// What it is, in a line.
    pub about: &'static str,
    /// Who reads it.
    pub audience: Audience,
    /// Whether it is read on a screen, where the closing lines stand below it.
    pub on_screen: bool,
    /// From values to text.
    pub render: R,
}

/// The format of a name.
#[must_use]
pub(crate) fn find<'f, R>(formats: &'f [Format<R>], name: &str) -> Option<&'f Format<R>> {
    formats.iter().find(|format| format.name == name)
}
