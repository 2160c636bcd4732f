//! A pod's security context and its sysctls. Mirrors `validatePodSpecSecurityContext` of
//! `pkg/apis/core/validation`.

use super::app_armor::validate_app_armor_profile;
use super::seccomp::validate_seccomp_profile;
use super::strictness::Strictness;
use super::windows_options::validate_windows_options;
use super::{checks, text};
use crate::kubernetes::field::{FieldErrors, Path};
use crate::kubernetes::names;
use crate::kubernetes::release::Gate;
use k8s_openapi::api::core::v1::{PodSecurityContext, PodSpec, Sysctl};
use std::borrow::Cow;
use std::collections::BTreeSet;

const SYSCTL_MAX_LENGTH: usize = 253;

/// Checks `spec.securityContext` and what `spec` says beside it; `spec_path` is the spec's.
pub(super) fn validate_pod_security_context(
    spec: &PodSpec,
    strictness: Strictness,
    spec_path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let path = &spec_path.child("securityContext");
    let share = spec.share_process_namespace == Some(true) && spec.host_pid == Some(true);
    if share {
        // Kubernetes' own types keep the field in the security context, and so it names it.
        let detail = "cannot be true while `hostPID` is true";
        let named = path.child("shareProcessNamespace");
        errors.written_at(&named, &spec_path.child("shareProcessNamespace"), |errors| {
            errors.invalid(&named, detail);
        });
    }
    let Some(context) = &spec.security_context else { return };
    validate_ids(context, path, errors);
    let sysctls = context.sysctls.as_deref().unwrap_or_default();
    validate_sysctls(sysctls, spec, strictness, &path.child("sysctls"), errors);
    validate_policies(context, strictness, path, errors);
    if let Some(profile) = &context.seccomp_profile {
        validate_seccomp_profile(profile, &path.child("seccompProfile"), errors);
    }
    if let Some(windows) = &context.windows_options {
        validate_windows_options(windows, &path.child("windowsOptions"), errors);
    }
    if let Some(profile) = &context.app_armor_profile {
        validate_app_armor_profile(profile, &path.child("appArmorProfile"), errors);
    }
}

fn validate_ids(context: &PodSecurityContext, path: &Path<'_>, errors: &mut FieldErrors) {
    let mut check = |id: Option<i64>, problems: fn(i64) -> names::Problems, path: &Path<'_>| {
        if let Some(id) = id {
            checks::report(&problems(id), id, path, errors);
        }
    };
    check(context.fs_group, names::group_id, &path.child("fsGroup"));
    check(context.run_as_user, names::user_id, &path.child("runAsUser"));
    check(context.run_as_group, names::group_id, &path.child("runAsGroup"));
    let list = path.child("supplementalGroups");
    for (index, group) in context.supplemental_groups.iter().flatten().enumerate() {
        check(Some(*group), names::group_id, &list.index(index));
    }
}

fn validate_policies(
    context: &PodSecurityContext,
    strictness: Strictness,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let any_policy =
        strictness.release.on(Gate::SELinuxMount) || strictness.excused.any_selinux_change_policy;
    let se_linux: &[&str] = if any_policy { &["MountOption", "Recursive"] } else { &["Recursive"] };
    for (field, policy, supported) in [
        ("fsGroupChangePolicy", &context.fs_group_change_policy, &["Always", "OnRootMismatch"][..]),
        ("supplementalGroupsPolicy", &context.supplemental_groups_policy, &["Merge", "Strict"]),
        ("seLinuxChangePolicy", &context.se_linux_change_policy, se_linux),
    ] {
        if policy.is_some() && !supported.contains(&text(policy)) {
            errors.not_supported(&path.child(field), text(policy), supported);
        }
    }
}

