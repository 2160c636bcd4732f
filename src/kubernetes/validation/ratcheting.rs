//! Ratcheting: what an old object excuses in the one that replaces it.

use super::affinity::{has_invalid_label_value, has_invalid_selector};
use super::annotations::has_invalid_deletion_cost;
use super::checks;
use super::container::has_restart_of_all_containers;
use super::dns::has_relaxed_search;
use super::env::has_relaxed_env_name;
use super::file_path::local_non_reserved_path;
use super::pod_security_context::has_sysctl_of_host_namespace;
use super::resources::{is_huge_page, is_whole_pages};
use super::strictness::{Excused, Strictness};
use super::topology_spread::{has_invalid_legacy_match_label_keys, has_invalid_match_label_keys};
use crate::kubernetes::containers::{is_sidecar, visit_containers};
use crate::kubernetes::disabled_fields::restart_rules_in_use;
use crate::kubernetes::field::{FieldErrors, Path};
use crate::kubernetes::release::Release;
use k8s_openapi::api::core::v1::{PodSpec, PodTemplateSpec};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;
use std::collections::BTreeMap;

/// What may pass when a template replaces `old`, since `old` has it too.
///
/// Mirrors `GetValidationOptionsFromPodTemplate` of `pkg/api/pod`.
#[must_use]
fn excused_by(old: &PodTemplateSpec) -> Excused {
    let metadata = old.metadata.as_ref();
    let annotations = metadata.and_then(|metadata| metadata.annotations.as_ref());
    let Some(spec) = &old.spec else { return Excused::default() };
    let context = spec.security_context.as_ref();
    let affinity = spec.affinity.as_ref();
    let constraints = spec.topology_spread_constraints.as_deref().unwrap_or_default();
    let user_namespace = spec.host_users == Some(false);
    Excused {
        invalid_pod_deletion_cost: has_invalid_deletion_cost(annotations),
        invalid_label_values_in_selectors: affinity.is_some_and(has_invalid_selector),
        indivisible_huge_pages: has_indivisible_huge_pages(spec),
        invalid_topology_spread_selectors: super::topology_spread::has_invalid_selector(
            constraints,
        ),
        non_local_projected_token_paths: has_non_local_token_path(spec),
        relaxed_dns_searches: has_relaxed_search(spec),
        relaxed_env_names: has_relaxed_env_name(spec),
        empty_sleeps: has_empty_sleep(spec),
        restarts_of_all_containers: has_restart_of_all_containers(spec),
        container_restart_rules: restart_rules_in_use(spec),
        sysctls_of_host_namespaces: has_sysctl_of_host_namespace(spec),
        any_selinux_change_policy: context
            .is_some_and(|context| context.se_linux_change_policy.is_some()),
        invalid_label_values_in_node_affinity: affinity.is_some_and(has_invalid_label_value),
        invalid_match_label_keys: has_invalid_match_label_keys(constraints),
        invalid_legacy_match_label_keys: has_invalid_legacy_match_label_keys(constraints),
        volume_devices_in_user_namespaces: user_namespace && has_volume_devices(spec),
        host_network_in_user_namespaces: user_namespace && spec.host_network == Some(true),
        comparing_tolerations: has_comparing_toleration(spec),
        restarting_resize_of_init_containers: has_restarting_resize_of_init_container(spec),
    }
}

/// The strictness of an update that puts a template in the place of `old`, when the fields are gone
/// already that are not kept.
pub(super) fn strictness_of_update(old: Option<&PodTemplateSpec>, release: Release) -> Strictness {
    Strictness {
        excused: old.map(excused_by).unwrap_or_default(),
        is_stored: true,
        ..Strictness::of_create(release)
    }
}

fn has_indivisible_huge_pages(spec: &PodSpec) -> bool {
    let indivisible = |amounts: &Option<BTreeMap<String, Quantity>>| {
        let mut amounts = amounts.iter().flatten().filter(|(name, _)| is_huge_page(name));
        amounts.any(|(name, amount)| !is_whole_pages(name, &checks::amount(amount)))
    };
    let mut found = indivisible(&spec.overhead);
    visit_containers(spec, &Path::root("spec"), |container, _| {
        found |= container
            .resources
            .is_some_and(|list| indivisible(&list.limits) || indivisible(&list.requests));
    });
    found
}

fn has_non_local_token_path(spec: &PodSpec) -> bool {
    let mut errors = FieldErrors::default();
    let projected = spec.volumes.iter().flatten().filter_map(|volume| volume.projected.as_ref());
    let sources = projected.flat_map(|projected| projected.sources.iter().flatten());
    for token in sources.filter_map(|source| source.service_account_token.as_ref()) {
        local_non_reserved_path(&token.path, &Path::root("path"), &mut errors);
    }
    !errors.0.is_empty()
}

