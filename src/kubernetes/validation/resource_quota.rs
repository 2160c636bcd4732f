//! A ResourceQuota. Mirrors `ValidateResourceQuota` of `pkg/apis/core/validation`.

use super::checks;
use super::metadata::{Naming, validate_object_meta};
use super::resources::{quota_resource_name, validate_quantity_value};
use crate::kubernetes::field::{FieldErrors, Path};
use crate::kubernetes::release::Release;
use k8s_openapi::api::core::v1::{
    ResourceQuota, ResourceQuotaSpec, ScopedResourceSelectorRequirement,
};

const SCOPES: [&str; 7] = [
    "BestEffort",
    "CrossNamespacePodAffinity",
    "NotBestEffort",
    "NotTerminating",
    "PriorityClass",
    "Terminating",
    "VolumeAttributesClass",
];

/// Scopes that no object is in both of.
const OPPOSITES: [[&str; 2]; 2] =
    [["BestEffort", "NotBestEffort"], ["Terminating", "NotTerminating"]];

const COMPUTE: [&str; 6] =
    ["cpu", "memory", "limits.cpu", "limits.memory", "requests.cpu", "requests.memory"];

/// Reports what the API server would refuse of a ResourceQuota.
pub(crate) fn validate_resource_quota(quota: &ResourceQuota, errors: &mut FieldErrors) {
    validate_object_meta(
        &quota.metadata,
        Naming::SUBDOMAIN,
        Release::default(),
        &Path::root("metadata"),
        errors,
    );
    let Some(spec) = &quota.spec else { return };
    let path = Path::root("spec");
    let hard_path = path.child("hard");
    for (name, amount) in spec.hard.iter().flatten() {
        let path = hard_path.key(name);
        quota_resource_name(name, &path, errors);
        validate_quantity_value(name, &checks::amount(amount), &amount.0, &path, errors);
    }
    let scopes: Vec<&str> = spec.scopes.iter().flatten().map(String::as_str).collect();
    let scopes_path = path.child("scopes");
    for scope in &scopes {
        if !SCOPES.contains(scope) {
            let known = SCOPES.join(", ");
            errors.invalid(&scopes_path, format!("`{scope}` is not a scope; one of: {known}"));
        }
        validate_scope_fits(spec, scope, &scopes_path, errors);
    }
    validate_opposites(&scopes, &scopes_path, errors);
    if let Some(selector) = &spec.scope_selector {
        let selector_path = path.child("scopeSelector");
        let path = selector_path.child("matchExpressions");
        let requirements = selector.match_expressions.as_deref().unwrap_or_default();
        for (index, requirement) in requirements.iter().enumerate() {
            errors.written_at(&path, &path.index(index), |errors| {
                validate_requirement(spec, requirement, &path, errors);
            });
        }
        let scopes: Vec<&str> = requirements.iter().map(|one| one.scope_name.as_str()).collect();
        validate_opposites(&scopes, &path, errors);
    }
}

fn validate_opposites(scopes: &[&str], path: &Path<'_>, errors: &mut FieldErrors) {
    for [one, other] in OPPOSITES {
        if scopes.contains(&one) && scopes.contains(&other) {
            errors.invalid(path, format!("`{one}` and `{other}` exclude each other"));
        }
    }
}

/// Mirrors `IsResourceQuotaScopeValidForResource`.
fn validate_scope_fits(
    spec: &ResourceQuotaSpec,
    scope: &str,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let fits = |name: &str| match scope {
        "BestEffort" => name == "pods",
        "VolumeAttributesClass" => matches!(name, "persistentvolumeclaims" | "requests.storage"),
        scope if SCOPES.contains(&scope) => name == "pods" || COMPUTE.contains(&name),
        _ => true,
    };
    let standard = |name: &&String| !name.contains('/');
    let names = spec.hard.iter().flat_map(|hard| hard.keys());
    for name in names.filter(standard).filter(|name| !fits(name)) {
        errors.invalid(path, format!("`{scope}` doesn't go with `{name}`"));
    }
}

/// Mirrors `validateScopedResourceSelectorRequirement`.
fn validate_requirement(
    spec: &ResourceQuotaSpec,
    requirement: &ScopedResourceSelectorRequirement,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let ScopedResourceSelectorRequirement { operator, scope_name, values } = requirement;
    let values = values.as_deref().unwrap_or_default();
    if !SCOPES.contains(&scope_name.as_str()) {
        let detail = format!("`{scope_name}` is not a scope; one of: {}", SCOPES.join(", "));
        errors.invalid(&path.child("scopeName"), detail);
    }
    validate_scope_fits(spec, scope_name, path, errors);
    let with_values = matches!(scope_name.as_str(), "PriorityClass" | "VolumeAttributesClass");
    let known = SCOPES.contains(&scope_name.as_str());
    if known && !with_values && operator != "Exists" {
        let detail = format!("must be `Exists` for the scope {scope_name}");
        errors.invalid(&path.child("operator"), detail);
    }
    match operator.as_str() {
        "In" | "NotIn" if values.is_empty() => {
            errors
                .required(&path.child("values"), format!("`{operator}` needs at least one value"));
        }
        "Exists" | "DoesNotExist" if !values.is_empty() => {
            errors.invalid(&path.child("values"), format!("`{operator}` takes no values"));
        }
        "In" | "NotIn" | "Exists" | "DoesNotExist" => {}
        other => {
            let detail = checks::no_operator(other, "In, NotIn, Exists, DoesNotExist");
            errors.invalid(&path.child("operator"), detail);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::lines;
    use super::*;

    fn of(spec: &str) -> Vec<String> {
        let yaml = format!("{{metadata: {{name: q}}, spec: {spec}}}");
        let mut errors = FieldErrors::default();
        validate_resource_quota(&serde_yaml::from_str(&yaml).unwrap(), &mut errors);
        lines(&errors)
    }

    #[test]
    fn resources_and_scopes() {
        for (spec, expected) in [
            ("{hard: {pods: '10', requests.cpu: '1', count/deployments.apps: '2'}}", &[][..]),
            ("{hard: {request.cpu: '1'}}", &["spec.hard[request.cpu] Invalid"]),
            ("{hard: {pods: '-1'}}", &["spec.hard[pods] Invalid"]),
            ("{hard: {pods: 500m}}", &["spec.hard[pods] Invalid"]),
            ("{hard: {services: '1'}, scopes: [BestEffort]}", &["spec.scopes Invalid"]),
            (
                "{hard: {pods: '1'}, scopes: [Terminating, NotTerminating]}",
                &["spec.scopes Invalid"],
            ),
            (
                "{hard: {pods: '1'}, scopeSelector: {matchExpressions: \
                 [{scopeName: PriorityClass, operator: In}]}}",
                &["spec.scopeSelector.matchExpressions.values Required"],
            ),
        ] {
            assert_eq!(of(spec), expected, "{spec}");
        }
    }
}
