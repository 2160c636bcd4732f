//! `rolling-update-too-slow`: a fixed number of nodes at a time on a fleet that has outgrown it.

use k8s_openapi::api::core::v1::{Container, PodSpec};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::rolling::{figure_at_a_time, figure_route, strategy, written_figures};
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings};
use crate::words::count;
use crate::words::time::time;

/// Its id.
const ID: &str = "rolling-update-too-slow";
/// How long a pod takes from its predecessor's deletion until it is ready, where no probe tells: what
/// `daemonlint plan --rollout` takes as well.
const READY_SECONDS: u64 = 60;
/// The share that is offered instead, in percent.
const SHARE: u64 = 10;

/// The rule.
pub(super) struct RollingUpdateTooSlow;

impl Check for RollingUpdateTooSlow {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let Some(fleet) = cx.fleet else { return };
        let params = cx.params(subject.manifest);
        let most = |name| params.number(ID, name).unsigned_abs();
        let (most_waves, most_seconds) = (most("waves"), most("hours") * 3600);
        let strategy = strategy(subject);
        let Some((name, figure)) = figure_at_a_time(&strategy) else { return };
        // A percentage grows with the fleet.
        let IntOrString::Int(at_a_time) = figure else { return };
        let at_a_time = u64::try_from(*at_a_time).unwrap_or_default().max(1);
        let desired = fleet.desired(subject.position) as u64;
        if desired.div_ceil(at_a_time) < most_waves {
            return;
        }
        let ready = ready_seconds(subject.pod);
        let foretold = fleet.foretell(subject.position, ready, None);
        let Ok(rollout) = &foretold.rollout else { return };
        // One that stands still is another rule's.
        let last = rollout.steps.last().map_or(0, |step| step.at);
        let wave = ready + foretold.scenario.min_ready_seconds;
        let seconds = last + wave;
        if rollout.waves < most_waves || seconds < most_seconds {
            return;
        }
        let waves = rollout.waves;
        let message = format!(
            "an update takes {waves} waves, about {}: {} of {desired} at a time",
            time(seconds),
            count(usize::try_from(at_a_time).unwrap_or(usize::MAX), "node")
        );
        let is_written = written_figures(subject).is_some_and(|figures| {
            figures.max_unavailable.is_some() || figures.max_surge.is_some()
        });
        let unwritten = if is_written { "" } else { ", 1 node at a time where nothing is written" };
        let min_ready = match foretold.scenario.min_ready_seconds {
            0 => String::new(),
            min => format!(" and {min} s of minReadySeconds"),
        };
        let label = format!("at {ready} s to ready{min_ready}{unwritten}");
        let share = (desired * SHARE).div_ceil(100);
        let help = format!(
            "write a percentage, which grows with the fleet: `{name}: {SHARE}%` is {share} nodes at a \
             time, about {}",
            time(desired.div_ceil(share.max(1)) * wave)
        );
        findings.push(Finding::new(message, figure_route(name), label).help(help));
    }
}

/// How long a new pod takes until it is ready: its probes may not be asked before.
fn ready_seconds(pod: &PodSpec) -> u64 {
    let delay = |container: &Container| {
        let probes = [&container.readiness_probe, &container.startup_probe];
        probes.into_iter().flatten().filter_map(|probe| probe.initial_delay_seconds).max()
    };
    let delay = pod.containers.iter().filter_map(delay).max().unwrap_or_default();
    u64::try_from(delay).unwrap_or_default().max(READY_SECONDS)
}
