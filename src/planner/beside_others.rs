//! What the filters say of a pool's new node that look at what runs elsewhere: pod affinity and topology
//! spread, beside the nodes that there are.

use super::cluster::Cluster;
use super::daemon_pod::DaemonPod;
use super::filters::pod_affinity::PodAffinity;
use super::filters::spread::Spread;
use super::new_node::{ANOTHER, Condition, NewNode};
use super::reason::Reason;
use crate::inventory::ix::Ix;
use crate::inventory::{Inventory, NodeIx, PoolIx};

/// How many values of a topology's label are tried that nodes have.
const MOST: usize = 8;

/// Why a pod can't go to a pool's new node. Where that hangs on which of the topologies that there are the
/// node will belong to, this becomes a condition. Of topologies of which no node tells, nothing is
/// said.
pub(super) fn beside_others(
    cluster: &Cluster<'_>,
    pod: &DaemonPod,
    pool: PoolIx,
    new_node: &mut NewNode,
) -> Vec<Reason> {
    let inventory = cluster.inventory;
    let known = &inventory.pools[pool];
    let keys = pod.spread.iter().map(|constraint| constraint.topology_key.as_str());
    let terms = pod.pod_affinity.iter().chain(&pod.pod_anti_affinity);
    let keys = keys.chain(terms.map(|term| term.topology_key.as_str()));
    let is_known = |key: &str| {
        inventory.label(&known.template, key).is_some()
            || new_node.taken.iter().any(|(taken, _)| taken == key)
    };
    let mut unknown: Vec<&str> = keys.filter(|key| !is_known(key)).collect();
    unknown.sort_unstable();
    unknown.dedup();
    let values = match unknown.as_slice() {
        [key] => values(inventory, pool, key),
        _ => Vec::new(),
    };
    let (Some(key), false) = (unknown.first(), values.is_empty()) else {
        let mut asked = pod.clone();
        asked.spread.retain(|constraint| is_known(&constraint.topology_key));
        asked.pod_affinity.retain(|term| is_known(&term.topology_key));
        asked.pod_anti_affinity.retain(|term| is_known(&term.topology_key));
        return refusals(cluster, &asked, pool, &new_node.taken);
    };
    let with = |value: &String| {
        let own = [((*key).to_owned(), value.clone())];
        let taken: Vec<_> = new_node.taken.iter().cloned().chain(own).collect();
        refusals(cluster, pod, pool, &taken)
    };
    let tried: Vec<(String, Vec<Reason>)> =
        values.into_iter().map(|value| (value.clone(), with(&value))).collect();
    let passes = |(value, reasons): &(String, Vec<Reason>), fits: bool| {
        (reasons.is_empty() == fits && value != ANOTHER).then(|| value.clone())
    };
    let best = tried.iter().find(|(_, reasons)| reasons.is_empty()).or(tried.first());
    let Some((value, reasons)) = best else { return Vec::new() };
    new_node.taken.push(((*key).to_owned(), value.clone()));
    if reasons.is_empty() && tried.iter().any(|(_, reasons)| !reasons.is_empty()) {
        new_node.conditions.push(Condition {
            key: (*key).to_owned(),
            values: tried.iter().filter_map(|one| passes(one, true)).collect(),
            except: tried.iter().filter_map(|one| passes(one, false)).collect(),
            others: tried.iter().any(|(value, reasons)| value == ANOTHER && reasons.is_empty()),
            exact: true,
            missing: false,
            later: false,
        });
    }
    reasons.clone()
}

/// The values that a label may have on a pool's new node: those that nodes have, and one that none has;
/// none where no node tells, or the label isn't there.
fn values(inventory: &Inventory, pool: PoolIx, key: &str) -> Vec<String> {
    let pool = &inventory.pools[pool];
    let open = pool.open.iter().find(|open| inventory.text(open.key) == key);
    if open.is_none() && inventory.coming(pool, key).is_none() {
        return Vec::new();
    }
    let is_possible = |value: &&str| open.is_none_or(|open| open.allows(value));
    let of_nodes = inventory.nodes.iter().filter_map(|node| inventory.label(node, key));
    let mut values: Vec<&str> = of_nodes.collect();
    values.sort_unstable();
    values.dedup();
    if values.is_empty() {
        return Vec::new();
    }
    values.retain(is_possible);
    values.truncate(MOST);
    values.into_iter().chain(Some(ANOTHER).filter(is_possible)).map(str::to_owned).collect()
}

/// What the filters refuse it for on a new node with these labels.
fn refusals(
    cluster: &Cluster<'_>,
    asked: &DaemonPod,
    pool: PoolIx,
    taken: &[(String, String)],
) -> Vec<Reason> {
    if asked.spread.is_empty()
        && asked.pod_affinity.is_empty()
        && asked.pod_anti_affinity.is_empty()
    {
        return Vec::new();
    }
    let inventory = cluster.inventory;
    let taken: Vec<(&str, &str)> = taken.iter().map(|(k, v)| (&**k, &**v)).collect();
    let more = inventory.with_new_node(pool, &taken);
    let cluster = Cluster::around(cluster, &more);
    let node = NodeIx::new(inventory.nodes.len());
    let spread = Spread::new(&cluster, asked);
    let affinity = PodAffinity::new(&cluster, asked);
    let mut reasons = spread.as_ref().map(|spread| spread.refusals(node)).unwrap_or_default();
    reasons.extend(affinity.iter().flat_map(|affinity| affinity.refusals(node)));
    reasons
}
