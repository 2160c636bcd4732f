//! Annotations that a pod's checks read.
//!
//! Mirrors `ValidatePodSpecificAnnotations`, `validateSeccompAnnotationsAndFields` and
//! `validateAppArmorAnnotationsAndFieldsMatchOnCreate` of `pkg/apis/core/validation`.

use super::file_path::local_descending_path;
use super::strictness::Strictness;
use super::toleration::validate_tolerations;
use crate::kubernetes::containers::visit_containers;
use crate::kubernetes::field::{FieldErrors, Path};
use k8s_openapi::api::core::v1::{AppArmorProfile, PodSpec, SeccompProfile, Toleration};
use serde_json::Value;
use std::collections::BTreeMap;

/// Marks a copy of a static pod.
const MIRROR_POD: &str = "kubernetes.io/config.mirror";
/// Tolerations as JSON, before there was a field.
const TOLERATIONS: &str = "scheduler.alpha.kubernetes.io/tolerations";
const POD_DELETION_COST: &str = "controller.kubernetes.io/pod-deletion-cost";

/// The seccomp profile of a pod, before there was a field.
pub(super) const SECCOMP_POD: &str = "seccomp.security.alpha.kubernetes.io/pod";
/// Followed by a container's name: its seccomp profile.
pub(super) const SECCOMP_CONTAINER_PREFIX: &str = "container.seccomp.security.alpha.kubernetes.io/";
/// Followed by a container's name: its AppArmor profile.
pub(super) const APP_ARMOR_CONTAINER_PREFIX: &str =
    "container.apparmor.security.beta.kubernetes.io/";

const LOCALHOST_PREFIX: &str = "localhost/";

type Annotations = BTreeMap<String, String>;

/// Checks the annotations that Kubernetes reads of a pod.
pub(super) fn validate_pod_specific_annotations(
    annotations: &Annotations,
    spec: &PodSpec,
    strictness: Strictness,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let node_name = spec.node_name.as_deref().unwrap_or_default();
    if annotations.contains_key(MIRROR_POD) && node_name.is_empty() {
        let detail = "marks the copy of a static pod, which needs `spec.nodeName`";
        errors.invalid(&path.key(MIRROR_POD), detail);
    }
    if let Some(json) = annotations.get(TOLERATIONS).filter(|json| !json.is_empty()) {
        match parse_tolerations(json) {
            Some(tolerations) => {
                let path = path.child(TOLERATIONS);
                validate_tolerations(&tolerations, strictness, &path, errors);
            }
            None => {
                errors.invalid(path, format!("`{TOLERATIONS}` is not a JSON list of tolerations"))
            }
        }
    }
    let cost = annotations.get(POD_DELETION_COST);
    if !strictness.excused.invalid_pod_deletion_cost
        && cost.is_some_and(|cost| !is_deletion_cost(cost))
    {
        let detail = "must be a 32-bit integer without `+` or leading zeros";
        errors.invalid(&path.key(POD_DELETION_COST), detail);
    }
    validate_seccomp_annotations(annotations, path, errors);
    validate_app_armor_annotations(annotations, spec, path, errors);
}

/// Reads tolerations as Go's JSON decoder reads them into Kubernetes' internal type: names of
/// fields in any case, unknown ones passed over.
fn parse_tolerations(json: &str) -> Option<Vec<Toleration>> {
    let items = match serde_json::from_str(json).ok()? {
        Value::Array(items) => items,
        Value::Null => Vec::new(),
        _ => return None,
    };
    items.into_iter().map(parse_toleration).collect()
}

fn parse_toleration(item: Value) -> Option<Toleration> {
    let fields = match item {
        Value::Object(fields) => fields,
        Value::Null => return Some(Toleration::default()),
        _ => return None,
    };
    let mut toleration = Toleration::default();
    for (name, value) in fields {
        let field = match name.to_lowercase().as_str() {
            "key" => &mut toleration.key,
            "operator" => &mut toleration.operator,
            "value" => &mut toleration.value,
            "effect" => &mut toleration.effect,
            "tolerationseconds" => {
                toleration.toleration_seconds = match value {
                    Value::Null => None,
                    value => Some(value.as_i64()?),
                };
                continue;
            }
            _ => continue,
        };
        match value {
            Value::Null => {}
            Value::String(string) => *field = Some(string),
            _ => return None,
        }
    }
    Some(toleration)
}

/// Mirrors `GetDeletionCostFromPodAnnotations`.
fn is_deletion_cost(cost: &str) -> bool {
    let first_fits = match cost.as_bytes() {
        [b'0'] => true,
        [first, ..] => matches!(first, b'-' | b'1'..=b'9'),
        [] => false,
    };
    first_fits && cost.parse::<i32>().is_ok()
}