fn has_empty_sleep(spec: &PodSpec) -> bool {
    let mut found = false;
    visit_containers(spec, &Path::root("spec"), |container, _| {
        let Some(lifecycle) = container.lifecycle else { return };
        let mut hooks = [&lifecycle.pre_stop, &lifecycle.post_start].into_iter().flatten();
        found |= hooks.any(|hook| hook.sleep.as_ref().is_some_and(|sleep| sleep.seconds == 0));
    });
    found
}

fn has_volume_devices(spec: &PodSpec) -> bool {
    let mut found = false;
    visit_containers(spec, &Path::root("spec"), |container, _| {
        found |= !container.volume_devices.is_empty();
    });
    found
}

fn has_comparing_toleration(spec: &PodSpec) -> bool {
    let mut tolerations = spec.tolerations.iter().flatten();
    tolerations.any(|toleration| matches!(toleration.operator.as_deref(), Some("Lt" | "Gt")))
}

fn has_restarting_resize_of_init_container(spec: &PodSpec) -> bool {
    let init_containers = spec.init_containers.iter().flatten();
    init_containers
        .filter(|container| !is_sidecar(container))
        .flat_map(|container| container.resize_policy.iter().flatten())
        .any(|policy| policy.restart_policy == "RestartContainer")
}

#[cfg(test)]
mod tests {
    use super::super::testing::lines;
    use super::super::{Facts, validate_daemon_set_update};
    use super::*;
    use crate::kubernetes::defaults::default_daemon_set;
    use crate::kubernetes::release::Version;
    use k8s_openapi::api::apps::v1::DaemonSet;

    /// A DaemonSet whose pod spec has these fields beside one container `c`.
    fn with(fields: &str) -> DaemonSet {
        let yaml = format!(
            "{{metadata: {{name: d}}, spec: {{selector: {{matchLabels: {{a: b}}}}, template: \
             {{metadata: {{labels: {{a: b}}}}, spec: {{containers: [{{name: c, image: i}}], \
             {fields}}}}}}}}}"
        );
        let mut daemon_set = serde_yaml::from_str(&yaml).unwrap();
        default_daemon_set(&mut daemon_set, Release::new(Version::V1_36));
        daemon_set
    }

    fn update(old: &DaemonSet, new: &DaemonSet) -> Vec<String> {
        let mut errors = FieldErrors::default();
        let (facts, release) = (Facts::default(), Release::new(Version::V1_36));
        validate_daemon_set_update(new, facts, old, facts, release, &mut errors);
        let lines = lines(&errors).into_iter();
        lines.map(|line| line.replace("spec.template.spec.", "")).collect()
    }

    #[test]
    fn what_an_old_workload_has_in_use_is_kept_and_checked() {
        use super::super::{
            validate_cron_job_update, validate_deployment_update, validate_job_update,
            validate_replica_set_update, validate_stateful_set_update,
        };
        // 1.34 drops image volumes, unless the old object has one.
        let release = Release::new(Version::V1_34);
        let pod = |volume: &str, more: &str| {
            format!(
                "{{metadata: {{labels: {{a: b}}}}, spec: {{{more} containers: [{{name: c, image: \
                 i}}], {volume}}}}}"
            )
        };
        let (plain, image) =
            ("", "volumes: [{name: v, image: {reference: m, pullPolicy: Sometimes}}]");
        let facts = Facts::default();
        macro_rules! check {
            ($more:literal, $spec:expr, $default:path, $update:expr) => {{
                let of = |volume: &str| {
                    let template = pod(volume, $more);
                    let yaml = format!("{{metadata: {{name: d}}, spec: {}}}", $spec(template));
                    let mut object = serde_yaml::from_str(&yaml).unwrap();
                    $default(&mut object, release);
                    object
                };
                for (old, new, is_kept) in [(plain, image, false), (image, image, true)] {
                    let mut errors = FieldErrors::default();
                    $update(&of(new), &of(old), &mut errors);
                    let found = lines(&errors);
                    let expected = usize::from(is_kept);
                    assert_eq!(found.len(), expected, "{}: {found:?}", stringify!($default));
                    assert!(found.iter().all(|l| l.ends_with("image.pullPolicy NotSupported")));
                }
            }};
        }
        use crate::kubernetes::defaults as d;
        let selected =
            |pod: String| format!("{{selector: {{matchLabels: {{a: b}}}}, template: {pod}}}");
        check!("", selected, d::default_deployment, |new: &_, old: &_, errors: &mut _| {
            validate_deployment_update(new, facts, (old, facts), release, errors);
        });
        check!("", selected, d::default_replica_set, |new: &_, old: &_, errors: &mut _| {
            validate_replica_set_update(new, facts, (old, facts), release, errors);
        });
        // An old template of a StatefulSet that is wrong excuses the new one.
        let of = |pull: &str| {
            let yaml = selected(pod(&image.replace("Sometimes", pull), ""));
            let mut set = serde_yaml::from_str(&format!("{{metadata: {{name: d}}, spec: {yaml}}}"));
            d::default_stateful_set(set.as_mut().unwrap(), release);
            set.unwrap()
        };
        let mut errors = FieldErrors::default();
        let (new, old) = (of("Sometimes"), of("Always"));
        validate_stateful_set_update(&new, facts, &old, release, &mut errors);
        assert_eq!(lines(&errors), ["spec.template.spec.volumes[0].image.pullPolicy NotSupported"]);
        let job = |pod: String| format!("{{template: {pod}}}");
        check!("restartPolicy: Never,", job, d::default_job, |new: &_, old: &_, errors: &mut _| {
            validate_job_update(new, old, release, errors);
        });
        let cron = |pod: String| {
            format!("{{schedule: '@daily', jobTemplate: {{spec: {{template: {pod}}}}}}}")
        };
        check!(
            "restartPolicy: Never,",
            cron,
            d::default_cron_job,
            |new: &_, old: &_, errors: &mut _| {
                validate_cron_job_update(new, old, release, errors);
            }
        );
    }

