//! A Service. Mirrors `ValidateServiceCreate` of `pkg/apis/core/validation`, after the strategy has
//! put `clusterIP` and `clusterIPs` in step.

use super::metadata::{Naming, validate_labels, validate_object_meta, validate_object_meta_update};
use super::service_port::validate_ports;
use super::{checks, text};
use crate::kubernetes::field::{FieldErrors, Path};
use crate::kubernetes::names::{self, parse_ip_sloppy};
use crate::kubernetes::release::{Change, Gate, Release};
use k8s_openapi::api::core::v1::{Service, ServiceSpec};
use std::net::IpAddr;

const TYPES: [&str; 4] = ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"];
const AFFINITIES: [&str; 2] = ["ClientIP", "None"];
const FAMILIES: [&str; 2] = ["IPv4", "IPv6"];
const FAMILY_POLICIES: [&str; 3] = ["PreferDualStack", "RequireDualStack", "SingleStack"];
const TRAFFIC_POLICIES: [&str; 2] = ["Cluster", "Local"];
/// Those before `PreferSameTrafficDistribution`, and all.
const OLD_DISTRIBUTIONS: &[&str] = &["PreferClose"];
const DISTRIBUTIONS: &[&str] = &["PreferClose", "PreferSameNode", "PreferSameZone"];

/// The port at which kubelets listen (`KubeletPort` of `pkg/cluster/ports`).
const KUBELET_PORT: i32 = 10250;

/// The most of seconds that a client may stay at a pod: a day.
const MOST_AFFINITY_SECONDS: i32 = 86_400;

/// Reports what the API server would refuse on create of a defaulted Service.
pub(crate) fn validate_service(service: &Service, release: Release, errors: &mut FieldErrors) {
    let relaxed = release.on(Gate::RelaxedServiceNameValidation);
    let naming = if relaxed { Naming::LABEL } else { Naming::DNS1035 };
    validate_object_meta(&service.metadata, naming, release, &Path::root("metadata"), errors);
    validate_spec_of(service, release, errors);
}

/// Reports what the API server would refuse when a Service replaces an old one, both defaulted.
/// What it allocates (`clusterIP`, node ports) is kept where a manifest leaves it out.
pub(crate) fn validate_service_update(
    new: &Service,
    old: &Service,
    release: Release,
    errors: &mut FieldErrors,
) {
    validate_object_meta_update(&new.metadata, &old.metadata, &Path::root("metadata"), errors);
    validate_spec_of(new, release, errors);
}

fn validate_spec_of(service: &Service, release: Release, errors: &mut FieldErrors) {
    let Some(spec) = &service.spec else { return };
    let path = Path::root("spec");
    let kind = text(&spec.type_);
    if !TYPES.contains(&kind) {
        errors.not_supported(&path.child("type"), kind, &TYPES);
    }
    let ips = cluster_ips(spec);
    validate_type(spec, &ips, release, &path, errors);
    validate_ports(spec, &path, errors);
    validate_labels(spec.selector.as_ref(), &path.child("selector"), errors);
    validate_session_affinity(spec, &path, errors);
    if kind != "ExternalName" {
        validate_cluster_ips(spec, &ips, &path, errors);
    }
    validate_external_ips(spec, &path, errors);
    validate_load_balancer(spec, &path, errors);
    validate_traffic(spec, release, &path, errors);
}

/// `clusterIPs`, or the one of `clusterIP`: the API server puts them in step.
fn cluster_ips(spec: &ServiceSpec) -> Vec<&str> {
    let listed: Vec<&str> = spec.cluster_ips.iter().flatten().map(String::as_str).collect();
    match text(&spec.cluster_ip) {
        ip if listed.is_empty() && !ip.is_empty() => vec![ip],
        _ => listed,
    }
}

fn is_headless(ips: &[&str]) -> bool {
    ips == ["None"]
}

