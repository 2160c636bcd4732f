//! What only some kinds of workloads are warned of.

use super::{Warning, Warnings, of_fraction};
use crate::kubernetes::field::Path;
use crate::kubernetes::names::{DNS1123_LABEL_MAX_LENGTH, dns1123_label};
use crate::kubernetes::validation::metadata::effective_name;
use k8s_openapi::api::apps::v1::StatefulSet;
use k8s_openapi::api::batch::v1::JobSpec;
use k8s_openapi::api::core::v1::{PersistentVolumeClaim, VolumeResourceRequirements};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

/// Where pods have the name of their workload in theirs.
pub(crate) const POD_NAMES: &str = "Pod names and hostnames";
/// Where a pod's own name is used.
pub(crate) const POD_HOSTNAME: &str = "the Pod's hostname";

/// From here on many completions and many pods at once are too much for an indexed Job.
const MANY_COMPLETIONS: i32 = 100_000;
const MANY_AT_ONCE: i32 = 10_000;

/// Warns of a name that pods and hostnames can't have as it is. Mirrors `WarningsOnCreate` of the
/// strategies of Deployments, ReplicaSets, Jobs, CronJobs and Pods.
pub(crate) fn of_pod_names(metadata: &ObjectMeta, whose: &str) -> Vec<Warning> {
    let name = effective_name(metadata);
    if name.is_empty() || dns1123_label(&name).is_empty() {
        return Vec::new();
    }
    let mut problems = Vec::new();
    if name.len() > DNS1123_LABEL_MAX_LENGTH {
        problems.push(format!("must be no more than {DNS1123_LABEL_MAX_LENGTH} characters"));
    }
    let is_label = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !name.chars().all(is_label) || name.starts_with('-') || name.ends_with('-') {
        problems.push(
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or \
             '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or \
             '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
                .to_owned(),
        );
    }
    let mut warnings = Warnings::default();
    let text = format!(
        "this is used in {whose}, which can result in surprising behavior; a DNS label is \
         recommended: [{}]",
        problems.join(" ")
    );
    warnings.push(&Path::root("metadata").child("name"), text);
    warnings.0
}

/// Mirrors `WarningsForJobSpec`, but for the pod template. `way` leads to the Job's spec.
pub(crate) fn of_job(spec: &JobSpec, path: &Path<'_>) -> Vec<Warning> {
    let mut warnings = Warnings::default();
    if spec.completion_mode.as_deref() == Some("Indexed")
        && spec.completions.unwrap_or_default() > MANY_COMPLETIONS
        && spec.parallelism.unwrap_or_default() > MANY_AT_ONCE
    {
        let text = "In Indexed Jobs with a number of completions higher than 10^5 and a \
                    parallelism higher than 10^4, Kubernetes might not be able to track \
                    completedIndexes when a big number of indexes fail";
        warnings.push(path, text);
    }
    warnings.0
}

/// Mirrors `WarningsOnCreate` of the strategy of StatefulSets, but for the pod template.
pub(crate) fn of_stateful_set(stateful_set: &StatefulSet) -> Vec<Warning> {
    let mut warnings = Warnings::default();
    let root = Path::root("spec");
    let claims = root.child("volumeClaimTemplates");
    let templates = stateful_set.spec.volume_claim_templates.iter().flatten();
    for (index, claim) in templates.enumerate() {
        let resources = claim.spec.as_ref().and_then(|spec| spec.resources.as_ref());
        of_storage(resources, &claims.index(index), &mut warnings);
    }
    if stateful_set.spec.revision_history_limit.is_some_and(|limit| limit < 0) {
        let text = "a negative value retains all historical revisions; a value >= 0 is recommended";
        warnings.push(&root.child("revisionHistoryLimit"), text);
    }
    warnings.0
}

/// The annotation that named a claim's storage class before there was a field.
const BETA_STORAGE_CLASS: &str = "volume.beta.kubernetes.io/storage-class";

/// Mirrors `GetWarningsForPersistentVolumeClaim` of `pkg/api/persistentvolumeclaim`.
pub(crate) fn of_claim(claim: &PersistentVolumeClaim) -> Vec<Warning> {
    let mut warnings = Warnings::default();
    let annotations = claim.metadata.annotations.as_ref();
    if annotations.is_some_and(|annotations| annotations.contains_key(BETA_STORAGE_CLASS)) {
        let metadata = Path::root("metadata");
        let path = metadata.child("annotations");
        let text = "deprecated since v1.8; use \"storageClassName\" attribute instead";
        warnings.push(&path.key(BETA_STORAGE_CLASS), text);
    }
    let resources = claim.spec.as_ref().and_then(|spec| spec.resources.as_ref());
    of_storage(resources, &Path::root("spec"), &mut warnings);
    warnings.0
}

/// Warns of storage in fractions of a byte. Mirrors `GetWarningsForPersistentVolumeClaimSpec`.
fn of_storage(
    resources: Option<&VolumeResourceRequirements>,
    path: &Path<'_>,
    warnings: &mut Warnings,
) {
    let Some(resources) = resources else { return };
    let path = path.child("resources");
    let (requests, limits) = (resources.requests.as_ref(), resources.limits.as_ref());
    of_fraction(requests, "storage", &path.child("requests"), warnings);
    of_fraction(limits, "storage", &path.child("limits"), warnings);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_ask_for_whole_bytes_and_name_their_class_in_a_field() {
        let of = |text: &str| -> Vec<String> {
            let claim: PersistentVolumeClaim = serde_yaml::from_str(text).unwrap();
            of_claim(&claim).into_iter().map(|warning| warning.message).collect()
        };
        assert_eq!(
            of("{metadata: {annotations: {volume.beta.kubernetes.io/storage-class: fast}}, \
                 spec: {resources: {requests: {storage: 1500m}, limits: {storage: 2000m}}}}"),
            [
                "metadata.annotations[volume.beta.kubernetes.io/storage-class]: deprecated since v1.8; \
                 use \"storageClassName\" attribute instead",
                "spec.resources.requests[storage]: fractional byte value \"1500m\" is invalid, must be \
                 an integer",
            ]
        );
        assert!(of("spec: {resources: {requests: {storage: 10Gi}}}").is_empty());
    }
}
