//! Fields that other places know: a helping word for those who put them here.

use super::super::schema::{self, Kind};
use crate::kubernetes::field::{FieldPath, RoutePattern, Step};

/// What a DaemonSet has instead of a field of other workloads.
pub(super) fn other_workloads(name: &str) -> Option<&'static str> {
    Some(match name {
        "replicas" => {
            "a DaemonSet runs one pod on every node that takes it: drop `replicas`, and choose the \
             nodes with `nodeSelector` or `affinity` in `spec.template.spec`"
        }
        "strategy" => {
            "a DaemonSet calls it `updateStrategy`, with the types `RollingUpdate` and `OnDelete`"
        }
        "paused" => {
            "a DaemonSet's rollout can't be paused; with `updateStrategy.type: OnDelete`, pods stay \
             as they are until someone deletes them"
        }
        "progressDeadlineSeconds" => {
            "a DaemonSet's rollout has no deadline; `kubectl rollout status --timeout` waits for it \
             with one"
        }
        "serviceName" => {
            "only a StatefulSet names its Service; a Service finds a DaemonSet's pods by their \
             labels"
        }
        "volumeClaimTemplates" => {
            "only a StatefulSet makes a claim for each pod; in a DaemonSet use a `hostPath`, or a \
             volume with `ephemeral.volumeClaimTemplate`"
        }
        "podManagementPolicy" | "persistentVolumeClaimRetentionPolicy" | "ordinals" => {
            "it belongs to StatefulSets; a DaemonSet's pods have neither order nor claims"
        }
        "parallelism"
        | "completions"
        | "completionMode"
        | "backoffLimit"
        | "suspend"
        | "activeDeadlineSeconds"
        | "ttlSecondsAfterFinished"
        | "podFailurePolicy" => {
            "it belongs to Jobs; a DaemonSet's pods never finish, they are always restarted"
        }
        "schedule" | "jobTemplate" | "concurrencyPolicy" | "startingDeadlineSeconds" => {
            "it belongs to CronJobs; a DaemonSet runs all the time"
        }
        "templateGeneration" => {
            "it went away with apps/v1: the API server counts generations by itself"
        }
        "rollbackTo" => "it went away with apps/v1: use `kubectl rollout undo`",
        _ => return None,
    })
}

/// The places to look for a field that stands elsewhere, the likeliest first; `*` is any element.
/// A kind has those that its schema has.
const PLACES: [&[&str]; 19] = [
    &["spec", "template", "spec"],
    &["spec", "template", "spec", "containers", "*"],
    &["spec", "containers", "*"],
    &["spec", "jobTemplate", "spec", "template", "spec"],
    &["spec", "jobTemplate", "spec", "template", "spec", "containers", "*"],
    &["spec"],
    &["metadata"],
    &["spec", "updateStrategy"],
    &["spec", "updateStrategy", "rollingUpdate"],
    &["spec", "strategy"],
    &["spec", "strategy", "rollingUpdate"],
    &["spec", "jobTemplate", "spec"],
    &["spec", "template", "spec", "containers", "*", "securityContext"],
    &["spec", "template", "spec", "securityContext"],
    &["spec", "template", "spec", "containers", "*", "resources"],
    &["spec", "template", "spec", "affinity"],
    &["spec", "selector"],
    &["spec", "template", "spec", "containers", "*", "livenessProbe"],
    &["spec", "ports", "*"],
];

/// A place that knows a field.
pub(super) struct Place {
    /// Where it is.
    pub pattern: RoutePattern,
    /// Whether it encloses the place where the field stands, or lies in it.
    pub related: bool,
}

/// The place of a kind that has a field of this name: the one nearest to where it stands.
pub(super) fn elsewhere(kind: &Kind, path: &FieldPath, name: &str) -> Option<Place> {
    let here = container_parent(path);
    let has = |steps: &[&str]| {
        schema::at(kind.fields, steps).is_some_and(|fields| schema::field(fields, name).is_some())
    };
    PLACES
        .into_iter()
        .filter(|steps| has(steps))
        .map(RoutePattern::of)
        .filter(|pattern| !pattern.matches(&here))
        .map(|pattern| Place {
            related: pattern.encloses(&here) || pattern.lies_in(&here),
            pattern,
        })
        .rev()
        .max_by_key(|place| place.related)
}

/// The path of a field's parent, with init containers as if they were others.
fn container_parent(path: &FieldPath) -> FieldPath {
    let general = |step| match step {
        Step::Field(name) if name == "initContainers" => Step::Field("containers".into()),
        step => step,
    };
    FieldPath(path.parent().0.into_iter().map(general).collect())
}
