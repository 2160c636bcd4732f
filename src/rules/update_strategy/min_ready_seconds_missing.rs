//! `min-ready-seconds-missing`: an update that goes on as soon as a node's own agent was ready once.

use k8s_openapi::api::core::v1::Container;

use super::rolling::strategy;
use crate::kubernetes::containers::is_sidecar;
use crate::planner::rollout::Strategy;
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::rules::host_access::host_mounts;

/// The class of what a node can't do without.
const NODE_CRITICAL: &str = "system-node-critical";

/// The rule.
pub(super) struct MinReadySecondsMissing;

impl Check for MinReadySecondsMissing {
    fn daemon_set(&self, _cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let rolls = matches!(strategy(subject), Strategy::RollingUpdate { .. });
        if !rolls || subject.spec.min_ready_seconds.is_some_and(|seconds| seconds > 0) {
            return;
        }
        let probed = |(_, container): &(Route, &Container)| container.readiness_probe.is_some();
        let Some((route, container)) = subject.all_containers().find(probed) else { return };
        let mounts = host_mounts(subject);
        let agent = mounts.iter().filter(|mount| works_on(mount.container, subject));
        let mount = agent.filter_map(|mount| Some((mount, mount.part()?))).next();
        let critical = subject.pod.priority_class_name.as_deref() == Some(NODE_CRITICAL);
        let (why, reason) = match mount {
            Some((mount, why)) => (why.to_owned(), mount.path_route()),
            None if critical => {
                let class = Route::pod_spec(subject.pods.path).field("priorityClassName");
                ("it is critical to its node".to_owned(), class)
            }
            None => return,
        };
        let name = &container.name;
        let message = format!(
            "a version of `{name}` that crashes soon after it is ready rolls over the whole fleet: \
             `minReadySeconds` is 0"
        );
        let finding = Finding::new(
            message,
            route.field("readinessProbe").key(),
            "once this passes the update goes on to the next node",
        );
        findings.push(finding.related(reason, format!("a node can't do without: {why}")).help(
            "have a pod stay ready for a while before it counts\n    spec:\n      minReadySeconds: 30",
        ));
    }
}

/// Whether a container stays for as long as its pod.
fn works_on(container: &Container, subject: &Subject<'_>) -> bool {
    subject.pod.containers.iter().any(|one| one.name == container.name) || is_sidecar(container)
}
