//! A pod's spec, in the order of Kubernetes' own checks. Mirrors `ValidatePodSpec` of
//! `pkg/apis/core/validation`.

use super::affinity::validate_affinity;
use super::container::{
    validate_containers, validate_ephemeral_containers, validate_init_containers,
};
use super::context::PodContext;
use super::dns::{validate_dns_config, validate_dns_policy, validate_host_aliases};
use super::env::validate_file_key_ref_volumes;
use super::eviction_responder::validate_eviction_responders;
use super::host::{validate_host_network_ports, validate_host_users, validate_hostname_override};
use super::metadata::validate_labels;
use super::pod_os::{validate_os, validate_windows_host_process};
use super::pod_resources::validate_pod_resources;
use super::pod_security_context::validate_pod_security_context;
use super::resource_claim::validate_resource_claims;
use super::resources::validate_overhead;
use super::strictness::Strictness;
use super::toleration::validate_tolerations;
use super::topology_spread::validate_topology_spread_constraints;
use super::volume::validate_volumes;
use super::{checks, text};
use crate::kubernetes::containers::VolumeNames;
use crate::kubernetes::field::{FieldErrors, Path};
use crate::kubernetes::names::{self, Problems};
use k8s_openapi::api::core::v1::{PodReadinessGate, PodSchedulingGate, PodSpec};
use std::collections::BTreeSet;

const RESTART_POLICIES: [&str; 3] = ["Always", "OnFailure", "Never"];
const PREEMPTION_POLICIES: [&str; 2] = ["PreemptLowerPriority", "Never"];

/// A check of a name: what is wrong with it.
type Check = fn(&str) -> Problems;

/// Checks a defaulted pod spec.
pub(super) fn validate_pod_spec(
    spec: &PodSpec,
    strictness: Strictness,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    if spec.termination_grace_period_seconds.is_none() {
        errors.required(&path.child("terminationGracePeriodSeconds"), "give a number of seconds");
    }
    let volumes = validate_volumes(spec, strictness, &path.child("volumes"), errors);
    let claims = spec.resource_claims.as_deref().unwrap_or_default();
    validate_resource_claims(claims, &path.child("resourceClaims"), errors);
    let named = &VolumeNames::new(spec.volumes.as_deref().unwrap_or_default());
    let pod = PodContext { spec, named, volumes: &volumes, strictness };
    validate_containers(&pod, &path.child("containers"), errors);
    validate_init_containers(&pod, &path.child("initContainers"), errors);
    validate_ephemeral_containers(&pod, &path.child("ephemeralContainers"), errors);
    validate_file_key_ref_volumes(spec, named, path, errors);
    validate_pod_resources(&pod, path, errors);
    if let Some(overhead) = &spec.overhead {
        let path = path.child("overhead");
        errors.written_at(&path.child("limits"), &path, |errors| {
            validate_overhead(overhead, strictness, &path, errors);
        });
    }
    validate_host_network_ports(spec, path, errors);
    validate_running(spec, path, errors);
    validate_naming(spec, strictness, path, errors);
    validate_scheduling(spec, strictness, path, errors);
    validate_pod_security_context(spec, strictness, path, errors);
    validate_windows_host_process(spec, path, errors);
    validate_host_users(spec, strictness, path, errors);
    validate_os(spec, path, errors);
}

/// How and for how long the pod runs.
fn validate_running(spec: &PodSpec, path: &Path<'_>, errors: &mut FieldErrors) {
    let restart_policy = text(&spec.restart_policy);
    if restart_policy.is_empty() {
        errors.required(&path.child("restartPolicy"), "give a policy");
    } else if !RESTART_POLICIES.contains(&restart_policy) {
        errors.not_supported(&path.child("restartPolicy"), restart_policy, &RESTART_POLICIES);
    }
    let deadline = spec.active_deadline_seconds;
    if deadline.is_some_and(|seconds| !(1..=i64::from(i32::MAX)).contains(&seconds)) {
        let detail = format!("must be from 1 to {}", i32::MAX);
        errors.invalid(&path.child("activeDeadlineSeconds"), detail);
    }
    let gates = spec.readiness_gates.as_deref().unwrap_or_default();
    validate_readiness_gates(gates, &path.child("readinessGates"), errors);
}

