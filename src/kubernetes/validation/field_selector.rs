//! Fields of the pod and resources of its containers, as variables and files show them.
//!
//! Mirrors `validateObjectFieldSelector` and `validateContainerResourceFieldSelector`.

use super::checks;
use crate::kubernetes::field::{FieldErrors, Path};
use crate::kubernetes::names;
use crate::kubernetes::quantity::canonical;
use k8s_openapi::api::core::v1::{ObjectFieldSelector, ResourceFieldSelector};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity as ApiQuantity;

/// Fields of the pod that a variable may show (`validEnvDownwardAPIFieldPathExpressions`).
pub(super) const ENV_FIELD_PATHS: [&str; 9] = [
    "metadata.name",
    "metadata.namespace",
    "metadata.uid",
    "spec.nodeName",
    "spec.serviceAccountName",
    "status.hostIP",
    "status.hostIPs",
    "status.podIP",
    "status.podIPs",
];

/// Fields of the pod that a volume's file may show
/// (`validVolumeDownwardAPIFieldPathExpressions`).
pub(super) const VOLUME_FIELD_PATHS: [&str; 5] = [
    "metadata.annotations",
    "metadata.labels",
    "metadata.name",
    "metadata.namespace",
    "metadata.uid",
];

/// Fields that `ConvertDownwardAPIFieldLabel` of `pkg/apis/core/pods` knows.
const KNOWN_FIELD_PATHS: [&str; 14] = [
    "metadata.annotations",
    "metadata.labels",
    "metadata.name",
    "metadata.namespace",
    "metadata.uid",
    "spec.nodeName",
    "spec.restartPolicy",
    "spec.serviceAccountName",
    "spec.schedulerName",
    "status.phase",
    "status.hostIP",
    "status.hostIPs",
    "status.podIP",
    "status.podIPs",
];

/// `validContainerResourceFieldPathExpressions`.
const CONTAINER_RESOURCES: [&str; 6] = [
    "limits.cpu",
    "limits.ephemeral-storage",
    "limits.memory",
    "requests.cpu",
    "requests.ephemeral-storage",
    "requests.memory",
];

/// Divisors of sizes; a number of CPUs has `1m` and `1`.
const SIZE_DIVISORS: [&str; 13] =
    ["1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei"];

/// Mirrors `validateObjectFieldSelector`. `supported` is what may be named without a subscript.
pub(super) fn validate_object_field_selector(
    selector: &ObjectFieldSelector,
    supported: &[&str],
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let version = selector.api_version.as_deref().unwrap_or_default();
    if version.is_empty() {
        errors.required(&path.child("apiVersion"), "give the version, `v1`");
        return;
    }
    if selector.field_path.is_empty() {
        errors.required(&path.child("fieldPath"), "name the field, such as `spec.nodeName`");
        return;
    }
    let field = selector.field_path.as_str();
    let at = path.child("fieldPath");
    if version != "v1" {
        errors.invalid(&at, format!("a pod has no version `{version}`; it is `v1`"));
        return;
    }
    match split_subscript(field) {
        Some(("metadata.annotations", key)) => {
            checks::qualified_name(&names::lower_case(key), path, errors);
        }
        Some(("metadata.labels", key)) => checks::qualified_name(key, path, errors),
        Some((field, _)) => {
            let detail = format!(
                "`{field}` has no `['…']`; only `metadata.labels` and `metadata.annotations` do"
            );
            errors.invalid(&at, detail);
        }
        // The name of this field in the first clients, which the API server still takes.
        None if field == "spec.host" && supported.contains(&"spec.nodeName") => {}
        None if supported.contains(&field) => {}
        None if field == "spec.host" || KNOWN_FIELD_PATHS.contains(&field) => {
            errors.not_supported(&at, field, supported);
        }
        None => {
            let detail =
                format!("a pod has no field `{field}` to show; one of: {}", supported.join(", "));
            errors.invalid(&at, detail);
        }
    }
}

/// Takes `metadata.labels['app']` apart. Mirrors `SplitMaybeSubscriptedPath` of `pkg/fieldpath`.
fn split_subscript(path: &str) -> Option<(&str, &str)> {
    path.strip_suffix("']")?.split_once("['").filter(|(field, _)| !field.is_empty())
}

/// Mirrors `validateContainerResourceFieldSelector`: a volume's file must say of which container.
pub(super) fn validate_resource_field_selector(
    selector: &ResourceFieldSelector,
    in_volume: bool,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let resource = selector.resource.as_str();
    if in_volume && selector.container_name.as_deref().unwrap_or_default().is_empty() {
        errors.required(&path.child("containerName"), "name the container whose resource it is");
    } else if resource.is_empty() {
        errors.required(&path.child("resource"), "name the resource, such as `limits.memory`");
    } else if !CONTAINER_RESOURCES.contains(&resource) && !is_huge_page(resource) {
        errors.not_supported(&path.child("resource"), resource, &CONTAINER_RESOURCES);
    }
    if let Some(divisor) = &selector.divisor {
        validate_divisor(resource, divisor, &path.child("divisor"), errors);
    }
}

