//! What Services are warned of.

use super::address::{of_address, of_address_before, of_range, of_range_before};
use super::{Warning, Warnings};
use crate::kubernetes::field::Path;
use crate::kubernetes::release::{Change, Release};
use k8s_openapi::api::core::v1::{Service, ServiceSpec};

const OLD_TOPOLOGY: &str = "service.kubernetes.io/topology-aware-hints";
const TOPOLOGY: &str = "service.kubernetes.io/topology-mode";
const NO_ADDRESS: &str = "None";

/// The warnings that a create of a defaulted Service brings, in the API server's order. Mirrors
/// `GetWarningsForService` of `pkg/api/service/warnings.go`.
pub(crate) fn of_service(service: &Service, release: Release) -> Vec<Warning> {
    let mut warnings = Warnings::default();
    let annotations = service.metadata.annotations.as_ref();
    if annotations.is_some_and(|annotations| annotations.contains_key(OLD_TOPOLOGY)) {
        let metadata = Path::root("metadata");
        let path = metadata.child("annotations");
        let text =
            format!("annotation {OLD_TOPOLOGY} is deprecated, please use {TOPOLOGY} instead");
        warnings.push_bare(&path.key(OLD_TOPOLOGY), text);
    }
    if let Some(spec) = &service.spec {
        of_addresses(spec, release, &mut warnings);
        of_type(spec, &mut warnings);
        let prefers_close = spec.traffic_distribution.as_deref() == Some("PreferClose");
        if prefers_close && release.has(Change::PreferCloseIsDeprecated) {
            let text = "trafficDistribution: \"PreferClose\" is deprecated; use \"PreferSameZone\"";
            say(&mut warnings, "trafficDistribution", text);
        }
    }
    warnings.0
}

/// Adds a warning that names a field of the spec in its own way.
fn say(warnings: &mut Warnings, field: &str, text: &str) {
    warnings.push_bare(&Path::root("spec").child(field), format!("spec.{text}"));
}

fn is_external_name(spec: &ServiceSpec) -> bool {
    spec.type_.as_deref() == Some("ExternalName")
}

fn of_addresses(spec: &ServiceSpec, release: Release, warnings: &mut Warnings) {
    let root = Path::root("spec");
    let address = |value: &str, path: &Path<'_>, warnings: &mut Warnings| {
        if release.has(Change::AddressesAreWarnedOf) {
            of_address(value, release, path, warnings);
        } else {
            of_address_before(value, path, warnings);
        }
    };
    let external = spec.external_ips.as_deref().unwrap_or_default();
    let balancer = spec.load_balancer_ip.as_deref().unwrap_or_default();
    let own = spec.cluster_ip.as_deref().unwrap_or_default();
    let is_cluster_ip = spec.type_.as_deref() == Some("ClusterIP");
    let is_headless = is_cluster_ip && own == NO_ADDRESS;
    if !own.is_empty() && own != NO_ADDRESS {
        let list = root.child("clusterIPs");
        match spec.cluster_ips.as_deref().unwrap_or_default() {
            // The API server makes a list of one.
            [] => address(own, &list.index(0), warnings),
            all => all.iter().enumerate().for_each(|(index, one)| {
                address(one, &list.index(index), warnings);
            }),
        }
    }
    if is_headless && release.has(Change::HeadlessServicesIgnoreFields) {
        if !balancer.is_empty() {
            say(warnings, "loadBalancerIP", "loadBalancerIP is ignored for headless services");
        }
        if !external.is_empty() {
            say(warnings, "externalIPs", "externalIPs is ignored for headless services");
        }
        if spec.session_affinity.as_deref().is_some_and(|affinity| affinity != "None") {
            say(warnings, "sessionAffinity", "SessionAffinity is ignored for headless services");
        }
    }
    let list = root.child("externalIPs");
    for (index, one) in external.iter().enumerate() {
        address(one, &list.index(index), warnings);
    }
    let is_deprecated = release.has(Change::ExternalAddressesAreDeprecated);
    if is_deprecated && !external.is_empty() && !is_headless && !is_external_name(spec) {
        let text = "externalIPs is deprecated and may no longer be implemented in some clusters";
        say(warnings, "externalIPs", text);
    }
    if !balancer.is_empty() {
        address(balancer, &root.child("loadBalancerIP"), warnings);
    }
    let list = root.child("loadBalancerSourceRanges");
    for (index, one) in spec.load_balancer_source_ranges.iter().flatten().enumerate() {
        if release.has(Change::AddressesAreWarnedOf) {
            of_range(one, release, &list.index(index), warnings);
        } else {
            of_range_before(one, &list.index(index), warnings);
        }
    }
}

