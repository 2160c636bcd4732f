//! What is played, in which orders, and what that says of the plan.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::adopt::{Adopted, Adopter, Replaces, first_of, replace};
use super::alike::groups;
use super::outcome::{End, Ends, Met, apply, share_chance, spread_chance};
use super::party::{Party, Scene};
use super::preempt::Budget;
use super::rules::Rules;
use super::settle::{Settling, Victim, Wanted};
use super::world::{Who, World};
use crate::inventory::ix::{Ix, IxVec};
use crate::inventory::{NodeIx, Pod, ResourceAmounts};
use crate::kubernetes::names::namespace_or_default;
use crate::planner::ix::{DaemonSetIx, PodIx, SiteIx, VerdictIx};
use crate::planner::placement::Placement;
use crate::planner::plan::Plan;
use crate::planner::verdict::Verdict;

/// How many orders are played besides the first, for so many pods.
const ORDERS: [(usize, u64); 3] = [(400, 12), (5_000, 4), (50_000, 1)];

/// One order in which pods come.
#[derive(Clone, Copy, Debug)]
enum Order {
    /// All at once, as they are given.
    AtOnce,
    /// All at once, the last first.
    Backwards,
    /// All at once, mixed by this seed.
    Mixed(u64),
    /// One DaemonSet when those before it have settled.
    InTurn,
    /// The same, the last first.
    InTurnBackwards,
}

/// How it ended.
struct Played<'r, 'a> {
    settling: Settling<'r, 'a>,
    deleted: Vec<PodIx>,
}

/// What takes part, sorted out.
struct Cast {
    /// The nodes.
    nodes: Vec<NodeIx>,
    /// The pods that want a place.
    wanted: Vec<Wanted>,
    /// Those of them whose predecessors have it.
    heirs: Vec<Wanted>,
    /// The pods that are adopted, and stay for now.
    adopted: Vec<Adopted>,
    /// Those that are deleted at once.
    surplus: Vec<(NodeIx, PodIx)>,
}

/// The pods that a party adopts.
#[derive(Default)]
struct Adoption {
    /// Those that stay for now, with who adopts them.
    stay: Vec<(DaemonSetIx, NodeIx, PodIx)>,
    /// Those that go at once.
    go: Vec<(NodeIx, PodIx)>,
}

/// Plays how the pods of a party meet, and writes into the plan how that ends.
pub(crate) fn meet(plan: &mut Plan, scene: &Scene<'_, '_>, party: &Party) -> Met {
    let who = party.who.as_slice();
    let takes: IxVec<DaemonSetIx, ResourceAmounts> =
        scene.pods.iter().map(|pod| pod.scheduled().takes()).collect();
    let rules = Rules::new(scene.cluster, scene.pods, &takes, who);
    let stage = Stage::new(plan, scene, &rules, who, party.in_turn);
    let ends = stage.play();
    apply(plan, scene, party.number, ends)
}

/// Everything that stays the same while it is played.
struct Stage<'s, 'p, 'a> {
    plan: &'p Plan,
    scene: &'s Scene<'s, 'a>,
    rules: &'s Rules<'s>,
    who: &'p [DaemonSetIx],
    in_turn: bool,
    /// The DaemonSets that take part, by namespace and name.
    own: HashMap<(crate::inventory::Symbol, crate::inventory::Symbol), DaemonSetIx>,
    /// For each placement the verdicts with which a pod waits for its place.
    waits: IxVec<DaemonSetIx, Vec<bool>>,
    /// The nodes that may be too small for all.
    tight: HashSet<NodeIx>,
}

impl<'s, 'p, 'a> Stage<'s, 'p, 'a> {
    fn new(
        plan: &'p Plan,
        scene: &'s Scene<'s, 'a>,
        rules: &'s Rules<'s>,
        who: &'p [DaemonSetIx],
        in_turn: bool,
    ) -> Self {
        let symbols = &scene.cluster.inventory.symbols;
        let own = who.iter().filter_map(|id| {
            let pod = &scene.pods[*id].created;
            Some(((symbols.find(&pod.namespace)?, symbols.find(&pod.name)?), *id))
        });
        let waits = |placement: &Placement| {
            let verdicts = placement.verdicts.iter();
            verdicts.map(Verdict::waits_for_place).collect()
        };
        let waits = plan.placements.iter().map(waits).collect();
        let tight = plan.tight.iter().copied().collect();
        Self { plan, scene, rules, who, in_turn, own: own.collect(), waits, tight }
    }

