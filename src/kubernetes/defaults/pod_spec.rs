//! A pod spec in a template. Mirrors `SetDefaults_PodSpec` of `pkg/apis/core/v1/defaults.go`.

use super::{container, round_up_to_milli, set_if_empty, volume};
use crate::kubernetes::containers::containers_mut;
use crate::kubernetes::release::Release;
use k8s_openapi::api::core::v1::PodSpec;

/// Seconds that a pod has to end by itself where the manifest doesn't say.
const TERMINATION_GRACE_PERIOD_SECONDS: i64 = 30;

/// Fills in the defaults of a pod spec that stands in a template.
pub(crate) fn default_pod_spec(spec: &mut PodSpec, release: Release) {
    set_if_empty(&mut spec.dns_policy, "ClusterFirst");
    set_if_empty(&mut spec.restart_policy, "Always");
    spec.security_context.get_or_insert_default();
    spec.termination_grace_period_seconds.get_or_insert(TERMINATION_GRACE_PERIOD_SECONDS);
    set_if_empty(&mut spec.scheduler_name, "default-scheduler");
    for volume in spec.volumes.iter_mut().flatten() {
        volume::default_volume(volume, release);
    }
    containers_mut(spec).for_each(container::default_container);
    for container in spec.ephemeral_containers.iter_mut().flatten() {
        container::default_ephemeral_container(container);
    }
    round_up_to_milli(&mut spec.overhead);
    if let Some(resources) = &mut spec.resources {
        round_up_to_milli(&mut resources.limits);
        round_up_to_milli(&mut resources.requests);
    }
}
