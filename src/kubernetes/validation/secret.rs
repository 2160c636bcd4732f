//! A Secret. Mirrors `ValidateSecret` of `pkg/apis/core/validation`.

use super::config_map::{MAX_SIZE, too_large};
use super::metadata::{Naming, validate_object_meta, validate_object_meta_update};
use super::{checks, text};
use crate::kubernetes::field::{FieldErrors, Path, Reason};
use crate::kubernetes::release::Release;
use k8s_openapi::api::core::v1::Secret;
use std::collections::BTreeMap;

const ACCOUNT_NAME: &str = "kubernetes.io/service-account.name";

/// What a Secret holds: `data`, and over it `stringData`, as the API server takes them together.
type Data<'a> = BTreeMap<&'a str, &'a [u8]>;

/// Reports what the API server would refuse on create of a Secret.
pub(crate) fn validate_secret(secret: &Secret, errors: &mut FieldErrors) {
    validate_object_meta(
        &secret.metadata,
        Naming::SUBDOMAIN,
        Release::default(),
        &Path::root("metadata"),
        errors,
    );
    validate_data(secret, errors);
}

/// Reports what the API server would refuse when a Secret replaces an old one. Mirrors
/// `ValidateSecretUpdate`.
pub(crate) fn validate_secret_update(new: &Secret, old: &Secret, errors: &mut FieldErrors) {
    validate_object_meta_update(&new.metadata, &old.metadata, &Path::root("metadata"), errors);
    if type_of(new) != type_of(old) {
        let detail = "cannot be changed; delete the Secret and create it anew";
        errors.invalid(&Path::root("type"), detail);
    }
    if old.immutable == Some(true) {
        if new.immutable != Some(true) {
            let detail = "cannot be changed: the old one is `immutable`";
            errors.forbidden(&Path::root("immutable"), detail);
        }
        if data(new) != data(old) {
            errors.forbidden(&Path::root("data"), "cannot be changed: the old one is `immutable`");
        }
    }
    validate_data(new, errors);
}

fn type_of(secret: &Secret) -> &str {
    match text(&secret.type_) {
        "" => "Opaque",
        other => other,
    }
}

fn data(secret: &Secret) -> Data<'_> {
    let mut data: Data<'_> = BTreeMap::new();
    data.extend(secret.data.iter().flatten().map(|(key, value)| (key.as_str(), &*value.0)));
    let strings = secret.string_data.iter().flatten();
    data.extend(strings.map(|(key, value)| (key.as_str(), value.as_bytes())));
    data
}

fn validate_data(secret: &Secret, errors: &mut FieldErrors) {
    let (path, strings) = (Path::root("data"), Path::root("stringData"));
    let data = data(secret);
    for key in data.keys() {
        let from_strings = secret.string_data.as_ref().is_some_and(|all| all.contains_key(*key));
        let written = if from_strings { strings.key(key) } else { path.key(key) };
        let named = path.key(key);
        errors.written_at(&named, &written, |errors| checks::config_map_key(key, &named, errors));
    }
    let size = data.values().map(|value| value.len()).sum();
    if size > MAX_SIZE {
        errors.push(&path, Reason::TooLong, too_large(size));
    }
    let is_json = |key: &str, errors: &mut FieldErrors| match data.get(key) {
        None => errors.required(&path.key(key), "the Secret's type needs it"),
        Some(text) if !is_json_object(text) => {
            errors.invalid(&path.key(key), "must be a JSON object");
        }
        Some(_) => {}
    };
    let need = |key: &str, errors: &mut FieldErrors| {
        errors.required(&path.key(key), "the Secret's type needs it");
    };
    match type_of(secret) {
        "kubernetes.io/service-account-token" => {
            let annotations = secret.metadata.annotations.as_ref();
            if annotations.and_then(|all| all.get(ACCOUNT_NAME)).is_none_or(String::is_empty) {
                let metadata = Path::root("metadata");
                let path = metadata.child("annotations");
                errors.required(&path.key(ACCOUNT_NAME), "name the ServiceAccount");
            }
        }
        "kubernetes.io/dockercfg" => is_json(".dockercfg", errors),
        "kubernetes.io/dockerconfigjson" => is_json(".dockerconfigjson", errors),
        "kubernetes.io/basic-auth"
            if !["username", "password"].iter().any(|key| data.contains_key(key)) =>
        {
            ["username", "password"].into_iter().for_each(|key| need(key, errors));
        }
        "kubernetes.io/ssh-auth" if data.get("ssh-privatekey").is_none_or(|key| key.is_empty()) => {
            need("ssh-privatekey", errors);
        }
        "kubernetes.io/tls" => {
            let missing = ["tls.crt", "tls.key"].into_iter().filter(|key| !data.contains_key(key));
            missing.for_each(|key| need(key, errors));
        }
        _ => {}
    }
}

fn is_json_object(text: &[u8]) -> bool {
    // Go reads `null` as no object at all, and has nothing against it.
    serde_json::from_slice::<Option<BTreeMap<String, serde_json::Value>>>(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::super::testing::lines;
    use super::*;

    fn of(fields: &str) -> Vec<String> {
        let yaml = format!("{{metadata: {{name: s}}, {fields}}}");
        let mut errors = FieldErrors::default();
        validate_secret(&serde_yaml::from_str(&yaml).unwrap(), &mut errors);
        lines(&errors)
    }

    #[test]
    fn a_type_needs_its_keys() {
        for (fields, expected) in [
            ("stringData: {a: b}", &[][..]),
            ("stringData: {a b: b}", &["data[a b] Invalid"]),
            ("type: kubernetes.io/tls, stringData: {tls.crt: x}", &["data[tls.key] Required"]),
            (
                "type: kubernetes.io/dockerconfigjson, stringData: {.dockerconfigjson: x}",
                &["data[.dockerconfigjson] Invalid"],
            ),
            ("type: kubernetes.io/dockerconfigjson, stringData: {.dockerconfigjson: '{}'}", &[]),
            (
                "type: kubernetes.io/service-account-token",
                &["metadata.annotations[kubernetes.io/service-account.name] Required"],
            ),
            ("type: kubernetes.io/ssh-auth", &["data[ssh-privatekey] Required"]),
            ("type: kubernetes.io/basic-auth, stringData: {username: ''}", &[]),
        ] {
            assert_eq!(of(fields), expected, "{fields}");
        }
    }
}