/// Mirrors `validateSysctls`.
fn validate_sysctls(
    sysctls: &[Sysctl],
    spec: &PodSpec,
    strictness: Strictness,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let mut seen = BTreeSet::new();
    for (index, sysctl) in sysctls.iter().enumerate() {
        let name = sysctl.name.as_str();
        let list = path.index(index);
        let path = list.child("name");
        if name.is_empty() {
            errors.required(&path, "name the kernel parameter");
        } else if !is_sysctl_name(name) {
            let detail = format!(
                "`{name}` must have at most {SYSCTL_MAX_LENGTH} characters: lower-case letters, \
                 digits, `-` and `_` in parts joined by `.` or `/`, as in `net.ipv4.tcp_syncookies`"
            );
            errors.invalid(&path, detail);
        } else if !seen.insert(name) {
            errors.duplicate(&path, name);
        }
        if let Some(field) = shared_namespace(name, spec)
            && !strictness.excused.sysctls_of_host_namespaces
        {
            errors.invalid(&path, format!("`{name}` cannot be set while `{field}` is true"));
        }
    }
}

/// The field that shares the sysctl's namespace with the host. Mirrors `ValidateHostSysctl`.
fn shared_namespace(name: &str, spec: &PodSpec) -> Option<&'static str> {
    let name = normalized(name);
    let is_ipc = name.split('*').next() == Some("kernel.sem")
        || ["kernel.shm", "kernel.msg", "fs.mqueue."].iter().any(|p| name.starts_with(p));
    if name.starts_with("net.") {
        (spec.host_network == Some(true)).then_some("hostNetwork")
    } else if is_ipc {
        (spec.host_ipc == Some(true)).then_some("hostIPC")
    } else {
        None
    }
}

/// Whether the pod sets a sysctl of a namespace that it shares with its host.
#[must_use]
pub(super) fn has_sysctl_of_host_namespace(spec: &PodSpec) -> bool {
    let sysctls = spec.security_context.iter().flat_map(|context| context.sysctls.iter().flatten());
    sysctls.into_iter().any(|sysctl| shared_namespace(&sysctl.name, spec).is_some())
}

/// The name with dots between its parts: `net/ipv4/conf/eno2.100/rp_filter` is
/// `net.ipv4.conf.eno2/100.rp_filter`. Mirrors `NormalizeName` of `k8s.io/component-helpers`.
fn normalized(name: &str) -> Cow<'_, str> {
    if name.chars().find(|c| matches!(c, '.' | '/')) != Some('/') {
        return name.into();
    }
    let swap = |c| match c {
        '.' => '/',
        '/' => '.',
        c => c,
    };
    name.chars().map(swap).collect::<String>().into()
}

/// Mirrors `IsValidSysctlName`.
fn is_sysctl_name(name: &str) -> bool {
    let alphanumeric = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let is_segment = |segment: &str| {
        let bytes = segment.as_bytes();
        bytes.first().copied().is_some_and(alphanumeric)
            && bytes.last().copied().is_some_and(alphanumeric)
            && bytes.iter().all(|byte| alphanumeric(*byte) || matches!(byte, b'-' | b'_'))
    };
    name.len() <= SYSCTL_MAX_LENGTH && name.split(['.', '/']).all(is_segment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sysctl_belongs_to_a_namespace() {
        let spec = PodSpec { host_network: Some(true), ..PodSpec::default() };
        assert_eq!(shared_namespace("net/ipv4/ip_forward", &spec), Some("hostNetwork"));
        assert_eq!(shared_namespace("kernel.shmmax", &spec), None);
        let spec = PodSpec { host_ipc: Some(true), ..PodSpec::default() };
        assert_eq!(shared_namespace("kernel.sem", &spec), Some("hostIPC"));
        assert_eq!(shared_namespace("kernel.semmax", &spec), None);
    }

    #[test]
    fn a_sysctl_name_has_lower_case_parts() {
        for name in ["a", "net.ipv4.tcp_syncookies", "net/ipv4/conf/eno2.100/rp_filter"] {
            assert!(is_sysctl_name(name), "{name}");
        }
        for name in ["", "Net.a", "a..b", "a.", "-a", "a*"] {
            assert!(!is_sysctl_name(name), "{name}");
        }
    }
}
