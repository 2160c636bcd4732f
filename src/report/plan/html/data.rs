//! What the page's script works on: nodes with equal answers share a row, so that the page grows
//! with the nodes and not with nodes × DaemonSets. The new nodes of pools come behind those that there
//! are.

use std::collections::HashMap;

use serde::Serialize;

use crate::inventory::PoolIx;
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
            groups: {
                let known = one.placement.verdicts.iter().map(|v| texts.group(v, one));
                let known: Vec<Group> = known.collect();
                let coming = view.coming_pools().map(|pool| texts.of_new_node(view, one, pool));
                known.into_iter().chain(coming).collect()
            },
        })
        .collect();
    let (mut rows, row) = rows(view);
    let (mut pools, pool) = pools(inventory);
    let name = inventory.nodes.iter().map(|node| escape(&node.name).into_owned()).collect();
    let mut nodes = Nodes { name, pool, row };
    for (number, pool) in view.coming_pools().enumerate() {
        let name = &*inventory.pools[pool].name;
        let place = pools.iter().position(|known| known == name).unwrap_or_else(|| {
            pools.push(name.to_owned());
            pools.len() - 1
        });
        nodes.name.push(format!("a new node of {}", escape(name)));
        nodes.pool.push(place);
        nodes.row.push(rows.len());
        rows.push(planned.iter().map(|one| one.placement.verdicts.len() + number).collect());
    }
    let data = Data {
        nodes,
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
        Group { kind: mark.number(), reasons }
    }

    /// What becomes of a DaemonSet on a pool's new node.
    fn of_new_node(&mut self, view: &View<'_>, planned: &Planned<'_>, pool: PoolIx) -> Group {
        let mark = Mark::of_new_node(planned, pool);
        let (_, said) = view.on_new_node_of(planned, pool);
        let reasons = said.into_iter();
        Group {
            kind: mark.number(),
            reasons: reasons
                .map(|(said, place)| Reason { text: self.place(said), place })
                .collect(),
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
