//! Deciding for every DaemonSet and node of a run.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::beside_others::beside_others;
use super::cluster::Cluster;
use super::controller::decide;
use super::daemon_pod::{Compiled, DaemonPod};
use super::filters::pod_affinity::PodAffinity;
use super::filters::room::{Lack, Lacking, Wants};
use super::filters::spread::Spread;
use super::ix::{AskedIx, DaemonSetIx, NodeClassIx, RoomClassIx, VerdictIx};
use super::new_node::Asked;
use super::node_classes::NodeClasses;
use super::placement::{Alike, Placement};
use super::reason::Reason;
use super::verdict::Verdict;
use crate::inventory::ix::{Ix, IxVec};
use crate::inventory::{Node, NodeIx, PoolIx};

/// The placements of all DaemonSets of a run.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// One for each DaemonSet, in the order in which they were given.
    pub placements: IxVec<DaemonSetIx, Placement>,
    /// The nodes that may be too small for all pods that are wanted there, by room or by ports.
    pub tight: Vec<NodeIx>,
    /// How many classes of nodes there are: nodes that no DaemonSet of the run can tell apart.
    pub classes: usize,
}

impl Plan {
    /// Decides for every pod and node.
    #[must_use]
    pub fn new(cluster: &Cluster<'_>, compiled: &[Compiled]) -> Self {
        // Those that are changed on their way are asked for twice; they stand behind the others.
        let admitted = compiled.iter().filter_map(|pod| pod.admitted.as_ref());
        let pods: IxVec<AskedIx, &DaemonPod> =
            compiled.iter().map(|pod| &pod.created).chain(admitted).collect();
        let node_classes = NodeClasses::new(cluster.inventory, &pods);
        let decisions: Vec<Decisions> =
            pods.par_iter().map(|pod| Decisions::new(&node_classes, pod)).collect();
        let scheduled: IxVec<AskedIx, bool> = compiled
            .iter()
            .map(|pod| pod.admitted.is_none())
            .chain(std::iter::repeat(true))
            .take(pods.len())
            .collect();
        let room_classes = RoomClasses::new(cluster, &pods, &node_classes, &decisions, &scheduled);
        let mut verdicts: Vec<Verdicts> = pods
            .par_iter()
            .zip(decisions)
            .enumerate()
            .map(|(id, (pod, decisions))| room_classes.verdicts(pod, AskedIx::new(id), decisions))
            .collect();
        let mut admitted = verdicts.split_off(compiled.len()).into_iter();
        let verdicts: Vec<(Verdicts, Option<Verdicts>)> = verdicts
            .into_iter()
            .zip(compiled)
            .map(|(created, pod)| (created, pod.admitted.as_ref().and_then(|_| admitted.next())))
            .collect();
        let placements: Vec<Placement> = compiled
            .par_iter()
            .zip(verdicts)
            .map(|(pod, (created, admitted))| {
                let verdicts = match admitted {
                    Some(admitted) => created.merged_with(&admitted),
                    None => created,
                };
                room_classes.placement(cluster, pod, verdicts)
            })
            .collect();
        let RoomClasses { all, tight, .. } = room_classes;
        Self { placements: placements.into(), tight, classes: all.len() }
    }

    /// Writes how pods ended up on nodes that are alike: each such group becomes a class of its own.
    pub(super) fn settle_alike(&mut self, groups: Vec<Alike>) {
        let Some(first) = self.placements.first() else { return };
        if groups.is_empty() {
            return;
        }
        let mut of_node = IxVec::clone(&first.of_node);
        for Alike { nodes, mut settled } in groups {
            let Some(before) = nodes.first().map(|node| of_node[*node]) else { continue };
            for (id, placement) in self.placements.places().zip(self.placements.iter_mut()) {
                placement.settle_class(before, &nodes, settled.remove(&id));
            }
            let class = RoomClassIx::new(self.classes);
            self.classes += 1;
            for node in nodes {
                of_node[node] = class;
            }
        }
        let of_node = Arc::new(of_node);
        for placement in self.placements.iter_mut() {
            placement.of_node = Arc::clone(&of_node);
        }
    }
}

/// What the controller says of one pod, by node class.
struct Decisions {
    verdicts: IxVec<VerdictIx, Verdict>,
    by_node_class: IxVec<NodeClassIx, VerdictIx>,
}

impl Decisions {
    /// Asks once for all classes that are the same to the pod.
    fn new(node_classes: &NodeClasses<'_>, pod: &DaemonPod) -> Self {
        let view = node_classes.view(pod);
        let mut verdicts = IxVec::default();
        let mut known: hashbrown::HashMap<Box<[u32]>, VerdictIx> = hashbrown::HashMap::new();
        let mut seen = Vec::new();
        let by_node_class = node_classes.all.iter().map(|class| {
            view.see(class, &mut seen);
            if let Some(id) = known.get(seen.as_slice()) {
                return *id;
            }
            let id = verdicts.push(decide(pod, &node_classes.facts(class)));
            known.insert(seen.as_slice().into(), id);
            id
        });
        let by_node_class = by_node_class.collect();
        Self { verdicts, by_node_class }
    }

