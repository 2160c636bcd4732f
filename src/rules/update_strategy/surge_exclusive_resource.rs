//! `surge-exclusive-resource`: a surge that needs a second device on each node.

use k8s_openapi::api::core::v1::{Container, PersistentVolumeClaim, PodSpec};

use super::rolling::{figure_route, strategy};
use crate::inventory::resources::is_extended;
use crate::kubernetes::quantity::Quantity;
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::rules::host_access::{HostMount, host_mounts};

/// The rule.
pub(super) struct SurgeExclusiveResource;

impl Check for SurgeExclusiveResource {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        if !strategy(subject).allows_surge() {
            return;
        }
        let Some((place, field, name, amount)) = device(subject.pod) else {
            findings.0.extend(claim(cx, subject).or_else(|| own_file(subject)));
            return;
        };
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

const INSTEAD: &str = "write\n    rollingUpdate:\n      maxUnavailable: 1\nand leave `maxSurge` out, so that the \
                       old pod ends first";

/// A claim that one pod alone may use.
fn claim(cx: &Context<'_>, subject: &Subject<'_>) -> Option<Finding> {
    let namespace = subject.manifest.namespace();
    let is_for_one = |claim: &PersistentVolumeClaim| {
        let spec = claim.spec.as_ref();
        let modes = spec.and_then(|spec| spec.access_modes.as_deref()).unwrap_or_default();
        modes.iter().any(|mode| mode == "ReadWriteOncePod")
    };
    let volumes = subject.pod.volumes.iter().flatten().enumerate();
    let mut named = volumes.filter_map(|(place, volume)| {
        let name = &volume.persistent_volume_claim.as_ref()?.claim_name;
        let mut all = cx.workspace.known::<PersistentVolumeClaim>();
        let found = all.find(|(manifest, claim)| {
            manifest.namespace() == namespace
                && manifest.object_ref().name == *name
                && is_for_one(claim)
        });
        Some((place, name, found?.0))
    });
    let (place, name, manifest) = named.next()?;
    let message = format!(
        "the surge's pod waits for the claim `{name}`, which one pod alone may use, while the old one \
         has it"
    );
    let volume = Route::pod_spec(subject.pods.path).field("volumes").index(place);
    let route = volume.field("persistentVolumeClaim").field("claimName");
    let modes = Route::spec().field("accessModes");
    let finding = Finding::new(message, figure_route("maxSurge"), "both want it")
        .related(route, "the claim")
        .related_in(manifest, &modes, "ReadWriteOncePod");
    Some(finding.help(format!("the new pod stays Pending and the update stops; {INSTEAD}")))
}

/// A socket or a lock of the program's own, by its name, in a place of the node that both pods see.
fn own_file(subject: &Subject<'_>) -> Option<Finding> {
    let mounts = host_mounts(subject);
    let own = |mount: &&HostMount<'_>| {
        let path = mount.path();
        let (folder, file) = path.rsplit_once('/')?;
        let stem = file.strip_suffix(".sock").or_else(|| file.strip_suffix(".lock"))?;
        let is_passing = folder.starts_with("/run") || folder.starts_with("/var/run");
        // What has to be there already belongs to another program.
        let is_there = matches!(mount.source.type_.as_deref(), Some("Socket" | "File"));
        let names = [subject.name(), mount.container.name.as_str()];
        let is_own = names.contains(&stem);
        (is_passing && !is_there && is_own && mount.is_writable())
            .then(|| path.clone().into_owned())
    };
    let mount = mounts.iter().find(|mount| own(mount).is_some())?;
    let path = own(&mount)?;
    let message =
        format!("the surge's pod finds `{path}` in use: the old one has it until it is deleted");
    let finding = Finding::new(message, figure_route("maxSurge"), "both want it")
        .related(mount.path_route(), "of the node: there is one");
    Some(finding.help(format!(
        "a socket or a lock is one program's at a time: the new pod can't start, or takes it from \
         the old one; {INSTEAD}"
    )))
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
