//! Formats with a name (Kubernetes' `library/format.go`). What they say of a wrong text may become
//! the message of a policy, so that it is said as Kubernetes says it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::rules::cel::value::{Outcome, Timestamp, Url, Value};

pub(super) const DECLARATIONS: &[&str] = &[
    "NamedFormat.validate(string) -> optional(list(string))",
    "format.named(string) -> optional(NamedFormat)",
    "format.dns1123Label() -> NamedFormat",
    "format.dns1123Subdomain() -> NamedFormat",
    "format.dns1035Label() -> NamedFormat",
    "format.qualifiedName() -> NamedFormat",
    "format.dns1123LabelPrefix() -> NamedFormat",
    "format.dns1123SubdomainPrefix() -> NamedFormat",
    "format.dns1035LabelPrefix() -> NamedFormat",
    "format.labelValue() -> NamedFormat",
    "format.uri() -> NamedFormat",
    "format.uuid() -> NamedFormat",
    "format.byte() -> NamedFormat",
    "format.date() -> NamedFormat",
    "format.datetime() -> NamedFormat",
];

/// The names, with the length of the regular expression that its cost is reckoned by.
const NAMES: [(&str, u64); 13] = [
    ("dns1123Label", 30),
    ("dns1123Subdomain", 60),
    ("dns1035Label", 30),
    ("qualifiedName", 60),
    ("dns1123LabelPrefix", 30),
    ("dns1123SubdomainPrefix", 60),
    ("dns1035LabelPrefix", 30),
    ("labelValue", 40),
    ("uri", 1103),
    ("uuid", 75),
    ("byte", 84),
    ("date", 71),
    ("datetime", 71),
];

/// The length of the regular expression that a format's cost is reckoned by.
pub(in crate::rules::cel) fn regex_length(name: &str) -> u64 {
    NAMES.iter().find(|(known, _)| *known == name).map_or(0, |(_, length)| *length)
}

pub(super) fn call(name: &str, args: &[Value]) -> Option<Outcome> {
    let named = |name: &str| NAMES.iter().find(|(known, _)| *known == name).map(|(name, _)| *name);
    Some(Ok(match (name, args) {
        ("validate", [Value::Format(format), Value::String(text)]) => {
            let errors = errors(format, text);
            if errors.is_empty() {
                Value::Optional(None)
            } else {
                Value::some(Value::list(errors.into_iter().map(Value::from).collect()))
            }
        }
        ("format.named", [Value::String(name)]) => {
            named(name).map_or(Value::Optional(None), |name| Value::some(Value::Format(name)))
        }
        (name, []) => Value::Format(named(name.strip_prefix("format.")?)?),
        _ => return None,
    }))
}

fn errors(format: &str, text: &str) -> Vec<String> {
    let one = |wrong: bool, what: &str| if wrong { vec![what.to_owned()] } else { Vec::new() };
    match format {
        "dns1123Label" => dns1123_label(text),
        "dns1123LabelPrefix" => dns1123_label(&masked(text)),
        "dns1123Subdomain" => dns1123_subdomain(text),
        "dns1123SubdomainPrefix" => dns1123_subdomain(&masked(text)),
        "dns1035Label" => dns1035_label(text),
        "dns1035LabelPrefix" => dns1035_label(&masked(text)),
        "qualifiedName" => qualified_name(text),
        "labelValue" => label_value(text),
        "uri" => Url::parse(text).err().into_iter().collect(),
        "uuid" => one(!is_uuid(text), "does not match the UUID format"),
        "byte" => one(text.is_empty() || STANDARD.decode(text).is_err(), "invalid base64"),
        "date" => one(!is_date(text), "invalid date"),
        "datetime" => one(!is_datetime(text), "invalid datetime"),
        _ => Vec::new(),
    }
}

/// A name that more follows: a dash at its end is none at the end of the name.
fn masked(text: &str) -> String {
    match text.strip_suffix('-').filter(|rest| rest.len() > 1) {
        Some(rest) => {
            let before = rest.char_indices().next_back().map_or(0, |(at, _)| at);
            format!("{}a", rest.get(..before).unwrap_or_default())
        }
        None => text.to_owned(),
    }
}

/// `MESSAGE (e.g. 'A',  or 'B', regex used for validation is 'R')`.
fn regex_error(message: &str, regex: &str, examples: &[&str]) -> String {
    let mut text = format!("{message} (e.g. ");
    for (at, example) in examples.iter().enumerate() {
        if at > 0 {
            text.push_str(" or ");
        }
        text.push_str(&format!("'{example}', "));
    }
    text.push_str(&format!("regex used for validation is '{regex}')"));
    text
}

fn too_long(text: &str, most: usize) -> Option<String> {
    (text.len() > most).then(|| format!("must be no more than {most} bytes"))
}

const LABEL: &str = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";

fn is_lower(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit()
}

/// Whether bytes of a kind stand at both ends and others between.
fn is_framed(text: &str, end: fn(u8) -> bool, inside: fn(u8) -> bool) -> bool {
    match text.as_bytes() {
        [] => false,
        [only] => end(*only),
        [first, middle @ .., last] => {
            end(*first) && end(*last) && middle.iter().all(|byte| inside(*byte))
        }
    }
}

