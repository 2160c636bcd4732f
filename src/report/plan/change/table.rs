//! A change for people.

use super::Comparison;
use super::words::{fields, gained, headline, lost_for, stays as still, template};
use crate::inventory::ix::Ix;
use crate::planner::change::{DaemonSetChange, FieldChange, Group, Moving, NodeOf};
use crate::report::plan::view::Planned;
use crate::report::shared::layout::Layout;
use crate::report::shared::screen::{Screen, Tone};
use crate::words::escape::escape;
use crate::words::{count, names};

/// More DaemonSets than these to which nothing happens are counted.
const FEW: usize = 3;

/// Renders what becomes of each DaemonSet, those to which nothing happens in a line each.
#[must_use]
pub(crate) fn render(comparison: &Comparison<'_>, verbose: bool, screen: &Screen) -> String {
    let mut table = Layout::new(screen);
    let (quiet, loud): (Vec<_>, Vec<_>) =
        comparison.changes.daemon_sets.iter().partition(|change| change.is_quiet());
    for change in loud {
        one(&mut table, comparison, change);
        table.gap();
    }
    if verbose || quiet.len() <= FEW {
        for change in &quiet {
            one(&mut table, comparison, change);
        }
    } else {
        let number = quiet.len();
        table.text.push_str(&format!("{number} DaemonSets don't change any pod (--verbose)\n"));
    }
    if !quiet.is_empty() {
        table.gap();
    }
    moving(&mut table, comparison, &comparison.changes.joining, "join", "gets");
    moving(&mut table, comparison, &comparison.changes.leaving, "leave", "had");
    table.text.push_str(&comparison.new.left_out());
    table.text
}

fn one(table: &mut Layout<'_>, comparison: &Comparison<'_>, change: &DaemonSetChange) {
    let planned = comparison.planned(change);
    let title = format!("{}/{}", escape(&change.namespace), escape(&change.name));
    let file = planned.map(|planned| escape(planned.file())).unwrap_or_default();
    table.heading(&title, &headline(comparison, change), &file);
    for remark in comparison.remarks(change) {
        table.remark(&remark);
    }
    if comparison.upgrade.is_some() {
        return upgraded(table, comparison, change);
    }
    if change.unread {
        return;
    }
    if !change.open.is_empty() {
        table.gap();
        row(table, comparison, "not known", Tone::Warn, &change.open);
        table.line("whether they have a pod hangs on what is still to be filled in", None);
    }
    if change.is_quiet() {
        if !change.beside.is_empty() {
            table.row("changes", Tone::Note, None, &fields(&change.beside));
        }
        return;
    }
    table.gap();
    groups(table, comparison, change);
    restarts(table, comparison, change, planned);
    stays(table, comparison, change, planned);
    let rolling = change.new.and_then(|place| comparison.new.rollouts.get(place.index()));
    let rolls = !change.restarted.is_empty() || !change.kept.is_empty();
    if let Some(rolling) = rolling.filter(|_| rolls) {
        table.row("rollout", Tone::Note, None, &rolling.words());
    }
}

/// What another version of Kubernetes does: no pod is replaced by that alone.
fn upgraded(table: &mut Layout<'_>, comparison: &Comparison<'_>, change: &DaemonSetChange) {
    if change.gained.len() + change.lost.len() + change.stuck.len() + change.pending.len() == 0 {
        return;
    }
    table.gap();
    groups(table, comparison, change);
    if change.lost() > 0 {
        let said = "a pod that runs there stays until it is replaced; then no new one comes";
        table.row("", Tone::Note, None, said);
    }
}