fn validate_type(
    spec: &ServiceSpec,
    ips: &[&str],
    release: Release,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let kind = text(&spec.type_);
    let ports = spec.ports.as_deref().unwrap_or_default();
    if ports.is_empty() && !is_headless(ips) && kind != "ExternalName" {
        errors.required(&path.child("ports"), "needs at least one port");
    }
    if kind == "LoadBalancer" && !release.has(Change::LoadBalancersMayTakeTheKubeletsPort) {
        let list = path.child("ports");
        for (index, _) in ports.iter().enumerate().filter(|(_, p)| p.port == KUBELET_PORT) {
            let detail = format!("{KUBELET_PORT} is the kubelet's: take another `port`");
            errors.invalid(&list.index(index), detail);
        }
    }
    match kind {
        "LoadBalancer" | "NodePort" if is_headless(ips) => {
            let ips_path = path.child("clusterIPs");
            let detail = format!("cannot be `None` for the type {kind}");
            written_as_ip(spec, path, errors, |errors| errors.invalid(&ips_path.index(0), detail));
        }
        "ExternalName" => {
            let unwanted = [
                ("clusterIPs", !ips.is_empty()),
                ("ipFamilies", spec.ip_families.as_ref().is_some_and(|list| !list.is_empty())),
                ("ipFamilyPolicy", spec.ip_family_policy.is_some()),
            ];
            for (field, _) in unwanted.into_iter().filter(|(_, there)| *there) {
                errors.forbidden(&path.child(field), "has no place in the type ExternalName");
            }
            let name = text(&spec.external_name);
            let name_path = path.child("externalName");
            match name.strip_suffix('.').unwrap_or(name) {
                "" => errors.required(&name_path, "name the host that the Service stands for"),
                name => checks::dns_subdomain(name, &name_path, errors),
            }
        }
        _ => {}
    }
}

/// What is reported at `clusterIPs` stands in the manifest at `clusterIP` where that alone is
/// written.
fn written_as_ip(
    spec: &ServiceSpec,
    path: &Path<'_>,
    errors: &mut FieldErrors,
    report: impl FnOnce(&mut FieldErrors),
) {
    let listed = spec.cluster_ips.as_ref().is_some_and(|list| !list.is_empty());
    if listed {
        report(errors);
    } else {
        errors.written_at(&path.child("clusterIPs"), &path.child("clusterIP"), report);
    }
}

/// Mirrors `ValidateServiceClusterIPsRelatedFields`.
fn validate_cluster_ips(
    spec: &ServiceSpec,
    ips: &[&str],
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let (one, ips_path) = (text(&spec.cluster_ip), path.child("clusterIPs"));
    if let Some(first) = ips.first()
        && !one.is_empty()
        && *first != one
    {
        errors.invalid(&ips_path, "must begin with what `clusterIP` says");
    }
    let families_path = path.child("ipFamilies");
    let families = spec.ip_families.as_deref().unwrap_or_default();
    for (index, family) in families.iter().enumerate() {
        let path = families_path.index(index);
        if !FAMILIES.contains(&family.as_str()) {
            errors.not_supported(&path, family, &FAMILIES);
        }
        if families.iter().take(index).any(|before| before == family) {
            errors.duplicate(&path, family);
        }
    }
    if let Some(policy) = &spec.ip_family_policy
        && !FAMILY_POLICIES.contains(&policy.as_str())
    {
        errors.not_supported(&path.child("ipFamilyPolicy"), policy, &FAMILY_POLICIES);
    }
    written_as_ip(spec, path, errors, |errors| validate_addresses(ips, &ips_path, errors));
}

fn validate_addresses(ips: &[&str], path: &Path<'_>, errors: &mut FieldErrors) {
    let before = errors.0.len();
    for (index, ip) in ips.iter().enumerate() {
        if index == 0 && *ip == "None" {
            if ips.len() > 1 {
                errors.invalid(path, "`None` goes with no other");
            }
            continue;
        }
        checks::report(&names::ip(ip), ip, &path.index(index), errors);
    }
    if ips.len() > 2 {
        errors.invalid(path, "may have at most 2 entries");
    }
    let is_v6 = |ip: &&&str| parse_ip_sloppy(ip).is_some_and(|ip| ip.is_ipv6());
    let both = matches!(ips.iter().filter(is_v6).count(), 1) && ips.len() == 2;
    if errors.0.len() == before && ips.len() > 1 && !both {
        errors.invalid(path, "may have one address of each family");
    }
}

