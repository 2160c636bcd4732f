//! `no-resource-requests`: containers that ask for neither CPU nor memory.

use crate::kubernetes::containers::{ContainerList, containers, is_sidecar, only_waits};
use k8s_openapi::api::core::v1::{Container, LimitRange, PodSpec, ResourceRequirements};

use crate::diagnostic::Severity;
use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};

/// The rule.
pub(super) struct NoResourceRequests;

impl Check for NoResourceRequests {
    fn workload(&self, cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        if asks(subject.pod.resources.as_ref()) || filled_in(cx, subject) {
            return;
        }
        let all = running(subject);
        let without: Vec<&(Route, &Container)> =
            all.iter().filter(|(_, container)| !asks(container.resources.as_ref())).collect();
        let Some(((first, container), rest)) = without.split_first() else { return };
        let name = &container.name;
        let best_effort = is_best_effort(subject.pod);
        let so = if best_effort { ": the pods are BestEffort" } else { "" };
        let message = match (without.len(), all.len()) {
            (1, _) => format!("`{name}` asks for no CPU and no memory{so}"),
            (some, all) if some == all => {
                format!("none of the {all} containers asks for CPU or memory{so}")
            }
            (some, all) => format!("{some} of {all} containers ask for no CPU and no memory{so}"),
        };
        let mut finding = Finding::new(message, first.clone(), "no requests, no limits").help(
            "say what it needs\n\
             resources:\n  \
             requests: {cpu: 50m, memory: 64Mi}",
        );
        // A pod with some requests is Burstable, and ranks by what it uses above them; what only
        // waits uses nothing.
        // Patches of the kustomization may give the rest.
        if !best_effort
            || subject.manifest.is_patched()
            || without.iter().all(|(_, container)| only_waits(container))
        {
            finding = finding.severity(Severity::Info);
        }
        for (route, _) in rest {
            finding = finding.related(route.clone(), "nor here");
        }
        findings.push(finding);
    }
}

/// The containers that run for as long as the pod does, with the places of their names.
fn running<'a>(subject: &WorkloadSubject<'a>) -> Vec<(Route, &'a Container)> {
    let init = subject.containers(ContainerList::Init);
    let sidecars = init.filter(|(_, container)| is_sidecar(container));
    let all = subject.containers(ContainerList::Regular).chain(sidecars);
    all.map(|(route, container)| (route.field("name"), container)).collect()
}

/// Whether no container asks for anything, those that run first included (`ComputePodQOS`).
fn is_best_effort(pod: &PodSpec) -> bool {
    !containers(pod).any(|container| asks(container.resources.as_ref()))
}

/// Whether CPU or memory is asked for; a limit without a request counts as one.
fn asks(resources: Option<&ResourceRequirements>) -> bool {
    let lists = resources.into_iter().flat_map(|r| [r.requests.as_ref(), r.limits.as_ref()]);
    lists.flatten().any(|list| list.contains_key("cpu") || list.contains_key("memory"))
}

/// Whether a LimitRange of the namespace fills requests in.
fn filled_in(cx: &Context<'_>, subject: &WorkloadSubject<'_>) -> bool {
    cx.workspace
        .in_namespace::<LimitRange>(subject.manifest.namespace())
        .flat_map(|(_, range)| range.spec.iter().flat_map(|spec| &spec.limits))
        .filter(|item| item.type_ == "Container")
        .flat_map(|item| [item.default_request.as_ref(), item.default.as_ref()])
        .flatten()
        .any(|list| list.contains_key("cpu") || list.contains_key("memory"))
}
