//! `surge-gains-nothing`: a percentage that comes to one node.

use super::rolling::{figure_at_a_time, figure_route, strategy};
use crate::kubernetes::int_or_string::{percent, written};
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings};

/// The rule.
pub(super) struct SurgeGainsNothing;

impl Check for SurgeGainsNothing {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let Some(fleet) = cx.fleet else { return };
        let strategy = strategy(subject);
        let Some((name, figure)) = figure_at_a_time(&strategy) else { return };
        let desired = fleet.desired(subject.position);
        let Ok(nodes) = i64::try_from(desired) else { return };
        let Some(share) = percent(figure).filter(|share| *share > 0) else { return };
        // A share of one node, or of less, rounded up.
        if nodes < 2 || share * nodes > 100 {
            return;
        }
        let figure = written(figure);
        let message =
            format!("`{name}: {figure}` of {nodes} nodes is one node: no more than `{name}: 1`");
        let label = format!("an update takes {nodes} waves, one node after the other");
        // The least share that comes to more than one.
        let more = 100 / nodes + 1;
        let comes_to = (more * nodes + 99) / 100;
        let help = format!(
            "percentages are rounded up; `{name}: {more}%` is the least that comes to more \
             ({comes_to} nodes)"
        );
        findings.push(Finding::new(message, figure_route(name), label).help(help));
    }
}
