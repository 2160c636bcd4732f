//! The plugin `PodTolerationRestriction`: a namespace's annotations add tolerations, or say which
//! ones there may be.

use k8s_openapi::api::core::v1::{Pod, Toleration};

use super::context::AdmissionContext;
use super::plugin::Plugin;
use super::refusal::Refusal;
use super::resource_quota::is_best_effort;
use crate::kubernetes::toleration::{NO_EXECUTE, NO_SCHEDULE};

const DEFAULTS: &str = "scheduler.alpha.kubernetes.io/defaultTolerations";
const ALLOWED: &str = "scheduler.alpha.kubernetes.io/tolerationsWhitelist";
const MEMORY_PRESSURE: &str = "node.kubernetes.io/memory-pressure";

/// Adds the namespace's tolerations, and refuses those that it doesn't allow.
pub(super) fn admit(
    pod: &mut Pod,
    namespace: &str,
    context: &AdmissionContext<'_>,
) -> Option<Refusal> {
    let best_effort = is_best_effort(pod.spec.as_ref()?);
    let spec = pod.spec.as_mut()?;
    let mut extra = list(namespace, DEFAULTS, context);
    if !best_effort {
        extra.push(Toleration {
            key: Some(MEMORY_PRESSURE.to_owned()),
            operator: Some("Exists".to_owned()),
            effect: Some(NO_SCHEDULE.to_owned()),
            ..Toleration::default()
        });
    }
    if !extra.is_empty() {
        spec.tolerations = Some(merge(spec.tolerations.take().unwrap_or_default(), extra));
    }
    let allowed = list(namespace, ALLOWED, context);
    let mut own = spec.tolerations.iter().flatten();
    let is_foreign = |own: &Toleration| !allowed.iter().any(|allowed| is_superset(allowed, own));
    let refused = !allowed.is_empty() && own.any(is_foreign);
    let said = "pod tolerations (possibly merged with namespace default tolerations) conflict with \
                its namespace whitelist";
    refused.then(|| {
        Refusal::new(Plugin::PodTolerationRestriction, said).at("tolerations").by(
            "Namespace",
            None,
            Some(namespace),
        )
    })
}

/// The tolerations of an annotation; none where it can't be read.
fn list(namespace: &str, key: &str, context: &AdmissionContext<'_>) -> Vec<Toleration> {
    let text = context.annotation(namespace, key).unwrap_or_default();
    serde_json::from_str(text).unwrap_or_default()
}

/// Both lists without what is covered by another (`MergeTolerations`).
fn merge(mut first: Vec<Toleration>, second: Vec<Toleration>) -> Vec<Toleration> {
    first.extend(second);
    let mut merged: Vec<Toleration> = Vec::new();
    for (place, toleration) in first.iter().enumerate() {
        let mut later = first.iter().skip(place + 1).filter(|later| *later != toleration);
        let covered = merged.iter().any(|known| is_superset(known, toleration))
            || later.any(|later| is_superset(later, toleration));
        if !covered {
            merged.push(toleration.clone());
        }
    }
    merged
}

/// Whether all that a toleration tolerates is tolerated by a wider one (`isSuperset`).
fn is_superset(wide: &Toleration, narrow: &Toleration) -> bool {
    fn text(field: &Option<String>) -> &str {
        field.as_deref().unwrap_or_default()
    }
    if wide == narrow {
        return true;
    }
    let exists = text(&wide.operator) == "Exists";
    if text(&narrow.key) != text(&wide.key) && !(text(&wide.key).is_empty() && exists) {
        return false;
    }
    if text(&narrow.effect) != text(&wide.effect) && !text(&wide.effect).is_empty() {
        return false;
    }
    if text(&wide.effect) == NO_EXECUTE
        && let Some(most) = wide.toleration_seconds
        && narrow.toleration_seconds.is_none_or(|seconds| seconds > most)
    {
        return false;
    }
    match text(&wide.operator) {
        "Exists" => true,
        "" | "Equal" => {
            text(&narrow.operator) == "Equal" && text(&narrow.value) == text(&wide.value)
        }
        _ => false,
    }
}
