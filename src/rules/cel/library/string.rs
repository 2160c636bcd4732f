//! Functions of text (the standard ones, and cel-go's `ext/strings.go`, version 2).

use crate::rules::cel::value::{Fault, Outcome, Value};

pub(super) const DECLARATIONS: &[&str] = &[
    "size(bytes) -> int",
    "bytes.size() -> int",
    "size(list(A)) -> int",
    "list(A).size() -> int",
    "size(map(A, B)) -> int",
    "map(A, B).size() -> int",
    "size(string) -> int",
    "string.size() -> int",
    "string.contains(string) -> bool",
    "string.endsWith(string) -> bool",
    "string.startsWith(string) -> bool",
    "string.charAt(int) -> string",
    "string.indexOf(string) -> int",
    "string.indexOf(string, int) -> int",
    "string.lastIndexOf(string) -> int",
    "string.lastIndexOf(string, int) -> int",
    "string.lowerAscii() -> string",
    "string.upperAscii() -> string",
    "string.replace(string, string) -> string",
    "string.replace(string, string, int) -> string",
    "string.split(string) -> list(string)",
    "string.split(string, int) -> list(string)",
    "string.substring(int) -> string",
    "string.substring(int, int) -> string",
    "string.trim() -> string",
    "strings.quote(string) -> string",
    "list(string).join() -> string",
    "list(string).join(string) -> string",
];

pub(super) fn call(name: &str, args: &[Value]) -> Option<Outcome> {
    use Value::{Int, List, String as Text};
    if let ("size", [value]) = (name, args) {
        return Some(Ok(Int(i64::try_from(value.size()?).ok()?)));
    }
    Some(match (name, args) {
        ("contains", [Text(text), Text(part)]) => Ok(Value::Bool(text.contains(&**part))),
        ("endsWith", [Text(text), Text(part)]) => Ok(Value::Bool(text.ends_with(&**part))),
        ("startsWith", [Text(text), Text(part)]) => Ok(Value::Bool(text.starts_with(&**part))),
        ("charAt", [Text(text), Int(at)]) => char_at(text, *at),
        ("indexOf", [Text(text), Text(part)]) => index_of(text, part, 0),
        ("indexOf", [Text(text), Text(part), Int(from)]) => index_of(text, part, *from),
        ("lastIndexOf", [Text(text), Text(part)]) => last_index_of(text, part, None),
        ("lastIndexOf", [Text(text), Text(part), Int(from)]) => {
            last_index_of(text, part, Some(*from))
        }
        ("lowerAscii", [Text(text)]) => Ok(text.to_ascii_lowercase().into()),
        ("upperAscii", [Text(text)]) => Ok(text.to_ascii_uppercase().into()),
        ("replace", [Text(text), Text(old), Text(new)]) => Ok(text.replace(&**old, new).into()),
        ("replace", [Text(text), Text(old), Text(new), Int(count)]) => {
            Ok(match usize::try_from(*count) {
                Ok(count) => text.replacen(&**old, new, count),
                Err(_) => text.replace(&**old, new),
            }
            .into())
        }
        ("split", [Text(text), Text(at)]) => Ok(split(text, at, -1)),
        ("split", [Text(text), Text(at), Int(count)]) => Ok(split(text, at, *count)),
        ("substring", [Text(text), Int(from)]) => substring(text, *from, None),
        ("substring", [Text(text), Int(from), Int(to)]) => substring(text, *from, Some(*to)),
        ("trim", [Text(text)]) => Ok(text.trim().into()),
        ("strings.quote", [Text(text)]) => Ok(quote(text).into()),
        ("join", [List(list)]) => join(list, ""),
        ("join", [List(list), Text(between)]) => join(list, between),
        _ => return None,
    })
}

fn out_of_range(at: i64) -> Fault {
    Fault::new(format!("index out of range: {at}"))
}

fn int(number: usize) -> Value {
    Value::Int(i64::try_from(number).unwrap_or(i64::MAX))
}

