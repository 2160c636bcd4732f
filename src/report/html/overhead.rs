//! What the DaemonSets take of an empty node of each shape, as bars.

use super::super::amount::amount;
use super::super::capacity::{Overhead, collision, percent, shapes};
use super::super::markup::html as text;
use super::super::plan::View;
use crate::inventory::Resource;
use crate::planner::capacity::LedgerEntry;

/// The section; empty where it is not known what nodes offer.
pub(super) fn section(view: &View<'_>, overhead: &Overhead) -> String {
    if overhead.ledger.is_empty() {
        return String::new();
    }
    let shapes = shapes(view, overhead);
    let rows: String =
        overhead.ledger.iter().zip(&shapes).map(|(entry, shape)| row(entry, shape)).collect();
    let collisions: String = overhead
        .collisions
        .iter()
        .map(|found| format!("<li>{}</li>", text(&collision(view, found))))
        .collect();
    let collisions = if collisions.is_empty() {
        String::new()
    } else {
        format!("<h3>Host ports that collide</h3><ul>{collisions}</ul>")
    };
    format!(
        "<section aria-labelledby=\"overhead-title\"><h2 id=\"overhead-title\">What DaemonSets \
         take of an empty node</h2><div class=\"scroll\"><table><thead><tr><th scope=\"col\">Shape\
         </th><th scope=\"col\">Nodes</th><th scope=\"col\">CPU</th><th scope=\"col\">Memory</th>\
         <th scope=\"col\">Pods</th><th scope=\"col\">Largest pod that still fits</th></tr></thead>\
         <tbody>{rows}</tbody></table></div>{collisions}</section>"
    )
}

fn row(entry: &LedgerEntry, shape: &str) -> String {
    let bar = |name: &str, resource| bar(name, entry, resource);
    let left = |name, resource| amount(name, entry.left(resource).max(0));
    format!(
        "<tr><th scope=\"row\">{}</th><td class=\"number\">{}</td><td>{}</td><td>{}</td><td>{}\
         </td><td>{} cpu, {} memory</td></tr>",
        text(shape),
        entry.nodes.len(),
        bar("cpu", Resource::Cpu),
        bar("memory", Resource::Memory),
        bar("pods", Resource::Pods),
        left("cpu", Resource::Cpu),
        left("memory", Resource::Memory),
    )
}

fn bar(name: &str, entry: &LedgerEntry, resource: Resource) -> String {
    let share = entry.share(resource);
    let hundredths = share.unwrap_or_default();
    let class = if hundredths > 10_000 { "over" } else { "taken" };
    let wide = hundredths.min(10_000) as f64 / 100.0;
    format!(
        "{} ({})<span class=\"bar\" aria-hidden=\"true\"><i class=\"{class}\" \
         style=\"width:{wide:.2}%\"></i></span>",
        amount(name, entry.takes.get(resource)),
        percent(share),
    )
}
