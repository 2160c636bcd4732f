//! What checks may look at.

use std::sync::OnceLock;

use k8s_openapi::api::apps::v1::{DaemonSet, DaemonSetSpec};
use k8s_openapi::api::core::v1::{Container, PodSpec};

use super::index::PodIndex;
use super::survey::Survey;
use crate::diagnostic::Diagnostic;
use crate::inventory::ix::Ix;
use crate::kubernetes::containers::ContainerList;
use crate::kubernetes::node_affinity::RequiredNodeAffinity;
use crate::manifest::{Manifest, Suppressions, Workload, Workspace};
use crate::planner::{DaemonSetIx, Fleet};
use crate::rules::finding::Route;

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
    pub against: Option<Against<'a>>,
    /// Whether objects that belong to these may not have been given.
    pub partial: bool,
    /// The pods of the workspace by their labels.
    pub(super) pods: PodIndex<'a>,
    /// What the nodes and the DaemonSets come to together.
    pub(super) survey: Survey<'a>,
    subjects: Vec<Subject<'a>>,
}

/// The manifests as they were.
#[derive(Clone, Copy, Debug)]
pub struct Against<'a> {
    /// All of them.
    pub workspace: &'a Workspace,
    /// Whether either side is one file that was named: two of them with one DaemonSet each are a
    /// pair whatever its name.
    pub one_file_each: bool,
}

/// A DaemonSet as checks see it: one that has a pod template with a spec. One that has none is
/// the API server's business.
#[derive(Debug)]
pub struct Subject<'a> {
    /// The manifest.
    pub manifest: &'a Manifest,
    /// `spec`, as written.
    pub spec: &'a DaemonSetSpec,
    /// `spec.template.spec`, as written.
    pub pod: &'a PodSpec,
    /// Its place among the workspace's DaemonSets.
    pub(super) position: DaemonSetIx,
    /// What it demands of nodes, compiled by the first rule that asks.
    affinity: OnceLock<RequiredNodeAffinity>,
}

impl<'a> Context<'a> {
    /// What a run without an inventory knows.
    #[must_use]
    pub fn new(
        workspace: &'a Workspace,
        read: &'a [Diagnostic],
        suppressions: &'a [Suppressions],
    ) -> Self {
        let subjects = workspace
            .daemon_sets()
            .enumerate()
            .filter_map(|(position, (manifest, object))| {
                let spec = object.spec.as_ref()?;
                let pod = spec.template.spec.as_ref()?;
                let affinity = OnceLock::new();
                let position = DaemonSetIx::new(position);
                Some(Subject { manifest, spec, pod, position, affinity })
            })
            .collect();
        let pods = PodIndex::new(workspace);
        let survey = Survey::default();
        let (fleet, against, partial) = (None, None, false);
        Self { workspace, read, suppressions, fleet, against, partial, pods, survey, subjects }
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

    /// The same with the manifests as they were.
    #[must_use]
    pub const fn with_against(mut self, against: Against<'a>) -> Self {
        self.against = Some(against);
        self
    }

    /// The DaemonSets, in the order of the workspace.
    #[must_use]
    pub fn subjects(&self) -> &[Subject<'a>] {
        &self.subjects
    }

    /// The DaemonSet at a place among the workspace's.
    pub(super) fn subject_at(&self, position: DaemonSetIx) -> Option<&Subject<'a>> {
        let at = self.subjects.binary_search_by_key(&position, |subject| subject.position).ok()?;
        self.subjects.get(at)
    }

    /// The DaemonSet of a manifest, if it is one.
    pub(super) fn subject(&self, manifest: &Manifest) -> Option<&Subject<'a>> {
        // The subjects stand in the order of the manifests, which is that of their places.
        let comes_before = |subject: &Subject<'_>| subject.manifest.order(manifest).is_lt();
        let first = self.subjects.partition_point(comes_before);
        let candidates = self.subjects.get(first..).unwrap_or_default();
        candidates.iter().find(|subject| std::ptr::eq(subject.manifest, manifest))
    }
}

impl<'a> Subject<'a> {
    /// The DaemonSet after defaulting.
    #[must_use]
    pub fn defaulted(&self) -> Option<&'a DaemonSet> {
        self.manifest.defaulted_daemon_set()
    }

    /// What its pods demand of nodes, as written.
    #[must_use]
    pub fn affinity(&self) -> &RequiredNodeAffinity {
        self.affinity.get_or_init(|| RequiredNodeAffinity::of(self.pod))
    }

    /// The DaemonSet as a workload, like others that bring pods.
    #[must_use]
    pub fn workload(&self) -> Option<Workload<'a>> {
        Workload::of(self.manifest)
    }

    /// The containers of a list, each with the way to it.
    pub fn containers(
        &self,
        list: ContainerList,
    ) -> impl Iterator<Item = (Route, &'a Container)> + use<'a> {
        let route = Route::pod_spec().field(list.field());
        let containers = list.of(self.pod).iter().enumerate();
        containers.map(move |(place, container)| (route.clone().index(place), container))
    }

    /// The init containers and the regular ones, each with the way to it.
    pub fn all_containers(&self) -> impl Iterator<Item = (Route, &'a Container)> + use<'a> {
        self.containers(ContainerList::Init).chain(self.containers(ContainerList::Regular))
    }

    /// The labels of its pods.
    pub fn pod_labels(&self) -> Option<&'a std::collections::BTreeMap<String, String>> {
        self.spec.template.metadata.as_ref()?.labels.as_ref()
    }

    /// `metadata.name`.
    #[must_use]
    pub fn name(&self) -> &'a str {
        &self.manifest.object_ref().name
    }

    /// Whether its pods share the node's network.
    #[must_use]
    pub fn host_network(&self) -> bool {
        self.pod.host_network == Some(true)
    }
}
