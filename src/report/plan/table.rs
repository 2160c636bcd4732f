//! A plan for people: for each DaemonSet its nodes, grouped by outcome and reason.

use super::view::expected::{self, sentence};
use super::view::{Group, Outcome, Planned, View, groups};
use super::{Format, Rendering, Shown, capacity, change};
use crate::report::shared::format::Audience;
use crate::report::shared::layout::Layout;
use crate::report::shared::screen::{Screen, Tone};
use crate::words::escape::escape;
use crate::words::{count, names};

/// The format.
pub(crate) const FORMAT: Format = Format {
    name: "table",
    about: "For each DaemonSet its nodes by outcome and reason, for people",
    audience: Audience::People,
    on_screen: true,
    render: Rendering {
        whole: false,
        write: |shown, screen, out| out.write_all(render_shown(shown, screen).as_bytes()),
    },
};

/// Renders what is asked for: what the DaemonSets take, what changed, or where they run.
fn render_shown(shown: &Shown<'_>, screen: &Screen) -> String {
    match (&shown.view.overhead, shown.comparison) {
        (Some(overhead), _) if shown.capacity => {
            capacity::table(shown.view, overhead, shown.verbose, screen)
        }
        (_, Some(comparison)) => change::table(comparison, shown.verbose, screen),
        _ => render(shown.view, shown.verbose, screen),
    }
}

/// More DaemonSets than these are shown in short.
const FEW: usize = 3;

/// Renders a table for each DaemonSet, in the order given; those of an alternative stand under its
/// name. Of many those are shown that deserve a look, without the nodes on which all is well.
fn render(view: &View<'_>, verbose: bool, screen: &Screen) -> String {
    let mut planned: Vec<(usize, &Planned<'_>)> = view.planned.iter().enumerate().collect();
    let short = !verbose && planned.len() > FEW;
    let all = planned.len();
    if short {
        planned.retain(|(_, planned)| view.deserves_a_look(planned));
    }
    let fine = all - planned.len();
    planned.sort_by_key(|(_, planned)| planned.deployment);
    let mut text = String::new();
    let planned_any = !planned.is_empty();
    let mut under = None;
    for (place, planned) in planned {
        if planned.deployment != under {
            under = planned.deployment;
            let name = escape(under.unwrap_or_default());
            text.push_str(&format!("{}\n\n", screen.paint(Tone::Strong, &format!("in {name}"))));
        }
        text.push_str(&table(view, place, planned, short, screen));
    }
    text.push_str(&match (fine, planned_any) {
        (0, _) => String::new(),
        (1, _) => "1 more DaemonSet gets all the pods that it wants (--verbose)\n\n".to_owned(),
        (fine, true) => {
            format!("{fine} more DaemonSets get all the pods that they want (--verbose)\n\n")
        }
        (fine, false) => {
            format!("all {fine} DaemonSets get all the pods that they want (--verbose)\n\n")
        }
    });
    text.push_str(&view.left_out());
    text
}

fn table(
    view: &View<'_>,
    place: usize,
    planned: &Planned<'_>,
    short: bool,
    screen: &Screen,
) -> String {
    let mut table = Layout::new(screen);
    let (running, all) = (planned.placement.running(), planned.placement.node_count());
    let said = match all {
        0 => "there is no node yet".to_owned(),
        all => match planned.placement.open() {
            0 => format!("{running} of {} get a pod", count(all, "node")),
            open => format!("{running} to {} of {} get a pod", running + open, count(all, "node")),
        },
    };
    table.heading(&planned.title(), &said, &escape(planned.file()));
    for remark in planned.remarks() {
        table.remark(&remark);
    }
    table.gap();
    let mut last = None;
    let nowhere = planned.placement.desired() == 0;
    let is_told = |group: &&Group<'_>| match group.outcome {
        Outcome::Runs => !short,
        Outcome::KeptOff => !short || nowhere,
        Outcome::Open | Outcome::NoRoom | Outcome::Refused | Outcome::Virtual => true,
    };
    for group in groups(planned.placement).iter().filter(is_told) {
        let label = if last == Some(group.label()) { "" } else { group.label() };
        last = Some(group.label());
        push_group(&mut table, view, planned, group, label);
    }
    let mut last = None;
    for new_nodes in view.new_nodes(planned) {
        let label = if last == Some(new_nodes.arrival) { "" } else { new_nodes.arrival.label() };
        last = Some(new_nodes.arrival);
        let names = names(new_nodes.pools.iter().copied(), table.room().saturating_sub(13));
        let said = format!("new nodes of {names}");
        table.row(label, new_nodes.arrival.tone(), None, &said);
        for (said, place) in &new_nodes.said {
            table.line(said, place.as_deref());
        }
    }
    for judged in planned.expectations {
        table.row(judged.word(), expected::tone(judged), None, &sentence(judged));
    }
    if let Some(rolling) = view.rollouts.get(place) {
        table.row("rollout", Tone::Note, None, &rolling.words());
    }
    table.gap();
    table.text
}

const fn tone(outcome: Outcome) -> Tone {
    match outcome {
        Outcome::Runs => Tone::Good,
        Outcome::Open | Outcome::KeptOff => Tone::Warn,
        Outcome::NoRoom | Outcome::Refused | Outcome::Virtual => Tone::Bad,
    }
}

fn push_group(
    table: &mut Layout<'_>,
    view: &View<'_>,
    planned: &Planned<'_>,
    group: &Group<'_>,
    label: &str,
) {
    let names = names(view.names(&group.nodes), table.room());
    table.row(label, tone(group.outcome), Some(group.nodes.len()), &names);
    for cause in &group.causes {
        let place = planned.place(cause.reason.field.as_ref());
        table.line(&view.cause(planned, cause, &group.nodes), place.as_deref());
    }
    let more = [view.preemption(planned, group), view.running_already(planned, group)];
    for said in more.into_iter().flatten() {
        table.line(&said, None);
    }
    if let Some(said) = group.besides() {
        table.line(&said, None);
    }
}