    /// Each row: what an update may not bring in, the errors then, and another old object, beside
    /// the same one, that lets it pass.
    const TABLE: [(&str, &[&str], &str); 10] = [
        (
            "affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [\
             {topologyKey: z, labelSelector: {matchExpressions: [{key: k, operator: In, values: [-x]}]}}]}}",
            &["affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0]\
               .labelSelector.matchExpressions[0].values[0] Invalid"],
            "affinity: {podAntiAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [\
             {weight: 1, podAffinityTerm: {topologyKey: z, labelSelector: \
             {matchExpressions: [{key: k, operator: In, values: [y-]}]}}}]}}",
        ),
        (
            "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: \
             {nodeSelectorTerms: [{matchExpressions: [{key: k, operator: In, values: [-x]}]}]}}}",
            &["affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution\
               .nodeSelectorTerms[0].matchExpressions[0].values[0] Invalid"],
            "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: \
             {nodeSelectorTerms: [{matchExpressions: [{key: k, operator: NotIn, values: [y-]}]}]}}}",
        ),
        (
            "topologySpreadConstraints: [{maxSkew: 1, topologyKey: z, \
             whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {k: -x}}}]",
            &["topologySpreadConstraints[0].labelSelector.matchLabels Invalid"],
            "topologySpreadConstraints: [{maxSkew: 1, topologyKey: z, \
             whenUnsatisfiable: ScheduleAnyway, labelSelector: {matchLabels: {k: y-}}}]",
        ),
        (
            "overhead: {cpu: 1, hugepages-2Mi: 3Mi}",
            &["overhead.limits[hugepages-2Mi] Invalid"],
            "overhead: {cpu: 1, hugepages-2Mi: 1Mi}",
        ),
        (
            "volumes: [{name: v, projected: {sources: [{serviceAccountToken: {path: ..x}}]}}]",
            &["volumes[0].projected.path Invalid"],
            "volumes: [{name: w, projected: {sources: [{serviceAccountToken: {path: ../y}}]}}]",
        ),
        (
            "hostNetwork: true, securityContext: {sysctls: [{name: net.core.somaxconn, value: '1'}]}",
            &["securityContext.sysctls[0].name Invalid"],
            "hostIPC: true, securityContext: {sysctls: [{name: kernel.shmmax, value: '1'}]}",
        ),
        (
            "securityContext: {seLinuxChangePolicy: MountOption}",
            &["securityContext.seLinuxChangePolicy NotSupported"],
            "securityContext: {seLinuxChangePolicy: Recursive}",
        ),
        (
            "hostUsers: false, hostNetwork: true",
            &["hostNetwork Forbidden"],
            "hostNetwork: true, hostUsers: false",
        ),
        (
            "tolerations: [{key: k, operator: Lt, value: '1'}]",
            &["tolerations[0].operator NotSupported"],
            "tolerations: [{key: l, operator: Gt, value: '2'}]",
        ),
        (
            "initContainers: [{name: n, image: i, resizePolicy: \
             [{resourceName: cpu, restartPolicy: RestartContainer}]}]",
            &["initContainers[0].resizePolicy[0].restartPolicy Invalid"],
            "initContainers: [{name: m, image: i, resizePolicy: \
             [{resourceName: memory, restartPolicy: RestartContainer}]}]",
        ),
    ];

    #[test]
    fn an_update_may_keep_what_it_may_not_bring_in() {
        for (fields, expected, old) in TABLE {
            let new = with(fields);
            assert_eq!(update(&with(""), &new), expected, "for {fields}");
            assert_eq!(update(&new, &new), [""; 0], "for {fields}");
            assert_eq!(update(&with(old), &new), [""; 0], "for {fields}");
        }
    }
}
