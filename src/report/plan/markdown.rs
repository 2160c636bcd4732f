//! A plan as a comment on a pull request: the summary first, the rest folded.

use super::capacity::{collision, excess, percent, shapes};
use super::view::{Group, Outcome, Planned, View, groups};
use super::{Format, Rendering, change};
use crate::inventory::Resource;
use crate::planner::overhead::Overhead;
use crate::report::shared::format::Audience;
use crate::report::shared::markup::{fit_comment, html, markdown};
use crate::words::{count, names};

/// The format.
pub(crate) const FORMAT: Format = Format {
    name: "markdown",
    about: "A comment for a pull request",
    audience: Audience::People,
    on_screen: false,
    render: Rendering {
        whole: false,
        write: |shown, _, out| {
            let comment = match shown.comparison {
                Some(comparison) => change::markdown(comparison),
                None => render(shown.view),
            };
            out.write_all(comment.as_bytes())
        },
    },
};

/// Renders the comment.
fn render(view: &View<'_>) -> String {
    let planned = &view.planned;
    let mut comment = format!(
        "### {} on {} (Kubernetes {})\n\n",
        count(planned.len(), "DaemonSet"),
        count(view.inventory.nodes.len(), "node"),
        view.kubernetes,
    );
    let others = view.with_refused_pods() + view.on_virtual_nodes() > 0;
    let missing = if others { "wanted, not there" } else { "wanted, no room" };
    comment.push_str(&format!("| DaemonSet | nodes with a pod | kept off | {missing} |\n"));
    comment.push_str("| --- | ---: | ---: | ---: |\n");
    for one in planned {
        comment.push_str(&row(one));
    }
    comment.push_str(&unplaced(view));
    comment.push_str(&view.expectations_in_markdown());
    for one in planned.iter().filter(|one| one.placement.running() < one.placement.node_count()) {
        comment.push_str(&details(view, one));
    }
    comment.push_str(&new_nodes(view));
    comment.push_str(&rollouts(view));
    if let Some(overhead) = &view.overhead {
        comment.push_str(&together(view, overhead));
    }
    fit_comment(&comment)
}

/// What is left out, since it can't be read.
pub(super) fn unplaced(view: &View<'_>) -> String {
    let items: String = view
        .unplaced
        .iter()
        .map(|found| {
            let line = found.file.position(found.primary.span.start).line;
            let place = format!("{}:{line}: {}", found.file.name(), found.message);
            format!("- {}\n", markdown(&place))
        })
        .collect();
    if items.is_empty() { items } else { format!("\nLeft out, since it can't be read:\n\n{items}") }
}

/// What new nodes of pools would get, where there are such pools.
fn new_nodes(view: &View<'_>) -> String {
    let mut items = String::new();
    for planned in &view.planned {
        for new_nodes in view.new_nodes(planned) {
            let names = names(new_nodes.pools.iter().copied(), usize::MAX);
            items.push_str(&format!(
                "- {} {} new nodes of **{}**\n",
                markdown(&planned.title()),
                new_nodes.arrival.label(),
                markdown(&names),
            ));
            for (said, place) in &new_nodes.said {
                let place = place.as_ref().map(|place| format!(" ({})", markdown(place)));
                items.push_str(&format!("  - {}{}\n", markdown(said), place.unwrap_or_default()));
            }
        }
    }
    if items.is_empty() {
        return items;
    }
    format!("\n<details>\n<summary>What new nodes would get</summary>\n\n{items}\n</details>\n")
}

/// How updates would roll out, where that was asked.
fn rollouts(view: &View<'_>) -> String {
    if view.rollouts.is_empty() {
        return String::new();
    }
    let items: String = view
        .planned
        .iter()
        .zip(&view.rollouts)
        .map(|(one, rolling)| {
            format!("- {}: {}\n", markdown(&one.title()), markdown(&rolling.words()))
        })
        .collect();
    format!("\n<details>\n<summary>How an update rolls out</summary>\n\n{items}\n</details>\n")
}