fn validate_session_affinity(spec: &ServiceSpec, path: &Path<'_>, errors: &mut FieldErrors) {
    let affinity = text(&spec.session_affinity);
    if !AFFINITIES.contains(&affinity) {
        errors.not_supported(&path.child("sessionAffinity"), affinity, &AFFINITIES);
    }
    let seconds =
        spec.session_affinity_config.as_ref().and_then(|config| config.client_ip.as_ref());
    let seconds = seconds.and_then(|client| client.timeout_seconds);
    if affinity == "ClientIP"
        && seconds.is_some_and(|seconds| !(1..=MOST_AFFINITY_SECONDS).contains(&seconds))
    {
        let config_path = path.child("sessionAffinityConfig");
        let client_path = config_path.child("clientIP");
        let detail = format!("must be from 1 to {MOST_AFFINITY_SECONDS}");
        errors.invalid(&client_path.child("timeoutSeconds"), detail);
    }
}

/// Mirrors `ValidateEndpointIP`, which the API server uses of old.
fn validate_external_ips(spec: &ServiceSpec, path: &Path<'_>, errors: &mut FieldErrors) {
    let list_path = path.child("externalIPs");
    for (index, text) in spec.external_ips.iter().flatten().enumerate() {
        let path = list_path.index(index);
        let problems = names::ip(text);
        checks::report(&problems, text, &path, errors);
        let Some(ip) = parse_ip_sloppy(text).filter(|_| problems.is_empty()) else { continue };
        let is_link_local = match ip {
            IpAddr::V4(ip) => ip.is_link_local() || ip.octets()[..3] == [224, 0, 0],
            IpAddr::V6(ip) => {
                let first = ip.segments()[0];
                first & 0xffc0 == 0xfe80 || first & 0xff0f == 0xff02
            }
        };
        if ip.is_unspecified() || ip.is_loopback() || is_link_local {
            errors.invalid(&path, format!("`{text}` is no address that others could reach"));
        }
    }
}

fn validate_load_balancer(spec: &ServiceSpec, path: &Path<'_>, errors: &mut FieldErrors) {
    let is_balanced = text(&spec.type_) == "LoadBalancer";
    let ranges = spec.load_balancer_source_ranges.as_deref().unwrap_or_default();
    let (named, written) =
        (path.child("LoadBalancerSourceRanges"), path.child("loadBalancerSourceRanges"));
    errors.written_at(&named, &written, |errors| {
        if !ranges.is_empty() && !is_balanced {
            errors.forbidden(&named, "goes with the type LoadBalancer alone");
        }
        for (index, range) in ranges.iter().enumerate() {
            let range = range.trim();
            checks::report(&names::cidr(range), range, &named.index(index), errors);
        }
    });
    if spec.allocate_load_balancer_node_ports.is_some() && !is_balanced {
        let detail = "goes with the type LoadBalancer alone";
        errors.forbidden(&path.child("allocateLoadBalancerNodePorts"), detail);
    }
    if let Some(class) = &spec.load_balancer_class {
        let path = path.child("loadBalancerClass");
        if is_balanced {
            checks::qualified_name(class, &path, errors);
        } else {
            errors.forbidden(&path, "goes with the type LoadBalancer alone");
        }
    }
}