fn is_huge_page(resource: &str) -> bool {
    resource.starts_with("limits.hugepages-") || resource.starts_with("requests.hugepages-")
}

/// Mirrors `validateContainerResourceDivisor`: the divisor's canonical form must be in the list.
fn validate_divisor(
    resource: &str,
    divisor: &ApiQuantity,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let divisors: &[&str] = match resource {
        _ if checks::amount(divisor).is_zero() => return,
        "limits.cpu" | "requests.cpu" => &["1m", "1"],
        resource if CONTAINER_RESOURCES.contains(&resource) || is_huge_page(resource) => {
            &SIZE_DIVISORS
        }
        _ => return,
    };
    let written = canonical(divisor.0.trim()).unwrap_or_default();
    if !divisors.contains(&written.as_str()) {
        let detail = format!("cannot divide by `{written}`; one of: {}", divisors.join(", "));
        errors.invalid(path, detail);
    }
}

#[cfg(test)]
mod tests {
    use crate::kubernetes::validation::testing::{assert_table, of_container, of_volume};

    /// What is wrong with a variable `A` that also has these fields.
    fn of_variable(fields: &str) -> Vec<String> {
        of_container(&format!("env: [{{name: A, {fields}}}]"))
            .into_iter()
            .map(|line| line.trim_start_matches("env[0].").replace("valueFrom", "*"))
            .collect()
    }

    #[test]
    fn fields_of_the_pod() {
        assert_table(
            of_variable,
            &[
                ("valueFrom: {fieldRef: {}}", &["*.fieldRef.fieldPath Required"]),
                ("valueFrom: {fieldRef: {fieldPath: spec.host}}", &[]),
                ("valueFrom: {fieldRef: {fieldPath: \"metadata.labels['a.b/c']\"}}", &[]),
                ("valueFrom: {fieldRef: {fieldPath: \"metadata.annotations['A.b/C']\"}}", &[]),
                (
                    "valueFrom: {fieldRef: {fieldPath: \"metadata.labels['A.b/C']\"}}",
                    &["*.fieldRef Invalid"],
                ),
                (
                    "valueFrom: {fieldRef: {fieldPath: \"metadata.labels['']\"}}",
                    &["*.fieldRef Invalid"],
                ),
                (
                    "valueFrom: {fieldRef: {fieldPath: \"metadata.name['a']\"}}",
                    &["*.fieldRef.fieldPath Invalid"],
                ),
                (
                    "valueFrom: {fieldRef: {fieldPath: \"['a']\"}}",
                    &["*.fieldRef.fieldPath Invalid"],
                ),
                (
                    "valueFrom: {fieldRef: {fieldPath: metadata.labels}}",
                    &["*.fieldRef.fieldPath NotSupported"],
                ),
                (
                    "valueFrom: {fieldRef: {fieldPath: status.phase}}",
                    &["*.fieldRef.fieldPath NotSupported"],
                ),
                (
                    "valueFrom: {fieldRef: {fieldPath: spec.nodename}}",
                    &["*.fieldRef.fieldPath Invalid"],
                ),
                (
                    "valueFrom: {fieldRef: {apiVersion: v2, fieldPath: spec.nodeName}}",
                    &["*.fieldRef.fieldPath Invalid"],
                ),
            ],
        );
        assert_eq!(
            of_volume("downwardAPI: {items: [{path: a, fieldRef: {fieldPath: spec.host}}]}"),
            ["downwardAPI.fieldRef.fieldPath NotSupported"]
        );
    }

    #[test]
    fn resources_of_a_container() {
        let of = |resource: &str, divisor: &str| {
            of_variable(&format!(
                "valueFrom: {{resourceFieldRef: {{resource: '{resource}', divisor: {divisor}}}}}"
            ))
            .join(", ")
        };
        let (wrong_divisor, wrong_resource) =
            ("*.resourceFieldRef.divisor Invalid", "*.resourceFieldRef.resource NotSupported");
        assert_eq!(of("", "0"), "*.resourceFieldRef.resource Required");
        assert_eq!(of("limits.cpu", "1m"), "");
        assert_eq!(of("limits.cpu", "1000m"), "");
        assert_eq!(of("requests.cpu", "1k"), wrong_divisor);
        assert_eq!(of("limits.memory", "1024Ki"), "");
        assert_eq!(of("limits.memory", "10"), wrong_divisor);
        assert_eq!(of("requests.ephemeral-storage", "1m"), wrong_divisor);
        assert_eq!(of("requests.hugepages-2Mi", "2Mi"), wrong_divisor);
        assert_eq!(of("limits.hugepages-", "1Mi"), "");
        assert_eq!(of("limits.nvidia.com/gpu", "7"), wrong_resource);
    }
}
