//! What the DaemonSets take, for programs: `capacity` of the plan's JSON. CPU is in thousandths,
//! memory in bytes, shares in percent.

use serde::Serialize;

use crate::inventory::{NodeIx, PoolIx, Resource, ResourceAmounts};
use crate::planner::DaemonSetIx;
use crate::planner::capacity::{Collision, Excess, LedgerEntry, NodeCapacity, Unsized};
use crate::planner::counted::{Counted, CountedKind, CountedPod, CountedPort};
use crate::planner::overhead::Overhead;
use crate::report::plan::view::{Planned, View};

/// What the DaemonSets of a run take.
#[derive(Serialize)]
pub(crate) struct Taken<'a> {
    nodes: Vec<Node<'a>>,
    ledger: Vec<Shape<'a>>,
    /// The pools without nodes of which it is not known what a new one offers.
    #[serde(rename = "unsized", skip_serializing_if = "Vec::is_empty")]
    unsized_pools: Vec<Sum<'a>>,
    collisions: Vec<Collide>,
    exceeded: Vec<Exceeded<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Node<'a> {
    node: &'a str,
    daemonsets: Vec<String>,
    takes: Amounts,
    share: Shares,
    without_room: Vec<NoRoom>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Amounts {
    milli_cpu: i64,
    memory: i64,
    pods: i64,
}

#[derive(Serialize)]
struct Shares {
    cpu: Option<f64>,
    memory: Option<f64>,
    pods: Option<f64>,
}

#[derive(Serialize)]
struct NoRoom {
    daemonset: String,
    reasons: Vec<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Shape<'a> {
    pool: Option<&'a str>,
    instance_type: Option<&'a str>,
    nodes: usize,
    daemonsets: Vec<String>,
    takes: Amounts,
    left: Amounts,
    /// The DaemonSets that don't fit beside the others; `takes` is without them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    without_room: Vec<String>,
    /// Those of them whose host port another one has.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    without_port: Vec<String>,
    never_scaled_down: bool,
    /// What the pool's provisioner counts of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    counted: Vec<Counts>,
}

/// What DaemonSets take of a new node of which it is not known what it offers.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Sum<'a> {
    pool: &'a str,
    daemonsets: Vec<String>,
    takes: Amounts,
    /// How many pods a node takes, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    max_pods: Option<i64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    counted: Vec<Counts>,
}

/// What a provisioner counts of the DaemonSets on a new node.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Counts {
    by: &'static str,
    counts: Amounts,
    /// The same for a kube-proxy that the cluster autoscaler has on every first node.
    #[serde(skip_serializing_if = "Option::is_none")]
    kube_proxy: Option<Amounts>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    differences: Vec<Differs>,
    /// Instance types on which not the same is counted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    kinds: Vec<Kind>,
    /// The host ports that are kept for DaemonSets.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    host_ports: Vec<Kept>,
}

/// What a provisioner counts on instance types that are alike.
#[derive(Serialize)]
struct Kind {
    daemonsets: Vec<String>,
    counts: Amounts,
}

/// A host port that no other pod gets on a new node.
#[derive(Serialize)]
struct Kept {
    daemonset: String,
    port: u16,
    protocol: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Differs {
    daemonset: String,
    takes: Amounts,
    counts: Amounts,
    reason: &'static str,
}

#[derive(Serialize)]
struct Collide {
    daemonsets: [String; 2],
    port: u16,
    protocol: String,
    nodes: Vec<String>,
    /// The pools on whose new nodes they would meet.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pools: Vec<String>,
}

#[derive(Serialize)]
struct Exceeded<'a> {
    resource: &'a str,
    nodes: Vec<String>,
    /// The pools whose new nodes would be such.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pools: Vec<&'a str>,
}

impl<'a> Taken<'a> {
    /// The figures as they are written.
    #[must_use]
    pub(crate) fn new(view: &View<'a>, overhead: &'a Overhead) -> Self {
        let nodes = view.inventory.nodes.numbered();
        let nodes = nodes.map(|(at, node)| Node::new(view, &node.name, overhead.capacity.of(at)));
        Self {
            nodes: nodes.collect(),
            ledger: overhead.ledger.iter().map(|entry| Shape::new(view, entry, overhead)).collect(),
            unsized_pools: overhead
                .unsized_pools
                .iter()
                .map(|o| Sum::new(view, o, overhead))
                .collect(),
            collisions: overhead.collisions.iter().map(|c| Collide::new(view, c)).collect(),
            exceeded: overhead.excess.iter().map(|e| Exceeded::new(view, e)).collect(),
        }
    }
}

fn title(view: &View<'_>, place: DaemonSetIx) -> String {
    raw_title(&view.planned[place])
}

fn raw_title(planned: &Planned<'_>) -> String {
    format!("{}/{}", planned.placement.namespace, planned.placement.name)
}

fn amounts(of: impl Fn(Resource) -> i64) -> Amounts {
    Amounts { milli_cpu: of(Resource::Cpu), memory: of(Resource::Memory), pods: of(Resource::Pods) }
}

