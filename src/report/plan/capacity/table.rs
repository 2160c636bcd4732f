//! What the DaemonSets take together, for people.

use super::counted::{amounts, counted};
use super::{FIGURES, collision, excess, percent, shapes};
use crate::inventory::{Resource, ResourceAmounts};
use crate::planner::DaemonSetIx;
use crate::planner::Fact;
use crate::planner::capacity::{LedgerEntry, NodeCapacity, Removal, Unsized, WithoutRoom};
use crate::planner::overhead::Overhead;
use crate::report::plan::view::{View, takers};
use crate::report::shared::screen::{Screen, Tone};
use crate::report::shared::text::{hanging, pad, pad_left, width};
use crate::words::amount::amount;
use crate::words::escape::escape;
use crate::words::{count, names};

/// How many kinds of nodes are shown before the rest is counted.
const SHOWN: usize = 12;

/// Renders the tightest nodes, what an empty new node of each shape is left with, colliding ports
/// and exceeded budgets.
#[must_use]
pub(crate) fn render(view: &View<'_>, overhead: &Overhead, all: bool, screen: &Screen) -> String {
    let mut page = tightest(view, overhead, all, screen);
    page.push_str(&ledger(view, overhead, all, screen));
    let mut section = |title: &str, tone: Tone, lines: Vec<String>| {
        if !lines.is_empty() {
            page.push_str(&format!("{}\n", screen.paint(tone, title)));
            for line in lines {
                page.push_str(&hanging("  ", &line, screen.width));
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
/// How wide the figures of a node are.
const FIGURES_WIDTH: usize = COLUMN * 5;
/// How wide the names of nodes may be, at most and at least.
const NAMES: (usize, usize) = (34, 16);

fn tightest(view: &View<'_>, overhead: &Overhead, all: bool, screen: &Screen) -> String {
    let groups = overhead.groups();
    let show = if all { groups.len() } else { groups.len().min(SHOWN) };
    let (most, least) = NAMES;
    let room = screen.width.saturating_sub(FIGURES_WIDTH + 10).clamp(least, most);
    let heads: Vec<String> = groups
        .iter()
        .take(show)
        .map(|(_, nodes)| {
            let names = names(view.names(nodes), room);
            if nodes.len() > 1 { format!("{names} ({})", nodes.len()) } else { names }
        })
        .collect();
    let title = "tightest nodes first";
    let head = heads.iter().map(|h| width(h)).max().unwrap_or_default().max(title.len()) + 2;
    // Where there is no room beside the names, the figures come beneath.
    let beneath = 2 + head + FIGURES_WIDTH > screen.width;
    let (head, gap) = if beneath { (0, "\n    ") } else { (head, "") };

    let mut take = String::new();
    let mut under = String::new();
    for (whose, resources) in [("DaemonSets take", FIGURES.len()), ("all pods take", 2)] {
        take.push_str(&pad(whose, COLUMN * resources + 2));
        for (name, _) in FIGURES.iter().take(resources) {
            under.push_str(&pad(name, COLUMN));
        }
        under.push_str("  ");
    }
    let title = screen.paint(Tone::Strong, &pad(title, if beneath { 0 } else { head + 2 }));
    let take = screen.paint(Tone::Strong, take.trim_end());
    let under = screen.paint(Tone::Faint, under.trim_end());
    let indent = if beneath { 4 } else { head + 2 };
    let mut table = format!("{title}{gap}{take}\n{}{under}\n", pad("", indent));
    for ((capacity, _), text) in groups.iter().zip(&heads) {
        let line = figures(capacity);
        table.push_str(&format!("  {}{gap}{}\n", pad(text, head), line.trim_end()));
        for missing in missing(view, overhead, capacity) {
            let missing = hanging("    ", &missing, screen.width);
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
        let planned = &view.planned[without.daemon_set];
        let reasons = without.reasons.iter();
        let reasons: Vec<String> = reasons
            .map(|reason| match (&reason.fact, &capacity.allocatable) {
                (Fact::Resource { name, need }, Some(all)) if name != "pods" => {
                    lack(view, overhead, capacity, without, (name, *need, all))
                }
                _ => planned.words(reason),
            })
            .collect();
        format!("no room for {}: {}", planned.title(), reasons.join("; "))
    };
    let all = capacity.without_room.len();
    let show = if all <= MISSING + 1 { all } else { MISSING };
    let mut said: Vec<String> = capacity.without_room.iter().take(show).map(one).collect();
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
    let of = |place: DaemonSetIx| {
        let requests = &overhead.capacity.requests[place];
        let name = &view.planned[place].placement.name;
        (escape(name).into_owned(), requests.get(resource))
    };
    let mut by: Vec<(String, i64)> = capacity.placed_before(without.daemon_set).map(of).collect();
    by.push(("other pods".to_owned(), capacity.others.get(resource)));
    by.retain(|(_, number)| *number > 0);
    by.sort_by_key(|(_, number)| std::cmp::Reverse(*number));
    match takers(name, &by) {
        Some(by) => format!("{needs}, {} left of {} ({by})", amount(name, left), amount(name, all)),
        None => format!("{needs}, the node has {}", amount(name, all)),
    }
}

fn ledger(view: &View<'_>, overhead: &Overhead, all: bool, screen: &Screen) -> String {
    if overhead.ledger.is_empty() {
        return sums(view, overhead, screen);
    }
    let mut shapes = shapes(view, overhead);
    let rest = if all { 0 } else { shapes.len().saturating_sub(SHOWN) };
    shapes.truncate(shapes.len() - rest);
    let title = "an empty new node";
    let head = shapes.iter().map(|s| width(s)).max().unwrap_or_default().max(title.len()) + 2;
    let entries = overhead.ledger.iter().take(shapes.len());
    let lines: Vec<(String, String, String)> = entries.map(entry_parts).collect();
    let taken = lines.iter().map(|(_, taken, _)| width(taken)).max().unwrap_or_default() + 3;
    let left = lines.iter().map(|(_, _, left)| width(left)).max().unwrap_or_default();
    // Where they don't fit beside each other, what is taken and left comes beneath.
    let beneath = 2 + head + 7 + taken + left > screen.width;
    let mut table = if beneath {
        format!("{}\n", screen.paint(Tone::Strong, title))
    } else {
        let titles = format!("nodes  {}left for a pod", pad("DaemonSets take", taken));
        let title = format!("{}{titles}", pad(title, head + 2));
        format!("{}\n", screen.paint(Tone::Strong, &title))
    };
    for ((entry, shape), (nodes, takes, leaves)) in overhead.ledger.iter().zip(&shapes).zip(&lines)
    {
        if beneath {
            let of = count(entry.nodes.len(), "node");
            let takes = hanging("    ", &format!("DaemonSets take {takes}"), screen.width);
            let leaves = hanging("    ", &format!("left for a pod: {leaves}"), screen.width);
            table.push_str(&format!("  {shape} ({of})\n{takes}\n{leaves}\n"));
        } else {
            let (shape, takes) = (pad(shape, head), pad(takes, taken));
            table.push_str(&format!("  {shape}{}  {takes}{leaves}\n", pad_left(nodes, 5)));
        }
        let counted = entry.starts.into_iter().flat_map(|pool| counted(view, overhead, pool));
        for said in remark(view, overhead, entry).into_iter().chain(counted) {
            let said = hanging("    ", &said, screen.width);
            table.push_str(&format!("{}\n", screen.paint(Tone::Warn, &said)));
        }
    }
    if rest > 0 {
        table.push_str(&format!("  and {} (--verbose)\n", count(rest, "more shape")));
    }
    table + "\n" + &sums(view, overhead, screen)
}

/// What the DaemonSets take of new nodes of which it is not known what they offer.
fn sums(view: &View<'_>, overhead: &Overhead, screen: &Screen) -> String {
    if overhead.unsized_pools.is_empty() {
        return String::new();
    }
    let title = "a new node, as large as it may be";
    let mut table = format!("{}\n", screen.paint(Tone::Strong, title));
    for one in &overhead.unsized_pools {
        let pool = &view.inventory.pools[one.pool];
        let said = format!("{}: {}", escape(&pool.name), sum(view, one));
        table.push_str(&format!("{}\n", hanging("  ", &said, screen.width)));
        for said in counted(view, overhead, one.pool) {
            let said = hanging("    ", &said, screen.width);
            table.push_str(&format!("{}\n", screen.paint(Tone::Warn, &said)));
        }
    }
    table + "\n"
}

/// What they take of a new node, in words.
pub(in crate::report) fn sum(view: &View<'_>, one: &Unsized) -> String {
    let pods = count(one.daemon_sets.len(), "pod");
    let pool = &view.inventory.pools[one.pool];
    let of = pool.max_pods.map(|most| format!(" of {most}")).unwrap_or_default();
    let reserved = pool.reserved.as_ref();
    let reserved = reserved.map(|kept| format!("; kubelets keep back {}", amounts(kept)));
    let takes = amounts(&one.takes);
    format!("DaemonSets take {takes}, {pods}{of}{}", reserved.unwrap_or_default())
}

/// What is to be said of a shape besides its figures.
pub(in crate::report) fn remark(
    view: &View<'_>,
    overhead: &Overhead,
    entry: &LedgerEntry,
) -> Option<String> {
    if !entry.without_room.is_empty() {
        let wanted = entry.wanted();
        let short =
            FIGURES.iter().filter(|(_, one)| entry.allocatable.get(*one) < wanted.get(*one));
        let short: Vec<&str> = short.map(|(name, _)| *name).collect();
        let short = if short.is_empty() { "room".to_owned() } else { short.join(" and ") };
        let without = entry.without_room.iter().map(|place| view.planned[*place].title());
        let without: Vec<String> = without.collect();
        let without = names(without.iter().map(String::as_str), 60);
        return Some(format!(
            "no such node takes all of these DaemonSets: too little {short} for {without}"
        ));
    }
    if !entry.without_port.is_empty() {
        let without = entry.without_port.iter().map(|place| view.planned[*place].title());
        let without: Vec<String> = without.collect();
        let without = names(without.iter().map(String::as_str), 60);
        return Some(format!(
            "no such node takes all of these DaemonSets: another one has a host port of {without}"
        ));
    }
    if !entry.is_never_scaled_down(overhead.scale_down) {
        return None;
    }
    let gpu = match entry.removal {
        Removal::ByUse { gpu: Some(gpu), .. } => {
            Some((gpu.name(&view.inventory.symbols), entry.share(gpu)))
        }
        _ => None,
    };
    let fullest = FIGURES
        .iter()
        .filter(|(_, resource)| *resource != Resource::Pods)
        .map(|(name, resource)| (*name, entry.share(*resource)))
        .max_by_key(|(_, share)| *share);
    let (name, most) = gpu.or(fullest)?;
    let threshold = entry.threshold(overhead.scale_down);
    let threshold = match threshold % 100 {
        0 => format!("{}%", threshold / 100),
        _ => percent(Some(threshold)),
    };
    let limit = match overhead.scale_down.at_threshold {
        true => format!("to more than {threshold}"),
        false => format!("to {threshold} or more"),
    };
    Some(format!(
        "the DaemonSets alone take {} of its {name}: the cluster autoscaler removes no node that is \
         used {limit}, unless it runs with --ignore-daemonsets-utilization",
        percent(most)
    ))
}

/// A shape's number of nodes, what the DaemonSets take of one, and what is left.
fn entry_parts(entry: &LedgerEntry) -> (String, String, String) {
    let takes = |name: &str, resource: Resource| {
        let share = percent(entry.share(resource));
        format!("{} {name} ({share})", amount(name, entry.takes.get(resource)))
    };
    let left = |name: &str, resource: Resource| amount(name, entry.left(resource).max(0));
    (
        entry.nodes.len().to_string(),
        format!("{}, {}", takes("cpu", Resource::Cpu), takes("memory", Resource::Memory)),
        format!(
            "{} cpu, {} memory, {} pods",
            left("cpu", Resource::Cpu),
            left("memory", Resource::Memory),
            left("pods", Resource::Pods),
        ),
    )
}
