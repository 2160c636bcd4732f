//! What is read of a pod.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{
    AWSElasticBlockStoreVolumeSource, Affinity, Container, ContainerPort, ContainerStatus,
    GCEPersistentDiskVolumeSource, ISCSIVolumeSource, NodeAffinity,
    PersistentVolumeClaimVolumeSource, Pod, PodAffinityTerm, PodCondition, PodSpec, PodStatus,
    RBDVolumeSource, ResourceRequirements, Volume,
};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;
use serde::Deserialize;
use serde::de::MapAccess;

use super::fields::{Fields, Text, skip};
use super::pod::{Disk, HostPort};
use super::resources::ResourceAmounts;
use super::symbols::{Symbol, Symbols};
use crate::kubernetes::containers::{ContainerList, host_ports};
use crate::kubernetes::resources::running_pod_requests;

/// The parts of a pod's spec that decide what else fits beside it.
#[derive(Debug, Default)]
pub(super) struct PodSpecPart {
    /// `nodeName`.
    pub node_name: String,
    /// `priority`.
    pub priority: i32,
    /// Containers, init containers, pod-level resources and overhead; node selector and tolerations of
    /// a pod that may be the newest of its DaemonSet.
    pub spec: PodSpec,
    /// Required pod anti-affinity.
    pub anti_affinity: Vec<PodAffinityTerm>,
    /// The node that the DaemonSet controller made it for, by its required node affinity.
    pub meant_for: Option<String>,
    /// The PersistentVolumeClaims of its volumes, by name.
    pub claims: Vec<String>,
}

impl<'de> Fields<'de> for PodSpecPart {
    fn field<A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        match key {
            "nodeName" => self.node_name = map.next_value::<Text<'de>>()?.to_owned(),
            "priority" => self.priority = map.next_value::<Option<i32>>()?.unwrap_or_default(),
            "hostNetwork" => self.spec.host_network = map.next_value()?,
            "containers" => self.spec.containers = containers(map)?,
            "initContainers" => self.spec.init_containers = Some(containers(map)?),
            "nodeSelector" => self.spec.node_selector = map.next_value()?,
            "tolerations" => self.spec.tolerations = map.next_value()?,
            "resources" => self.spec.resources = map.next_value()?,
            "overhead" => self.spec.overhead = map.next_value()?,
            "affinity" => {
                let affinity = map.next_value::<Option<Affinity>>()?.unwrap_or_default();
                self.meant_for = affinity.node_affinity.as_ref().and_then(node_of);
                self.anti_affinity = affinity
                    .pod_anti_affinity
                    .and_then(|a| a.required_during_scheduling_ignored_during_execution)
                    .unwrap_or_default();
            }
            "volumes" => {
                let volumes = map.next_value::<Option<Vec<VolumePart>>>()?.unwrap_or_default();
                let claims = volumes.iter().filter_map(|v| v.persistent_volume_claim.as_ref());
                self.claims = claims.map(|claim| claim.claim_name.clone()).collect();
                self.spec.volumes =
                    Some(volumes.into_iter().filter_map(VolumePart::exclusive).collect());
            }
            _ => skip(map)?,
        }
        Ok(())
    }
}

impl PodSpecPart {
    /// What the pod takes, as the scheduler counts it.
    ///
    /// # Errors
    /// Says which text is no quantity.
    pub(super) fn requests(
        &mut self,
        status: PodStatusPart,
        symbols: &mut Symbols,
    ) -> Result<ResourceAmounts, String> {
        let spec = std::mem::take(&mut self.spec);
        let pod = Pod { spec: Some(spec), status: Some(status.status), ..Pod::default() };
        let requests = running_pod_requests(&pod).map_err(|error| error.to_string())?;
        self.spec = pod.spec.unwrap_or_default();
        let mut amounts = ResourceAmounts::of_requests(&requests, symbols);
        amounts.pods = 1;
        Ok(amounts)
    }

    /// The names and images of the containers, init containers first.
    pub(super) fn images(&self, symbols: &mut Symbols) -> Box<[(Symbol, Symbol)]> {
        let init = self.spec.init_containers.iter().flatten();
        let all = init.chain(&self.spec.containers);
        let image = |container: &Container| {
            let image = container.image.as_deref().unwrap_or_default();
            (symbols.intern(&container.name), symbols.intern(image))
        };
        all.map(image).collect()
    }

    /// The version of the API server, if the pod is one: the tag of its image.
    pub(super) fn api_server(&self, namespace: &str) -> Option<&str> {
        if namespace != "kube-system" {
            return None;
        }
        let mut containers = self.spec.containers.iter();
        let image = containers.find(|one| one.name == "kube-apiserver")?.image.as_deref()?;
        let name = image.split('@').next().unwrap_or_default();
        name.rsplit('/').next()?.split_once(':').map(|(_, tag)| tag)
    }

    /// The ports that the pod takes on its node (`GetHostPorts`): those of its containers and
    /// sidecars, and how many of these there are at the end.
    pub(super) fn host_ports(&self, symbols: &mut Symbols) -> (Box<[HostPort]>, u16) {
        let mut of_sidecars = 0;
        let ports = host_ports(&self.spec).filter_map(|(list, _, _, port)| {
            let port = HostPort::of(port, |text| Some(symbols.intern(text)))?;
            of_sidecars += u16::from(list == ContainerList::Init);
            Some(port)
        });
        (ports.collect(), of_sidecars)
    }
}

