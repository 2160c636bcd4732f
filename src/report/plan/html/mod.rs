//! A plan as one page that needs nothing else: no network, no other file.

mod change;
mod data;
mod overhead;
mod rollout;

use super::{Format, Rendering};
use crate::report::plan::change::Comparison;
use crate::report::plan::matrix::Mark;
use crate::report::plan::view::expected::sentence;
use crate::report::plan::view::{Outcome, Planned, View, groups};
use crate::report::shared::format::Audience;
use crate::report::shared::markup::html as text;
use crate::words::{count, names};

const PAGE: &str = include_str!("page.html");
const STYLE: &str = concat!(include_str!("../../shared/page.css"), include_str!("style.css"));
const SCRIPT: &str = include_str!("script.js");

/// The format.
pub(crate) const FORMAT: Format = Format {
    name: "html",
    about: "One page for a browser",
    audience: Audience::People,
    on_screen: false,
    render: Rendering {
        whole: true,
        write: |shown, _, out| out.write_all(render(shown.view, shown.comparison).as_bytes()),
    },
};

/// Renders the page, with what changed where it was compared.
fn render(view: &View<'_>, comparison: Option<&Comparison<'_>>) -> String {
    let nodes = match view.inventory.nodes.len() {
        0 => "no node yet".to_owned(),
        some => count(some, "node"),
    };
    let title = format!("{} on {nodes}", count(view.planned.len(), "DaemonSet"));
    fill(PAGE, |name| match name {
        "title" => text(&title),
        "lead" => text(&lead(view)),
        "style" => STYLE.to_owned(),
        "summary" => summary(view),
        "change" => change::section(comparison),
        "overhead" => view
            .overhead
            .as_ref()
            .map(|overhead| overhead::section(view, overhead))
            .unwrap_or_default(),
        "rollout" => rollout::section(view),
        "data" => data::render(view),
        "script" => SCRIPT.to_owned(),
        _ => String::new(),
    })
}

/// Fills in `{{name}}`s, each once: what is filled in is not looked at again.
fn fill(template: &str, value: impl Fn(&str) -> String) -> String {
    let mut pieces = template.split("{{");
    let mut filled = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (name, rest) = piece.split_once("}}").unwrap_or((piece, ""));
        filled.push_str(&value(name));
        filled.push_str(rest);
    }
    filled
}

fn lead(view: &View<'_>) -> String {
    let mut lead = match view.without_room() {
        _ if view.inventory.nodes.is_empty() => format!("{}.", view.on_no_node_yet()),
        0 if view.refused() > 0 || !view.unplaced.is_empty() => {
            "Every pod of what is accepted and readable finds room.".to_owned()
        }
        0 => "Every pod that is wanted finds room.".to_owned(),
        1 => "1 DaemonSet is wanted on nodes that have no room for it.".to_owned(),
        number => format!("{number} DaemonSets are wanted on nodes that have no room for them."),
    };
    lead.insert_str(0, &format!("Kubernetes {}. ", view.kubernetes));
    match view.refused() {
        0 => {}
        1 => lead.push_str(" The API server refuses 1 DaemonSet."),
        number => lead.push_str(&format!(" The API server refuses {number} DaemonSets.")),
    }
    for found in &view.unplaced {
        let line = found.file.position(found.primary.span.start).line;
        let file = found.file.name();
        lead.push_str(&format!(" Left out: {file}:{line}: {}.", found.message));
    }
    if !view.inventory.nodes.is_empty() {
        lead.push_str(&view.on_new_nodes_too());
    }
    let crowded = view.overhead.as_ref().map(|all| all.crowded());
    match crowded.unwrap_or_default() {
        0 => {}
        1 => lead.push_str(" 1 node can't take all of them together."),
        number => lead.push_str(&format!(" {number} nodes can't take all of them together.")),
    }
    lead
}

