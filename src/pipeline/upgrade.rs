//! What changes for manifests where a cluster goes from one version of Kubernetes to another.

use std::collections::{BTreeMap, HashSet};

use super::{Checked, Placed, Run};
use crate::diagnostic::{Diagnostic, ObjectId, RuleId, Severity, sort};
use crate::inventory::ix::{Ix, IxVec};
use crate::kubernetes::field::{CompactPath, Reason};
use crate::kubernetes::release::Version;
use crate::manifest::{Manifest, Reading, admission};
use crate::planner::DaemonSetIx;
use crate::planner::change::{self, Changes};

/// The rule of fields that a version takes and doesn't keep.
const DROPPED: &str = "field-dropped";

/// What a finding is known by in both versions: its words may name either.
type Key = (RuleId, Option<ObjectId>, CompactPath, Option<Reason>);

fn key(found: &Diagnostic) -> Key {
    (found.rule.clone(), found.id(), found.route.clone(), found.reason)
}

/// What a run over the same texts finds at a later version and not at the one before: what is newly
/// refused, warned of or dropped. What the later version takes or honours for the first time is told
/// as info.
#[must_use]
pub(crate) fn upgrade<'a>(
    before: &Run<'_>,
    after: &Run<'a>,
    from: Version,
    to: Version,
) -> Checked<'a> {
    let (old, mut new) = (before.check(), after.check());
    let known: HashSet<Key> = old.diagnostics.iter().map(key).collect();
    let found: HashSet<Key> = new.diagnostics.iter().map(key).collect();
    // Of an object that can't be read any more, nothing gets better.
    let lost: HashSet<Option<ObjectId>> = new
        .diagnostics
        .iter()
        .filter(|found| found.rule == admission::DECODE)
        .map(Diagnostic::id)
        .collect();
    let gone =
        old.diagnostics.iter().filter(|f| !found.contains(&key(f)) && !lost.contains(&f.id()));
    let better: Vec<Diagnostic> = gone.filter_map(|found| better(found, (from, to))).collect();
    new.diagnostics.retain(|found| !known.contains(&key(found)));
    let kept = kept(before.sources, after.sources);
    for found in &mut new.diagnostics {
        found.message = format!("from {to} on: {}", found.message).into();
        stored(found, &kept);
    }
    new.diagnostics.extend(better);
    sort(&mut new.diagnostics);
    new
}

/// Where the DaemonSets go under two versions.
#[derive(Debug)]
pub(crate) struct PlannedUpgrade<'a> {
    /// Where they go under the version before.
    pub before: Placed<'a>,
    /// Where they go under the later one.
    pub after: Placed<'a>,
    /// What that changes.
    pub changes: Changes,
}

/// Where the same DaemonSets go under two versions; none without nodes.
#[must_use]
pub(crate) fn plan_upgrade<'a>(before: &Run<'a>, after: &Run<'a>) -> Option<PlannedUpgrade<'a>> {
    let (before, after) = (before.plan()?.now, after.plan()?.now);
    let places: BTreeMap<ObjectId, DaemonSetIx> = before
        .fleet
        .daemon_sets
        .places()
        .zip(before.sources.workspace.daemon_sets())
        .map(|(place, (manifest, _))| (manifest.id(), place))
        .collect();
    let was: IxVec<DaemonSetIx, Option<DaemonSetIx>> = after
        .sources
        .workspace
        .daemon_sets()
        .map(|(manifest, _)| places.get(&manifest.id()).copied())
        .collect();
    let refused_before =
        |place: &DaemonSetIx| before.refused.get(place.index()).copied().unwrap_or_default();
    let refused: IxVec<DaemonSetIx, bool> = after
        .refused
        .iter()
        .zip(was.iter())
        .map(|(refused, was)| *refused && was.as_ref().is_some_and(|was| !refused_before(was)))
        .collect();
    let changes = change::upgrade(&before.fleet, &after.fleet, &was, &refused);
    Some(PlannedUpgrade { before, after, changes })
}

/// What the later version takes or honours for the first time.
fn better(found: &Diagnostic, (before, after): (Version, Version)) -> Option<Diagnostic> {
    let message = match &*found.rule {
        DROPPED => {
            format!("Kubernetes {after} keeps this field, which {before} drops without a word")
        }
        admission::DECODE | admission::STRICT | admission::INVALID
            if found.severity == Severity::Error =>
        {
            format!("Kubernetes {after} takes what {before} refuses: {}", found.message)
        }
        _ => return None,
    };
    let help = (found.rule == DROPPED)
        .then(|| "it takes effect with the upgrade: see that it says what is meant".into());
    let (severity, message) = (Severity::Info, message.into());
    let mut better = found.clone();
    (better.severity, better.message, better.help) = (severity, message, help);
    better.drop_fixes();
    Some(better)
}

/// Of each object that the earlier version stores, what the later one refuses of it on update.
fn kept(before: &Reading, after: &Reading) -> BTreeMap<ObjectId, Vec<(CompactPath, Reason)>> {
    let old: BTreeMap<ObjectId, &Manifest> =
        before.workspace.manifests().map(|manifest| (manifest.id(), manifest)).collect();
    let readable = after.workspace.manifests().filter(|manifest| manifest.is_readable());
    let stored = readable.filter_map(|new| {
        let old = old.get(&new.id()).filter(|old| old.is_readable())?;
        // What was never stored can't be updated either.
        let is_stored = old.errors().next().is_none() && new.errors().next().is_some();
        is_stored.then(|| {
            let errors = new.validate_update(old).0;
            (new.id(), errors.into_iter().map(|error| (error.path.into(), error.reason)).collect())
        })
    });
    stored.collect()
}

/// Says what becomes of an object that is stored already.
fn stored(found: &mut Diagnostic, kept: &BTreeMap<ObjectId, Vec<(CompactPath, Reason)>>) {
    let Some(errors) = found.id().and_then(|id| kept.get(&id)) else { return };
    if found.rule != admission::INVALID {
        return;
    }
    let is_refused =
        errors.iter().any(|(path, reason)| *path == found.route && Some(*reason) == found.reason);
    let said = if is_refused {
        "what is stored already can't be changed any more, not even its labels: mend it before the \
         upgrade"
    } else {
        "what is stored already may keep it; new objects may not have it"
    };
    found.help = Some(match found.help.take() {
        Some(help) => format!("{help}; {said}").into(),
        None => said.into(),
    });
}
