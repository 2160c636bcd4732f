//! Plans: one file or folder a format.

pub mod capacity;
pub mod change;
pub mod html;
pub mod json;
pub mod markdown;
pub mod matrix;
pub mod overhead;
pub mod table;
pub mod view;
pub mod why;

use crate::report::shared::format;
use crate::report::shared::screen::Screen;
use change::Comparison;
use view::View;

/// What all formats of a plan are made from.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// The plan.
    pub view: &'a View<'a>,
    /// What changed, where it was compared.
    pub comparison: Option<&'a Comparison<'a>>,
    /// Whether it is about what the DaemonSets take together, more than about their nodes.
    pub capacity: bool,
    /// Whether nothing is left out for brevity.
    pub verbose: bool,
}

/// How a plan is rendered.
#[derive(Clone, Copy, Debug)]
pub struct Rendering {
    /// Whether it shows rollouts and what the DaemonSets take together without being asked.
    pub whole: bool,
    /// From values to text.
    pub render: fn(&Shown<'_>, &Screen) -> String,
}

/// A format of `plan`.
pub type Format = format::Format<Rendering>;

/// The formats, in the order in which they are listed: the first is the default.
pub static FORMATS: [Format; 5] =
    [table::FORMAT, matrix::FORMAT, json::FORMAT, markdown::FORMAT, html::FORMAT];