    fn wants(&self, id: DaemonSetIx, node: NodeIx) -> bool {
        let verdict = self.plan.placements[id].verdict_ix(node);
        self.waits[id][verdict.index()]
    }

    /// The DaemonSet of those that take part to which a running pod belongs.
    fn owner(&self, pod: &Pod) -> Option<DaemonSetIx> {
        self.own.get(&(pod.namespace, pod.daemon_set?)).copied()
    }

    /// Whether a running pod takes part as it is: one that makes room for its successor doesn't,
    /// and one that the controller deletes.
    fn is_there(&self, node: NodeIx, pod: &Pod) -> bool {
        self.owner(pod).is_none_or(|id| {
            let verdict = self.plan.placements[id].verdict(node);
            !verdict.should_run && verdict.should_continue_running
        })
    }

    fn play(&self) -> Vec<Ends> {
        let Adoption { stay: adopted, go: surplus } = self.adoption();
        let concerned: HashSet<DaemonSetIx> =
            self.who.iter().copied().filter(|id| self.rules.concerns(*id)).collect();
        if concerned.is_empty() && adopted.is_empty() && surplus.is_empty() {
            return self.play_apart();
        }
        let adopted_on: HashSet<NodeIx> = adopted.iter().map(|(_, node, _)| *node).collect();
        let takes_part = |node: NodeIx, id: DaemonSetIx| {
            self.wants(id, node)
                && (self.tight.contains(&node)
                    || concerned.contains(&id)
                    || adopted_on.contains(&node))
        };
        let nodes: Vec<NodeIx> = self
            .scene
            .cluster
            .inventory
            .nodes
            .places()
            .filter(|node| {
                adopted_on.contains(node) || self.who.iter().any(|id| takes_part(*node, *id))
            })
            .collect();
        vec![self.play_on(self.cast(nodes, adopted, surplus, takes_part))]
    }

    /// Plays each node for itself, and one for all that are alike: nothing has to do with what is
    /// elsewhere, but that a budget of disruptions is one for all nodes.
    fn play_apart(&self) -> Vec<Ends> {
        let wants = |id: DaemonSetIx, verdict: VerdictIx| self.waits[id][verdict.index()];
        let groups = groups(self.plan, self.scene, self.who, self.rules.takes, wants);
        let play = |alike: Vec<NodeIx>| {
            let node = alike.first().copied().into_iter().collect();
            let takes_part = |node, id| self.wants(id, node);
            let ends = self.play_on(self.cast(node, Vec::new(), Vec::new(), takes_part));
            Ends { alike: if alike.len() > 1 { alike } else { Vec::new() }, ..ends }
        };
        let (budgeted, apart): (Vec<_>, Vec<_>) = groups
            .into_iter()
            .partition(|alike| alike.iter().any(|node| self.may_use_up_a_budget(*node)));
        let mut all: Vec<Ends> = apart.into_par_iter().map(play).collect();
        if !budgeted.is_empty() {
            let mut nodes: Vec<NodeIx> = budgeted.into_iter().flatten().collect();
            nodes.sort_unstable();
            let takes_part = |node, id| self.wants(id, node);
            all.push(self.play_on(self.cast(nodes, Vec::new(), Vec::new(), takes_part)));
        }
        all
    }

    /// Whether a pod that runs on a node may have to go for one that comes, and a budget may cover it.
    fn may_use_up_a_budget(&self, node: NodeIx) -> bool {
        let budgets = &self.scene.context.disruption_budgets;
        if budgets.is_empty() {
            return false;
        }
        let text = |symbol| self.scene.cluster.inventory.text(symbol);
        let preempting = self.who.iter().map(|id| (*id, &self.scene.pods[*id]));
        let most = preempting
            .filter(|(id, pod)| pod.preempts && self.wants(*id, node))
            .map(|(_, pod)| pod.priority)
            .max();
        self.scene.cluster.pods_on(node).any(|pod| {
            most.is_some_and(|most| pod.priority < most)
                && budgets.iter().any(|budget| {
                    namespace_or_default(budget.metadata.namespace.as_deref())
                        == text(pod.namespace)
                })
        })
    }

