//! The controls of the Pod Security standards: one table, and a check each, which says what breaks
//! it in the API server's words.

mod capabilities;
mod seccomp;

use std::collections::BTreeSet;

use k8s_openapi::api::core::v1::{
    Container, LifecycleHandler, Pod, PodSecurityContext, PodSpec, Probe, SELinuxOptions,
    SecurityContext, Volume,
};

use super::Level;
use super::sysctls::SAFE;
use crate::kubernetes::containers::containers;

pub(super) use capabilities::DEFAULT_CAPABILITIES;
use capabilities::{capabilities_baseline, drop_all};
use seccomp::{seccomp, seccomp_baseline};

/// A control.
pub(super) struct Control {
    /// Its name.
    pub id: &'static str,
    /// The level that has it, and with it all stricter ones.
    pub level: Level,
    /// The minor version since which it is there.
    pub since: u32,
    /// The control that it takes the place of.
    pub overrides: Option<&'static str>,
    /// Says what of a pod breaks it at a minor version.
    pub check: fn(&Pod, u32) -> Option<String>,
}

const fn baseline(id: &'static str, since: u32, check: fn(&Pod, u32) -> Option<String>) -> Control {
    Control { id, level: Level::Baseline, since, overrides: None, check }
}

const fn restricted(
    id: &'static str,
    since: u32,
    overrides: Option<&'static str>,
    check: fn(&Pod, u32) -> Option<String>,
) -> Control {
    Control { id, level: Level::Restricted, since, overrides, check }
}

/// All controls, in the order in which they are told.
pub(super) const CONTROLS: [Control; 19] = [
    baseline("appArmorProfile", 0, app_armor_profile),
    baseline("capabilities_baseline", 0, capabilities_baseline),
    baseline("hostNamespaces", 0, host_namespaces),
    baseline("hostPathVolumes", 0, host_path_volumes),
    baseline("hostPorts", 0, host_ports),
    baseline("hostProbesAndHostLifecycle", 34, probe_hosts),
    baseline("privileged", 0, privileged),
    baseline("procMount", 0, proc_mount_baseline),
    baseline("seLinuxOptions", 0, se_linux_options),
    baseline("seccompProfile_baseline", 0, seccomp_baseline),
    baseline("sysctls", 0, sysctls),
    baseline("windowsHostProcess", 0, windows_host_process),
    restricted("allowPrivilegeEscalation", 8, None, allow_privilege_escalation),
    restricted("capabilities_restricted", 22, Some("capabilities_baseline"), drop_all),
    restricted("procMount_restricted", 35, Some("procMount"), |pod, _| proc_mount(pod)),
    restricted("restrictedVolumes", 0, Some("hostPathVolumes"), restricted_volumes),
    restricted("runAsNonRoot", 0, None, run_as_non_root),
    restricted("runAsUser", 23, None, run_as_user),
    restricted("seccompProfile_restricted", 19, Some("seccompProfile_baseline"), seccomp),
];

fn spec(pod: &Pod) -> Option<&PodSpec> {
    pod.spec.as_ref()
}

fn context(container: &Container) -> Option<&SecurityContext> {
    container.security_context.as_ref()
}

fn pod_context(pod: &Pod) -> Option<&PodSecurityContext> {
    spec(pod)?.security_context.as_ref()
}

fn is_windows(pod: &Pod) -> bool {
    spec(pod).and_then(|spec| spec.os.as_ref()).is_some_and(|os| os.name == "windows")
}

/// Whether the pod has users of its own, which relaxes some controls.
fn has_user_namespace(pod: &Pod) -> bool {
    spec(pod).is_some_and(|spec| spec.host_users == Some(false))
}

/// The names of the containers that a test is true of.
fn named(pod: &Pod, is: impl Fn(&Container) -> bool) -> Vec<&str> {
    let all = spec(pod).into_iter().flat_map(containers).filter(|container| is(container));
    all.map(|container| container.name.as_str()).collect()
}

fn quoted<S: AsRef<str>>(items: impl IntoIterator<Item = S>) -> String {
    let items: Vec<String> =
        items.into_iter().map(|item| format!("\"{}\"", item.as_ref())).collect();
    items.join(", ")
}

fn plural<'w>(one: &'w str, several: &'w str, number: usize) -> &'w str {
    if number == 1 { one } else { several }
}

/// `container "a"`, `containers "a", "b"`.
fn those(names: &[&str]) -> String {
    format!("{} {}", plural("container", "containers", names.len()), quoted(names))
}

