//! Names of objects of the workspace.

use lsp_types::CompletionItemKind;

use super::super::definition::kind_named_at;
use super::{Asked, Offer};

/// Priority classes that every cluster has.
const PRIORITIES: [&str; 2] = ["system-cluster-critical", "system-node-critical"];

/// The names of objects of the kind that the field names.
pub(super) fn offers(asked: &Asked<'_>) -> Vec<Offer> {
    let (Some(kind), Some(project)) = (kind_named_at(&asked.way()), asked.project) else {
        return Vec::new();
    };
    let objects = project.reading.workspace.manifests().map(|manifest| manifest.object_ref());
    let mut names: Vec<(&str, Option<&str>)> = objects
        .filter(|object| object.kind == kind && !object.name.is_empty())
        .map(|object| (object.name.as_str(), object.namespace.as_deref()))
        .collect();
    if kind == "PriorityClass" {
        names.extend(PRIORITIES.map(|name| (name, None)));
    }
    names.sort_unstable();
    names.dedup();
    let offer = |(name, namespace): (&str, Option<&str>)| {
        let of = namespace.map(|namespace| format!(" of {namespace}")).unwrap_or_default();
        Offer::new(name, CompletionItemKind::REFERENCE).told(format!("{kind}{of}"))
    };
    names.into_iter().map(offer).collect()
}
