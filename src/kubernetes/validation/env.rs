//! A container's environment: `env` and `envFrom`.

use super::checks;
use super::field_selector::{
    ENV_FIELD_PATHS, validate_object_field_selector, validate_resource_field_selector,
};
use super::file_path::path_without_backsteps;
use super::strictness::Strictness;
use crate::kubernetes::containers::{VolumeNames, visit_containers};
use crate::kubernetes::field::{FieldErrors, Path, Reason};
use crate::kubernetes::names;
use crate::kubernetes::release::Gate;
use k8s_openapi::api::core::v1::{EnvFromSource, EnvVar, EnvVarSource, FileKeySelector, PodSpec};

/// Mirrors `ValidateEnv`.
pub(super) fn validate_env(
    variables: &[EnvVar],
    strictness: Strictness,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    for (index, variable) in variables.iter().enumerate() {
        let path = path.index(index);
        if variable.name.is_empty() {
            errors.required(&path.child("name"), "a variable needs a name");
        } else {
            env_name(&variable.name, strictness, &path.child("name"), errors);
        }
        if let Some(source) = &variable.value_from {
            let value = variable.value.as_deref().unwrap_or_default();
            validate_value_from(source, value, &path.child("valueFrom"), errors);
        }
    }
}

/// Checks the name of a variable, or the beginning of one.
fn env_name(name: &str, strictness: Strictness, path: &Path<'_>, errors: &mut FieldErrors) {
    let relaxed = strictness
        .allows(Gate::RelaxedEnvironmentVariableValidation, strictness.excused.relaxed_env_names);
    let check = if relaxed { names::relaxed_env_var_name } else { names::env_var_name };
    checks::report(&check(name), name, path, errors);
}

/// Whether a variable has a name that older versions refuse. Mirrors
/// `gatherPodEnvVarNames` and what `useRelaxedEnvironmentVariableValidation` makes of it.
#[must_use]
pub(super) fn has_relaxed_env_name(spec: &PodSpec) -> bool {
    let mut found = false;
    let relaxed = |name: &str| !name.is_empty() && !names::env_var_name(name).is_empty();
    visit_containers(spec, &Path::root("spec"), |container, _| {
        found |= container.env.iter().any(|variable| relaxed(&variable.name));
        let prefixes = container.env_from.iter().filter_map(|source| source.prefix.as_deref());
        found |= prefixes.into_iter().any(relaxed);
    });
    found
}

/// Mirrors `validateEnvVarValueFrom`.
fn validate_value_from(
    source: &EnvVarSource,
    value: &str,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let mut found = 0;
    if let Some(field) = &source.field_ref {
        found += 1;
        let path = path.child("fieldRef");
        validate_object_field_selector(field, &ENV_FIELD_PATHS, &path, errors);
    }
    if let Some(resource) = &source.resource_field_ref {
        found += 1;
        let path = path.child("resourceFieldRef");
        validate_resource_field_selector(resource, false, &path, errors);
    }
    if let Some(key) = &source.config_map_key_ref {
        found += 1;
        validate_key(&key.name, &key.key, &path.child("configMapKeyRef"), errors);
    }
    if let Some(key) = &source.secret_key_ref {
        found += 1;
        validate_key(&key.name, &key.key, &path.child("secretKeyRef"), errors);
    }
    if let Some(key) = &source.file_key_ref {
        found += 1;
        validate_file_key(key, &path.child("fileKeyRef"), errors);
    }
    let detail = match found {
        0 => {
            "needs one of `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` and \
             `fileKeyRef`"
        }
        _ if !value.is_empty() => "a variable has either `value` or `valueFrom`, not both",
        1 => return,
        _ => "a variable comes from one source, not from several",
    };
    errors.invalid(path, detail);
}

/// Mirrors `validateConfigMapKeySelector` and `validateSecretKeySelector`.
fn validate_key(name: &str, key: &str, path: &Path<'_>, errors: &mut FieldErrors) {
    checks::dns_subdomain(name, &path.child("name"), errors);
    if key.is_empty() {
        errors.required(&path.child("key"), "name the key whose value the variable gets");
    } else {
        checks::config_map_key(key, &path.child("key"), errors);
    }
}

/// Mirrors `validateFileKeySelector`.
fn validate_file_key(selector: &FileKeySelector, path: &Path<'_>, errors: &mut FieldErrors) {
    if selector.key.is_empty() {
        errors.required(&path.child("key"), "name the variable in the file");
    } else {
        checks::report(
            &names::relaxed_env_var_name(&selector.key),
            &selector.key,
            &path.child("key"),
            errors,
        );
    }
    if selector.volume_name.is_empty() {
        errors.required(&path.child("volumeName"), "name the volume with the file");
    } else {
        checks::dns_label(&selector.volume_name, &path.child("volumeName"), errors);
    }
    if selector.path.is_empty() {
        errors.required(&path.child("path"), "name the file inside the volume");
    } else {
        path_without_backsteps(&selector.path, &path.child("path"), errors);
    }
}

/// Checks that the files of `fileKeyRef`s are in `emptyDir` volumes; `path` is the spec's.
/// Mirrors `validateFileKeyRefVolumes`.
pub(super) fn validate_file_key_ref_volumes(
    spec: &PodSpec,
    volumes: &VolumeNames<'_>,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    visit_containers(spec, path, |container, path| {
        let list = path.child("env");
        for (index, variable) in container.env.iter().enumerate() {
            let source = variable.value_from.as_ref().and_then(|from| from.file_key_ref.as_ref());
            let Some(key) = source else { continue };
            let path = list.index(index);
            let path = path.child("valueFrom");
            let path = path.child("fileKeyRef");
            let path = path.child("volumeName");
            // Of two volumes with one name, the API server takes the last here.
            let name = key.volume_name.as_str();
            match volumes.last(name) {
                None => errors.push(&path, Reason::NotFound, checks::no_such_volume(volumes, name)),
                Some(volume) if volume.empty_dir.is_none() => {
                    errors.invalid(&path, format!("the volume `{name}` must be an `emptyDir`"));
                }
                Some(_) => {}
            }
        }
    });
}

