//! A DaemonSet. Mirrors `ValidateDaemonSet` of `pkg/apis/apps/validation` and the strategy of
//! `pkg/registry/apps/daemonset`.

use super::int_or_percent::{figure, validate_share};
use super::label_selector::{has_invalid_label_value, validate_label_selector};
use super::metadata::{Naming, validate_object_meta, validate_object_meta_update};
use super::ratcheting::strictness_of_update;
use super::strictness::Strictness;
use super::workload::{is_empty, validate_pods_run_for_good, validate_selected_labels};
use super::{pod_template, text};
use crate::kubernetes::disabled_fields::without_disabled_fields;
use crate::kubernetes::field::{FieldErrors, Path};
use crate::kubernetes::label_selector::is_same;
use crate::kubernetes::release::Release;
use crate::kubernetes::template_generation;
use k8s_openapi::api::apps::v1::{
    DaemonSet, DaemonSetSpec, DaemonSetUpdateStrategy, RollingUpdateDaemonSet,
};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

/// What a manifest says and k8s-openapi's types cannot hold, since they have a plain value where
/// Kubernetes has a pointer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// `spec.selector` is there and not null (`{}` is there).
    pub selector: bool,
}

impl Default for Facts {
    fn default() -> Self {
        Self { selector: true }
    }
}

/// Reports what the API server would refuse on create of a defaulted DaemonSet, in the namespace
/// that it names or `default`.
///
/// Mirrors `rest.BeforeCreate` with the DaemonSet strategy of `pkg/registry/apps/daemonset`.
pub(crate) fn validate_daemon_set(
    daemon_set: &DaemonSet,
    facts: Facts,
    release: Release,
    errors: &mut FieldErrors,
) {
    let daemon_set = without_disabled_fields(daemon_set, None, release);
    let path = Path::root("metadata");
    validate_object_meta(&daemon_set.metadata, Naming::SUBDOMAIN, release, &path, errors);
    let path = Path::root("spec");
    let strictness = Strictness { is_stored: true, ..Strictness::of_create(release) };
    validate_spec(&daemon_set.spec, facts, strictness, &path, errors);
}

/// Reports what the API server would refuse when `new` replaces `old`, both defaulted.
///
/// Mirrors `rest.BeforeUpdate` with the DaemonSet strategy. What only a live object has
/// (`resourceVersion`, `generation`) is taken to be right.
pub fn validate_daemon_set_update(
    new: &DaemonSet,
    new_facts: Facts,
    old: &DaemonSet,
    old_facts: Facts,
    release: Release,
    errors: &mut FieldErrors,
) {
    let new = without_disabled_fields(new, Some(old), release);
    let metadata = Path::root("metadata");
    validate_object_meta(&new.metadata, Naming::SUBDOMAIN, release, &metadata, errors);
    validate_object_meta_update(&new.metadata, &old.metadata, &metadata, errors);
    let (spec, old_spec) = (&new.spec, &old.spec);
    let mut strictness = strictness_of_update(Some(&old_spec.template), release);
    strictness.excused.invalid_label_values_in_selectors |=
        has_invalid_label_value(&old_spec.selector);
    let path = Path::root("spec");
    validate_spec(spec, new_facts, strictness, &path, errors);
    validate_template_generation(spec, old, old_spec, &path, errors);
    let same_selector = is_same(&spec.selector, &old_spec.selector);
    if new_facts.selector != old_facts.selector || !same_selector {
        let detail = "cannot be changed; give the changed DaemonSet a new name";
        errors.invalid(&path.child("selector"), detail);
    }
}

/// The API server counts the template's changes by itself, on from what the old object says: a
/// create lifts a negative number to 1, an update does not.
fn validate_template_generation(
    spec: &DaemonSetSpec,
    old: &DaemonSet,
    old_spec: &DaemonSetSpec,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let changed = spec.template != old_spec.template;
    let generation = template_generation::of(old).wrapping_add(i64::from(changed));
    if generation < 0 {
        let detail = format!(
            "{generation} must not be negative: the annotation `{}` of the DaemonSet that is to \
             be replaced says so",
            template_generation::ANNOTATION
        );
        errors.invalid(&path.child("templateGeneration"), detail);
    }
}

