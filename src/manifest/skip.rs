//! What was read and is no Kubernetes object of its own, or none that can be looked at.

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
    /// A patch that kustomize lays over an object: nobody applies it as it stands.
    KustomizePatch,
    /// What kustomize builds from: a kustomization, a component, a transformer.
    Kustomization,
    /// What kustomize's generators and charts take in: data, and no object.
    KustomizeData,
    /// A Helm template: no manifest until it is rendered.
    HelmTemplate,
    /// A template of another tool.
    OtherTemplate,
    /// It lies in a folder of data for tests, and nobody named it.
    TestData,
    /// What a test tool (chainsaw, kuttl) holds a cluster's objects against.
    TestAssertion,
    /// Encrypted as a whole.
    Encrypted,
    /// Another tool's file, though it has a `kind` or an `apiVersion`.
    OtherTool,
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
            (Self::KustomizePatch, 1) => "kustomize patch",
            (Self::KustomizePatch, _) => "kustomize patches",
            (Self::Kustomization, 1) => "kustomization",
            (Self::Kustomization, _) => "kustomizations",
            (Self::KustomizeData, 1) => "file of a kustomize generator",
            (Self::KustomizeData, _) => "files of kustomize generators",
            (Self::HelmTemplate, 1) => "Helm template",
            (Self::HelmTemplate, _) => "Helm templates",
            (Self::OtherTemplate, 1) => "other template",
            (Self::OtherTemplate, _) => "other templates",
            (Self::TestData, 1) => "file of test data",
            (Self::TestData, _) => "files of test data",
            (Self::TestAssertion, 1) => "test assertion",
            (Self::TestAssertion, _) => "test assertions",
            (Self::Encrypted, _) => "encrypted",
            (Self::OtherTool, _) => "of other tools",
            (Self::NotKubernetes, _) => "without apiVersion and kind",
            (Self::Unreadable, _) => "neither YAML nor JSON",
            (Self::Inventory, 1) => "inventory",
            (Self::Inventory, _) => "inventories",
            (Self::Empty, _) => "empty",
        }
    }

    /// The word for programs, which stays.
    #[must_use]
    pub const fn reason(self) -> &'static str {
        match self {
            Self::KustomizePatch => "kustomize patch",
            Self::Kustomization => "kustomization",
            Self::KustomizeData => "kustomize generator data",
            Self::HelmTemplate => "helm template",
            Self::OtherTemplate => "other template",
            Self::TestData => "test data",
            Self::TestAssertion => "test assertion",
            Self::Encrypted => "encrypted",
            Self::OtherTool => "other tool",
            Self::NotKubernetes => "not kubernetes",
            Self::Unreadable => "unreadable",
            Self::Inventory => "inventory",
            Self::Empty => "empty",
        }
    }

    /// What to run or to write instead, where something can be checked after all.
    #[must_use]
    pub const fn instead(self) -> Option<&'static str> {
        match self {
            Self::KustomizePatch => Some("kustomize build DIR | daemonlint check -"),
            Self::HelmTemplate => Some("helm template CHART | daemonlint check -"),
            Self::TestData => Some("name them or their folder, or --no-exclude"),
            _ => None,
        }
    }
}
