//! A pod's name resolution: policy, servers, searches, and lines for its hosts file.
//!
//! Mirrors `validateDNSPolicy`, `validatePodDNSConfig` and `ValidateHostAliases` of
//! `pkg/apis/core/validation`.

use super::strictness::Strictness;
use super::{checks, text};
use crate::kubernetes::field::{FieldErrors, Path};
use crate::kubernetes::names::{self, Problems};
use crate::kubernetes::release::{Gate, Release};
use k8s_openapi::api::core::v1::{HostAlias, PodDNSConfig, PodSpec};
use std::net::IpAddr;

/// What the resolver of Linux' C library takes.
const MAX_NAMESERVERS: usize = 3;
const MAX_SEARCHES: usize = 32;
const MAX_SEARCH_CHARACTERS: usize = 2048;

const POLICIES: [&str; 4] = ["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"];

/// Checks `spec.dnsPolicy`.
pub(super) fn validate_dns_policy(policy: &str, path: &Path<'_>, errors: &mut FieldErrors) {
    if policy.is_empty() {
        errors.required(path, "give a policy");
    } else if !POLICIES.contains(&policy) {
        errors.not_supported(path, policy, &POLICIES);
    }
}

/// Checks `spec.dnsConfig`, which the policy `None` asks for.
pub(super) fn validate_dns_config(
    config: Option<&PodDNSConfig>,
    policy: &str,
    strictness: Strictness,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let Some(config) = config else {
        if policy == "None" {
            errors.required(path, "the `dnsPolicy` None needs it");
        }
        return;
    };
    let nameservers = config.nameservers.as_deref().unwrap_or_default();
    let list = path.child("nameservers");
    if policy == "None" && nameservers.is_empty() {
        return errors.required(&list, "the `dnsPolicy` None needs at least one");
    }
    if nameservers.len() > MAX_NAMESERVERS {
        let detail = format!("are {}; there may be {MAX_NAMESERVERS}", nameservers.len());
        errors.invalid(&list, detail);
    }
    for (index, nameserver) in nameservers.iter().enumerate() {
        let problems = ip_address(nameserver, strictness.release);
        checks::report(&problems, nameserver, &list.index(index), errors);
    }
    validate_searches(config, strictness, &path.child("searches"), errors);
    let list = path.child("options");
    for (index, option) in config.options.iter().flatten().enumerate() {
        if text(&option.name).is_empty() {
            errors.required(&list.index(index), "give the option's `name`");
        }
    }
}

fn validate_searches(
    config: &PodDNSConfig,
    strictness: Strictness,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let searches = config.searches.as_deref().unwrap_or_default();
    if searches.len() > MAX_SEARCHES {
        errors.invalid(path, format!("are {}; there may be {MAX_SEARCHES}", searches.len()));
    }
    let spaces = searches.len().saturating_sub(1);
    if searches.iter().map(String::len).sum::<usize>() + spaces > MAX_SEARCH_CHARACTERS {
        let detail = format!("take more than {MAX_SEARCH_CHARACTERS} characters, spaces included");
        errors.invalid(path, detail);
    }
    let relaxed = strictness
        .allows(Gate::RelaxedDNSSearchValidation, strictness.excused.relaxed_dns_searches);
    for (index, search) in searches.iter().enumerate() {
        if relaxed && search == "." {
            continue;
        }
        let domain = search.strip_suffix('.').unwrap_or(search);
        let problems = if relaxed {
            names::dns1123_subdomain_with_underscore(domain)
        } else {
            names::dns1123_subdomain(domain)
        };
        checks::report(&problems, domain, &path.index(index), errors);
    }
}

/// Whether a search is a single dot or has underscores, which older versions refuse. Mirrors
/// `useRelaxedDNSSearchValidation`.
#[must_use]
pub(super) fn has_relaxed_search(spec: &PodSpec) -> bool {
    let searches = spec.dns_config.iter().flat_map(|config| config.searches.iter().flatten());
    searches.into_iter().any(|search| search == "." || search.contains('_'))
}

/// Checks `spec.hostAliases`.
pub(super) fn validate_host_aliases(
    aliases: &[HostAlias],
    strictness: Strictness,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    for (index, alias) in aliases.iter().enumerate() {
        let path = path.index(index);
        let problems = ip_address(&alias.ip, strictness.release);
        checks::report(&problems, &alias.ip, &path.child("ip"), errors);
        let list = path.child("hostnames");
        for (index, hostname) in alias.hostnames.iter().flatten().enumerate() {
            checks::report_named(names::dns1123_subdomain, hostname, &list.index(index), errors);
        }
    }
}

/// Checks an IP address in a field that was laxer once. Mirrors `IsValidIPForLegacyField`; in
/// templates nothing is excused for having been there before.
fn ip_address(value: &str, release: Release) -> Problems {
    let problems = names::ip(value);
    if !problems.is_empty() || !release.on(Gate::StrictIPCIDRValidation) {
        return problems;
    }
    match value.parse::<IpAddr>() {
        Err(_) => vec!["must not have leading zeros".into()],
        Ok(IpAddr::V6(address)) if address.to_ipv4_mapped().is_some() => {
            vec!["must not be an IPv4-mapped IPv6 address; write the IPv4 address".into()]
        }
        Ok(_) => Problems::new(),
    }
}
