//! Roles and their bindings. Mirrors `pkg/apis/rbac/validation`, after defaulting.

use super::checks;
use super::label_selector::validate_label_selector;
use super::metadata::{Naming, validate_object_meta, validate_object_meta_update};
use super::text;
use crate::kubernetes::field::{FieldErrors, Path};
use crate::kubernetes::names;
use crate::kubernetes::release::Release;
use k8s_openapi::api::rbac::v1::{
    ClusterRole, ClusterRoleBinding, PolicyRule, Role, RoleBinding, RoleRef, Subject,
};

const GROUP: &str = "rbac.authorization.k8s.io";
const SUBJECTS: [&str; 3] = ["ServiceAccount", "User", "Group"];

/// Reports what the API server would refuse of a Role. Mirrors `ValidateRole`.
pub(crate) fn validate_role(role: &Role, errors: &mut FieldErrors) {
    validate_object_meta(
        &role.metadata,
        Naming::PATH_SEGMENT,
        Release::default(),
        &Path::root("metadata"),
        errors,
    );
    validate_rules(role.rules.as_deref().unwrap_or_default(), true, errors);
}

/// Reports what the API server would refuse of a ClusterRole. Mirrors `ValidateClusterRole`.
pub(crate) fn validate_cluster_role(role: &ClusterRole, errors: &mut FieldErrors) {
    validate_object_meta(
        &role.metadata,
        Naming::PATH_SEGMENT,
        Release::default(),
        &Path::root("metadata"),
        errors,
    );
    validate_rules(role.rules.as_deref().unwrap_or_default(), false, errors);
    let Some(aggregation) = &role.aggregation_rule else { return };
    let root = Path::root("aggregationRule");
    let path = root.child("clusterRoleSelectors");
    let selectors = aggregation.cluster_role_selectors.as_deref().unwrap_or_default();
    if selectors.is_empty() {
        errors.required(&path, "needs at least one selector");
    }
    for (index, selector) in selectors.iter().enumerate() {
        validate_label_selector(selector, false, &path.index(index), errors);
    }
}

/// Mirrors `ValidatePolicyRule`.
fn validate_rules(rules: &[PolicyRule], namespaced: bool, errors: &mut FieldErrors) {
    let path = Path::root("rules");
    let is_empty = |list: &Option<Vec<String>>| list.as_ref().is_none_or(Vec::is_empty);
    for (index, rule) in rules.iter().enumerate() {
        let path = path.index(index);
        if rule.verbs.is_empty() {
            errors.required(&path.child("verbs"), "needs at least one verb, such as `get`");
        }
        if !is_empty(&rule.non_resource_urls) {
            let urls_path = path.child("nonResourceURLs");
            if namespaced {
                errors.invalid(&urls_path, "has no place in a Role; write a ClusterRole");
            }
            let lists = [&rule.api_groups, &rule.resources, &rule.resource_names];
            if !lists.into_iter().all(is_empty) {
                errors.invalid(&urls_path, "has no place beside resources; write two rules");
            }
            continue;
        }
        if is_empty(&rule.api_groups) {
            let detail = "needs at least one group; [\"\"] is that of Pods and Services";
            errors.required(&path.child("apiGroups"), detail);
        }
        if is_empty(&rule.resources) {
            let detail = "needs at least one resource, such as `pods`";
            errors.required(&path.child("resources"), detail);
        }
    }
}

/// Reports what the API server would refuse of a RoleBinding. Mirrors `ValidateRoleBinding`.
pub(crate) fn validate_role_binding(binding: &RoleBinding, errors: &mut FieldErrors) {
    validate_object_meta(
        &binding.metadata,
        Naming::PATH_SEGMENT,
        Release::default(),
        &Path::root("metadata"),
        errors,
    );
    validate_role_ref(&binding.role_ref, &["Role", "ClusterRole"], errors);
    validate_subjects(binding.subjects.as_deref().unwrap_or_default(), true, errors);
}

/// Reports what the API server would refuse of a ClusterRoleBinding. Mirrors
/// `ValidateClusterRoleBinding`.
pub(crate) fn validate_cluster_role_binding(
    binding: &ClusterRoleBinding,
    errors: &mut FieldErrors,
) {
    validate_object_meta(
        &binding.metadata,
        Naming::PATH_SEGMENT,
        Release::default(),
        &Path::root("metadata"),
        errors,
    );
    validate_role_ref(&binding.role_ref, &["ClusterRole"], errors);
    validate_subjects(binding.subjects.as_deref().unwrap_or_default(), false, errors);
}

/// Reports what the API server would refuse when a RoleBinding replaces an old one. Mirrors
/// `ValidateRoleBindingUpdate`.
pub(crate) fn validate_role_binding_update(
    new: &RoleBinding,
    old: &RoleBinding,
    errors: &mut FieldErrors,
) {
    validate_object_meta_update(&new.metadata, &old.metadata, &Path::root("metadata"), errors);
    validate_role_binding(new, errors);
    validate_same_role(&new.role_ref, &old.role_ref, errors);
}

