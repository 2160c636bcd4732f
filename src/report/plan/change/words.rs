//! Changes in words.

use super::Comparison;
use crate::inventory::NodeIx;
use crate::kubernetes::field::FieldPath;
use crate::kubernetes::release::Version;
use crate::planner::change::{Asks, DaemonSetChange, FieldChange, Group};
use crate::planner::{Placement, Reason};
use crate::report::plan::view::short;
use crate::report::shared::text::width;
use crate::words::amount::amount;
use crate::words::escape::escape;
use crate::words::{count, names, shown};

/// `namespace/name`.
#[must_use]
pub(crate) fn title(change: &DaemonSetChange) -> String {
    format!("{}/{}", change.namespace, change.name)
}

/// What happens to a DaemonSet, behind its name.
pub(super) fn headline(comparison: &Comparison<'_>, change: &DaemonSetChange) -> String {
    let running = comparison.planned(change).map_or(0, |one| one.placement.running());
    match (change.old, change.new) {
        (None, _) if change.unread => "not compared: the old one can't be read".to_owned(),
        (_, None) if change.unread => "not compared: the new one can't be read".to_owned(),
        (None, Some(_)) if change.refused => "new, and refused: no node gets a pod".to_owned(),
        (Some(_), Some(_)) if change.refused => {
            let pods = count(change.untouched.len(), "pod");
            let verb =
                if change.untouched.len() == 1 { "runs on as it is" } else { "run on as they are" };
            format!("refused: {pods} {verb}")
        }
        (None, _) => {
            let all = count(comparison.new.inventory.nodes.len(), "node");
            match &change.renamed {
                Some(from) => {
                    let from = escape(&from.other);
                    format!("renamed, was {from}: {running} of {all} get a pod")
                }
                None => format!("new: {running} of {all} get a pod"),
            }
        }
        (_, None) if change.left => {
            let pods = count(change.untouched.len(), "pod");
            format!("left behind: {pods} until it is deleted")
        }
        (_, None) if change.renamed.is_some() => {
            let to = change.renamed.as_ref().map(|to| escape(&to.other)).unwrap_or_default();
            format!("renamed to {to}: {} of the old name go", count(change.lost(), "pod"))
        }
        (_, None) => format!("removed: {} lose their pod", count(change.lost(), "node")),
        _ if change.is_quiet() => {
            let fields = if change.beside.is_empty() { "unchanged" } else { "no pod changes" };
            format!("{fields}: {}", count(running, "pod"))
        }
        _ if comparison.upgrade.is_some() => {
            let (gained, lost) = (DaemonSetChange::count(&change.gained), change.lost());
            match gained + lost {
                0 => format!("every pod keeps its place: {running}"),
                _ => format!("{gained} gained, {lost} lost: {running} with a place"),
            }
        }
        _ => {
            let (restarted, gained) =
                (change.restarted.len(), DaemonSetChange::count(&change.gained));
            let (lost, kept) = (change.lost(), kept(change.kept.len()));
            format!("update: {restarted} restarted, {gained} gained, {lost} lost{kept}")
        }
    }
}

/// What a new name comes to: to Kubernetes the two have nothing to do with each other.
pub(crate) fn renamed(change: &DaemonSetChange) -> Option<String> {
    let renamed = change.renamed.as_ref()?;
    let other = escape(&renamed.other);
    if change.new.is_none() {
        return Some(format!(
            "nothing deletes it but whoever applies these manifests, or kubectl delete daemonset \
             {} -n {}; {other} comes beside it",
            escape(&change.name),
            escape(&change.namespace),
        ));
    }
    let ports: Vec<String> =
        renamed.ports.iter().map(|(port, protocol)| format!("{port}/{protocol}")).collect();
    let until = match ports.as_slice() {
        [] => "start beside them, as far as there is room for both".to_owned(),
        [port] => format!("wait for host port {port} until the old ones are gone"),
        ports => {
            let ports = names(ports.iter().map(String::as_str), ports.len());
            format!("wait for the host ports {ports} until the old ones are gone")
        }
    };
    Some(format!(
        "a new name is a new DaemonSet, no rolling update: the pods of {other} go all at once when it \
         is deleted, and the new ones {until}"
    ))
}

/// What the pods ask of nodes from a version on.
pub(super) fn asks(change: &DaemonSetChange, (from, to): (Version, Version)) -> Option<String> {
    let said = change.asks.iter().map(|one| match one {
        Asks::Resource { name, before, after } => {
            let (before, after) = (amount(name, *before), amount(name, *after));
            format!("asks for {name} {after} ({before} in {from})")
        }
        Asks::HostPort { port, protocol, kept_free: true } => {
            format!("keeps host port {port}/{protocol} for itself (not in {from})")
        }
        Asks::HostPort { port, protocol, kept_free: false } => {
            format!("no longer keeps host port {port}/{protocol} for itself")
        }
    });
    let said: Vec<String> = said.collect();
    let said = escape(&said.join(", ")).into_owned();
    (!said.is_empty()).then(|| format!("from {to} on: {said}"))
}

/// How many nodes keep the old pod, behind other numbers.
pub(super) fn kept(number: usize) -> String {
    match number {
        0 => String::new(),
        1 => ", 1 keeps the old pod".to_owned(),
        number => format!(", {number} keep the old pod"),
    }
}

/// Why pods are replaced: what changes in their template, or that they are of one before the old one.
pub(super) fn template(changes: &[FieldChange]) -> String {
    match changes {
        [] => "the pods are of an older template".to_owned(),
        changes => format!("the pod template changes: {}", fields(changes)),
    }
}