    /// The pods that are adopted: those that stay for now, and those that go at once.
    fn adoption(&self) -> Adoption {
        let mut adoption = Adoption::default();
        let cluster = self.scene.cluster;
        if !cluster.inventory.pods.iter().any(|pod| pod.bare) {
            return adoption;
        }
        let adopters: Vec<(DaemonSetIx, Adopter)> = self
            .who
            .iter()
            .filter_map(|id| {
                let namespace = &self.scene.pods[*id].created.namespace;
                let daemon_set = self.scene.daemon_sets.get(id.index())?;
                Some((*id, Adopter::of(daemon_set, namespace)?))
            })
            .collect();
        for node in cluster.inventory.nodes.places() {
            let mut by_owner: BTreeMap<DaemonSetIx, Vec<(PodIx, &Pod)>> = BTreeMap::new();
            for (place, pod) in cluster.running_on(node).filter(|(_, pod)| pod.bare) {
                let adopter = adopters.iter().find(|(_, adopter)| adopter.adopts(cluster, pod));
                if let Some((id, _)) = adopter {
                    by_owner.entry(*id).or_default().push((place, pod));
                }
            }
            for (id, pods) in by_owner {
                let placement = &self.plan.placements[id];
                let verdict = placement.verdict(node);
                if !verdict.should_continue_running {
                    adoption.go.extend(pods.iter().map(|(place, _)| (node, *place)));
                    continue;
                }
                let (first, surplus) = first_of(pods);
                adoption.go.extend(surplus.into_iter().map(|pod| (node, pod)));
                adoption.stay.extend(first.map(|pod| (id, node, pod)));
            }
        }
        adoption
    }

    fn cast(
        &self,
        nodes: Vec<NodeIx>,
        adopted: Vec<(DaemonSetIx, NodeIx, PodIx)>,
        surplus: Vec<(NodeIx, PodIx)>,
        takes_part: impl Fn(NodeIx, DaemonSetIx) -> bool,
    ) -> Cast {
        let adopted: Vec<Adopted> = adopted
            .into_iter()
            .filter_map(|(daemon_set, node, pod)| {
                let site = SiteIx::new(nodes.binary_search(&node).ok()?);
                Some(Adopted { at: Wanted { daemon_set, site }, pod })
            })
            .collect();
        let occupied: HashSet<Wanted> = adopted.iter().map(|one| one.at).collect();
        let mut wanted = Vec::new();
        let mut heirs = Vec::new();
        for &daemon_set in self.who {
            for (place, &node) in nodes.iter().enumerate() {
                let pod = Wanted { daemon_set, site: SiteIx::new(place) };
                if !takes_part(node, daemon_set) || occupied.contains(&pod) {
                    continue;
                }
                wanted.push(pod);
                let mut running = self.scene.cluster.pods_on(node);
                if running.any(|running| self.owner(running) == Some(daemon_set)) {
                    heirs.push(pod);
                }
            }
        }
        heirs.sort_by_key(|pod| std::cmp::Reverse(self.scene.pods[pod.daemon_set].priority));
        Cast { nodes, wanted, heirs, adopted, surplus }
    }

