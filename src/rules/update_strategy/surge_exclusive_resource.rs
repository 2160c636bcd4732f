//! `surge-exclusive-resource`: a surge that needs a second device on each node.

use k8s_openapi::api::core::v1::{Container, PodSpec};

use super::rolling::{figure_route, strategy};
use crate::inventory::resources::is_extended;
use crate::kubernetes::quantity::Quantity;
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings, Route};

/// The rule.
pub(super) struct SurgeExclusiveResource;

impl Check for SurgeExclusiveResource {
    fn daemon_set(&self, _cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        if !strategy(subject).allows_surge() {
            return;
        }
        let Some((place, field, name, amount)) = device(subject.pod) else { return };
        let message = format!(
            "the surge takes {amount} more `{name}` on each node while the old pod holds its own"
        );
        let text = "starts each new pod on its node beside the old one";
        let route =
            Route::pod_spec(subject.pods.path).field("containers").index(place).field("resources");
        let finding = Finding::new(message, figure_route("maxSurge"), text).related(
            route.field(field).entry(name),
            "devices are counted whole: old and new pod have none in common",
        );
        findings.push(finding.help(format!(
            "where a node has no {amount} to spare, the new pod stays Pending and the update stops; \
             write\n    rollingUpdate:\n      maxUnavailable: 1\nand leave `maxSurge` out, so that the \
             old pod frees its device first"
        )));
    }
}

/// The first resource of a container that a device plugin hands out in whole pieces: the
/// container's place, whether it stands in limits or requests, the resource, how much of it.
fn device(pod: &PodSpec) -> Option<(usize, &'static str, &str, &str)> {
    pod.containers
        .iter()
        .enumerate()
        .find_map(|(place, container)| device_of(container).map(|(f, n, a)| (place, f, n, a)))
}

fn device_of(container: &Container) -> Option<(&'static str, &str, &str)> {
    let resources = container.resources.as_ref()?;
    let lists = [("limits", &resources.limits), ("requests", &resources.requests)];
    lists.into_iter().find_map(|(field, list)| {
        let some = |text: &str| Quantity::parse(text).is_ok_and(|amount| amount.sign() > 0);
        let mut devices =
            list.iter().flatten().filter(|(name, amount)| is_extended(name) && some(&amount.0));
        devices.next().map(|(name, amount)| (field, name.as_str(), amount.0.as_str()))
    })
}
