//! Findings: one file a format.

mod checkstyle;
pub(crate) mod diff;
mod findings;
mod fingerprint;
pub(crate) mod fixed;
mod github;
mod gitlab;
mod html;
pub(crate) mod json;
mod junit;
mod markdown;
mod place;
pub(crate) mod pretty;
mod sarif;
pub(crate) mod short;
mod snippet;
mod statistics;
pub(crate) mod summary;
mod suppressed;

pub use findings::Findings;

use std::io;

use crate::report::shared::format;
use crate::report::shared::screen::Screen;

/// From findings to text, written as it is made.
pub(crate) type Render = fn(&Findings<'_>, &Screen, &mut dyn io::Write) -> io::Result<()>;

/// A format of `check`.
pub(crate) type Format = format::Format<Render>;

/// The formats, in the order in which they are listed: the first is the default.
pub static FORMATS: [Format; 10] = [
    pretty::FORMAT,
    short::FORMAT,
    json::FORMAT,
    sarif::FORMAT,
    github::FORMAT,
    gitlab::FORMAT,
    junit::FORMAT,
    checkstyle::FORMAT,
    markdown::FORMAT,
    html::FORMAT,
];

/// Writes findings for those who read the format.
///
/// # Errors
/// When the writer refuses.
pub(crate) fn write(
    format: &Format,
    findings: &Findings<'_>,
    screen: &Screen,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    (format.render)(&findings.told_to(format.audience), screen, out)
}

/// The same as one text.
#[must_use]
pub fn render(format: &Format, findings: &Findings<'_>, screen: &Screen) -> String {
    let mut text = Vec::new();
    // Writing to a list of bytes can't fail.
    let _ = write(format, findings, screen, &mut text);
    String::from_utf8(text).unwrap_or_default()
}
