//! Mistakes in words: what is wrong, what is to be seen at the place, what to write instead.

use super::super::schema::{self, Kind, Type};
use super::wording::{Correction, Words, excerpt, subject};
use super::{Mistake, What, instead, trap, unknown};
use crate::source::SourceFile;
use crate::yaml::edit::{Change, Fragment};
use crate::yaml::{self, Document, NodeId, Style};

/// The words for a mistake in an object of a kind, whose node this is.
#[must_use]
pub(crate) fn words(
    file: &SourceFile,
    document: &Document,
    object: NodeId,
    kind: &Kind,
    mistake: &Mistake,
) -> Words {
    let raw = excerpt(file.slice(document.span(mistake.node)));
    let subject = subject(&mistake.path);
    match &mistake.what {
        What::Unknown { of } => unknown::words(file, document, object, kind, mistake, of),
        What::OtherVersion { field, asked } => unknown::other_version(kind, mistake, field, *asked),
        What::Duplicate { first } => {
            let help = match subject.as_str() {
                "apiVersion" | "kind" => {
                    "keep one; if another object begins here, write `---` above it"
                }
                _ => {
                    "keep one of them: kubectl takes the last without a word, kustomize and strict \
                     field validation refuse both"
                }
            };
            let mut words = Words::new(
                format!("`{subject}` appears twice"),
                "of the two, this one counts",
                Some(help.to_owned()),
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
            instead::of_fraction(&subject),
        ),
        What::Quantity(error) => Words::new(
            format!("`{subject}` takes a quantity, and `{raw}` {error}"),
            "no quantity",
            instead::of_quantity(raw),
        ),
        What::Time => Words::new(
            format!("`{subject}` takes a time, and `{raw}` is none"),
            "no time",
            Some("write it like `2006-01-02T15:04:05Z`".to_owned()),
        ),
        What::MicroTime => Words::new(
            format!("`{subject}` takes a time, and `{raw}` is none"),
            "no time with six digits of a second",
            Some("write it like `2006-01-02T15:04:05.000000Z`".to_owned()),
        ),
        What::Base64 => Words::new(
            format!("`{subject}` takes base64, and this is none"),
            "not base64",
            instead::of_base64(kind, &mistake.path),
        ),
    }
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
    let help = instead::of_type(document, mistake.node, expected, raw, subject);
    let mut words = Words::new(message, label, help);
    let scalar = matches!(found, yaml::Kind::Bool | yaml::Kind::Number);
    if scalar && matches!(expected, Type::Text | Type::Time) {
        words.help = Some(format!("quote it: \"{raw}\""));
        // Not the excerpt: a fix must keep the whole value.
        let text = Fragment::Text(file.slice(document.span(mistake.node)).to_owned());
        words.correction = replace(document, mistake, text, "quote the value");
    }
    if let Some(bare) = unquoted(document, mistake.node, expected) {
        words.help = Some(format!("drop the quotes: {bare}"));
        words.correction = replace(document, mistake, Fragment::Literal(bare), "drop the quotes");
    }
    words
}

/// A value for a message: "the number 80", "a list".
fn name(kind: yaml::Kind, raw: &str) -> String {
    match kind {
        yaml::Kind::Bool => format!("the boolean {raw}"),
        yaml::Kind::Number => format!("the number {raw}"),
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

fn replace(
    document: &Document,
    mistake: &Mistake,
    with: Fragment,
    title: &str,
) -> Option<Correction> {
    let style = document.node(mistake.node).style;
    let written = matches!(style, Style::Plain | Style::SingleQuoted | Style::DoubleQuoted);
    written.then(|| Correction {
        title: title.to_owned(),
        safe: true,
        changes: vec![Change::Replace { at: mistake.path.clone(), with }],
    })
}

/// What a type takes, for a human.
fn describe(expected: Type) -> String {
    match expected {
        Type::Bool => "a boolean".to_owned(),
        Type::Int32 | Type::Int64 => "a whole number".to_owned(),
        Type::Float => "a number".to_owned(),
        Type::Bytes => "a string in base64".to_owned(),
        Type::Text => "a string".to_owned(),
        Type::Quantity => "a quantity".to_owned(),
        Type::IntOrString => "a whole number or a string".to_owned(),
        Type::Time | Type::MicroTime => "a time".to_owned(),
        Type::Free => "anything".to_owned(),
        Type::Struct(_) => "a map of fields".to_owned(),
        Type::Map(schema::Type::Text) => "a map of strings".to_owned(),
        Type::Map(_) => "a map".to_owned(),
        Type::List(schema::Type::Text) => "a list of strings".to_owned(),
        Type::List(_) => "a list".to_owned(),
    }
}