fn of_type(spec: &ServiceSpec, warnings: &mut Warnings) {
    let is_external_name = is_external_name(spec);
    if is_external_name && spec.external_ips.as_ref().is_some_and(|all| !all.is_empty()) {
        let text = "externalIPs is ignored when spec.type is \"ExternalName\"";
        say(warnings, "externalIPs", text);
    }
    if !is_external_name && spec.external_name.as_deref().is_some_and(|name| !name.is_empty()) {
        let text = "externalName is ignored when spec.type is not \"ExternalName\"";
        say(warnings, "externalName", text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kubernetes::defaults::default_service;
    use crate::kubernetes::release::Version;

    fn of(version: Version, spec: &str) -> Vec<String> {
        let mut service: Service = serde_yaml::from_str(spec).unwrap();
        default_service(&mut service);
        let warnings = of_service(&service, Release::new(version));
        warnings.into_iter().map(|warning| warning.message).collect()
    }

    #[test]
    fn what_a_headless_service_has_no_use_for() {
        let headless =
            "spec: {clusterIP: None, sessionAffinity: ClientIP, loadBalancerIP: 10.0.0.1}";
        assert_eq!(
            of(Version::V1_34, headless),
            [
                "spec.loadBalancerIP is ignored for headless services",
                "spec.SessionAffinity is ignored for headless services",
            ]
        );
        assert!(of(Version::V1_33, headless).is_empty());
        assert!(of(Version::V1_36, "spec: {clusterIP: None}").is_empty());
        assert!(of(Version::V1_36, "spec: {sessionAffinity: ClientIP}").is_empty());
    }

    #[test]
    fn what_the_type_decides() {
        let named = "spec: {type: ExternalName, externalName: a.example, externalIPs: [192.0.2.1]}";
        let ignored = ["spec.externalIPs is ignored when spec.type is \"ExternalName\""];
        assert_eq!(of(Version::V1_36, named), ignored);
        let beside = "spec: {type: NodePort, externalName: a.example}";
        let ignored = ["spec.externalName is ignored when spec.type is not \"ExternalName\""];
        assert_eq!(of(Version::V1_32, beside), ignored);
    }

    #[test]
    fn deprecations_come_with_their_version() {
        let both = "spec: {externalIPs: [192.0.2.1], trafficDistribution: PreferClose}";
        let close =
            "spec.trafficDistribution: \"PreferClose\" is deprecated; use \"PreferSameZone\"";
        let external =
            "spec.externalIPs is deprecated and may no longer be implemented in some clusters";
        assert!(of(Version::V1_34, both).is_empty());
        assert_eq!(of(Version::V1_35, both), [close]);
        assert_eq!(of(Version::V1_36, both), [external, close]);
        let hints = "metadata: {annotations: {service.kubernetes.io/topology-aware-hints: auto}}";
        assert_eq!(
            of(Version::V1_32, hints),
            ["annotation service.kubernetes.io/topology-aware-hints is deprecated, please use \
              service.kubernetes.io/topology-mode instead"]
        );
    }

    #[test]
    fn addresses_are_written_one_way() {
        let own = "spec: {clusterIP: 010.96.0.7}";
        assert_eq!(
            of(Version::V1_32, own),
            ["spec.clusterIPs[0]: IP address was accepted, but will be invalid in a future \
              Kubernetes release: ParseAddr(\"010.96.0.7\"): IPv4 field has octet with leading zero"]
        );
        assert_eq!(
            of(Version::V1_35, own),
            [
                "spec.clusterIPs[0]: non-standard IP address \"010.96.0.7\" will be considered invalid \
              in a future Kubernetes release: use \"10.96.0.7\""
            ]
        );
        assert_eq!(
            of(
                Version::V1_36,
                "spec: {clusterIP: '::ffff:10.96.0.7', clusterIPs: ['::ffff:10.96.0.7']}"
            ),
            ["spec.clusterIPs[0]: non-standard IP address \"::ffff:10.96.0.7\" is invalid: use \
              \"10.96.0.7\""]
        );
        let balancer = "spec: {type: LoadBalancer, loadBalancerIP: 'FD00::1'}";
        assert_eq!(
            of(Version::V1_36, balancer),
            [
                "spec.loadBalancerIP: IPv6 address \"FD00::1\" should be in RFC 5952 canonical format \
              (\"fd00::1\")"
            ]
        );
        assert_eq!(
            of(Version::V1_32, balancer),
            ["spec.loadBalancerIP: IPv6 address \"FD00::1\" is not in RFC 5952 canonical format \
              (\"fd00::1\"), which may cause controller apply-loops"]
        );
    }

    #[test]
    fn ranges_are_written_one_way() {
        let of = |version: Version, range: &str| {
            let spec = "type: LoadBalancer, loadBalancerSourceRanges";
            let said = of(version, &format!("spec: {{{spec}: ['{range}']}}"));
            let field = "spec.loadBalancerSourceRanges[0]: ";
            said.iter().map(|one| one.strip_prefix(field).unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert!(of(Version::V1_36, "10.0.0.0/8").is_empty());
        assert!(of(Version::V1_36, "2001:db8::/32").is_empty());
        assert_eq!(
            of(Version::V1_36, "10.1.2.3/8"),
            [
                "CIDR value \"10.1.2.3/8\" is ambiguous in this context (should be \"10.0.0.0/8\" or \
              \"10.1.2.3/32\"?)"
            ]
        );
        assert!(of(Version::V1_32, "10.1.2.3/8").is_empty());
        assert_eq!(
            of(Version::V1_33, "010.0.0.0/8"),
            ["non-standard CIDR value \"010.0.0.0/8\" will be considered invalid in a future \
              Kubernetes release: use \"10.0.0.0/8\""]
        );
        assert_eq!(
            of(Version::V1_36, "::ffff:10.0.0.0/104"),
            ["non-standard CIDR value \"::ffff:10.0.0.0/104\" is invalid: use \"10.0.0.0/8\""]
        );
        assert_eq!(
            of(Version::V1_36, "2001:DB8::/32"),
            ["IPv6 CIDR value \"2001:DB8::/32\" should be in RFC 5952 canonical format \
              (\"2001:db8::/32\")"]
        );
        assert_eq!(
            of(Version::V1_32, "10.0.0.0/08"),
            ["IP prefix was accepted, but will be invalid in a future Kubernetes release: \
              netip.ParsePrefix(\"10.0.0.0/08\"): bad bits after slash: \"08\""]
        );
        assert_eq!(
            of(Version::V1_32, "2001:00db8::/32"),
            ["IP prefix was accepted, but will be invalid in a future Kubernetes release: \
              netip.ParsePrefix(\"2001:00db8::/32\"): ParseAddr(\"2001:00db8::\"): each group must \
              have 4 or less digits (at \"00db8::\")"]
        );
    }
}
