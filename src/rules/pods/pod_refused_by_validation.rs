//! `pod-refused-by-validation`: what passes in a template and fails in a pod.

use super::refused::{Refused, SEEN};
use crate::kubernetes::field::{FieldPath, Step};
use crate::kubernetes::pod_admission::{Plugin, Reason};
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Findings, Route};

/// Whether a pod is refused for what it has from the DaemonSet's own name and namespace, with which
/// the DaemonSet is refused itself.
fn is_of_its_owner(reason: &Reason) -> bool {
    let is_name = |step: &Step| matches!(step, Step::Field(field) if matches!(&**field, "name" | "generateName" | "namespace"));
    let is_own = |field: &FieldPath| match field.0.as_slice() {
        [Step::Field(metadata), step] => metadata == "metadata" && is_name(step),
        _ => false,
    };
    !reason.fields.is_empty() && reason.fields.iter().all(is_own)
}

/// The rule.
pub(super) struct PodRefusedByValidation;

impl Check for PodRefusedByValidation {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let Some(refused) = Refused::by(cx, subject, Plugin::Validation) else { return };
        if refused.by_limit_range.is_some() {
            return;
        }
        for reason in refused.refusal.reasons.iter().filter(|reason| !is_of_its_owner(reason)) {
            let message = format!("a pod can't be so, though a template can: {}", reason.said);
            let finding = refused.finding(reason, message, &Route::root());
            findings.push(finding.help(SEEN));
        }
    }
}