/// Mirrors `ValidateDaemonSetSpec`.
fn validate_spec(
    spec: &DaemonSetSpec,
    facts: Facts,
    strictness: Strictness,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    validate_selector(spec, facts, strictness, path, errors);
    let template_path = path.child("template");
    pod_template::validate_pod_template(&spec.template, strictness, &template_path, errors);
    validate_pods_run_for_good(&spec.template, "DaemonSet", &template_path, errors);
    if let Some(strategy) = &spec.update_strategy {
        validate_update_strategy(strategy, &path.child("updateStrategy"), errors);
    }
    for (field, value) in [
        ("minReadySeconds", spec.min_ready_seconds),
        ("revisionHistoryLimit", spec.revision_history_limit),
    ] {
        if value.is_some_and(|value| value < 0) {
            errors.invalid(&path.child(field), "must not be negative");
        }
    }
}

fn validate_selector(
    spec: &DaemonSetSpec,
    facts: Facts,
    strictness: Strictness,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let selector = facts.selector.then_some(&spec.selector);
    let selector_path = path.child("selector");
    if let Some(selector) = selector {
        let invalid_values = strictness.excused.invalid_label_values_in_selectors;
        validate_label_selector(selector, invalid_values, &selector_path, errors);
    }
    // A selector that cannot be read matches nothing and is reported as such alone.
    validate_selected_labels(selector, Some(&spec.template), path, errors);
    if selector.is_some_and(is_empty) {
        let detail = "must not be empty; name labels of the pod template in `matchLabels`";
        errors.invalid(&selector_path, detail);
    }
}

/// Mirrors `ValidateDaemonSetUpdateStrategy`.
fn validate_update_strategy(
    strategy: &DaemonSetUpdateStrategy,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    match text(&strategy.type_) {
        "OnDelete" => {}
        "RollingUpdate" => match &strategy.rolling_update {
            Some(rolling_update) => {
                validate_rolling_update(rolling_update, &path.child("rollingUpdate"), errors);
            }
            None => errors.required(&path.child("rollingUpdate"), "a rolling update needs it"),
        },
        other => errors.not_supported(path, other, &["RollingUpdate", "OnDelete"]),
    }
}

