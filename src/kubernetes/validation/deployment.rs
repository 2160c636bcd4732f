//! A Deployment, and a ReplicaSet. Mirrors `ValidateDeployment` and `ValidateReplicaSet` of
//! `pkg/apis/apps/validation`.

use super::int_or_percent::{figure, validate_number_or_share, validate_share};
use super::metadata::{Naming, validate_object_meta, validate_object_meta_update};
use super::pod_template::validate_pod_template;
use super::ratcheting::strictness_of_update;
use super::strictness::Strictness;
use super::workload::{
    validate_needed_selector, validate_not_negative, validate_pods_run_for_good,
};
use super::{Facts, text};
use crate::kubernetes::disabled_fields::without_disabled_fields;
use crate::kubernetes::field::{FieldErrors, Path};
use crate::kubernetes::label_selector::is_same;
use crate::kubernetes::release::Release;
use k8s_openapi::api::apps::v1::{
    Deployment, DeploymentSpec, DeploymentStrategy, ReplicaSet, ReplicaSetSpec,
    RollingUpdateDeployment,
};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

/// Reports what the API server would refuse on create of a defaulted Deployment.
pub(crate) fn validate_deployment(
    deployment: &Deployment,
    facts: Facts,
    release: Release,
    errors: &mut FieldErrors,
) {
    let metadata = Path::root("metadata");
    validate_object_meta(&deployment.metadata, Naming::SUBDOMAIN, release, &metadata, errors);
    validate_deployment_spec(&deployment.spec, facts, Strictness::of_create(release), errors);
}

/// Reports what the API server would refuse when a Deployment replaces an old one, both
/// defaulted. Mirrors `ValidateDeploymentUpdate`.
pub(crate) fn validate_deployment_update(
    new: &Deployment,
    new_facts: Facts,
    (old, old_facts): (&Deployment, Facts),
    release: Release,
    errors: &mut FieldErrors,
) {
    validate_object_meta_update(&new.metadata, &old.metadata, &Path::root("metadata"), errors);
    let stored = without_disabled_fields(&new.spec, Some(&old.spec), release);
    let (spec, old_spec) = (&*stored, &old.spec);
    let strictness = strictness_of_update(Some(&old_spec.template), release);
    validate_deployment_spec(spec, new_facts, strictness, errors);
    let same = is_same(&spec.selector, &old_spec.selector);
    if new_facts.selector != old_facts.selector || !same {
        let detail = "cannot be changed; give the changed Deployment a new name";
        errors.invalid(&Path::root("spec").child("selector"), detail);
    }
}

/// Mirrors `ValidateDeploymentSpec`.
fn validate_deployment_spec(
    spec: &DeploymentSpec,
    facts: Facts,
    strictness: Strictness,
    errors: &mut FieldErrors,
) {
    let path = Path::root("spec");
    let selector = facts.selector.then_some(&spec.selector);
    validate_needed_selector(selector, Some(&spec.template), &path, errors);
    let template_path = path.child("template");
    validate_pod_template(&spec.template, strictness, &template_path, errors);
    validate_pods_run_for_good(&spec.template, "Deployment", &template_path, errors);
    if let Some(strategy) = &spec.strategy {
        validate_strategy(strategy, &path.child("strategy"), errors);
    }
    let figures = [
        ("replicas", spec.replicas.map(i64::from)),
        ("minReadySeconds", spec.min_ready_seconds.map(i64::from)),
        ("revisionHistoryLimit", spec.revision_history_limit.map(i64::from)),
        ("progressDeadlineSeconds", spec.progress_deadline_seconds.map(i64::from)),
    ];
    validate_not_negative(figures, &path, errors);
    let min_ready = spec.min_ready_seconds.unwrap_or_default();
    if spec.progress_deadline_seconds.is_some_and(|deadline| deadline <= min_ready) {
        let detail = format!("must be more than `minReadySeconds`, which is {min_ready}");
        errors.invalid(&path.child("progressDeadlineSeconds"), detail);
    }
}

/// Mirrors `ValidateDeploymentStrategy`.
fn validate_strategy(strategy: &DeploymentStrategy, path: &Path<'_>, errors: &mut FieldErrors) {
    let rolling_path = path.child("rollingUpdate");
    match (text(&strategy.type_), &strategy.rolling_update) {
        ("Recreate", Some(_)) => {
            errors.forbidden(&rolling_path, "has no place beside the type `Recreate`");
        }
        ("Recreate", None) => {}
        ("RollingUpdate", Some(update)) => validate_rolling_update(update, &rolling_path, errors),
        ("RollingUpdate", None) => errors.required(&rolling_path, "a rolling update needs it"),
        (other, _) => errors.not_supported(path, other, &["Recreate", "RollingUpdate"]),
    }
}

/// Mirrors `ValidateRollingUpdateDeployment`.
fn validate_rolling_update(
    update: &RollingUpdateDeployment,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let zero = IntOrString::Int(0);
    let max_unavailable = update.max_unavailable.as_ref().unwrap_or(&zero);
    let max_surge = update.max_surge.as_ref().unwrap_or(&zero);
    let unavailable_path = path.child("maxUnavailable");
    validate_share(max_unavailable, &unavailable_path, errors);
    validate_number_or_share(max_surge, &path.child("maxSurge"), errors);
    if figure(max_unavailable) == 0 && figure(max_surge) == 0 {
        let detail = "cannot be 0 while `maxSurge` is 0: nothing could be updated";
        errors.invalid(&unavailable_path, detail);
    }
}

