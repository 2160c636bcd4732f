//! How the rules name what they speak of.

use k8s_openapi::api::core::v1::Toleration;

use crate::manifest::PodPath;
use crate::rules::finding::Route;

/// A toleration, about as short as a taint is written: `gpu=present:NoSchedule`.
pub(super) fn toleration(toleration: &Toleration) -> String {
    let text = |field: &Option<String>| field.clone().unwrap_or_default();
    let (key, effect) = (text(&toleration.key), text(&toleration.effect));
    if key.is_empty() {
        return if effect.is_empty() {
            "operator: Exists".to_owned()
        } else {
            format!("operator: Exists, effect: {effect}")
        };
    }
    let value = text(&toleration.value);
    let value = if value.is_empty() { value } else { format!("={value}") };
    let effect = if effect.is_empty() { effect } else { format!(":{effect}") };
    format!("{key}{value}{effect}")
}

/// The place of a toleration.
pub(super) fn toleration_route(path: PodPath, place: usize) -> Route {
    Route::pod_spec(path).field("tolerations").index(place)
}
