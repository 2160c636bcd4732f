//! Workloads other than DaemonSets. Mirrors `SetDefaults_Deployment`, `_StatefulSet` and
//! `_ReplicaSet` of `pkg/apis/apps/v1/defaults.go`, `SetDefaults_Job` and `_CronJob` of
//! `pkg/apis/batch/v1/defaults.go`.

use super::pod_spec::default_pod_spec;
use super::set_if_empty;
use super::volume::default_claim_spec;
use crate::kubernetes::release::Release;
use k8s_openapi::api::apps::v1::{Deployment, ReplicaSet, StatefulSet};
use k8s_openapi::api::batch::v1::{CronJob, Job, JobSpec};
use k8s_openapi::api::core::v1::PodTemplateSpec;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

const REVISION_HISTORY_LIMIT: i32 = 10;
const PROGRESS_DEADLINE_SECONDS: i32 = 600;
const BACKOFF_LIMIT: i32 = 6;
const SUCCESSFUL_JOBS_KEPT: i32 = 3;
const FAILED_JOBS_KEPT: i32 = 1;

fn default_template(template: &mut PodTemplateSpec, release: Release) {
    default_pod_spec(template.spec.get_or_insert_default(), release);
}

/// Fills in a Deployment's defaults and those of its pod template.
pub(crate) fn default_deployment(deployment: &mut Deployment, release: Release) {
    let spec = &mut deployment.spec;
    spec.replicas.get_or_insert(1);
    spec.revision_history_limit.get_or_insert(REVISION_HISTORY_LIMIT);
    spec.progress_deadline_seconds.get_or_insert(PROGRESS_DEADLINE_SECONDS);
    let strategy = spec.strategy.get_or_insert_default();
    set_if_empty(&mut strategy.type_, "RollingUpdate");
    if strategy.type_.as_deref() == Some("RollingUpdate") {
        let update = strategy.rolling_update.get_or_insert_default();
        for share in [&mut update.max_unavailable, &mut update.max_surge] {
            share.get_or_insert_with(|| IntOrString::String("25%".to_owned()));
        }
    }
    default_template(&mut spec.template, release);
}

/// Fills in a ReplicaSet's defaults and those of its pod template.
pub(crate) fn default_replica_set(replica_set: &mut ReplicaSet, release: Release) {
    let spec = &mut replica_set.spec;
    spec.replicas.get_or_insert(1);
    default_template(spec.template.get_or_insert_default(), release);
}

/// Fills in a StatefulSet's defaults, those of its pod template and of its claims.
pub(crate) fn default_stateful_set(stateful_set: &mut StatefulSet, release: Release) {
    let spec = &mut stateful_set.spec;
    spec.replicas.get_or_insert(1);
    spec.revision_history_limit.get_or_insert(REVISION_HISTORY_LIMIT);
    set_if_empty(&mut spec.pod_management_policy, "OrderedReady");
    let strategy = spec.update_strategy.get_or_insert_default();
    if strategy.type_.as_deref().unwrap_or_default().is_empty() {
        strategy.rolling_update.get_or_insert_default();
    }
    set_if_empty(&mut strategy.type_, "RollingUpdate");
    if let ("RollingUpdate", Some(update)) =
        (strategy.type_.as_deref().unwrap_or_default(), &mut strategy.rolling_update)
    {
        update.partition.get_or_insert(0);
    }
    let retention = spec.persistent_volume_claim_retention_policy.get_or_insert_default();
    set_if_empty(&mut retention.when_deleted, "Retain");
    set_if_empty(&mut retention.when_scaled, "Retain");
    for claim in spec.volume_claim_templates.iter_mut().flatten() {
        default_claim_spec(claim.spec.get_or_insert_default());
    }
    default_template(&mut spec.template, release);
}

/// Fills in a Job's defaults and those of its pod template.
pub(crate) fn default_job(job: &mut Job, release: Release) {
    let spec = job.spec.get_or_insert_default();
    if spec.parallelism.is_none() {
        spec.completions.get_or_insert(1);
        spec.parallelism = Some(1);
    }
    let limit = if spec.backoff_limit_per_index.is_some() { i32::MAX } else { BACKOFF_LIMIT };
    spec.backoff_limit.get_or_insert(limit);
    spec.completion_mode.get_or_insert_with(|| "NonIndexed".to_owned());
    spec.suspend.get_or_insert(false);
    spec.manual_selector.get_or_insert(false);
    let replacement =
        if spec.pod_failure_policy.is_some() { "Failed" } else { "TerminatingOrFailed" };
    spec.pod_replacement_policy.get_or_insert_with(|| replacement.to_owned());
    default_job_template(spec, release);
}

/// Fills in what a Job has in a CronJob, too.
fn default_job_template(spec: &mut JobSpec, release: Release) {
    let rules = spec.pod_failure_policy.iter_mut().flat_map(|policy| &mut policy.rules);
    for condition in rules.flat_map(|rule| rule.on_pod_conditions.iter_mut().flatten()) {
        set_if_empty(&mut condition.status, "True");
    }
    default_template(&mut spec.template, release);
}

/// Fills in a CronJob's defaults and those of its pod template. What a Job gets beyond that, it
/// gets when it is made.
pub(crate) fn default_cron_job(cron_job: &mut CronJob, release: Release) {
    let spec = &mut cron_job.spec;
    set_if_empty(&mut spec.concurrency_policy, "Allow");
    spec.suspend.get_or_insert(false);
    spec.successful_jobs_history_limit.get_or_insert(SUCCESSFUL_JOBS_KEPT);
    spec.failed_jobs_history_limit.get_or_insert(FAILED_JOBS_KEPT);
    default_job_template(spec.job_template.spec.get_or_insert_default(), release);
}