    fn wants(&self, class: NodeClassIx) -> bool {
        self.verdicts[self.by_node_class[class]].should_run
    }
}

/// Nodes of one class on which the pods of the run lack the same.
struct RoomClass {
    node_class: NodeClassIx,
    lacks: Arc<[(AskedIx, Vec<Lack>)]>,
}

/// The room classes of all nodes.
struct RoomClasses {
    all: IxVec<RoomClassIx, RoomClass>,
    of_node: Arc<IxVec<NodeIx, RoomClassIx>>,
    /// Those of the pools' templates.
    of_pool: Arc<IxVec<PoolIx, RoomClassIx>>,
    /// The nodes that may be too small for all that are wanted there.
    tight: Vec<NodeIx>,
}

impl RoomClasses {
    fn new(
        cluster: &Cluster<'_>,
        pods: &IxVec<AskedIx, &DaemonPod>,
        node_classes: &NodeClasses<'_>,
        decisions: &[Decisions],
        scheduled: &IxVec<AskedIx, bool>,
    ) -> Self {
        let wanted = (0..node_classes.all.len()).into_par_iter().with_min_len(256).map(|class| {
            let class = NodeClassIx::new(class);
            let wants = pods.places().zip(decisions).filter(|(_, d)| d.wants(class));
            wants.map(|(id, _)| id).collect()
        });
        let wants = Wants::new(pods, wanted.collect::<Vec<_>>().into(), scheduled);
        let inventory = cluster.inventory;
        let nodes: Vec<&Node> = inventory.nodes_and_templates().collect();
        let lacks: Vec<(Lacking, bool)> = nodes
            .par_iter()
            .zip(&node_classes.of_node)
            .enumerate()
            .with_min_len(1024)
            .map(|(number, (node, class))| {
                // Nothing runs yet on what a template makes.
                let place = (number < inventory.nodes.len()).then(|| NodeIx::new(number));
                let lacks = wants.lacks(cluster, pods, *class, place, node);
                let tight = !lacks.is_empty() || wants.may_be_tight(cluster, *class, place, node);
                (lacks, tight && place.is_some())
            })
            .collect();
        let tight = lacks.iter().enumerate().filter(|(_, (_, tight))| *tight);
        let tight = tight.map(|(number, _)| NodeIx::new(number)).collect();
        let mut known: hashbrown::HashMap<(NodeClassIx, Lacking), RoomClassIx> =
            hashbrown::HashMap::new();
        let mut empty: IxVec<NodeClassIx, Option<RoomClassIx>> =
            vec![None; node_classes.all.len()].into();
        let mut all: IxVec<RoomClassIx, RoomClass> = IxVec::default();
        let mut of_node = Vec::with_capacity(nodes.len());
        for (&node_class, (lacks, _)) in node_classes.of_node.iter().zip(lacks) {
            let mut add = |lacks: &[_]| all.push(RoomClass { node_class, lacks: lacks.into() });
            of_node.push(if lacks.is_empty() {
                *empty[node_class].get_or_insert_with(|| add(&[]))
            } else {
                *known.entry((node_class, lacks)).or_insert_with_key(|(_, lacks)| add(lacks))
            });
        }
        let of_pool = of_node.split_off(inventory.nodes.len());
        let (of_node, of_pool) = (Arc::new(of_node.into()), Arc::new(of_pool.into()));
        Self { all, of_node, of_pool, tight }
    }

    /// The verdicts of one pod for all classes.
    fn verdicts(&self, pod: &DaemonPod, id: AskedIx, decisions: Decisions) -> Verdicts {
        let Decisions { verdicts: mut all, by_node_class } = decisions;
        let mut known: HashMap<(VerdictIx, &[Lack]), VerdictIx> = HashMap::new();
        let by_class = self.all.iter().map(|class| {
            let base = by_node_class[class.node_class];
            let lacks = class.lacks.iter().find(|(of, _)| *of == id);
            let Some((_, lacks)) = lacks else { return base };
            *known.entry((base, lacks)).or_insert_with(|| {
                let reasons = lacks.iter().filter_map(|lack| lack.refusal(pod));
                add_blocked(&mut all, base, reasons.collect())
            })
        });
        let by_class = by_class.collect();
        Verdicts { all, by_class }
    }

