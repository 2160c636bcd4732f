//! A DaemonSet as checks see it.

use std::sync::OnceLock;

use k8s_openapi::api::apps::v1::{DaemonSet, DaemonSetSpec};
use k8s_openapi::api::core::v1::{Container, PodSpec};

use super::finding::Route;
use crate::kubernetes::containers::ContainerList;
use crate::kubernetes::node_affinity::RequiredNodeAffinity;
use crate::manifest::{Manifest, Workload};
use crate::planner::DaemonSetIx;

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

impl<'a> Subject<'a> {
    /// A manifest's DaemonSet, which stands at a place among the workspace's.
    pub(super) fn new(
        position: DaemonSetIx,
        manifest: &'a Manifest,
        daemon_set: &'a DaemonSet,
    ) -> Option<Self> {
        let spec = daemon_set.spec.as_ref()?;
        let pod = spec.template.spec.as_ref()?;
        Some(Self { manifest, spec, pod, position, affinity: OnceLock::new() })
    }

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
