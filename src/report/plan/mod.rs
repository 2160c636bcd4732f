//! Plans: one file or folder a format.

pub(crate) mod capacity;
pub(crate) mod change;
pub(crate) mod html;
pub(crate) mod json;
pub(crate) mod markdown;
pub(crate) mod matrix;
pub(crate) mod table;
mod told;
pub(crate) mod view;
pub(crate) mod why;

use std::io;

use crate::report::shared::format;
use crate::report::shared::screen::Screen;
use change::Comparison;
pub(crate) use told::Upgraded;
pub use told::{Asked, Told};
use view::View;

/// What all formats of a plan are made from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shown<'a> {
    /// The plan.
    pub view: &'a View<'a>,
    /// What changed, where it was compared.
    pub comparison: Option<&'a Comparison<'a>>,
    /// Whether it is about what the DaemonSets take together, more than about their nodes.
    pub capacity: bool,
    /// Whether nothing is left out for brevity.
    pub verbose: bool,
    /// Whether programs get classes of nodes instead of each node.
    pub compact: bool,
}

/// How a plan is rendered.
#[derive(Clone, Copy, Debug)]
pub struct Rendering {
    /// Whether it shows rollouts and what the DaemonSets take together without being asked.
    pub(crate) whole: bool,
    /// From values to text, written as it is made.
    pub(crate) write: fn(&Shown<'_>, &Screen, &mut dyn io::Write) -> io::Result<()>,
}

/// A format of `plan`.
pub(crate) type Format = format::Format<Rendering>;

/// The formats, in the order in which they are listed: the first is the default.
pub static FORMATS: [Format; 5] =
    [table::FORMAT, matrix::FORMAT, json::FORMAT, markdown::FORMAT, html::FORMAT];