fn is_dns_label(text: &str) -> bool {
    is_framed(text, is_lower, |byte| is_lower(byte) || byte == b'-')
}

fn dns1123_label(text: &str) -> Vec<String> {
    let mut errors: Vec<String> = too_long(text, 63).into_iter().collect();
    if !is_dns_label(text) {
        errors.push(if is_subdomain(text) {
            "must not contain dots".to_owned()
        } else {
            regex_error(
                "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or \
                 '-', and must start and end with an alphanumeric character",
                LABEL,
                &["my-name", "123-abc"],
            )
        });
    }
    errors
}

fn is_subdomain(text: &str) -> bool {
    text.split('.').all(is_dns_label)
}

fn dns1123_subdomain(text: &str) -> Vec<String> {
    let mut errors: Vec<String> = too_long(text, 253).into_iter().collect();
    if !is_subdomain(text) {
        errors.push(regex_error(
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, \
             '-' or '.', and must start and end with an alphanumeric character",
            &format!("{LABEL}(\\.{LABEL})*"),
            &["example.com"],
        ));
    }
    errors
}

fn dns1035_label(text: &str) -> Vec<String> {
    let mut errors: Vec<String> = too_long(text, 63).into_iter().collect();
    if !(is_dns_label(text) && text.starts_with(|first: char| first.is_ascii_lowercase())) {
        errors.push(regex_error(
            "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start \
             with an alphabetic character, and end with an alphanumeric character",
            "[a-z]([-a-z0-9]*[a-z0-9])?",
            &["my-name", "abc-123"],
        ));
    }
    errors
}

const NAME: &str = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";

fn is_name(text: &str) -> bool {
    is_framed(
        text,
        |byte| byte.is_ascii_alphanumeric(),
        |byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte),
    )
}

fn qualified_name(text: &str) -> Vec<String> {
    let wrong = || {
        regex_error(
            "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with \
             an alphanumeric character",
            NAME,
            &["MyName", "my.name", "123-abc"],
        )
    };
    let mut errors = Vec::new();
    let name = match text.split('/').collect::<Vec<_>>().as_slice() {
        [name] => *name,
        [prefix, name] => {
            if prefix.is_empty() {
                errors.push("prefix part must be non-empty".to_owned());
            } else {
                let prefixed =
                    dns1123_subdomain(prefix).into_iter().map(|e| format!("prefix part {e}"));
                errors.extend(prefixed);
            }
            *name
        }
        _ => {
            let with = "with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";
            return vec![format!("a valid label key {} {with}", wrong())];
        }
    };
    if name.is_empty() {
        errors.push("name part must be non-empty".to_owned());
    } else {
        errors.extend(too_long(name, 63).map(|error| format!("name part {error}")));
    }
    if !is_name(name) {
        errors.push(format!("name part {}", wrong()));
    }
    errors
}

fn label_value(text: &str) -> Vec<String> {
    let mut errors: Vec<String> = too_long(text, 63).into_iter().collect();
    if !text.is_empty() && !is_name(text) {
        errors.push(regex_error(
            "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' \
             or '.', and must start and end with an alphanumeric character",
            &format!("({NAME})?"),
            &["MyValue", "my_value", "12345"],
        ));
    }
    errors
}

/// Eight, four, four, four and twelve hexadecimal digits; the dashes may be missing.
fn is_uuid(text: &str) -> bool {
    let mut rest = text;
    for (at, digits) in [8, 4, 4, 4, 12].into_iter().enumerate() {
        if at > 0 {
            rest = rest.strip_prefix('-').unwrap_or(rest);
        }
        let Some((group, after)) = rest.split_at_checked(digits) else { return false };
        if !group.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return false;
        }
        rest = after;
    }
    rest.is_empty()
}

fn is_date(text: &str) -> bool {
    text.len() == 10 && Timestamp::parse(&format!("{text}T00:00:00Z")).is_some()
}

/// A day, a `t`, and a time with a zone, in either case.
fn is_datetime(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut parts = lower.split('t');
    let (Some(day), Some(time)) = (parts.next(), parts.next()) else { return false };
    let number = |at: usize, most: u32| {
        let digits = time.get(at..at + 2).filter(|two| two.bytes().all(|b| b.is_ascii_digit()));
        digits.and_then(|two| two.parse().ok()).is_some_and(|number: u32| number <= most)
    };
    let is_colon = |at: usize| time.get(at..=at) == Some(":");
    if !(is_date(day)
        && number(0, 23)
        && is_colon(2)
        && number(3, 59)
        && is_colon(5)
        && number(6, 59))
    {
        return false;
    }
    let Some(rest) = time.get(8..) else { return false };
    let mut fraction = rest.chars();
    let separator = fraction.next();
    let digits = fraction.as_str().trim_start_matches(|c: char| c.is_ascii_digit());
    let zone = match separator {
        Some(_) if digits.len() < fraction.as_str().len() && is_zone(digits) => digits,
        _ => rest,
    };
    is_zone(zone)
}

/// `z`, or hours and minutes after a sign.
fn is_zone(text: &str) -> bool {
    let pattern = text.replace(|digit: char| digit.is_ascii_digit(), "0");
    matches!(pattern.as_str(), "z" | "+00:00" | "-00:00")
}