/// The fields that change, and what they become.
pub(super) fn fields(changes: &[FieldChange]) -> String {
    let (shown, rest) = changes.split_at(shown(changes.len()));
    let mut said: Vec<String> = shown.iter().map(field).collect();
    if !rest.is_empty() {
        said.push(format!("and {} more", count(rest.len(), "field")));
    }
    said.join(", ")
}

fn field(change: &FieldChange) -> String {
    let path = short(&change.field);
    let said = match (&change.old, &change.new) {
        (Some(old), Some(new)) => {
            let (old, new) = apart(old, new);
            if width(old) + width(new) > LONG {
                format!("{path} differs")
            } else {
                format!("{path} {old} → {new}")
            }
        }
        (None, _) => format!("{path} is new"),
        (_, None) => format!("{path} is gone"),
    };
    escape(&said).into_owned()
}

/// Values wider than this together are not shown.
const LONG: usize = 72;

/// Two values without what they have in common before a tag: `registry/agent:1` and
/// `registry/agent:2` differ in `1` and `2`.
fn apart<'a>(old: &'a str, new: &'a str) -> (&'a str, &'a str) {
    match (old.rsplit_once(':'), new.rsplit_once(':')) {
        (Some((name, old_tag)), Some((new_name, new_tag)))
            if name == new_name && name.contains('/') =>
        {
            (old_tag, new_tag)
        }
        _ => (old, new),
    }
}

/// Why nodes gain a pod: what kept it off before, and what the change did about it.
pub(super) fn gained(
    comparison: &Comparison<'_>,
    change: &DaemonSetChange,
    group: &Group,
) -> Vec<String> {
    if change.old.is_none() {
        return Vec::new();
    }
    if group.moves {
        return vec![joins(group, "joins", "join")];
    }
    let Some(old) = change.old.and_then(|place| comparison.old.planned.get(place)) else {
        return Vec::new();
    };
    let mut said: Vec<String> =
        group.reasons.iter().map(|reason| format!("before: {}", old.words(reason))).collect();
    let field = group.field.as_ref().filter(|_| comparison.upgrade.is_none());
    if let (Some(first), Some(field)) = (said.first_mut(), field) {
        first.push_str(&format!("; now {}", escape(&short(field))));
    }
    said
}

/// Why nodes lose their pod, or have no room for one, each with the field that decides.
pub(super) fn lost_for<'g>(
    comparison: &Comparison<'_>,
    change: &DaemonSetChange,
    group: &'g Group,
) -> Vec<(String, Option<&'g FieldPath>)> {
    let Some(new) = change.new.and_then(|place| comparison.new.planned.get(place)) else {
        return vec![("the DaemonSet is removed".to_owned(), None)];
    };
    if group.moves && group.reasons.is_empty() {
        return vec![(joins(group, "leaves", "leave"), None)];
    }
    let nodes: Vec<NodeIx> = group.nodes.iter().filter_map(|node| node.new).collect();
    if group.reasons.is_empty() {
        let refusal = new.placement.refusal.iter();
        let said = refusal.flat_map(|refusal| {
            refusal.reasons.iter().map(|one| format!("{}: {}", refusal.plugin, one.said))
        });
        return said.map(|said| (escape(&said).into_owned(), None)).collect();
    }
    let said =
        |reason: &'g Reason| (comparison.new.reason(new, reason, &nodes), reason.field.as_ref());
    group.reasons.iter().map(said).collect()
}

/// How many reasons are told of why no new pod comes.
const REASONS: usize = 3;

/// Why no new pod comes in the place of those that stay, each with the field that decides.
pub(super) fn stays(
    comparison: &Comparison<'_>,
    change: &DaemonSetChange,
) -> Vec<(String, Option<FieldPath>)> {
    let Some(new) = change.new.and_then(|place| comparison.new.planned.get(place)) else {
        return Vec::new();
    };
    let nodes = change.left_running.iter().filter_map(|node| node.new);
    let refusals = nodes.map(|node| new.placement.verdict(node)).flat_map(|v| &v.refusals);
    let mut said: Vec<(String, Option<FieldPath>)> = Vec::new();
    for reason in refusals {
        let (until, why) = (new.stays_until(), new.words(reason));
        let one = format!("the pod stays {until}, and no new one comes: {why}");
        if said.len() < REASONS && !said.iter().any(|(known, _)| *known == one) {
            said.push((one, reason.field.clone()));
        }
    }
    said
}

fn joins(group: &Group, one: &str, several: &str) -> String {
    if group.nodes.len() == 1 { format!("the node {one}") } else { format!("the nodes {several}") }
}

/// What the nodes bring and take with them that come and go, a sentence for each kind.
pub(crate) fn moves(comparison: &Comparison<'_>) -> Vec<String> {
    let changes = comparison.changes;
    let joining = changes.joining.iter().map(|group| (group, "join", "joins", "gets"));
    let leaving = changes.leaving.iter().map(|group| (group, "leave", "leaves", "had"));
    let said = joining.chain(leaving).map(|(group, several, one, have)| {
        let verb = if group.nodes.len() == 1 { one } else { several };
        let nodes = names(comparison.names(&group.nodes), usize::MAX);
        let sets = group.daemon_sets.iter().filter_map(|place| changes.daemon_sets.get(*place));
        let titles: Vec<String> = sets.map(title).collect();
        let pods = match titles.len() {
            0 => "no pod of these DaemonSets".to_owned(),
            number => {
                let titles = names(titles.iter().map(String::as_str), usize::MAX);
                format!("{}: {titles}", count(number, "pod"))
            }
        };
        let number = count(group.nodes.len(), "node");
        format!("{number} {verb} ({nodes}); each {have} {pods}")
    });
    said.collect()
}

/// The nodes on which a placement's pods run, in words.
pub(super) fn running(placement: &Placement) -> String {
    format!("{} of {}", placement.running(), placement.node_count())
}
