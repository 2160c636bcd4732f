//! A pod template. Mirrors `ValidatePodTemplateSpec` of `pkg/apis/core/validation`.

use super::annotations::{
    validate_app_armor_annotations_match, validate_pod_specific_annotations,
    validate_seccomp_annotations_match,
};
use super::metadata::{validate_annotations, validate_labels};
use super::pod_spec::validate_pod_spec;
use super::strictness::Strictness;
use crate::kubernetes::disabled_fields::stored_pod_spec;
use crate::kubernetes::field::{FieldErrors, Path};
use k8s_openapi::api::core::v1::{PodSpec, PodTemplateSpec};

/// Checks a pod template. Kubernetes reports what is wrong with its labels and annotations at
/// `labels` and `annotations` of the template, without `metadata`.
pub(super) fn validate_pod_template(
    template: &PodTemplateSpec,
    strictness: Strictness,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let Some(spec) = &template.spec else { return };
    let stored;
    let spec = if strictness.is_stored {
        spec
    } else {
        stored = stored_pod_spec(spec, strictness.release);
        &*stored
    };
    validate_pod_template_metadata(template, spec, strictness, path, errors);
    let spec_path = path.child("spec");
    validate_pod_spec(spec, strictness, &spec_path, errors);
    let metadata = template.metadata.as_ref();
    if let Some(annotations) = metadata.and_then(|metadata| metadata.annotations.as_ref()) {
        validate_seccomp_annotations_match(annotations, spec, &spec_path, errors);
        validate_app_armor_annotations_match(annotations, spec, &spec_path, errors);
    }
    if spec.ephemeral_containers.as_ref().is_some_and(|containers| !containers.is_empty()) {
        let detail = "have no place in a pod template: they are added to running pods";
        errors.forbidden(&spec_path.child("ephemeralContainers"), detail);
    }
}

/// Checks the labels and annotations of a template whose pods have this spec.
pub(super) fn validate_pod_template_metadata(
    template: &PodTemplateSpec,
    spec: &PodSpec,
    strictness: Strictness,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let metadata = template.metadata.as_ref();
    let labels = metadata.and_then(|metadata| metadata.labels.as_ref());
    let annotations = metadata.and_then(|metadata| metadata.annotations.as_ref());
    let metadata_path = path.child("metadata");
    let (named, written) = (path.child("labels"), metadata_path.child("labels"));
    errors.written_at(&named, &written, |errors| validate_labels(labels, &named, errors));
    let (named, written) = (path.child("annotations"), metadata_path.child("annotations"));
    errors.written_at(&named, &written, |errors| {
        validate_annotations(annotations.into_iter().flatten(), &named, errors);
        if let Some(annotations) = annotations {
            validate_pod_specific_annotations(annotations, spec, strictness, &named, errors);
        }
    });
}
