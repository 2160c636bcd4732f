//! What was read and is no Kubernetes object, or none that can be looked at.

use std::sync::Arc;

use crate::source::{SourceFile, Span};

/// A document that was left out.
#[derive(Clone, Debug)]
pub struct Skipped {
    /// The file.
    pub file: Arc<SourceFile>,
    /// The document in the file's stream, from 0; none where the whole file was left out.
    pub document: Option<u32>,
    /// Its bytes.
    pub span: Span,
    /// Why.
    pub why: Why,
}

/// Why a document was left out. Ordered as a summary lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Why {
    /// A Helm template: no manifest until it is rendered.
    HelmTemplate,
    /// A template of another tool.
    OtherTemplate,
    /// Another tool's file: it has no `apiVersion` and `kind`.
    NotKubernetes,
    /// It is neither YAML nor JSON, and nothing in it looks like a Kubernetes object.
    Unreadable,
    /// An inventory in the short form: it is for `--nodes`, not for a cluster.
    Inventory,
    /// Nothing in it but comments and blank lines.
    Empty,
}

impl Why {
    /// The words for a summary, after a count: "3 Helm templates".
    #[must_use]
    pub const fn describe(self, count: usize) -> &'static str {
        match (self, count) {
            (Self::HelmTemplate, 1) => "Helm template",
            (Self::HelmTemplate, _) => "Helm templates",
            (Self::OtherTemplate, 1) => "other template",
            (Self::OtherTemplate, _) => "other templates",
            (Self::NotKubernetes, _) => "without apiVersion and kind",
            (Self::Unreadable, _) => "neither YAML nor JSON",
            (Self::Inventory, 1) => "inventory",
            (Self::Inventory, _) => "inventories",
            (Self::Empty, _) => "empty",
        }
    }
}
