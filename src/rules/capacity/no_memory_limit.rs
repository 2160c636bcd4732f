//! `no-memory-limit`: containers that may take all of a node's memory.

use k8s_openapi::api::core::v1::{Container, LimitRange, ResourceRequirements};

use crate::kubernetes::containers::{ContainerList, is_sidecar, only_waits};
use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};

/// The rule.
pub(super) struct NoMemoryLimit;

impl Check for NoMemoryLimit {
    fn workload(&self, cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        if limits_memory(subject.pod.resources.as_ref()) || filled_in(cx, subject) {
            return;
        }
        let sidecars = subject.containers(ContainerList::Init).filter(|(_, one)| is_sidecar(one));
        let running = sidecars.chain(subject.containers(ContainerList::Regular));
        let running: Vec<_> = running.collect();
        let limits = |one: &Container| limits_memory(one.resources.as_ref());
        let expected = subject.reaches_into_node() || running.iter().any(|(_, one)| limits(one));
        let mut without = running
            .into_iter()
            .filter(|(_, container)| is_open(container) && (expected || is_limited(container)));
        let Some((route, container)) = without.next() else { return };
        let rest: Vec<Route> = without.map(|(route, _)| route).collect();
        let message = match rest.len() {
            0 => format!("`{}` has no memory limit: a leak takes the node with it", container.name),
            more => format!(
                "{} containers have no memory limit: a leak takes the node with it",
                more + 1
            ),
        };
        let mut finding =
            Finding::new(message, route.field("resources"), "may take all that there is").help(
                "set a limit above what it needs at its busiest\n\
                 resources:\n  \
                 limits: {memory: 256Mi}",
            );
        for route in rest {
            finding = finding.related(route.field("resources"), "and this");
        }
        findings.push(finding);
    }
}

/// Whether a container says what it needs and not how much memory at most. Of one that says
/// nothing, `no-resource-requests` tells.
fn is_open(container: &Container) -> bool {
    let resources = container.resources.as_ref();
    let says = resources.is_some_and(|own| own.requests.is_some() || own.limits.is_some());
    says && !limits_memory(resources) && !only_waits(container)
}

/// Whether a container may only take so much of something.
fn is_limited(container: &Container) -> bool {
    let limits = container.resources.as_ref().and_then(|resources| resources.limits.as_ref());
    limits.is_some_and(|limits| !limits.is_empty())
}

fn limits_memory(resources: Option<&ResourceRequirements>) -> bool {
    let limits = resources.and_then(|resources| resources.limits.as_ref());
    limits.is_some_and(|limits| limits.contains_key("memory"))
}

/// Whether a LimitRange of the namespace fills a limit in: its default, else its maximum.
fn filled_in(cx: &Context<'_>, subject: &WorkloadSubject<'_>) -> bool {
    cx.workspace
        .in_namespace::<LimitRange>(subject.manifest.namespace())
        .flat_map(|(_, range)| range.spec.iter().flat_map(|spec| &spec.limits))
        .filter(|item| item.type_ == "Container")
        .flat_map(|item| [item.default.as_ref(), item.max.as_ref()])
        .flatten()
        .any(|list| list.contains_key("memory"))
}
