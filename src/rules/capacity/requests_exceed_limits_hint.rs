//! `requests-exceed-limits-hint`: memory that is taken and never asked for, on every node.

use k8s_openapi::api::core::v1::Container;

use crate::kubernetes::containers::{ContainerList, is_sidecar};
use crate::kubernetes::quantity::Quantity;
use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::words::amount::amount;

/// Its id.
const ID: &str = "requests-exceed-limits-hint";

/// The rule.
pub(super) struct RequestsExceedLimitsHint;

impl Check for RequestsExceedLimitsHint {
    fn workload(&self, cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        let params = cx.params(subject.manifest);
        let far = |times, mebibytes: &str| {
            (params.number(ID, times), params.number(ID, mebibytes).saturating_mul(1 << 20))
        };
        let far = [far("times", "mebibytes"), far("more-times", "fewer-mebibytes")];
        let sidecars = subject.containers(ContainerList::Init).filter(|(_, one)| is_sidecar(one));
        let running = sidecars.chain(subject.containers(ContainerList::Regular));
        for (route, container) in running {
            if let Some(finding) = finding(route, container, far) {
                findings.push(finding);
            }
        }
    }
}

/// `far` are the times by which, with the bytes by which, a limit is far above its request: one of them.
fn finding(route: Route, container: &Container, far: [(i64, i64); 2]) -> Option<Finding> {
    let resources = container.resources.as_ref()?;
    let memory = |list: &Option<std::collections::BTreeMap<String, _>>| {
        let written: &k8s_openapi::apimachinery::pkg::api::resource::Quantity =
            list.as_ref()?.get("memory")?;
        Some(Quantity::parse(&written.0).ok()?.value()).filter(|bytes| *bytes > 0)
    };
    let (request, limit) = (memory(&resources.requests)?, memory(&resources.limits)?);
    let is_far =
        |(times, bytes): &(i64, i64)| limit / request >= *times && limit - request >= *bytes;
    if !far.iter().any(is_far) {
        return None;
    }
    let (request, limit) = (amount("memory", request), amount("memory", limit));
    let message = format!(
        "`{}` may take {limit} of every node, and {request} is set aside for it",
        container.name
    );
    let route = route.field("resources");
    Some(
        Finding::new(message, route.clone().field("limits").entry("memory"), "what it may take")
            .related(route.field("requests").entry("memory"), "what the scheduler counts")
            .help(
                "a node that is full by its requests runs out of memory when it takes more, and the \
                 kubelet evicts what is over its request first, this pod among them; ask for what it \
                 needs at its busiest, or lower the limit",
            ),
    )
}