/// Reports what the API server would refuse when a ClusterRoleBinding replaces an old one.
/// Mirrors `ValidateClusterRoleBindingUpdate`.
pub(crate) fn validate_cluster_role_binding_update(
    new: &ClusterRoleBinding,
    old: &ClusterRoleBinding,
    errors: &mut FieldErrors,
) {
    validate_object_meta_update(&new.metadata, &old.metadata, &Path::root("metadata"), errors);
    validate_cluster_role_binding(new, errors);
    validate_same_role(&new.role_ref, &old.role_ref, errors);
}

fn validate_same_role(new: &RoleRef, old: &RoleRef, errors: &mut FieldErrors) {
    if new != old {
        let detail = "cannot be changed; delete the binding and create it anew";
        errors.invalid(&Path::root("roleRef"), detail);
    }
}

fn validate_role_ref(role: &RoleRef, kinds: &[&str], errors: &mut FieldErrors) {
    let path = Path::root("roleRef");
    let group = text(&role.api_group);
    if group != GROUP {
        errors.not_supported(&path.child("apiGroup"), group, &[GROUP]);
    }
    if !kinds.contains(&role.kind.as_str()) {
        errors.not_supported(&path.child("kind"), &role.kind, kinds);
    }
    let name_path = path.child("name");
    match role.name.as_str() {
        "" => errors.required(&name_path, "name the role"),
        name => checks::report(&names::path_segment_name(name), name, &name_path, errors),
    }
}

/// Mirrors `ValidateRoleBindingSubject`.
fn validate_subjects(subjects: &[Subject], namespaced: bool, errors: &mut FieldErrors) {
    let path = Path::root("subjects");
    for (index, subject) in subjects.iter().enumerate() {
        let path = path.index(index);
        let (name_path, group_path) = (path.child("name"), path.child("apiGroup"));
        if subject.name.is_empty() {
            errors.required(&name_path, "name whom the role is given to");
        }
        let group = text(&subject.api_group);
        match subject.kind.as_str() {
            "ServiceAccount" => {
                if !subject.name.is_empty() {
                    checks::dns_subdomain(&subject.name, &name_path, errors);
                }
                if !group.is_empty() {
                    errors.not_supported(&group_path, group, &["\"\""]);
                }
                if !namespaced && text(&subject.namespace).is_empty() {
                    let detail = "name the ServiceAccount's namespace";
                    errors.required(&path.child("namespace"), detail);
                }
            }
            "User" | "Group" if group != GROUP => {
                errors.not_supported(&group_path, group, &[GROUP]);
            }
            "User" | "Group" => {}
            other => errors.not_supported(&path.child("kind"), other, &SUBJECTS),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::lines;
    use super::*;
    use crate::kubernetes::defaults::default_cluster_role_binding;

    fn rules(rules: &str) -> Vec<String> {
        let yaml = format!("{{metadata: {{name: 'a:b'}}, rules: [{rules}]}}");
        let mut errors = FieldErrors::default();
        validate_role(&serde_yaml::from_str(&yaml).unwrap(), &mut errors);
        lines(&errors)
    }

    #[test]
    fn a_rule_has_verbs_groups_and_resources() {
        assert_eq!(rules("{apiGroups: [''], resources: [pods], verbs: [get]}"), [""; 0]);
        assert_eq!(
            rules("{resources: [pods], verbs: []}"),
            ["rules[0].apiGroups Required", "rules[0].verbs Required"]
        );
        assert_eq!(
            rules("{nonResourceURLs: [/metrics], verbs: [get]}"),
            ["rules[0].nonResourceURLs Invalid"]
        );
    }

    #[test]
    fn a_cluster_wide_subject_has_a_namespace() {
        let of = |subject: &str| {
            let yaml = format!(
                "{{metadata: {{name: b}}, roleRef: {{kind: ClusterRole, name: r}}, subjects: \
                 [{subject}]}}"
            );
            let mut binding: ClusterRoleBinding = serde_yaml::from_str(&yaml).unwrap();
            default_cluster_role_binding(&mut binding);
            let mut errors = FieldErrors::default();
            validate_cluster_role_binding(&binding, &mut errors);
            lines(&errors)
        };
        assert_eq!(of("{kind: ServiceAccount, name: a, namespace: n}"), [""; 0]);
        assert_eq!(of("{kind: User, name: alice}"), [""; 0]);
        assert_eq!(of("{kind: ServiceAccount, name: a}"), ["subjects[0].namespace Required"]);
        assert_eq!(of("{kind: Role, name: a}"), ["subjects[0].kind NotSupported"]);
    }
}
