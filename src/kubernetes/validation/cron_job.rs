//! A CronJob. Mirrors `ValidateCronJobCreate` of `pkg/apis/batch/validation`.

use super::cron_schedule::schedule_problem;
use super::job::{leaves_room_for_time, validate_job_spec};
use super::metadata::{Naming, validate_object_meta, validate_object_meta_update};
use super::ratcheting::strictness_of_update;
use super::strictness::Strictness;
use super::workload::validate_not_negative;
use super::{checks, text};
use crate::kubernetes::disabled_fields::without_disabled_fields;
use crate::kubernetes::field::{FieldErrors, Path};
use crate::kubernetes::release::Release;
use k8s_openapi::api::batch::v1::{CronJob, CronJobSpec};

const POLICIES: [&str; 3] = ["Allow", "Forbid", "Replace"];

/// Reports what the API server would refuse on create of a defaulted CronJob.
pub(crate) fn validate_cron_job(cron_job: &CronJob, release: Release, errors: &mut FieldErrors) {
    let metadata = Path::root("metadata");
    validate_object_meta(&cron_job.metadata, Naming::SUBDOMAIN, release, &metadata, errors);
    validate_spec(&cron_job.spec, Strictness::of_create(release), false, errors);
    validate_time_zone(cron_job.spec.time_zone.as_deref(), errors);
    if !leaves_room_for_time(&cron_job.metadata) {
        let detail = "may have at most 52 characters: its Jobs have the time put to it";
        errors.invalid(&metadata.child("name"), detail);
    }
}

/// Reports what the API server would refuse when a CronJob replaces an old one, both defaulted.
/// Mirrors `ValidateCronJobUpdate`.
pub(crate) fn validate_cron_job_update(
    new: &CronJob,
    old: &CronJob,
    release: Release,
    errors: &mut FieldErrors,
) {
    validate_object_meta_update(&new.metadata, &old.metadata, &Path::root("metadata"), errors);
    let old_job = old.spec.job_template.spec.as_ref();
    let strictness = strictness_of_update(old_job.map(|job| &job.template), release);
    let zone_before = old.spec.schedule.contains("TZ");
    let stored = without_disabled_fields(&new.spec, Some(&old.spec), release);
    validate_spec(&stored, strictness, zone_before, errors);
    if new.spec.time_zone != old.spec.time_zone {
        validate_time_zone(new.spec.time_zone.as_deref(), errors);
    }
}

/// Mirrors `validateCronJobSpec`. `zone_before` tells that the old schedule holds a time zone.
fn validate_spec(
    spec: &CronJobSpec,
    strictness: Strictness,
    zone_before: bool,
    errors: &mut FieldErrors,
) {
    let path = Path::root("spec");
    validate_schedule(spec, zone_before, &path.child("schedule"), errors);
    let policy = text(&spec.concurrency_policy);
    checks::one_of(Some(policy), &POLICIES, &path.child("concurrencyPolicy"), errors);
    let figures = [
        ("startingDeadlineSeconds", spec.starting_deadline_seconds),
        ("successfulJobsHistoryLimit", spec.successful_jobs_history_limit.map(i64::from)),
        ("failedJobsHistoryLimit", spec.failed_jobs_history_limit.map(i64::from)),
    ];
    validate_not_negative(figures, &path, errors);
    let template_path = path.child("jobTemplate");
    let job_path = template_path.child("spec");
    let Some(job) = &spec.job_template.spec else { return };
    validate_job_spec(job, strictness, &job_path, errors);
    if job.selector.is_some() {
        errors.invalid(&job_path.child("selector"), "is made by the API server; leave it out");
    }
    if job.manual_selector == Some(true) {
        errors.not_supported(&job_path.child("manualSelector"), "true", &["nil", "false"]);
    }
}

/// Mirrors `validateScheduleFormat`.
fn validate_schedule(
    spec: &CronJobSpec,
    zone_before: bool,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    if spec.schedule.is_empty() {
        errors.required(path, "say when, as in `*/5 * * * *` or `@daily`");
        return;
    }
    if let Some(problem) = schedule_problem(&spec.schedule) {
        errors.invalid(path, problem);
    }
    if spec.schedule.contains("TZ") && (!zone_before || spec.time_zone.is_some()) {
        errors.invalid(path, "takes no time zone; write it in `timeZone`");
    }
}

/// Mirrors `validateTimeZone`, but for the names of zones, which are on the API server's disk.
fn validate_time_zone(zone: Option<&str>, errors: &mut FieldErrors) {
    let Some(zone) = zone else { return };
    let root = Path::root("spec");
    let path = root.child("timeZone");
    let is_part = |part: &str| {
        !matches!(part, "." | "..")
            && !part.starts_with('-')
            && (1..=14).contains(&part.len())
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b".-_+".contains(&b))
    };
    if zone.is_empty() {
        errors.invalid(&path, "must not be empty; leave it out, or name a zone");
    } else if !zone.split('/').all(is_part) {
        errors.invalid(&path, format!("`{zone}` is not a time zone, such as `Europe/Lisbon`"));
    } else if zone.eq_ignore_ascii_case("Local") {
        errors.invalid(&path, "must name a zone, such as `Etc/UTC`");
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::lines;
    use super::*;
    use crate::kubernetes::defaults::default_cron_job;

    fn of(spec: &str, name: &str) -> Vec<String> {
        let yaml = format!(
            "{{metadata: {{name: {name}}}, spec: {{jobTemplate: {{spec: {{template: {{spec: \
             {{restartPolicy: Never, containers: [{{name: c, image: i}}]}}}}}}}}, {spec}}}}}"
        );
        let mut cron_job: CronJob = serde_yaml::from_str(&yaml).unwrap();
        default_cron_job(&mut cron_job, Release::default());
        let mut errors = FieldErrors::default();
        validate_cron_job(&cron_job, Release::default(), &mut errors);
        lines(&errors)
    }

    #[test]
    fn schedules_policies_and_names() {
        let long = "a".repeat(53);
        for (spec, name, expected) in [
            ("schedule: '@daily', timeZone: Europe/Lisbon", "c", &[][..]),
            ("suspend: true", "c", &["spec.schedule Required"]),
            ("schedule: '61 * * * *'", "c", &["spec.schedule Invalid"]),
            ("schedule: 'TZ=UTC 1 * * * *'", "c", &["spec.schedule Invalid"]),
            ("schedule: '@daily', timeZone: 'a b'", "c", &["spec.timeZone Invalid"]),
            (
                "schedule: '@daily', concurrencyPolicy: allow",
                "c",
                &["spec.concurrencyPolicy NotSupported"],
            ),
            ("schedule: '@daily'", &long, &["metadata.name Invalid"]),
        ] {
            assert_eq!(of(spec, name), expected, "{spec}");
        }
    }
}
