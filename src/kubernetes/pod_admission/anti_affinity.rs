//! The plugin `LimitPodHardAntiAffinityTopology`.

use k8s_openapi::api::core::v1::Pod;

use super::plugin::Plugin;
use super::refusal::Refusal;
use crate::kubernetes::node_labels::HOSTNAME;

/// Refuses required anti-affinity by anything but the host name.
pub(super) fn validate(pod: &Pod) -> Option<Refusal> {
    let affinity = pod.spec.as_ref()?.affinity.as_ref()?.pod_anti_affinity.as_ref()?;
    let terms = affinity.required_during_scheduling_ignored_during_execution.as_ref()?;
    let other = terms.iter().find(|term| term.topology_key != HOSTNAME)?;
    let said = format!(
        "affinity.PodAntiAffinity.RequiredDuringScheduling has TopologyKey {} but only key \
         {HOSTNAME} is allowed",
        other.topology_key
    );
    Some(Refusal::new(Plugin::LimitPodHardAntiAffinityTopology, said).at("affinity"))
}
