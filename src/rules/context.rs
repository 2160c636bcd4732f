//! What checks may look at.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock, PoisonError};

use k8s_openapi::api::apps::v1::DaemonSet;
use k8s_openapi::api::scheduling::v1::PriorityClass;

use super::capacity::burden::Burdens;
use super::capacity::crowd::Crowds;
use super::cel::{Value, from_json};
use super::choices::Choices;
use super::index::PodIndex;
use super::memory::Memory;
use super::params::Params;
use super::pods::Names;
use super::policies::{AsObject, Known, Policies, admission_context, as_objects};
use super::security::bound::BoundAccounts;
use super::selection::Expected;
use super::selector::pickers::Pickers;
use super::survey::{NodeLabels, Ports, Survey, refusal};
use crate::diagnostic::Diagnostic;
use crate::inventory::Inventory;
use crate::inventory::ix::Ix;
use crate::kubernetes::node_labels::OS;
use crate::kubernetes::pod_admission::{AdmissionContext, Change, Refusal};
use crate::kubernetes::release::Release;
use crate::manifest::{Counterparts, Manifest, Suppressions, Workspace};
use crate::planner::capacity::Capacity;
use crate::planner::daemon_pod::Compiled;
use crate::planner::{DaemonSetIx, Doubts, Fleet, Otherwise};
use crate::source::SourceFile;

pub(super) use super::subject::{Subject, WorkloadSubject};

/// Everything that a run knows; checks are pure functions of it.
#[derive(Debug)]
pub struct Context<'a> {
    /// All manifests.
    pub workspace: &'a Workspace,
    /// What reading the manifests found (`admission-decode`, `admission-strict`).
    pub read: &'a [Diagnostic],
    /// What the files suppress.
    pub suppressions: &'a [Suppressions],
    /// The nodes, and where the pods go on them.
    pub fleet: Option<&'a Fleet<'a>>,
    /// The manifests as they were, to hold the new ones against.
    pub against: Option<&'a Counterparts<'a>>,
    /// Whether objects that belong to these may not have been given.
    pub partial: bool,
    /// The Kubernetes that is asked.
    pub release: Release,
    /// The values of the rules' parameters where nothing says otherwise.
    params: &'a Params,
    /// What is chosen for each object, if anything is.
    choices: Option<&'a dyn Choices>,
    /// What a config expects of placement.
    pub(super) expected: &'a [Expected],
    /// Policies that were given to hold the manifests against.
    pub given_policies: Option<&'a Workspace>,
    /// What was found in the objects the last time.
    pub(super) memory: Option<&'a Memory>,
    /// The pods of the workspace by their labels.
    pub(super) pods: PodIndex<'a>,
    /// What the nodes and the DaemonSets come to together.
    pub(super) survey: Survey<'a>,
    /// In the order of the workspace.
    daemon_sets: Vec<&'a Manifest>,
    /// The same as checks see them, once one asks for all.
    subjects: OnceLock<Vec<Subject<'a>>>,
}

impl<'a> Context<'a> {
    /// What a run without an inventory knows.
    #[must_use]
    pub(crate) fn new(
        workspace: &'a Workspace,
        read: &'a [Diagnostic],
        suppressions: &'a [Suppressions],
        release: Release,
        params: &'a Params,
    ) -> Self {
        let daemon_sets = workspace.of_type::<DaemonSet>().collect();
        let pods = PodIndex::new(workspace);
        let survey = Survey::default();
        let (fleet, against, partial) = (None, None, false);
        Self {
            workspace,
            read,
            suppressions,
            fleet,
            against,
            partial,
            release,
            params,
            choices: None,
            expected: &[],
            given_policies: None,
            memory: None,
            pods,
            survey,
            daemon_sets,
            subjects: OnceLock::new(),
        }
    }

    /// The same with nodes: a fleet of [`Workspace::daemon_sets`], in that order.
    #[must_use]
    pub const fn with_fleet(mut self, fleet: &'a Fleet<'a>) -> Self {
        self.fleet = Some(fleet);
        self
    }

    /// The same where objects that belong to these may not have been given.
    #[must_use]
    pub const fn with_partial(mut self, partial: bool) -> Self {
        self.partial = partial;
        self
    }

    /// The same with what is chosen for each object.
    #[must_use]
    pub(crate) const fn with_choices(mut self, choices: &'a dyn Choices) -> Self {
        self.choices = Some(choices);
        self
    }

    /// The same with what a config expects of placement.
    #[must_use]
    pub(crate) const fn with_expected(mut self, expected: &'a [Expected]) -> Self {
        self.expected = expected;
        self
    }

    /// The same with what was found in the objects the last time.
    #[must_use]
    pub(crate) const fn with_memory(mut self, memory: &'a Memory) -> Self {
        self.memory = Some(memory);
        self
    }