/// How the pod is called, how it finds others, and what it refers to by name.
fn validate_naming(
    spec: &PodSpec,
    strictness: Strictness,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let dns_policy = text(&spec.dns_policy);
    validate_dns_policy(dns_policy, &path.child("dnsPolicy"), errors);
    let config = spec.dns_config.as_ref();
    validate_dns_config(config, dns_policy, strictness, &path.child("dnsConfig"), errors);
    let aliases = spec.host_aliases.as_deref().unwrap_or_default();
    validate_host_aliases(aliases, strictness, &path.child("hostAliases"), errors);
    validate_hostname_override(spec, path, errors);
    validate_service_account(spec, path, errors);
    let checks: [(&str, &str, Check); 4] = [
        ("nodeName", text(&spec.node_name), names::dns1123_subdomain),
        ("hostname", text(&spec.hostname), names::dns1123_label),
        ("subdomain", text(&spec.subdomain), names::dns1123_label),
        ("priorityClassName", text(&spec.priority_class_name), names::dns1123_subdomain),
    ];
    for (field, name, problems) in checks {
        if !name.is_empty() {
            checks::report(&problems(name), name, &path.child(field), errors);
        }
    }
    if let Some(name) = &spec.runtime_class_name {
        checks::report_named(
            names::dns1123_subdomain,
            name,
            &path.child("runtimeClassName"),
            errors,
        );
    }
}

/// `serviceAccount` is the older name of the field.
fn validate_service_account(spec: &PodSpec, path: &Path<'_>, errors: &mut FieldErrors) {
    let (written, name) = match text(&spec.service_account_name) {
        "" => ("serviceAccount", text(&spec.service_account)),
        name => ("serviceAccountName", name),
    };
    if !name.is_empty() {
        let named = path.child("serviceAccountName");
        errors.written_at(&named, &path.child(written), |errors| {
            checks::report_named(names::dns1123_subdomain, name, &named, errors);
        });
    }
}

/// Where and when the pod may run.
fn validate_scheduling(
    spec: &PodSpec,
    strictness: Strictness,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    validate_labels(spec.node_selector.as_ref(), &path.child("nodeSelector"), errors);
    if let Some(affinity) = &spec.affinity {
        validate_affinity(affinity, strictness, &path.child("affinity"), errors);
    }
    let tolerations = spec.tolerations.as_deref().unwrap_or_default();
    validate_tolerations(tolerations, strictness, &path.child("tolerations"), errors);
    let constraints = spec.topology_spread_constraints.as_deref().unwrap_or_default();
    let list = path.child("topologySpreadConstraints");
    validate_topology_spread_constraints(constraints, strictness, &list, errors);
    let gates = spec.scheduling_gates.as_deref().unwrap_or_default();
    validate_scheduling_gates(gates, &path.child("schedulingGates"), errors);
    match spec.preemption_policy.as_deref() {
        None => {}
        Some("") => errors.required(&path.child("preemptionPolicy"), "give a policy"),
        Some(policy) if PREEMPTION_POLICIES.contains(&policy) => {}
        Some(policy) => {
            errors.not_supported(&path.child("preemptionPolicy"), policy, &PREEMPTION_POLICIES);
        }
    }
    if let Some(group) = &spec.scheduling_group {
        let group_path = path.child("schedulingGroup");
        let path = group_path.child("podGroupName");
        match &group.pod_group_name {
            None => errors.invalid(&path, "must be given"),
            Some(name) => checks::report_named(names::dns1123_subdomain, name, &path, errors),
        }
    }
    validate_eviction_responders(spec, path, errors);
}

fn validate_readiness_gates(gates: &[PodReadinessGate], path: &Path<'_>, errors: &mut FieldErrors) {
    for (index, gate) in gates.iter().enumerate() {
        let name = gate.condition_type.as_str();
        let path = path.index(index);
        checks::report(&names::qualified_name(name), name, &path.child("conditionType"), errors);
    }
}

