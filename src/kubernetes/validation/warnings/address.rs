//! Addresses that are read, and are not written as they should be.

use super::Warnings;
use crate::kubernetes::field::Path;
use crate::kubernetes::names::{Range, parse_ip_sloppy, parse_range_sloppy};
use crate::kubernetes::release::{Change, Release};
use std::net::IpAddr;

/// Warns of an address with leading zeros, of an IPv4 address in IPv6, and of an IPv6 address that
/// is not written the canonical way. Mirrors `GetWarningsForIP` of
/// `k8s.io/apimachinery/pkg/util/validation`.
pub(super) fn of_address(value: &str, release: Release, path: &Path<'_>, warnings: &mut Warnings) {
    let Some(address) = parse_ip_sloppy(value) else { return };
    match strict(value) {
        Some(IpAddr::V4(_)) => {}
        Some(IpAddr::V6(v6)) => {
            let canonical = v6.to_string();
            if canonical != value {
                let text = format!(
                    "IPv6 address {value:?} should be in RFC 5952 canonical format ({canonical:?})"
                );
                warnings.push(path, text);
            }
        }
        None => {
            let verdict = verdict(release);
            let text = format!("non-standard IP address {value:?} {verdict}: use \"{address}\"");
            warnings.push(path, text);
        }
    }
}

/// Warns of the same in a range of addresses, and of bits behind its prefix. Mirrors
/// `GetWarningsForCIDR`.
pub(super) fn of_range(value: &str, release: Release, path: &Path<'_>, warnings: &mut Warnings) {
    let Some(range) = parse_range_sloppy(value) else { return };
    let network = range.network();
    let is_network = range.is_network();
    if !is_network {
        let one = format!("{}/{}", range.address.to_canonical(), range.width);
        let text = format!(
            "CIDR value {value:?} is ambiguous in this context (should be {network:?} or {one:?}?)"
        );
        warnings.push(path, text);
    }
    match strict_range(value) {
        None => {
            let verdict = verdict(release);
            let text = format!("non-standard CIDR value {value:?} {verdict}: use {network:?}");
            warnings.push(path, text);
        }
        Some(Range { address: IpAddr::V6(address), length, .. }) if is_network => {
            let canonical = format!("{address}/{length}");
            if canonical != value {
                let text = format!(
                    "IPv6 CIDR value {value:?} should be in RFC 5952 canonical format ({canonical:?})"
                );
                warnings.push(path, text);
            }
        }
        Some(_) => {}
    }
}

fn verdict(release: Release) -> &'static str {
    if release.has(Change::WrongAddressesAreInvalid) {
        "is invalid"
    } else {
        "will be considered invalid in a future Kubernetes release"
    }
}

/// An address as Go's `netip` reads it, but for an IPv4 address in IPv6.
fn strict(value: &str) -> Option<IpAddr> {
    let address: IpAddr = value.parse().ok()?;
    let is_mapped = matches!(address, IpAddr::V6(v6) if v6.to_ipv4_mapped().is_some());
    (!is_mapped).then_some(address)
}

/// The same of a range, whose length has no leading zero.
fn strict_range(value: &str) -> Option<Range> {
    let (address, length) = value.split_once('/')?;
    strict(address)?;
    let is_plain = length == "0" || !length.starts_with('0');
    parse_range_sloppy(value).filter(|_| is_plain)
}

/// The same of an address as Kubernetes 1.32 says it of Services alone. Mirrors `getWarningsForIP`
/// of its `pkg/api/service/warnings.go`.
pub(super) fn of_address_before(value: &str, path: &Path<'_>, warnings: &mut Warnings) {
    if parse_ip_sloppy(value).is_none() {
        return;
    }
    match value.parse::<IpAddr>() {
        Err(_) => warnings.push(path, accepted("IP address", &not_an_address(value))),
        Ok(IpAddr::V6(v6)) if v6.to_string() != value => {
            warnings.push(path, not_canonical("address", value, &v6.to_string()));
        }
        Ok(_) => {}
    }
}

/// The same of a range (`getWarningsForCIDR`).
pub(super) fn of_range_before(value: &str, path: &Path<'_>, warnings: &mut Warnings) {
    let Some(range) = parse_range_sloppy(value) else { return };
    let (address, length) = value.split_once('/').unwrap_or((value, ""));
    let problem = match address.parse::<IpAddr>() {
        Err(_) => Some(not_an_address(address)),
        Ok(_) if length.len() > 1 && length.starts_with('0') => {
            Some(format!("bad bits after slash: {length:?}"))
        }
        Ok(_) => None,
    };
    if let Some(problem) = problem {
        let problem = format!("netip.ParsePrefix({value:?}): {problem}");
        warnings.push(path, accepted("IP prefix", &problem));
        return;
    }
    let canonical = format!("{}/{}", range.address, range.length);
    if range.address.is_ipv6() && canonical != value {
        warnings.push(path, not_canonical("prefix", value, &canonical));
    }
}

fn accepted(what: &str, problem: &str) -> String {
    format!("{what} was accepted, but will be invalid in a future Kubernetes release: {problem}")
}

fn not_canonical(what: &str, value: &str, canonical: &str) -> String {
    format!(
        "IPv6 {what} {value:?} is not in RFC 5952 canonical format ({canonical:?}), which may cause \
         controller apply-loops"
    )
}

/// Why Go's `netip.ParseAddr` refuses what is read all the same: zeros that lead an octet, or a
/// group of more than four digits.
fn not_an_address(value: &str) -> String {
    let mut rest = value;
    for group in value.split(':') {
        if !group.contains('.') && group.len() > 4 {
            return format!(
                "ParseAddr({value:?}): each group must have 4 or less digits (at {rest:?})"
            );
        }
        rest = rest.get(group.len() + 1..).unwrap_or_default();
    }
    format!("ParseAddr({value:?}): IPv4 field has octet with leading zero")
}
