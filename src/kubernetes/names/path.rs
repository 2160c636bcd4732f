//! Paths with a domain before them.

use super::{EMPTY, alphanumeric, dns};
use crate::kubernetes::field::{FieldErrors, Path};

/// Checks a path with a domain before it, `acme.io/foo` (`IsDomainPrefixedPath`).
pub(crate) fn domain_prefixed_path(path: &Path<'_>, value: &str, errors: &mut FieldErrors) {
    if value.is_empty() {
        return errors.required(path, EMPTY);
    }
    let Some((host, rest)) = value.split_once('/').filter(|(h, r)| !h.is_empty() && !r.is_empty())
    else {
        return errors.invalid(path, "must be a path with a domain before it, as in `acme.io/foo`");
    };
    for problem in dns::dns1123_subdomain(host) {
        errors.invalid(path, format!("the domain `{host}` {problem}"));
    }
    if !rest.bytes().all(is_path_byte) {
        errors.invalid(path, "after the domain, must have only what a URL's path may have");
    }
}

fn is_path_byte(byte: u8) -> bool {
    alphanumeric(byte) || b"/-._~%!$&'()*+,;=:".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(value: &str) -> usize {
        let mut errors = FieldErrors::default();
        domain_prefixed_path(&Path::root("x"), value, &mut errors);
        errors.0.len()
    }

    #[test]
    fn paths() {
        for good in ["acme.io/foo", "a/b/c", "a/%20~", "a//"] {
            assert_eq!(count(good), 0, "{good}");
        }
        for bad in ["", "a", "a/", "/a", "a/b c", "a/[b]", "A/b"] {
            assert_eq!(count(bad), 1, "{bad}");
        }
        assert_eq!(count("A/b c"), 2);
    }
}
