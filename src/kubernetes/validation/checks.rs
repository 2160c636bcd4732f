//! Checks of single values that many fields share: each reports at the value's path.
//!
//! Mirrors `ValidateDNS1123Label` and the like, and the loops over the messages of
//! `k8s.io/apimachinery/pkg/util/validation`.

use crate::kubernetes::containers::VolumeNames;
use crate::kubernetes::field::{FieldErrors, Path};
use crate::kubernetes::names::{self, Problems};
use crate::kubernetes::quantity::Quantity;
use k8s_openapi::apimachinery::pkg::api::resource::Quantity as ApiQuantity;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;
use std::fmt::Display;

/// Characters of a value that a message shows.
const SHOWN: usize = 64;

/// Volumes of the pod that a message names.
const VOLUMES_SHOWN: usize = 20;

/// Reports as one error what is wrong with a value.
pub(super) fn report(
    problems: &Problems,
    value: impl Display,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    if problems.is_empty() {
        return;
    }
    let (value, problems) = (value.to_string(), problems.join("; "));
    let detail = match value.char_indices().nth(SHOWN) {
        _ if value.is_empty() => format!("it is empty; it {problems}"),
        // "the name part must …" is a sentence of its own.
        None if problems.starts_with("the ") => format!("`{value}`: {problems}"),
        None => format!("`{value}` {problems}"),
        Some((end, _)) => format!("`{}…` {problems}", value.get(..end).unwrap_or_default()),
    };
    errors.alone(|errors| errors.invalid(path, detail));
}

/// Reports what is wrong with a name or a label's value, and gives one that is right in place of
/// the example: `Log_Agent` … as in `log-agent`.
pub(super) fn report_named(
    check: fn(&str) -> Problems,
    value: &str,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let mut problems = check(value);
    if problems.is_empty() {
        return;
    }
    let right = tidied(value).into_iter().find(|text| value.is_ascii() && check(text).is_empty());
    if let Some(right) = right {
        for problem in &mut problems {
            if let Some((head, _)) = problem.rsplit_once(", as in `") {
                *problem = format!("{head}, as in `{right}`").into();
            }
        }
    }
    report(&problems, value, path, errors);
}

/// A text with dashes for what names can't hold: as it is, in lower case, and without points.
fn tidied(value: &str) -> [String; 3] {
    let kept = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let dashed: String = value.trim().chars().map(|c| if kept(c) { c } else { '-' }).collect();
    let dashed = dashed.trim_matches(['-', '_', '.']).to_owned();
    let lower = dashed.to_ascii_lowercase().replace('_', "-");
    let label = lower.replace('.', "-");
    [dashed, lower, label]
}

/// What to say of a selector's operator that is none of the known ones.
pub(super) fn no_operator(operator: &str, known: &str) -> String {
    let meant = match operator.to_ascii_lowercase().as_str() {
        "=" | "==" | "equal" | "equals" => Some("In"),
        "!=" | "notequal" | "notequals" => Some("NotIn"),
        ">" => Some("Gt"),
        "<" => Some("Lt"),
        "exist" => Some("Exists"),
        "notexists" | "doesnotexists" => Some("DoesNotExist"),
        lower => known.split(", ").find(|name| name.eq_ignore_ascii_case(lower)),
    };
    match meant.filter(|name| known.split(", ").any(|known| known == *name)) {
        Some(meant) => format!("`{operator}` is none of {known}; write `{meant}`"),
        None => format!("`{operator}` is none of {known}"),
    }
}

/// Mirrors `ValidateDNS1123Label`.
pub(super) fn dns_label(value: &str, path: &Path<'_>, errors: &mut FieldErrors) {
    report_named(names::dns1123_label, value, path, errors);
}

/// Mirrors `ValidateDNS1123Subdomain`, and `NameIsDNSSubdomain` for a whole name.
pub(super) fn dns_subdomain(value: &str, path: &Path<'_>, errors: &mut FieldErrors) {
    report_named(names::dns1123_subdomain, value, path, errors);
}

/// Mirrors `NameIsDNSSubdomain` for the beginning of a name, which may end in a dash.
pub(super) fn dns_subdomain_prefix(value: &str, path: &Path<'_>, errors: &mut FieldErrors) {
    let problems = names::object_name(value, true, names::dns1123_subdomain);
    report(&problems, value, path, errors);
}

/// Mirrors `ValidateQualifiedName`.
pub(super) fn qualified_name(value: &str, path: &Path<'_>, errors: &mut FieldErrors) {
    report(&names::qualified_name(value), value, path, errors);
}

/// A key of a ConfigMap or Secret (`IsConfigMapKey`).
pub(super) fn config_map_key(value: &str, path: &Path<'_>, errors: &mut FieldErrors) {
    report(&names::config_map_key(value), value, path, errors);
}

/// A name in an HTTP header (`IsHTTPHeaderName`).
pub(super) fn http_header_name(value: &str, path: &Path<'_>, errors: &mut FieldErrors) {
    report(&names::http_header_name(value), value, path, errors);
}

/// The name of a port (`IsValidPortName`).
pub(super) fn port_name(value: &str, path: &Path<'_>, errors: &mut FieldErrors) {
    report(&names::port_name(value), value, path, errors);
}