    fn play_on(&self, cast: Cast) -> Ends {
        let budgets: Vec<Budget<'_>> =
            self.scene.context.disruption_budgets.iter().filter_map(|b| Budget::of(b)).collect();
        let is_there = |node: NodeIx, pod: &Pod| self.is_there(node, pod);
        let mut world = World::new(self.rules, cast.nodes.iter().copied(), is_there);
        for (node, pod) in &cast.surplus {
            if let Ok(site) = cast.nodes.binary_search(node) {
                world.take(SiteIx::new(site), Who::Running(*pod));
            }
        }
        let adopted = cast.adopted.iter().map(|one| &one.at);
        let who = cast.wanted.iter().chain(adopted).map(|pod| pod.daemon_set);
        let mut start = Settling::new(world, budgets, who);
        start.adopted = cast.adopted.iter().map(|one| (one.pod, one.at)).collect();
        start.succeed(cast.heirs.iter().copied());
        let first = if self.in_turn { Order::InTurn } else { Order::AtOnce };
        let main = self.play_in(first, &cast, start.clone());
        let mut others = Vec::new();
        if !self.has_room_for_all(&cast, &main) && self.may_differ(&cast) {
            let limit = ORDERS.iter().find(|(pods, _)| cast.wanted.len() <= *pods);
            let mixed = limit.map_or(0, |(_, orders)| *orders);
            let orders = [Order::Backwards, Order::InTurn, Order::InTurnBackwards, Order::AtOnce];
            let orders = orders.into_iter().chain((0..mixed).map(Order::Mixed));
            others.extend(orders.map(|order| self.play_in(order, &cast, start.clone())));
        }
        self.ends(&cast, main, &others)
    }

    /// Whether all have their places, and nobody had to go: then whoever comes first, none is missing,
    /// if what runs elsewhere has no say.
    fn has_room_for_all(&self, cast: &Cast, main: &Played<'_, '_>) -> bool {
        cast.adopted.is_empty()
            && main.settling.victims.is_empty()
            && cast
                .wanted
                .iter()
                .all(|pod| main.settling.is_bound(*pod) && !self.rules.concerns(pod.daemon_set))
    }

    /// Whether it matters who comes first: not where on each node one comes before the other by
    /// priority, all may push others away, and nothing looks at other nodes.
    fn may_differ(&self, cast: &Cast) -> bool {
        if !cast.adopted.is_empty() {
            return true;
        }
        let mut seen: HashSet<(i32, Option<SiteIx>)> = HashSet::new();
        cast.wanted.iter().any(|pod| {
            let compiled = &self.scene.pods[pod.daemon_set];
            self.rules.concerns(pod.daemon_set)
                || !compiled.preempts
                || !seen.insert((compiled.priority, Some(pod.site)))
        })
    }

