//! What to write instead of a value that its field can't take.

use super::super::schema::{self, Fields, Type};
use super::unknown;
use super::wording::MOST;
use crate::kubernetes::field::{FieldPath, Step};
use crate::kubernetes::quantity::Quantity;
use crate::words::list::or;
use crate::yaml::{Document, Kind, NodeId};

/// What to write instead of a number that is not whole.
pub(super) fn of_fraction(subject: &str) -> Option<String> {
    matches!(subject, "maxUnavailable" | "maxSurge")
        .then(|| "write a number of nodes, or a percentage as in `10%`".to_owned())
}

/// What to write instead of a text that is no base64.
pub(super) fn of_base64(kind: &schema::Kind, path: &FieldPath) -> Option<String> {
    let in_data = matches!(path.0.first(), Some(Step::Field(field)) if field == "data");
    match kind.kind {
        "Secret" if in_data => {
            Some("write plain text beneath `stringData:`, where it needs no base64".to_owned())
        }
        "ConfigMap" => {
            Some("write plain text beneath `data:`, where it needs no base64".to_owned())
        }
        _ => None,
    }
}

/// The first key of a map, or of the first map of a list.
fn first_key(document: &Document, node: NodeId) -> Option<&str> {
    let map = document.elements(node).first().copied().unwrap_or(node);
    document.entries(map).first().map(|entry| document.key(entry))
}

/// What to write instead of a value of another type.
pub(super) fn of_type(
    document: &Document,
    node: NodeId,
    expected: Type,
    raw: &str,
    subject: &str,
) -> Option<String> {
    let key = first_key(document, node).unwrap_or_default();
    let help = match (expected, document.kind(node)) {
        (Type::List(schema::Type::Struct(fields)), Kind::Mapping)
            if !key.is_empty()
                && schema::field(fields, key).is_none()
                && schema::field(fields, "name").is_some() =>
        {
            unknown::named(document, document.entries(node).first()?, fields)
        }
        (Type::List(_), Kind::Mapping) => "begin each element with `- `".to_owned(),
        (Type::List(schema::Type::Text), Kind::String) => text_list(raw, subject),
        (Type::Struct(fields), Kind::Sequence) if schema::field(fields, key).is_none() => {
            above_the_list(fields)?
        }
        (Type::Struct(_) | Type::Map(_), Kind::Sequence) => {
            format!("write what belongs to `{subject}` beneath it without `- `")
        }
        (Type::Struct(fields), kind) if main_field(fields, kind, raw, subject).is_some() => {
            main_field(fields, kind, raw, subject)?
        }
        (Type::Struct(fields), _) if fields.len() <= 8 => {
            let names: Vec<_> = fields.iter().map(|field| format!("`{}`", field.name)).collect();
            format!("it has the fields {}", names.join(", "))
        }
        (Type::Map(schema::Type::Text), _) => "write `key: value` beneath it".to_owned(),
        (Type::Text, Kind::Mapping)
            if document.entries(node).len() == 1
                && raw.chars().count() < MOST
                && !raw.contains(['"', '{', '\\']) =>
        {
            format!("the `: ` in it makes it a map; quote it: \"{raw}\"")
        }
        (Type::Int32, Kind::String) if port_and_protocol(raw).is_some() => port_and_protocol(raw)?,
        (Type::Int64, Kind::String)
            if matches!(subject, "runAsUser" | "runAsGroup" | "fsGroup") =>
        {
            "write the number of the user or group, as `id` prints it: 0 is root".to_owned()
        }
        (Type::Bool, Kind::String) => "write true or false, without quotes".to_owned(),
        (Type::Int32 | Type::Int64, Kind::String) if subject.ends_with("Seconds") => {
            "write the number of seconds, without a unit".to_owned()
        }
        _ => return None,
    };
    Some(help)
}

