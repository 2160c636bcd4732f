//! Fields of containers.

/// Runs a statement for every container of a pod spec, whatever its kind: their types have the
/// same fields under the same names.
macro_rules! in_all_containers {
    ($spec:expr, |$container:ident| $body:block) => {
        for $container in crate::kubernetes::containers::containers_mut($spec) $body
        for $container in $spec.ephemeral_containers.iter_mut().flatten() $body
    };
}
pub(super) use in_all_containers;

use k8s_openapi::api::core::v1::{Container, PodSpec};

/// Whether an init container's `restartPolicy` is an older feature's, that of sidecars.
fn is_sidecar_policy(policy: &str) -> bool {
    policy == "Always"
}

/// Whether a pod spec has restart policies or rules that older versions don't know. Mirrors
/// `containerRestartRulesInUse`.
#[must_use]
pub(crate) fn restart_rules_in_use(spec: &PodSpec) -> bool {
    let init = |container: &Container| {
        container.restart_policy.as_deref().is_some_and(|policy| !is_sidecar_policy(policy))
            || container.restart_policy_rules.as_ref().is_some_and(|rules| !rules.is_empty())
    };
    spec.init_containers.iter().flatten().any(init)
        || spec.containers.iter().any(|container| container.restart_policy.is_some())
}

/// `restartPolicy`, but that of sidecars.
pub(super) mod restart_policy {
    use super::super::note::{Fate, Note};
    use super::is_sidecar_policy;
    use crate::kubernetes::containers::visit_containers;
    use crate::kubernetes::field::Path;
    use k8s_openapi::api::core::v1::PodSpec;

    pub(crate) fn find(spec: &PodSpec, path: &Path<'_>, note: &mut Note<'_>) {
        let init = spec.init_containers.as_ref().map_or(0, Vec::len);
        let mut index = 0;
        visit_containers(spec, path, |container, path| {
            let is_init = index < init;
            index += 1;
            if let Some(policy) = container.restart_policy
                && !(is_init && is_sidecar_policy(policy))
            {
                note(&path.child("restartPolicy"), Fate::Dropped);
            }
        });
    }

    pub(crate) fn drop(spec: &mut PodSpec) {
        for container in spec.init_containers.iter_mut().flatten() {
            container.restart_policy =
                container.restart_policy.take().filter(|p| is_sidecar_policy(p));
        }
        for container in &mut spec.containers {
            container.restart_policy = None;
        }
        for container in spec.ephemeral_containers.iter_mut().flatten() {
            container.restart_policy = None;
        }
    }
}

