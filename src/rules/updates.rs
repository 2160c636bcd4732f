//! What the API server would refuse as updates of the old manifests.

use std::sync::Arc;

use k8s_openapi::api::apps::v1::DaemonSet;

use super::context::Against;
use crate::diagnostic::Diagnostic;
use crate::manifest::{Manifest, Workspace, admission};

/// What the API server would refuse as updates: findings at the new manifests' fields that a
/// create of them alone would not have.
pub(super) fn refused(old: Against<'_>, new: &Workspace) -> Vec<Diagnostic> {
    pairs(old, new).into_iter().flat_map(|(old, new)| refused_update(old, new)).collect()
}

/// The pairs of DaemonSets of the same namespace and name: old and new. Of two files that were
/// named, each with one DaemonSet, these are the pair whatever they are called: then a new name is
/// what the API server refuses.
fn pairs<'a>(old: Against<'a>, new: &'a Workspace) -> Vec<(&'a Manifest, &'a Manifest)> {
    let only = |workspace: &'a Workspace| {
        let mut all = workspace.daemon_sets().map(|(manifest, _)| manifest);
        all.next().filter(|_| all.next().is_none())
    };
    if let (true, Some(old), Some(new)) = (old.one_file_each, only(old.workspace), only(new)) {
        return vec![(old, new)];
    }
    let namesake = |manifest: &Manifest| {
        old.workspace.find::<DaemonSet>(manifest.namespace(), &manifest.object_ref().name)
    };
    let all = new.daemon_sets().map(|(manifest, _)| manifest);
    all.filter_map(|manifest| Some((namesake(manifest)?.0, manifest))).collect()
}

fn refused_update(old: &Manifest, new: &Manifest) -> Vec<Diagnostic> {
    let errors = new.validate_update(old);
    let on_create = admission::check(new);
    let known = |found: &Diagnostic| {
        on_create.iter().any(|other| (&other.route, other.reason) == (&found.route, found.reason))
    };
    errors
        .0
        .iter()
        .map(|error| {
            let was = old.span_of(error.place());
            admission::invalid(new, error).with_label_in(Arc::clone(old.file()), was, "the old one")
        })
        .filter(|found| !known(found))
        .collect()
}
