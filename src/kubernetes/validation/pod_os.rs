//! What a pod may say on its operating system. Mirrors `validateOS`, `validateLinux`,
//! `validateWindows` and `validateWindowsHostProcessPod` of `pkg/apis/core/validation`.

use super::security_context::{validate_linux_security_context, validate_windows_security_context};
use crate::kubernetes::containers::visit_containers;
use crate::kubernetes::field::{FieldErrors, Path};
use k8s_openapi::api::core::v1::{PodSpec, WindowsSecurityContextOptions};

const SYSTEMS: [&str; 2] = ["linux", "windows"];

/// Checks `spec.os`, and what the named system doesn't know.
pub(super) fn validate_os(spec: &PodSpec, path: &Path<'_>, errors: &mut FieldErrors) {
    let Some(os) = &spec.os else { return };
    let os_path = path.child("os");
    match os.name.as_str() {
        "" => errors.required(&os_path.child("name"), "name the system, linux or windows"),
        "linux" => validate_linux(spec, path, errors),
        "windows" => validate_windows(spec, path, errors),
        other => errors.not_supported(&os_path, other, &SYSTEMS),
    }
}

fn validate_linux(spec: &PodSpec, path: &Path<'_>, errors: &mut FieldErrors) {
    if spec.security_context.as_ref().is_some_and(|context| context.windows_options.is_some()) {
        errors.forbidden(
            &path.child("securityContext").child("windowsOptions"),
            "the pod's `os` is linux",
        );
    }
    visit_containers(spec, path, |container, path| {
        if let Some(context) = container.security_context {
            validate_linux_security_context(context, &path.child("securityContext"), errors);
        }
    });
}

fn validate_windows(spec: &PodSpec, path: &Path<'_>, errors: &mut FieldErrors) {
    for (field, is_set) in [
        ("hostUsers", spec.host_users.is_some()),
        ("hostPID", spec.host_pid == Some(true)),
        ("hostIPC", spec.host_ipc == Some(true)),
        ("shareProcessNamespace", spec.share_process_namespace.is_some()),
    ] {
        forbid_on_windows(is_set, &path.child(field), errors);
    }
    validate_windows_pod_context(spec, &path.child("securityContext"), errors);
    visit_containers(spec, path, |container, path| {
        if let Some(context) = container.security_context {
            validate_windows_security_context(context, &path.child("securityContext"), errors);
        }
    });
}

fn forbid_on_windows(is_set: bool, path: &Path<'_>, errors: &mut FieldErrors) {
    if is_set {
        errors.forbidden(path, "the pod's `os` is windows");
    }
}

fn validate_windows_pod_context(spec: &PodSpec, path: &Path<'_>, errors: &mut FieldErrors) {
    let Some(context) = &spec.security_context else { return };
    for (field, is_set) in [
        ("appArmorProfile", context.app_armor_profile.is_some()),
        ("seLinuxOptions", context.se_linux_options.is_some()),
        ("seccompProfile", context.seccomp_profile.is_some()),
        ("fsGroup", context.fs_group.is_some()),
        ("fsGroupChangePolicy", context.fs_group_change_policy.is_some()),
        ("sysctls", context.sysctls.as_ref().is_some_and(|sysctls| !sysctls.is_empty())),
        ("runAsUser", context.run_as_user.is_some()),
        ("runAsGroup", context.run_as_group.is_some()),
        ("supplementalGroups", context.supplemental_groups.is_some()),
        ("supplementalGroupsPolicy", context.supplemental_groups_policy.is_some()),
        ("seLinuxChangePolicy", context.se_linux_change_policy.is_some()),
    ] {
        forbid_on_windows(is_set, &path.child(field), errors);
    }
}

/// A pod has host process containers alone or none, and with them it is on the host's network.
pub(super) fn validate_windows_host_process(
    spec: &PodSpec,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let host_process = |options: Option<&WindowsSecurityContextOptions>| options?.host_process;
    let context = spec.security_context.as_ref();
    let of_pod = host_process(context.and_then(|context| context.windows_options.as_ref()));
    let (mut containers, mut on_host) = (0, 0);
    visit_containers(spec, path, |container, path| {
        containers += 1;
        let context = container.security_context;
        let own = host_process(context.and_then(|context| context.windows_options.as_ref()));
        if let (Some(of_pod), Some(own)) = (of_pod, own)
            && of_pod != own
        {
            let context_path = path.child("securityContext");
            let options = context_path.child("windowsOptions");
            errors
                .invalid(&options.child("hostProcess"), format!("must be {of_pod}, as the pod's"));
        }
        on_host += usize::from(own.or(of_pod) == Some(true));
    });
    if on_host == 0 {
        return;
    }
    if on_host != containers {
        errors.invalid(path, "must have `hostProcess: true` in all of its containers or in none");
    }
    if spec.host_network != Some(true) {
        errors.invalid(&path.child("hostNetwork"), "must be true for `hostProcess` containers");
    }
}
