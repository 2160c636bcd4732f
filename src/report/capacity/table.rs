//! What the DaemonSets take together, for people.

use super::{FIGURES, Overhead, SCALE_DOWN_THRESHOLD, collision, excess, percent, shapes};
use crate::inventory::{Resource, ResourceAmounts};
use crate::planner::Fact;
use crate::planner::capacity::{LedgerEntry, NodeCapacity, WithoutRoom};
use crate::report::amount::amount;
use crate::report::escape::escape;
use crate::report::plan::{View, takers};
use crate::report::screen::{Screen, Tone};
use crate::report::text::{count, names, pad, pad_left, width, wrap};

/// How many kinds of nodes are shown before the rest is counted.
const SHOWN: usize = 12;

/// Renders the tightest nodes, what an empty new node of each shape is left with, colliding ports
/// and exceeded budgets.
#[must_use]
pub fn render(view: &View<'_>, overhead: &Overhead, all: bool, screen: &Screen) -> String {
    let mut page = tightest(view, overhead, all, screen);
    page.push_str(&ledger(view, overhead, screen));
    let mut section = |title: &str, tone: Tone, lines: Vec<String>| {
        if !lines.is_empty() {
            page.push_str(&format!("{}\n", screen.paint(tone, title)));
            for line in lines {
                page.push_str(&wrap(&format!("  {line}"), screen.width));
                page.push('\n');
            }
            page.push('\n');
        }
    };
    let collisions = overhead.collisions.iter().map(|found| collision(view, found)).collect();
    section("host ports that collide", Tone::Bad, collisions);
    let exceeded = overhead.excess.iter().map(|found| excess(view, found)).collect();
    section("over budget", Tone::Bad, exceeded);
    page
}

const COLUMN: usize = 8;

fn tightest(view: &View<'_>, overhead: &Overhead, all: bool, screen: &Screen) -> String {
    let groups = overhead.groups();
    let show = if all { groups.len() } else { groups.len().min(SHOWN) };
    let heads: Vec<String> = groups
        .iter()
        .take(show)
        .map(|(_, nodes)| {
            let names = names(view.names(nodes), 34);
            if nodes.len() > 1 { format!("{names} ({})", nodes.len()) } else { names }
        })
        .collect();
    let title = "tightest nodes first";
    let head = heads.iter().map(|h| width(h)).max().unwrap_or_default().max(title.len()) + 2;

    let mut table = screen.paint(Tone::Strong, &pad(title, head + 2));
    let mut under = pad("", head + 2);
    for (whose, resources) in [("DaemonSets take", FIGURES.len()), ("all pods take", 2)] {
        table.push_str(&screen.paint(Tone::Strong, &pad(whose, COLUMN * resources + 2)));
        for (name, _) in FIGURES.iter().take(resources) {
            under.push_str(&pad(name, COLUMN));
        }
        under.push_str("  ");
    }
    let under = screen.paint(Tone::Faint, under.trim_end());
    let mut table = format!("{}\n{under}\n", table.trim_end());
    for ((capacity, _), text) in groups.iter().zip(&heads) {
        let line = figures(capacity);
        table.push_str(&format!("  {}{}\n", pad(text, head), line.trim_end()));
        for missing in missing(view, overhead, capacity) {
            let missing = wrap(&format!("    {missing}"), screen.width);
            table.push_str(&format!("{}\n", screen.paint(Tone::Bad, &missing)));
        }
    }
    if show < groups.len() {
        let rest: usize = groups.iter().skip(show).map(|(_, nodes)| nodes.len()).sum();
        table.push_str(&format!("  and {} with more room (--verbose)\n", count(rest, "node")));
    }
    table + "\n"
}

fn figures(capacity: &NodeCapacity) -> String {
    let mut line = String::new();
    for (_, resource) in FIGURES {
        line.push_str(&pad(&percent(capacity.share(resource)), COLUMN));
    }
    line.push_str("  ");
    for (_, resource) in FIGURES.iter().take(2) {
        line.push_str(&pad(&percent(capacity.filled(*resource)), COLUMN));
    }
    line
}

/// What doesn't fit, each with what it lacks and who takes it: the first few.
fn missing(view: &View<'_>, overhead: &Overhead, capacity: &NodeCapacity) -> Vec<String> {
    let one = |without: &WithoutRoom| {
        let planned = view.planned.get(without.daemon_set as usize)?;
        let reasons = without.reasons.iter();
        let reasons: Vec<String> = reasons
            .map(|reason| match (&reason.fact, &capacity.allocatable) {
                (Fact::Resource { name, need }, Some(all)) if name != "pods" => {
                    lack(view, overhead, capacity, without, (name, *need, all))
                }
                _ => planned.words(reason),
            })
            .collect();
        Some(format!("no room for {}: {}", planned.title(), reasons.join("; ")))
    };
    let all = capacity.without_room.len();
    let show = if all <= MISSING + 1 { all } else { MISSING };
    let mut said: Vec<String> = capacity.without_room.iter().take(show).filter_map(one).collect();
    if show < all {
        said.push(format!("nor for {}", count(all - show, "more DaemonSet")));
    }
    said
}