fn groups(table: &mut Layout<'_>, comparison: &Comparison<'_>, change: &DaemonSetChange) {
    let planned = comparison.planned(change);
    let mut label = "gained";
    for group in &change.gained {
        row(table, comparison, label, Tone::Good, &group.nodes);
        let place = planned.and_then(|planned| planned.place(group.field.as_ref()));
        for (number, said) in gained(comparison, change, group).iter().enumerate() {
            table.line(said, place.as_deref().filter(|_| number == 0));
        }
        label = "";
    }
    let refused: [(&str, &[Group], Tone); 3] = [
        ("lost", &change.lost, Tone::Bad),
        ("lost, no room", &change.stuck, Tone::Bad),
        ("wanted, no room", &change.pending, Tone::Warn),
    ];
    for (label, groups, tone) in refused {
        let mut label = label;
        for group in groups {
            row(table, comparison, label, tone, &group.nodes);
            for (said, field) in lost_for(comparison, change, group) {
                let place = planned.and_then(|planned| planned.place(field));
                table.line(&said, place.as_deref());
            }
            label = "";
        }
    }
}

fn restarts(
    table: &mut Layout<'_>,
    comparison: &Comparison<'_>,
    change: &DaemonSetChange,
    planned: Option<&Planned<'_>>,
) {
    let place = |changes: &[FieldChange]| {
        let first = changes.first().filter(|change| change.new.is_some())?;
        planned?.place(Some(&first.field))
    };
    let said = template(&change.template);
    if change.refused && !(change.template.is_empty() && change.beside.is_empty()) {
        let all: Vec<FieldChange> = [&*change.beside, &*change.template].concat();
        table.row("would change", Tone::Note, None, &fields(&all));
        return;
    }
    if !change.restarted.is_empty() {
        row(table, comparison, "restarted", Tone::Warn, &change.restarted);
        table.line(&said, place(&change.template).as_deref());
    }
    if !change.outdated.is_empty() {
        row(table, comparison, "outdated", Tone::Warn, &change.outdated);
        table.line(&said, place(&change.template).as_deref());
        table.line("OnDelete: each keeps its pod until that is deleted by hand", None);
    }
    if !change.kept.is_empty() {
        row(table, comparison, "kept", Tone::Bad, &change.kept);
        if change.restarted.is_empty() && !change.template.is_empty() {
            table.line(&said, place(&change.template).as_deref());
        }
        table.line("the update gets stuck: these keep the old pod", None);
    }
    if !change.beside.is_empty() {
        table.row("also changes", Tone::Note, None, &fields(&change.beside));
    }
}

fn stays(
    table: &mut Layout<'_>,
    comparison: &Comparison<'_>,
    change: &DaemonSetChange,
    planned: Option<&Planned<'_>>,
) {
    if !change.left_running.is_empty() {
        row(table, comparison, "left running", Tone::Warn, &change.left_running);
        for (said, field) in still(comparison, change) {
            let place = planned.and_then(|planned| planned.place(field.as_ref()));
            table.line(&said, place.as_deref());
        }
    }
    let told = change.refused || change.left || change.lost() + change.restarted.len() > 0;
    if !change.untouched.is_empty() && told {
        row(table, comparison, "untouched", Tone::Faint, &change.untouched);
    }
}

fn row(
    table: &mut Layout<'_>,
    comparison: &Comparison<'_>,
    label: &str,
    tone: Tone,
    nodes: &[NodeOf],
) {
    let names = names(comparison.names(nodes), table.room());
    table.row(label, tone, Some(nodes.len()), &names);
}

fn moving(
    table: &mut Layout<'_>,
    comparison: &Comparison<'_>,
    moving: &[Moving],
    verb: &str,
    have: &str,
) {
    for group in moving {
        let titles: Vec<String> = group
            .daemon_sets
            .iter()
            .filter_map(|&place| comparison.changes.daemon_sets.get(place))
            .map(|change| format!("{}/{}", change.namespace, change.name))
            .collect();
        let nodes = names(comparison.names(&group.nodes), table.room());
        table.row(&format!("nodes {verb}"), Tone::Strong, Some(group.nodes.len()), &nodes);
        let pods = names(titles.iter().map(String::as_str), table.room().saturating_sub(30));
        let said = match titles.len() {
            0 => format!("each {have} no pod of these DaemonSets"),
            number => format!("each {have} {}: {pods}", count(number, "pod")),
        };
        table.line(&said, None);
    }
    if !moving.is_empty() {
        table.gap();
    }
}
