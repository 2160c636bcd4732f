//! A StatefulSet. Mirrors `ValidateStatefulSet` of `pkg/apis/apps/validation`.

use super::int_or_percent::{figure, validate_share};
use super::metadata::{Naming, validate_object_meta, validate_object_meta_update};
use super::pod_template::{validate_pod_template, validate_pod_template_metadata};
use super::ratcheting::strictness_of_update;
use super::strictness::Strictness;
use super::volume::validate_persistent_volume_claim_spec;
use super::workload::{
    validate_needed_selector, validate_not_negative, validate_pods_run_for_good,
};
use super::{Facts, checks, text};
use crate::kubernetes::disabled_fields::without_disabled_fields;
use crate::kubernetes::field::{FieldErrors, Path};
use crate::kubernetes::release::{Change, Release};
use k8s_openapi::api::apps::v1::{
    RollingUpdateStatefulSetStrategy, StatefulSet, StatefulSetSpec, StatefulSetUpdateStrategy,
};
use k8s_openapi::api::core::v1::{PersistentVolumeClaimVolumeSource, PodTemplateSpec, Volume};

/// Reports what the API server would refuse on create of a defaulted StatefulSet.
pub(crate) fn validate_stateful_set(
    stateful_set: &StatefulSet,
    facts: Facts,
    release: Release,
    errors: &mut FieldErrors,
) {
    let metadata = Path::root("metadata");
    validate_object_meta(&stateful_set.metadata, Naming::LABEL, release, &metadata, errors);
    let spec = &stateful_set.spec;
    let path = Path::root("spec");
    let checked = release.has(Change::StatefulSetTemplatesAreChecked);
    validate_spec(spec, facts, (Strictness::of_create(release), checked), &path, errors);
    let name = text(&spec.service_name);
    if !name.is_empty() && release.has(Change::StatefulSetsNameServices) {
        checks::dns_label(name, &path.child("serviceName"), errors);
    }
    if !release.has(Change::StatefulSetTemplatesAreChecked) {
        return;
    }
    let claims = spec.volume_claim_templates.as_deref().unwrap_or_default();
    let claims_path = path.child("volumeClaimTemplates");
    for (index, claim) in claims.iter().enumerate() {
        if let Some(spec) = &claim.spec {
            let path = claims_path.index(index);
            validate_persistent_volume_claim_spec(spec, release, &path.child("spec"), errors);
        }
    }
}

/// Reports what the API server would refuse when a StatefulSet replaces an old one, both
/// defaulted. Mirrors `ValidateStatefulSetUpdate`.
pub(crate) fn validate_stateful_set_update(
    new: &StatefulSet,
    new_facts: Facts,
    old: &StatefulSet,
    release: Release,
    errors: &mut FieldErrors,
) {
    validate_object_meta_update(&new.metadata, &old.metadata, &Path::root("metadata"), errors);
    let stored = without_disabled_fields(&new.spec, Some(&old.spec), release);
    let (spec, old_spec) = (&*stored, &old.spec);
    let path = Path::root("spec");
    let strictness = strictness_of_update(Some(&old_spec.template), release);
    // A template that was stored before it was checked may stay as it is.
    let mut checked = release.has(Change::StatefulSetTemplatesAreChecked);
    if checked {
        let mut before = FieldErrors::default();
        validate_spec(old_spec, Facts::default(), (strictness, true), &path, &mut before);
        checked = before.0.is_empty();
    }
    validate_spec(spec, new_facts, (strictness, checked), &path, errors);
    // What an update may change is as in the old one.
    let fixed = StatefulSetSpec {
        replicas: old_spec.replicas,
        template: old_spec.template.clone(),
        update_strategy: old_spec.update_strategy.clone(),
        min_ready_seconds: old_spec.min_ready_seconds,
        ordinals: old_spec.ordinals.clone(),
        revision_history_limit: old_spec.revision_history_limit,
        persistent_volume_claim_retention_policy: old_spec
            .persistent_volume_claim_retention_policy
            .clone(),
        ..spec.clone()
    };
    if fixed != *old_spec {
        let detail = "cannot be changed but for `replicas`, `ordinals`, `template`, \
                      `updateStrategy`, `revisionHistoryLimit`, \
                      `persistentVolumeClaimRetentionPolicy` and `minReadySeconds`; delete the \
                      StatefulSet with `--cascade=orphan` and create it anew";
        errors.forbidden(&path, detail);
    }
}

