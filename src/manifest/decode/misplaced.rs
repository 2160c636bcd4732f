//! Fields that other places know: a helping word for those who put them here.

use super::super::schema::{self, Fields};
use crate::kubernetes::field::{FieldPath, RoutePattern, Step};

/// What a DaemonSet has instead of a field of other workloads.
pub fn other_workloads(name: &str) -> Option<&'static str> {
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
static PLACES: [(&[&str], &Fields); 12] = [
    (&["spec", "template", "spec"], &schema::POD_SPEC),
    (&["spec", "template", "spec", "containers", "*"], &schema::CONTAINER),
    (&["spec"], &schema::DAEMON_SET_SPEC),
    (&["metadata"], &schema::OBJECT_META),
    (&["spec", "updateStrategy"], &schema::DAEMON_SET_UPDATE_STRATEGY),
    (&["spec", "updateStrategy", "rollingUpdate"], &schema::ROLLING_UPDATE_DAEMON_SET),
    (
        &["spec", "template", "spec", "containers", "*", "securityContext"],
        &schema::SECURITY_CONTEXT,
    ),
    (&["spec", "template", "spec", "securityContext"], &schema::POD_SECURITY_CONTEXT),
    (&["spec", "template", "spec", "containers", "*", "resources"], &schema::RESOURCE_REQUIREMENTS),
    (&["spec", "template", "spec", "affinity"], &schema::AFFINITY),
    (&["spec", "selector"], &schema::LABEL_SELECTOR),
    (&["spec", "template", "spec", "containers", "*", "livenessProbe"], &schema::PROBE),
];

/// A place that knows a field.
pub struct Place {
    /// Where it is.
    pub pattern: RoutePattern,
    /// Whether it encloses the place where the field stands, or lies in it.
    pub related: bool,
}

/// The place of a DaemonSet that has a field of this name: the one nearest to where it stands.
pub fn elsewhere(path: &FieldPath, name: &str) -> Option<Place> {
    let here = container_parent(path);
    PLACES
        .iter()
        .filter(|(_, fields)| schema::field(fields, name).is_some())
        .map(|(steps, _)| RoutePattern::of(steps))
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
