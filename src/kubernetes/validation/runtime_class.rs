//! A RuntimeClass. Mirrors `ValidateRuntimeClass` of `pkg/apis/node/validation`.

use super::checks;
use super::metadata::{Naming, validate_labels, validate_object_meta, validate_object_meta_update};
use super::resources::validate_overhead;
use super::strictness::Strictness;
use super::toleration::validate_tolerations;
use crate::kubernetes::field::{FieldErrors, Path};
use crate::kubernetes::release::{Change, Release};
use k8s_openapi::api::node::v1::RuntimeClass;
use std::collections::BTreeSet;

/// Reports what the API server would refuse on create of a RuntimeClass.
pub(crate) fn validate_runtime_class(
    class: &RuntimeClass,
    release: Release,
    errors: &mut FieldErrors,
) {
    validate_object_meta(
        &class.metadata,
        Naming::SUBDOMAIN,
        release,
        &Path::root("metadata"),
        errors,
    );
    let strictness = Strictness::of_create(release);
    let path = Path::root("handler");
    match class.handler.as_str() {
        "" if release.has(Change::HandlersAreRequired) => {
            errors.required(&path, "name the handler of the container runtime");
        }
        handler => checks::dns_label(handler, &path, errors),
    }
    let overhead_path = Path::root("overhead");
    if let Some(fixed) = class.overhead.as_ref().and_then(|overhead| overhead.pod_fixed.as_ref()) {
        let (named, written) = (overhead_path.child("limits"), overhead_path.child("podFixed"));
        errors.written_at(&named, &written, |errors| {
            validate_overhead(fixed, strictness, &overhead_path, errors);
        });
    }
    let Some(scheduling) = &class.scheduling else { return };
    let path = Path::root("scheduling");
    validate_labels(scheduling.node_selector.as_ref(), &path.child("nodeSelector"), errors);
    let tolerations = scheduling.tolerations.as_deref().unwrap_or_default();
    let path = path.child("tolerations");
    validate_tolerations(tolerations, strictness, &path, errors);
    let mut seen = BTreeSet::new();
    for (index, toleration) in tolerations.iter().enumerate() {
        let parts = (&toleration.key, &toleration.operator, &toleration.value, &toleration.effect);
        if !seen.insert(parts) {
            let key = toleration.key.as_deref().unwrap_or_default();
            errors.duplicate(&path.index(index), key);
        }
    }
}

/// Reports what the API server would refuse when a RuntimeClass replaces an old one. Mirrors
/// `ValidateRuntimeClassUpdate`.
pub(crate) fn validate_runtime_class_update(
    new: &RuntimeClass,
    old: &RuntimeClass,
    errors: &mut FieldErrors,
) {
    validate_object_meta_update(&new.metadata, &old.metadata, &Path::root("metadata"), errors);
    if new.handler != old.handler {
        let detail = "cannot be changed; give the changed RuntimeClass a new name";
        errors.invalid(&Path::root("handler"), detail);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::lines;
    use super::*;

    fn of(fields: &str) -> Vec<String> {
        let yaml = format!("{{metadata: {{name: r}}, {fields}}}");
        let mut errors = FieldErrors::default();
        let class = serde_yaml::from_str(&yaml).unwrap();
        validate_runtime_class(&class, Release::default(), &mut errors);
        lines(&errors)
    }

    #[test]
    fn a_handler_is_needed() {
        assert_eq!(of("handler: runsc, overhead: {podFixed: {cpu: 10m}}"), [""; 0]);
        assert_eq!(of("handler: Run_sc"), ["handler Invalid"]);
        assert_eq!(of("handler: ''"), ["handler Required"]);
        assert_eq!(
            of(
                "handler: r, scheduling: {tolerations: [{key: a, operator: Exists}, {key: a, operator: Exists}]}"
            ),
            ["scheduling.tolerations[1] Duplicate"]
        );
    }
}
