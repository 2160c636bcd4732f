//! daemonlint: is this DaemonSet right, and where will it run?
//!
//! A [`Run`] is a value: what is asked, of which sources. Its answers are a [`Checked`] or a
//! [`Planned`], which the formats of the command line show.
//!
//! Inside, data flows one way. `source` finds and reads files, `yaml` turns text into trees whose
//! nodes know their bytes, `manifest` makes typed Kubernetes objects of them, `rules` hold
//! the objects against what Kubernetes and experience demand, `planner` asks where their pods
//! would run on the nodes of an `inventory`, and `report` shows what was found.
//! `kubernetes` has the semantics: pure functions on Kubernetes' own types. `words` has what
//! findings and reports say alike.

#![forbid(unsafe_code)]
// What nothing outside uses is seen to be unused only if it says that it stays inside.
#![warn(unreachable_pub)]
// The docs are read by who works inside: they may lead there.
#![allow(rustdoc::private_intra_doc_links)]

mod cli;
mod config;
mod diagnostic;
mod fix;
#[doc(hidden)]
pub mod internals;
mod inventory;
mod kubernetes;
mod lsp;
mod manifest;
mod pipeline;
mod planner;
mod project;
mod report;
mod rules;
mod source;
mod words;
mod yaml;

pub use cli::main;
pub use diagnostic::{Diagnostic, Severity};
pub use inventory::{Inventory, Loader};
pub use manifest::Reading;
pub use pipeline::{Against, Checked, Planned, Run};
pub use planner::Fleet;
pub use rules::{RuleSet, Selection};
pub use source::{SourceFile, Sources};
