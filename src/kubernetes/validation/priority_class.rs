//! A PriorityClass. Mirrors `ValidatePriorityClass` of `pkg/apis/scheduling/validation`.

use super::metadata::{Naming, validate_object_meta, validate_object_meta_update};
use super::text;
use crate::kubernetes::field::{FieldErrors, Path};
use crate::kubernetes::release::Release;
use k8s_openapi::api::scheduling::v1::PriorityClass;

/// The highest value of a class that Kubernetes doesn't bring itself.
const HIGHEST: i32 = 1_000_000_000;

/// The classes that Kubernetes brings itself, with their values.
const SYSTEM: [(&str, i32); 2] =
    [("system-cluster-critical", 2 * HIGHEST), ("system-node-critical", 2 * HIGHEST + 1000)];

const POLICIES: [&str; 2] = ["Never", "PreemptLowerPriority"];

/// Reports what the API server would refuse on create of a PriorityClass.
pub(crate) fn validate_priority_class(class: &PriorityClass, errors: &mut FieldErrors) {
    let metadata = Path::root("metadata");
    validate_object_meta(&class.metadata, Naming::SUBDOMAIN, Release::default(), &metadata, errors);
    let (name, value) = (text(&class.metadata.name), class.value.unwrap_or_default());
    if name.starts_with("system-") {
        let known = SYSTEM.contains(&(name, value)) && class.global_default != Some(true);
        if !known {
            let detail = "`system-` begins the names of classes that Kubernetes brings itself";
            errors.forbidden(&metadata.child("name"), detail);
        }
    } else if value > HIGHEST {
        let detail = format!("may be at most {HIGHEST}: more is for Kubernetes' own classes");
        errors.forbidden(&Path::root("value"), detail);
    }
    if let Some(policy) = &class.preemption_policy
        && !POLICIES.contains(&policy.as_str())
    {
        errors.not_supported(&Path::root("preemptionPolicy"), policy, &POLICIES);
    }
}

/// Reports what the API server would refuse when a PriorityClass replaces an old one, both
/// defaulted. Mirrors `ValidatePriorityClassUpdate`.
pub(crate) fn validate_priority_class_update(
    new: &PriorityClass,
    old: &PriorityClass,
    errors: &mut FieldErrors,
) {
    validate_object_meta_update(&new.metadata, &old.metadata, &Path::root("metadata"), errors);
    let detail = "cannot be changed; give the changed PriorityClass a new name";
    if new.value.unwrap_or_default() != old.value.unwrap_or_default() {
        errors.forbidden(&Path::root("value"), detail);
    }
    if new.preemption_policy != old.preemption_policy {
        errors.invalid(&Path::root("preemptionPolicy"), detail);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::lines;
    use super::*;

    fn of(name: &str, fields: &str) -> Vec<String> {
        let yaml = format!("{{metadata: {{name: {name}}}, {fields}}}");
        let mut errors = FieldErrors::default();
        validate_priority_class(&serde_yaml::from_str(&yaml).unwrap(), &mut errors);
        lines(&errors)
    }

    #[test]
    fn values_and_names_of_kubernetes_are_its_own() {
        assert_eq!(of("high", "value: 1000000000"), [""; 0]);
        assert_eq!(of("high", "value: 1000000001"), ["value Forbidden"]);
        assert_eq!(of("system-mine", "value: 1"), ["metadata.name Forbidden"]);
        assert_eq!(of("system-cluster-critical", "value: 2000000000"), [""; 0]);
        assert_eq!(of("low", "preemptionPolicy: never"), ["preemptionPolicy NotSupported"]);
    }
}
