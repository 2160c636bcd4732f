//! A ConfigMap. Mirrors `ValidateConfigMap` of `pkg/apis/core/validation`.

use super::checks;
use super::metadata::{Naming, validate_object_meta, validate_object_meta_update};
use crate::kubernetes::field::{FieldErrors, FieldPath, Path, Reason};
use crate::kubernetes::names;
use crate::kubernetes::release::Release;
use k8s_openapi::api::core::v1::ConfigMap;

/// Bytes that the values of a ConfigMap or a Secret may take together.
pub(super) const MAX_SIZE: usize = 1024 * 1024;

/// Reports what the API server would refuse on create of a ConfigMap.
pub(crate) fn validate_config_map(config_map: &ConfigMap, errors: &mut FieldErrors) {
    validate_object_meta(
        &config_map.metadata,
        Naming::SUBDOMAIN,
        Release::default(),
        &Path::root("metadata"),
        errors,
    );
    validate_data(config_map, errors);
}

/// Reports what the API server would refuse when a ConfigMap replaces an old one. Mirrors
/// `ValidateConfigMapUpdate`.
pub(crate) fn validate_config_map_update(
    new: &ConfigMap,
    old: &ConfigMap,
    errors: &mut FieldErrors,
) {
    validate_object_meta_update(&new.metadata, &old.metadata, &Path::root("metadata"), errors);
    if old.immutable == Some(true) {
        let changed = [
            ("immutable", new.immutable != Some(true)),
            ("data", new.data != old.data),
            ("binaryData", new.binary_data != old.binary_data),
        ];
        for (field, _) in changed.into_iter().filter(|(_, changed)| *changed) {
            errors.forbidden(&Path::root(field), "cannot be changed: the old one is `immutable`");
        }
    }
    validate_data(new, errors);
}

fn validate_data(config_map: &ConfigMap, errors: &mut FieldErrors) {
    let mut size = 0;
    let (data, binary) = (Path::root("data"), Path::root("binaryData"));
    for (key, value) in config_map.data.iter().flatten() {
        let path = data.key(key);
        checks::config_map_key(key, &path, errors);
        if config_map.binary_data.as_ref().is_some_and(|binary| binary.contains_key(key)) {
            errors.invalid(&path, "stands in `binaryData`, too");
        }
        size += value.len();
    }
    for (key, value) in config_map.binary_data.iter().flatten() {
        checks::config_map_key(key, &binary.key(key), errors);
        size += value.0.len();
    }
    if size > MAX_SIZE {
        errors.push(&Path::root(""), Reason::TooLong, too_large(size));
        if let Some(error) = errors.0.last_mut() {
            error.written = Some(FieldPath(Vec::new()));
        }
    }
}

/// What to say of values that take too much.
pub(super) fn too_large(size: usize) -> String {
    let what = names::too_long(MAX_SIZE);
    format!("takes {size} bytes: {what}")
}

#[cfg(test)]
mod tests {
    use super::super::testing::lines;
    use super::*;

    fn of(yaml: &str) -> Vec<String> {
        let mut errors = FieldErrors::default();
        validate_config_map(&serde_yaml::from_str(yaml).unwrap(), &mut errors);
        lines(&errors)
    }

    #[test]
    fn keys_are_file_names() {
        assert_eq!(of("{metadata: {name: c}, data: {a.b: x, _c: ''}}"), [""; 0]);
        assert_eq!(of("{metadata: {name: c}, data: {a/b: x}}"), ["data[a/b] Invalid"]);
        let both = "{metadata: {name: c}, data: {a: x}, binaryData: {a: QQ==}}";
        assert_eq!(of(both), ["data[a] Invalid"]);
        let large = format!("{{metadata: {{name: c}}, data: {{a: {}}}}}", "x".repeat(MAX_SIZE + 1));
        assert_eq!(of(&large).len(), 1);
    }
}