/// Whether the annotations set the deletion cost to something that is none.
#[must_use]
pub(super) fn has_invalid_deletion_cost(annotations: Option<&Annotations>) -> bool {
    let cost = annotations.and_then(|annotations| annotations.get(POD_DELETION_COST));
    cost.is_some_and(|cost| !is_deletion_cost(cost))
}

/// Mirrors `ValidateSeccompPodAnnotations`.
fn validate_seccomp_annotations(
    annotations: &Annotations,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    for (key, profile) in annotations {
        if key != SECCOMP_POD && !key.starts_with(SECCOMP_CONTAINER_PREFIX) {
            continue;
        }
        let path = path.child(key);
        match profile.as_str() {
            "runtime/default" | "docker/default" | "unconfined" => {}
            profile => match profile.strip_prefix(LOCALHOST_PREFIX) {
                Some(file) => local_descending_path(file, &path, errors),
                None => {
                    let detail = format!(
                        "`{profile}` is not a seccomp profile: it is `runtime/default`, `unconfined` \
                         or `localhost/` and a path"
                    );
                    errors.invalid(&path, detail);
                }
            },
        }
    }
}

/// Mirrors `ValidateAppArmorPodAnnotations`.
fn validate_app_armor_annotations(
    annotations: &Annotations,
    spec: &PodSpec,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    for (key, profile) in annotations {
        let Some(container) = key.strip_prefix(APP_ARMOR_CONTAINER_PREFIX) else { continue };
        if !has_container(spec, container) {
            errors
                .invalid(&path.key(key), format!("names no container: there is no `{container}`"));
        }
        let known = matches!(profile.as_str(), "" | "runtime/default" | "unconfined");
        if !known && !profile.starts_with(LOCALHOST_PREFIX) {
            let detail = format!(
                "`{profile}` is not an AppArmor profile: it is `runtime/default`, `unconfined` or \
                 `localhost/` and a name"
            );
            errors.invalid(&path.key(key), detail);
        }
    }
}

fn has_container(spec: &PodSpec, name: &str) -> bool {
    let mut found = false;
    visit_containers(spec, &Path::root("spec"), |container, _| found |= container.name == name);
    found
}

/// Reports seccomp profiles that an annotation and a field give differently.
pub(super) fn validate_seccomp_annotations_match(
    annotations: &Annotations,
    spec: &PodSpec,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let context = spec.security_context.as_ref();
    let profile = context.and_then(|context| context.seccomp_profile.as_ref());
    if let (Some(annotation), Some(profile)) = (annotations.get(SECCOMP_POD), profile) {
        let context_path = path.child("securityContext");
        let path = context_path.child("seccompProfile");
        seccomp_matches(annotation, profile, &path, errors);
    }
    if !annotations.keys().any(|key| key.starts_with(SECCOMP_CONTAINER_PREFIX)) {
        return;
    }
    visit_containers(spec, path, |container, path| {
        let context = container.security_context;
        let profile = context.and_then(|context| context.seccomp_profile.as_ref());
        let annotation = annotations.get(&format!("{SECCOMP_CONTAINER_PREFIX}{}", container.name));
        if let (Some(annotation), Some(profile)) = (annotation, profile) {
            let context_path = path.child("securityContext");
            let path = context_path.child("seccompProfile");
            seccomp_matches(annotation, profile, &path, errors);
        }
    });
}

fn seccomp_matches(
    annotation: &str,
    profile: &SeccompProfile,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let runtime_default: &[_] = &["runtime/default", "docker/default"];
    let localhost = profile.localhost_profile.as_deref();
    matches_annotation(annotation, &profile.type_, localhost, runtime_default, path, errors);
}

/// Reports AppArmor profiles that an annotation and a field give differently.
pub(super) fn validate_app_armor_annotations_match(
    annotations: &Annotations,
    spec: &PodSpec,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let windows = spec.os.as_ref().is_some_and(|os| os.name == "windows");
    if windows || !annotations.keys().any(|key| key.starts_with(APP_ARMOR_CONTAINER_PREFIX)) {
        return;
    }
    let context = spec.security_context.as_ref();
    let pod_profile = context.and_then(|context| context.app_armor_profile.as_ref());
    visit_containers(spec, path, |container, path| {
        let context = container.security_context;
        let own_profile = context.and_then(|context| context.app_armor_profile.as_ref());
        let annotation =
            annotations.get(&format!("{APP_ARMOR_CONTAINER_PREFIX}{}", container.name));
        if let (Some(annotation), Some(profile)) = (annotation, own_profile.or(pod_profile)) {
            let context_path = path.child("securityContext");
            let path = context_path.child("appArmorProfile");
            app_armor_matches(annotation, profile, &path, errors);
        }
    });
}