/// Mirrors `ValidateStatefulSetSpec`.
///
/// Whether the template is looked at stands beside the strictness; its labels and annotations always
/// are.
fn validate_spec(
    spec: &StatefulSetSpec,
    facts: Facts,
    (strictness, checked): (Strictness, bool),
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    const POLICIES: [&str; 2] = ["OrderedReady", "Parallel"];
    let policy = text(&spec.pod_management_policy);
    if !POLICIES.contains(&policy) {
        let detail = format!("`{policy}` is not supported; one of: {}", POLICIES.join(", "));
        errors.invalid(&path.child("podManagementPolicy"), detail);
    }
    if let Some(strategy) = &spec.update_strategy {
        validate_strategy(strategy, &path.child("updateStrategy"), errors);
    }
    if let Some(retention) = &spec.persistent_volume_claim_retention_policy {
        let path = path.child("persistentVolumeClaimRetentionPolicy");
        for (field, value) in
            [("whenDeleted", &retention.when_deleted), ("whenScaled", &retention.when_scaled)]
        {
            let value = text(value);
            if !["Retain", "Delete"].contains(&value) {
                errors.not_supported(&path.child(field), value, &["Retain", "Delete"]);
            }
        }
    }
    let start = spec.ordinals.as_ref().and_then(|ordinals| ordinals.start);
    let figures = [
        ("replicas", spec.replicas.map(i64::from)),
        ("minReadySeconds", spec.min_ready_seconds.map(i64::from)),
        ("ordinals.start", start.map(i64::from)),
    ];
    validate_not_negative(figures, path, errors);
    let selector = facts.selector.then_some(&spec.selector);
    validate_needed_selector(selector, Some(&spec.template), path, errors);
    let template_path = path.child("template");
    if checked {
        let template = with_claims(spec);
        validate_pod_template(&template, strictness, &template_path, errors);
    } else if let Some(pod) = &spec.template.spec {
        let template = &spec.template;
        validate_pod_template_metadata(template, pod, strictness, &template_path, errors);
    }
    validate_pods_run_for_good(&spec.template, "StatefulSet", &template_path, errors);
}

/// The template with what the controller puts into each pod: a volume for each claim, and names of
/// its own.
fn with_claims(spec: &StatefulSetSpec) -> PodTemplateSpec {
    let mut template = spec.template.clone();
    let Some(pod) = &mut template.spec else { return template };
    pod.subdomain = None;
    pod.hostname = None;
    let claims = spec.volume_claim_templates.as_deref().unwrap_or_default();
    let names: Vec<&str> =
        claims.iter().filter_map(|claim| claim.metadata.name.as_deref()).collect();
    if names.is_empty() {
        return template;
    }
    let volumes = pod.volumes.get_or_insert_default();
    volumes.retain(|volume| !names.contains(&volume.name.as_str()));
    volumes.extend(names.into_iter().map(|name| Volume {
        name: name.to_owned(),
        persistent_volume_claim: Some(PersistentVolumeClaimVolumeSource {
            claim_name: name.to_owned(),
            ..Default::default()
        }),
        ..Volume::default()
    }));
    template
}

fn validate_strategy(
    strategy: &StatefulSetUpdateStrategy,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let rolling_path = path.child("rollingUpdate");
    match (text(&strategy.type_), &strategy.rolling_update) {
        ("OnDelete", Some(_)) => {
            errors.invalid(&rolling_path, "has no place beside the type `OnDelete`");
        }
        ("OnDelete" | "RollingUpdate", None) => {}
        ("RollingUpdate", Some(update)) => validate_rolling_update(update, &rolling_path, errors),
        ("", _) => errors.required(path, "give a type: RollingUpdate or OnDelete"),
        (other, _) => {
            let detail = format!("`{other}` is not supported; one of: RollingUpdate, OnDelete");
            errors.invalid(path, detail);
        }
    }
}

