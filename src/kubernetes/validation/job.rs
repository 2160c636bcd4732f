//! A Job. Mirrors `ValidateJob` of `pkg/apis/batch/validation`, and the selector that the API
//! server makes before it.

use super::label_selector::validate_label_selector;
use super::metadata::{Naming, effective_name, validate_object_meta, validate_object_meta_update};
use super::pod_failure_policy::{validate_pod_failure_policy, validate_success_policy};
use super::pod_template::validate_pod_template;
use super::ratcheting::strictness_of_update;
use super::strictness::Strictness;
use super::text;
use super::workload::{validate_not_negative, validate_selected_labels};
use crate::kubernetes::disabled_fields::without_disabled_fields;
use crate::kubernetes::field::{FieldErrors, Path, Reason};
use crate::kubernetes::names;
use crate::kubernetes::release::Release;
use k8s_openapi::api::batch::v1::{Job, JobSpec};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

/// Labels that the Job's controller finds its pods by, with the field of the Job that they hold.
const GENERATED: [(&str, bool); 4] = [
    ("job-name", true),
    ("batch.kubernetes.io/job-name", true),
    ("controller-uid", false),
    ("batch.kubernetes.io/controller-uid", false),
];

const MODES: [&str; 2] = ["NonIndexed", "Indexed"];

/// The most of pods at once, and of indexes that may fail, of an indexed Job.
const MOST_INDEXES: i32 = 100_000;

/// The most of them where there are more completions than that.
const MOST_WITH_MANY_COMPLETIONS: i32 = 10_000;

const MANAGED_BY_MAX_LENGTH: usize = 63;

/// Reports what the API server would refuse on create of a defaulted Job.
pub(crate) fn validate_job(job: &Job, release: Release, errors: &mut FieldErrors) {
    validate_object_meta(
        &job.metadata,
        Naming::SUBDOMAIN,
        release,
        &Path::root("metadata"),
        errors,
    );
    let Some(spec) = &job.spec else { return };
    let path = Path::root("spec");
    validate_job_spec(spec, Strictness::of_create(release), &path, errors);
    validate_job_selector(job, spec, &path, errors);
    let completions = spec.completions.unwrap_or_default();
    if spec.completion_mode.as_deref() == Some("Indexed") && completions > 0 {
        let host = format!("{}-{}", effective_name(&job.metadata), completions - 1);
        if !names::dns1123_label(&host).is_empty() {
            let detail = format!("gives the last pod the hostname `{host}`, which is not valid");
            errors.invalid(&Path::root("metadata").child("name"), detail);
        }
    }
}

/// Reports what the API server would refuse when a Job replaces an old one, both defaulted.
/// Mirrors `ValidateJobSpecUpdate`; the template of a suspended Job is not looked at.
pub(crate) fn validate_job_update(
    new: &Job,
    old: &Job,
    release: Release,
    errors: &mut FieldErrors,
) {
    validate_object_meta_update(&new.metadata, &old.metadata, &Path::root("metadata"), errors);
    let (Some(spec), Some(old_spec)) = (&new.spec, &old.spec) else { return };
    let stored = without_disabled_fields(spec, Some(old_spec), release);
    let spec = &*stored;
    let path = Path::root("spec");
    let strictness = strictness_of_update(Some(&old_spec.template), release);
    validate_job_spec(spec, strictness, &path, errors);
    let indexed = spec.completion_mode.as_deref() == Some("Indexed");
    let fixed = [
        ("completions", !indexed && spec.completions != old_spec.completions),
        ("selector", spec.selector != old_spec.selector),
        ("template", old_spec.suspend != Some(true) && spec.template != old_spec.template),
        ("completionMode", spec.completion_mode != old_spec.completion_mode),
        ("podFailurePolicy", spec.pod_failure_policy != old_spec.pod_failure_policy),
        ("backoffLimitPerIndex", spec.backoff_limit_per_index != old_spec.backoff_limit_per_index),
        ("managedBy", spec.managed_by != old_spec.managed_by),
        ("successPolicy", spec.success_policy != old_spec.success_policy),
    ];
    for (field, _) in fixed.into_iter().filter(|(_, changed)| *changed) {
        let detail = "cannot be changed; delete the Job and create it anew";
        errors.invalid(&path.child(field), detail);
    }
}