    fn placement(&self, cluster: &Cluster<'_>, pod: &Compiled, verdicts: Verdicts) -> Placement {
        let mut placement = Placement {
            namespace: pod.created.namespace.clone(),
            name: pod.created.name.clone(),
            verdicts: verdicts.all,
            changes: pod.changes.clone(),
            refusal: pod.refusal.clone(),
            no_room_in_quota: None,
            range: None,
            priority: pod.priority,
            of_node: Arc::clone(&self.of_node),
            of_pool: Arc::clone(&self.of_pool),
            alone_by_class: verdicts.by_class.clone(),
            by_class: verdicts.by_class,
            by_node: BTreeMap::new(),
            alone: BTreeMap::new(),
            by_pool: BTreeMap::new(),
            new_nodes: IxVec::default(),
        };
        ask_of_each_node(cluster, pod, &mut placement);
        ask_of_new_nodes(cluster, pod, &mut placement);
        for verdict in placement.verdicts.iter_mut() {
            if verdict.should_run && !pod.waits.reasons.is_empty() {
                verdict.schedulable = Some(false);
                verdict.blockers.extend(pod.waits.reasons.iter().cloned());
            }
            verdict.admitted = verdict.should_run.then_some(pod.refusal.is_none());
        }
        placement
    }
}

/// The verdicts of one pod, each once, and which one each class gets.
struct Verdicts {
    all: IxVec<VerdictIx, Verdict>,
    by_class: IxVec<RoomClassIx, VerdictIx>,
}

impl Verdicts {
    /// These verdicts, of the pod as created, with what only the pod as scheduled is refused for.
    fn merged_with(self, admitted: &Self) -> Self {
        let mut merged = Self { all: IxVec::default(), by_class: IxVec::default() };
        let mut known: HashMap<(VerdictIx, VerdictIx), VerdictIx> = HashMap::new();
        for (&created, &of_admitted) in self.by_class.iter().zip(&admitted.by_class) {
            let id = *known.entry((created, of_admitted)).or_insert_with(|| {
                let mut verdict = self.all[created].clone();
                verdict.add_admitted(&admitted.all[of_admitted]);
                merged.all.push(verdict)
            });
            merged.by_class.push(id);
        }
        merged
    }
}

/// Adds the verdict of a base verdict with more blockers.
fn add_blocked(
    verdicts: &mut IxVec<VerdictIx, Verdict>,
    base: VerdictIx,
    reasons: Vec<Reason>,
) -> VerdictIx {
    let mut verdict = verdicts[base].clone();
    verdict.schedulable = Some(false);
    verdict.blockers.extend(reasons);
    verdicts.push(verdict)
}

/// Asks the filters that look at what runs elsewhere, for each node that the controller wants a
/// pod on.
fn ask_of_each_node(cluster: &Cluster<'_>, compiled: &Compiled, placement: &mut Placement) {
    let pod = compiled.scheduled();
    let spread = Spread::new(cluster, pod);
    let affinity = PodAffinity::new(cluster, pod);
    let volumes = &compiled.waits.volumes;
    if spread.is_none() && affinity.is_none() && volumes.is_empty() {
        return;
    }
    let inventory = cluster.inventory;
    let mut known: HashMap<(VerdictIx, usize), VerdictIx> = HashMap::new();
    let mut kinds: Vec<Vec<Reason>> = Vec::new();
    for (node, here) in inventory.nodes.numbered() {
        let base = placement.verdict_ix(node);
        if !placement.verdicts[base].should_run {
            continue;
        }
        let mut reasons = spread.as_ref().map(|spread| spread.refusals(node)).unwrap_or_default();
        reasons.extend(affinity.iter().flat_map(|affinity| affinity.refusals(node)));
        let label = |key: &str| inventory.label(here, key);
        reasons.extend(volumes.iter().filter_map(|volume| volume.refusal(&here.name, label)));
        if reasons.is_empty() {
            continue;
        }
        // There are as many kinds as combinations of constraints: few.
        let kind = kinds.iter().position(|kind| *kind == reasons).unwrap_or_else(|| {
            kinds.push(reasons.clone());
            kinds.len() - 1
        });
        let id = *known
            .entry((base, kind))
            .or_insert_with(|| add_blocked(&mut placement.verdicts, base, reasons));
        placement.by_node.insert(node, id);
    }
}

/// Asks for the nodes that the pools would start, where the template alone doesn't tell.
fn ask_of_new_nodes(cluster: &Cluster<'_>, pod: &Compiled, placement: &mut Placement) {
    let inventory = cluster.inventory;
    for (place, pool) in inventory.pools.numbered() {
        let (mut new_node, verdict) = Asked::new(inventory, pool, pod).answer();
        if let Some(verdict) = verdict {
            let id = placement.verdicts.push(verdict);
            placement.by_pool.insert(place, id);
        }
        let verdict = placement.pool_verdict(place);
        let reasons = match verdict.should_run && pool.count == 0 {
            true => beside_others(cluster, pod.scheduled(), place, &mut new_node),
            false => Vec::new(),
        };
        let verdict = (!reasons.is_empty()).then(|| verdict.clone());
        placement.new_nodes.push(new_node);
        if let Some(mut verdict) = verdict {
            verdict.schedulable = Some(false);
            verdict.blockers.extend(reasons);
            let id = placement.verdicts.push(verdict);
            placement.by_pool.insert(place, id);
        }
    }
}
