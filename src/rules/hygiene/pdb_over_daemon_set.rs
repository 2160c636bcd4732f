//! `pdb-over-daemonset`: a budget that needs a scale, over pods that have none.

use k8s_openapi::api::apps::v1::DaemonSet;
use k8s_openapi::api::policy::v1::{PodDisruptionBudget, PodDisruptionBudgetSpec};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use crate::manifest::Manifest;
use crate::rules::check::Check;
use crate::rules::context::Context;
use crate::rules::finding::{Finding, Findings, Route};
use crate::yaml::edit::Fragment;

/// The rule.
pub(super) struct PdbOverDaemonSet;

impl Check for PdbOverDaemonSet {
    fn manifest(&self, cx: &Context<'_>, manifest: &Manifest, findings: &mut Findings) {
        let budget = manifest.typed::<PodDisruptionBudget>();
        let Some(spec) = budget.and_then(|budget| budget.spec.as_ref()) else { return };
        let (Some(field), Some(selector)) = (needs_scale(spec), &spec.selector) else { return };
        let mut selected = cx.pods.selected(manifest.namespace(), selector);
        let Some(of) = selected.find(|manifest| manifest.is_a::<DaemonSet>()) else {
            return;
        };
        let name = &of.object_ref().name;
        let message = format!(
            "this budget never allows a disruption: it selects the pods of DaemonSet `{name}`, \
             which has no scale"
        );
        let finding = Finding::new(
            message,
            Route::spec().field(field),
            "can't be worked out without the number of pods that there should be",
        );
        let help = "every eviction of a pod that it selects is refused; write an integer \
                    `minAvailable`, which needs no scale, or select other pods: `kubectl drain` \
                    passes the pods of DaemonSets over anyway";
        let kind = Route::root().field("kind");
        let one = Fragment::Literal("1".to_owned());
        let place = |field: &'static str| Route::spec().field(field);
        let changes = match field {
            "minAvailable" => vec![place(field).set_to(one)],
            _ => vec![place("minAvailable").filled_with(one), place(field).taken_out()],
        };
        findings.push(
            finding
                .related_in(of, &kind, "its pods are selected")
                .help(help)
                .unsafe_fix("write `minAvailable: 1`", changes),
        );
    }
}

/// The field for which the disruption controller asks the pods' controllers for their scale.
///
/// Mirrors `DisruptionController.getExpectedPodCount` of `pkg/controller/disruption`.
fn needs_scale(spec: &PodDisruptionBudgetSpec) -> Option<&'static str> {
    match (&spec.max_unavailable, &spec.min_available) {
        (Some(_), _) => Some("maxUnavailable"),
        (None, Some(IntOrString::String(_))) => Some("minAvailable"),
        _ => None,
    }
}