/// The table that also a reader without JavaScript gets.
fn summary(view: &View<'_>) -> String {
    let rows: String = view.planned.iter().map(|one| summary_row(view, one)).collect();
    format!(
        "<p class=\"legend\" aria-hidden=\"true\"><span><i class=\"runs\"></i>runs</span><span><i \
         class=\"room\"></i>wanted, no room</span><span><i class=\"refused\"></i>refused</span><span><i class=\"tainted\"></i>kept off by a taint \
         alone</span><span><i class=\"off\"></i>not targeted</span></p>\
         <div class=\"scroll\"><table class=\"stacked\"><thead><tr><th scope=\"col\">DaemonSet</th>\
         <th scope=\"col\">Nodes with a pod</th><th scope=\"col\"></th>\
         <th scope=\"col\">Why not on the others</th></tr></thead><tbody>{rows}</tbody></table></div>"
    )
}

fn summary_row(view: &View<'_>, planned: &Planned<'_>) -> String {
    let placement = planned.placement;
    let all = placement.node_count();
    let number = |mark| placement.count(|verdict| Mark::of(verdict) == mark);
    let share = |nodes: usize| 100.0 * nodes as f64 / all.max(1) as f64;
    let parts = [
        (Mark::Runs, "runs"),
        (Mark::NoRoom, "room"),
        (Mark::Refused, "refused"),
        (Mark::Virtual, "virtual"),
        (Mark::Tainted, "tainted"),
        (Mark::NotTargeted, "off"),
    ];
    let bar: String = parts
        .into_iter()
        .map(|(mark, class)| (class, number(mark)))
        .filter(|(_, nodes)| *nodes > 0)
        .map(|(class, nodes)| {
            format!("<i class=\"{class}\" style=\"width:{:.2}%\"></i>", share(nodes))
        })
        .collect();
    let remarks: String = planned
        .remarks()
        .iter()
        .cloned()
        .chain(planned.expectations.iter().map(|one| format!("{}: {}", one.word(), sentence(one))))
        .map(|said| format!("<p class=\"note\">{}</p>", text(&said)))
        .collect();
    let why: String = groups(placement)
        .iter()
        .filter(|group| group.outcome != Outcome::Runs)
        .map(|group| {
            let label = match group.outcome {
                Outcome::NoRoom => format!("{}: ", group.label()),
                Outcome::Open => format!("{}: ", group.label()),
                Outcome::Refused | Outcome::Virtual => group.label().to_owned(),
                _ => String::new(),
            };
            let causes = group.causes.iter();
            let causes: Vec<String> = causes
                .map(|cause| text(&view.cause(planned, cause, &group.nodes)))
                .chain(view.preemption(planned, group).map(|said| text(&said)))
                .chain(view.running_already(planned, group))
                .chain(group.besides())
                .collect();
            format!("<li><b>{}</b> {label}{}</li>", group.nodes.len(), causes.join("; "))
        })
        .collect();
    format!(
        "<tr><th scope=\"row\">{}<br><code>{}</code>{remarks}</th><td class=\"number\"><b>{}</b> of {all}</td>\
         <td><span class=\"bar\" aria-hidden=\"true\">{bar}</span></td>\
         <td><ul class=\"reasons\">{why}{}</ul></td></tr>",
        text(&planned.title()),
        text(planned.file()),
        number(Mark::Runs),
        new_nodes(view, planned),
    )
}

/// What becomes of a DaemonSet on new nodes of pools, where there are such pools.
fn new_nodes(view: &View<'_>, planned: &Planned<'_>) -> String {
    let of_pools = view.new_nodes(planned);
    of_pools
        .iter()
        .map(|new_nodes| {
            let names = names(new_nodes.pools.iter().copied(), usize::MAX);
            let said = new_nodes.said.iter().map(|(said, place)| match place {
                Some(place) => format!("{} <code>{}</code>", text(said), text(place)),
                None => text(said),
            });
            let said: Vec<String> = said.collect();
            let why =
                if said.is_empty() { String::new() } else { format!(": {}", said.join("; ")) };
            let label = new_nodes.arrival.label();
            format!("<li>{label} new nodes of <b>{}</b>{why}</li>", text(&names))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_filled_in_is_no_template_and_no_markup() {
        let filled =
            fill(
                "a {{x}} b {{y}} c",
                |name| {
                    if name == "x" { "{{y}}".to_owned() } else { text("<b>") }
                },
            );
        assert_eq!(filled, "a {{y}} b &lt;b&gt; c");
    }
}
