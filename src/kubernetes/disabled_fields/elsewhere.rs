//! Fields behind gates that stand outside of pods: the strategies of their own types drop them.

use crate::kubernetes::release::{Gate, Release};

/// A field of a kind.
#[derive(Debug)]
pub(crate) struct Elsewhere {
    /// The group of the kind.
    group: &'static str,
    /// The kind.
    kind: &'static str,
    /// The way to the field from the object on.
    pub way: &'static [&'static str],
    /// Its gate.
    pub gate: Gate,
}

/// All of them.
static ELSEWHERE: [Elsewhere; 4] = [
    // dropStatefulSetDisabledFields
    Elsewhere {
        group: "apps",
        kind: "StatefulSet",
        way: &["spec", "updateStrategy", "rollingUpdate", "maxUnavailable"],
        gate: Gate::MaxUnavailableStatefulSet,
    },
    // DropDisabledFields of pkg/api/persistentvolumeclaim
    Elsewhere {
        group: "",
        kind: "PersistentVolumeClaim",
        way: &["spec", "volumeAttributesClassName"],
        gate: Gate::VolumeAttributesClass,
    },
    // dropDisabledFields of pkg/registry/autoscaling/horizontalpodautoscaler
    Elsewhere {
        group: "autoscaling",
        kind: "HorizontalPodAutoscaler",
        way: &["spec", "behavior", "scaleUp", "tolerance"],
        gate: Gate::HPAConfigurableTolerance,
    },
    Elsewhere {
        group: "autoscaling",
        kind: "HorizontalPodAutoscaler",
        way: &["spec", "behavior", "scaleDown", "tolerance"],
        gate: Gate::HPAConfigurableTolerance,
    },
];

/// The fields of a kind that a release knows and drops.
pub(crate) fn dropped_elsewhere(
    api_version: &str,
    kind: &str,
    release: Release,
) -> impl Iterator<Item = &'static Elsewhere> {
    let group = api_version.split_once('/').map_or("", |(group, _)| group);
    ELSEWHERE.iter().filter(move |field| {
        field.kind == kind
            && field.group == group
            && release.knows(field.gate)
            && !release.on(field.gate)
    })
}
