//! Fields of other workloads' specs in a DaemonSet's: what it has instead.

use super::wording::Correction;
use crate::kubernetes::field::FieldPath;
use crate::yaml::edit::Change;
use crate::yaml::{Document, Entry, NodeId};

/// What a DaemonSet has instead of a field of other workloads' specs, in words.
#[must_use]
pub(crate) fn instead_of(name: &str) -> Option<&'static str> {
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

/// What makes of such a field something that a DaemonSet has: what has no meaning for it goes.
#[must_use]
pub(crate) fn correction(document: &Document, spec: NodeId, name: &str) -> Option<Correction> {
    let at = FieldPath::root().field("spec").field(name.to_owned());
    let change = match name {
        "strategy" => {
            let strategy = document.get(spec, name)?;
            if document.get(spec, "updateStrategy").is_some() {
                Change::Remove { at }
            } else if is_one_of_both(document, strategy) {
                Change::RenameKey { at, to: "updateStrategy".to_owned() }
            } else {
                return None;
            }
        }
        "replicas" | "paused" | "progressDeadlineSeconds" | "templateGeneration" | "rollbackTo" => {
            Change::Remove { at }
        }
        _ => return None,
    };
    let title = match &change {
        Change::RenameKey { to, .. } => format!("write `{to}`"),
        _ => format!("take `{name}` out"),
    };
    // Nothing was lost with what went away; that it is a DaemonSet may be the mistake elsewhere.
    let safe = matches!(name, "templateGeneration" | "rollbackTo");
    Some(Correction { title, safe, changes: vec![change] })
}

/// Whether a Deployment's strategy is one that a DaemonSet may have. The figures of a Deployment may
/// both be above zero, and one may be zero where the other isn't written; here they may not.
fn is_one_of_both(document: &Document, strategy: NodeId) -> bool {
    let kind = document.get(strategy, "type").and_then(|kind| document.as_str(kind));
    let figures = document.get(strategy, "rollingUpdate");
    let figures = figures.map_or(&[][..], |figures| document.entries(figures));
    let is_taken = |entry: &Entry| {
        let value = document.as_str(entry.value).map(str::to_owned);
        let value = value.or_else(|| document.literal(entry.value)).unwrap_or_default();
        document.key(entry) == "maxUnavailable" && !matches!(value.as_str(), "" | "0" | "0%")
    };
    let has_type = match kind {
        Some("RollingUpdate") => true,
        Some("OnDelete") => figures.is_empty(),
        // What rolls without saying so is what a DaemonSet does, too.
        None => document.get(strategy, "type").is_none() && !figures.is_empty(),
        _ => false,
    };
    has_type && figures.iter().all(is_taken)
}
