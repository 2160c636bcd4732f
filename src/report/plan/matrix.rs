//! A plan at one glance: nodes × DaemonSets, a mark for each pair.

use super::{Format, Rendering};
use crate::report::shared::format::Audience;
use std::collections::HashMap;

use super::view::{Outcome, Planned, View, reasons};
use crate::inventory::ix::IxVec;
use crate::inventory::{NodeIx, PoolIx};
use crate::planner::ix::VerdictIx;
use crate::planner::{Plugin, Verdict};
use crate::report::shared::screen::{Screen, Tone};
use crate::report::shared::text::{pad, pad_left, width};
use crate::words::escape::escape;

/// The format.
pub(crate) const FORMAT: Format = Format {
    name: "matrix",
    about: "Nodes × DaemonSets (--verbose: a row for every node)",
    audience: Audience::People,
    on_screen: true,
    render: Rendering {
        whole: false,
        write: |shown, screen, out| {
            out.write_all(render(shown.view, shown.verbose, screen).as_bytes())
        },
    },
};

/// Renders the matrix. Nodes with the same marks share a row, unless `every_node` wants one each;
/// what is wider than the screen is continued below.
fn render(view: &View<'_>, every_node: bool, screen: &Screen) -> String {
    let planned = &view.planned;
    let rows = rows(view, every_node);
    let heads: Vec<String> = rows.iter().map(|row| row.head(view)).collect();
    let head = heads.iter().map(|head| width(head)).max().unwrap_or_default();
    let column = planned.len().to_string().len().max(2) + 1;
    let per_block = (screen.width.saturating_sub(head + 2) / column).max(1);

    let mut matrix = String::new();
    for first in (0..planned.len()).step_by(per_block) {
        let last = (first + per_block).min(planned.len());
        let numbers: String =
            (first..last).map(|place| pad_left(&(place + 1).to_string(), column)).collect();
        matrix.push_str(&format!("{}{}\n", pad("", head), screen.paint(Tone::Strong, &numbers)));
        for (row, head_text) in rows.iter().zip(&heads) {
            matrix.push_str(&pad(head_text, head));
            for mark in row.marks.get(first..last).unwrap_or_default() {
                matrix.push_str(&" ".repeat(column - 1));
                matrix.push_str(&screen.paint(mark.tone(), mark.sign(screen)));
            }
            matrix.push('\n');
        }
        matrix.push('\n');
    }
    matrix.push_str(&legend(&rows, planned, screen));
    matrix.push_str(&view.left_out());
    matrix
}

/// What is seen of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::report) enum Mark {
    Runs,
    NotTargeted,
    Tainted,
    NoRoom,
    Refused,
    Virtual,
    /// It hangs on what is still to be filled in.
    Open,
    /// It depends on what a new node will be: no node of the inventory has this mark.
    Depends,
}

impl Mark {
    /// All that a node can have; the HTML page's script lists them in the same order.
    pub(in crate::report) const ALL: [Self; 8] = [
        Self::Runs,
        Self::NotTargeted,
        Self::Tainted,
        Self::NoRoom,
        Self::Refused,
        Self::Virtual,
        Self::Open,
        Self::Depends,
    ];

    /// Its place among all.
    pub(in crate::report) fn number(self) -> usize {
        Self::ALL.iter().position(|known| *known == self).unwrap_or_default()
    }

    pub(in crate::report) fn of(verdict: &Verdict) -> Self {
        match Outcome::of(verdict) {
            Outcome::Runs => Self::Runs,
            Outcome::NoRoom => Self::NoRoom,
            Outcome::Refused => Self::Refused,
            Outcome::Virtual => Self::Virtual,
            Outcome::Open => Self::Open,
            Outcome::KeptOff => {
                let taint_only =
                    reasons(verdict).iter().all(|r| r.plugin == Plugin::TaintToleration);
                if taint_only { Self::Tainted } else { Self::NotTargeted }
            }
        }
    }

    /// That of a pool's new node.
    pub(in crate::report) fn of_new_node(planned: &Planned<'_>, pool: PoolIx) -> Self {
        match planned.placement.new_node(pool).conditions.is_empty() {
            true => Self::of(planned.placement.pool_verdict(pool)),
            false => Self::Depends,
        }
    }