/// Who sets what is forbidden: the pod, containers, or both; none where nobody does.
fn setters(of_pod: bool, names: &[&str]) -> Option<String> {
    match (of_pod, names) {
        (false, []) => None,
        (true, []) => Some("pod".to_owned()),
        (false, names) => Some(those(names)),
        (true, names) => Some(format!("pod and {}", those(names))),
    }
}

fn allow_privilege_escalation(pod: &Pod, minor: u32) -> Option<String> {
    if minor >= 25 && is_windows(pod) {
        return None;
    }
    let bad = named(pod, |c| context(c).and_then(|x| x.allow_privilege_escalation) != Some(false));
    (!bad.is_empty()).then(|| {
        let those = those(&bad);
        format!(
            "allowPrivilegeEscalation != false ({those} must set \
             securityContext.allowPrivilegeEscalation=false)"
        )
    })
}

const APP_ARMOR: &str = "container.apparmor.security.beta.kubernetes.io/";

fn app_armor_profile(pod: &Pod, _: u32) -> Option<String> {
    let is_bad = |kind: &str| !matches!(kind, "RuntimeDefault" | "Localhost");
    let of_pod = pod_context(pod).and_then(|x| x.app_armor_profile.as_ref());
    let of = |c: &Container| Some(context(c)?.app_armor_profile.as_ref()?.type_.clone());
    let bad = named(pod, |c| of(c).is_some_and(|kind| is_bad(&kind)));
    let bad_pod = of_pod.filter(|profile| is_bad(&profile.type_));
    let of_containers = spec(pod).into_iter().flat_map(containers).filter_map(of);
    let mut values: BTreeSet<String> = of_containers.filter(|kind| is_bad(kind)).collect();
    values.extend(bad_pod.map(|profile| profile.type_.clone()));
    let annotations: Vec<String> = pod
        .metadata
        .annotations
        .iter()
        .flatten()
        .filter(|(key, value)| {
            let allowed =
                value.is_empty() || *value == "runtime/default" || value.starts_with("localhost/");
            key.starts_with(APP_ARMOR) && !allowed
        })
        .map(|(key, value)| format!("{key}=\"{value}\""))
        .collect();
    let mut who: Vec<String> = setters(bad_pod.is_some(), &bad).into_iter().collect();
    if !annotations.is_empty() {
        who.push(plural("annotation", "annotations", annotations.len()).to_owned());
    }
    let values: Vec<String> = values.into_iter().chain(annotations).collect();
    (!who.is_empty()).then(|| {
        let reason =
            plural("forbidden AppArmor profile", "forbidden AppArmor profiles", values.len());
        let (who, values) = (who.join(" and "), quoted(values));
        format!("{reason} ({who} must not set AppArmor profile type to {values})")
    })
}

fn host_namespaces(pod: &Pod, _: u32) -> Option<String> {
    let spec = spec(pod)?;
    let all = [
        ("hostNetwork=true", spec.host_network),
        ("hostPID=true", spec.host_pid),
        ("hostIPC=true", spec.host_ipc),
    ];
    let shared = all.iter().filter(|(_, shared)| *shared == Some(true)).map(|(said, _)| *said);
    let shared: Vec<&str> = shared.collect();
    (!shared.is_empty()).then(|| format!("host namespaces ({})", shared.join(", ")))
}

fn volumes(pod: &Pod) -> impl Iterator<Item = &Volume> {
    spec(pod).into_iter().flat_map(|spec| spec.volumes.iter().flatten())
}

fn host_path_volumes(pod: &Pod, _: u32) -> Option<String> {
    let bad = volumes(pod).filter(|volume| volume.host_path.is_some());
    let bad: Vec<&str> = bad.map(|volume| volume.name.as_str()).collect();
    (!bad.is_empty()).then(|| {
        format!("hostPath volumes ({} {})", plural("volume", "volumes", bad.len()), quoted(&bad))
    })
}

fn host_ports(pod: &Pod, _: u32) -> Option<String> {
    let ports = |c: &Container| -> Vec<String> {
        let ports = c.ports.iter().flatten().filter_map(|port| port.host_port);
        ports.filter(|port| *port != 0).map(|port| port.to_string()).collect()
    };
    let bad = named(pod, |c| !ports(c).is_empty());
    let all: BTreeSet<String> =
        spec(pod).into_iter().flat_map(containers).flat_map(ports).collect();
    (!bad.is_empty()).then(|| {
        format!(
            "hostPort ({} {} {} {})",
            those(&bad),
            plural("uses", "use", bad.len()),
            plural("hostPort", "hostPorts", all.len()),
            Vec::from_iter(all).join(", ")
        )
    })
}

