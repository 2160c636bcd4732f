//! Where a pod's manifest breaks a control: the fields that are set wrong, or the containers that
//! leave out what must be set.

use k8s_openapi::api::core::v1::{Container, Pod, PodSpec};

use super::controls::DEFAULT_CAPABILITIES;
use super::sysctls::SAFE;
use crate::kubernetes::containers::ContainerList;
use crate::kubernetes::field::FieldPath;

/// The places of a control that a pod breaks, those of the pod before those of its containers.
pub(super) fn places(id: &str, pod: &Pod, minor: u32) -> Vec<FieldPath> {
    let Some(spec) = &pod.spec else { return Vec::new() };
    match id {
        "hostNamespaces" => host_namespaces(spec),
        "hostPathVolumes" | "restrictedVolumes" => volumes(spec),
        "sysctls" => sysctls(spec, minor),
        "hostPorts" => ports(spec),
        "privileged" => set(spec, &["privileged"]),
        "procMount" | "procMount_restricted" => set(spec, &["procMount"]),
        "seLinuxOptions" => with_pod(spec, &["seLinuxOptions"]),
        "appArmorProfile" => with_pod(spec, &["appArmorProfile"]),
        "seccompProfile_baseline" | "seccompProfile_restricted" => {
            with_pod(spec, &["seccompProfile", "type"])
        }
        "windowsHostProcess" => with_pod(spec, &["windowsOptions", "hostProcess"]),
        "runAsNonRoot" => with_pod(spec, &["runAsNonRoot"]),
        "runAsUser" => with_pod(spec, &["runAsUser"]),
        "capabilities_baseline" => added(spec),
        "capabilities_restricted" => set(spec, &["capabilities"]),
        "allowPrivilegeEscalation" => set(spec, &["allowPrivilegeEscalation"]),
        _ => set(spec, &[]),
    }
}

fn host_namespaces(spec: &PodSpec) -> Vec<FieldPath> {
    let all = [
        ("hostNetwork", spec.host_network),
        ("hostPID", spec.host_pid),
        ("hostIPC", spec.host_ipc),
    ];
    let shared = all.into_iter().filter(|(_, shared)| *shared == Some(true));
    shared.map(|(name, _)| FieldPath::of(&["spec", name])).collect()
}

fn volumes(spec: &PodSpec) -> Vec<FieldPath> {
    let volumes = spec.volumes.iter().flatten().enumerate();
    let host_paths = volumes.filter(|(_, volume)| volume.host_path.is_some());
    host_paths
        .map(|(place, _)| FieldPath::of(&["spec", "volumes"]).index(place).field("hostPath"))
        .collect()
}

/// Each container with the way to it.
fn containers(spec: &PodSpec) -> impl Iterator<Item = (FieldPath, &Container)> {
    [ContainerList::Init, ContainerList::Regular].into_iter().flat_map(move |list| {
        list.of(spec).iter().enumerate().map(move |(place, container)| {
            (FieldPath::of(&["spec", list.field()]).index(place), container)
        })
    })
}

fn ports(spec: &PodSpec) -> Vec<FieldPath> {
    let of = |(path, container): (FieldPath, &Container)| {
        let ports = container.ports.iter().flatten().enumerate();
        let taken = ports.filter(|(_, port)| port.host_port.is_some_and(|port| port != 0));
        let places = taken.map(|(place, _)| place);
        places
            .map(|place| path.clone().field("ports").index(place).field("hostPort"))
            .collect::<Vec<_>>()
    };
    containers(spec).flat_map(of).collect()
}

/// Each sysctl that is not known to be safe.
fn sysctls(spec: &PodSpec, minor: u32) -> Vec<FieldPath> {
    let all = spec.security_context.as_ref().and_then(|context| context.sysctls.as_ref());
    let all = all.into_iter().flatten().enumerate();
    let is_safe = |name: &str| SAFE.iter().any(|(safe, since)| *safe == name && *since <= minor);
    let unsafe_ones = all.filter(|(_, sysctl)| !is_safe(&sysctl.name));
    let list = FieldPath::of(&["spec", "securityContext", "sysctls"]);
    unsafe_ones.map(|(place, _)| list.clone().index(place).field("name")).collect()
}

/// Each capability that a container adds to those of every container.
fn added(spec: &PodSpec) -> Vec<FieldPath> {
    let of = |(path, container): (FieldPath, &Container)| {
        let context = container.security_context.as_ref();
        let added = context.and_then(|c| c.capabilities.as_ref()?.add.as_ref());
        let added = added.into_iter().flatten().enumerate();
        let foreign = added.filter(|(_, name)| !DEFAULT_CAPABILITIES.contains(&name.as_str()));
        let list = in_context(path, &["capabilities", "add"]);
        foreign.map(|(place, _)| list.clone().index(place)).collect::<Vec<_>>()
    };
    containers(spec).flat_map(of).collect()
}

/// A field of the security context of every container.
fn set(spec: &PodSpec, field: &[&'static str]) -> Vec<FieldPath> {
    containers(spec).map(|(path, _)| in_context(path, field)).collect()
}

/// The same, that of the pod before them.
fn with_pod(spec: &PodSpec, field: &[&'static str]) -> Vec<FieldPath> {
    let of_pod =
        spec.security_context.is_some().then(|| in_context(FieldPath::of(&["spec"]), field));
    of_pod.into_iter().chain(set(spec, field)).collect()
}

fn in_context(path: FieldPath, field: &[&'static str]) -> FieldPath {
    path.field("securityContext").then(FieldPath::of(field).0)
}
