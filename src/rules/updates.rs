//! What the API server would refuse as updates of the old manifests.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::manifest::{Counterparts, Manifest, Workspace, admission};

/// What the API server would refuse as updates: findings at the new manifests' fields that a
/// create of them alone would not have.
pub(super) fn refused(updates: &Counterparts<'_>, new: &Workspace) -> Vec<Diagnostic> {
    let all = new.daemon_sets().filter_map(|(new, _)| Some((updates.updated_by(new)?, new)));
    all.flat_map(|(old, new)| refused_update(old, new)).collect()
}

/// What the API server would refuse where a DaemonSet replaces an old one, and would take of it
/// alone.
pub(crate) fn refused_update(old: &Manifest, new: &Manifest) -> Vec<Diagnostic> {
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
