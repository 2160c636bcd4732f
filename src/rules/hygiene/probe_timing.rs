//! `probe-timing`: probes whose times don't fit each other.

use k8s_openapi::api::core::v1::{Container, Probe};

use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::yaml::edit::Change;

/// The rule.
pub(super) struct ProbeTiming;

impl Check for ProbeTiming {
    fn workload(&self, cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        let delay = cx.params(subject.manifest).number("probe-timing", "delay");
        for (route, container) in subject.all_containers() {
            let probes = [
                ("startupProbe", &container.startup_probe),
                ("livenessProbe", &container.liveness_probe),
                ("readinessProbe", &container.readiness_probe),
            ];
            for (field, probe) in probes {
                let Some(probe) = probe else { continue };
                findings.0.extend(slow_answer(container, field, probe, &route));
                if field != "startupProbe" && container.startup_probe.is_some() {
                    findings.0.extend(late_start(container, field, probe, &route, delay));
                }
            }
            findings.0.extend(killed_while_starting(container, &route));
        }
    }
}

fn or_default(written: Option<i32>, default: i32) -> i32 {
    written.filter(|value| *value > 0).unwrap_or(default)
}

/// A probe that may take longer than the time between two.
fn slow_answer(
    container: &Container,
    field: &'static str,
    probe: &Probe,
    route: &Route,
) -> Option<Finding> {
    let (timeout, period) =
        (or_default(probe.timeout_seconds, 1), or_default(probe.period_seconds, 10));
    if timeout <= period {
        return None;
    }
    let message = format!(
        "`{field}` of `{}` waits {timeout} s for an answer and asks every {period} s",
        container.name
    );
    let place = route.clone().field(field);
    let finding = Finding::new(
        message,
        place.clone().field("timeoutSeconds"),
        "longer than the period",
    )
    .help(
        "the next one waits until this one has ended, so that a hung program is found later than \
             it says: write a `timeoutSeconds` below `periodSeconds`",
    );
    Some(match probe.period_seconds {
        Some(_) => finding.related(place.field("periodSeconds"), "the period"),
        None => finding,
    })
}

/// A delay that begins when the startup probe has passed already, mostly.
fn late_start(
    container: &Container,
    field: &'static str,
    probe: &Probe,
    route: &Route,
    allowed: i64,
) -> Option<Finding> {
    let seconds = probe.initial_delay_seconds.filter(|seconds| i64::from(*seconds) > allowed)?;
    let at = route.clone().field(field).field("initialDelaySeconds");
    let message = format!(
        "`{field}` of `{}` waits {seconds} s, and for `startupProbe` as well",
        container.name
    );
    let remove = Change::Remove { at: at.path() };
    Some(
        Finding::new(message, at.key(), "needless beside `startupProbe`")
            .related(
                route.clone().field("startupProbe").key(),
                "holds the others back until it passes",
            )
            .help("take `initialDelaySeconds` out")
            .unsafe_fix("take it out", vec![remove]),
    )
}

/// A liveness probe that gives up before the readiness probe begins to ask.
fn killed_while_starting(container: &Container, route: &Route) -> Option<Finding> {
    let (liveness, readiness) =
        (container.liveness_probe.as_ref()?, container.readiness_probe.as_ref()?);
    let ready_from = readiness.initial_delay_seconds.filter(|seconds| *seconds > 0)?;
    let delay = liveness.initial_delay_seconds.unwrap_or(0).max(0);
    let failures = or_default(liveness.failure_threshold, 3) - 1;
    let killed =
        delay.saturating_add(failures.saturating_mul(or_default(liveness.period_seconds, 10)));
    if container.startup_probe.is_some() || killed >= ready_from {
        return None;
    }
    let message = format!(
        "`{}` is killed after {killed} s if it doesn't answer, and is asked whether it is ready after \
         {ready_from} s",
        container.name
    );
    let readiness = route.clone().field("readinessProbe").field("initialDelaySeconds");
    Some(
        Finding::new(message, route.clone().field("livenessProbe").key(), "gives up first")
            .related(readiness, "takes the start to last so long")
            .help("give it a `startupProbe` that waits for the slowest start, and no delays"),
    )
}
