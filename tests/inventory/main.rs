//! Reading inventories: what kubectl prints, the short form, what provisioners make nodes from.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic fails the test")]

mod kubectl;
mod mutations;
mod packing;
mod provisioners;
mod reading;
mod schema;

use daemonlint::internals::inventory::{Inventory, Loader, Node};

/// Reads one text.
fn read(text: &str) -> Inventory {
    let mut loader = Loader::default();
    loader.read("input", text.as_bytes()).unwrap();
    loader.finish()
}

/// Why a text is refused.
fn refuse(text: &str) -> String {
    Loader::default().read("input", text.as_bytes()).unwrap_err().to_string()
}

/// An inventory in the short form.
fn short(rest: &str) -> String {
    format!("apiVersion: daemonlint.dev/v1\nkind: Inventory\n{rest}")
}

/// A node in a line.
fn show(inventory: &Inventory, node: &Node) -> String {
    let mut labels: Vec<_> = inventory.labels(node).map(|(k, v)| format!("{k}={v}")).collect();
    labels.sort();
    let taints: Vec<_> = inventory
        .taints(node)
        .map(|t| format!("{}={}:{}", t.key, t.value.as_deref().unwrap_or(""), t.effect))
        .collect();
    let room = node.allocatable.as_ref().map(|amounts| {
        let amounts = amounts.iter();
        let all: Vec<_> =
            amounts.map(|(r, n)| format!("{} {n}", r.name(&inventory.symbols))).collect();
        all.join(" ")
    });
    let pool = node.pool.map(|pool| &*inventory.pools[pool].name);
    format!(
        "{} [{}] [{}] {}{} pool={} room={}",
        node.name,
        labels.join(" "),
        taints.join(" "),
        if node.unschedulable { "cordoned " } else { "" },
        node.ready.map_or("unknown", |ready| if ready { "ready" } else { "not ready" }),
        pool.unwrap_or("-"),
        room.as_deref().unwrap_or("?"),
    )
}

fn show_all(inventory: &Inventory) -> String {
    let nodes = inventory.nodes.iter().map(|node| show(inventory, node));
    nodes.collect::<Vec<_>>().join("\n")
}

/// A pool's new node and what is open of it.
fn show_pools(inventory: &Inventory) -> String {
    let pool = |pool: &daemonlint::internals::inventory::Pool| {
        let open: Vec<String> = pool
            .open
            .iter()
            .map(|open| {
                let missing = if open.may_be_missing { " or missing" } else { "" };
                format!("{} {:?}{missing}", inventory.text(open.key), open.tests)
            })
            .collect();
        let startup: Vec<_> =
            pool.startup_taints.iter().map(|id| &*inventory.taint(*id).unwrap().key).collect();
        format!(
            "{} {}: {}\n  open: {}\n  startup: {} closed: {:?}",
            pool.count,
            pool.name,
            show(inventory, &pool.template),
            open.join(", "),
            startup.join(" "),
            pool.closed
        )
    };
    inventory.pools.iter().map(pool).collect::<Vec<_>>().join("\n")
}
