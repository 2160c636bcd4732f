//! Deciding for every DaemonSet and node of a run.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use k8s_openapi::api::apps::v1::DaemonSet;
use rayon::prelude::*;

use super::cluster::Cluster;
use super::controller::decide;
use super::daemon_pod::{Compiled, DaemonPod};
use super::filters::pod_affinity::PodAffinity;
use super::filters::room::{Lack, Wants};
use super::filters::spread::Spread;
use super::new_node::Asked;
use super::node_classes::NodeClasses;
use super::placement::Placement;
use super::reason::Reason;
use super::verdict::Verdict;
use crate::inventory::{Inventory, Node};
use crate::kubernetes::pod_admission::AdmissionContext;

/// The placements of all DaemonSets of a run.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// One for each DaemonSet, in the order in which they were given.
    pub placements: Vec<Placement>,
    /// How many classes of nodes there are: nodes that no DaemonSet of the run can tell apart.
    pub classes: usize,
}

impl Plan {
    /// Decides for every DaemonSet and node where pods go. The DaemonSets are taken as written;
    /// they are defaulted here. Each is asked for itself, beside the pods that already run: a
    /// DaemonSet's own pod makes room for its successor.
    #[must_use]
    pub fn new(inventory: &Inventory, daemon_sets: &[&DaemonSet]) -> Self {
        Self::with(inventory, daemon_sets, &AdmissionContext::default())
    }

    /// As [`Self::new`], with what else there is in the cluster that changes pods on their way.
    #[must_use]
    pub fn with(
        inventory: &Inventory,
        daemon_sets: &[&DaemonSet],
        context: &AdmissionContext<'_>,
    ) -> Self {
        let compile = |daemon_set: &&DaemonSet| Compiled::new(daemon_set, inventory, context);
        let pods: Vec<Compiled> = daemon_sets.par_iter().map(compile).collect();
        Self::of(&Cluster::new(inventory), &pods)
    }

    /// Decides for pods that are compiled already.
    #[must_use]
    pub fn of(cluster: &Cluster<'_>, compiled: &[Compiled]) -> Self {
        // Those that are changed on their way are asked for twice; they stand behind the others.
        let admitted = compiled.iter().filter_map(|pod| pod.admitted.as_ref());
        let pods: Vec<&DaemonPod> =
            compiled.iter().map(|pod| &pod.created).chain(admitted).collect();
        let node_classes = NodeClasses::new(cluster.inventory, &pods);
        let decisions: Vec<Decisions> =
            pods.par_iter().map(|pod| Decisions::new(&node_classes, pod)).collect();
        let room_classes = RoomClasses::new(cluster, &pods, &node_classes, &decisions);
        let mut verdicts: Vec<Verdicts> = pods
            .par_iter()
            .zip(decisions)
            .enumerate()
            .map(|(id, (pod, decisions))| room_classes.verdicts(pod, id as u32, decisions))
            .collect();
        let admitted = verdicts.split_off(compiled.len());
        let mut admitted = admitted.into_iter();
        let both: Vec<(Verdicts, Option<Verdicts>)> = verdicts
            .into_iter()
            .zip(compiled)
            .map(|(created, pod)| (created, pod.admitted.as_ref().and_then(|_| admitted.next())))
            .collect();
        let placements = compiled
            .par_iter()
            .zip(both)
            .map(|(pod, (created, admitted))| {
                let verdicts = match admitted {
                    Some(admitted) => created.merged_with(&admitted),
                    None => created,
                };
                room_classes.placement(cluster, pod, verdicts)
            })
            .collect();
        Self { placements, classes: room_classes.all.len() }
    }
}

/// What the controller says of one DaemonSet, by node_class.
struct Decisions {
    verdicts: Vec<Verdict>,
    by_node_class: Vec<u32>,
}

