//! Mistakes in words: what is wrong, what is to be seen at the place, what to write instead.

use super::super::schema::{self, Fields, Type};
use super::{Mistake, What, trap, unknown};
use crate::diagnostic::{Edit, Fix};
use crate::kubernetes::field::{FieldPath, Step};
use crate::kubernetes::quantity::Quantity;
use crate::source::{SourceFile, Span};
use crate::yaml::{Document, Kind, NodeId, Style};

/// A mistake for a human.
#[derive(Clone, Debug)]
pub struct Words {
    /// What is wrong.
    pub message: String,
    /// What is to be seen at the place.
    pub label: String,
    /// What to do.
    pub help: Option<String>,
    /// Another place that belongs to it.
    pub other: Option<(Span, &'static str)>,
    /// A change that mends it.
    pub fix: Option<Fix>,
    /// The field that was meant, where this one doesn't exist: in Kubernetes' notation, with
    /// `[*]` for elements that can't be told apart.
    pub meant: Option<String>,
}

impl Words {
    pub(super) fn new(message: String, label: impl Into<String>, help: Option<String>) -> Self {
        Self { message, label: label.into(), help, other: None, fix: None, meant: None }
    }
}

/// The words for a mistake.
#[must_use]
pub fn words(file: &SourceFile, document: &Document, mistake: &Mistake) -> Words {
    let raw = excerpt(file.slice(document.span(mistake.node)));
    let subject = subject(&mistake.path);
    match &mistake.what {
        What::Unknown { of } => unknown::words(document, mistake, of),
        What::Duplicate { first } => {
            let mut words = Words::new(
                format!("`{subject}` stands twice"),
                "of the two, this one counts",
                Some("keep one of them".to_owned()),
            );
            words.other = Some((document.span(*first), "it stands here already"));
            words
        }
        What::Type(expected) => wrong_type(file, document, mistake, *expected, raw, &subject),
        What::Range(expected) => {
            let (bits, most) = match expected {
                Type::Int64 => (64, i64::MAX),
                _ => (32, i64::from(i32::MAX)),
            };
            Words::new(
                format!("`{subject}` is a number of {bits} bits, and {raw} does not fit"),
                format!("at most {most}"),
                None,
            )
        }
        What::Fraction => Words::new(
            format!("`{subject}` takes a whole number"),
            "not a whole number",
            takes_percentages(&subject)
                .then(|| "write a number of nodes, or a percentage as in `10%`".to_owned()),
        ),
        What::Quantity(error) => Words::new(
            format!("`{subject}` takes a quantity, and `{raw}` {error}"),
            "no quantity",
            quantity_help(raw),
        ),
        What::Time => Words::new(
            format!("`{subject}` takes a time, and `{raw}` is none"),
            "no time",
            Some("write it like `2006-01-02T15:04:05Z`".to_owned()),
        ),
    }
}

/// The characters that a message quotes of a text.
const MOST: usize = 64;

/// What a message may quote of a text: its first line, and not much of that.
pub(super) fn excerpt(text: &str) -> &str {
    let line = text.lines().next().unwrap_or_default();
    line.char_indices().nth(MOST).and_then(|(end, _)| line.get(..end)).unwrap_or(line)
}

/// The end of a path, as much of it as tells the field from others of its name: `containers[0]`,
/// `labels[app]`, `env[2].value`, `template.spec`.
pub(super) fn subject(path: &FieldPath) -> String {
    let steps = &path.0;
    let mut start = steps.iter().rposition(|step| matches!(step, Step::Field(_))).unwrap_or(0);
    let before = start.checked_sub(1).and_then(|index| steps.get(index));
    match (steps.get(start), before) {
        (_, Some(Step::Index(_))) => {
            let outer = steps.get(..start).unwrap_or_default();
            start = outer.iter().rposition(|step| matches!(step, Step::Field(_))).unwrap_or(0);
        }
        (Some(Step::Field(name)), Some(_)) if matches!(name.as_ref(), "spec" | "metadata") => {
            start -= 1;
        }
        _ => {}
    }
    FieldPath(steps.get(start..).unwrap_or_default().to_vec()).to_string()
}

fn wrong_type(
    file: &SourceFile,
    document: &Document,
    mistake: &Mistake,
    expected: Type,
    raw: &str,
    subject: &str,
) -> Words {
    let found = document.kind(mistake.node);
    let surprise = trap::surprise(document, mistake.node, raw);
    let (message, label) = match &surprise {
        Some(read) => (
            format!("`{subject}` takes {}, and `{raw}` is {read}", describe(expected)),
            read.clone(),
        ),
        None => (
            format!("`{subject}` takes {}, not {}", describe(expected), name(found, raw)),
            found.describe().to_owned(),
        ),
    };
    let help = type_help(document, mistake.node, expected, raw, subject);
    let mut words = Words::new(message, label, help);
    let scalar = matches!(found, Kind::Bool | Kind::Number);
    if scalar && matches!(expected, Type::Text | Type::Time) {
        words.help = Some(format!("quote it: \"{raw}\""));
        // Not the excerpt: a fix must keep the whole value.
        let quoted = format!("\"{}\"", file.slice(document.span(mistake.node)));
        words.fix = replace(document, mistake.node, quoted, "quote the value");
    }
    if let Some(bare) = unquoted(document, mistake.node, expected) {
        words.help = Some(format!("drop the quotes: {bare}"));
        words.fix = replace(document, mistake.node, bare, "drop the quotes");
    }
    words
}

/// A value for a message: "the number 80", "a list".
fn name(kind: Kind, raw: &str) -> String {
    match kind {
        Kind::Bool => format!("the boolean {raw}"),
        Kind::Number => format!("the number {raw}"),
        kind => kind.describe().to_owned(),
    }
}

/// The text of a quoted scalar, where it would be right without its quotes.
fn unquoted(document: &Document, node: NodeId, expected: Type) -> Option<String> {
    if !matches!(document.node(node).style, Style::SingleQuoted | Style::DoubleQuoted) {
        return None;
    }
    let text = document.as_str(node)?;
    let right = match expected {
        Type::Bool => matches!(text, "true" | "false"),
        Type::Int32 => text.parse::<i32>().is_ok_and(|number| number.to_string() == text),
        Type::Int64 => text.parse::<i64>().is_ok_and(|number| number.to_string() == text),
        _ => false,
    };
    right.then(|| text.to_owned())
}

fn replace(document: &Document, node: NodeId, text: String, title: &str) -> Option<Fix> {
    let style = document.node(node).style;
    if !matches!(style, Style::Plain | Style::SingleQuoted | Style::DoubleQuoted) {
        return None;
    }
    let edits = vec![Edit { span: document.span(node), text }];
    Some(Fix { title: title.to_owned(), safe: true, edits })
}

/// What a type takes, for a human.
fn describe(expected: Type) -> String {
    match expected {
        Type::Bool => "a boolean".to_owned(),
        Type::Int32 | Type::Int64 => "a whole number".to_owned(),
        Type::Text => "a string".to_owned(),
        Type::Quantity => "a quantity".to_owned(),
        Type::IntOrString => "a whole number or a string".to_owned(),
        Type::Time => "a time".to_owned(),
        Type::Free => "anything".to_owned(),
        Type::Struct(_) => "a map of fields".to_owned(),
        Type::Map(schema::Type::Text) => "a map of strings".to_owned(),
        Type::Map(_) => "a map".to_owned(),
        Type::List(schema::Type::Text) => "a list of strings".to_owned(),
        Type::List(_) => "a list".to_owned(),
    }
}

/// Whether a field takes a percentage as well as a number.
fn takes_percentages(subject: &str) -> bool {
    matches!(subject, "maxUnavailable" | "maxSurge")
}

/// The first key of a map, or of the first map of a list.
fn first_key(document: &Document, node: NodeId) -> Option<&str> {
    let map = document.elements(node).first().copied().unwrap_or(node);
    document.entries(map).first().map(|entry| document.key(entry))
}

fn type_help(
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
        (Type::Struct(fields), _) if fields.len() <= 8 => {
            let names: Vec<_> = fields.iter().map(|(name, _)| format!("`{name}`")).collect();
            format!("it has the fields {}", names.join(", "))
        }
        (Type::Map(schema::Type::Text), _) => "write `key: value` beneath it".to_owned(),
        (Type::Bool, Kind::String) => "write true or false, without quotes".to_owned(),
        (Type::Int32 | Type::Int64, Kind::String) if subject.ends_with("Seconds") => {
            "write the number of seconds, without a unit".to_owned()
        }
        _ => return None,
    };
    Some(help)
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
        .filter(|(_, kind)| matches!(kind, Type::List(_)))
        .map(|(name, _)| format!("`{name}:`"))
        .collect();
    if matches!(lists.len(), 1..=4) {
        return Some(format!("write {} above the list", either(&lists)?));
    }
    let names: Vec<_> = fields.iter().map(|(name, _)| format!("`{name}`")).collect();
    (names.len() <= 8).then(|| format!("it has the fields {}", names.join(", ")))
}

/// "a", "a or b", "a, b or c".
pub(super) fn either(words: &[String]) -> Option<String> {
    let (last, before) = words.split_last()?;
    Some(match before {
        [] => last.clone(),
        before => format!("{} or {last}", before.join(", ")),
    })
}

fn quantity_help(raw: &str) -> Option<String> {
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
