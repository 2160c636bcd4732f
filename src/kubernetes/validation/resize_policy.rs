//! What a change of resources does to a running container.

use super::checks;
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
            checks::one_of(Some(resource), &RESOURCES, path, errors);
        });
        errors.written_at(path, &entry.child("restartPolicy"), |errors| {
            checks::one_of(Some(&policy.restart_policy), &POLICIES, path, errors);
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
