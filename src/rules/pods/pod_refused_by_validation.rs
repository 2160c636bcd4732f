//! `pod-refused-by-validation`: what passes in a template and fails in a pod.

use super::refused::{Refused, SEEN};
use crate::kubernetes::pod_admission::Plugin;
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Findings, Route};

/// The rule.
pub(super) struct PodRefusedByValidation;

impl Check for PodRefusedByValidation {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let Some(refused) = Refused::by(cx, subject, Plugin::Validation) else { return };
        if refused.by_limit_range.is_some() {
            return;
        }
        for reason in &refused.refusal.reasons {
            let message = format!("a pod can't be so, though a template can: {}", reason.said);
            let finding = refused.finding(reason, message, &Route::root());
            findings.push(finding.help(SEEN));
        }
    }
}