/// Without `manualSelector` the API server makes selector and labels by itself, and refuses what
/// contradicts them.
fn validate_job_selector(job: &Job, spec: &JobSpec, path: &Path<'_>, errors: &mut FieldErrors) {
    let selector_path = path.child("selector");
    if spec.manual_selector == Some(true) {
        match &spec.selector {
            None => errors.required(&selector_path, "`manualSelector` needs it"),
            Some(selector) => validate_label_selector(selector, false, &selector_path, errors),
        }
        validate_selected_labels(spec.selector.as_ref(), Some(&spec.template), path, errors);
        return;
    }
    let template = path.child("template");
    let metadata = template.child("metadata");
    let own = spec.template.metadata.as_ref().and_then(|metadata| metadata.labels.as_ref());
    for (key, is_name) in GENERATED {
        let Some(value) = own.and_then(|labels| labels.get(key)) else { continue };
        let name = effective_name(&job.metadata);
        let generated = if is_name { &name } else { text(&job.metadata.uid) };
        if value != generated {
            let detail = "is made by the API server; leave the label out";
            errors.invalid(&metadata.child("labels"), detail);
        }
    }
    if spec.selector.is_some() {
        let detail = "is made by the API server; leave it out, or set `manualSelector: true`";
        errors.invalid(&selector_path, detail);
    }
}

/// Mirrors `validateJobSpec`.
pub(super) fn validate_job_spec(
    spec: &JobSpec,
    strictness: Strictness,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let figures = [
        ("parallelism", spec.parallelism.map(i64::from)),
        ("completions", spec.completions.map(i64::from)),
        ("activeDeadlineSeconds", spec.active_deadline_seconds),
        ("backoffLimit", spec.backoff_limit.map(i64::from)),
        ("ttlSecondsAfterFinished", spec.ttl_seconds_after_finished.map(i64::from)),
        ("backoffLimitPerIndex", spec.backoff_limit_per_index.map(i64::from)),
        ("maxFailedIndexes", spec.max_failed_indexes.map(i64::from)),
    ];
    validate_not_negative(figures, path, errors);
    if spec.max_failed_indexes.is_some() && spec.backoff_limit_per_index.is_none() {
        errors.required(&path.child("backoffLimitPerIndex"), "`maxFailedIndexes` needs it");
    }
    if let Some(manager) = &spec.managed_by {
        let path = path.child("managedBy");
        names::domain_prefixed_path(&path, manager, errors);
        if manager.len() > MANAGED_BY_MAX_LENGTH {
            errors.push(&path, Reason::TooLong, names::too_long(MANAGED_BY_MAX_LENGTH));
        }
    }
    validate_completion_mode(spec, path, errors);
    if let Some(policy) = &spec.pod_failure_policy {
        validate_pod_failure_policy(policy, spec, &path.child("podFailurePolicy"), errors);
    }
    if let Some(policy) = &spec.success_policy {
        let path = path.child("successPolicy");
        if spec.completion_mode.as_deref() == Some("Indexed") {
            validate_success_policy(policy, spec, &path, errors);
        } else {
            errors.invalid(&path, "needs `completionMode: Indexed`");
        }
    }
    if let Some(policy) = &spec.pod_replacement_policy {
        let supported: &[&str] = match spec.pod_failure_policy {
            Some(_) => &["Failed"],
            None => &["Failed", "TerminatingOrFailed"],
        };
        if !supported.contains(&policy.as_str()) {
            errors.not_supported(&path.child("podReplacementPolicy"), policy, supported);
        }
    }
    let template_path = path.child("template");
    validate_pod_template(&spec.template, strictness, &template_path, errors);
    validate_restart_policy(spec, &template_path.child("spec"), errors);
}

