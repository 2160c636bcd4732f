//! Files of other tools that have a `kind` or an `apiVersion` too, and are nothing that a cluster
//! could take.

use std::path::Path;

use super::schema::lookup::versions;
use super::unknown_kind::is_nearly_daemon_set;
use crate::yaml::{Document, Entry, Kind, NodeId};

/// The keys that an object of Kubernetes' own kinds can have at its top, beside `apiVersion` and
/// `kind`.
const TOP: [&str; 14] = [
    "metadata",
    "spec",
    "status",
    "data",
    "binaryData",
    "stringData",
    "type",
    "immutable",
    "rules",
    "roleRef",
    "subjects",
    "secrets",
    "imagePullSecrets",
    "items",
];

/// Whether this is another tool's file: one without an `apiVersion` whose kind Kubernetes doesn't
/// have, one without a `kind` whose keys no object has, or a kubeconfig.
pub(super) fn is_foreign(document: &Document, node: NodeId) -> bool {
    let known = |kind| versions(kind).next().is_some() || is_nearly_daemon_set(kind);
    let text = |key| document.get(node, key).and_then(|value| document.as_str(value));
    let is_like = |entry: &Entry, key: &str| document.key(entry).eq_ignore_ascii_case(key);
    let has = |key| document.entries(node).iter().any(|entry| is_like(entry, key));
    if !(has("metadata") || has("spec")) {
        // Too little to be taken for an object, but for a kubeconfig.
        let is_config = (text("apiVersion"), text("kind")) == (Some("v1"), Some("Config"));
        return is_config && (has("clusters") || has("contexts") || has("users"));
    }
    match (text("apiVersion"), text("kind")) {
        (None, Some(kind)) if !has("apiVersion") => !known(kind),
        (Some(_), None) if !has("kind") => document.entries(node).iter().any(|entry| {
            let key = document.key(entry);
            key != "apiVersion" && !TOP.contains(&key)
        }),
        _ => false,
    }
}

/// Whether an object only names another that is to be deleted: OpenShift does it at an update,
/// `kubectl delete -f` where the file is called so. Nobody applies it.
pub(super) fn is_to_be_deleted(document: &Document, node: NodeId, file: &str) -> bool {
    let path = ["metadata", "annotations", "release.openshift.io/delete"];
    let mark = path.iter().try_fold(node, |node, key| document.get(node, key));
    let is_marked = mark.and_then(|mark| document.as_str(mark)) == Some("true");
    let is_so_called = || {
        let stem = Path::new(file).file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let mut words = stem.split(|c: char| !c.is_alphanumeric());
        words.any(|word| matches!(word, "delete" | "remove" | "cleanup"))
    };
    let only_names = document
        .entries(node)
        .iter()
        .all(|entry| matches!(document.key(entry), "apiVersion" | "kind" | "metadata"));
    is_marked || only_names && is_so_called()
}

/// Whether all that a document holds is encrypted: SOPS leaves its own block beside what it has
/// encrypted, and sometimes even the kind is.
pub(super) fn is_encrypted(document: &Document, root: NodeId) -> bool {
    let is_sealed = |key| {
        let value = document.get(root, key).and_then(|value| document.as_str(value));
        value.is_some_and(is_sealed)
    };
    let names = ["apiVersion", "kind"];
    names.iter().any(|key| is_sealed(key))
        || sops_block(document, root).is_some()
            && names.iter().all(|key| document.get(root, key).is_none())
        || document.as_str(root).is_some_and(|text| text.starts_with("$ANSIBLE_VAULT;"))
}

/// The block that SOPS leaves in what it encrypts.
pub(super) fn sops_block(document: &Document, node: NodeId) -> Option<NodeId> {
    let block = document.get(node, "sops")?;
    let is_block = document.kind(block) == Kind::Mapping
        && ["mac", "version", "lastmodified"].iter().any(|key| document.get(block, key).is_some());
    is_block.then_some(block)
}

/// Whether a text is a value that SOPS has encrypted.
pub(super) fn is_sealed(text: &str) -> bool {
    text.starts_with("ENC[") && text.ends_with(']')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;
    use crate::yaml::parse_document;

    fn read(text: &str) -> Document {
        parse_document(&SourceFile::new("test.yaml", text)).unwrap()
    }

    fn foreign(text: &str) -> bool {
        let document = read(text);
        is_foreign(&document, document.root())
    }

    #[test]
    fn what_has_a_kind_need_not_be_an_object() {
        assert!(foreign("kind: user\nversion: v2\nmetadata: {name: a}\nspec: {}\n"));
        assert!(foreign("apiVersion: v1\nbaseDomain: a.example\nmetadata: {name: a}\n"));
        assert!(foreign("apiVersion: v1\nkind: Config\nclusters: []\n"));
        assert!(!foreign("apiVersion: v1\nKind: Config\nmetadata: {name: a}\n"));
        assert!(!foreign("kind: DaemonSet\nmetadata: {name: a}\n"));
        assert!(!foreign("apiVersion: apps/v1\nmetadata: {name: a}\nspec: {}\n"));
        assert!(!foreign("apiVersion: a.example/v1\nkind: user\nmetadata: {name: a}\n"));
        let marked = read("metadata: {annotations: {release.openshift.io/delete: 'true'}}\n");
        assert!(is_to_be_deleted(&marked, marked.root(), "a.yaml"));
        let named = read("apiVersion: v1\nkind: Service\nmetadata: {name: a}\n");
        assert!(is_to_be_deleted(&named, named.root(), "b/kubectl-delete.yaml"));
        assert!(!is_to_be_deleted(&named, named.root(), "delete/service.yaml"));
        let whole = read("apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {}\n");
        assert!(!is_to_be_deleted(&whole, whole.root(), "delete.yaml"));
    }

    #[test]
    fn what_is_encrypted_as_a_whole() {
        let encrypted = |text| {
            let document = read(text);
            is_encrypted(&document, document.root())
        };
        assert!(encrypted("token: ENC[AES256_GCM,data:x]\nsops: {mac: x, version: 3.9.1}\n"));
        assert!(encrypted("apiVersion: ENC[AES256_GCM,data:x]\nkind: ENC[AES256_GCM,data:x]\n"));
        assert!(encrypted("$ANSIBLE_VAULT;1.1;AES256\n6162\n"));
        assert!(!encrypted("apiVersion: v1\nkind: Secret\nsops: {mac: x}\n"));
        assert!(!encrypted("sops: true\n"));
    }
}
