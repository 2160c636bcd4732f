//! `on-delete-strategy`: updates that wait for someone.

use super::rolling::{strategy_route, written_type};
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings};

/// The rule.
pub(super) struct OnDeleteStrategy;

impl Check for OnDeleteStrategy {
    fn daemon_set(&self, _cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        if written_type(subject) != Some("OnDelete") {
            return;
        }
        let finding = Finding::new(
            "pods stay on the old revision until someone deletes them",
            strategy_route().field("type"),
            "the controller replaces no pod by itself",
        );
        findings.push(finding.help(
            "if that is not meant, write `RollingUpdate`; if it is, `kubectl get pods -L \
             controller-revision-hash` shows which pods are old",
        ));
    }
}