fn validate_completion_mode(spec: &JobSpec, path: &Path<'_>, errors: &mut FieldErrors) {
    let mode = spec.completion_mode.as_deref().unwrap_or("NonIndexed");
    let failed_path = path.child("maxFailedIndexes");
    if !MODES.contains(&mode) {
        errors.not_supported(&path.child("completionMode"), mode, &MODES);
    }
    if mode == "NonIndexed" {
        let of_indexes = [
            ("backoffLimitPerIndex", spec.backoff_limit_per_index),
            ("maxFailedIndexes", spec.max_failed_indexes),
        ];
        for (field, _) in of_indexes.into_iter().filter(|(_, value)| value.is_some()) {
            errors.invalid(&path.child(field), "needs `completionMode: Indexed`");
        }
    }
    if mode != "Indexed" {
        return;
    }
    let parallelism_path = path.child("parallelism");
    let at_most = |value: Option<i32>, most: i32, path: &Path<'_>, errors: &mut FieldErrors| {
        if value.is_some_and(|value| value > most) {
            errors.invalid(path, format!("must be at most {most} here"));
        }
    };
    at_most(spec.parallelism, MOST_INDEXES, &parallelism_path, errors);
    at_most(spec.max_failed_indexes, MOST_INDEXES, &failed_path, errors);
    let Some(completions) = spec.completions else {
        errors.required(&path.child("completions"), "`completionMode: Indexed` needs it");
        return;
    };
    if spec.max_failed_indexes.is_some_and(|most| most > completions) {
        errors.invalid(&failed_path, "must be at most `completions`");
    }
    if completions > MOST_INDEXES && spec.backoff_limit_per_index.is_some() {
        if spec.max_failed_indexes.is_none() {
            errors.required(&failed_path, format!("more than {MOST_INDEXES} completions need it"));
        }
        at_most(spec.parallelism, MOST_WITH_MANY_COMPLETIONS, &parallelism_path, errors);
        at_most(spec.max_failed_indexes, MOST_WITH_MANY_COMPLETIONS, &failed_path, errors);
    }
}

fn validate_restart_policy(spec: &JobSpec, path: &Path<'_>, errors: &mut FieldErrors) {
    let Some(pod) = &spec.template.spec else { return };
    let path = path.child("restartPolicy");
    match text(&pod.restart_policy) {
        "" | "Always" => {
            errors.required(&path, "a Job's pods end: give `OnFailure` or `Never`");
        }
        "OnFailure" if spec.pod_failure_policy.is_some() => {
            errors.invalid(&path, "must be `Never` where there is a `podFailurePolicy`");
        }
        "OnFailure" | "Never" => {}
        other => errors.not_supported(&path, other, &["OnFailure", "Never"]),
    }
}

/// Whether a name leaves room for what a CronJob's controller puts to it. Mirrors the check of
/// `ValidateCronJobCreate`.
pub(super) fn leaves_room_for_time(metadata: &ObjectMeta) -> bool {
    text(&metadata.name).len() <= names::DNS1035_LABEL_MAX_LENGTH - "-1234567890".len()
}

#[cfg(test)]
mod tests {
    use super::super::testing::lines;
    use super::*;
    use crate::kubernetes::defaults::default_job;

    fn of(spec: &str, pod: &str) -> Vec<String> {
        let yaml = format!(
            "{{metadata: {{name: j}}, spec: {{template: {{spec: {{containers: \
             [{{name: c, image: i}}], {pod}}}}}, {spec}}}}}"
        );
        let mut job: Job = serde_yaml::from_str(&yaml).unwrap();
        default_job(&mut job, Release::default());
        let mut errors = FieldErrors::default();
        validate_job(&job, Release::default(), &mut errors);
        lines(&errors)
    }

    #[test]
    fn pods_of_a_job_end() {
        assert_eq!(of("parallelism: 2", "restartPolicy: Never"), [""; 0]);
        assert_eq!(of("parallelism: 2", ""), ["spec.template.spec.restartPolicy Required"]);
        assert_eq!(
            of("parallelism: 2", "restartPolicy: always"),
            ["spec.template.spec.restartPolicy NotSupported"]
        );
    }

    #[test]
    fn figures_and_modes() {
        for (spec, expected) in [
            ("backoffLimit: -1", &["spec.backoffLimit Invalid"][..]),
            ("completionMode: Indexed", &[]),
            ("completionMode: Indexed, parallelism: 2", &["spec.completions Required"]),
            ("completionMode: indexed", &["spec.completionMode NotSupported"]),
            ("backoffLimitPerIndex: 1", &["spec.backoffLimitPerIndex Invalid"]),
            ("selector: {matchLabels: {a: b}}", &["spec.selector Invalid"]),
            (
                "manualSelector: true",
                &["spec.selector Required", "spec.template.metadata.labels Invalid"],
            ),
            ("podReplacementPolicy: No", &["spec.podReplacementPolicy NotSupported"]),
        ] {
            assert_eq!(of(spec, "restartPolicy: Never"), expected, "{spec}");
        }
    }
}
