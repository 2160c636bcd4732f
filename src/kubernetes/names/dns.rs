//! Names as DNS knows them.

use super::{Problems, is_word, lower_or_digit, too_long};

/// The most bytes that an RFC 1123 label may have.
pub(crate) const DNS1123_LABEL_MAX_LENGTH: usize = 63;
/// The most bytes that an RFC 1123 subdomain may have.
pub(crate) const DNS1123_SUBDOMAIN_MAX_LENGTH: usize = 253;
/// The most bytes that an RFC 1035 label may have.
pub(crate) const DNS1035_LABEL_MAX_LENGTH: usize = 63;

/// Checks an RFC 1123 label, `my-name` (`IsDNS1123Label`).
#[must_use]
pub(crate) fn dns1123_label(value: &str) -> Problems {
    let mut problems = Problems::new();
    if value.len() > DNS1123_LABEL_MAX_LENGTH {
        problems.push(too_long(DNS1123_LABEL_MAX_LENGTH));
    }
    if !is_label(value) {
        problems.push(if is_subdomain(value) {
            "must not have dots".into()
        } else {
            "must have only lower-case letters, digits and `-`, and start and end with a letter or \
             a digit, as in `my-name`"
                .into()
        });
    }
    problems
}

/// Checks an RFC 1123 subdomain, `my-name.example.com` (`IsDNS1123Subdomain`).
#[must_use]
pub(crate) fn dns1123_subdomain(value: &str) -> Problems {
    let mut problems = subdomain_length(value);
    if !is_subdomain(value) {
        problems.push(
            "must have only lower-case letters, digits, `-` and `.`, and each part between dots \
             must start and end with a letter or a digit, as in `example.com`"
                .into(),
        );
    }
    problems
}

/// Checks a subdomain whose parts may also have `_`, as DNS search paths do
/// (`IsDNS1123SubdomainWithUnderscore`).
#[must_use]
pub(crate) fn dns1123_subdomain_with_underscore(value: &str) -> Problems {
    let mut problems = subdomain_length(value);
    if !value.split('.').all(is_label_with_underscore) {
        problems.push(
            "must have only lower-case letters, digits, `_`, `-` and `.`, and each part between \
             dots must start with a letter, a digit or one `_` and end with a letter or a digit, \
             as in `_tcp.example.com`"
                .into(),
        );
    }
    problems
}

/// Checks an RFC 1035 label, which starts with a letter (`IsDNS1035Label`).
#[must_use]
pub(crate) fn dns1035_label(value: &str) -> Problems {
    let mut problems = Problems::new();
    if value.len() > DNS1035_LABEL_MAX_LENGTH {
        problems.push(too_long(DNS1035_LABEL_MAX_LENGTH));
    }
    let starts_with_letter = |byte: u8| byte.is_ascii_lowercase();
    if !is_word(value.as_bytes(), starts_with_letter, label_byte, lower_or_digit) {
        problems.push(
            "must have only lower-case letters, digits and `-`, start with a letter, and end with \
             a letter or a digit, as in `my-name`"
                .into(),
        );
    }
    problems
}

fn subdomain_length(value: &str) -> Problems {
    if value.len() > DNS1123_SUBDOMAIN_MAX_LENGTH {
        vec![too_long(DNS1123_SUBDOMAIN_MAX_LENGTH)]
    } else {
        Problems::new()
    }
}

const fn label_byte(byte: u8) -> bool {
    lower_or_digit(byte) || byte == b'-'
}

fn is_label(value: &str) -> bool {
    is_word(value.as_bytes(), lower_or_digit, label_byte, lower_or_digit)
}

fn is_label_with_underscore(value: &str) -> bool {
    let value = value.strip_prefix('_').unwrap_or(value);
    let rest = |byte: u8| label_byte(byte) || byte == b'_';
    is_word(value.as_bytes(), lower_or_digit, rest, lower_or_digit)
}

/// Whether it is labels with dots between them, in one pass: each starts and ends with a letter or a
/// digit.
pub(super) fn is_subdomain(value: &str) -> bool {
    let mut before = b'.';
    for byte in value.bytes() {
        let fits = match byte {
            b'.' => lower_or_digit(before),
            b'-' => before != b'.',
            _ => lower_or_digit(byte),
        };
        if !fits {
            return false;
        }
        before = byte;
    }
    lower_or_digit(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels() {
        for good in ["a", "0", "my-name", "a--b", &"x".repeat(63)] {
            assert!(dns1123_label(good).is_empty(), "{good}");
        }
        for bad in ["", "-", "a-", "-a", "A", "a_b", "ä", "a\n", &"x".repeat(64)] {
            assert!(!dns1123_label(bad).is_empty(), "{bad}");
        }
        assert_eq!(dns1123_label("a.b"), ["must not have dots"]);
        assert_eq!(dns1123_label(&"A".repeat(64)).len(), 2);
        assert!(dns1035_label("a0").is_empty());
        assert!(!dns1035_label("0a").is_empty());
    }

    #[test]
    fn subdomains() {
        for good in ["a", "a.b", "1.2.3", &["a"; 127].join(".")] {
            assert!(dns1123_subdomain(good).is_empty(), "{good}");
        }
        for bad in ["", ".", "a.", ".a", "a..b", "a.-b", "_a", &["ab"; 85].join(".")] {
            assert!(!dns1123_subdomain(bad).is_empty(), "{bad}");
        }
        for good in ["_a", "_tcp.a_b.c", "a"] {
            assert!(dns1123_subdomain_with_underscore(good).is_empty(), "{good}");
        }
        for bad in ["__a", "a_", "_", "a._"] {
            assert!(!dns1123_subdomain_with_underscore(bad).is_empty(), "{bad}");
        }
    }
}
