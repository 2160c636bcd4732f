//! What a project asks for, by its configs: which files are read, which rules run, on which nodes.

pub(crate) mod cluster;
mod configs;
mod elsewhere;
mod expected;
pub(crate) mod inventory;
pub(crate) mod kubernetes;
pub(crate) mod rules;
mod selection;

pub(crate) use configs::Configs;
pub(crate) use elsewhere::{Apart, Named};
pub(crate) use expected::about_nobody;
pub(crate) use selection::{Before, Chosen, SelectionError, expected, select};
