//! A volume whose claim is made with the pod.

use super::persistent_volume_claim::validate_persistent_volume_claim_spec;
use crate::kubernetes::field::{FieldErrors, Path};
use crate::kubernetes::release::Release;
use crate::kubernetes::validation::metadata::{validate_annotations, validate_labels};
use k8s_openapi::api::core::v1::{EphemeralVolumeSource, PersistentVolumeClaimTemplate};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

/// Mirrors `validateEphemeralVolumeSource`.
pub(super) fn ephemeral(
    source: &EphemeralVolumeSource,
    release: Release,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let path = path.child("volumeClaimTemplate");
    match &source.volume_claim_template {
        Some(template) => claim_template(template, release, &path, errors),
        None => errors.required(&path, "say what claim to make"),
    }
}

/// Mirrors `ValidatePersistentVolumeClaimTemplate`.
fn claim_template(
    template: &PersistentVolumeClaimTemplate,
    release: Release,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    if let Some(metadata) = &template.metadata {
        template_metadata(metadata, &path.child("metadata"), errors);
    }
    validate_persistent_volume_claim_spec(&template.spec, release, &path.child("spec"), errors);
}

/// A template's metadata may have labels and annotations alone. Mirrors
/// `ValidateTemplateObjectMeta`.
fn template_metadata(metadata: &ObjectMeta, path: &Path<'_>, errors: &mut FieldErrors) {
    validate_annotations(metadata.annotations.iter().flatten(), &path.child("annotations"), errors);
    validate_labels(metadata.labels.as_ref(), &path.child("labels"), errors);

    let text = |value: &Option<String>| value.as_ref().is_some_and(|value| !value.is_empty());
    let number = |value: Option<i64>| value.is_some_and(|value| value != 0);
    let others = [
        ("name", text(&metadata.name)),
        ("generateName", text(&metadata.generate_name)),
        ("namespace", text(&metadata.namespace)),
        ("selfLink", text(&metadata.self_link)),
        // The API server makes this name from Go's, `UID`.
        ("uID", text(&metadata.uid)),
        ("resourceVersion", text(&metadata.resource_version)),
        ("generation", number(metadata.generation)),
        ("creationTimestamp", metadata.creation_timestamp.is_some()),
        ("deletionTimestamp", metadata.deletion_timestamp.is_some()),
        // Behind a pointer, so that zero counts as set.
        ("deletionGracePeriodSeconds", metadata.deletion_grace_period_seconds.is_some()),
        // Likewise an empty list.
        ("ownerReferences", metadata.owner_references.is_some()),
        ("finalizers", metadata.finalizers.is_some()),
        ("managedFields", metadata.managed_fields.is_some()),
    ];
    for (field, set) in others {
        if set {
            errors.forbidden(
                &path.child(field),
                "a claim template's metadata may have only `labels` and `annotations`",
            );
        }
    }
}