fn app_armor_matches(
    annotation: &str,
    profile: &AppArmorProfile,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let localhost = profile.localhost_profile.as_deref();
    matches_annotation(annotation, &profile.type_, localhost, &["runtime/default"], path, errors);
}

fn matches_annotation(
    annotation: &str,
    type_: &str,
    localhost_profile: Option<&str>,
    runtime_default: &[&str],
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let same_type = match type_ {
        "Unconfined" => annotation == "unconfined",
        "RuntimeDefault" => runtime_default.contains(&annotation),
        "Localhost" => annotation.starts_with(LOCALHOST_PREFIX),
        _ => true,
    };
    if !same_type {
        let detail = format!("is not what the annotation says: `{annotation}`");
        errors.forbidden(&path.child("type"), detail);
    } else if type_ == "Localhost" && annotation.strip_prefix(LOCALHOST_PREFIX) != localhost_profile
    {
        let detail = format!("is not what the annotation says: `{annotation}`");
        errors.forbidden(&path.child("localhostProfile"), detail);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_table, of_template};
    use super::*;

    #[test]
    fn a_deletion_cost_is_a_plain_number() {
        for cost in ["0", "-0", "7", "-10", "2147483647"] {
            assert!(is_deletion_cost(cost), "{cost}");
        }
        for cost in ["", "+1", "007", "1.5", "2147483648", "x"] {
            assert!(!is_deletion_cost(cost), "{cost}");
        }
    }

    #[test]
    fn tolerations_in_an_annotation_are_read_as_go_reads_them() {
        let read = parse_tolerations(r#"[{"Key":"a","TOLERATIONSECONDS":3,"x":1},null]"#).unwrap();
        assert_eq!(read[0].key.as_deref(), Some("a"));
        assert_eq!(read[0].toleration_seconds, Some(3));
        assert_eq!(parse_tolerations("{}"), None);
        assert_eq!(parse_tolerations(r#"[{"key":1}]"#), None);
    }

    fn of(annotations: &str) -> Vec<String> {
        let template = format!(
            "{{metadata: {{annotations: {{{annotations}}}}}, spec: {{securityContext: \
             {{seccompProfile: {{type: Localhost, localhostProfile: a.json}}}}, containers: \
             [{{name: c, image: i, securityContext: {{appArmorProfile: {{type: Unconfined}}}}}}]}}}}"
        );
        let lines = of_template(serde_yaml::from_str(&template).unwrap());
        lines.into_iter().map(|line| line.replace("spec.template.", "")).collect()
    }

    #[test]
    fn profiles_in_annotations_agree_with_those_in_fields() {
        assert_table(
            of,
            &[
                ("seccomp.security.alpha.kubernetes.io/pod: localhost/a.json", &[]),
                (
                    "seccomp.security.alpha.kubernetes.io/pod: localhost/b.json",
                    &["spec.securityContext.seccompProfile.localhostProfile Forbidden"],
                ),
                (
                    "seccomp.security.alpha.kubernetes.io/pod: docker/default",
                    &["spec.securityContext.seccompProfile.type Forbidden"],
                ),
                (
                    "container.seccomp.security.alpha.kubernetes.io/c: localhost/../x",
                    &["annotations.container.seccomp.security.alpha.kubernetes.io/c Invalid"],
                ),
                (
                    "container.apparmor.security.beta.kubernetes.io/c: runtime/default",
                    &["spec.containers[0].securityContext.appArmorProfile.type Forbidden"],
                ),
                (
                    "container.apparmor.security.beta.kubernetes.io/x: unconfined",
                    &["annotations[container.apparmor.security.beta.kubernetes.io/x] Invalid"],
                ),
            ],
        );
    }

    #[test]
    fn other_annotations() {
        assert_table(
            of,
            &[
                (
                    "kubernetes.io/config.mirror: x",
                    &["annotations[kubernetes.io/config.mirror] Invalid"],
                ),
                ("scheduler.alpha.kubernetes.io/tolerations: x", &["annotations Invalid"]),
                (
                    r#"scheduler.alpha.kubernetes.io/tolerations: '[{"key":"a","effect":"x"}]'"#,
                    &[
                        "annotations.scheduler.alpha.kubernetes.io/tolerations[0].effect NotSupported",
                    ],
                ),
                ("A.b/C: x", &[]),
                ("a b: x", &["annotations Invalid"]),
            ],
        );
    }
}