fn probe_hosts(pod: &Pod, _: u32) -> Option<String> {
    let of_probe = |probe: &Probe| {
        let http = probe.http_get.as_ref().and_then(|action| action.host.clone());
        [http, probe.tcp_socket.as_ref().and_then(|action| action.host.clone())]
    };
    let of_handler = |handler: &LifecycleHandler| {
        let http = handler.http_get.as_ref().and_then(|action| action.host.clone());
        [http, handler.tcp_socket.as_ref().and_then(|action| action.host.clone())]
    };
    let hosts = |c: &Container| -> Vec<String> {
        let probes = [&c.liveness_probe, &c.readiness_probe, &c.startup_probe];
        let handlers = c.lifecycle.iter().flat_map(|l| [&l.post_start, &l.pre_stop]);
        let of_probes = probes.into_iter().flatten().flat_map(of_probe);
        let all = of_probes.chain(handlers.flatten().flat_map(of_handler));
        all.flatten().filter(|host| !host.is_empty()).collect()
    };
    let bad: BTreeSet<&str> = named(pod, |c| !hosts(c).is_empty()).into_iter().collect();
    let bad: Vec<&str> = bad.into_iter().collect();
    let all: BTreeSet<String> =
        spec(pod).into_iter().flat_map(containers).flat_map(hosts).collect();
    (!bad.is_empty()).then(|| {
        let what = plural("probe or lifecycle host", "probe or lifecycle hosts", all.len());
        let uses = plural("uses", "use", bad.len());
        format!("probe or lifecycle host ({} {uses} {what} {})", those(&bad), quoted(all))
    })
}

fn privileged(pod: &Pod, _: u32) -> Option<String> {
    let bad = named(pod, |c| context(c).and_then(|x| x.privileged) == Some(true));
    (!bad.is_empty()).then(|| {
        format!("privileged ({} must not set securityContext.privileged=true)", those(&bad))
    })
}

fn proc_mount_baseline(pod: &Pod, minor: u32) -> Option<String> {
    if minor >= 35 && has_user_namespace(pod) { None } else { proc_mount(pod) }
}

fn proc_mount(pod: &Pod) -> Option<String> {
    let of = |c: &Container| context(c)?.proc_mount.clone().filter(|mount| mount != "Default");
    let bad = named(pod, |c| of(c).is_some());
    let all: BTreeSet<String> = spec(pod).into_iter().flat_map(containers).filter_map(of).collect();
    (!bad.is_empty()).then(|| {
        let (those, all) = (those(&bad), quoted(all));
        format!("procMount ({those} must not set securityContext.procMount to {all})")
    })
}

fn restricted_volumes(pod: &Pod, _: u32) -> Option<String> {
    let bad: Vec<(&str, &str)> = volumes(pod)
        .filter_map(|volume| Some((volume.name.as_str(), restricted_type(volume)?)))
        .collect();
    let types: BTreeSet<&str> = bad.iter().map(|(_, kind)| *kind).collect();
    let names: Vec<&str> = bad.iter().map(|(name, _)| *name).collect();
    (!names.is_empty()).then(|| {
        format!(
            "restricted volume types ({} {} {} {} {})",
            plural("volume", "volumes", names.len()),
            quoted(&names),
            plural("uses", "use", names.len()),
            plural("restricted volume type", "restricted volume types", types.len()),
            quoted(types)
        )
    })
}

/// The type of a volume that `restricted` doesn't allow; none for one that it does.
fn restricted_type(volume: &Volume) -> Option<&'static str> {
    let allowed = volume.config_map.is_some()
        || volume.csi.is_some()
        || volume.downward_api.is_some()
        || volume.empty_dir.is_some()
        || volume.ephemeral.is_some()
        || volume.image.is_some()
        || volume.persistent_volume_claim.is_some()
        || volume.projected.is_some()
        || volume.secret.is_some();
    if allowed {
        return None;
    }
    let types = [
        ("hostPath", volume.host_path.is_some()),
        ("gcePersistentDisk", volume.gce_persistent_disk.is_some()),
        ("awsElasticBlockStore", volume.aws_elastic_block_store.is_some()),
        ("gitRepo", volume.git_repo.is_some()),
        ("nfs", volume.nfs.is_some()),
        ("iscsi", volume.iscsi.is_some()),
        ("glusterfs", volume.glusterfs.is_some()),
        ("rbd", volume.rbd.is_some()),
        ("flexVolume", volume.flex_volume.is_some()),
        ("cinder", volume.cinder.is_some()),
        ("cephfs", volume.cephfs.is_some()),
        ("flocker", volume.flocker.is_some()),
        ("fc", volume.fc.is_some()),
        ("azureFile", volume.azure_file.is_some()),
        ("vsphereVolume", volume.vsphere_volume.is_some()),
        ("quobyte", volume.quobyte.is_some()),
        ("azureDisk", volume.azure_disk.is_some()),
        ("photonPersistentDisk", volume.photon_persistent_disk.is_some()),
        ("portworxVolume", volume.portworx_volume.is_some()),
        ("scaleIO", volume.scale_io.is_some()),
        ("storageos", volume.storageos.is_some()),
    ];
    Some(types.into_iter().find(|(_, is)| *is).map_or("unknown", |(name, _)| name))
}