/// Reports what the API server would refuse on create of a defaulted ReplicaSet.
pub(crate) fn validate_replica_set(
    replica_set: &ReplicaSet,
    facts: Facts,
    release: Release,
    errors: &mut FieldErrors,
) {
    let metadata = Path::root("metadata");
    validate_object_meta(&replica_set.metadata, Naming::SUBDOMAIN, release, &metadata, errors);
    validate_replica_set_spec(&replica_set.spec, facts, Strictness::of_create(release), errors);
}

/// Reports what the API server would refuse when a ReplicaSet replaces an old one, both
/// defaulted. Mirrors `ValidateReplicaSetUpdate`.
pub(crate) fn validate_replica_set_update(
    new: &ReplicaSet,
    new_facts: Facts,
    (old, old_facts): (&ReplicaSet, Facts),
    release: Release,
    errors: &mut FieldErrors,
) {
    validate_object_meta_update(&new.metadata, &old.metadata, &Path::root("metadata"), errors);
    let stored = without_disabled_fields(&new.spec, Some(&old.spec), release);
    let (spec, old_spec) = (&*stored, &old.spec);
    let strictness = strictness_of_update(old_spec.template.as_ref(), release);
    validate_replica_set_spec(spec, new_facts, strictness, errors);
    let same = is_same(&spec.selector, &old_spec.selector);
    if new_facts.selector != old_facts.selector || !same {
        let detail = "cannot be changed; give the changed ReplicaSet a new name";
        errors.invalid(&Path::root("spec").child("selector"), detail);
    }
}

/// Mirrors `ValidateReplicaSetSpec`.
fn validate_replica_set_spec(
    spec: &ReplicaSetSpec,
    facts: Facts,
    strictness: Strictness,
    errors: &mut FieldErrors,
) {
    let path = Path::root("spec");
    let figures = [
        ("replicas", spec.replicas.map(i64::from)),
        ("minReadySeconds", spec.min_ready_seconds.map(i64::from)),
    ];
    validate_not_negative(figures, &path, errors);
    let selector = facts.selector.then_some(&spec.selector);
    validate_needed_selector(selector, spec.template.as_ref(), &path, errors);
    let Some(template) = &spec.template else { return };
    let template_path = path.child("template");
    validate_pod_template(template, strictness, &template_path, errors);
    validate_pods_run_for_good(template, "ReplicaSet", &template_path, errors);
}

#[cfg(test)]
mod tests {
    use super::super::testing::lines;
    use super::*;
    use crate::kubernetes::defaults::default_deployment;

    fn of(spec: &str) -> Vec<String> {
        let yaml = format!(
            "{{metadata: {{name: d}}, spec: {{selector: {{matchLabels: {{a: b}}}}, template: \
             {{metadata: {{labels: {{a: b}}}}, spec: {{containers: [{{name: c, image: i}}]}}}}, \
             {spec}}}}}"
        );
        let mut deployment: Deployment = serde_yaml::from_str(&yaml).unwrap();
        default_deployment(&mut deployment, Release::default());
        let mut errors = FieldErrors::default();
        validate_deployment(&deployment, Facts::default(), Release::default(), &mut errors);
        lines(&errors)
    }

    #[test]
    fn figures_and_strategies() {
        for (spec, expected) in [
            ("replicas: 3, strategy: {type: Recreate}", &[][..]),
            ("replicas: -1", &["spec.replicas Invalid"]),
            ("minReadySeconds: 600", &["spec.progressDeadlineSeconds Invalid"]),
            ("strategy: {type: rolling}", &["spec.strategy NotSupported"]),
            (
                "strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 0%}}",
                &["spec.strategy.rollingUpdate.maxUnavailable Invalid"],
            ),
            ("strategy: {rollingUpdate: {maxSurge: 200%}}", &[]),
            (
                "strategy: {type: Recreate, rollingUpdate: {}}",
                &["spec.strategy.rollingUpdate Forbidden"],
            ),
        ] {
            assert_eq!(of(spec), expected, "{spec}");
        }
    }

    #[test]
    fn a_selector_must_be_given_and_select_the_pods() {
        let mut deployment: Deployment = serde_yaml::from_str(
            "{metadata: {name: d}, spec: {template: {spec: {containers: [{name: c, image: i}]}}}}",
        )
        .unwrap();
        default_deployment(&mut deployment, Release::default());
        let mut errors = FieldErrors::default();
        let facts = Facts { selector: false };
        validate_deployment(&deployment, facts, Release::default(), &mut errors);
        assert_eq!(
            lines(&errors),
            ["spec.selector Required", "spec.template.metadata.labels Invalid"]
        );
    }

    #[test]
    fn an_update_keeps_the_selector() {
        let with = |label: &str| -> Deployment {
            let yaml = format!(
                "{{metadata: {{name: d}}, spec: {{selector: {{matchLabels: {{a: {label}}}}}, \
                 template: {{metadata: {{labels: {{a: {label}}}}}, spec: {{containers: \
                 [{{name: c, image: i}}]}}}}}}}}"
            );
            let mut deployment = serde_yaml::from_str(&yaml).unwrap();
            default_deployment(&mut deployment, Release::default());
            deployment
        };
        let (old, facts) = (with("b"), Facts::default());
        let mut errors = FieldErrors::default();
        let release = Release::default();
        validate_deployment_update(&with("b"), facts, (&old, facts), release, &mut errors);
        assert!(errors.0.is_empty());
        validate_deployment_update(&with("c"), facts, (&old, facts), release, &mut errors);
        assert_eq!(lines(&errors), ["spec.selector Invalid"]);
    }
}
