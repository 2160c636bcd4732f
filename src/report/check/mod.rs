//! Findings: one file a format.

mod findings;
pub mod json;
pub mod pretty;
pub mod short;
mod snippet;
pub mod summary;

pub use findings::Findings;

use crate::report::shared::format;
use crate::report::shared::screen::Screen;

/// A format of `check`.
pub type Format = format::Format<fn(&Findings<'_>, &Screen) -> String>;

/// The formats, in the order in which they are listed: the first is the default.
pub static FORMATS: [Format; 3] = [pretty::FORMAT, short::FORMAT, json::FORMAT];

/// Renders findings for those who read the format.
#[must_use]
pub fn render(format: &Format, findings: &Findings<'_>, screen: &Screen) -> String {
    (format.render)(&findings.told_to(format.audience), screen)
}