/// Mirrors `validateRollingUpdateStatefulSet`.
fn validate_rolling_update(
    update: &RollingUpdateStatefulSetStrategy,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    validate_not_negative([("partition", update.partition.map(i64::from))], path, errors);
    if let Some(max_unavailable) = &update.max_unavailable {
        let path = path.child("maxUnavailable");
        validate_share(max_unavailable, &path, errors);
        if figure(max_unavailable) == 0 {
            errors.invalid(&path, "cannot be 0: nothing could be updated");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::lines;
    use super::*;
    use crate::kubernetes::defaults::default_stateful_set;
    use crate::kubernetes::release::Version;

    fn stateful_set(spec: &str, pod: &str) -> StatefulSet {
        let yaml = format!(
            "{{metadata: {{name: d}}, spec: {{selector: {{matchLabels: {{a: b}}}}, template: \
             {{metadata: {{labels: {{a: b}}}}, spec: {{containers: [{{name: c, image: i{pod}}}]}}}}, \
             {spec}}}}}"
        );
        let mut stateful_set = serde_yaml::from_str(&yaml).unwrap();
        default_stateful_set(&mut stateful_set, Release::default());
        stateful_set
    }

    fn of(spec: &str, pod: &str) -> Vec<String> {
        let mut errors = FieldErrors::default();
        let release = Release::default();
        validate_stateful_set(&stateful_set(spec, pod), Facts::default(), release, &mut errors);
        lines(&errors)
    }

    #[test]
    fn templates_were_checked_by_their_labels_alone() {
        let of = |version| {
            let mut set = stateful_set("replicas: 1", ", imagePullPolicy: Sometimes");
            let metadata = set.spec.template.metadata.get_or_insert_default();
            metadata.labels.get_or_insert_default().insert("c".to_owned(), "-d".to_owned());
            metadata.annotations.get_or_insert_default().insert("_".to_owned(), String::new());
            let mut errors = FieldErrors::default();
            let release = Release::new(version);
            validate_stateful_set(&set, Facts::default(), release, &mut errors);
            lines(&errors)
        };
        let metadata = ["spec.template.annotations Invalid", "spec.template.labels Invalid"];
        assert_eq!(of(Version::V1_33), metadata);
        let pull = "spec.template.spec.containers[0].imagePullPolicy NotSupported";
        assert_eq!(of(Version::V1_34), [&metadata[..], &[pull]].concat());
    }

    #[test]
    fn a_template_that_was_stored_unchecked_may_stay() {
        let of = |old: &str, new: &str| {
            let (old, new) = (stateful_set("replicas: 1", old), stateful_set("replicas: 2", new));
            let mut errors = FieldErrors::default();
            let (facts, release) = (Facts::default(), Release::default());
            validate_stateful_set_update(&new, facts, &old, release, &mut errors);
            lines(&errors)
        };
        let wrong = ", imagePullPolicy: Sometimes";
        assert_eq!(of(wrong, wrong), [""; 0]);
        let pull = "spec.template.spec.containers[0].imagePullPolicy NotSupported";
        assert_eq!(of("", wrong), [pull]);
    }

    #[test]
    fn a_claim_is_a_volume_of_its_pods() {
        let mounts = ", volumeMounts: [{name: data, mountPath: /d}]";
        let claim = "volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: \
                     [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]";
        assert_eq!(of(claim, mounts), [""; 0]);
        assert_eq!(
            of("replicas: 1", mounts),
            ["spec.template.spec.containers[0].volumeMounts[0].name NotFound"]
        );
        let without = "volumeClaimTemplates: [{metadata: {name: data}, spec: {}}]";
        assert_eq!(
            of(without, mounts),
            [
                "spec.volumeClaimTemplates[0].spec.accessModes Required",
                "spec.volumeClaimTemplates[0].spec.resources[storage] Required"
            ]
        );
    }

    #[test]
    fn policies_and_figures() {
        for (spec, expected) in [
            ("podManagementPolicy: Serial", &["spec.podManagementPolicy Invalid"][..]),
            ("updateStrategy: {type: Recreate}", &["spec.updateStrategy Invalid"]),
            (
                "updateStrategy: {rollingUpdate: {partition: -1}}",
                &["spec.updateStrategy.rollingUpdate.partition Invalid"],
            ),
            ("serviceName: A_b", &["spec.serviceName Invalid"]),
            ("ordinals: {start: -1}", &["spec.ordinals.start Invalid"]),
        ] {
            assert_eq!(of(spec, ""), expected, "{spec}");
        }
    }

    #[test]
    fn an_update_changes_little() {
        let update = |new: &str| {
            let (old, new) = (stateful_set("serviceName: a", ""), stateful_set(new, ""));
            let mut errors = FieldErrors::default();
            let facts = Facts::default();
            validate_stateful_set_update(&new, facts, &old, Release::default(), &mut errors);
            lines(&errors)
        };
        assert_eq!(update("serviceName: a, replicas: 5"), [""; 0]);
        assert_eq!(update("serviceName: b"), ["spec Forbidden"]);
    }
}