impl Decisions {
    /// Asks once for all node_classes that are the same to the DaemonSet.
    fn new(node_classes: &NodeClasses<'_>, pod: &DaemonPod) -> Self {
        let view = node_classes.view(pod);
        let mut verdicts = Vec::new();
        let mut known: hashbrown::HashMap<Box<[u32]>, u32> = hashbrown::HashMap::new();
        let mut seen = Vec::new();
        let by_node_class = node_classes.all.iter().map(|node_class| {
            view.see(node_class, &mut seen);
            if let Some(id) = known.get(seen.as_slice()) {
                return *id;
            }
            let id = verdicts.len() as u32;
            verdicts.push(decide(pod, &node_classes.facts(node_class)));
            known.insert(seen.as_slice().into(), id);
            id
        });
        let by_node_class = by_node_class.collect();
        Self { verdicts, by_node_class }
    }

    fn wants(&self, node_class: usize) -> bool {
        let verdict =
            self.by_node_class.get(node_class).and_then(|id| self.verdicts.get(*id as usize));
        verdict.is_some_and(|verdict| verdict.should_run)
    }
}

/// The pods that lack something on a node, by their place in the run, with what.
type Lacking = Vec<(u32, Vec<Lack>)>;

/// A class of nodes: a node_class, and what the pods of the run lack there.
struct RoomClass {
    node_class: u32,
    /// The pods that lack something, by their place in the run, with what.
    lacks: Arc<[(u32, Vec<Lack>)]>,
}

/// The classes of all nodes.
struct RoomClasses {
    all: Vec<RoomClass>,
    of_node: Arc<[u32]>,
    node_count: usize,
}

impl RoomClasses {
    fn new(
        cluster: &Cluster<'_>,
        pods: &[&DaemonPod],
        node_classes: &NodeClasses<'_>,
        decisions: &[Decisions],
    ) -> Self {
        let wanted =
            (0..node_classes.all.len()).into_par_iter().with_min_len(256).map(|node_class| {
                let wants = decisions.iter().zip(0_u32..).filter(|(d, _)| d.wants(node_class));
                wants.map(|(_, id)| id).collect()
            });
        let wants = Wants::new(pods, wanted.collect());
        let inventory = cluster.inventory;
        let nodes: Vec<&Node> = inventory.nodes_and_templates().collect();
        let lacks: Vec<Lacking> = nodes
            .par_iter()
            .zip(&node_classes.of_node)
            .enumerate()
            .with_min_len(1024)
            .map(|(place, (node, node_class))| {
                wants.lacks(cluster, pods, *node_class as usize, place, node)
            })
            .collect();
        let mut known: HashMap<(u32, Lacking), u32> = HashMap::new();
        let mut empty: Vec<Option<u32>> = vec![None; node_classes.all.len()];
        let mut all: Vec<RoomClass> = Vec::new();
        let mut of_node = Vec::with_capacity(nodes.len());
        for (node_class, lacks) in node_classes.of_node.iter().zip(lacks) {
            let next = all.len() as u32;
            let mut add = |lacks: &[(u32, Vec<Lack>)]| {
                all.push(RoomClass { node_class: *node_class, lacks: lacks.into() });
                next
            };
            of_node.push(if lacks.is_empty() {
                match empty.get_mut(*node_class as usize) {
                    Some(id) => *id.get_or_insert_with(|| add(&[])),
                    None => add(&[]),
                }
            } else {
                *known.entry((*node_class, lacks)).or_insert_with_key(|(_, lacks)| add(lacks))
            });
        }
        Self { all, of_node: of_node.into(), node_count: inventory.nodes.len() }
    }

