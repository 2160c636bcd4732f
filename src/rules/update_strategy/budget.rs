//! `rolling-update-budget`: `maxUnavailable` and `maxSurge` both zero, or both not.

use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::rolling::{figure_route, strategy, strategy_route, written_figures};
use crate::kubernetes::int_or_string::{percent, written};
use crate::planner::rollout::Strategy;
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings};
use crate::rules::node_port::node_ports;
use crate::yaml::edit::Fragment;

/// The rule.
pub(super) struct RollingUpdateBudget;

impl Check for RollingUpdateBudget {
    fn daemon_set(&self, _cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let Strategy::RollingUpdate { max_unavailable, max_surge } = strategy(subject) else {
            return;
        };
        let figures = (figure(&max_unavailable), figure(&max_surge));
        let (Some(unavailable), Some(surge)) = figures else {
            // A figure that is none is the API server's to tell.
            return;
        };
        let finding = match (unavailable > 0, surge > 0) {
            (false, false) => neither(subject, &max_unavailable),
            (true, true) => both(subject, &max_unavailable, &max_surge),
            _ => return,
        };
        findings.push(finding);
    }
}

/// The number or the percentage, if it is one that the API server takes.
fn figure(value: &IntOrString) -> Option<i64> {
    match value {
        IntOrString::Int(number) => Some(i64::from(*number)).filter(|number| *number >= 0),
        IntOrString::String(_) => percent(value).filter(|percent| *percent <= 100),
    }
}

fn neither(subject: &Subject<'_>, max_unavailable: &IntOrString) -> Finding {
    let message = format!(
        "`maxUnavailable` is {} and `maxSurge` is 0: no pod could ever be replaced",
        written(max_unavailable)
    );
    let mut finding =
        Finding::new(message, figure_route("maxUnavailable"), "no node may be without its pod");
    let text = "and no node may have a second one";
    finding = match written_figures(subject).and_then(|figures| figures.max_surge.as_ref()) {
        Some(_) => finding.related(figure_route("maxSurge"), text),
        None => finding.related(
            strategy_route().field("rollingUpdate").key(),
            format!("{text}: `maxSurge` is 0 where it is not written"),
        ),
    };
    finding
        .help(
            "the API server refuses this DaemonSet; write `maxUnavailable: 1` to delete the old \
             pod of a node before the new one starts, or `maxSurge: 1` to start the new one beside \
             it first (not with host ports)",
        )
        .covers(figure_route("maxUnavailable"))
        .unsafe_fix(
            "write `maxUnavailable: 1`",
            vec![figure_route("maxUnavailable").set_to(Fragment::Literal("1".to_owned()))],
        )
}

fn both(subject: &Subject<'_>, max_unavailable: &IntOrString, max_surge: &IntOrString) -> Finding {
    let (unavailable, surge) = (written(max_unavailable), written(max_surge));
    let written = written_figures(subject).and_then(|figures| figures.max_unavailable.as_ref());
    let finding = match written {
        Some(_) => Finding::new(
            format!(
                "`maxSurge: {surge}` beside `maxUnavailable: {unavailable}`: one of them must be 0"
            ),
            figure_route("maxSurge"),
            "starts new pods beside the old ones",
        )
        .related(figure_route("maxUnavailable"), "deletes old pods first"),
        None => Finding::new(
            format!("`maxSurge: {surge}` takes `maxUnavailable: 0`, which must be written"),
            figure_route("maxSurge"),
            "starts new pods beside the old ones",
        )
        .related(
            strategy_route().field("rollingUpdate").key(),
            format!("`maxUnavailable` is not in here, so it is {unavailable}"),
        ),
    };
    let finding = finding
        .help(format!(
            "the API server refuses this DaemonSet; to start each new pod before the old one goes, \
             write\n    rollingUpdate:\n      maxSurge: {surge}\n      maxUnavailable: 0\notherwise \
             leave `maxSurge` out"
        ))
        .covers(figure_route("maxSurge"));
    let nothing = Fragment::Literal("0".to_owned());
    let unavailable = figure_route("maxUnavailable");
    let title = "write `maxUnavailable: 0`";
    match written {
        // Two pods can't have one port of the node.
        _ if !node_ports(subject).is_empty() => {
            finding.unsafe_fix("take `maxSurge` out", vec![figure_route("maxSurge").taken_out()])
        }
        Some(_) => finding.unsafe_fix(title, vec![unavailable.set_to(nothing)]),
        None => finding.fix(title, vec![unavailable.filled_with(nothing)]),
    }
}
