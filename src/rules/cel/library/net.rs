//! Addresses and their ranges (Kubernetes' `library/ip.go` and `library/cidr.go`).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::rules::cel::value::{Fault, Outcome, Value};

pub(super) const DECLARATIONS: &[&str] = &[
    "ip(string) -> IP",
    "isIP(string) -> bool",
    "ip.isCanonical(string) -> bool",
    "string(IP) -> string",
    "IP.family() -> int",
    "IP.isUnspecified() -> bool",
    "IP.isLoopback() -> bool",
    "IP.isLinkLocalMulticast() -> bool",
    "IP.isLinkLocalUnicast() -> bool",
    "IP.isGlobalUnicast() -> bool",
    "cidr(string) -> CIDR",
    "isCIDR(string) -> bool",
    "string(CIDR) -> string",
    "CIDR.containsIP(string) -> bool",
    "CIDR.containsIP(IP) -> bool",
    "CIDR.containsCIDR(string) -> bool",
    "CIDR.containsCIDR(CIDR) -> bool",
    "CIDR.ip() -> IP",
    "CIDR.prefixLength() -> int",
    "CIDR.masked() -> CIDR",
];

pub(super) fn call(name: &str, args: &[Value]) -> Option<Outcome> {
    use Value::{Bool, Cidr, Int, Ip, String as Text};
    Some(Ok(match (name, args) {
        ("ip", [Text(text)]) => return Some(parse_ip(text).map(Ip)),
        ("isIP", [Text(text)]) => Bool(parse_ip(text).is_ok()),
        ("ip.isCanonical", [Text(text)]) => {
            return Some(parse_ip(text).map(|ip| Bool(ip.to_string() == **text)));
        }
        ("string", [Ip(ip)]) => ip.to_string().into(),
        ("family", [Ip(ip)]) => Int(if ip.is_ipv4() { 4 } else { 6 }),
        ("isUnspecified", [Ip(ip)]) => Bool(ip.is_unspecified()),
        ("isLoopback", [Ip(ip)]) => Bool(ip.is_loopback()),
        ("isLinkLocalMulticast", [Ip(ip)]) => Bool(is_link_local_multicast(ip)),
        ("isLinkLocalUnicast", [Ip(ip)]) => Bool(is_link_local(ip)),
        ("isGlobalUnicast", [Ip(ip)]) => Bool(is_global_unicast(ip)),
        ("cidr", [Text(text)]) => return Some(parse_cidr(text).map(|(ip, bits)| Cidr(ip, bits))),
        ("isCIDR", [Text(text)]) => Bool(parse_cidr(text).is_ok()),
        ("string", [Cidr(ip, bits)]) => format!("{ip}/{bits}").into(),
        ("containsIP", [Cidr(ip, bits), Ip(other)]) => Bool(contains((ip, *bits), other)),
        ("containsIP", [Cidr(ip, bits), Text(text)]) => {
            // An address that can't be read fits no function, as Kubernetes has it.
            let other = parse_ip(text).map_err(|_| Fault::no_overload());
            return Some(other.map(|other| Bool(contains((ip, *bits), &other))));
        }
        ("containsCIDR", [Cidr(ip, bits), Cidr(other, inner)]) => {
            Bool(holds((ip, *bits), (other, *inner)))
        }
        ("containsCIDR", [Cidr(ip, bits), Text(text)]) => {
            let other = parse_cidr(text).map_err(|_| Fault::no_overload());
            return Some(other.map(|(other, inner)| Bool(holds((ip, *bits), (&other, inner)))));
        }
        ("ip", [Cidr(ip, _)]) => Ip(*ip),
        ("prefixLength", [Cidr(_, bits)]) => Int(i64::from(*bits)),
        ("masked", [Cidr(ip, bits)]) => Cidr(masked(ip, *bits), *bits),
        _ => return None,
    }))
}

/// The bytes of an address, which stand for what it costs.
pub(in crate::rules::cel) const fn bytes(ip: &IpAddr) -> usize {
    if ip.is_ipv4() { 4 } else { 16 }
}

fn is_mapped(ip: &IpAddr) -> bool {
    matches!(ip, IpAddr::V6(ip) if ip.to_ipv4_mapped().is_some())
}

fn parse_ip(text: &str) -> Result<IpAddr, Fault> {
    let refused = |why: &str| {
        Fault::new(format!("IP Address {text:?} parse error during conversion from string: {why}"))
    };
    let ip: IpAddr = text.parse().map_err(|_| refused("unable to parse IP"))?;
    if is_mapped(&ip) {
        return Err(refused("IPv4-mapped IPv6 address is not allowed"));
    }
    Ok(ip)
}

fn parse_cidr(text: &str) -> Result<(IpAddr, u8), Fault> {
    let refused = || {
        Fault::new(format!("network address parse error during conversion from string: {text:?}"))
    };
    let (ip, bits) = text.rsplit_once('/').ok_or_else(refused)?;
    let ip: IpAddr = ip.parse().map_err(|_| refused())?;
    let plain =
        bits.bytes().all(|byte| byte.is_ascii_digit()) && (bits == "0" || !bits.starts_with('0'));
    let most = if ip.is_ipv4() { 32 } else { 128 };
    let bits: Option<u8> = bits.parse().ok().filter(|bits| plain && *bits <= most);
    match bits {
        Some(bits) if !is_mapped(&ip) => Ok((ip, bits)),
        _ => Err(refused()),
    }
}

fn masked(ip: &IpAddr, bits: u8) -> IpAddr {
    let bits = u32::from(bits);
    match ip {
        IpAddr::V4(ip) => {
            let mask = u32::MAX.checked_shl(32 - bits.min(32)).unwrap_or(0);
            IpAddr::V4(Ipv4Addr::from_bits(ip.to_bits() & mask))
        }
        IpAddr::V6(ip) => {
            let mask = u128::MAX.checked_shl(128 - bits.min(128)).unwrap_or(0);
            IpAddr::V6(Ipv6Addr::from_bits(ip.to_bits() & mask))
        }
    }
}

fn contains((ip, bits): (&IpAddr, u8), other: &IpAddr) -> bool {
    ip.is_ipv4() == other.is_ipv4() && masked(ip, bits) == masked(other, bits)
}

/// Whether a range has all of another one.
fn holds((ip, bits): (&IpAddr, u8), (other, inner): (&IpAddr, u8)) -> bool {
    bits <= inner && contains((ip, bits), other)
}

fn is_link_local(ip: &IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => ip.is_link_local(),
        IpAddr::V6(ip) => ip.is_unicast_link_local(),
    }
}

fn is_link_local_multicast(ip: &IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => matches!(ip.octets(), [224, 0, 0, _]),
        IpAddr::V6(ip) => ip.segments().first().is_some_and(|first| first & 0xff0f == 0xff02),
    }
}

/// What Go's `netip.Addr.IsGlobalUnicast` takes: private addresses too.
fn is_global_unicast(ip: &IpAddr) -> bool {
    let is_broadcast = matches!(ip, IpAddr::V4(ip) if ip.is_broadcast());
    !(is_broadcast
        || ip.is_unspecified()
        || ip.is_loopback()
        || ip.is_multicast()
        || is_link_local(ip))
}