/// The number of a port (`IsValidPortNum`).
pub(super) fn port_number(value: i32, path: &Path<'_>, errors: &mut FieldErrors) {
    report(&names::port_number(value.into()), value, path, errors);
}

/// Mirrors `ValidatePortNumOrName`.
pub(super) fn port_number_or_name(value: &IntOrString, path: &Path<'_>, errors: &mut FieldErrors) {
    match value {
        IntOrString::Int(number) => port_number(*number, path, errors),
        IntOrString::String(text) if text.parse::<i64>().is_ok() => {
            let detail = format!("`{text}` in quotes is a port's name; give the number as {text}");
            errors.alone(|errors| errors.invalid(path, detail));
        }
        IntOrString::String(name) => port_name(name, path, errors),
    }
}

/// An amount that the manifest's reader has let pass; `null` is nothing.
pub(super) fn amount(quantity: &ApiQuantity) -> Quantity {
    Quantity::from_api(quantity).unwrap_or_default()
}

/// Reports a text that is missing (as required) or none of `supported`.
pub(super) fn one_of(
    value: Option<&str>,
    supported: &[&str],
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    match value.unwrap_or_default() {
        "" => errors.required(path, format!("is missing; one of: {}", supported.join(", "))),
        value if !supported.contains(&value) => errors.not_supported(path, value, supported),
        _ => {}
    }
}

/// What to say of a volume that a container names and the pod doesn't have, or has with an error.
pub(super) fn no_such_volume(volumes: &VolumeNames<'_>, name: &str) -> String {
    if name.is_empty() {
        return "without a name there is no volume".to_owned();
    }
    if volumes.find(name).is_some() {
        return format!("the volume `{name}` is not valid");
    }
    let volumes = volumes.all();
    if volumes.is_empty() {
        return format!("the pod has no volume `{name}`; it has none at all");
    }
    let names = volumes.iter().take(VOLUMES_SHOWN).map(|volume| volume.name.as_str());
    let names = names.collect::<Vec<_>>().join(", ");
    let more = if volumes.len() > VOLUMES_SHOWN { ", …" } else { "" };
    format!("the pod has no volume `{name}`; it has: {names}{more}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use k8s_openapi::api::core::v1::Volume;

    fn detail(check: impl Fn(&Path<'_>, &mut FieldErrors)) -> String {
        let mut errors = FieldErrors::default();
        check(&Path::root("field"), &mut errors);
        errors.0.pop().map(|error| error.detail).unwrap_or_default()
    }

    #[test]
    fn messages_say_what_would_be_right() {
        insta::assert_snapshot!(
            detail(|path, errors| qualified_name("a b", path, errors)),
            @"`a b`: the name part must have only letters, digits, `-`, `_` and `.`, and start and end with a letter or a digit, as in `my.name`"
        );
        insta::assert_snapshot!(detail(|path, errors| dns_label("Log_Agent", path, errors)), @"`Log_Agent` must have only lower-case letters, digits and `-`, and start and end with a letter or a digit, as in `log-agent`");
        insta::assert_snapshot!(detail(|path, errors| dns_label("My.Agent ", path, errors)), @"`My.Agent ` must have only lower-case letters, digits and `-`, and start and end with a letter or a digit, as in `my-agent`");
        insta::assert_snapshot!(detail(|path, errors| dns_label("ä.b", path, errors)), @"`ä.b` must have only lower-case letters, digits and `-`, and start and end with a letter or a digit, as in `my-name`");
        assert_eq!(no_operator("==", "In, NotIn"), "`==` is none of In, NotIn; write `In`");
        assert_eq!(
            no_operator("exists", "In, Exists"),
            "`exists` is none of In, Exists; write `Exists`"
        );
        assert_eq!(no_operator(">", "In, NotIn"), "`>` is none of In, NotIn");
        let port = IntOrString::String("80".into());
        insta::assert_snapshot!(
            detail(|path, errors| port_number_or_name(&port, path, errors)),
            @"`80` in quotes is a port's name; give the number as 80"
        );
        insta::assert_snapshot!(
            detail(|path, errors| one_of(Some("tcp"), &["TCP", "UDP"], path, errors)),
            @"`tcp` is not supported; did you mean `TCP`?"
        );
        insta::assert_snapshot!(detail(|path, errors| dns_label("", path, errors)), @"it is empty; it must have only lower-case letters, digits and `-`, and start and end with a letter or a digit, as in `my-name`");
        insta::assert_snapshot!(
            detail(|path, errors| dns_label(&"é".repeat(70), path, errors)),
            @"`éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé…` may have at most 63 characters; must have only lower-case letters, digits and `-`, and start and end with a letter or a digit, as in `my-name`"
        );
        let volume = |name: &str| Volume { name: name.to_owned(), ..Volume::default() };
        let volumes = [volume("a"), volume("b")];
        let no_such = |volumes: &[Volume]| no_such_volume(&VolumeNames::new(volumes), "c");
        insta::assert_snapshot!(no_such(&volumes), @"the pod has no volume `c`; it has: a, b");
        let volumes = vec![volume("v"); 5000];
        assert!(no_such(&volumes).ends_with("v, v, …"));
        assert!(no_such(&volumes).len() < 200);
    }
}