/// Mirrors `ValidateRollingUpdateDaemonSet`.
fn validate_rolling_update(
    rolling_update: &RollingUpdateDaemonSet,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let zero = IntOrString::Int(0);
    let max_unavailable = rolling_update.max_unavailable.as_ref().unwrap_or(&zero);
    let max_surge = rolling_update.max_surge.as_ref().unwrap_or(&zero);
    validate_share(max_unavailable, &path.child("maxUnavailable"), errors);
    validate_share(max_surge, &path.child("maxSurge"), errors);
    match (figure(max_unavailable) != 0, figure(max_surge) != 0) {
        (true, true) => {
            let detail = "cannot be set while `maxUnavailable` is not 0; set one of them to 0";
            errors.invalid(&path.child("maxSurge"), detail);
        }
        (false, false) => {
            let detail = "cannot be 0 while `maxSurge` is 0: nothing could be updated";
            errors.required(&path.child("maxUnavailable"), detail);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::lines;
    use super::*;
    use crate::kubernetes::defaults::default_daemon_set;
    use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

    fn daemon_set(spec: &str) -> DaemonSet {
        let yaml = format!(
            "{{metadata: {{name: d}}, spec: {{selector: {{matchLabels: {{a: b}}}}, template: \
             {{metadata: {{labels: {{a: b, c: d}}}}, spec: {{containers: [{{name: c, image: i}}]}}}}, \
             {spec}}}}}"
        );
        let mut daemon_set = serde_yaml::from_str(&yaml).unwrap();
        default_daemon_set(&mut daemon_set, Release::default());
        daemon_set
    }

    fn of(daemon_set: &DaemonSet, facts: Facts) -> Vec<String> {
        let mut errors = FieldErrors::default();
        validate_daemon_set(daemon_set, facts, Release::default(), &mut errors);
        lines(&errors)
    }

    #[test]
    fn selectors() {
        let with = |selector: LabelSelector| {
            let mut daemon_set = daemon_set("");
            daemon_set.spec.selector = selector;
            daemon_set
        };
        let empty = with(LabelSelector::default());
        assert_eq!(of(&empty, Facts { selector: true }), ["spec.selector Invalid"]);
        // A missing selector is only noticed by what it doesn't select.
        let labels = ["spec.template.metadata.labels Invalid"];
        assert_eq!(of(&empty, Facts { selector: false }), labels);
        let other = with(serde_yaml::from_str("matchLabels: {a: c}").unwrap());
        assert_eq!(of(&other, Facts::default()), labels);
        let malformed = with(serde_yaml::from_str("matchLabels: {a: -c}").unwrap());
        assert_eq!(of(&malformed, Facts::default()), ["spec.selector.matchLabels Invalid"]);
    }

    #[test]
    fn rolling_updates() {
        for (figures, expected) in [
            ("maxUnavailable: 0, maxSurge: 1", &[][..]),
            ("maxUnavailable: 100%", &[]),
            ("maxUnavailable: 101%", &["maxUnavailable Invalid"]),
            ("maxUnavailable: 0", &["maxUnavailable Required"]),
            ("maxUnavailable: 0%, maxSurge: '0'", &["maxSurge Invalid", "maxUnavailable Required"]),
            ("maxSurge: 1", &["maxSurge Invalid"]),
            ("maxUnavailable: -1", &["maxUnavailable Invalid"]),
            ("maxUnavailable: '5'", &["maxUnavailable Invalid"]),
        ] {
            let strategy = format!("updateStrategy: {{rollingUpdate: {{{figures}}}}}");
            let lines = of(&daemon_set(&strategy), Facts::default());
            let strip = |line: String| line.replace("spec.updateStrategy.rollingUpdate.", "");
            assert_eq!(lines.into_iter().map(strip).collect::<Vec<_>>(), expected, "{figures}");
        }
        let unknown = daemon_set("updateStrategy: {type: Recreate}");
        assert_eq!(of(&unknown, Facts::default()), ["spec.updateStrategy NotSupported"]);
    }

    #[test]
    fn updates() {
        let update = |new: &DaemonSet, old: &DaemonSet| {
            let mut errors = FieldErrors::default();
            let facts = Facts::default();
            validate_daemon_set_update(new, facts, old, facts, Release::default(), &mut errors);
            lines(&errors)
        };
        let old = daemon_set("");
        assert!(update(&daemon_set("minReadySeconds: 3"), &old).is_empty());
        let mut new = old.clone();
        let selector = "{matchLabels: {a: b}, matchExpressions: [{key: c, operator: Exists}]}";
        new.spec.selector = serde_yaml::from_str(selector).unwrap();
        assert_eq!(update(&new, &old), ["spec.selector Invalid"]);
        let mut counted = old.clone();
        let generation = [(template_generation::ANNOTATION.to_owned(), "-2".to_owned())];
        counted.metadata.annotations = Some(generation.into());
        assert_eq!(update(&old, &counted), ["spec.templateGeneration Invalid"]);
        let mut new = old.clone();
        new.metadata.name = Some("e".to_owned());
        assert_eq!(update(&new, &old), ["metadata.name Invalid"]);
    }

    #[test]
    fn what_the_old_object_has_may_stay() {
        let with = |operator: &str| {
            let mut daemon_set = daemon_set("");
            let toleration = format!("tolerations: [{{key: a, operator: {operator}, value: '1'}}]");
            let mut spec: k8s_openapi::api::core::v1::PodSpec =
                serde_yaml::from_str(&format!("{{containers: [], {toleration}}}")).unwrap();
            let template = &mut daemon_set.spec.template;
            spec.containers = template.spec.take().unwrap().containers;
            template.spec = Some(spec);
            default_daemon_set(&mut daemon_set, Release::default());
            daemon_set
        };
        let (facts, release) = (Facts::default(), Release::default());
        let mut errors = FieldErrors::default();
        validate_daemon_set_update(&with("Lt"), facts, &with("Gt"), facts, release, &mut errors);
        assert!(errors.0.is_empty());
        validate_daemon_set_update(&with("Lt"), facts, &with("Equal"), facts, release, &mut errors);
        assert_eq!(lines(&errors), ["spec.template.spec.tolerations[0].operator NotSupported"]);
    }
}
