//! Resources of a pod as a whole. Mirrors `validatePodResources` of `pkg/apis/core/validation`.

use super::checks;
use super::context::PodContext;
use super::resources::{is_huge_page, validate_pod_resource_requirements};
use crate::kubernetes::field::{FieldErrors, Path};
use crate::kubernetes::release::Gate;
use crate::kubernetes::resources::{Requests, container_limits, container_requests};
use k8s_openapi::api::core::v1::{PodSpec, ResourceRequirements};

/// Checks `spec.resources`; `path` is the spec's.
pub(super) fn validate_pod_resources(
    pod: &PodContext<'_>,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let Some(resources) = &pod.spec.resources else { return };
    // What an old object has in use is kept and not looked at.
    if !pod.strictness.release.on(Gate::PodLevelResources) {
        return;
    }
    let spec_path = path;
    let path = spec_path.child("resources");
    if pod.spec.os.as_ref().is_some_and(|os| os.name == "windows") {
        return errors.forbidden(&path, "cannot be set for a Windows pod");
    }
    if resources.claims.is_some() {
        let detail = "are made by containers, not by the pod as a whole";
        errors.forbidden(&path.child("claims"), detail);
    }
    validate_pod_resource_requirements(pod, resources, &path, errors);
    validate_consistency(pod.spec, resources, spec_path, errors);
}

/// What the containers have must fit into what the pod has. Mirrors
/// `validatePodResourceConsistency`.
fn validate_consistency(
    spec: &PodSpec,
    resources: &ResourceRequirements,
    spec_path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let path = &spec_path.child("resources");
    let requests = container_requests(spec).unwrap_or_default();
    validate_sums(&requests, resources, "requests", path, errors);
    let mut limits = container_limits(spec).unwrap_or_default();
    limits.retain(|name, _| is_huge_page(name));
    validate_sums(&limits, resources, "limits", path, errors);
    let (containers, spec_containers) = (path.child("containers"), spec_path.child("containers"));
    for (index, container) in spec.containers.iter().enumerate() {
        let limits = container.resources.as_ref().and_then(|own| own.limits.as_ref());
        for (name, limit) in limits.into_iter().flatten() {
            let of_pod = resources.limits.as_ref().and_then(|limits| limits.get(name));
            let Some(of_pod) = of_pod else { continue };
            if checks::amount(limit) > checks::amount(of_pod) {
                let container_path = containers.index(index);
                let detail = format!("{} exceeds the pod's limit, {}", limit.0, of_pod.0);
                let (key, of_container) = (container_path.key(name), spec_containers.index(index));
                let resources = of_container.child("resources");
                let limits = resources.child("limits");
                errors.written_at(&key.child("limits"), &limits.key(name), |errors| {
                    errors.invalid(&key.child("limits"), detail);
                });
            }
        }
    }
}

/// Reports what the pod has less of than its containers have together.
fn validate_sums(
    sums: &Requests,
    resources: &ResourceRequirements,
    field: &str,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let of_pod = if field == "limits" { &resources.limits } else { &resources.requests };
    let list = path.child(field);
    for (name, sum) in sums {
        let Some(amount) = of_pod.as_ref().and_then(|of_pod| of_pod.get(name)) else { continue };
        if *sum > checks::amount(amount) {
            let detail = format!("{} is less than the containers have together, {sum}", amount.0);
            errors.invalid(&list.key(name), detail);
        }
    }
}