    /// The verdicts of one pod for all classes.
    fn verdicts(&self, pod: &DaemonPod, id: u32, decisions: Decisions) -> Verdicts {
        let Decisions { verdicts: mut all, by_node_class } = decisions;
        let mut known: HashMap<(u32, &[Lack]), u32> = HashMap::new();
        let by_class = self.all.iter().map(|class| {
            let base = by_node_class.get(class.node_class as usize).copied().unwrap_or_default();
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
            priority: pod.priority,
            classes: Arc::clone(&self.of_node),
            node_count: self.node_count,
            by_class: verdicts.by_class,
            by_node: BTreeMap::new(),
            new_nodes: Vec::new(),
        };
        ask_of_each_node(cluster, pod.scheduled(), &mut placement);
        ask_of_new_nodes(cluster.inventory, pod, &mut placement);
        placement
    }
}

/// The verdicts of one pod, each once, and which one each class gets.
struct Verdicts {
    all: Vec<Verdict>,
    by_class: Vec<u32>,
}

impl Verdicts {
    /// These verdicts, of the pod as created, with what only the pod as scheduled is refused for.
    fn merged_with(self, admitted: &Self) -> Self {
        let mut merged = Self { all: Vec::new(), by_class: Vec::new() };
        let mut known: HashMap<(u32, u32), u32> = HashMap::new();
        for (created, admitted_id) in self.by_class.iter().zip(&admitted.by_class) {
            let id = *known.entry((*created, *admitted_id)).or_insert_with(|| {
                let mut verdict = self.all.get(*created as usize).cloned().unwrap_or_default();
                if let Some(admitted) = admitted.all.get(*admitted_id as usize) {
                    verdict.add_admitted(admitted);
                }
                merged.all.push(verdict);
                merged.all.len() as u32 - 1
            });
            merged.by_class.push(id);
        }
        merged
    }
}

/// Adds the verdict of a base verdict with more blockers.
fn add_blocked(verdicts: &mut Vec<Verdict>, base: u32, reasons: Vec<Reason>) -> u32 {
    let mut verdict = verdicts.get(base as usize).cloned().unwrap_or_default();
    verdict.schedulable = Some(false);
    verdict.blockers.extend(reasons);
    verdicts.push(verdict);
    verdicts.len() as u32 - 1
}

/// Asks the filters that node_class at what runs elsewhere, for each node that the controller wants a
/// pod on.
fn ask_of_each_node(cluster: &Cluster<'_>, pod: &DaemonPod, placement: &mut Placement) {
    let spread = Spread::new(cluster, pod);
    let affinity = PodAffinity::new(cluster, pod);
    if spread.is_none() && affinity.is_none() {
        return;
    }
    let mut known: HashMap<(u32, usize), u32> = HashMap::new();
    let mut kinds: Vec<Vec<Reason>> = Vec::new();
    for (node, place) in (0..placement.nodes()).zip(0_u32..) {
        let Some(base) = placement.verdict_id(node) else { continue };
        if !placement.verdicts.get(base).is_some_and(|verdict| verdict.should_run) {
            continue;
        }
        let mut reasons = spread.as_ref().map(|spread| spread.refusals(node)).unwrap_or_default();
        reasons.extend(affinity.iter().flat_map(|affinity| affinity.refusals(node)));
        if reasons.is_empty() {
            continue;
        }
        // There are as many kinds as combinations of constraints: few.
        let kind = kinds.iter().position(|kind| *kind == reasons).unwrap_or_else(|| {
            kinds.push(reasons.clone());
            kinds.len() - 1
        });
        let base = base as u32;
        let id = *known
            .entry((base, kind))
            .or_insert_with(|| add_blocked(&mut placement.verdicts, base, reasons));
        placement.by_node.insert(place, id);
    }
}

/// Asks for the nodes that the pools would start, where the template alone doesn't tell.
fn ask_of_new_nodes(inventory: &Inventory, pod: &Compiled, placement: &mut Placement) {
    for (place, pool) in inventory.pools.iter().enumerate() {
        let (new_node, verdict) = Asked::new(inventory, pool, pod).answer();
        placement.new_nodes.push(new_node);
        let Some(verdict) = verdict else { continue };
        let (Ok(place), Ok(id)) =
            (u32::try_from(placement.node_count + place), u32::try_from(placement.verdicts.len()))
        else {
            continue;
        };
        placement.verdicts.push(verdict);
        placement.by_node.insert(place, id);
    }
}
