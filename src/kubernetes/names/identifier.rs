//! Identifiers: environment variables, keys of config maps, headers.

use super::{DNS1123_SUBDOMAIN_MAX_LENGTH, EMPTY, Problems, alphanumeric, is_word, too_long};

/// Checks the name of an environment variable under the strict rules that were in force before
/// `RelaxedEnvironmentVariableValidation` (`IsEnvVarName`).
#[must_use]
pub(crate) fn env_var_name(value: &str) -> Problems {
    let first = |byte: u8| byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'.' | b'_');
    let rest = |byte: u8| alphanumeric(byte) || matches!(byte, b'-' | b'.' | b'_');
    let mut problems = Problems::new();
    if !is_word(value.as_bytes(), first, rest, rest) {
        problems.push(
            "must have only letters, digits, `_`, `-` and `.`, and not start with a digit, as in \
             `MY_ENV.NAME`"
                .into(),
        );
    }
    problems.extend(parent_directory_problem(value));
    problems
}

/// Checks the name of an environment variable as Kubernetes 1.36 does by default: any printable
/// ASCII but `=` (`IsRelaxedEnvVarName`).
#[must_use]
pub(crate) fn relaxed_env_var_name(value: &str) -> Problems {
    if value.is_empty() {
        return vec![EMPTY.into()];
    }
    if value.bytes().all(|byte| matches!(byte, b' '..=b'~') && byte != b'=') {
        return Problems::new();
    }
    vec!["must have only printable ASCII characters other than `=`".into()]
}

/// Checks the key of a ConfigMap or Secret (`IsConfigMapKey`).
#[must_use]
pub(crate) fn config_map_key(value: &str) -> Problems {
    let mut problems = Problems::new();
    if value.len() > DNS1123_SUBDOMAIN_MAX_LENGTH {
        problems.push(too_long(DNS1123_SUBDOMAIN_MAX_LENGTH));
    }
    let allowed = |byte: u8| alphanumeric(byte) || matches!(byte, b'-' | b'.' | b'_');
    if value.is_empty() || !value.bytes().all(allowed) {
        problems.push("must have only letters, digits, `-`, `_` and `.`, as in `key.name`".into());
    }
    problems.extend(parent_directory_problem(value));
    problems
}

/// Checks the name of an HTTP header (`IsHTTPHeaderName`).
#[must_use]
pub(crate) fn http_header_name(value: &str) -> Problems {
    let allowed = |byte: u8| alphanumeric(byte) || byte == b'-';
    if !value.is_empty() && value.bytes().all(allowed) {
        return Problems::new();
    }
    vec!["must have only letters, digits and `-`, as in `X-Header-Name`".into()]
}

/// Checks a percentage, `25%` (`IsValidPercent`).
#[must_use]
pub(crate) fn percent(value: &str) -> Problems {
    let digits = value.strip_suffix('%').unwrap_or("");
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Problems::new();
    }
    vec!["must be a whole number followed by `%`, as in `25%`".into()]
}

/// A key that becomes a file name must not lead out of its directory (`hasChDirPrefix`).
fn parent_directory_problem(value: &str) -> Option<std::borrow::Cow<'static, str>> {
    match value {
        "." => Some("must not be `.`".into()),
        ".." => Some("must not be `..`".into()),
        _ if value.starts_with("..") => Some("must not start with `..`".into()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn environment_variables() {
        for good in ["A", "_a", "a.b-c", "-x"] {
            assert!(env_var_name(good).is_empty(), "{good}");
        }
        for bad in ["", "1A", "A B", "..", "..a", "ä"] {
            assert!(!env_var_name(bad).is_empty(), "{bad}");
        }
        for good in ["1A", "A B", "..", "a/b", "$x"] {
            assert!(relaxed_env_var_name(good).is_empty(), "{good}");
        }
        for bad in ["", "A=B", "ä", "a\tb", "\u{7f}"] {
            assert!(!relaxed_env_var_name(bad).is_empty(), "{bad}");
        }
    }

    #[test]
    fn keys_headers_percentages() {
        assert!(config_map_key(".hidden").is_empty());
        assert_eq!(config_map_key(".").len(), 1);
        assert!(!config_map_key("").is_empty() && !config_map_key("a/b").is_empty());
        assert!(http_header_name("X-1").is_empty() && !http_header_name("X_1").is_empty());
        assert!(percent("0%").is_empty() && percent("1000%").is_empty());
        for bad in ["", "%", "5", "-5%", "5.5%", "5%%", " 5%"] {
            assert!(!percent(bad).is_empty(), "{bad}");
        }
    }
}
