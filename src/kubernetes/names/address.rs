//! IP addresses and address ranges, read as leniently as Kubernetes reads them.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::Problems;

/// Checks an IP address of either family (`IsValidIP`).
#[must_use]
pub(crate) fn ip(value: &str) -> Problems {
    if parse_ip_sloppy(value).is_some() {
        return Problems::new();
    }
    vec!["must be an IP address, as in `10.9.8.7` or `2001:db8::ffff`".into()]
}

/// Checks an address range, an address with the length of its prefix (`IsValidCIDR`).
#[must_use]
pub(crate) fn cidr(value: &str) -> Problems {
    if parse_range_sloppy(value).is_some() {
        return Problems::new();
    }
    vec!["must be an address range, as in `10.9.8.0/24` or `2001:db8::/64`".into()]
}

/// A range of addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Range {
    /// The address that is written: of its own family, an IPv4 address in IPv6 included.
    pub address: IpAddr,
    /// How many of the first bits all addresses have in common.
    pub length: u32,
    /// How many bits an address of that family has.
    pub width: u32,
}

impl Range {
    /// Its first address.
    fn first(&self) -> IpAddr {
        let beyond = self.width.saturating_sub(self.length);
        match self.address {
            IpAddr::V4(v4) => {
                let mask = u32::MAX.checked_shl(beyond).unwrap_or(0);
                IpAddr::V4((u32::from(v4) & mask).into())
            }
            IpAddr::V6(v6) => {
                let mask = u128::MAX.checked_shl(beyond).unwrap_or(0);
                IpAddr::V6((u128::from(v6) & mask).into())
            }
        }
    }

    /// Whether no bit is set behind the common ones.
    #[must_use]
    pub(crate) fn is_network(&self) -> bool {
        self.first() == self.address
    }

    /// How the range is written from its first address on, an IPv4 address in IPv6 as such
    /// (`IPNet.String` of Go's `net`).
    #[must_use]
    pub(crate) fn network(&self) -> String {
        match self.first() {
            IpAddr::V6(first) if first.to_ipv4_mapped().is_some() => {
                format!("{}/{}", IpAddr::V6(first).to_canonical(), self.length.saturating_sub(96))
            }
            first => format!("{first}/{}", self.length),
        }
    }
}

/// Reads a range of addresses as Go did before 1.17, leading zeros allowed (`ParseCIDRSloppy`).
#[must_use]
pub(crate) fn parse_range_sloppy(value: &str) -> Option<Range> {
    let (address, length) = value.split_once('/')?;
    let (address, width) = match parse_ipv4(address) {
        Some(v4) => (IpAddr::V4(v4), 32),
        None => (IpAddr::V6(parse_ipv6(address)?), 128),
    };
    let (length, rest) = leading_number(length, 10)?;
    (length <= width && rest.is_empty()).then_some(Range { address, length, width })
}

/// Reads an IP address as Go did before 1.17, leading zeros allowed (`ParseIPSloppy`). An IPv4
/// address mapped into IPv6 (`::ffff:10.9.8.7`) is an IPv4 address.
#[must_use]
pub(crate) fn parse_ip_sloppy(value: &str) -> Option<IpAddr> {
    match value.bytes().find(|byte| matches!(byte, b'.' | b':'))? {
        b'.' => parse_ipv4(value).map(IpAddr::V4),
        _ => parse_ipv6(value).map(|address| IpAddr::V6(address).to_canonical()),
    }
}

fn parse_ipv4(value: &str) -> Option<Ipv4Addr> {
    let mut octets = [0u8; 4];
    let mut parts = value.split('.');
    for octet in &mut octets {
        let (number, rest) = leading_number(parts.next()?, 10)?;
        if !rest.is_empty() {
            return None;
        }
        *octet = u8::try_from(number).ok()?;
    }
    parts.next().is_none().then(|| octets.into())
}

