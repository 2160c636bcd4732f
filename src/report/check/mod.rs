//! Findings: one file a format.

mod checkstyle;
mod findings;
mod fingerprint;
mod github;
mod gitlab;
pub mod json;
mod junit;
pub mod pretty;
mod sarif;
pub mod short;
mod snippet;
pub mod summary;

pub use findings::Findings;

use crate::report::shared::format;
use crate::report::shared::screen::Screen;

/// From findings to text.
pub type Render = fn(&Findings<'_>, &Screen) -> String;

/// A format of `check`.
pub type Format = format::Format<Render>;

/// The formats, in the order in which they are listed: the first is the default.
pub static FORMATS: [Format; 8] = [
    pretty::FORMAT,
    short::FORMAT,
    json::FORMAT,
    sarif::FORMAT,
    github::FORMAT,
    gitlab::FORMAT,
    junit::FORMAT,
    checkstyle::FORMAT,
];

/// Renders findings for those who read the format.
#[must_use]
pub fn render(format: &Format, findings: &Findings<'_>, screen: &Screen) -> String {
    (format.render)(&findings.told_to(format.audience), screen)
}