/// How many shapes of nodes are shown before the rest is counted.
const SHOWN: usize = 20;

/// What the DaemonSets take together, where that was asked.
fn together(view: &View<'_>, overhead: &Overhead) -> String {
    let shapes = shapes(view, overhead);
    let rows: String = overhead
        .ledger
        .iter()
        .zip(&shapes)
        .take(SHOWN)
        .map(|(entry, shape)| {
            let share = |resource| percent(entry.share(resource));
            format!(
                "| {} | {} | {} | {} | {} |\n",
                markdown(shape),
                entry.nodes.len(),
                share(Resource::Cpu),
                share(Resource::Memory),
                share(Resource::Pods),
            )
        })
        .collect();
    let rest = match overhead.ledger.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!("and {}\n\n", count(more, "more shape")),
    };
    let over = overhead.excess.iter().map(|found| excess(view, found));
    let collisions = overhead.collisions.iter().map(|found| collision(view, found));
    let remarks: String =
        over.chain(collisions).map(|said| format!("- **{}**\n", markdown(&said))).collect();
    format!(
        "\n{remarks}\n<details>\n<summary>What DaemonSets take of an empty node</summary>\n\n\
         | shape | nodes | CPU | memory | pods |\n| --- | ---: | ---: | ---: | ---: |\n{rows}\n\
         {rest}</details>\n"
    )
}

fn row(planned: &Planned<'_>) -> String {
    let placement = planned.placement;
    let all = placement.node_count();
    let number = |outcome| placement.count(|verdict| Outcome::of(verdict) == outcome);
    let not_there = [Outcome::NoRoom, Outcome::Refused, Outcome::Virtual];
    let no_room = match not_there.map(number).iter().sum::<usize>() {
        0 => "0".to_owned(),
        number => format!("**{number}**"),
    };
    let title = markdown(&planned.title());
    let (runs, kept_off) = (number(Outcome::Runs), number(Outcome::KeptOff));
    let runs = match number(Outcome::Open) {
        0 => runs.to_string(),
        open => format!("{runs} to {}", runs + open),
    };
    format!("| {title} | {runs} of {all} | {kept_off} | {no_room} |\n")
}

fn details(view: &View<'_>, planned: &Planned<'_>) -> String {
    let groups = groups(planned.placement);
    let remarks: String =
        planned.remarks().iter().map(|remark| format!("{}\n\n", markdown(remark))).collect();
    let missed = groups.iter().filter(|group| group.outcome != Outcome::Runs);
    let items: String = missed.map(|group| item(view, planned, group)).collect();
    format!(
        "\n<details>\n<summary>{}: why not on {}</summary>\n\n{remarks}{items}\n</details>\n",
        html(&planned.title()),
        count(planned.placement.node_count() - planned.placement.running(), "node"),
    )
}

fn item(view: &View<'_>, planned: &Planned<'_>, group: &Group<'_>) -> String {
    let outcome = match group.outcome {
        Outcome::NoRoom | Outcome::Refused => format!("{} on", group.label()),
        _ => group.label().to_owned(),
    };
    let names = names(view.names(&group.nodes), usize::MAX);
    let mut item = format!("- {outcome} **{}**: {}\n", group.nodes.len(), markdown(&names));
    for cause in &group.causes {
        let place = planned.place(cause.reason.field.as_ref());
        let place = place.map(|place| format!(" ({})", markdown(&place))).unwrap_or_default();
        let said = view.cause(planned, cause, &group.nodes);
        item.push_str(&format!("  - {}{place}\n", markdown(&said)));
    }
    let more = [view.preemption(planned, group), view.running_already(planned, group)];
    for said in more.into_iter().flatten() {
        item.push_str(&format!("  - {}\n", markdown(&said)));
    }
    if let Some(said) = group.besides() {
        item.push_str(&format!("  - {said}\n"));
    }
    item
}