/// Mirrors `validateServiceExternalTrafficPolicy` and what follows it.
fn validate_traffic(
    spec: &ServiceSpec,
    release: Release,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let kind = text(&spec.type_);
    let from_outside = matches!(kind, "LoadBalancer" | "NodePort")
        || kind == "ClusterIP" && spec.external_ips.as_ref().is_some_and(|ips| !ips.is_empty());
    let policy = text(&spec.external_traffic_policy);
    let policy_path = path.child("externalTrafficPolicy");
    if from_outside {
        checks::one_of(Some(policy), &TRAFFIC_POLICIES, &policy_path, errors);
    } else if !policy.is_empty() {
        errors.invalid(&policy_path, "goes with the types NodePort and LoadBalancer alone");
    }
    // Where a health check is needed the API server gives it a port.
    let health_checked = kind == "LoadBalancer" && policy == "Local";
    let port = spec.health_check_node_port.unwrap_or_default();
    if !health_checked && port != 0 {
        let detail = "needs the type LoadBalancer and `externalTrafficPolicy: Local`";
        errors.invalid(&path.child("healthCheckNodePort"), detail);
    }
    if let Some(policy) = &spec.internal_traffic_policy
        && !TRAFFIC_POLICIES.contains(&policy.as_str())
    {
        let path = path.child("internalTrafficPolicy");
        errors.not_supported(&path, policy, &TRAFFIC_POLICIES);
    }
    let supported = if release.on(Gate::PreferSameTrafficDistribution) {
        DISTRIBUTIONS
    } else {
        OLD_DISTRIBUTIONS
    };
    if let Some(distribution) = &spec.traffic_distribution
        && !supported.contains(&distribution.as_str())
    {
        errors.not_supported(&path.child("trafficDistribution"), distribution, supported);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::lines;
    use super::*;
    use crate::kubernetes::defaults::default_service;
    use crate::kubernetes::release::Version;

    fn of(spec: &str) -> Vec<String> {
        of_in(Release::default(), spec)
    }

    fn of_in(release: Release, spec: &str) -> Vec<String> {
        let yaml = format!("{{metadata: {{name: s}}, spec: {spec}}}");
        let mut service: Service = serde_yaml::from_str(&yaml).unwrap();
        default_service(&mut service);
        let mut errors = FieldErrors::default();
        validate_service(&service, release, &mut errors);
        lines(&errors)
    }

    #[test]
    fn the_port_of_kubelets_was_kept_from_load_balancers() {
        let of = |version, kind| {
            let ports = "[{name: a, port: 80}, {name: b, port: 10250}]";
            of_in(Release::new(version), &format!("{{type: {kind}, ports: {ports}}}"))
        };
        assert_eq!(of(Version::V1_32, "LoadBalancer"), ["spec.ports[1] Invalid"]);
        assert_eq!(of(Version::V1_32, "NodePort"), [""; 0]);
        assert_eq!(of(Version::V1_33, "LoadBalancer"), [""; 0]);
    }

    #[test]
    fn ports() {
        for (spec, expected) in [
            ("{ports: [{port: 80}]}", &[][..]),
            ("{}", &["spec.ports Required"]),
            ("{clusterIP: None}", &[]),
            (
                "{ports: [{port: 80}, {port: 81}]}",
                &["spec.ports[0].name Required", "spec.ports[1].name Required"],
            ),
            (
                "{ports: [{port: 80, name: a}, {port: 80, name: a}]}",
                &["spec.ports[1] Duplicate", "spec.ports[1].name Duplicate"],
            ),
            ("{ports: [{port: 80, nodePort: 30000}]}", &["spec.ports[0].nodePort Forbidden"]),
            (
                "{ports: [{port: 0}]}",
                &["spec.ports[0].port Invalid", "spec.ports[0].targetPort Invalid"],
            ),
            ("{ports: [{port: 80, protocol: tcp}]}", &["spec.ports[0].protocol NotSupported"]),
            ("{ports: [{port: 80, targetPort: a_b}]}", &["spec.ports[0].targetPort Invalid"]),
        ] {
            assert_eq!(of(spec), expected, "{spec}");
        }
    }

    #[test]
    fn types_and_addresses() {
        for (spec, expected) in [
            ("{type: NodePort, ports: [{port: 80, nodePort: 30000}]}", &[][..]),
            ("{type: Nodeport, ports: [{port: 80}]}", &["spec.type NotSupported"]),
            ("{type: ExternalName}", &["spec.externalName Required"]),
            ("{type: ExternalName, externalName: a.example.com.}", &[]),
            (
                "{type: NodePort, clusterIP: None, ports: [{port: 80}]}",
                &["spec.clusterIPs[0] Invalid"],
            ),
            ("{clusterIP: 10.0.0, ports: [{port: 80}]}", &["spec.clusterIPs[0] Invalid"]),
            ("{clusterIPs: [10.0.0.1, 'fd00::1'], ports: [{port: 80}]}", &[]),
            (
                "{clusterIPs: [10.0.0.1, 10.0.0.2], ports: [{port: 80}]}",
                &["spec.clusterIPs Invalid"],
            ),
            ("{externalIPs: [127.0.0.1], ports: [{port: 80}]}", &["spec.externalIPs[0] Invalid"]),
            (
                "{externalTrafficPolicy: Local, ports: [{port: 80}]}",
                &["spec.externalTrafficPolicy Invalid"],
            ),
            (
                "{sessionAffinity: clientIP, ports: [{port: 80}]}",
                &["spec.sessionAffinity NotSupported"],
            ),
            (
                "{loadBalancerSourceRanges: [10.0.0.0/8], ports: [{port: 80}]}",
                &["spec.LoadBalancerSourceRanges Forbidden"],
            ),
            ("{selector: {a: -b}, ports: [{port: 80}]}", &["spec.selector Invalid"]),
        ] {
            assert_eq!(of(spec), expected, "{spec}");
        }
    }
}