/// How many DaemonSets without room are named before the rest is counted.
const MISSING: usize = 3;

/// What is missing of a resource when a DaemonSet's turn comes, and who has it.
fn lack(
    view: &View<'_>,
    overhead: &Overhead,
    capacity: &NodeCapacity,
    without: &WithoutRoom,
    (name, need, all): (&str, i64, &ResourceAmounts),
) -> String {
    let needs = format!("{}: needs {}", escape(name), amount(name, need));
    let Some(resource) = Resource::find(name, &view.inventory.symbols) else {
        return format!("{needs}; no node has any");
    };
    let all = all.get(resource);
    let left = all.saturating_sub(without.used.get(resource)).max(0);
    let of = |place: u32| {
        let requests = overhead.capacity.requests.get(place as usize)?;
        let name = &view.planned.get(place as usize)?.placement.name;
        Some((escape(name).into_owned(), requests.get(resource)))
    };
    let mut by: Vec<(String, i64)> =
        capacity.placed_before(without.daemon_set).filter_map(of).collect();
    by.push(("other pods".to_owned(), capacity.others.get(resource)));
    by.retain(|(_, number)| *number > 0);
    by.sort_by_key(|(_, number)| std::cmp::Reverse(*number));
    match takers(name, &by) {
        Some(by) => format!("{needs}, {} left of {} ({by})", amount(name, left), amount(name, all)),
        None => format!("{needs}, the node has {}", amount(name, all)),
    }
}

fn ledger(view: &View<'_>, overhead: &Overhead, screen: &Screen) -> String {
    if overhead.ledger.is_empty() {
        return String::new();
    }
    let shapes = shapes(view, overhead);
    let title = "an empty new node";
    let head = shapes.iter().map(|s| width(s)).max().unwrap_or_default().max(title.len()) + 2;
    let title = screen.paint(Tone::Strong, &pad(title, head + 2));
    let mut table = format!(
        "{title}{}\n",
        screen.paint(Tone::Strong, "nodes  DaemonSets take                         left for a pod")
    );
    for (entry, shape) in overhead.ledger.iter().zip(&shapes) {
        table.push_str(&format!("  {}{}\n", pad(shape, head), entry_line(entry)));
        if let Some(said) = remark(entry) {
            let said = wrap(&format!("    {said}"), screen.width);
            table.push_str(&format!("{}\n", screen.paint(Tone::Warn, &said)));
        }
    }
    table + "\n"
}

/// What is to be said of a shape besides its figures.
pub(in crate::report) fn remark(entry: &LedgerEntry) -> Option<String> {
    let short = FIGURES.iter().filter(|(_, resource)| entry.left(*resource) < 0);
    let short: Vec<&str> = short.map(|(name, _)| *name).collect();
    if !short.is_empty() {
        let short = short.join(" and ");
        return Some(format!("no such node takes all of these DaemonSets: too little {short}"));
    }
    if !entry.is_never_scaled_down(SCALE_DOWN_THRESHOLD) {
        return None;
    }
    let (name, most) = FIGURES
        .iter()
        .filter(|(_, resource)| *resource != Resource::Pods)
        .map(|(name, resource)| (name, entry.share(*resource)))
        .max_by_key(|(_, share)| *share)?;
    Some(format!(
        "the DaemonSets alone take {} of its {name}: the cluster autoscaler removes no node that is \
         used to {SCALE_DOWN_THRESHOLD}% or more",
        percent(most)
    ))
}

fn entry_line(entry: &LedgerEntry) -> String {
    let takes = |name: &str, resource: Resource| {
        let share = percent(entry.share(resource));
        format!("{} {name} ({share})", amount(name, entry.takes.get(resource)))
    };
    let left = |name: &str, resource: Resource| amount(name, entry.left(resource).max(0));
    let taken = format!("{}, {}", takes("cpu", Resource::Cpu), takes("memory", Resource::Memory));
    format!(
        "{}  {}  {} cpu, {} memory, {} pods",
        pad_left(&entry.nodes.len().to_string(), 5),
        pad(&taken, 38),
        left("cpu", Resource::Cpu),
        left("memory", Resource::Memory),
        left("pods", Resource::Pods),
    )
}
