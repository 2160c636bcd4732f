//! The defaults of pods that templates don't have.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{
    AppArmorProfile, Pod, PodSpec, PodTemplateSpec, ResourceRequirements,
};

use super::change::Change;
use crate::kubernetes::containers::{containers, containers_mut};
use crate::kubernetes::defaults::{default_pod, default_pod_agrees};
use crate::kubernetes::release::Release;

/// Fills in the defaults (`SetDefaults_Pod`).
pub(super) fn default(pod: &mut Pod, release: Release, changes: &mut Vec<Change>) {
    let Some(spec) = &mut pod.spec else { return };
    let requests = |spec: &PodSpec| -> usize {
        let of = |resources: Option<&ResourceRequirements>| {
            resources.and_then(|r| r.requests.as_ref()).map_or(0, BTreeMap::len)
        };
        let of_containers = containers(spec).map(|c| of(c.resources.as_ref())).sum::<usize>();
        of_containers + of(spec.resources.as_ref())
    };
    let host_ports = |spec: &PodSpec| {
        let ports = containers(spec).flat_map(|container| container.ports.iter().flatten());
        ports.filter(|port| port.host_port.is_some_and(|port| port > 0)).count()
    };
    let before = (requests(spec), host_ports(spec));
    default_pod(spec, release);
    app_armor_fields(spec, pod.metadata.annotations.as_ref());
    if requests(spec) > before.0 {
        changes.push(Change::RequestsFromLimits);
    }
    if host_ports(spec) > before.1 {
        changes.push(Change::HostPorts);
    }
}

/// Whether what is filled in leaves the pods of a valid template valid.
pub(super) fn passes(template: &PodTemplateSpec, spec: &PodSpec) -> bool {
    let annotations = template.metadata.iter().flat_map(|metadata| &metadata.annotations);
    let mut keys = annotations.flat_map(BTreeMap::keys);
    default_pod_agrees(spec) && !keys.any(|key| key.starts_with(APP_ARMOR))
}

const APP_ARMOR: &str = "container.apparmor.security.beta.kubernetes.io/";

/// Makes fields of the annotations that AppArmor profiles were given by before
/// (`applyAppArmorVersionSkew`).
fn app_armor_fields(spec: &mut PodSpec, annotations: Option<&BTreeMap<String, String>>) {
    let Some(annotations) = annotations else { return };
    if spec.os.as_ref().is_some_and(|os| os.name == "windows") {
        return;
    }
    for container in containers_mut(spec) {
        let Some(value) = annotations.get(&format!("{APP_ARMOR}{}", container.name)) else {
            continue;
        };
        let (type_, localhost_profile) = match value.as_str() {
            "runtime/default" => ("RuntimeDefault", None),
            "unconfined" => ("Unconfined", None),
            other => match other.strip_prefix("localhost/") {
                Some(profile) => ("Localhost", Some(profile.to_owned())),
                None => continue,
            },
        };
        let profile = AppArmorProfile { type_: type_.to_owned(), localhost_profile };
        let context = container.security_context.get_or_insert_default();
        context.app_armor_profile.get_or_insert(profile);
    }
}
