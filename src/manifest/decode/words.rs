//! Mistakes in words: what is wrong, what is to be seen at the place, what to write instead.

use super::super::schema::{self, Fields, Type};
use super::{Mistake, What, misplaced, trap};
use crate::diagnostic::{Edit, Fix};
use crate::kubernetes::field::{FieldPath, Step};
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
}

impl Words {
    fn new(message: String, label: impl Into<String>, help: Option<String>) -> Self {
        Self { message, label: label.into(), help, other: None, fix: None }
    }
}

/// The words for a mistake.
#[must_use]
pub fn words(file: &SourceFile, document: &Document, mistake: &Mistake) -> Words {
    let raw = excerpt(file.slice(document.span(mistake.node)));
    let subject = subject(&mistake.path);
    match &mistake.what {
        What::Unknown { of } => unknown(document, mistake, of),
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
        What::Fraction => {
            Words::new(format!("`{subject}` takes a whole number"), "not a whole number", None)
        }
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

/// What a message may quote of a text: its first line, and not much of that.
fn excerpt(text: &str) -> &str {
    const MOST: usize = 64;
    let line = text.lines().next().unwrap_or_default();
    line.char_indices().nth(MOST).and_then(|(end, _)| line.get(..end)).unwrap_or(line)
}

/// The end of a path, as much of it as tells the field from others of its name: `containers[0]`,
/// `labels[app]`, `env[2].value`, `template.spec`.
fn subject(path: &FieldPath) -> String {
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

fn unknown(document: &Document, mistake: &Mistake, of: Fields) -> Words {
    let name = match mistake.path.0.last() {
        Some(Step::Field(name)) => name.as_ref(),
        _ => "",
    };
    let parent = mistake.path.0.split_last().map_or(&[][..], |(_, parent)| parent);
    let owner = match parent {
        [] => "a DaemonSet".to_owned(),
        parent => format!("`{}`", subject(&FieldPath(parent.to_vec()))),
    };
    let message = format!("{owner} has no field `{name}`");
    let mut words = Words::new(message, "unknown field", None);
    let in_spec = matches!(parent, [Step::Field(spec)] if spec == "spec");
    if let Some(help) = misplaced::other_workloads(name).filter(|_| in_spec) {
        words.help = Some(help.to_owned());
        return words;
    }
    if let Some(meant) = same_but_for_case(name, of) {
        words.help = Some(format!("names are told apart by case: write `{meant}`"));
        words.fix = rename(document, mistake, meant);
        return words;
    }
    let place = misplaced::elsewhere(&mistake.path, name);
    match (nearest(name, of), place) {
        (Some(meant), None) => {
            words.help = Some(format!("did you mean `{meant}`?"));
            words.fix = rename(document, mistake, meant);
        }
        (_, Some(place)) => words.help = Some(format!("`{name}` belongs in `{place}`")),
        (None, None) if of.len() <= 8 => {
            let names: Vec<_> = of.iter().map(|(name, _)| format!("`{name}`")).collect();
            words.help = Some(format!("it has: {}", names.join(", ")));
        }
        (None, None) => {}
    }
    words
}

/// The field that differs in nothing but case.
fn same_but_for_case(name: &str, of: Fields) -> Option<&'static str> {
    of.iter().map(|(known, _)| *known).find(|known| known.eq_ignore_ascii_case(name))
}

/// The field that a misspelling means: few letters away, as measured by the word's length.
fn nearest(name: &str, of: Fields) -> Option<&'static str> {
    let lower = name.to_ascii_lowercase();
    let allowed = match lower.chars().count() {
        0..=2 => return None,
        3..=4 => 1,
        5..=8 => 2,
        _ => 3,
    };
    of.iter()
        .map(|(known, _)| (strsim::osa_distance(&lower, &known.to_ascii_lowercase()), *known))
        .filter(|(distance, known)| *distance <= allowed && *distance < known.len())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

/// The change of a key, unless the right one stands there as well.
fn rename(document: &Document, mistake: &Mistake, to: &str) -> Option<Fix> {
    let key = mistake.key?;
    let taken = document.entry(mistake.parent, to).is_some();
    if taken || document.node(key).style != Style::Plain {
        return None;
    }
    let edits = vec![Edit { span: document.span(key), text: to.to_owned() }];
    Some(Fix { title: format!("write `{to}`"), safe: false, edits })
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
    let mut words = Words::new(message, label, type_help(found, expected, raw, subject));
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

fn type_help(found: Kind, expected: Type, raw: &str, subject: &str) -> Option<String> {
    let help = match (expected, found) {
        (Type::List(_), Kind::Mapping) => "begin each element with `- `".to_owned(),
        (Type::List(schema::Type::Text), Kind::String) if !raw.contains(['\n', '"']) => {
            format!("for a list of one, write [{raw}]")
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

fn quantity_help(raw: &str) -> Option<String> {
    let bare = raw.trim_matches(['"', '\'']);
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
