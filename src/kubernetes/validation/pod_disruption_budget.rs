//! A PodDisruptionBudget. Mirrors `ValidatePodDisruptionBudget` of `pkg/apis/policy/validation`.

use super::int_or_percent::validate_share;
use super::label_selector::validate_label_selector;
use super::metadata::{Naming, validate_object_meta};
use crate::kubernetes::field::{FieldErrors, Path};
use crate::kubernetes::release::Release;
use k8s_openapi::api::policy::v1::PodDisruptionBudget;

const EVICTION_POLICIES: [&str; 2] = ["AlwaysAllow", "IfHealthyBudget"];

/// Reports what the API server would refuse of a PodDisruptionBudget.
pub(crate) fn validate_pod_disruption_budget(
    budget: &PodDisruptionBudget,
    errors: &mut FieldErrors,
) {
    validate_object_meta(
        &budget.metadata,
        Naming::SUBDOMAIN,
        Release::default(),
        &Path::root("metadata"),
        errors,
    );
    let Some(spec) = &budget.spec else { return };
    let path = Path::root("spec");
    if spec.min_available.is_some() && spec.max_unavailable.is_some() {
        errors.invalid(&path, "takes `minAvailable` or `maxUnavailable`, not both");
    }
    for (field, bound) in
        [("minAvailable", &spec.min_available), ("maxUnavailable", &spec.max_unavailable)]
    {
        if let Some(bound) = bound {
            validate_share(bound, &path.child(field), errors);
        }
    }
    if let Some(selector) = &spec.selector {
        validate_label_selector(selector, false, &path.child("selector"), errors);
    }
    if let Some(policy) = &spec.unhealthy_pod_eviction_policy
        && !EVICTION_POLICIES.contains(&policy.as_str())
    {
        let path = path.child("unhealthyPodEvictionPolicy");
        errors.not_supported(&path, policy, &EVICTION_POLICIES);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::lines;
    use super::*;

    fn of(spec: &str) -> Vec<String> {
        let yaml = format!("{{metadata: {{name: p}}, spec: {spec}}}");
        let mut errors = FieldErrors::default();
        validate_pod_disruption_budget(&serde_yaml::from_str(&yaml).unwrap(), &mut errors);
        lines(&errors)
    }

    #[test]
    fn one_bound_and_no_more() {
        assert_eq!(of("{minAvailable: 50%}"), [""; 0]);
        assert_eq!(of("{minAvailable: 1, maxUnavailable: 1}"), ["spec Invalid"]);
        assert_eq!(of("{minAvailable: 150%}"), ["spec.minAvailable Invalid"]);
        assert_eq!(of("{maxUnavailable: '1'}"), ["spec.maxUnavailable Invalid"]);
    }
}