fn run_as_non_root(pod: &Pod, minor: u32) -> Option<String> {
    if minor >= 35 && has_user_namespace(pod) {
        return None;
    }
    let of_pod = pod_context(pod).and_then(|x| x.run_as_non_root);
    let of = |c: &Container| context(c).and_then(|x| x.run_as_non_root);
    let explicit = named(pod, |c| of(c) == Some(false));
    if let Some(who) = setters(of_pod == Some(false), &explicit) {
        return Some(format!(
            "runAsNonRoot != true ({who} must not set securityContext.runAsNonRoot=false)"
        ));
    }
    let implicit = named(pod, |c| of(c).is_none() && of_pod != Some(true));
    (!implicit.is_empty()).then(|| {
        format!(
            "runAsNonRoot != true (pod or {} must set securityContext.runAsNonRoot=true)",
            those(&implicit)
        )
    })
}

fn run_as_user(pod: &Pod, minor: u32) -> Option<String> {
    if minor >= 35 && has_user_namespace(pod) {
        return None;
    }
    let of_pod = pod_context(pod).and_then(|x| x.run_as_user);
    let bad = named(pod, |c| context(c).and_then(|x| x.run_as_user) == Some(0));
    let who = setters(of_pod == Some(0), &bad)?;
    Some(format!("runAsUser=0 ({who} must not set runAsUser=0)"))
}

fn se_linux_options(pod: &Pod, minor: u32) -> Option<String> {
    let is_allowed = |kind: &str| {
        matches!(kind, "" | "container_t" | "container_init_t" | "container_kvm_t")
            || minor >= 31 && kind == "container_engine_t"
    };
    let has = |field: &Option<String>| field.as_ref().is_some_and(|text| !text.is_empty());
    let bad_type =
        |options: &SELinuxOptions| options.type_.clone().filter(|kind| !is_allowed(kind));
    let is_bad = |options: &SELinuxOptions| {
        bad_type(options).is_some() || has(&options.user) || has(&options.role)
    };
    let of = |c: &Container| context(c)?.se_linux_options.clone().filter(|options| is_bad(options));
    let of_pod = pod_context(pod).and_then(|x| x.se_linux_options.clone()).filter(|o| is_bad(o));
    let bad = named(pod, |c| of(c).is_some());
    let who = setters(of_pod.is_some(), &bad)?;
    let of_containers = spec(pod).into_iter().flat_map(containers).filter_map(of);
    let all: Vec<SELinuxOptions> = of_pod.into_iter().chain(of_containers).collect();
    let types: BTreeSet<String> = all.iter().filter_map(bad_type).collect();
    let mut data = Vec::new();
    if !types.is_empty() {
        data.push(format!("{} {}", plural("type", "types", types.len()), quoted(types)));
    }
    if all.iter().any(|options| has(&options.user)) {
        data.push("user may not be set".to_owned());
    }
    if all.iter().any(|options| has(&options.role)) {
        data.push("role may not be set".to_owned());
    }
    let data = data.join("; ");
    Some(format!("seLinuxOptions ({who} set forbidden securityContext.seLinuxOptions: {data})"))
}

fn sysctls(pod: &Pod, minor: u32) -> Option<String> {
    let list = pod_context(pod)?.sysctls.as_ref()?;
    let is_safe = |name: &str| SAFE.iter().any(|(safe, since)| *safe == name && *since <= minor);
    let bad: Vec<&str> =
        list.iter().map(|sysctl| sysctl.name.as_str()).filter(|name| !is_safe(name)).collect();
    (!bad.is_empty()).then(|| format!("forbidden sysctls ({})", bad.join(", ")))
}

fn windows_host_process(pod: &Pod, _: u32) -> Option<String> {
    let of_pod = pod_context(pod).and_then(|x| x.windows_options.as_ref()?.host_process);
    let bad = named(pod, |c| {
        context(c).and_then(|x| x.windows_options.as_ref()?.host_process) == Some(true)
    });
    let who = setters(of_pod == Some(true), &bad)?;
    let field = "securityContext.windowsOptions.hostProcess=true";
    Some(format!("hostProcess ({who} must not set {field})"))
}
