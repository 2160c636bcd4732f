//! Fields of the pod spec itself.

/// An optional field of the spec, or of its security context.
macro_rules! optional {
    ($(#[$doc:meta])* $module:ident, $field:ident, $name:literal) => {
        $(#[$doc])*
        pub(super) mod $module {
                        use super::super::note::{Fate, Note};
            use crate::kubernetes::field::Path;
            use k8s_openapi::api::core::v1::PodSpec;

            pub(crate) fn find(spec: &PodSpec, path: &Path<'_>, note: &mut Note<'_>) {
                if spec.$field.is_some() {
                    note(&path.child($name), Fate::Dropped);
                }
            }

            pub(crate) fn drop(spec: &mut PodSpec) {
                spec.$field = None;
            }
        }
    };
    ($(#[$doc:meta])* $module:ident, security_context.$field:ident, $name:literal) => {
        $(#[$doc])*
        pub(super) mod $module {
                        use super::super::note::{Fate, Note};
            use crate::kubernetes::field::Path;
            use k8s_openapi::api::core::v1::PodSpec;

            pub(crate) fn find(spec: &PodSpec, path: &Path<'_>, note: &mut Note<'_>) {
                let context = spec.security_context.as_ref();
                if context.is_some_and(|context| context.$field.is_some()) {
                    let path = path.child("securityContext");
                    note(&path.child($name), Fate::Dropped);
                }
            }

            pub(crate) fn drop(spec: &mut PodSpec) {
                if let Some(context) = &mut spec.security_context {
                    context.$field = None;
                }
            }
        }
    };
}

optional!(
    /// `hostUsers`.
    host_users, host_users, "hostUsers"
);
optional!(
    /// `hostnameOverride`.
    hostname_override, hostname_override, "hostnameOverride"
);
optional!(
    /// `schedulingGroup`.
    scheduling_group, scheduling_group, "schedulingGroup"
);
optional!(
    /// `securityContext.supplementalGroupsPolicy`.
    supplemental_groups_policy,
    security_context.supplemental_groups_policy,
    "supplementalGroupsPolicy"
);
optional!(
    /// `securityContext.seLinuxChangePolicy`.
    se_linux_change_policy,
    security_context.se_linux_change_policy,
    "seLinuxChangePolicy"
);

/// `evictionResponders`.
pub(super) mod eviction_responders {
    use super::super::note::{Fate, Note};
    use crate::kubernetes::field::Path;
    use k8s_openapi::api::core::v1::PodSpec;

    pub(crate) fn find(spec: &PodSpec, path: &Path<'_>, note: &mut Note<'_>) {
        if spec.eviction_responders.as_ref().is_some_and(|all| !all.is_empty()) {
            note(&path.child("evictionResponders"), Fate::Dropped);
        }
    }

    pub(crate) fn drop(spec: &mut PodSpec) {
        spec.eviction_responders = None;
    }
}

/// `resources` of the pod as a whole.
pub(super) mod resources {
    use super::super::note::{Fate, Note};
    use crate::kubernetes::field::Path;
    use k8s_openapi::api::core::v1::PodSpec;

    pub(crate) fn find(spec: &PodSpec, path: &Path<'_>, note: &mut Note<'_>) {
        if spec.resources.is_some() {
            note(&path.child("resources"), Fate::Dropped);
        }
    }

    /// Mirrors `podLevelResourcesInUse`.
    pub(crate) fn in_use(spec: &PodSpec) -> bool {
        let some = |amounts: &Option<std::collections::BTreeMap<_, _>>| {
            amounts.as_ref().is_some_and(|amounts| !amounts.is_empty())
        };
        spec.resources.as_ref().is_some_and(|own| some(&own.requests) || some(&own.limits))
    }

    pub(crate) fn drop(spec: &mut PodSpec) {
        spec.resources = None;
    }
}

/// `resourceClaims`, and what containers use of them.
pub(super) mod claims {
    use super::super::container::in_all_containers;
    use super::super::note::{Fate, Note};
    use crate::kubernetes::containers::visit_containers;
    use crate::kubernetes::field::Path;
    use k8s_openapi::api::core::v1::PodSpec;

    pub(crate) fn find(spec: &PodSpec, path: &Path<'_>, note: &mut Note<'_>) {
        if in_use(spec) {
            note(&path.child("resourceClaims"), Fate::Dropped);
        }
        visit_containers(spec, path, |container, path| {
            let claims = container.resources.and_then(|resources| resources.claims.as_ref());
            if claims.is_some_and(|claims| !claims.is_empty()) {
                note(&path.child("resources").child("claims"), Fate::Dropped);
            }
        });
    }

    /// Mirrors `dynamicResourceAllocationInUse`.
    pub(crate) fn in_use(spec: &PodSpec) -> bool {
        spec.resource_claims.as_ref().is_some_and(|claims| !claims.is_empty())
    }

    pub(crate) fn drop(spec: &mut PodSpec) {
        spec.resource_claims = None;
        in_all_containers!(spec, |container| {
            if let Some(resources) = &mut container.resources {
                resources.claims = None;
            }
        });
    }
}