    const fn sign(self, screen: &Screen) -> &'static str {
        match (self, screen.drawing) {
            (Self::Runs, true) => "●",
            (Self::Runs, false) => "x",
            (Self::NotTargeted, true) => "·",
            (Self::NotTargeted, false) => ".",
            (Self::Tainted, _) => "t",
            (Self::NoRoom, _) => "!",
            (Self::Refused, true) => "✗",
            (Self::Refused, false) => "r",
            (Self::Virtual, _) => "v",
            (Self::Open | Self::Depends, _) => "?",
        }
    }

    const fn tone(self) -> Tone {
        match self {
            Self::Runs => Tone::Good,
            Self::NotTargeted => Tone::Faint,
            Self::Tainted | Self::Open | Self::Depends => Tone::Warn,
            Self::NoRoom | Self::Refused | Self::Virtual => Tone::Bad,
        }
    }

    const fn meaning(self) -> &'static str {
        match self {
            Self::Runs => "runs",
            Self::NotTargeted => "not targeted",
            Self::Tainted => "kept off by a taint alone",
            Self::NoRoom => "wanted, no room",
            Self::Refused => "refused by the API server",
            Self::Virtual => "virtual node",
            Self::Open => "not known: to be filled in",
            Self::Depends => "depends on the new node",
        }
    }
}

/// Nodes with the same marks.
struct Row {
    nodes: Vec<NodeIx>,
    /// The pools whose new nodes the row is about; none for a row of nodes.
    pools: Vec<PoolIx>,
    marks: Vec<Mark>,
}

impl Row {
    /// The nodes' names, in brief: a row's head is no list.
    fn head(&self, view: &View<'_>) -> String {
        if let Some(first) = self.pools.first().and_then(|&pool| view.inventory.pools.get(pool)) {
            let more = match self.pools.len() {
                1 => String::new(),
                pools => format!(" and {} more", pools - 1),
            };
            return format!("new: {}{more}", escape(&first.name));
        }
        let mut names = view.names(&self.nodes);
        let first = escape(names.next().unwrap_or_default());
        match names.next_back() {
            None => first.into_owned(),
            Some(last) if self.nodes.len() == 2 => format!("{first}, {} (2)", escape(last)),
            Some(last) => format!("{first} … {} ({})", escape(last), self.nodes.len()),
        }
    }
}

fn rows(view: &View<'_>, every_node: bool) -> Vec<Row> {
    // Nodes with equal verdicts have equal marks: looked up once each.
    let marks: Vec<IxVec<VerdictIx, Mark>> = view
        .planned
        .iter()
        .map(|one| one.placement.verdicts.iter().map(Mark::of).collect())
        .collect();
    let mut rows: Vec<Row> = Vec::new();
    let mut known: HashMap<Vec<Mark>, usize> = HashMap::new();
    for node in view.inventory.nodes.places() {
        let here: Vec<Mark> = view
            .planned
            .iter()
            .zip(&marks)
            .map(|(one, marks)| marks[one.placement.verdict_ix(node)])
            .collect();
        if !every_node && let Some(row) = known.get(&here).and_then(|&row| rows.get_mut(row)) {
            row.nodes.push(node);
            continue;
        }
        known.insert(here.clone(), rows.len());
        rows.push(Row { nodes: vec![node], pools: Vec::new(), marks: here });
    }
    rows.extend(new_rows(view));
    rows
}

/// The rows of pools that have no nodes of their own and could start some.
fn new_rows(view: &View<'_>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for pool in view.coming_pools() {
        let marks = view.planned.iter().map(|one| Mark::of_new_node(one, pool));
        let marks: Vec<Mark> = marks.collect();
        match rows.iter_mut().find(|row| row.marks == marks) {
            Some(row) => row.pools.push(pool),
            None => rows.push(Row { nodes: Vec::new(), pools: vec![pool], marks }),
        }
    }
    rows
}

fn legend(rows: &[Row], planned: &[Planned<'_>], screen: &Screen) -> String {
    let used = |mark: &Mark| rows.iter().any(|row| row.marks.contains(mark));
    let signs: Vec<String> = Mark::ALL
        .into_iter()
        .filter(used)
        .map(|mark| format!("{} {}", screen.paint(mark.tone(), mark.sign(screen)), mark.meaning()))
        .collect();
    let mut legend = format!("{}\n", signs.join("   "));
    let titles: Vec<String> = planned.iter().map(Planned::title).collect();
    let wide = titles.iter().map(|title| width(title)).max().unwrap_or_default();
    let digits = planned.len().to_string().len();
    for (place, (one, title)) in planned.iter().zip(&titles).enumerate() {
        let number = pad_left(&(place + 1).to_string(), digits);
        let (running, all) = (one.placement.running(), one.placement.node_count());
        let running = match one.placement.open() {
            0 => running.to_string(),
            open => format!("{running} to {}", running + open),
        };
        let number = screen.paint(Tone::Strong, &number);
        legend.push_str(&format!("{number} {}  {running} of {all}\n", pad(title, wide)));
    }
    legend.push('\n');
    legend
}
