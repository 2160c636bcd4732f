//! `rolling-update-beside-on-delete`: figures that nothing reads.

use super::rolling::{figure_route, strategy_route, written_figures, written_type};
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings};

/// The rule.
pub(super) struct RollingUpdateBesideOnDelete;

impl Check for RollingUpdateBesideOnDelete {
    fn daemon_set(&self, _cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        if written_type(subject) != Some("OnDelete") {
            return;
        }
        let Some(figures) = written_figures(subject) else { return };
        let name = match (&figures.max_unavailable, &figures.max_surge) {
            (Some(_), _) => "maxUnavailable",
            (None, Some(_)) => "maxSurge",
            // An empty block says nothing that could be missed.
            (None, None) => return,
        };
        let message = "`rollingUpdate` is ignored: the type is `OnDelete`";
        let finding = Finding::new(message, figure_route(name), "nothing reads this")
            .related(strategy_route().field("type"), "pods are replaced when someone deletes them")
            .help(
                "write `type: RollingUpdate` if the figures should count, or take `rollingUpdate` out",
            )
            .fix(
                "take `rollingUpdate` out",
                vec![strategy_route().field("rollingUpdate").taken_out()],
            );
        findings.push(finding);
    }
}
