//! A Namespace. Mirrors `ValidateNamespace` of `pkg/apis/core/validation`, and what Pod Security
//! admission says of a new one's labels (`PolicyToEvaluate` of `k8s.io/pod-security-admission`).

use super::checks;
use super::metadata::{Naming, validate_object_meta, validate_object_meta_update};
use crate::kubernetes::field::{FieldErrors, Path};
use crate::kubernetes::names;
use crate::kubernetes::release::Release;
use k8s_openapi::api::core::v1::Namespace;

const LEVELS: [&str; 3] = ["privileged", "baseline", "restricted"];

/// Reports what the API server would refuse on create of a Namespace.
pub(crate) fn validate_namespace(namespace: &Namespace, errors: &mut FieldErrors) {
    validate_object_meta(
        &namespace.metadata,
        Naming::LABEL,
        Release::default(),
        &Path::root("metadata"),
        errors,
    );
    validate_finalizers(namespace, errors);
    validate_pod_security(namespace, errors);
}

/// Reports what the API server would refuse when a Namespace replaces an old one. Labels of Pod
/// Security that were wrong before may stay.
pub(crate) fn validate_namespace_update(
    new: &Namespace,
    old: &Namespace,
    errors: &mut FieldErrors,
) {
    validate_object_meta_update(&new.metadata, &old.metadata, &Path::root("metadata"), errors);
    validate_finalizers(new, errors);
    if new.metadata.labels != old.metadata.labels {
        validate_pod_security(new, errors);
    }
}

fn validate_finalizers(namespace: &Namespace, errors: &mut FieldErrors) {
    let root = Path::root("spec");
    let path = root.child("finalizers");
    let finalizers = namespace.spec.as_ref().and_then(|spec| spec.finalizers.as_deref());
    for (index, finalizer) in finalizers.unwrap_or_default().iter().enumerate() {
        errors.written_at(&path, &path.index(index), |errors| {
            checks::report(&names::qualified_name(finalizer), finalizer, &path, errors);
            if !finalizer.contains('/') && finalizer != "kubernetes" {
                errors.invalid(&path, format!("`{finalizer}` needs a domain, as in `a.b/c`"));
            }
        });
    }
}

/// The labels that say how strict Pod Security is.
fn validate_pod_security(namespace: &Namespace, errors: &mut FieldErrors) {
    let metadata = Path::root("metadata");
    let path = metadata.child("labels");
    for (key, value) in namespace.metadata.labels.iter().flatten() {
        let Some(what) = key.strip_prefix("pod-security.kubernetes.io/") else { continue };
        let path = path.key(key);
        match what {
            "enforce" | "audit" | "warn" if !LEVELS.contains(&value.as_str()) => {
                let levels = LEVELS.join(", ");
                errors.invalid(&path, format!("`{value}` is not a level; one of: {levels}"));
            }
            "enforce-version" | "audit-version" | "warn-version" if !is_version(value) => {
                let detail = format!("`{value}` is not a version, such as `latest` or `v1.36`");
                errors.invalid(&path, detail);
            }
            _ => {}
        }
    }
}

fn is_version(value: &str) -> bool {
    let minor = value.strip_prefix("v1.").unwrap_or_default();
    let is_number = !minor.is_empty() && minor.bytes().all(|byte| byte.is_ascii_digit());
    value == "latest" || is_number && (minor == "0" || !minor.starts_with('0'))
}

#[cfg(test)]
mod tests {
    use super::super::testing::lines;
    use super::*;

    fn of(labels: &str) -> Vec<String> {
        let yaml = format!("{{metadata: {{name: n, labels: {{{labels}}}}}}}");
        let mut errors = FieldErrors::default();
        validate_namespace(&serde_yaml::from_str(&yaml).unwrap(), &mut errors);
        lines(&errors)
    }

    #[test]
    fn labels_of_pod_security() {
        let key = "pod-security.kubernetes.io";
        assert_eq!(of(&format!("{key}/enforce: baseline, {key}/warn-version: v1.30")), [""; 0]);
        let wrong = format!("metadata.labels[{key}/enforce] Invalid");
        assert_eq!(of(&format!("{key}/enforce: strict")), [wrong]);
        let wrong = format!("metadata.labels[{key}/enforce-version] Invalid");
        assert_eq!(of(&format!("{key}/enforce-version: '1.30'")), [wrong]);
    }
}
