//! What becomes of a DaemonSet's pods, as a list: for outputs that have no columns.

use super::Comparison;
use super::words::{gained, lost_for, stays, template};
use crate::inventory::ix::Ix;
use crate::planner::change::{DaemonSetChange, NodeOf};

/// Nodes that change alike.
pub(crate) struct Part<'a> {
    /// What happens to their pods.
    pub label: &'static str,
    /// The nodes: at least one.
    pub nodes: &'a [NodeOf],
    /// Why, with the manifest's line; not yet safe for markup.
    pub why: Vec<String>,
}

/// What becomes of a DaemonSet's pods.
#[must_use]
pub(crate) fn parts<'a>(comparison: &Comparison<'_>, change: &'a DaemonSetChange) -> Vec<Part<'a>> {
    let planned = comparison.planned(change);
    let placed = |said: String, place: Option<String>| match place {
        Some(place) => format!("{said} ({place})"),
        None => said,
    };
    let mut parts = Vec::new();
    let mut add = |label, nodes: &'a [NodeOf], why| parts.push(Part { label, nodes, why });
    for group in &change.gained {
        let place = planned.and_then(|planned| planned.place(group.field.as_ref()));
        let mut why = gained(comparison, change, group);
        if let Some(first) = why.first_mut() {
            *first = placed(std::mem::take(first), place);
        }
        add("gained", &group.nodes, why);
    }
    let refused = [
        ("lost", &change.lost),
        ("lost, no room for the new pod on", &change.stuck),
        ("wanted, no room on", &change.pending),
    ];
    for (label, groups) in refused {
        for group in groups {
            let why = lost_for(comparison, change, group).into_iter().map(|(said, field)| {
                placed(said, planned.and_then(|planned| planned.place(field)))
            });
            add(label, &group.nodes, why.collect());
        }
    }
    let template = template(&change.template);
    let rolling = change.new.and_then(|place| comparison.new.rollouts.get(place.index()));
    let mut why = vec![template.clone()];
    why.extend(rolling.map(crate::report::plan::view::Rolling::words));
    add("restarted", &change.restarted, why);
    let by_hand = "OnDelete: each keeps its pod until that is deleted by hand".to_owned();
    add("outdated", &change.outdated, vec![template.clone(), by_hand]);
    let stuck = rolling.map(|rolling| rolling.words());
    add("kept", &change.kept, std::iter::once(template).chain(stuck).collect());
    let stays = stays(comparison, change).into_iter().map(|(said, field)| {
        placed(said, planned.and_then(|planned| planned.place(field.as_ref())))
    });
    add("left running", &change.left_running, stays.collect());
    let said = "whether they have a pod hangs on what is still to be filled in".to_owned();
    add("not known", &change.open, vec![said]);
    if change.refused || change.left {
        add("untouched", &change.untouched, Vec::new());
    }
    parts.retain(|part| !part.nodes.is_empty());
    parts
}
