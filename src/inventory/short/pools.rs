//! Pools of the short form.

use std::collections::BTreeMap;

use super::groups::{Leaf, Nodes};
use super::names::MOST;
use super::pods;
use super::shape::{LabelValue, Shape, taints};
use crate::inventory::PoolIx;
use crate::inventory::builder::InventoryBuilder;
use crate::inventory::pool::{OpenLabel, Origin, Pool};
use crate::inventory::provisioner::requirements::Requirements;
use crate::inventory::symbols::Symbol;
use crate::kubernetes::labels::Test;
use crate::kubernetes::node_labels::HOSTNAME;
use crate::yaml::cursor::{At, Read};

/// The fields of a pool.
pub const POOL_FIELDS: [&str; 14] = [
    "name",
    "count",
    "names",
    "nodes",
    "labels",
    "taints",
    "allocatable",
    "unschedulable",
    "ready",
    "kubelet",
    "declaredFeatures",
    "pods",
    "requirements",
    "startupTaints",
];

/// Reads the pools.
///
/// # Errors
/// At the first mistake.
pub(crate) fn read(at: At<'_>, builder: &mut InventoryBuilder) -> Read<()> {
    for pool in at.list()? {
        read_one(pool, builder)?;
    }
    Ok(())
}

fn read_one(at: At<'_>, builder: &mut InventoryBuilder) -> Read<()> {
    at.only("a pool", &POOL_FIELDS)?;
    let named = at.get("name").ok_or_else(|| at.wrong("a pool without a `name`"))?;
    let name = named.text()?;
    if name.is_empty() {
        return Err(named.wrong("a pool's name must not be empty"));
    }
    let same = |pool: &Pool| pool.origin == Origin::Written && *pool.name == *name;
    if builder.inventory.pools.iter().any(same) {
        return Err(named.wrong(format!("there is a pool `{name}` already")));
    }
    let mut shape = Shape::new(&mut builder.tables).with(at, &mut builder.tables)?;
    let mut requirements = Requirements::default();
    if let Some(list) = at.get("requirements") {
        requirements.read(list)?;
    }
    let startup_taints = match at.get("startupTaints") {
        Some(list) => taints(list, &mut builder.tables)?,
        None => Vec::new(),
    };

    // The pool has its place before its nodes, which name it.
    let template = shape.template(&mut builder.tables);
    let mut pool = Pool::new(name, Origin::Written, template);
    pool.startup_taints = startup_taints.into();
    let place = builder.add_pool(pool).map_err(|_| at.wrong("too many pools for one inventory"))?;
    let first = builder.inventory.nodes.len();
    let (count, leaves) = read_nodes(at, name, &shape, place, builder)?;
    if let Some(list) = at.get("pods") {
        pods::on_each(list, first, builder)?;
    }

    let mut open = requirements.apply(&mut shape, &mut builder.tables);
    shape.open_twins(&mut open);
    open.sort_by_key(|label| builder.tables.symbols.text(label.key).to_owned());
    open.extend(differing(&leaves, &mut shape, builder));
    let template = shape.template(&mut builder.tables);
    if let Some(pool) = builder.inventory.pools.get_mut(place) {
        (pool.template, pool.count, pool.open) = (template, count, open.into());
    }
    Ok(())
}

/// Reads the nodes of a pool: by their names, in groups, or so and so many.
fn read_nodes(
    at: At<'_>,
    name: &str,
    shape: &Shape,
    pool: PoolIx,
    builder: &mut InventoryBuilder,
) -> Read<(u32, Vec<Leaf>)> {
    let mut nodes = Nodes { builder, pool: Some(pool), leaves: Vec::new(), count: 0 };
    let names = at.get("names");
    let groups = at.get("nodes");
    let count = at.get("count");
    let wanted = count.map(|count| Ok((count, count.number(0, MOST as i64)?))).transpose()?;
    if let Some(names) = names {
        nodes.named(names, shape)?;
    }
    if let Some(groups) = groups {
        nodes.groups(groups, shape)?;
    }
    match wanted {
        Some((at, wanted)) if names.is_none() && groups.is_none() => {
            if wanted > 0 {
                nodes.leaves.push(Leaf { labels: shape.all_labels() });
            }
            for number in 1..=wanted {
                nodes.one(at, &format!("{name}-{number}"), shape)?;
            }
        }
        Some((at, wanted)) if wanted != i64::from(nodes.count) => {
            let named = nodes.count;
            return Err(at.wrong(format!("`count` is {wanted}, and {named} nodes are named")));
        }
        Some(_) => {}
        None if names.is_none() && groups.is_none() => {
            let message = format!(
                "how many nodes has `{name}`? `count: 3`, `names`, or `count: 0` where an \
                 autoscaler could start some"
            );
            return Err(at.wrong(message));
        }
        None => {}
    }
    Ok((nodes.count, nodes.leaves))
}

/// The labels in which the groups of a pool differ: a new node may have any of their values. What
/// all groups share goes to the shape.
fn differing(leaves: &[Leaf], shape: &mut Shape, builder: &mut InventoryBuilder) -> Vec<OpenLabel> {
    let hostname = builder.tables.symbols.intern(HOSTNAME);
    let mut values: BTreeMap<Symbol, Vec<LabelValue>> = BTreeMap::new();
    for leaf in leaves {
        for (key, value) in &leaf.labels {
            values.entry(*key).or_default().push(*value);
        }
    }
    let mut open = Vec::new();
    for (key, values) in values {
        let everywhere = values.len() == leaves.len();
        let Some(first) = values.first() else { continue };
        if everywhere && values.iter().all(|value| value == first) {
            shape.set(key, *first);
            continue;
        }
        shape.remove(key);
        // A name is another one on each node.
        let fixed = values.iter().filter_map(|value| match value {
            LabelValue::Fixed(symbol) => Some(builder.tables.symbols.text(*symbol).to_owned()),
            LabelValue::Name => None,
        });
        let mut fixed: Vec<String> = fixed.collect();
        let named = fixed.len() < values.len();
        fixed.sort();
        fixed.dedup();
        let tests = if named || key == hostname { Vec::new() } else { vec![Test::In(fixed)] };
        open.push(OpenLabel { key, tests: tests.into(), may_be_missing: !everywhere });
    }
    // What no group has, since each takes it away, a new node hasn't either.
    if !leaves.is_empty() {
        let has = |key: &Symbol| leaves.iter().any(|l| l.labels.iter().any(|(k, _)| k == key));
        shape.labels.retain(|(key, _)| has(key));
        shape.following().filter(|key| !has(key)).for_each(|key| shape.remove(key));
    }
    open
}
