//! Objects that workloads lean on. Mirrors `SetDefaults_LimitRangeItem` of
//! `pkg/apis/core/v1/defaults.go`, `SetDefaults_PriorityClass` of `pkg/apis/scheduling/v1`, and
//! `SetDefaults_RoleBinding`, `_ClusterRoleBinding` and `_Subject` of `pkg/apis/rbac/v1`.

use super::set_if_empty;
use k8s_openapi::api::core::v1::LimitRange;
use k8s_openapi::api::rbac::v1::{ClusterRoleBinding, RoleBinding, RoleRef, Subject};
use k8s_openapi::api::scheduling::v1::PriorityClass;

const RBAC: &str = "rbac.authorization.k8s.io";

/// Fills in what the limits of containers leave out: the limit from the most, the request from the
/// limit, or else from the least.
pub(crate) fn default_limit_range(range: &mut LimitRange) {
    let items = range.spec.iter_mut().flat_map(|spec| &mut spec.limits);
    for item in items.filter(|item| item.type_ == "Container") {
        let default = item.default.get_or_insert_default();
        for (name, most) in item.max.iter().flatten() {
            default.entry(name.clone()).or_insert_with(|| most.clone());
        }
        let request = item.default_request.get_or_insert_default();
        for (name, amount) in default.iter().chain(item.min.iter().flatten()) {
            request.entry(name.clone()).or_insert_with(|| amount.clone());
        }
    }
}

/// Fills in a PriorityClass's defaults.
pub(crate) fn default_priority_class(class: &mut PriorityClass) {
    class.preemption_policy.get_or_insert_with(|| "PreemptLowerPriority".to_owned());
}

/// Fills in a RoleBinding's defaults.
pub(crate) fn default_role_binding(binding: &mut RoleBinding) {
    default_binding(&mut binding.role_ref, &mut binding.subjects);
}

/// Fills in a ClusterRoleBinding's defaults.
pub(crate) fn default_cluster_role_binding(binding: &mut ClusterRoleBinding) {
    default_binding(&mut binding.role_ref, &mut binding.subjects);
}

fn default_binding(role: &mut RoleRef, subjects: &mut Option<Vec<Subject>>) {
    set_if_empty(&mut role.api_group, RBAC);
    let subjects = subjects.iter_mut().flatten();
    for subject in subjects.filter(|subject| matches!(&*subject.kind, "User" | "Group")) {
        set_if_empty(&mut subject.api_group, RBAC);
    }
}