/// Mirrors `ValidateEnvFrom`, which reports what is wrong with an entry's choice of source at the
/// list.
pub(super) fn validate_env_from(
    sources: &[EnvFromSource],
    strictness: Strictness,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    for (index, source) in sources.iter().enumerate() {
        let list = path;
        let path = path.index(index);
        if let Some(prefix) = source.prefix.as_deref().filter(|prefix| !prefix.is_empty()) {
            env_name(prefix, strictness, &path.child("prefix"), errors);
        }
        if let Some(config_map) = &source.config_map_ref {
            let path = path.child("configMapRef");
            validate_env_source(&config_map.name, &path.child("name"), errors);
        }
        if let Some(secret) = &source.secret_ref {
            let path = path.child("secretRef");
            validate_env_source(&secret.name, &path.child("name"), errors);
        }
        let choice = match (source.config_map_ref.is_some(), source.secret_ref.is_some()) {
            (false, false) => format!("entry {index} needs `configMapRef` or `secretRef`"),
            (true, true) => {
                format!("entry {index} has either `configMapRef` or `secretRef`, not both")
            }
            _ => continue,
        };
        errors.written_at(list, &path, |errors| errors.invalid(list, choice));
    }
}

/// Mirrors `validateConfigMapEnvSource` and `validateSecretEnvSource`.
fn validate_env_source(name: &str, path: &Path<'_>, errors: &mut FieldErrors) {
    if name.is_empty() {
        errors.required(path, "name the object whose keys become variables");
    } else {
        checks::dns_subdomain_prefix(name, path, errors);
    }
}

#[cfg(test)]
mod tests {
    use crate::kubernetes::validation::testing::{assert_table, of_container, of_pod};

    /// What is wrong with a variable `A` that also has these fields.
    fn of_variable(fields: &str) -> Vec<String> {
        of_container(&format!("env: [{{name: A, {fields}}}]"))
            .into_iter()
            .map(|line| line.trim_start_matches("env[0].").replace("valueFrom", "*"))
            .collect()
    }

    #[test]
    fn names() {
        assert_table(
            of_container,
            &[
                ("env: [{name: 'a b/c.d-1'}, {name: A}, {name: A}]", &[]),
                (
                    "env: [{name: ''}, {name: a=b}]",
                    &["env[0].name Required", "env[1].name Invalid"],
                ),
                ("envFrom: [{prefix: 'a=', secretRef: {name: a}}]", &["envFrom[0].prefix Invalid"]),
            ],
        );
    }

    #[test]
    fn one_source() {
        assert_table(
            of_variable,
            &[
                ("value: ''", &[]),
                ("valueFrom: {}", &["* Invalid"]),
                ("value: a, valueFrom: {secretKeyRef: {name: a, key: b}}", &["* Invalid"]),
                ("value: '', valueFrom: {secretKeyRef: {name: a, key: b}}", &[]),
                (
                    "valueFrom: {secretKeyRef: {name: a, key: b}, configMapKeyRef: {}}",
                    &[
                        "* Invalid",
                        "*.configMapKeyRef.key Required",
                        "*.configMapKeyRef.name Invalid",
                    ],
                ),
                (
                    "valueFrom: {secretKeyRef: {name: a-, key: ..}}",
                    &["*.secretKeyRef.key Invalid", "*.secretKeyRef.name Invalid"],
                ),
            ],
        );
    }

    #[test]
    fn keys_of_files() {
        let of = |fields: &str| {
            of_pod(&format!(
                "{{volumes: [{{name: e}}, {{name: h, hostPath: {{path: /a}}}}], \
                 containers: [{{name: c, image: i, env: [{{name: A, valueFrom: {{fileKeyRef: \
                 {fields}}}}}]}}]}}"
            ))
            .into_iter()
            .map(|line| line.replace("containers[0].env[0].valueFrom.fileKeyRef", "*"))
            .collect::<Vec<_>>()
        };
        assert!(of("{key: A, path: /abs/f, volumeName: e}").is_empty());
        assert_eq!(
            of("{key: '', path: '', volumeName: ''}"),
            ["*.key Required", "*.path Required", "*.volumeName NotFound", "*.volumeName Required"]
        );
        assert_eq!(
            of("{key: a=, path: ../f, volumeName: h}"),
            ["*.key Invalid", "*.path Invalid", "*.volumeName Invalid"]
        );
        assert_eq!(
            of("{key: a, path: f, volumeName: H}"),
            ["*.volumeName Invalid", "*.volumeName NotFound"]
        );
    }

    #[test]
    fn whole_objects() {
        assert_table(
            of_container,
            &[
                // The choice of a source is reported at the list.
                ("envFrom: [{}]", &["envFrom Invalid"]),
                (
                    "envFrom: [{configMapRef: {name: a}, secretRef: {name: b}}]",
                    &["envFrom Invalid"],
                ),
                ("envFrom: [{configMapRef: {}}]", &["envFrom[0].configMapRef.name Required"]),
                // A dash at the end passes, as if more were to follow.
                ("envFrom: [{configMapRef: {name: a-}}]", &[]),
                ("envFrom: [{secretRef: {name: a.-b}}]", &["envFrom[0].secretRef.name Invalid"]),
            ],
        );
    }
}
