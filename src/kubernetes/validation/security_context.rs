//! A container's security context.

use super::app_armor::validate_app_armor_profile;
use super::checks;
use super::seccomp::validate_seccomp_profile;
use super::windows_options::validate_windows_options;
use crate::kubernetes::field::{FieldErrors, Path};
use crate::kubernetes::names;
use k8s_openapi::api::core::v1::{PodSpec, SecurityContext};

/// Mirrors `ValidateSecurityContext`, on a cluster that allows privileged containers.
pub(super) fn validate_security_context(
    spec: &PodSpec,
    context: &SecurityContext,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    if let Some(user) = context.run_as_user {
        checks::report(&names::user_id(user), user, &path.child("runAsUser"), errors);
    }
    if let Some(group) = context.run_as_group {
        checks::report(&names::group_id(group), group, &path.child("runAsGroup"), errors);
    }
    if let Some(mount) = &context.proc_mount {
        validate_proc_mount(spec, mount, &path.child("procMount"), errors);
    }
    if let Some(profile) = &context.seccomp_profile {
        validate_seccomp_profile(profile, &path.child("seccompProfile"), errors);
    }
    validate_privilege_escalation(context, path, errors);
    if let Some(options) = &context.windows_options {
        validate_windows_options(options, &path.child("windowsOptions"), errors);
    }
    if let Some(profile) = &context.app_armor_profile {
        validate_app_armor_profile(profile, &path.child("appArmorProfile"), errors);
    }
}

/// Mirrors `ValidateProcMountType` and what follows its call.
fn validate_proc_mount(spec: &PodSpec, mount: &str, path: &Path<'_>, errors: &mut FieldErrors) {
    if !["Default", "Unmasked"].contains(&mount) {
        errors.not_supported(path, mount, &["Default", "Unmasked"]);
    }
    if mount == "Unmasked" && spec.host_users != Some(false) {
        errors.invalid(path, "`Unmasked` is for pods with `hostUsers: false`");
    }
}

fn validate_privilege_escalation(
    context: &SecurityContext,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    if context.allow_privilege_escalation != Some(false) {
        return;
    }
    if context.privileged == Some(true) {
        errors.invalid(
            path,
            "`allowPrivilegeEscalation: false` contradicts `privileged: true`; drop one of them",
        );
    }
    let added = context.capabilities.as_ref().and_then(|capabilities| capabilities.add.as_ref());
    if added.into_iter().flatten().any(|capability| capability == "CAP_SYS_ADMIN") {
        errors.invalid(
            path,
            "`allowPrivilegeEscalation: false` contradicts the capability `CAP_SYS_ADMIN`; drop \
             one of them",
        );
    }
}

/// Refuses what a pod that says it runs on Linux cannot have. Mirrors the containers' part of
/// `validateLinux`.
pub(super) fn validate_linux_security_context(
    context: &SecurityContext,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    if context.windows_options.is_some() {
        errors.forbidden(&path.child("windowsOptions"), "the pod's `os` is linux");
    }
}

