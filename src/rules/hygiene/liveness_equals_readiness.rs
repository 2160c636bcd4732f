//! `liveness-equals-readiness`: containers that are killed for what should only take them out of
//! service.

use k8s_openapi::api::core::v1::Probe;

use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings};

/// The rule.
pub(super) struct LivenessEqualsReadiness;

impl Check for LivenessEqualsReadiness {
    fn workload(&self, cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        // Within so many seconds a short trouble is taken for a dead program.
        let tight = cx.params(subject.manifest).number("liveness-equals-readiness", "seconds");
        for (route, container) in subject.all_containers() {
            let pair = container.liveness_probe.as_ref().zip(container.readiness_probe.as_ref());
            let Some((liveness, readiness)) = pair else { continue };
            let (own, other) = (patience(liveness), patience(readiness));
            if !asks_the_same(liveness, readiness) || own > other || i64::from(own) > tight {
                continue;
            }
            let name = &container.name;
            let message = format!(
                "`{name}` is killed after {own} s of what should only make it not ready: both probes ask \
                 the same"
            );
            let at = route.clone().field("livenessProbe").key();
            findings.push(
                Finding::new(message, at, "restarts the container as early as it is not ready")
                    .related(route.field("readinessProbe").key(), "asks the same")
                    .help(
                        "what makes all pods not ready at once (a backend that is away, a busy node) \
                         restarts them on every node; ask something that only a dead program fails, or \
                         give `livenessProbe` a higher `failureThreshold`",
                    ),
            );
        }
    }
}

/// For how many seconds a probe may fail.
fn patience(probe: &Probe) -> i32 {
    let period = probe.period_seconds.filter(|seconds| *seconds > 0).unwrap_or(10);
    period.saturating_mul(probe.failure_threshold.filter(|times| *times > 0).unwrap_or(3))
}

fn asks_the_same(one: &Probe, other: &Probe) -> bool {
    let asks = one.http_get.is_some()
        || one.tcp_socket.is_some()
        || one.exec.is_some()
        || one.grpc.is_some();
    asks && one.http_get == other.http_get
        && one.tcp_socket == other.tcp_socket
        && one.exec == other.exec
        && one.grpc == other.grpc
}
