//! Names of objects: segments of paths in the API, and names with a generated end.

use super::Problems;

/// Checks the name of an object with `check`, or, for a `generateName`, what it may become: a dash
/// at its end doesn't count, since random letters follow it (`maskTrailingDash`).
pub(crate) fn object_name(
    name: &str,
    is_prefix: bool,
    check: impl Fn(&str) -> Problems,
) -> Problems {
    let bytes = name.as_bytes();
    if !is_prefix || name.len() < 2 || !name.ends_with('-') {
        return check(name);
    }
    // One letter stands for the dash and for the byte before it.
    let kept = String::from_utf8_lossy(&bytes[..bytes.len() - 2]).into_owned();
    check(&(kept + "a"))
}

/// Checks a name that becomes a segment of a path (`IsPathSegmentName`). Empty ones pass.
#[must_use]
pub(crate) fn path_segment_name(name: &str) -> Problems {
    if matches!(name, "." | "..") {
        return vec![format!("must not be `{name}`").into()];
    }
    path_segment_prefix(name)
}

/// Checks the beginning of a name that becomes a segment of a path (`IsPathSegmentPrefix`).
#[must_use]
pub(super) fn path_segment_prefix(name: &str) -> Problems {
    let found = ["/", "%"].into_iter().filter(|illegal| name.contains(illegal));
    found.map(|illegal| format!("must not have `{illegal}`").into()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kubernetes::names::dns1123_subdomain;

    #[test]
    fn a_generated_name_may_end_in_a_dash() {
        assert!(object_name("agent-", true, dns1123_subdomain).is_empty());
        assert!(!object_name("agent-", false, dns1123_subdomain).is_empty());
        assert!(!object_name("-", true, dns1123_subdomain).is_empty());
        assert!(object_name("a--", true, dns1123_subdomain).is_empty());
        assert!(!object_name("é-", true, dns1123_subdomain).is_empty());
    }

    #[test]
    fn segments() {
        assert!(path_segment_name("").is_empty());
        assert!(!path_segment_name("..").is_empty() && path_segment_prefix("..").is_empty());
        assert_eq!(path_segment_name("a/b%").len(), 2);
    }
}
