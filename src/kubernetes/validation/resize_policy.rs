//! What a change of resources does to a running container.

use crate::kubernetes::field::{FieldErrors, Path, Reason};
use k8s_openapi::api::core::v1::ContainerResizePolicy;
use std::collections::BTreeSet;

const RESOURCES: [&str; 2] = ["cpu", "memory"];
const POLICIES: [&str; 2] = ["NotRequired", "RestartContainer"];

/// Mirrors `validateResizePolicy`, which reports all but duplicates at the list.
pub(super) fn validate_resize_policy(
    policies: &[ContainerResizePolicy],
    pod_restart_policy: Option<&str>,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let mut resources = BTreeSet::new();
    for (index, policy) in policies.iter().enumerate() {
        let resource = policy.resource_name.as_str();
        if !resources.insert(resource) {
            errors.duplicate(&path.index(index), resource);
        }
        let entry = path.index(index);
        errors.written_at(path, &entry.child("resourceName"), |errors| {
            one_of("resourceName", resource, &RESOURCES, path, errors);
        });
        errors.written_at(path, &entry.child("restartPolicy"), |errors| {
            one_of("restartPolicy", &policy.restart_policy, &POLICIES, path, errors);
        });
        if pod_restart_policy == Some("Never") && policy.restart_policy != "NotRequired" {
            errors.push(
                path,
                Reason::Invalid,
                "must be `NotRequired` in a pod that never restarts its containers",
            );
        }
    }
}

/// The path is the list's, so that the words have to name the field.
fn one_of(field: &str, value: &str, supported: &[&str], path: &Path<'_>, errors: &mut FieldErrors) {
    if value.is_empty() {
        errors.required(path, format!("`{field}` is missing; one of: {}", supported.join(", ")));
    } else if !supported.contains(&value) {
        errors.not_supported(path, value, supported);
    }
}
