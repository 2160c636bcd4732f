//! Fields that the API server drops silently, since their feature is off by default in v1.36.
//!
//! Mirrors `DropDisabledTemplateFields` of `pkg/api/pod`.

use crate::kubernetes::containers::{containers, containers_mut};
use k8s_openapi::api::apps::v1::DaemonSet;
use k8s_openapi::api::core::v1::{
    Container, EphemeralContainer, Lifecycle, PodSpec, VolumeProjection,
};
use std::borrow::Cow;

/// The DaemonSet without the fields of features that are off, unless `old`, which it is to
/// replace, has them in use.
#[must_use]
pub fn without_disabled_fields<'a>(
    daemon_set: &'a DaemonSet,
    old: Option<&DaemonSet>,
) -> Cow<'a, DaemonSet> {
    let used = InUse::of(pod_spec(daemon_set));
    let kept = InUse::of(old.and_then(pod_spec));
    let dropped = InUse {
        scheduling_group: used.scheduling_group && !kept.scheduling_group,
        cluster_trust_bundle: used.cluster_trust_bundle && !kept.cluster_trust_bundle,
        pod_certificate: used.pod_certificate && !kept.pod_certificate,
        stop_signal: used.stop_signal && !kept.stop_signal,
    };
    if dropped == InUse::default() {
        return Cow::Borrowed(daemon_set);
    }
    let mut daemon_set = daemon_set.clone();
    let template = daemon_set.spec.as_mut().map(|spec| &mut spec.template);
    if let Some(spec) = template.and_then(|template| template.spec.as_mut()) {
        drop_fields(spec, dropped);
    }
    Cow::Owned(daemon_set)
}

fn pod_spec(daemon_set: &DaemonSet) -> Option<&PodSpec> {
    daemon_set.spec.as_ref()?.template.spec.as_ref()
}

/// Which fields of features that are off by default a pod spec has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct InUse {
    /// `GenericWorkload`.
    scheduling_group: bool,
    /// `ClusterTrustBundleProjection`.
    cluster_trust_bundle: bool,
    /// `PodCertificateRequest`.
    pod_certificate: bool,
    /// `ContainerStopSignals`.
    stop_signal: bool,
}

impl InUse {
    fn of(spec: Option<&PodSpec>) -> Self {
        let Some(spec) = spec else { return Self::default() };
        let mut lifecycles = containers(spec)
            .map(|container| &container.lifecycle)
            .chain(spec.ephemeral_containers.iter().flatten().map(|container| &container.lifecycle))
            .flatten();
        Self {
            scheduling_group: spec.scheduling_group.is_some(),
            cluster_trust_bundle: projections(spec).any(|s| s.cluster_trust_bundle.is_some()),
            pod_certificate: projections(spec).any(|source| source.pod_certificate.is_some()),
            stop_signal: lifecycles.any(|lifecycle| lifecycle.stop_signal.is_some()),
        }
    }
}

fn projections(spec: &PodSpec) -> impl Iterator<Item = &VolumeProjection> {
    let volumes = spec.volumes.iter().flatten();
    volumes
        .filter_map(|volume| volume.projected.as_ref())
        .flat_map(|projected| projected.sources.iter().flatten())
}

fn drop_fields(spec: &mut PodSpec, dropped: InUse) {
    if dropped.scheduling_group {
        spec.scheduling_group = None;
    }
    let projected = spec.volumes.iter_mut().flatten().filter_map(|v| v.projected.as_mut());
    for source in projected.flat_map(|projected| projected.sources.iter_mut().flatten()) {
        if dropped.cluster_trust_bundle {
            source.cluster_trust_bundle = None;
        }
        if dropped.pod_certificate {
            source.pod_certificate = None;
        }
    }
    if dropped.stop_signal {
        containers_mut(spec).for_each(|Container { lifecycle, .. }| drop_stop_signal(lifecycle));
        let ephemeral = spec.ephemeral_containers.iter_mut().flatten();
        ephemeral.for_each(|EphemeralContainer { lifecycle, .. }| drop_stop_signal(lifecycle));
    }
}

fn drop_stop_signal(lifecycle: &mut Option<Lifecycle>) {
    if let Some(kept) = lifecycle
        && kept.stop_signal.take().is_some()
        && *kept == Lifecycle::default()
    {
        *lifecycle = None;
    }
}