impl<'a> Node<'a> {
    fn new(view: &View<'a>, name: &'a str, capacity: &NodeCapacity) -> Self {
        let share = |resource| capacity.share(resource).map(|share| share as f64 / 100.0);
        let takes: &ResourceAmounts = &capacity.takes;
        Self {
            node: name,
            daemonsets: capacity.wanted.iter().map(|place| title(view, *place)).collect(),
            takes: amounts(|resource| takes.get(resource)),
            share: Shares {
                cpu: share(Resource::Cpu),
                memory: share(Resource::Memory),
                pods: share(Resource::Pods),
            },
            without_room: capacity
                .without_room
                .iter()
                .map(|without| NoRoom {
                    daemonset: title(view, without.daemon_set),
                    reasons: without.reasons.iter().map(|r| r.message.clone()).collect(),
                })
                .collect(),
        }
    }
}

impl<'a> Shape<'a> {
    fn new(view: &View<'_>, entry: &'a LedgerEntry, overhead: &Overhead) -> Self {
        Self {
            pool: entry.pool.as_deref(),
            instance_type: entry.instance_type.as_deref(),
            nodes: entry.nodes.len(),
            daemonsets: entry.daemon_sets.iter().map(|(place, _)| title(view, *place)).collect(),
            takes: amounts(|resource| entry.takes.get(resource)),
            left: amounts(|resource| entry.left(resource)),
            without_room: entry.without_room.iter().map(|place| title(view, *place)).collect(),
            without_port: entry.without_port.iter().map(|place| title(view, *place)).collect(),
            never_scaled_down: entry.is_never_scaled_down(overhead.scale_down),
            counted: entry.starts.map(|pool| counts(view, pool, overhead)).unwrap_or_default(),
        }
    }
}

impl<'a> Sum<'a> {
    fn new(view: &View<'a>, one: &Unsized, overhead: &Overhead) -> Self {
        let pool = &view.inventory.pools[one.pool];
        Self {
            pool: &pool.name,
            daemonsets: one.daemon_sets.iter().map(|(place, _)| title(view, *place)).collect(),
            takes: amounts(|resource| one.takes.get(resource)),
            max_pods: pool.max_pods,
            counted: counts(view, one.pool, overhead),
        }
    }
}

/// What the provisioners of a pool count.
fn counts(view: &View<'_>, pool: PoolIx, overhead: &Overhead) -> Vec<Counts> {
    let of_pool = overhead.counted.iter().filter(|counted| counted.pool == pool);
    let differs = |pod: &CountedPod| {
        Some(Differs {
            daemonset: title(view, pod.daemon_set),
            takes: amounts(|resource| pod.takes.get(resource)),
            counts: amounts(|resource| pod.counts.get(resource)),
            reason: pod.difference?.words(),
        })
    };
    let kind = |kind: &CountedKind| Kind {
        daemonsets: kind.daemon_sets.iter().map(|place| title(view, *place)).collect(),
        counts: amounts(|resource| kind.counts.get(resource)),
    };
    let kept = |pod: &CountedPod| {
        let daemonset = title(view, pod.daemon_set);
        let one = move |port: &CountedPort| Kept {
            daemonset: daemonset.clone(),
            port: port.port,
            protocol: port.protocol.clone(),
        };
        pod.ports.iter().map(one).collect::<Vec<_>>()
    };
    let one = |counted: &Counted| {
        let sum = counted.counts();
        Counts {
            by: counted.by.name(),
            counts: amounts(|resource| sum.get(resource)),
            kube_proxy: (counted.beside.pods > 0)
                .then(|| amounts(|resource| counted.beside.get(resource))),
            differences: counted.pods.iter().filter_map(differs).collect(),
            kinds: counted.kinds.iter().map(kind).collect(),
            host_ports: counted.pods.iter().flat_map(kept).collect(),
        }
    };
    of_pool.map(one).collect()
}

fn names(view: &View<'_>, nodes: &[NodeIx]) -> Vec<String> {
    let nodes = nodes.iter().filter_map(|&node| view.inventory.nodes.get(node));
    nodes.map(|node| node.name.to_string()).collect()
}

impl Collide {
    fn new(view: &View<'_>, collision: &Collision) -> Self {
        let (first, second) = collision.daemon_sets;
        let title = |place| title(view, place);
        Self {
            daemonsets: [title(first), title(second)],
            port: collision.port,
            protocol: collision.protocol.clone(),
            nodes: names(view, &collision.nodes),
            pools: collision
                .pools
                .iter()
                .map(|pool| view.inventory.pools[*pool].name.to_string())
                .collect(),
        }
    }
}

impl<'a> Exceeded<'a> {
    fn new(view: &View<'a>, excess: &'a Excess) -> Self {
        let pools = excess.pools.iter().map(|pool| &*view.inventory.pools[*pool].name);
        let (nodes, pools) = (names(view, &excess.nodes), pools.collect());
        Self { resource: &excess.resource, nodes, pools }
    }
}
