//! Keys and values of labels, and what is formed like them.

use std::borrow::Cow;

use memchr::memchr;

use super::{
    DNS1123_SUBDOMAIN_MAX_LENGTH, EMPTY, Problems, alphanumeric, dns, is_word, lower_case, too_long,
};
use crate::kubernetes::field::{FieldErrors, Path};

/// The most bytes that the value of a label may have.
pub(crate) const LABEL_VALUE_MAX_LENGTH: usize = 63;

const NAME_MAX_LENGTH: usize = 63;

/// Checks the key of a label: a name, with an optional domain before a slash (`IsLabelKey`).
#[must_use]
pub(crate) fn label_key(key: &str) -> Problems {
    if is_label_key(key) { Problems::new() } else { problems_of_key(key) }
}

/// Whether nothing is wrong with the key of a label: of most keys no more is asked.
fn is_label_key(key: &str) -> bool {
    // A second slash is left in the name, which can't have any.
    let (prefix, name) = match memchr(b'/', key.as_bytes()) {
        Some(slash) => (key.get(..slash), key.get(slash + 1..).unwrap_or_default()),
        None => (None, key),
    };
    prefix.is_none_or(|prefix| {
        prefix.len() <= DNS1123_SUBDOMAIN_MAX_LENGTH && dns::is_subdomain(prefix)
    }) && name.len() <= NAME_MAX_LENGTH
        && is_label_name(name)
}

fn problems_of_key(key: &str) -> Problems {
    let mut parts = key.split('/');
    let (prefix, name) = match (parts.next(), parts.next(), parts.next()) {
        (Some(name), None, None) => (None, name),
        (Some(prefix), Some(name), None) => (Some(prefix), name),
        _ => {
            return vec![
                "must be a name, with at most one domain and `/` before it, as in \
                 `example.com/my-name`"
                    .into(),
            ];
        }
    };
    let mut problems = prefix.map_or_else(Problems::new, prefix_problems);
    if name.is_empty() {
        problems.push(format!("the name part {EMPTY}").into());
    } else if name.len() > NAME_MAX_LENGTH {
        problems.push(format!("the name part {}", too_long(NAME_MAX_LENGTH)).into());
    }
    if !is_label_name(name) {
        problems.push(
            "the name part must have only letters, digits, `-`, `_` and `.`, and start and end \
             with a letter or a digit, as in `my.name`"
                .into(),
        );
    }
    problems
}

/// Checks what Kubernetes calls a qualified name: formed as the key of a label
/// (`IsQualifiedName`).
#[must_use]
pub(crate) fn qualified_name(name: &str) -> Problems {
    label_key(name)
}

/// Checks the key of an annotation: as that of a label, but in any case (`ValidateAnnotations`).
#[must_use]
pub(crate) fn annotation_key(key: &str) -> Problems {
    let is_lower = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
    if key.bytes().all(is_lower) { label_key(key) } else { label_key(&lower_case(key)) }
}

/// Checks the key of a label that must have a domain before it (`IsPrefixedLabelKey`).
#[must_use]
pub(super) fn prefixed_label_key(key: &str) -> Problems {
    let problems = label_key(key);
    if problems.is_empty() && !key.contains('/') {
        return vec!["must have a domain before it, as in `example.com/my-name`".into()];
    }
    problems
}

/// Checks a key that must have a domain before it (`IsDomainPrefixedKey`).
pub(crate) fn domain_prefixed_key(path: &Path<'_>, key: &str, errors: &mut FieldErrors) {
    if key.is_empty() {
        return errors.required(path, EMPTY);
    }
    for problem in prefixed_label_key(key) {
        errors.invalid(path, problem);
    }
}

/// Checks the value of a label (`IsLabelValue`).
#[must_use]
pub(crate) fn label_value(value: &str) -> Problems {
    let mut problems = Problems::new();
    if value.len() > LABEL_VALUE_MAX_LENGTH {
        problems.push(too_long(LABEL_VALUE_MAX_LENGTH));
    }
    if !value.is_empty() && !is_label_name(value) {
        problems.push(
            "must be empty or have only letters, digits, `-`, `_` and `.`, and start and end with \
             a letter or a digit, as in `my_value`"
                .into(),
        );
    }
    problems
}

fn prefix_problems(prefix: &str) -> Problems {
    if prefix.is_empty() {
        return vec![format!("the domain before `/` {EMPTY}").into()];
    }
    let problems = dns::dns1123_subdomain(prefix).into_iter();
    problems.map(|problem| Cow::from(format!("the domain before `/` {problem}"))).collect()
}

fn is_label_name(name: &str) -> bool {
    let rest = |byte: u8| alphanumeric(byte) || matches!(byte, b'-' | b'_' | b'.');
    is_word(name.as_bytes(), alphanumeric, rest, alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys() {
        for good in ["a", "A.b_c-d", "example.com/A", "1/2", &format!("a.b/{}", "x".repeat(63))] {
            assert!(is_label_key(good) && problems_of_key(good).is_empty(), "{good}");
        }
        let long = format!("{}/a", ["ab"; 85].join("."));
        for bad in [&*long, "", "/", "/a", "a/", "a/b/c", "A.com/a", "a b", "-a", "a.", "*"] {
            assert!(!is_label_key(bad) && !problems_of_key(bad).is_empty(), "{bad}");
        }
        assert_eq!(label_key("a/b/c").len(), 1);
        assert_eq!(label_key("").len(), 2, "empty, and not of the right form either");
        assert_eq!(label_key(&"x".repeat(64)).len(), 1);
        assert!(annotation_key("Example.COM/Key").is_empty());
        // Go lowers the Turkish capital to a plain i, and the sign of degrees Kelvin to a k.
        assert!(annotation_key("\u{130}\u{212a}").is_empty());
        assert!(!prefixed_label_key("key").is_empty());
    }

    #[test]
    fn values() {
        for good in ["", "a", "on", "A_b.c", &"x".repeat(63)] {
            assert!(label_value(good).is_empty(), "{good}");
        }
        for bad in ["-5", "a b", "a/b", "a.", " ", &"x".repeat(64)] {
            assert!(!label_value(bad).is_empty(), "{bad}");
        }
    }
}