    fn play_in<'r>(
        &self,
        order: Order,
        cast: &Cast,
        mut settling: Settling<'r, 's>,
    ) -> Played<'r, 's>
    where
        's: 'r,
    {
        let mut wanted = cast.wanted.clone();
        match order {
            Order::AtOnce => settling.add(wanted),
            Order::Backwards => {
                wanted.reverse();
                settling.add(wanted);
            }
            Order::Mixed(seed) => {
                mix(&mut wanted, seed);
                settling.add(wanted);
            }
            Order::InTurn | Order::InTurnBackwards => {
                let mut who = self.who.to_vec();
                // Those of a run come in its order, whatever their priority.
                who.sort_unstable();
                if matches!(order, Order::InTurnBackwards) {
                    who.reverse();
                    wanted.reverse();
                }
                for id in who {
                    settling.add(wanted.iter().copied().filter(|pod| pod.daemon_set == id));
                }
            }
        }
        let replaced = replace(&mut settling, &cast.adopted, &cast.wanted, |id| self.replaces(id));
        let mut deleted: Vec<PodIx> = cast.surplus.iter().map(|(_, pod)| *pod).collect();
        deleted.extend(replaced);
        Played { settling, deleted }
    }

    /// How a DaemonSet replaces what it adopted.
    fn replaces(&self, id: DaemonSetIx) -> Replaces {
        use crate::planner::rollout::strategy::Strategy;
        let Some(daemon_set) = self.scene.daemon_sets.get(id.index()) else {
            return Replaces::No;
        };
        let strategy = Strategy::of(daemon_set);
        if strategy == Strategy::OnDelete {
            return Replaces::No;
        }
        if strategy.allows_surge() {
            return Replaces::Surge;
        }
        let desired = self.plan.placements[id].desired() as i64;
        strategy.limits(desired).map_or(Replaces::No, |l| Replaces::OneByOne(l.max_unavailable))
    }

    /// Compares how it ended in each order.
    fn ends(&self, cast: &Cast, main: Played<'_, '_>, others: &[Played<'_, '_>]) -> Ends {
        let all: Vec<Wanted> =
            cast.wanted.iter().copied().chain(cast.adopted.iter().map(|one| one.at)).collect();
        let adopted: HashMap<Wanted, PodIx> =
            cast.adopted.iter().map(|one| (one.at, one.pod)).collect();
        let old_of = |played: &Played<'_, '_>, pod: Wanted| {
            let is_there = |old: &PodIx| {
                played.settling.world.sites[pod.site].pods.contains(&Who::Running(*old))
            };
            adopted.get(&pod).copied().filter(is_there)
        };
        let is_bound = |played: &Played<'_, '_>, pod: Wanted| {
            old_of(played, pod).is_some() || played.settling.is_bound(pod)
        };
        let mut victims: HashMap<Wanted, Vec<PodIx>> = HashMap::new();
        for Victim { pod, for_pod } in &main.settling.victims {
            victims.entry(*for_pod).or_default().push(*pod);
        }
        let mut ends = Ends { deleted: main.deleted.clone(), ..Ends::default() };
        // By how many pods each other order gives a DaemonSet more than the main one.
        let mut more: BTreeMap<DaemonSetIx, Vec<i64>> = BTreeMap::new();
        for &pod in &all {
            let bound = is_bound(&main, pod);
            let mut chance = false;
            for (place, other) in others.iter().enumerate() {
                if is_bound(other, pod) != bound {
                    chance = true;
                    let more = more.entry(pod.daemon_set).or_insert_with(|| vec![0; others.len()]);
                    more[place] += if bound { -1 } else { 1 };
                }
            }
            let reasons = match bound {
                true => Vec::new(),
                false => main.settling.world.refusals(pod.daemon_set, pod.site),
            };
            let victims = if bound { victims.remove(&pod) } else { None };
            ends.pods.push(End {
                at: (pod.daemon_set, cast.nodes[pod.site.index()]),
                bound,
                chance,
                reasons,
                adopted: old_of(&main, pod),
                victims: victims.unwrap_or_default(),
            });
        }
        ends.range.extend(more.into_iter().map(|(id, more)| {
            let (least, most) = more.iter().fold((0, 0), |(l, m), by| (l.min(*by), m.max(*by)));
            (id, (least, most))
        }));
        let sites = main.settling.world.sites.iter();
        let crowded = sites.filter(|site| self.tight.contains(&site.node));
        ends.sites = crowded.map(|site| (site.node, Arc::from(site.pods.as_slice()))).collect();
        if !self.in_turn {
            let heirs: HashSet<(DaemonSetIx, NodeIx)> = cast
                .heirs
                .iter()
                .map(|pod| (pod.daemon_set, cast.nodes[pod.site.index()]))
                .collect();
            share_chance(&mut ends, |waiting, bound| {
                !heirs.contains(&bound.at) && bound.adopted.is_none() && self.equals(waiting, bound)
            });
        }
        spread_chance(&mut ends.pods);
        ends
    }

    /// Whether a pod that waits for room would do with that of another, which has no better claim.
    fn equals(&self, waiting: &End, bound: &End) -> bool {
        let (waiting, bound) = (waiting.at.0, bound.at.0);
        let (takes, frees) = (&self.rules.takes[waiting], &self.rules.takes[bound]);
        let priority = |id: DaemonSetIx| self.scene.pods[id].priority;
        priority(waiting) == priority(bound)
            && !self.rules.concerns(waiting)
            && !self.rules.concerns(bound)
            && self.scene.pods[waiting].scheduled().ports.is_empty()
            && takes.iter().all(|(resource, amount)| amount <= frees.get(resource))
    }
}

/// Mixes a list, the same way for the same seed (SplitMix64 and Fisher-Yates).
fn mix<T>(list: &mut [T], seed: u64) {
    let mut state = seed;
    for end in (1..list.len()).rev() {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        list.swap(end, ((z ^ (z >> 31)) % (end as u64 + 1)) as usize);
    }
}