    /// The same with policies to hold the manifests against.
    #[must_use]
    pub const fn with_policies(mut self, policies: &'a Workspace) -> Self {
        self.given_policies = Some(policies);
        self
    }

    /// The same with the manifests as they were.
    #[must_use]
    pub const fn with_against(mut self, against: &'a Counterparts<'a>) -> Self {
        self.against = Some(against);
        self
    }

    /// The DaemonSets, in the order of the workspace.
    #[must_use]
    pub fn subjects(&self) -> &[Subject<'a>] {
        self.subjects.get_or_init(|| {
            let all = self.daemon_sets.iter().enumerate();
            all.filter_map(|(at, manifest)| Subject::of(DaemonSetIx::new(at), manifest)).collect()
        })
    }

    /// The DaemonSet at a place among the workspace's.
    pub(super) fn daemon_set_at(&self, position: DaemonSetIx) -> Option<&'a Manifest> {
        self.daemon_sets.get(position.index()).copied()
    }

    /// The DaemonSet of a manifest, if it is one.
    pub(super) fn subject<'m>(&self, manifest: &'m Manifest) -> Option<Subject<'m>> {
        if !manifest.is_a::<DaemonSet>() {
            return None;
        }
        // They stand in the order of the manifests, which is that of their places.
        let first = self.daemon_sets.partition_point(|one| one.order(manifest).is_lt());
        let candidates = self.daemon_sets.get(first..).unwrap_or_default();
        let place = candidates.iter().position(|one| one.is(manifest))?;
        Subject::of(DaemonSetIx::new(first + place), manifest)
    }
}

