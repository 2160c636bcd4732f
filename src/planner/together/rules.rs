//! What pods of a run have to do with each other and with the pods that run, compiled once: what is
//! counted when a pod is placed, and what the counts say to others.

use std::collections::HashMap;
use std::sync::Arc;

use super::counters::{Counter, Key};
use crate::inventory::ix::IxVec;
use crate::inventory::{Node, NodeIx, Pod, ResourceAmounts};
use crate::kubernetes::field::FieldPath;
use crate::kubernetes::toleration::{NO_EXECUTE, NO_SCHEDULE, untolerated};
use crate::planner::cluster::Cluster;
use crate::planner::daemon_pod::{Compiled, DaemonPod};
use crate::planner::demand::{PodTerm, SpreadConstraint};
use crate::planner::ix::{DaemonSetIx, PodIx};

/// The place of a counter.
pub(super) type CounterIx = usize;

/// A rule that a pod has to keep, or that others keep against it.
#[derive(Debug)]
pub(super) enum Check {
    /// Its affinity: there must be a pod that all terms mean.
    Affinity {
        /// The terms, each with the counter of such pods.
        terms: Vec<(CounterIx, FieldPath, String)>,
        /// Whether they mean the pod itself, so that the first of its kind is let in.
        means_itself: bool,
    },
    /// Its anti-affinity, or where there is no field that of others: there must be no such pod.
    AntiAffinity {
        /// The counter of such pods.
        counter: CounterIx,
        /// The term's field.
        field: Option<FieldPath>,
        /// The topology key.
        key: String,
    },
    /// Topology spread.
    Spread {
        /// The counter of the pods that are spread.
        counter: CounterIx,
        /// The place of the constraint among the pod's.
        place: usize,
    },
    /// A claim that one pod alone may use.
    Claim {
        /// The counter of the pods that use it.
        counter: CounterIx,
        /// The field that names it.
        field: FieldPath,
    },
}