/// Refuses what a pod that says it runs on Windows cannot have. Mirrors the containers' part of
/// `validateWindows`.
pub(super) fn validate_windows_security_context(
    context: &SecurityContext,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let fields = [
        ("appArmorProfile", context.app_armor_profile.is_some()),
        ("seLinuxOptions", context.se_linux_options.is_some()),
        ("seccompProfile", context.seccomp_profile.is_some()),
        ("capabilities", context.capabilities.is_some()),
        ("readOnlyRootFilesystem", context.read_only_root_filesystem.is_some()),
        ("privileged", context.privileged.is_some()),
        ("allowPrivilegeEscalation", context.allow_privilege_escalation.is_some()),
        ("procMount", context.proc_mount.is_some()),
        ("runAsUser", context.run_as_user.is_some()),
        ("runAsGroup", context.run_as_group.is_some()),
    ];
    for (field, set) in fields {
        if set {
            errors.forbidden(&path.child(field), "the pod's `os` is windows");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kubernetes::validation::testing::{of_container, of_pod};

    fn of(fields: &str) -> Vec<String> {
        of_container(&format!("securityContext: {{{fields}}}"))
            .into_iter()
            .map(|line| line.replace("securityContext", "*"))
            .collect()
    }

    #[test]
    fn ids() {
        assert!(of("runAsUser: 0, runAsGroup: 2147483647, runAsNonRoot: true").is_empty());
        assert_eq!(
            of("runAsUser: -1, runAsGroup: 2147483648"),
            ["*.runAsGroup Invalid", "*.runAsUser Invalid"]
        );
    }

    #[test]
    fn escalation() {
        assert!(of("privileged: true, capabilities: {add: [CAP_SYS_ADMIN]}").is_empty());
        assert!(of("allowPrivilegeEscalation: false, capabilities: {add: [SYS_ADMIN]}").is_empty());
        assert_eq!(of("allowPrivilegeEscalation: false, privileged: true"), ["* Invalid"]);
        let capability = "allowPrivilegeEscalation: false, capabilities: {add: [CAP_SYS_ADMIN]}";
        assert_eq!(of(capability), ["* Invalid"]);
    }

    #[test]
    fn proc_mounts() {
        assert!(of("procMount: Default").is_empty());
        assert_eq!(of("procMount: Masked"), ["*.procMount NotSupported"]);
        assert_eq!(of("procMount: Unmasked"), ["*.procMount Invalid"]);
        let own_users = "{hostUsers: false, containers: [{name: c, image: i, \
                         securityContext: {procMount: Unmasked}}]}";
        assert!(of_pod(own_users).is_empty());
    }

    #[test]
    fn seccomp_and_app_armor() {
        assert!(of("seccompProfile: {type: Localhost, localhostProfile: a/b}").is_empty());
        // An empty file is none, but the API server looks at its form alone.
        assert!(of("seccompProfile: {type: Localhost, localhostProfile: ''}").is_empty());
        assert_eq!(
            of("seccompProfile: {type: Localhost}"),
            ["*.seccompProfile.localhostProfile Required"]
        );
        assert_eq!(
            of("seccompProfile: {localhostProfile: a}"),
            ["*.seccompProfile.localhostProfile Invalid", "*.seccompProfile.type Required"]
        );
        assert_eq!(
            of("seccompProfile: {type: Localhost, localhostProfile: /a}"),
            ["*.seccompProfile.localhostProfile Invalid"]
        );
        assert_eq!(
            of("seccompProfile: {type: runtime/default}"),
            ["*.seccompProfile.type NotSupported"]
        );

        assert!(of("appArmorProfile: {type: Localhost, localhostProfile: a}").is_empty());
        let wrong = [
            ("{localhostProfile: a}", "type Required"),
            ("{type: Runtime}", "type NotSupported"),
            ("{type: Unconfined, localhostProfile: ''}", "localhostProfile Invalid"),
            ("{type: Localhost}", "localhostProfile Required"),
            ("{type: Localhost, localhostProfile: ''}", "localhostProfile Required"),
            ("{type: Localhost, localhostProfile: ' '}", "localhostProfile Invalid"),
        ];
        for (profile, line) in wrong {
            assert_eq!(
                of(&format!("appArmorProfile: {profile}")),
                [format!("*.appArmorProfile.{line}")]
            );
        }
        let long = "a".repeat(4096);
        assert_eq!(
            of(&format!("appArmorProfile: {{type: Localhost, localhostProfile: {long}}}")),
            ["*.appArmorProfile.localhostProfile TooLong"]
        );
    }

    #[test]
    fn fields_of_the_other_system() {
        let context: SecurityContext = serde_yaml::from_str(
            "{appArmorProfile: {type: Unconfined}, seLinuxOptions: {}, seccompProfile: {type: a}, \
             capabilities: {}, readOnlyRootFilesystem: false, privileged: false, procMount: Default, \
             allowPrivilegeEscalation: true, runAsUser: 0, runAsGroup: 0, runAsNonRoot: true, \
             windowsOptions: {}}",
        )
        .unwrap();
        let mut errors = FieldErrors::default();
        validate_windows_security_context(&context, &Path::root("s"), &mut errors);
        assert_eq!(errors.0.len(), 10);
        let mut errors = FieldErrors::default();
        validate_linux_security_context(&context, &Path::root("s"), &mut errors);
        assert_eq!(errors.0.len(), 1);
    }
}
