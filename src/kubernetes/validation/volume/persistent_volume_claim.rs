//! What a claim asks for. Mirrors `ValidatePersistentVolumeClaimSpec`.

use crate::kubernetes::field::{FieldErrors, Path};
use crate::kubernetes::release::{Gate, Release};
use crate::kubernetes::validation::checks;
use crate::kubernetes::validation::label_selector::validate_label_selector;
use k8s_openapi::api::core::v1::{
    PersistentVolumeClaimSpec, TypedLocalObjectReference, TypedObjectReference,
};

const ACCESS_MODES: [&str; 4] =
    ["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"];

/// Mirrors `ValidatePersistentVolumeClaimSpec`.
pub(in crate::kubernetes::validation) fn validate_persistent_volume_claim_spec(
    spec: &PersistentVolumeClaimSpec,
    release: Release,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    access_modes(spec, &path.child("accessModes"), errors);
    if let Some(selector) = &spec.selector {
        validate_label_selector(selector, false, &path.child("selector"), errors);
    }
    storage_request(spec, path, errors);
    class_name(spec.storage_class_name.as_deref(), &path.child("storageClassName"), errors);
    if let Some(mode) = &spec.volume_mode
        && !["Block", "Filesystem"].contains(&mode.as_str())
    {
        errors.not_supported(&path.child("volumeMode"), mode, &["Block", "Filesystem"]);
    }
    data_sources(spec, path, errors);
    // Without the gate it is not looked at.
    let class = spec.volume_attributes_class_name.as_deref();
    let class = class.filter(|_| release.on(Gate::VolumeAttributesClass));
    class_name(class, &path.child("volumeAttributesClassName"), errors);
}

fn access_modes(spec: &PersistentVolumeClaimSpec, path: &Path<'_>, errors: &mut FieldErrors) {
    let modes = spec.access_modes.as_deref().unwrap_or_default();
    if modes.is_empty() {
        errors.required(path, "ask for an access mode, such as `ReadWriteOnce`");
    }
    for mode in modes.iter().filter(|mode| !ACCESS_MODES.contains(&mode.as_str())) {
        errors.not_supported(path, mode, &ACCESS_MODES);
    }
    let one_pod = |mode: &&String| mode.as_str() == "ReadWriteOncePod";
    let others = modes.iter().any(|mode| !one_pod(&mode) && ACCESS_MODES.contains(&mode.as_str()));
    if modes.iter().any(|mode| one_pod(&mode)) && others {
        errors.forbidden(path, "`ReadWriteOncePod` goes with no other access mode");
    }
}

/// The API server reports the request at `resources[storage]`.
fn storage_request(spec: &PersistentVolumeClaimSpec, path: &Path<'_>, errors: &mut FieldErrors) {
    let resources = path.child("resources");
    let path = resources.key("storage");
    let requests = spec.resources.as_ref().and_then(|resources| resources.requests.as_ref());
    match requests.and_then(|requests| requests.get("storage")) {
        None => errors.required(&path, "say how much: `requests: {storage: 1Gi}`"),
        Some(size) if checks::amount(size).sign() <= 0 => {
            let detail = format!("`{}` is not a size; it must be greater than zero", size.0);
            errors.invalid(&path, detail);
        }
        Some(_) => {}
    }
}

fn class_name(name: Option<&str>, path: &Path<'_>, errors: &mut FieldErrors) {
    if let Some(name) = name.filter(|name| !name.is_empty()) {
        checks::dns_subdomain(name, path, errors);
    }
}

/// What to fill the volume with: two fields for the same, which have to agree.
fn data_sources(spec: &PersistentVolumeClaimSpec, path: &Path<'_>, errors: &mut FieldErrors) {
    let (old, new) = (spec.data_source.as_ref(), spec.data_source_ref.as_ref());
    if let Some(source) = old {
        let group = source.api_group.as_deref();
        data_source(group, &source.kind, &source.name, &path.child("dataSource"), errors);
    }
    let namespace =
        new.and_then(|source| source.namespace.as_deref()).filter(|name| !name.is_empty());
    if let Some(source) = new {
        let path = path.child("dataSourceRef");
        let group = source.api_group.as_deref();
        data_source(group, &source.kind, &source.name, &path, errors);
        if let Some(namespace) = namespace {
            checks::dns_label(namespace, &path.child("namespace"), errors);
        }
    }
    let (Some(old), Some(new)) = (old, new) else { return };
    if namespace.is_some() {
        errors.invalid(path, "`dataSource` must go when `dataSourceRef` names a namespace");
    } else if !same_source(old, new) {
        errors.invalid(path, "`dataSource` and `dataSourceRef` must name the same object");
    }
}

/// Mirrors `validateDataSource` and `validateDataSourceRef`.
fn data_source(
    group: Option<&str>,
    kind: &str,
    name: &str,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    if name.is_empty() {
        errors.required(&path.child("name"), "name the object to fill the volume from");
    }
    if kind.is_empty() {
        errors.required(&path.child("kind"), "give the kind of the object to fill the volume from");
    }
    match group.unwrap_or_default() {
        "" if kind != "PersistentVolumeClaim" => {
            errors.invalid(
                path,
                format!("`{kind}` needs an `apiGroup`; without one, only `PersistentVolumeClaim`"),
            );
        }
        "" => {}
        group => checks::dns_subdomain(group, &path.child("apiGroup"), errors),
    }
}

fn same_source(old: &TypedLocalObjectReference, new: &TypedObjectReference) -> bool {
    old.api_group == new.api_group && old.kind == new.kind && old.name == new.name
}
