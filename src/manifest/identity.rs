//! What a tree says that it is: its apiVersion and kind, or that it is no Kubernetes object.
//!
//! Mirrors `SimpleMetaFactory.Interpret` of apimachinery's `runtime/serializer/json` and the kinds
//! that the API server has registered.

use super::refusal::Refusal;
use super::schema::Kind as Known;
use super::unknown_kind;
use crate::kubernetes::release::Version;
use crate::yaml::{Document, Kind, NodeId};

/// What a tree is.
#[derive(Clone, Debug)]
pub(super) enum Identity {
    /// Another tool's file.
    NotKubernetes,
    /// An object of this apiVersion and kind.
    Object {
        /// `apps/v1`.
        api_version: String,
        /// `DaemonSet`.
        kind: String,
    },
    /// An object that the API server can't take for any of its kinds.
    Refused(Refusal),
}

/// What the tree at a node says that it is, to a version of Kubernetes.
#[must_use]
pub(super) fn identify(document: &Document, node: NodeId, asked: Version) -> Identity {
    let [api_version, kind] = ["apiVersion", "kind"].map(|field| read(document, node, field));
    let looks_like_one = looks_like_an_object(document, node);
    match (&api_version, &kind) {
        (Said::Nothing, Said::Nothing) if !looks_like_a_workload(document, node) => {
            Identity::NotKubernetes
        }
        (Said::Nothing, _) | (_, Said::Nothing) if !looks_like_one => Identity::NotKubernetes,
        (Said::Other(value), _) => Identity::Refused(no_string(document, "apiVersion", *value)),
        (_, Said::Other(value)) => Identity::Refused(no_string(document, "kind", *value)),
        (Said::Text(version, at), Said::Text(kind, kind_at)) => {
            match unknown_kind::refusal(version, kind, asked) {
                None => Identity::Object {
                    api_version: (*version).to_owned(),
                    kind: (*kind).to_owned(),
                },
                Some(mut refusal) => {
                    let node = if refusal.field == "kind" { kind_at } else { at };
                    refusal.node = Some(*node);
                    Identity::Refused(refusal)
                }
            }
        }
        (_, Said::Nothing) => {
            Identity::Refused(missing("kind", &api_version, document, node, asked))
        }
        (Said::Nothing, _) => {
            Identity::Refused(missing("apiVersion", &kind, document, node, asked))
        }
    }
}

/// What stands in one of the two fields.
enum Said<'a> {
    /// No such key, null, or an empty string.
    Nothing,
    Text(&'a str, NodeId),
    /// Something else than a string.
    Other(NodeId),
}

/// Reads a field as Go's `encoding/json` does here, without regard to case: of several keys, JSON
/// written with sorted keys has the last one win.
fn read<'a>(document: &'a Document, node: NodeId, field: &str) -> Said<'a> {
    let mut keys: Vec<_> = document
        .entries(node)
        .iter()
        .filter(|entry| folds_to(document.key(entry), field) && !document.is_null(entry.value))
        .collect();
    keys.sort_by(|a, b| document.key(a).cmp(document.key(b)));
    if let Some(wrong) = keys.iter().find(|entry| document.kind(entry.value) != Kind::String) {
        return Said::Other(wrong.value);
    }
    let Some(last) = keys.last() else { return Said::Nothing };
    match document.as_str(last.value) {
        None | Some("") => Said::Nothing,
        Some(text) => Said::Text(text, last.value),
    }
}

/// Whether a key is a field's name but for case. Unicode folds two more letters into ASCII: the
/// long s, and the Kelvin sign.
fn folds_to(key: &str, field: &str) -> bool {
    let fold = |c: char| match c {
        'ſ' => 's',
        '\u{212a}' => 'k',
        c => c.to_ascii_lowercase(),
    };
    key.chars().map(fold).eq(field.chars().map(fold))
}

/// Whether there is more than a lone `kind` or `apiVersion`, which other tools have as well
/// (Helm's `Chart.yaml`, CI pipelines).
fn looks_like_an_object(document: &Document, node: NodeId) -> bool {
    ["metadata", "spec"].iter().any(|key| document.get(node, key).is_some())
}

/// Whether this can hardly be anything but a workload whose head was forgotten.
fn looks_like_a_workload(document: &Document, node: NodeId) -> bool {
    let spec = document.get(node, "spec");
    let template = spec.and_then(|spec| document.get(spec, "template"));
    document.get(node, "metadata").is_some() && template.is_some()
}

fn no_string(document: &Document, field: &'static str, node: NodeId) -> Refusal {
    let scalar = matches!(document.kind(node), Kind::Bool | Kind::Number);
    Refusal {
        field,
        node: Some(node),
        message: format!("`{field}` takes a string, not {}", document.kind(node).describe()),
        help: scalar.then(|| "if the word is meant, put it in quotes".to_owned()),
        meant: None,
    }
}

fn missing(
    field: &'static str,
    other: &Said<'_>,
    document: &Document,
    node: NodeId,
    asked: Version,
) -> Refusal {
    let other = match other {
        Said::Text(text, _) => *text,
        _ => "",
    };
    let meant = match field {
        "apiVersion" => unknown_kind::current(other, asked),
        _ => None,
    };
    let help = match (field, meant) {
        (_, Some(Known { api_version, kind, .. })) => {
            Some(format!("for a {kind}: apiVersion: {api_version}"))
        }
        ("kind", None) if other == "apps/v1" => Some("for a DaemonSet: kind: DaemonSet".to_owned()),
        _ => None,
    };
    // Without a kind, what only DaemonSets have tells them from other workloads.
    let strategy = document
        .get(node, "spec")
        .is_some_and(|spec| document.get(spec, "updateStrategy").is_some());
    let daemon_set = (strategy && field == "kind" || unknown_kind::is_nearly_daemon_set(other))
        .then(|| unknown_kind::current("DaemonSet", asked))
        .flatten();
    Refusal {
        field,
        node: None,
        message: format!("`{field}` is missing"),
        help,
        meant: meant.or(daemon_set),
    }
}
