//! What the page's script works on: nodes with equal answers share a row, so that the page grows
//! with the nodes and not with nodes × DaemonSets.

use std::collections::HashMap;

use serde::Serialize;

use crate::inventory::ix::Ix;
use crate::planner::Verdict;
use crate::report::inventory::pool::pools;
use crate::report::plan::matrix::Mark;
use crate::report::plan::view::{Planned, View, reasons};
use crate::report::shared::json;
use crate::words::escape::escape;

#[derive(Serialize)]
struct Data {
    nodes: Nodes,
    pools: Vec<String>,
    /// For each different combination: for each DaemonSet, which of its groups.
    rows: Vec<Vec<usize>>,
    daemonsets: Vec<DaemonSet>,
    /// The words of all reasons, each once.
    reasons: Vec<String>,
}

#[derive(Serialize)]
struct Nodes {
    name: Vec<String>,
    pool: Vec<usize>,
    row: Vec<usize>,
}

#[derive(Serialize)]
struct DaemonSet {
    title: String,
    file: String,
    groups: Vec<Group>,
}

/// A verdict, as far as it is shown.
#[derive(Serialize)]
struct Group {
    /// The place of its mark in [`Mark::ALL`].
    kind: usize,
    reasons: Vec<Reason>,
}

#[derive(Serialize)]
struct Reason {
    /// Its place in [`Data::reasons`].
    text: usize,
    place: Option<String>,
}

/// The data as JSON that can stand in a `script` element.
pub(super) fn render(view: &View<'_>) -> String {
    let View { inventory, planned, .. } = view;
    let mut texts = Texts::default();
    let daemonsets = planned
        .iter()
        .map(|one| DaemonSet {
            title: one.title(),
            file: escape(one.file()).into_owned(),
            groups: one.placement.verdicts.iter().map(|v| texts.group(v, one)).collect(),
        })
        .collect();
    let (rows, row) = rows(view);
    let (pools, pool) = pools(inventory);
    let data = Data {
        nodes: Nodes {
            name: inventory.nodes.iter().map(|node| escape(&node.name).into_owned()).collect(),
            pool,
            row,
        },
        pools: pools.iter().map(|pool| escape(pool).into_owned()).collect(),
        rows,
        daemonsets,
        reasons: texts.all,
    };
    // `</script>` and `<!--` must not occur; in JSON a `<` only stands in strings.
    json::to_string(&data).replace('<', "\\u003c")
}

/// The different combinations of verdicts, and which of them each node has.
fn rows(view: &View<'_>) -> (Vec<Vec<usize>>, Vec<usize>) {
    let mut rows = Vec::new();
    let mut known: HashMap<Vec<usize>, usize> = HashMap::new();
    let of_node = view
        .inventory
        .nodes
        .places()
        .map(|node| {
            let row: Vec<usize> =
                view.planned.iter().map(|one| one.placement.verdict_ix(node).index()).collect();
            *known.entry(row).or_insert_with_key(|row| {
                rows.push(row.clone());
                rows.len() - 1
            })
        })
        .collect();
    (rows, of_node)
}

#[derive(Default)]
struct Texts {
    all: Vec<String>,
    places: HashMap<String, usize>,
}

impl Texts {
    fn group(&mut self, verdict: &Verdict, planned: &Planned<'_>) -> Group {
        let mark = Mark::of(verdict);
        let reasons = reasons(verdict)
            .iter()
            .map(|reason| Reason {
                text: self.place(planned.words(reason)),
                place: planned.place(reason.field.as_ref()),
            })
            .collect();
        Group {
            kind: Mark::ALL.iter().position(|known| *known == mark).unwrap_or_default(),
            reasons,
        }
    }

    fn place(&mut self, text: String) -> usize {
        let all = &mut self.all;
        *self.places.entry(text).or_insert_with_key(|text| {
            all.push(text.clone());
            all.len() - 1
        })
    }
}
