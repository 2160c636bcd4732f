//! `priority-refused`: a priority or a policy that the class doesn't give.

use super::refused::{Refused, SEEN};
use crate::kubernetes::pod_admission::Plugin;
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Findings, Route};

/// The rule.
pub(super) struct PriorityRefused;

impl Check for PriorityRefused {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let Some(refused) = Refused::by(cx, subject, Plugin::Priority) else { return };
        let spec = subject.pod;
        // A class that is not there is another rule's business.
        if spec.priority.is_none() && spec.preemption_policy.is_none() {
            return;
        }
        for reason in &refused.refusal.reasons {
            let message = format!("the pods are refused: {}", reason.said);
            let finding = refused.finding(reason, message, &Route::metadata().field("name"));
            findings.push(finding.help(format!(
                "leave it out: the priority class gives it, or 0 where there is none; {SEEN}"
            )));
        }
    }
}