/// Which pods a counter counts.
enum Counted<'a> {
    /// Those that all of these terms mean.
    MeantByAll(&'a [PodTerm]),
    /// Those that this term means.
    Meant(&'a PodTerm),
    /// Those that have this term: the DaemonSet's, or pods that run.
    Having(Option<DaemonSetIx>, &'a PodTerm),
    /// Those that are spread.
    Spread(&'a DaemonPod, &'a SpreadConstraint),
    /// Those that use a claim of a namespace.
    Using(&'a str, &'a str),
}

/// What the pods of a run have to do with each other.
pub(super) struct Rules<'a> {
    /// What runs.
    pub cluster: &'a Cluster<'a>,
    /// The pods of the run.
    pub pods: &'a IxVec<DaemonSetIx, Compiled>,
    /// What each of them takes.
    pub takes: &'a IxVec<DaemonSetIx, ResourceAmounts>,
    /// What is counted.
    pub counters: Vec<Counter>,
    /// What each DaemonSet's pod has to keep.
    pub checks: IxVec<DaemonSetIx, Vec<Check>>,
    /// The counters that count each DaemonSet's pod.
    pub counted: IxVec<DaemonSetIx, Vec<CounterIx>>,
    /// The counters that count pods that run, for each kind of them.
    kinds: Vec<Vec<CounterIx>>,
    /// The kind of each pod that runs.
    kind_of: Vec<u32>,
}

impl<'a> Rules<'a> {
    /// The rules among these DaemonSets of a run and the pods that run.
    pub(super) fn new(
        cluster: &'a Cluster<'a>,
        pods: &'a IxVec<DaemonSetIx, Compiled>,
        takes: &'a IxVec<DaemonSetIx, ResourceAmounts>,
        who: &[DaemonSetIx],
    ) -> Self {
        let mut this = Self {
            cluster,
            pods,
            takes,
            counters: Vec::new(),
            checks: pods.iter().map(|_| Vec::new()).collect(),
            counted: pods.iter().map(|_| Vec::new()).collect(),
            kinds: Vec::new(),
            kind_of: Vec::new(),
        };
        let mut counted: Vec<Counted<'a>> = Vec::new();
        for &id in who {
            this.own_terms(id, &mut counted);
            this.others_terms(id, who, &mut counted);
            this.spread(id, &mut counted);
            this.claims(id, &mut counted);
        }
        this.find_counted(who, &counted);
        this
    }

    /// Whether a DaemonSet's pods have to do with any others, beside the room they take.
    pub(super) fn concerns(&self, id: DaemonSetIx) -> bool {
        !self.checks[id].is_empty() || !self.counted[id].is_empty()
    }

    /// The counters that count a pod that runs.
    pub(super) fn counted_running(&self, pod: PodIx) -> &[CounterIx] {
        use crate::inventory::ix::Ix;
        let kind = self.kind_of.get(pod.index()).and_then(|kind| self.kinds.get(*kind as usize));
        kind.map_or(&[], Vec::as_slice)
    }

    fn counter(
        &mut self,
        counter: Counter,
        what: Counted<'a>,
        counted: &mut Vec<Counted<'a>>,
    ) -> CounterIx {
        self.counters.push(counter);
        counted.push(what);
        self.counters.len() - 1
    }

    fn label(&self, key: &str) -> Key {
        Key::Label(self.cluster.inventory.symbols.find(key))
    }

    fn own_terms(&mut self, id: DaemonSetIx, counted: &mut Vec<Counted<'a>>) {
        let pod = self.pods[id].scheduled();
        if !pod.pod_affinity.is_empty() {
            let mut terms = Vec::new();
            for term in &pod.pod_affinity {
                let counter = Counter::of(self.label(&term.topology_key));
                let counter =
                    self.counter(counter, Counted::MeantByAll(&pod.pod_affinity), counted);
                let field = term.field.clone().unwrap_or_default();
                terms.push((counter, field, term.topology_key.clone()));
            }
            let means = |term: &PodTerm| term.means_daemon(self.cluster, pod);
            let means_itself = pod.pod_affinity.iter().all(means);
            self.checks[id].push(Check::Affinity { terms, means_itself });
        }
        for term in &pod.pod_anti_affinity {
            let counter = Counter::of(self.label(&term.topology_key));
            let counter = self.counter(counter, Counted::Meant(term), counted);
            let (field, key) = (term.field.clone(), term.topology_key.clone());
            self.checks[id].push(Check::AntiAffinity { counter, field, key });
        }
    }

    /// The anti-affinity of others that means a DaemonSet's pod. Its own is asked already.
    fn others_terms(
        &mut self,
        id: DaemonSetIx,
        who: &[DaemonSetIx],
        counted: &mut Vec<Counted<'a>>,
    ) {
        let pod = self.pods[id].scheduled();
        let (pods, cluster) = (self.pods, self.cluster);
        let of_others = who.iter().filter(|other| **other != id).flat_map(|other| {
            let terms = &pods[*other].scheduled().pod_anti_affinity;
            terms.iter().map(|term| (Some(*other), term))
        });
        let of_running = cluster.anti_affinity().iter().map(|(term, _)| (None, term));
        let terms: Vec<_> = of_others
            .chain(of_running)
            .filter(|(_, term)| term.means_daemon(cluster, pod))
            .collect();
        for (who, term) in terms {
            let counter = Counter::of(self.label(&term.topology_key));
            let counter = self.counter(counter, Counted::Having(who, term), counted);
            let key = term.topology_key.clone();
            self.checks[id].push(Check::AntiAffinity { counter, field: None, key });
        }
    }

    fn spread(&mut self, id: DaemonSetIx, counted: &mut Vec<Counted<'a>>) {
        let pod = self.pods[id].scheduled();
        for (place, constraint) in pod.spread.iter().enumerate() {
            // Pinned to one node, with its affinity honored the pod has that node alone.
            let key = match constraint.honor_affinity {
                true => Key::Node,
                false => self.label(&constraint.topology_key),
            };
            let only = Some(self.counting_nodes(pod, constraint));
            let counter = Counter { key, only };
            let counter = self.counter(counter, Counted::Spread(pod, constraint), counted);
            self.checks[id].push(Check::Spread { counter, place });
        }
    }

    /// The nodes that count for a constraint: those with all keys, and whose taints the pod
    /// tolerates where that matters.
    fn counting_nodes(&self, pod: &DaemonPod, constraint: &SpreadConstraint) -> Arc<[bool]> {
        let inventory = self.cluster.inventory;
        let counts = |node: &Node| {
            has_all_keys(self.cluster, pod, node)
                && !(constraint.honor_taints
                    && untolerated(
                        inventory.taints(node),
                        &pod.pod.tolerations,
                        &[NO_SCHEDULE, NO_EXECUTE],
                        pod.release,
                    )
                    .next()
                    .is_some())
        };
        inventory.nodes.iter().map(counts).collect()
    }

    fn claims(&mut self, id: DaemonSetIx, counted: &mut Vec<Counted<'a>>) {
        let compiled = &self.pods[id];
        for (name, field) in &compiled.waits.exclusive {
            let using = Counted::Using(&compiled.created.namespace, name);
            let counter = self.counter(Counter::of(Key::Cluster), using, counted);
            self.checks[id].push(Check::Claim { counter, field: field.clone() });
        }
    }

    fn find_counted(&mut self, who: &[DaemonSetIx], counted: &[Counted<'a>]) {
        if counted.is_empty() {
            return;
        }
        for &id in who {
            let of = counted.iter().enumerate();
            self.counted[id] =
                of.filter(|(_, what)| self.counts_daemon(what, id)).map(|(at, _)| at).collect();
        }
        let mut known: HashMap<_, u32> = HashMap::new();
        for pod in &self.cluster.inventory.pods {
            let terms = (!pod.anti_affinity.is_empty())
                .then(|| serde_json::to_string(&pod.anti_affinity).unwrap_or_default());
            let alike = (pod.namespace, &pod.labels, pod.terminating, &pod.claims, terms);
            let kind = known.len() as u32;
            let kind = *known.entry(alike).or_insert(kind);
            if kind as usize == self.kinds.len() {
                let of = counted.iter().enumerate();
                let of = of.filter(|(_, what)| self.counts_running(what, pod)).map(|(at, _)| at);
                self.kinds.push(of.collect());
            }
            self.kind_of.push(kind);
        }
    }

    fn counts_daemon(&self, what: &Counted<'_>, id: DaemonSetIx) -> bool {
        let compiled = &self.pods[id];
        let pod = compiled.scheduled();
        match what {
            Counted::MeantByAll(terms) => terms.iter().all(|t| t.means_daemon(self.cluster, pod)),
            Counted::Meant(term) => term.means_daemon(self.cluster, pod),
            Counted::Having(who, _) => *who == Some(id),
            Counted::Spread(of, constraint) => constraint.counts_daemon(of, pod),
            Counted::Using(namespace, name) => {
                pod.namespace == *namespace
                    && compiled.waits.exclusive.iter().any(|(claim, _)| claim == name)
            }
        }
    }

    fn counts_running(&self, what: &Counted<'_>, pod: &Pod) -> bool {
        let (cluster, inventory) = (self.cluster, self.cluster.inventory);
        match what {
            Counted::MeantByAll(terms) => terms.iter().all(|t| t.means_running(cluster, pod)),
            Counted::Meant(term) => term.means_running(cluster, pod),
            Counted::Having(None, term) => {
                let namespace = inventory.text(pod.namespace);
                pod.anti_affinity.iter().any(|own| PodTerm::of_running(own, namespace) == **term)
            }
            Counted::Having(Some(_), _) => false,
            Counted::Spread(of, constraint) => constraint.counts(cluster, of, pod),
            Counted::Using(namespace, name) => {
                inventory.text(pod.namespace) == *namespace
                    && pod.claims.iter().any(|claim| inventory.text(*claim) == *name)
            }
        }
    }

    /// The nodes of which the places of counters are known from the start.
    pub(super) fn known_places(&self) -> impl Iterator<Item = (CounterIx, u32)> + '_ {
        let counters = self.counters.iter().enumerate().filter(|(_, c)| c.only.is_some());
        let inventory = self.cluster.inventory;
        counters.flat_map(move |(at, counter)| {
            let nodes = inventory.nodes.places();
            nodes.filter_map(move |node: NodeIx| Some((at, counter.place(inventory, node)?)))
        })
    }
}

/// Whether a node has the topology keys of all of a pod's spread constraints.
pub(super) fn has_all_keys(cluster: &Cluster<'_>, pod: &DaemonPod, node: &Node) -> bool {
    let symbols = &cluster.inventory.symbols;
    pod.spread.iter().all(|constraint| {
        symbols.find(&constraint.topology_key).is_some_and(|key| node.labels.get(key).is_some())
    })
}