fn validate_scheduling_gates(
    gates: &[PodSchedulingGate],
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let mut seen = BTreeSet::new();
    for (index, gate) in gates.iter().enumerate() {
        let path = path.index(index);
        checks::report(&names::qualified_name(&gate.name), &gate.name, &path, errors);
        if !seen.insert(gate.name.as_str()) {
            errors.duplicate(&path, &gate.name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_table, of_pod_spec};

    #[test]
    fn names() {
        assert_table(
            of_pod_spec,
            &[
                ("serviceAccount: A", &["serviceAccountName Invalid"]),
                ("{serviceAccount: A, serviceAccountName: a}", &[]),
                ("hostname: a.b", &["hostname Invalid"]),
                ("subdomain: ''", &[]),
                ("nodeName: a.b", &[]),
                ("runtimeClassName: ''", &["runtimeClassName Invalid"]),
                ("priorityClassName: a_b", &["priorityClassName Invalid"]),
                ("hostnameOverride: A", &["hostnameOverride Invalid"]),
                (
                    "{hostnameOverride: a, hostNetwork: true, setHostnameAsFQDN: true}",
                    &["hostnameOverride Forbidden"],
                ),
            ],
        );
        let long = format!("hostnameOverride: {}.a", "a".repeat(63));
        assert_eq!(of_pod_spec(&long), ["hostnameOverride TooLong"]);
    }

    #[test]
    fn policies() {
        assert_table(
            of_pod_spec,
            &[
                ("restartPolicy: Never", &["restartPolicy NotSupported"]),
                ("dnsPolicy: none", &["dnsPolicy NotSupported"]),
                ("dnsPolicy: None", &["dnsConfig Required"]),
                (
                    "{dnsPolicy: None, dnsConfig: {searches: [a]}}",
                    &["dnsConfig.nameservers Required"],
                ),
                ("preemptionPolicy: ''", &["preemptionPolicy Required"]),
                ("activeDeadlineSeconds: 5", &["activeDeadlineSeconds Forbidden"]),
                (
                    "activeDeadlineSeconds: 0",
                    &["activeDeadlineSeconds Forbidden", "activeDeadlineSeconds Invalid"],
                ),
                ("os: {name: plan9}", &["os NotSupported"]),
                ("schedulingGates: [{name: a}, {name: a}]", &["schedulingGates[1] Duplicate"]),
                (
                    "readinessGates: [{conditionType: a/b/c}]",
                    &["readinessGates[0].conditionType Invalid"],
                ),
            ],
        );
    }

    #[test]
    fn fields_of_features_that_are_off_are_dropped() {
        assert!(of_pod_spec("schedulingGroup: {podGroupName: A}").is_empty());
    }

    #[test]
    fn addresses_are_taken_strictly() {
        let of = |ip: &str| of_pod_spec(&format!("hostAliases: [{{ip: '{ip}'}}]"));
        for ip in ["10.0.0.1", "::1", "2001:DB8::1"] {
            assert!(of(ip).is_empty(), "{ip}");
        }
        for ip in ["010.0.0.1", "::ffff:10.0.0.1", "10.0.0", "fe80::1%eth0", ""] {
            assert_eq!(of(ip), ["hostAliases[0].ip Invalid"], "{ip}");
        }
    }

    #[test]
    fn resources_of_the_pod_as_a_whole() {
        let of = |resources: &str| {
            of_pod_spec(&format!(
                "{{resources: {{{resources}}}, containers: [{{name: c, image: i, resources: \
                 {{requests: {{cpu: '1'}}, limits: {{cpu: '2'}}}}}}]}}"
            ))
        };
        assert!(of("requests: {cpu: '1'}, limits: {cpu: '2'}").is_empty());
        assert_eq!(of("requests: {cpu: 900m}"), ["resources.requests[cpu] Invalid"]);
        assert_eq!(of("limits: {cpu: '1'}"), ["resources.containers[0][cpu].limits Invalid"]);
        assert_eq!(of("claims: []"), ["resources.claims Forbidden"]);
    }

    #[test]
    fn a_windows_pod_has_no_linux_options() {
        assert_eq!(
            of_pod_spec(
                "{os: {name: windows}, hostPID: true, shareProcessNamespace: false, resources: {}, \
                 securityContext: {fsGroup: 1, supplementalGroups: []}}"
            ),
            [
                "hostPID Forbidden",
                "resources Forbidden",
                "securityContext.fsGroup Forbidden",
                "securityContext.supplementalGroups Forbidden",
                "shareProcessNamespace Forbidden",
            ]
        );
        let windows = "securityContext: {windowsOptions: {hostProcess: true}}";
        assert_eq!(of_pod_spec(windows), ["hostNetwork Invalid"]);
    }

    #[test]
    fn a_pod_with_a_user_namespace_shares_no_other() {
        assert_eq!(
            of_pod_spec("{hostUsers: false, hostNetwork: true, hostPID: true, hostIPC: true}"),
            ["HostIPC Forbidden", "HostPID Forbidden", "hostNetwork Forbidden"]
        );
    }
}
