//! What the DaemonSets take of an empty node of each shape, as bars.

use crate::inventory::Resource;
use crate::planner::capacity::LedgerEntry;
use crate::planner::overhead::Overhead;
use crate::report::plan::capacity::{collision, counted, percent, remark, shapes, sum};
use crate::report::plan::view::View;
use crate::report::shared::markup::html as text;
use crate::words::amount::amount;
use crate::words::count;
use crate::words::escape::escape;

/// How many shapes are shown before the rest is counted: those of most nodes come first.
const SHOWN: usize = 40;

/// The section; empty where it is not known what nodes offer.
pub(super) fn section(view: &View<'_>, overhead: &Overhead) -> String {
    if overhead.ledger.is_empty() && overhead.unsized_pools.is_empty() {
        return String::new();
    }
    let shapes = shapes(view, overhead);
    let all = overhead.ledger.iter().zip(&shapes);
    let rows: String =
        all.take(SHOWN).map(|(entry, shape)| row(view, overhead, entry, shape)).collect();
    let rest = match overhead.ledger.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!("<p class=\"note\">and {}</p>", count(more, "more shape")),
    };
    let sums: String = overhead
        .unsized_pools
        .iter()
        .map(|one| {
            let pool = text(&escape(&view.inventory.pools[one.pool].name));
            let counted: String =
                counted(view, overhead, one.pool).iter().map(|said| note(said)).collect();
            format!("<li>{pool}: {}{counted}</li>", text(&sum(view, one)))
        })
        .collect();
    let sums = match sums.is_empty() {
        true => String::new(),
        false => format!("<h3>New nodes, as large as they may be</h3><ul>{sums}</ul>"),
    };
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
         take of an empty node</h2><div class=\"scroll\"><table class=\"stacked\"><thead><tr><th scope=\"col\">Shape\
         </th><th scope=\"col\">Nodes</th><th scope=\"col\">CPU</th><th scope=\"col\">Memory</th>\
         <th scope=\"col\">Pods</th><th scope=\"col\">Largest pod that still fits</th></tr></thead>\
         <tbody>{rows}</tbody></table></div>{rest}{sums}{collisions}</section>"
    )
}

fn row(view: &View<'_>, overhead: &Overhead, entry: &LedgerEntry, shape: &str) -> String {
    let bar = |name: &str, resource| bar(name, entry, resource);
    let left = |name, resource| amount(name, entry.left(resource).max(0));
    let remark = remark(view, overhead, entry).into_iter();
    let counted = entry.starts.into_iter().flat_map(|pool| counted(view, overhead, pool));
    let remark: String = remark.chain(counted).map(|said| note(&said)).collect();
    format!(
        "<tr><th scope=\"row\">{}{remark}</th><td class=\"number\">{}</td><td data-name=\"CPU\">{}\
         </td><td data-name=\"Memory\">{}</td><td data-name=\"Pods\">{}</td>\
         <td data-name=\"Left\">{} cpu, {} memory</td></tr>",
        text(shape),
        count(entry.nodes.len(), "node"),
        bar("cpu", Resource::Cpu),
        bar("memory", Resource::Memory),
        bar("pods", Resource::Pods),
        left("cpu", Resource::Cpu),
        left("memory", Resource::Memory),
    )
}

fn note(said: &str) -> String {
    format!("<p class=\"note\">{}</p>", text(said))
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
