//! `termination-grace-too-short`: a hook that takes all the time that a container has to end.

use k8s_openapi::api::core::v1::{Container, LifecycleHandler};

use super::script;
use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};

/// What pods get where nothing is written.
const DEFAULT_GRACE: i64 = 30;

/// The rule.
pub(super) struct TerminationGraceTooShort;

impl Check for TerminationGraceTooShort {
    fn workload(&self, cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        let written = subject.pod.termination_grace_period_seconds;
        let grace = written.unwrap_or(DEFAULT_GRACE);
        let to_end =
            cx.params(subject.manifest).number("termination-grace-too-short", "seconds-to-end");
        let of_pod = Route::pod_spec(subject.pods.path).field("terminationGracePeriodSeconds");
        for (route, container) in subject.all_containers() {
            let Some((hook, seconds)) = pre_stop(container, &route) else { continue };
            if grace > 0 && seconds.saturating_add(to_end) >= grace {
                let finding = finding(container, hook.clone(), seconds, grace);
                findings.push(match written {
                    Some(_) => finding.related(of_pod.clone(), "the time for all of it"),
                    None => finding,
                });
            }
            let probes = [
                ("livenessProbe", &container.liveness_probe),
                ("startupProbe", &container.startup_probe),
            ];
            for (field, probe) in probes {
                let own = probe.as_ref().and_then(|probe| probe.termination_grace_period_seconds);
                let needs = seconds.saturating_add(to_end);
                let Some(own) = own.filter(|own| needs >= *own && needs < grace) else {
                    continue;
                };
                let place = route.clone().field(field).field("terminationGracePeriodSeconds");
                let finding = finding(container, hook.clone(), seconds, own);
                findings.push(finding.related(place, "the time after this probe has failed"));
            }
        }
    }
}

/// How long a container's preStop hook sleeps, and where that stands.
fn pre_stop(container: &Container, route: &Route) -> Option<(Route, i64)> {
    let hook: &LifecycleHandler = container.lifecycle.as_ref()?.pre_stop.as_ref()?;
    let route = route.clone().field("lifecycle").field("preStop");
    if let Some(sleep) = &hook.sleep {
        return Some((route.field("sleep").field("seconds"), sleep.seconds));
    }
    let words: Vec<&str> =
        hook.exec.as_ref()?.command.as_ref()?.iter().map(String::as_str).collect();
    let seconds = script::of_commands(&words, |commands| {
        commands.filter_map(|command| script::sleeps(&command)).sum::<f64>()
    });
    (seconds > 0.0).then(|| (route.field("exec").field("command"), seconds.min(1e9) as i64))
}

fn finding(container: &Container, route: Route, seconds: i64, grace: i64) -> Finding {
    let message = format!(
        "`{}` sleeps {seconds} s before it is told to end, and is killed after {grace} s",
        container.name
    );
    Finding::new(message, route, "counts towards the grace period").help(format!(
        "the program gets no time to end by itself: write in the pods' spec\n\
         terminationGracePeriodSeconds: {}",
        seconds + DEFAULT_GRACE
    ))
}