/// The parts of a pod's status that decide whether and how it counts.
#[derive(Debug, Default)]
pub(super) struct PodStatusPart {
    /// `phase`.
    pub phase: String,
    /// What was granted to the containers and to the pod as a whole, and whether a resize in place
    /// is pending.
    pub status: PodStatus,
}

impl PodStatusPart {
    /// Notes that a resize in place is pending.
    pub(super) fn resize_pending(&mut self, reason: &str) {
        self.status.conditions.get_or_insert_default().push(PodCondition {
            type_: "PodResizePending".to_owned(),
            reason: Some(reason.to_owned()),
            ..PodCondition::default()
        });
    }
}

impl<'de> Fields<'de> for PodStatusPart {
    fn field<A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        match key {
            "phase" => self.phase = map.next_value::<Text<'de>>()?.to_owned(),
            "resources" => self.status.resources = map.next_value()?,
            "allocatedResources" => self.status.allocated_resources = map.next_value()?,
            "containerStatuses" | "initContainerStatuses" => {
                let statuses = map.next_value::<Option<Vec<ContainerStatusPart>>>()?;
                let statuses = statuses.unwrap_or_default().into_iter();
                let all = self.status.container_statuses.get_or_insert_default();
                all.extend(statuses.map(|status| ContainerStatus {
                    name: status.name,
                    allocated_resources: status.allocated_resources,
                    resources: status.resources,
                    ..ContainerStatus::default()
                }));
            }
            _ => skip(map)?,
        }
        Ok(())
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ContainerStatusPart {
    #[serde(default)]
    name: String,
    allocated_resources: Option<BTreeMap<String, Quantity>>,
    resources: Option<ResourceRequirements>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ContainerPart {
    #[serde(default)]
    name: String,
    image: Option<String>,
    resources: Option<ResourceRequirements>,
    ports: Option<Vec<ContainerPort>>,
    restart_policy: Option<String>,
}

fn containers<'de, A: MapAccess<'de>>(map: &mut A) -> Result<Vec<Container>, A::Error> {
    let parts = map.next_value::<Option<Vec<ContainerPart>>>()?.unwrap_or_default();
    let container = |part: ContainerPart| Container {
        name: part.name,
        image: part.image,
        resources: part.resources,
        ports: part.ports,
        restart_policy: part.restart_policy,
        ..Container::default()
    };
    Ok(parts.into_iter().map(container).collect())
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct VolumePart {
    gce_persistent_disk: Option<GCEPersistentDiskVolumeSource>,
    aws_elastic_block_store: Option<AWSElasticBlockStoreVolumeSource>,
    iscsi: Option<ISCSIVolumeSource>,
    rbd: Option<RBDVolumeSource>,
    persistent_volume_claim: Option<PersistentVolumeClaimVolumeSource>,
}

impl VolumePart {
    /// The volume, if it is of a kind that excludes others.
    fn exclusive(self) -> Option<Volume> {
        let volume = Volume {
            gce_persistent_disk: self.gce_persistent_disk,
            aws_elastic_block_store: self.aws_elastic_block_store,
            iscsi: self.iscsi,
            rbd: self.rbd,
            ..Volume::default()
        };
        (volume != Volume::default()).then_some(volume)
    }
}

/// The node that a required node affinity pins a pod to, as the DaemonSet controller writes it
/// (`ReplaceDaemonSetPodNodeNameNodeAffinity`).
fn node_of(affinity: &NodeAffinity) -> Option<String> {
    let required = affinity.required_during_scheduling_ignored_during_execution.as_ref()?;
    let fields = required.node_selector_terms.first()?.match_fields.as_ref()?;
    let name = fields.iter().find(|field| field.key == "metadata.name")?;
    name.values.as_ref()?.first().cloned()
}

/// The disks of volumes that exclude others, each with the place of its volume.
#[must_use]
pub(crate) fn disks(volumes: &[Volume]) -> Vec<(usize, Disk)> {
    let mut disks = Vec::new();
    for (place, volume) in volumes.iter().enumerate() {
        if let Some(gce) = &volume.gce_persistent_disk {
            let name = gce.pd_name.as_str().into();
            disks.push((place, Disk::Gce { name, read_only: gce.read_only.unwrap_or_default() }));
        }
        if let Some(aws) = &volume.aws_elastic_block_store {
            disks.push((place, Disk::Aws { id: aws.volume_id.as_str().into() }));
        }
        if let Some(iscsi) = &volume.iscsi {
            let iqn = iscsi.iqn.as_str().into();
            let read_only = iscsi.read_only.unwrap_or_default();
            disks.push((place, Disk::Iscsi { iqn, read_only }));
        }
        if let Some(rbd) = &volume.rbd {
            disks.push((
                place,
                Disk::Rbd {
                    monitors: rbd.monitors.as_slice().into(),
                    pool: rbd.pool.as_deref().unwrap_or("rbd").into(),
                    image: rbd.image.as_str().into(),
                    read_only: rbd.read_only.unwrap_or_default(),
                },
            ));
        }
    }
    disks
}
