//! `no-readiness-probe`: an update that takes a pod for a working one as soon as it starts.

use crate::kubernetes::containers::{is_sidecar, only_waits};
use k8s_openapi::api::core::v1::{Container, PodSpec};

use super::rolling::strategy;
use crate::planner::rollout::Strategy;
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings, Route};

/// The rule.
pub(super) struct NoReadinessProbe;

impl Check for NoReadinessProbe {
    fn daemon_set(&self, _cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let rolls = matches!(strategy(subject), Strategy::RollingUpdate { .. });
        let waits = subject.spec.min_ready_seconds.is_some_and(|seconds| seconds > 0);
        if !rolls || waits || subject.pod.containers.is_empty() || readiness_is_earned(subject.pod)
        {
            return;
        }
        let message = "an update takes a pod for a working one as soon as it starts: no readiness \
                       probe, and `minReadySeconds` is 0";
        let containers = Route::pod_spec(subject.pods.path).field("containers");
        let finding = match subject.pod.containers.as_slice() {
            [_] => {
                let route = containers.index(0).field("name");
                Finding::new(message, route, "ready as soon as it has started")
            }
            _ => {
                let text = "each of these is ready as soon as it has started";
                Finding::new(message, containers, text)
            }
        };
        findings.push(finding.help(
            "give the container that does the work a `readinessProbe`; where there is nothing to ask, \
             have a pod run for a while before it counts, so that one that crashes stops the update\n    \
             spec:\n      minReadySeconds: 30",
        ));
    }
}

/// Whether a pod must do more than start to be ready: pass a readiness or startup probe of a
/// container or a sidecar, get a condition that something else sets, or have done its work.
fn readiness_is_earned(pod: &PodSpec) -> bool {
    let probed = |container: &Container| {
        container.readiness_probe.is_some() || container.startup_probe.is_some()
    };
    pod.containers.iter().any(probed)
        || pod.init_containers.iter().flatten().filter(|init| is_sidecar(init)).any(probed)
        || pod.readiness_gates.as_ref().is_some_and(|gates| !gates.is_empty())
        || is_done_by_init_containers(pod)
}

/// Whether the work is done by init containers, without which the pod never gets ready, and what
/// stays only waits: the image `pause` does nothing else.
fn is_done_by_init_containers(pod: &PodSpec) -> bool {
    let first = pod.init_containers.iter().flatten().next();
    first.is_some() && pod.containers.iter().all(only_waits)
}
