//! Resources of a pod as a whole. Mirrors `validatePodResources` of `pkg/apis/core/validation`.

use super::checks;
use super::context::PodContext;
use super::resources::{is_huge_page, validate_pod_resource_requirements};
use crate::kubernetes::field::{FieldErrors, Path};
use crate::kubernetes::release::{Change, Gate, Release};
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
    let release = pod.strictness.release;
    let may_leave_out = release.has(Change::PodsMayLeaveOutRequests);
    if may_leave_out && pod.spec.os.as_ref().is_some_and(|os| os.name == "windows") {
        return errors.forbidden(&path, "cannot be set for a Windows pod");
    }
    if resources.claims.is_some() {
        let detail = "are made by containers, not by the pod as a whole";
        errors.forbidden(&path.child("claims"), detail);
    }
    validate_pod_resource_requirements(pod, resources, &path, errors);
    validate_consistency(pod.spec, resources, release, spec_path, errors);
}

/// What the containers have must fit into what the pod has. Mirrors
/// `validatePodResourceConsistency`.
fn validate_consistency(
    spec: &PodSpec,
    resources: &ResourceRequirements,
    release: Release,
    spec_path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let path = &spec_path.child("resources");
    let requests = container_requests(spec).unwrap_or_default();
    validate_sums(&requests, resources, "requests", path, errors);
    if release.has(Change::PodsMayLeaveOutRequests) {
        let mut limits = container_limits(spec).unwrap_or_default();
        limits.retain(|name, _| is_huge_page(name));
        validate_sums(&limits, resources, "limits", path, errors);
    } else {
        validate_nothing_left_out(&requests, resources, path, errors);
    }
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

/// Reports what containers ask for and the pod as a whole doesn't: older versions take that for a
/// request of nothing.
fn validate_nothing_left_out(
    sums: &Requests,
    resources: &ResourceRequirements,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let list = path.child("requests");
    let of_pod = |name: &String| resources.requests.as_ref().and_then(|own| own.get(name));
    for (name, sum) in sums.iter().filter(|(name, sum)| of_pod(name).is_none() && sum.sign() > 0) {
        let detail = format!("is missing, which is less than the containers have together, {sum}");
        errors.written_at(&list.key(name), path, |errors| errors.invalid(&list.key(name), detail));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kubernetes::release::Version;
    use crate::kubernetes::validation::testing::of_pod_spec_in;

    fn of(version: Version, fields: &str) -> Vec<String> {
        let release = Release::new(version).with(Gate::PodLevelResources, true).unwrap();
        of_pod_spec_in(release, fields)
    }

    #[test]
    fn what_a_pod_leaves_out_was_nothing_once() {
        let pod = "resources: {limits: {cpu: 2}}, containers: [{name: c, image: i, resources: \
                   {requests: {cpu: 100m, ephemeral-storage: 1Gi, memory: 0}}}]";
        let left_out =
            ["resources.requests[cpu] Invalid", "resources.requests[ephemeral-storage] Invalid"];
        let pod = format!("{{{pod}}}");
        assert_eq!(of(Version::V1_32, &pod), left_out);
        assert_eq!(of(Version::V1_33, &pod), left_out);
        assert_eq!(of(Version::V1_34, &pod), [""; 0]);
    }

    #[test]
    fn huge_pages_and_windows_by_version() {
        let pages = "{resources: {requests: {cpu: 1, hugepages-2Mi: 4Mi}, limits: {cpu: 1, \
                     hugepages-2Mi: 4Mi}}}";
        let both = [
            "resources.limits[hugepages-2Mi] NotSupported",
            "resources.requests[hugepages-2Mi] NotSupported",
        ];
        assert_eq!(of(Version::V1_32, pages), both);
        assert_eq!(of(Version::V1_33, pages), [""; 0]);
        let windows = "{os: {name: windows}, resources: {requests: {cpu: 1}}}";
        assert_eq!(of(Version::V1_33, windows), [""; 0]);
        assert_eq!(of(Version::V1_34, windows), ["resources Forbidden"]);
    }
}