/// The field that a text or number in the struct's place was meant for.
fn main_field(fields: Fields, kind: Kind, raw: &str, subject: &str) -> Option<String> {
    // An element of a list is replaced, a field goes on in the lines below.
    let place = if subject.ends_with(']') { "instead" } else { "beneath it" };
    const TEXTS: [&str; 7] =
        ["claimName", "secretName", "fieldPath", "path", "containerPort", "name", "type"];
    if raw.chars().count() >= MOST || !matches!(kind, Kind::String | Kind::Number) {
        return None;
    }
    if schema::field(fields, "value").is_some()
        && let Some((name, value)) = raw.split_once('=')
        && !raw.contains('"')
    {
        return Some(format!("write `name: {name}`, and `value: \"{value}\"` beneath it"));
    }
    let fits = |name: &&&str| match schema::field(fields, name).map(|field| field.kind) {
        Some(Type::Text) => kind == Kind::String,
        Some(Type::Int32) => kind == Kind::Number,
        _ => false,
    };
    TEXTS.iter().find(fits).map(|name| format!("write `{name}: {raw}` {place}"))
}

/// `8080/tcp` as Docker writes it.
fn port_and_protocol(raw: &str) -> Option<String> {
    let (port, protocol) = raw.split_once('/')?;
    let protocol = protocol.to_ascii_uppercase();
    let known = matches!(protocol.as_str(), "TCP" | "UDP" | "SCTP");
    (known && port.parse::<u16>().is_ok())
        .then(|| format!("write {port}, and `protocol: {protocol}` beneath it"))
}

/// How to write a text as the list of texts that is wanted.
fn text_list(raw: &str, subject: &str) -> String {
    let quoted = raw.starts_with(['"', '\'']);
    let command = matches!(subject.rsplit('.').next(), Some("command" | "args"));
    let words: Vec<&str> = raw.split_whitespace().collect();
    let flow = quoted || !raw.contains([',', '[', ']', '{', '}', '"', '#', '|', '>', '&', '*']);
    match words.as_slice() {
        // No more than an excerpt is at hand.
        _ if raw.chars().count() >= MOST => "write a list: each element after `- `".to_owned(),
        [_] if flow => format!("for a list of one, write [{raw}]"),
        // No shell takes a command apart.
        words if command && flow && !quoted && !raw.contains(['$', ';', '<', '\'', '`']) => {
            format!("write each word as an element: [{}]", words.join(", "))
        }
        _ if command => "write each word as an element of a list; for what a shell does (`|`, \
                         `&&`, `$VAR`, quotes) write [sh, -c, \"…\"], in an image that has one"
            .to_owned(),
        _ if flow => format!("for a list of one, write [{raw}]"),
        _ => "write a list: each element after `- `".to_owned(),
    }
}

/// The fields of a struct that take the list which stands in the struct's place.
fn above_the_list(fields: Fields) -> Option<String> {
    let lists: Vec<_> = fields
        .iter()
        .filter(|field| matches!(field.kind, Type::List(_)))
        .map(|field| format!("`{}:`", field.name))
        .collect();
    if matches!(lists.len(), 1..=4) {
        return Some(format!("write {} above the list", or(&lists)));
    }
    let names: Vec<_> = fields.iter().map(|field| format!("`{}`", field.name)).collect();
    (names.len() <= 8).then(|| format!("it has the fields {}", names.join(", ")))
}

/// What to write instead of a text that is no quantity.
pub(super) fn of_quantity(raw: &str) -> Option<String> {
    let bare = raw.trim_matches(['"', '\'']);
    let point = bare.replacen(',', ".", 1);
    if bare.contains(',') && Quantity::parse(&point).is_ok() {
        return Some(format!("write `{point}`, with a point"));
    }
    let joined: String = bare.split_whitespace().collect();
    if joined != bare && Quantity::parse(&joined).is_ok() {
        return Some(format!("write `{joined}`, without a blank"));
    }
    let digits = bare.trim_end_matches(|c: char| !c.is_ascii_digit());
    let suffix = bare.strip_prefix(digits)?.trim();
    let meant = match suffix {
        "K" => "k",
        "KB" | "kB" | "kb" => "k",
        "Mb" | "MB" | "mb" => "M",
        "Gb" | "GB" | "gb" | "g" => "G",
        "KI" | "ki" | "KiB" | "Kib" => "Ki",
        "MI" | "mi" | "MiB" | "Mib" => "Mi",
        "GI" | "gi" | "GiB" | "Gib" => "Gi",
        _ => {
            return Some(
                "a number, and after it none or one of m, k, M, G, T, Ki, Mi, Gi, Ti".to_owned(),
            );
        }
    };
    Some(format!("write `{digits}{meant}`"))
}
