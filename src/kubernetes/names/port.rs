//! Names of ports.

use super::{Problems, too_long};

/// Checks the name of a port as IANA registers them, `http-metrics` (`IsValidPortName`).
#[must_use]
pub(crate) fn port_name(name: &str) -> Problems {
    let bytes = name.as_bytes();
    let allowed = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || *byte == b'-';
    let mut problems = Problems::new();
    if name.len() > 15 {
        problems.push(too_long(15));
    }
    if bytes.is_empty() || !bytes.iter().all(allowed) {
        problems.push("must have only lower-case letters, digits and `-`".into());
    }
    if !bytes.iter().any(u8::is_ascii_lowercase) {
        problems.push("must have at least one lower-case letter".into());
    }
    if name.contains("--") {
        problems.push("must not have two `-` in a row".into());
    }
    if name.starts_with('-') || name.ends_with('-') {
        problems.push("must not start or end with `-`".into());
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn port_names() {
        for good in ["http", "80a", "a-b-c", "abcdefghijklmno"] {
            assert!(port_name(good).is_empty(), "{good}");
        }
        for bad in ["", "80", "HTTP", "a--b", "-a", "a-", "a_b", "abcdefghijklmnop"] {
            assert!(!port_name(bad).is_empty(), "{bad}");
        }
        assert_eq!(port_name("").len(), 2);
        assert_eq!(port_name("-").len(), 2);
    }
}
