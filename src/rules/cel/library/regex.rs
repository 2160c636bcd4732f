//! Regular expressions: Go's syntax, matched by the crate `regex`, which finds the same.
//!
//! [`translate()`] writes what Go reads in the words of that crate, and refuses what Go refuses.

mod translate;

use std::cell::RefCell;
use std::collections::HashMap;

use regex::{Regex, RegexBuilder};
use translate::{Refused, translate};

use crate::rules::cel::value::{Fault, Outcome, Value};

pub(super) const DECLARATIONS: &[&str] = &[
    "matches(string, string) -> bool",
    "string.matches(string) -> bool",
    "string.find(string) -> string",
    "string.findAll(string) -> list(string)",
    "string.findAll(string, int) -> list(string)",
];

pub(super) fn call(name: &str, args: &[Value]) -> Option<Outcome> {
    let [Value::String(text), Value::String(pattern), rest @ ..] = args else { return None };
    let count = match (name, rest) {
        ("matches" | "find" | "findAll", []) => -1,
        ("findAll", [Value::Int(count)]) => *count,
        _ => return None,
    };
    Some(compile(pattern).map(|regex| match name {
        "matches" => Value::Bool(regex.is_match(text)),
        "find" => regex.find(text).map_or("", |found| found.as_str()).into(),
        _ => {
            let most = usize::try_from(count).unwrap_or(usize::MAX);
            let found = regex.find_iter(text).take(most);
            Value::list(found.map(|found| found.as_str().into()).collect())
        }
    }))
}

thread_local! {
    static COMPILED: RefCell<HashMap<String, Result<Regex, Fault>>> = RefCell::default();
}

/// The regular expression that Go makes of a pattern.
pub(in crate::rules::cel) fn compile(pattern: &str) -> Result<Regex, Fault> {
    COMPILED.with_borrow_mut(|compiled| {
        if let Some(known) = compiled.get(pattern) {
            return known.clone();
        }
        let made = build(pattern);
        // Patterns may be made of an object's values: those of one policy are few.
        if compiled.len() > 256 {
            compiled.clear();
        }
        compiled.insert(pattern.to_owned(), made.clone());
        made
    })
}

fn build(pattern: &str) -> Result<Regex, Fault> {
    let refused = |why: &str| Fault::new(format!("error parsing regexp: {why}: `{pattern}`"));
    let translated = translate(pattern).map_err(|error| match error {
        Refused::ByGo(why) => refused(why),
        Refused::Here(what) => {
            Fault::unknown(format!("what the pattern `{pattern}` matches ({what})"))
        }
    })?;
    RegexBuilder::new(&translated)
        .size_limit(1 << 22)
        .nest_limit(500)
        .build()
        .map_err(|_| refused("invalid pattern"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, text: &str) -> Option<bool> {
        compile(pattern).ok().map(|regex| regex.is_match(text))
    }

    #[test]
    fn patterns_mean_what_they_mean_in_go() {
        for (pattern, text, expect) in [
            (r"^[^@]+(:[^:/]+|@sha256:[a-f0-9]{4})$", "a/b@sha256:00ff", Some(true)),
            (r"^\d+$", "٣", Some(false)),
            (r"^[\w-]+$", "a-b_1", Some(true)),
            (r"[[]", "[", Some(true)),
            (r"^[a-z&&[^b]]$", "b]", Some(true)),
            (r"^a{,2}$", "a{,2}", Some(true)),
            (r"\Qa.b\E$", "axb", Some(false)),
            (r"(?i)^LATEST$", "latest", Some(true)),
            (r"^[]a]+$", "]a", Some(true)),
            (r"^[+--]$", ",", Some(true)),
            (r"^(?P<tag>v\d)$", "v1", Some(true)),
            (r"^\pL+$", "é", Some(true)),
            (r"^[\s]$", "\u{b}", Some(false)),
            ("^a#b c$", "a#b c", Some(true)),
        ] {
            assert_eq!(matches(pattern, text), expect, "{pattern} on {text}");
        }
    }

    #[test]
    fn what_go_refuses_is_refused() {
        for pattern in ["(", "[", "a**", "*a", "a{1001}", r"\1", "(?=a)", "(?x)a b", r"\y", "a++"] {
            assert_eq!(matches(pattern, ""), None, "{pattern}");
        }
    }
}
