//! What a plan is held against, DaemonSet by DaemonSet.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::path::Path;

use super::{Before, Placed};
use crate::diagnostic::ObjectId;
use crate::inventory::ix::Ix;
use crate::kubernetes::names::namespace_or_default;
use crate::manifest::{Counterparts, Manifest, Reading};
use crate::planner::DaemonSetIx;
use crate::planner::change::Updates;
use crate::rules::refused_update;

/// What a plan is held against, beside it.
pub(super) fn before<'a>(placed: Placed<'a>, now: &Placed<'a>) -> Before<'a> {
    let (old, new) = (&placed.sources.workspace, &now.sources.workspace);
    let counterparts = Counterparts::new(old, new, false);
    let places: BTreeMap<ObjectId, DaemonSetIx> = placed
        .fleet
        .daemon_sets
        .places()
        .zip(old.daemon_sets())
        .map(|(place, (manifest, _))| (manifest.id(), place))
        .collect();
    let mut before =
        Before { placed, updates: Updates::default(), objections: Vec::new(), left: Vec::new() };
    let unread_before = Unread::of(before.placed.sources);
    // Where the manifests are the same, only nodes are compared.
    let updates_any = !std::ptr::eq(before.placed.sources, now.sources);
    for ((manifest, _), &refused) in new.daemon_sets().zip(now.refused.iter()) {
        let old = counterparts.updated_by(manifest);
        let objections = old
            .filter(|_| updates_any)
            .map(|old: &Manifest| refused_update(old, manifest))
            .unwrap_or_default();
        let place = match updates_any {
            true => old.and_then(|old| places.get(&old.id()).copied()),
            false => places.get(&manifest.id()).copied(),
        };
        before.updates.of.push(place);
        if updates_any && place.is_none() && unread_before.hides(manifest) {
            before.updates.unread.0.insert(DaemonSetIx::new(before.updates.of.len() - 1));
        }
        before.updates.refused.push(updates_any && (refused || !objections.is_empty()));
        before.objections.push(objections);
        let left = counterparts.left_by(manifest);
        let left_at = left.and_then(|left| places.get(&left.id()).copied());
        before.updates.left.extend(left_at);
        before.left.push(left.map(|left| left.namespace().to_owned()));
    }
    if updates_any {
        let updated: BTreeSet<DaemonSetIx> = before.updates.of.iter().copied().flatten().collect();
        let unread_now = Unread::of(now.sources);
        let gone = old.daemon_sets().filter_map(|(manifest, _)| {
            let place = places.get(&manifest.id()).filter(|place| !updated.contains(place))?;
            unread_now.hides(manifest).then_some(*place)
        });
        before.updates.unread.1.extend(gone);
    }
    before
}

/// What of one state can't be read: a DaemonSet of the other that seems to have no counterpart may
/// have it there.
struct Unread {
    /// The names of DaemonSets that can't be read, with their namespaces.
    names: BTreeSet<(String, String)>,
    /// The names of files of which not even that is known.
    files: BTreeSet<OsString>,
}

impl Unread {
    fn of(sources: &Reading) -> Self {
        let mut unread = Self { names: BTreeSet::new(), files: BTreeSet::new() };
        let file_name = |path: &str| Path::new(path).file_name().map(OsStr::to_owned);
        for found in sources.unplaced() {
            match &found.object {
                Some(object) if !object.name.is_empty() => {
                    let namespace = namespace_or_default(object.namespace.as_deref());
                    unread.names.insert((namespace.to_owned(), object.name.clone()));
                }
                _ => unread.files.extend(file_name(found.file.name())),
            }
        }
        let paths = sources.failures.iter().filter_map(|failure| failure.split(": ").next());
        unread.files.extend(paths.filter_map(file_name));
        unread
    }

    fn hides(&self, manifest: &Manifest) -> bool {
        let object = manifest.object_ref();
        self.names.contains(&(manifest.namespace().to_owned(), object.name.clone()))
            || Path::new(manifest.file().name())
                .file_name()
                .is_some_and(|file| self.files.contains(file))
    }
}
