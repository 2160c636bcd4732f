//! Workloads as checks see them.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::OnceLock;

use k8s_openapi::api::apps::v1::DaemonSetSpec;
use k8s_openapi::api::core::v1::{Container, PodSpec};

use super::finding::Route;
use crate::kubernetes::containers::ContainerList;
use crate::kubernetes::node_affinity::RequiredNodeAffinity;
use crate::kubernetes::pod_admission::{Change, Refusal};
use crate::manifest::{Manifest, Pods, Workload};
use crate::planner::DaemonSetIx;

/// A workload as checks see it: an object of any kind whose pods have a spec. One whose pods have
/// none is the API server's business.
#[derive(Debug)]
pub struct WorkloadSubject<'a> {
    /// The manifest: the object and its kind.
    pub manifest: &'a Manifest,
    /// Its pods, as written, with the way to them.
    pub pods: Pods<'a>,
    /// Their spec.
    pub pod: &'a PodSpec,
    /// What they demand of nodes, compiled by the first rule that asks.
    affinity: OnceLock<RequiredNodeAffinity>,
}

impl<'a> WorkloadSubject<'a> {
    /// The workload of a manifest, if it is one.
    pub(super) fn of(manifest: &'a Manifest) -> Option<Self> {
        let Workload { manifest, pods } = Workload::of(manifest)?;
        Some(Self { manifest, pods, pod: pods.spec?, affinity: OnceLock::new() })
    }

    /// What its pods demand of nodes, as written.
    #[must_use]
    pub fn affinity(&self) -> &RequiredNodeAffinity {
        self.affinity.get_or_init(|| RequiredNodeAffinity::of(self.pod))
    }

    /// The containers of a list, each with the way to it.
    pub fn containers(
        &self,
        list: ContainerList,
    ) -> impl Iterator<Item = (Route, &'a Container)> + use<'a> {
        let path = self.pods.path;
        let containers = list.of(self.pod).iter().enumerate();
        containers.map(move |(place, container)| {
            (Route::pod_spec(path).field(list.field()).index(place), container)
        })
    }

    /// The init containers and the regular ones, each with the way to it.
    pub fn all_containers(&self) -> impl Iterator<Item = (Route, &'a Container)> + use<'a> {
        self.containers(ContainerList::Init).chain(self.containers(ContainerList::Regular))
    }

    /// Whether its pods are about the nodes that they run on: they share a namespace of the node or
    /// mount its files.
    #[must_use]
    pub(super) fn reaches_into_node(&self) -> bool {
        let pod = self.pod;
        let shares = [pod.host_network, pod.host_pid, pod.host_ipc].contains(&Some(true));
        shares || pod.volumes.iter().flatten().any(|volume| volume.host_path.is_some())
    }

    /// The labels of its pods.
    pub fn pod_labels(&self) -> Option<&'a BTreeMap<String, String>> {
        self.pods.metadata?.labels.as_ref()
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

/// A DaemonSet as checks see it: a workload, and what only DaemonSets have.
#[derive(Debug)]
pub struct Subject<'a> {
    workload: WorkloadSubject<'a>,
    /// `spec`, as written.
    pub spec: &'a DaemonSetSpec,
    /// Its place among the workspace's DaemonSets.
    pub(super) position: DaemonSetIx,
    /// Why its pods are refused where there are no nodes, and what changed them before; found by the
    /// first rule that asks.
    pub(super) refusal: OnceLock<Option<(Refusal, Vec<Change>)>>,
}

impl<'a> Subject<'a> {
    /// A manifest's DaemonSet, which stands at a place among the workspace's.
    pub(super) fn of(position: DaemonSetIx, manifest: &'a Manifest) -> Option<Self> {
        let spec = &manifest.daemon_set()?.spec;
        let workload = WorkloadSubject::of(manifest)?;
        Some(Self { workload, spec, position, refusal: OnceLock::new() })
    }
}

impl<'a> Deref for Subject<'a> {
    type Target = WorkloadSubject<'a>;

    fn deref(&self) -> &WorkloadSubject<'a> {
        &self.workload
    }
}
