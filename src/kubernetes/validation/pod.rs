//! A pod of its own, as a controller or a user creates it. Mirrors `ValidatePodCreate` of
//! `pkg/apis/core/validation`.

use super::annotations::{
    validate_app_armor_annotations_match, validate_pod_specific_annotations,
    validate_seccomp_annotations_match,
};
use super::metadata::{Naming, validate_annotations, validate_labels, validate_object_meta};
use super::pod_spec::validate_pod_spec;
use super::strictness::Strictness;
use super::text;
use crate::kubernetes::containers::{ContainerList, containers};
use crate::kubernetes::disabled_fields::stored_pod_spec;
use crate::kubernetes::field::{FieldErrors, Path};
use crate::kubernetes::release::Release;
use k8s_openapi::api::core::v1::{Container, Pod, PodSpec, PodTemplateSpec, Volume};

/// Reports what the API server would refuse on create of a defaulted pod. Stricter than a template
/// is: what pods may not have was let into templates once, and stays there.
pub(crate) fn validate_pod_create(pod: &Pod, release: Release, errors: &mut FieldErrors) {
    let metadata = Path::root("metadata");
    validate_object_meta(&pod.metadata, Naming::SUBDOMAIN, release, &metadata, errors);
    let Some(spec) = &pod.spec else { return };
    let stored = stored_pod_spec(spec, release);
    let spec = &*stored;
    let strictness = Strictness { is_pod: true, ..Strictness::of_create(release) };
    let annotations = pod.metadata.annotations.as_ref();
    if let Some(annotations) = annotations {
        let path = metadata.child("annotations");
        validate_pod_specific_annotations(annotations, spec, strictness, &path, errors);
    }
    let path = Path::root("spec");
    validate_pod_spec(spec, strictness, &path, errors);
    validate_images(spec, &path, errors);
    if spec.ephemeral_containers.as_ref().is_some_and(|containers| !containers.is_empty()) {
        let detail = "are added to pods that run, not given on create";
        errors.forbidden(&path.child("ephemeralContainers"), detail);
    }
    let gates = spec.scheduling_gates.as_deref().unwrap_or_default();
    if !text(&spec.node_name).is_empty() && !gates.is_empty() {
        let detail = "must wait until all schedulingGates are taken off";
        errors.forbidden(&path.child("nodeName"), detail);
    }
    if let Some(annotations) = annotations {
        validate_seccomp_annotations_match(annotations, spec, &path, errors);
        validate_app_armor_annotations_match(annotations, spec, &path, errors);
    }
}

/// Reports what a template of this pod would be refused for too.
pub(crate) fn validate_as_template(pod: &Pod, release: Release, errors: &mut FieldErrors) {
    let metadata = Path::root("metadata");
    validate_labels(pod.metadata.labels.as_ref(), &metadata.child("labels"), errors);
    let Some(spec) = &pod.spec else { return };
    let stored = stored_pod_spec(spec, release);
    let spec = &*stored;
    let strictness = Strictness::of_create(release);
    if let Some(annotations) = &pod.metadata.annotations {
        let path = metadata.child("annotations");
        validate_annotations(annotations, &path, errors);
        validate_pod_specific_annotations(annotations, spec, strictness, &path, errors);
    }
    validate_pod_spec(spec, strictness, &Path::root("spec"), errors);
}

/// Whether nothing is checked of the pods of a template, in the namespace and by the name of a valid
/// owner, that is not checked of the template itself.
pub(crate) fn is_checked_as_template(template: &PodTemplateSpec, spec: &PodSpec) -> bool {
    let metadata = template.metadata.as_ref();
    let finalizers = metadata.and_then(|metadata| metadata.finalizers.as_ref());
    let image = |container: &Container| is_image_trimmed(text(&container.image));
    let has_reference = |volume: &Volume| {
        volume.image.as_ref().is_none_or(|image| !text(&image.reference).is_empty())
    };
    finalizers.is_none_or(Vec::is_empty)
        && containers(spec).all(image)
        && spec.volumes.iter().flatten().all(has_reference)
        && (text(&spec.node_name).is_empty() || spec.scheduling_gates.is_none())
}

fn is_image_trimmed(image: &str) -> bool {
    image.trim() == image
}

/// Images of containers. Mirrors `validateContainersOnlyForPod`.
fn validate_images(spec: &PodSpec, path: &Path<'_>, errors: &mut FieldErrors) {
    for list in [ContainerList::Regular, ContainerList::Init] {
        let list_path = path.child(list.field());
        for (index, container) in list.of(spec).iter().enumerate() {
            let image = text(&container.image);
            if !is_image_trimmed(image) {
                let container_path = list_path.index(index);
                let detail = format!("`{image}` has blanks before or behind it");
                errors.invalid(&container_path.child("image"), detail);
            }
        }
    }
}
