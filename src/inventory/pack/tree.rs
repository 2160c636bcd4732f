//! Values written as YAML that people can read: short ones on one line, long ones below each other.

use std::fmt::Write;

use crate::words::yaml;

/// How wide a line may be.
const WIDTH: usize = 100;

/// A value of YAML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tree {
    /// Text, in quotes where it needs them.
    Text(String),
    /// A number, a boolean or null.
    Literal(String),
    /// A list.
    List(Vec<Tree>),
    /// A map, in this order.
    Map(Vec<(String, Tree)>),
}

impl Tree {
    /// Text.
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Whether it is an empty list or map.
    #[must_use]
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::List(list) => list.is_empty(),
            Self::Map(map) => map.is_empty(),
            Self::Text(_) | Self::Literal(_) => false,
        }
    }

    /// What serde makes of a value.
    #[must_use]
    pub(super) fn of_json(value: &serde_json::Value) -> Self {
        use serde_json::Value;
        match value {
            Value::String(text) => Self::text(text.as_str()),
            Value::Array(list) => Self::List(list.iter().map(Self::of_json).collect()),
            Value::Object(map) => {
                let entries = map.iter().filter(|(_, value)| !value.is_null());
                Self::Map(entries.map(|(key, value)| (key.clone(), Self::of_json(value))).collect())
            }
            other => Self::Literal(other.to_string()),
        }
    }

    /// The document.
    #[must_use]
    pub(super) fn document(&self) -> String {
        let mut out = String::new();
        self.block(0, &mut out);
        out
    }

    /// Writes the value on one line.
    fn flow(&self, out: &mut String) {
        match self {
            Self::Text(text) => scalar(text, out),
            Self::Literal(literal) => out.push_str(literal),
            Self::List(list) => {
                out.push('[');
                for (place, element) in list.iter().enumerate() {
                    out.push_str(if place > 0 { ", " } else { "" });
                    element.flow(out);
                }
                out.push(']');
            }
            Self::Map(map) => {
                out.push('{');
                for (place, (key, value)) in map.iter().enumerate() {
                    out.push_str(if place > 0 { ", " } else { "" });
                    scalar(key, out);
                    out.push_str(": ");
                    value.flow(out);
                }
                out.push('}');
            }
        }
    }

    /// The value on one line, if it has room after what stands there.
    fn short(&self, before: usize) -> Option<String> {
        let mut line = String::new();
        if self.is_long() {
            return None;
        }
        self.flow(&mut line);
        (before + line.len() <= WIDTH).then_some(line)
    }

    /// Whether it is surely wider than a line, without writing it.
    fn is_long(&self) -> bool {
        matches!(self, Self::List(list) if list.len() > WIDTH / 3)
    }

    /// Writes the entries of a map or the elements of a list, each from a new line on.
    fn block(&self, indent: usize, out: &mut String) {
        match self {
            Self::Map(map) => {
                for (place, (key, value)) in map.iter().enumerate() {
                    if place > 0 {
                        out.push_str(&" ".repeat(indent));
                    }
                    entry(key, value, indent, out);
                }
            }
            Self::List(list) => {
                for (place, element) in list.iter().enumerate() {
                    if place > 0 {
                        out.push_str(&" ".repeat(indent));
                    }
                    out.push_str("- ");
                    match element.short(indent + 2) {
                        Some(line) => {
                            let _ = writeln!(out, "{line}");
                        }
                        None => element.block(indent + 2, out),
                    }
                }
            }
            other => {
                other.flow(out);
                out.push('\n');
            }
        }
    }

    /// Texts in brackets, as many on a line as have room.
    fn texts(list: &[Self], indent: usize, out: &mut String) {
        out.push('[');
        let mut column = WIDTH;
        for (place, element) in list.iter().enumerate() {
            let mut text = String::new();
            element.flow(&mut text);
            let comma = if place + 1 < list.len() { "," } else { "" };
            if column + text.len() + 2 > WIDTH {
                let _ = write!(out, "\n{}", " ".repeat(indent + 2));
                column = indent + 2;
            } else {
                out.push(' ');
                column += 1;
            }
            let _ = write!(out, "{text}{comma}");
            column += text.len() + comma.len();
        }
        let _ = writeln!(out, "\n{}]", " ".repeat(indent));
    }
}

fn entry(key: &str, value: &Tree, indent: usize, out: &mut String) {
    let start = out.len();
    scalar(key, out);
    out.push(':');
    let before = indent + (out.len() - start) + 1;
    // The outermost values stand below each other whatever their length.
    let line =
        if indent == 0 && matches!(value, Tree::List(_)) { None } else { value.short(before) };
    if let Some(line) = line {
        let _ = writeln!(out, " {line}");
        return;
    }
    match value {
        Tree::List(list) if indent > 0 && list.iter().all(|e| matches!(e, Tree::Text(_))) => {
            out.push(' ');
            Tree::texts(list, indent, out);
        }
        Tree::Text(_) | Tree::Literal(_) => {
            out.push(' ');
            value.flow(out);
            out.push('\n');
        }
        Tree::List(_) | Tree::Map(_) => {
            let _ = write!(out, "\n{}", " ".repeat(indent + 2));
            value.block(indent + 2, out);
        }
    }
}

/// Writes a text, in quotes unless it can't be taken for anything else.
fn scalar(text: &str, out: &mut String) {
    if is_amount(text) {
        out.push_str(text);
    } else {
        out.push_str(&yaml::scalar(text));
    }
}

/// Whether it is a number with one of Kubernetes' suffixes, which YAML takes for text.
fn is_amount(text: &str) -> bool {
    let digits = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let suffix = text.get(digits.len()..).unwrap_or_default();
    let number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    number && matches!(suffix, "m" | "Ki" | "Mi" | "Gi" | "Ti")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_as_texts() {
        for text in [
            "a",
            "yes",
            "No",
            "1",
            "1.5",
            "0x1",
            "1e3",
            "",
            "a: b",
            "{name}",
            "a,b",
            "12:30",
            "~",
            "null",
            "5Ki",
            "100m",
            "12E5",
            "a/b.c-d_e",
            "é",
            "-",
            "a#b",
            "w-{1..3}",
            "y",
            "1_0",
            ".5",
        ] {
            let tree = Tree::Map(vec![("k".to_owned(), Tree::List(vec![Tree::text(text)]))]);
            let document = tree.document();
            let file = crate::source::SourceFile::new("", document.as_str());
            let parsed = crate::yaml::parse_document(&file).unwrap();
            let list = parsed.get(parsed.root(), "k").unwrap();
            assert_eq!(parsed.as_str(parsed.elements(list)[0]), Some(text), "{document}");
        }
    }
}
