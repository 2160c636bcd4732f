//! Windows' part of a security context, of a pod or a container.

use super::checks;
use crate::kubernetes::field::{FieldErrors, Path};
use k8s_openapi::api::core::v1::WindowsSecurityContextOptions;

const LONGEST_CREDENTIAL_SPEC: usize = 64 * 1024;
const LONGEST_DOMAIN: usize = 255;
const LONGEST_USER: usize = 104;

/// Mirrors `validateWindowsSecurityContextOptions`.
pub(super) fn validate_windows_options(
    options: &WindowsSecurityContextOptions,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    if let Some(name) = &options.gmsa_credential_spec_name {
        checks::dns_subdomain(name, &path.child("gmsaCredentialSpecName"), errors);
    }
    if let Some(spec) = &options.gmsa_credential_spec
        && !(1..=LONGEST_CREDENTIAL_SPEC).contains(&spec.len())
    {
        errors.invalid(
            &path.child("gmsaCredentialSpec"),
            format!("has {} bytes; it must have from 1 to {LONGEST_CREDENTIAL_SPEC}", spec.len()),
        );
    }
    if let Some(name) = &options.run_as_user_name
        && let Err(detail) = run_as_user_name(name)
    {
        errors.invalid(&path.child("runAsUserName"), detail);
    }
}

/// A user's name, `DOMAIN\user` or `user`: what is wrong with it.
fn run_as_user_name(name: &str) -> Result<(), &'static str> {
    if name.is_empty() {
        return Err("name a user, such as `ContainerUser` or `DOMAIN\\user`");
    }
    if name.bytes().any(|byte| byte.is_ascii_control()) {
        return Err("must not contain control characters");
    }
    let (domain, user) = match name.split_once('\\') {
        None => (None, name),
        Some((domain, user)) => (Some(domain), user),
    };
    if user.contains('\\') {
        return Err("has more than one backslash; it is `DOMAIN\\user`");
    }
    if let Some(domain) = domain {
        if domain.len() > LONGEST_DOMAIN {
            return Err("the domain is too long; it may have 255 characters");
        }
        if !is_net_bios_name(domain) && !is_dns_domain(domain) {
            return Err("the domain is neither a NetBIOS nor a DNS name");
        }
    }
    if user.is_empty() {
        return Err("the user is missing behind the backslash");
    }
    if user.len() > LONGEST_USER {
        return Err("the user is too long; it may have 104 characters");
    }
    if user.chars().all(|c| c == '.' || c == ' ') {
        return Err("the user must not consist of dots and spaces alone");
    }
    if user.contains(['"', '/', ':', ';', '|', '=', ',', '+', '*', '?', '<', '>', '@', '[', ']']) {
        return Err("the user must not contain any of `\" / \\ : ; | = , + * ? < > @ [ ]`");
    }
    Ok(())
}

/// Mirrors `validNetBiosRegex`: 1 to 15 characters, the first no dot.
fn is_net_bios_name(domain: &str) -> bool {
    !domain.starts_with('.')
        && (1..=15).contains(&domain.chars().count())
        && !domain.contains(['\\', '/', ':', '*', '?', '"', '<', '>', '|'])
}

/// Mirrors `validWindowsUserDomainDNSRegex`: as DNS labels, capitals allowed.
fn is_dns_domain(domain: &str) -> bool {
    domain.split('.').all(|label| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_names() {
        let long = "u".repeat(104);
        let dns = format!("{}\\u", ["abcdefghi"; 25].join("."));
        for good in
            ["user", "NT AUTHORITY\\NETWORK SERVICE", "a.b-c\\u", "a\u{e9}\\\u{e9}", &long, &dns]
        {
            assert_eq!(run_as_user_name(good), Ok(()), "{good}");
        }
        let longer = "u".repeat(105);
        let domain = format!("{}\\u", ["abcdefghi"; 26].join("."));
        let bad = [
            "",
            "a\tb",
            "\u{7f}",
            "a\\b\\c",
            "\\u",
            "a\\",
            "..",
            ". .",
            "a:b",
            "a@b",
            ".net\\u",
            "abcdefghijklmnop.-\\u",
            &longer,
            &domain,
        ];
        for bad in bad {
            assert!(run_as_user_name(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn credential_specs() {
        let of = |spec: String| {
            let options = WindowsSecurityContextOptions {
                gmsa_credential_spec: Some(spec),
                gmsa_credential_spec_name: Some("A".into()),
                ..Default::default()
            };
            let mut errors = FieldErrors::default();
            validate_windows_options(&options, &Path::root("w"), &mut errors);
            errors.0.iter().map(|error| error.path.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(of("a".repeat(65536)), ["w.gmsaCredentialSpecName"]);
        assert_eq!(of("a".repeat(65537)), ["w.gmsaCredentialSpecName", "w.gmsaCredentialSpec"]);
        assert_eq!(of(String::new()), ["w.gmsaCredentialSpecName", "w.gmsaCredentialSpec"]);
    }
}
