//! `on-delete-strategy`: updates that wait for someone.

use super::rolling::{strategy_route, written_type};
use crate::diagnostic::Severity;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings};
use crate::rules::meta::{Category, Meta, text};
use crate::rules::rule::Rule;

/// The rule.
pub struct OnDeleteStrategy;

impl Rule for OnDeleteStrategy {
    fn meta(&self) -> &'static Meta {
        const META: Meta = Meta::new(
            "on-delete-strategy",
            Category::UpdateStrategy,
            Severity::Info,
            text!("update-strategy/on-delete-strategy"),
        );
        &META
    }

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