/// Mirrors `parseIPv6` of Go's `net` package before 1.17: groups of any number of digits, one `::`
/// for at least one group of zeros, an IPv4 address at the end.
fn parse_ipv6(value: &str) -> Option<Ipv6Addr> {
    let (before, after) = match value.split_once("::") {
        None => (ipv6_groups(value)?, None),
        Some((before, after)) => {
            let part = |text: &str| {
                if text.is_empty() { Some(Vec::new()) } else { ipv6_groups(text) }
            };
            // An IPv4 address only ever ends the whole.
            if before.contains('.') {
                return None;
            }
            (part(before)?, Some(part(after)?))
        }
    };
    let mut groups = [0u16; 8];
    match after {
        None if before.len() == 8 => groups.copy_from_slice(&before),
        Some(after) if before.len() + after.len() < 8 => {
            for (group, value) in groups.iter_mut().zip(&before) {
                *group = *value;
            }
            for (group, value) in groups.iter_mut().rev().zip(after.iter().rev()) {
                *group = *value;
            }
        }
        _ => return None,
    }
    Some(groups.into())
}

fn ipv6_groups(text: &str) -> Option<Vec<u16>> {
    let mut groups = Vec::with_capacity(8);
    let mut parts = text.split(':').peekable();
    while let Some(part) = parts.next() {
        if part.contains('.') {
            if parts.peek().is_some() {
                return None;
            }
            let [a, b, c, d] = parse_ipv4(part)?.octets();
            groups.extend([u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d])]);
        } else {
            let (number, rest) = leading_number(part, 16)?;
            if !rest.is_empty() {
                return None;
            }
            groups.push(u16::try_from(number).ok()?);
        }
    }
    Some(groups)
}

/// The number that a text starts with and what follows it; none if there is no digit, or if it is
/// larger than any that an address can hold.
fn leading_number(text: &str, radix: u32) -> Option<(u32, &str)> {
    const BIG: u32 = 0xFF_FFFF;
    let mut number = 0;
    let mut length = 0;
    for digit in text.chars().map_while(|character| character.to_digit(radix)) {
        number = number * radix + digit;
        length += 1;
        if number >= BIG {
            return None;
        }
    }
    (length > 0).then(|| (number, text.get(length..).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leading_zeros_are_read_and_warned_of() {
        for good in [
            "10.9.8.7",
            "010.009.8.7",
            "::",
            "::1",
            "1::",
            "1:2:3:4:5:6:7::",
            "1:2:3:4:5:6:7:8",
            "::ffff:1.2.3.4",
            "64:ff9b::1.2.3.4",
            "00001::",
            "FE80::1",
        ] {
            assert!(ip(good).is_empty(), "{good}");
        }
        for bad in [
            "",
            "1",
            "1.2.3",
            "1.2.3.4.5",
            "256.1.1.1",
            "1.2.3.4 ",
            "1.2.3.",
            "+1.2.3.4",
            ":",
            ":::",
            "1::2::3",
            "1:2:3:4:5:6:7:8::",
            "::1:2:3:4:5:6:7:8",
            "1:2:3:4:5:6:7",
            "1:",
            ":1",
            "fe80::1%eth0",
            "12345::",
            "1.2.3.4::",
            "::1.2.3.4:5",
            "g::",
        ] {
            assert!(!ip(bad).is_empty(), "{bad}");
        }
    }

    #[test]
    fn ranges() {
        for good in ["10.0.0.0/8", "10.1.2.3/32", "::/0", "2001:db8::/064", "010.0.0.0/8"] {
            assert!(cidr(good).is_empty(), "{good}");
        }
        for bad in [
            "",
            "10.0.0.0",
            "10.0.0.0/33",
            "::/129",
            "10.0.0.0/",
            "10.0.0.0/-1",
            "/8",
            "10.0.0.0/8/8",
        ] {
            assert!(!cidr(bad).is_empty(), "{bad}");
        }
    }
}