impl<'a> Context<'a> {
    /// The policies that hold.
    pub(super) fn policies(&self) -> &Policies<'a> {
        self.survey.policies.get_or_init(|| Policies::new(self.workspace, self.given_policies))
    }

    /// What changes pods on their way, policies too.
    pub(super) fn admission_context(&self) -> &AdmissionContext<'a> {
        self.survey
            .context
            .get_or_init(|| admission_context(self.workspace, self.given_policies, self.release))
    }

    /// Whether a file suppresses anything.
    pub(super) fn suppresses_in(&self, file: &SourceFile) -> bool {
        let find = || {
            let some = self.suppressions.iter().filter(|one| !one.list.is_empty());
            some.map(|one| one.file.id()).collect()
        };
        self.survey.suppressing.get_or_init(find).contains(file.id())
    }

    /// Whom the role bindings of the manifests give anything.
    pub(super) fn bound(&self) -> &BoundAccounts<'a> {
        self.survey.bound.get_or_init(|| BoundAccounts::new(self.workspace))
    }

    /// The names of a kind's objects in a namespace, gathered the first time that one is missing; or
    /// those of the keys of one object.
    pub(super) fn names(
        &self,
        kind: &'static str,
        place: String,
        names: impl FnOnce() -> Vec<&'a str>,
    ) -> Arc<Names<'a>> {
        let mut known = self.survey.names.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = known.entry((kind, place));
        Arc::clone(entry.or_insert_with(|| Arc::new(Names::new(names()))))
    }

    /// Whether a priority class of the manifests is given to pods that name none.
    pub(super) fn has_default_class(&self) -> bool {
        let is_default = |class: &PriorityClass| class.global_default == Some(true);
        let find = || self.workspace.known().any(|(_, class)| is_default(class));
        *self.survey.default_class.get_or_init(find)
    }

    /// Whether the manifests, or what stands around them, have objects that only OpenShift knows.
    pub(super) fn has_openshift(&self) -> bool {
        let is_its_own = |manifest: &Manifest| manifest.group().ends_with(".openshift.io");
        *self.survey.openshift.get_or_init(|| self.workspace.all_known().any(is_its_own))
    }

    /// The labels of the nodes; none without an inventory.
    pub(super) fn node_labels(&self) -> Option<&NodeLabels<'a>> {
        let inventory = self.fleet?.inventory;
        Some(self.survey.labels.get_or_init(|| NodeLabels::new(inventory, self.subjects())))
    }

    /// How many nodes have a kubelet of each minor version; none without an inventory.
    pub(super) fn kubelets(&self) -> Option<&BTreeMap<u32, usize>> {
        let inventory = self.fleet?.inventory;
        Some(self.survey.kubelets.get_or_init(|| inventory.kubelets()))
    }

    /// Whether there are nodes, or templates of new ones, of several operating systems.
    pub(super) fn has_several_systems(&self) -> bool {
        let Some(fleet) = self.fleet else { return false };
        let several = || {
            let inventory = fleet.inventory;
            let Some(key) = inventory.symbols.find(OS) else { return false };
            let mut systems =
                inventory.nodes_and_templates().filter_map(|node| node.labels.get(key));
            systems.next().is_some_and(|first| systems.any(|other| other != first))
        };
        *self.survey.several_systems.get_or_init(several)
    }

    /// Whether a node is known not to be ready.
    pub(super) fn has_node_down(&self) -> bool {
        let Some(fleet) = self.fleet else { return false };
        let is_down = || fleet.inventory.nodes.iter().any(|node| node.ready == Some(false));
        *self.survey.node_is_down.get_or_init(is_down)
    }

    /// What the DaemonSets take of the nodes together; none without an inventory.
    pub(super) fn capacity(&self) -> Option<&Capacity> {
        let fleet = self.fleet?;
        Some(self.survey.capacity.get_or_init(|| fleet.capacity()))
    }

    /// The DaemonSets that are crowded out by the others; none without an inventory.
    pub(super) fn crowds(&self) -> Option<&Crowds> {
        let fleet = self.fleet?;
        let capacity = self.capacity()?;
        Some(self.survey.crowds.get_or_init(|| Crowds::new(fleet, capacity)))
    }

    /// The agent of the pod network for which new nodes keep other pods back, if it is among the
    /// manifests.
    pub(super) fn network_agent(&self) -> Option<&'a Manifest> {
        let find = || self.daemon_sets.iter().find(|one| one.is_network_agent()).copied();
        *self.survey.network_agent.get_or_init(find)
    }

    /// The Services and budgets of the run by the labels that they pick pods by.
    pub(super) fn pickers(&self) -> &Pickers<'a> {
        self.survey.pickers.get_or_init(|| Pickers::new(self.workspace))
    }

    /// Whether a rule tells what it finds of an object.
    pub(super) fn tells(&self, rule: &str, manifest: &Manifest) -> bool {
        self.choices.is_none_or(|choices| choices.tells(rule, manifest))
    }

    /// The values of the rules' parameters for an object.
    pub(super) fn params(&self, manifest: &Manifest) -> Cow<'a, Params> {
        match self.choices {
            Some(choices) => choices.params(self.params, manifest),
            None => Cow::Borrowed(self.params),
        }
    }

    /// Those of a user's own rule, where they are others than usual.
    pub(super) fn params_of_own(&self, rule: &str, manifest: &Manifest) -> Option<Value> {
        match self.params(manifest) {
            Cow::Borrowed(_) => None,
            Cow::Owned(params) => params.own(rule).as_ref().map(from_json),
        }
    }

    /// What the DaemonSets take of nodes together where that is much, by what counts as much for one
    /// of them; none without an inventory.
    pub(super) fn burdens(&self, manifest: &Manifest) -> Option<Arc<Burdens>> {
        let fleet = self.fleet?;
        let capacity = self.capacity()?;
        let new = |params: &Params| Arc::new(Burdens::new(fleet, capacity, params));
        Some(match self.params(manifest) {
            Cow::Borrowed(params) => Arc::clone(self.survey.burdens.get_or_init(|| new(params))),
            Cow::Owned(params) => new(&params),
        })
    }

    /// Why the API server refuses a DaemonSet's pods, with what changed them before; none where it
    /// takes them.
    pub(super) fn refusal<'s>(
        &'s self,
        subject: &'s Subject<'_>,
    ) -> Option<(&'s Refusal, &'s [Change])> {
        if let Some(fleet) = self.fleet {
            let placement = fleet.placement(subject.position);
            return Some((placement.refusal.as_ref()?, &placement.changes));
        }
        let found = subject.refusal.get_or_init(|| refusal(self.admission_context(), subject));
        found.as_ref().map(|(refusal, changes)| (refusal, changes.as_slice()))
    }

    /// What may become of a DaemonSet's pods instead, where that hangs on an order that is chance.
    pub(super) fn otherwise(&self, subject: &Subject<'_>) -> Vec<Otherwise> {
        if let Some(fleet) = self.fleet {
            return fleet.pods[subject.position].otherwise.clone();
        }
        let context = self.admission_context();
        let daemon_set = subject.manifest.daemon_set();
        match daemon_set
            .filter(|_| context.unordered(subject.manifest.namespace()).next().is_some())
        {
            Some(daemon_set) => {
                let nodes = Inventory::default();
                Compiled::new(daemon_set, &nodes, context, Doubts::default()).otherwise
            }
            None => Vec::new(),
        }
    }

    /// What becomes of a DaemonSet as an object; none where nothing is known of it.
    pub(super) fn as_object(&self, subject: &Subject<'_>) -> Option<&AsObject> {
        let known =
            Known { before: self.against, inventory: self.fleet.map(|fleet| fleet.inventory) };
        let find = || as_objects(self.workspace, self.admission_context(), known);
        self.survey.as_object.get_or_init(find).get(subject.position.index())
    }

    /// The host ports that more than one DaemonSet of the run wants.
    pub(super) fn shared_ports(&self) -> &Ports {
        let new = || Ports::new(self.admission_context(), self.fleet, &self.daemon_sets);
        self.survey.ports.get_or_init(new)
    }
}