fn char_at(text: &str, at: i64) -> Outcome {
    let length = text.chars().count();
    let index = usize::try_from(at).ok().filter(|index| *index <= length);
    let index = index.ok_or_else(|| out_of_range(at))?;
    Ok(text.chars().nth(index).map(String::from).unwrap_or_default().into())
}

fn index_of(text: &str, part: &str, from: i64) -> Outcome {
    if part.is_empty() {
        return Ok(Value::Int(from));
    }
    let from_index = usize::try_from(from).map_err(|_| out_of_range(from))?;
    let start = byte_of(text, from_index);
    let found = text.get(start..).and_then(|rest| rest.find(part));
    Ok(found.map_or(Value::Int(-1), |at| character_at(text, start + at)))
}

fn last_index_of(text: &str, part: &str, from: Option<i64>) -> Outcome {
    let Some(from) = from else {
        return Ok(text.rfind(part).map_or(Value::Int(-1), |at| character_at(text, at)));
    };
    if part.is_empty() {
        return Ok(Value::Int(from));
    }
    let from = usize::try_from(from).map_err(|_| out_of_range(from))?;
    let start = byte_of(text, from);
    if start >= text.len() {
        return Ok(Value::Int(-1));
    }
    // Characters are found as bytes are: none begins within another one.
    let reached = text.as_bytes().get(..text.len().min(start + part.len())).unwrap_or_default();
    let found = memchr::memmem::rfind(reached, part.as_bytes());
    Ok(found.map_or(Value::Int(-1), |at| character_at(text, at)))
}

/// Where the character of a place begins; the end of the text beyond the last one.
fn byte_of(text: &str, place: usize) -> usize {
    text.char_indices().nth(place).map_or(text.len(), |(at, _)| at)
}

/// The place of the character that begins at a byte.
fn character_at(text: &str, at: usize) -> Value {
    int(text.get(..at).unwrap_or_default().chars().count())
}

/// At most so many parts; all of them below 0.
fn split(text: &str, at: &str, count: i64) -> Value {
    let parts: Vec<Value> = match usize::try_from(count) {
        Ok(0) => Vec::new(),
        limit if at.is_empty() => characters(text, limit.unwrap_or(usize::MAX)),
        Ok(limit) => text.splitn(limit, at).map(Value::from).collect(),
        Err(_) => text.split(at).map(Value::from).collect(),
    };
    Value::list(parts)
}

/// The characters, with the rest in the last part.
fn characters(text: &str, limit: usize) -> Vec<Value> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if parts.len() + 1 == limit {
            break;
        }
        let (head, tail) = rest.split_at(first.len_utf8());
        parts.push(Value::from(head));
        rest = tail;
    }
    if !rest.is_empty() {
        parts.push(Value::from(rest));
    }
    parts
}

fn substring(text: &str, from: i64, to: Option<i64>) -> Outcome {
    let characters: Vec<char> = text.chars().collect();
    let index = |at: i64| {
        let index = usize::try_from(at).ok().filter(|index| *index <= characters.len());
        index.ok_or_else(|| out_of_range(at))
    };
    if let Some(to) = to.filter(|to| from > *to) {
        return Err(Fault::new(format!("invalid substring range. start: {from}, end: {to}")));
    }
    let (from, to) = (index(from)?, to.map_or(Ok(characters.len()), index)?);
    Ok(characters.get(from..to).unwrap_or_default().iter().collect::<String>().into())
}

fn join(list: &[Value], between: &str) -> Outcome {
    let mut joined = String::new();
    for (at, value) in list.iter().enumerate() {
        let Value::String(text) = value else {
            return Err(Fault::new(format!("join: invalid input: {}", value.type_name())));
        };
        if at > 0 {
            joined.push_str(between);
        }
        joined.push_str(text);
    }
    Ok(joined.into())
}

fn quote(text: &str) -> String {
    let mut quoted = String::from('"');
    for character in text.chars() {
        match character {
            '\u{7}' => quoted.push_str("\\a"),
            '\u{8}' => quoted.push_str("\\b"),
            '\u{c}' => quoted.push_str("\\f"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            '\u{b}' => quoted.push_str("\\v"),
            '\\' | '"' => quoted.extend(['\\', character]),
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}
