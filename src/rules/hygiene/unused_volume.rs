//! `unused-volume`: a volume that is set up for nobody.

use std::collections::HashSet;

use crate::kubernetes::containers::containers;
use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::yaml::edit::Change;

/// The rule.
pub(super) struct UnusedVolume;

impl Check for UnusedVolume {
    fn workload(&self, _cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        if subject.pod.volumes.is_none() {
            return;
        }
        let used = containers(subject.pod).flat_map(|container| {
            let mounts = container.volume_mounts.iter().flatten().map(|mount| &mount.name);
            mounts.chain(container.volume_devices.iter().flatten().map(|device| &device.name))
        });
        let used: HashSet<&String> = used.collect();
        for (place, volume) in subject.pod.volumes.iter().flatten().enumerate() {
            let name = volume.name.as_str();
            if used.contains(&volume.name) || name.is_empty() {
                continue;
            }
            let waits = volume.config_map.as_ref().is_some_and(|map| map.optional != Some(true))
                || volume.secret.as_ref().is_some_and(|secret| secret.optional != Some(true))
                || volume.persistent_volume_claim.is_some();
            let so = if waits { ", and the pods wait for it all the same" } else { "" };
            let message = format!("no container mounts the volume `{name}`{so}");
            if !names_are_known(subject) {
                return;
            }
            let list = Route::pod_spec(subject.pods.path).field("volumes").index(place);
            let remove = Change::Remove { at: list.path() };
            findings.push(
                Finding::new(message, list.field("name"), "mounted nowhere")
                    .help("take it out, or mount it in `volumeMounts`")
                    .unsafe_fix(format!("take `{name}` out"), vec![remove]),
            );
        }
    }
}

/// Whether it is known which volumes the containers mount.
fn names_are_known(subject: &WorkloadSubject<'_>) -> bool {
    subject.all_containers().all(|(route, container)| {
        let lists = [
            ("volumeMounts", container.volume_mounts.as_ref().map_or(0, Vec::len)),
            ("volumeDevices", container.volume_devices.as_ref().map_or(0, Vec::len)),
        ];
        lists.into_iter().all(|(list, length)| {
            (0..length).all(|place| {
                let name = route.clone().field(list).index(place).field("name");
                name.is_known_in(subject.manifest)
            })
        })
    })
}