/// A list of every container.
macro_rules! list {
    ($(#[$doc:meta])* $module:ident, $name:literal) => {
        $(#[$doc])*
        pub(super) mod $module {
                        use super::super::note::{Fate, Note};
            use crate::kubernetes::containers::visit_containers;
            use crate::kubernetes::field::Path;
            use k8s_openapi::api::core::v1::PodSpec;

            pub(crate) fn find(spec: &PodSpec, path: &Path<'_>, note: &mut Note<'_>) {
                visit_containers(spec, path, |container, path| {
                    if !container.$module.is_empty() {
                        note(&path.child($name), Fate::Dropped);
                    }
                });
            }

            pub(crate) fn drop(spec: &mut PodSpec) {
                in_all_containers!(spec, |container| {
                    container.$module = None;
                });
            }
        }
    };
}

list!(
    /// `restartPolicyRules`.
    restart_policy_rules, "restartPolicyRules"
);
list!(
    /// `resizePolicy`.
    resize_policy, "resizePolicy"
);

/// `volumeMounts[*].recursiveReadOnly`.
pub(super) mod recursive_read_only {
    use super::super::note::{Fate, Note};
    use crate::kubernetes::containers::visit_containers;
    use crate::kubernetes::field::Path;
    use k8s_openapi::api::core::v1::PodSpec;

    pub(crate) fn find(spec: &PodSpec, path: &Path<'_>, note: &mut Note<'_>) {
        visit_containers(spec, path, |container, path| {
            let list = path.child("volumeMounts");
            for (index, mount) in container.volume_mounts.iter().enumerate() {
                if mount.recursive_read_only.is_some() {
                    note(&list.index(index).child("recursiveReadOnly"), Fate::Dropped);
                }
            }
        });
    }

    pub(crate) fn drop(spec: &mut PodSpec) {
        in_all_containers!(spec, |container| {
            let mounts = container.volume_mounts.iter_mut().flatten();
            mounts.for_each(|mount| mount.recursive_read_only = None);
        });
    }
}

/// `volumeMounts[*].bindMountOptions`.
pub(super) mod bind_mount_options {
    use super::super::note::{Fate, Note};
    use crate::kubernetes::containers::visit_containers;
    use crate::kubernetes::field::Path;
    use k8s_openapi::api::core::v1::PodSpec;

    pub(crate) fn find(spec: &PodSpec, path: &Path<'_>, note: &mut Note<'_>) {
        visit_containers(spec, path, |container, path| {
            let list = path.child("volumeMounts");
            for (index, mount) in container.volume_mounts.iter().enumerate() {
                if mount.bind_mount_options.as_ref().is_some_and(|options| !options.is_empty()) {
                    note(&list.index(index).child("bindMountOptions"), Fate::Dropped);
                }
            }
        });
    }

    pub(crate) fn drop(spec: &mut PodSpec) {
        in_all_containers!(spec, |container| {
            let mounts = container.volume_mounts.iter_mut().flatten();
            mounts.for_each(|mount| mount.bind_mount_options = None);
        });
    }
}

/// `securityContext.procMount`.
pub(super) mod proc_mount {
    use super::super::note::{Fate, Note};
    use crate::kubernetes::containers::visit_containers;
    use crate::kubernetes::field::Path;
    use k8s_openapi::api::core::v1::PodSpec;

    const DEFAULT: &str = "Default";

    pub(crate) fn find(spec: &PodSpec, path: &Path<'_>, note: &mut Note<'_>) {
        visit_containers(spec, path, |container, path| {
            let mount = container.security_context.and_then(|own| own.proc_mount.as_deref());
            if mount.is_some_and(|mount| mount != DEFAULT) {
                let path = path.child("securityContext");
                note(&path.child("procMount"), Fate::Replaced(DEFAULT));
            }
        });
    }

    /// Mirrors `procMountInUse`.
    pub(crate) fn in_use(spec: &PodSpec) -> bool {
        let mut found = false;
        find(spec, &Path::root("spec"), &mut |_, _| found = true);
        found
    }

    /// The field can't be left out for history's sake.
    pub(crate) fn drop(spec: &mut PodSpec) {
        in_all_containers!(spec, |container| {
            if let Some(context) = &mut container.security_context
                && context.proc_mount.is_some()
            {
                context.proc_mount = Some(DEFAULT.to_owned());
            }
        });
    }
}

/// `env[*].valueFrom.fileKeyRef`.
pub(super) mod file_key_ref {
    use super::super::note::{Fate, Note};
    use crate::kubernetes::containers::visit_containers;
    use crate::kubernetes::field::Path;
    use k8s_openapi::api::core::v1::PodSpec;

    pub(crate) fn find(spec: &PodSpec, path: &Path<'_>, note: &mut Note<'_>) {
        visit_containers(spec, path, |container, path| {
            let list = path.child("env");
            for (index, variable) in container.env.iter().enumerate() {
                let source = variable.value_from.as_ref();
                if source.is_some_and(|source| source.file_key_ref.is_some()) {
                    let path = list.index(index);
                    let path = path.child("valueFrom");
                    note(&path.child("fileKeyRef"), Fate::Dropped);
                }
            }
        });
    }

    pub(crate) fn drop(spec: &mut PodSpec) {
        in_all_containers!(spec, |container| {
            let sources = container.env.iter_mut().flatten().filter_map(|v| v.value_from.as_mut());
            sources.for_each(|source| source.file_key_ref = None);
        });
    }
}

/// `lifecycle.stopSignal`: a `lifecycle` that has nothing else goes with it.
pub(super) mod stop_signal {
    use super::super::note::{Fate, Note};
    use crate::kubernetes::containers::visit_containers;
    use crate::kubernetes::field::Path;
    use k8s_openapi::api::core::v1::{Lifecycle, PodSpec};

    pub(crate) fn find(spec: &PodSpec, path: &Path<'_>, note: &mut Note<'_>) {
        visit_containers(spec, path, |container, path| {
            let Some(lifecycle) = container.lifecycle else { return };
            if lifecycle.stop_signal.is_none() {
                return;
            }
            let path = path.child("lifecycle");
            if lifecycle.post_start.is_none() && lifecycle.pre_stop.is_none() {
                note(&path, Fate::Dropped);
            } else {
                note(&path.child("stopSignal"), Fate::Dropped);
            }
        });
    }

    pub(crate) fn drop(spec: &mut PodSpec) {
        in_all_containers!(spec, |container| {
            if let Some(lifecycle) = &mut container.lifecycle
                && lifecycle.stop_signal.take().is_some()
                && *lifecycle == Lifecycle::default()
            {
                container.lifecycle = None;
            }
        });
    }
}
