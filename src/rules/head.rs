//! The head of a rule's file, read when the program is compiled: start-up parses no YAML, and a
//! head that is wrong doesn't compile.

use std::borrow::Cow;

use super::meta::{Category, Fixable, Meta, Needs, Scope, is_same};
use crate::diagnostic::Severity;

/// What a rule's file says of the rule before its first text: one `key: value` a line, in plain
/// scalars.
///
/// # Panics
/// When a key is missing or unknown, or a value is none of those it may have. The constants that
/// are made of it panic while they are compiled.
#[must_use]
pub(super) const fn head(source: &'static str) -> Meta {
    let (mut id, mut title, mut category, mut severity) = (None, None, None, None);
    let (mut default_on, mut needs, mut scope) = (true, Needs::Manifests, Scope::Object);
    let (mut fixable, mut params, mut in_tests) = (Fixable::No, None, None);
    let mut rest = source;
    while let Some((line, after)) = next_line(rest) {
        rest = after;
        if value_of(line, "why:").is_some() {
            break;
        } else if let Some(value) = value_of(line, "id: ") {
            id = Some(plain(value));
        } else if let Some(value) = value_of(line, "title: ") {
            title = Some(plain(value));
        } else if let Some(value) = value_of(line, "category: ") {
            category = Category::named(value);
        } else if let Some(value) = value_of(line, "severity: ") {
            severity = severity_named(value);
        } else if let Some(value) = value_of(line, "in-tests: ") {
            in_tests = severity_named(value);
            assert!(in_tests.is_some(), "a rule is an error, a warning or an info in tests");
        } else if is_same(line, "default: off") {
            default_on = false;
        } else if is_same(line, "needs: [inventory]") {
            needs = Needs::Inventory;
        } else if let Some(value) = value_of(line, "scope: ") {
            scope = match Scope::named(value) {
                Some(scope) => scope,
                None => panic!("a rule's scope is object, deployment or fleet"),
            };
        } else if let Some(value) = value_of(line, "fixable: ") {
            fixable = match Fixable::named(value) {
                Some(fixable) => fixable,
                None => panic!("a rule is fixable: safe, unsafe, or safe and unsafe"),
            };
        } else if let Some(value) = value_of(line, "params: ") {
            params = Some(Cow::Borrowed(value));
        } else {
            panic!(
                "a rule's head has id, title, category, severity, in-tests, default, needs, scope, \
                 fixable and params"
            );
        }
    }
    match (id, title, category, severity) {
        (Some(id), Some(title), Some(category), Some(severity)) => Meta {
            id: Cow::Borrowed(id),
            title: Cow::Borrowed(title),
            category,
            severity,
            in_tests,
            default_on,
            needs,
            scope,
            fixable,
            params,
            source: Cow::Borrowed(source),
        },
        _ => panic!("a rule's head lacks id, title, category or severity"),
    }
}

/// The first line of a text, without its break, and what follows; none at the end.
const fn next_line(text: &str) -> Option<(&str, &str)> {
    let bytes = text.as_bytes();
    let mut end = 0;
    while end < bytes.len() && bytes[end] != b'\n' {
        end += 1;
    }
    match (text.split_at_checked(end), text.split_at_checked(end + 1)) {
        (Some((line, _)), Some((_, after))) => Some((line, after)),
        (Some((line, after)), None) if !line.is_empty() => Some((line, after)),
        _ => None,
    }
}

const fn value_of<'l>(line: &'l str, key: &str) -> Option<&'l str> {
    match line.split_at_checked(key.len()) {
        Some((start, value)) if is_same(start, key) => Some(value),
        _ => None,
    }
}

/// A value that YAML reads as it stands.
///
/// # Panics
/// When YAML would read something else.
const fn plain(value: &str) -> &str {
    let bytes = value.as_bytes();
    assert!(!bytes.is_empty(), "a value of a rule's head is empty");
    assert!(
        bytes[0].is_ascii_alphanumeric(),
        "a title begins with a letter: what YAML takes for more than text is not read here"
    );
    let mut at = 1;
    while at < bytes.len() {
        let blank_after = bytes[at] == b':' && (at + 1 == bytes.len() || bytes[at + 1] == b' ');
        let comment = bytes[at] == b'#' && bytes[at - 1] == b' ';
        assert!(!blank_after && !comment, "a value of a rule's head is more than text to YAML");
        at += 1;
    }
    value
}

const fn severity_named(name: &str) -> Option<Severity> {
    let all = [Severity::Info, Severity::Warning, Severity::Error];
    let mut at = 0;
    while at < all.len() {
        if is_same(name, all[at].as_str()) {
            return Some(all[at]);
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_ends_where_the_text_begins() {
        let meta = head(
            "id: a-rule\ntitle: Eine Regel für Häuser\ncategory: hygiene\nseverity: warning\n\
             in-tests: info\ndefault: off\nneeds: [inventory]\nscope: fleet\nfixable: safe and unsafe\nwhy: |\n  id: other\n",
        );
        assert_eq!((&*meta.id, &*meta.title), ("a-rule", "Eine Regel für Häuser"));
        assert_eq!((meta.category, meta.severity), (Category::Hygiene, Severity::Warning));
        assert_eq!(meta.in_tests, Some(Severity::Info));
        assert!(!meta.default_on);
        assert_eq!((meta.needs, meta.scope), (Needs::Inventory, Scope::Fleet));
        assert_eq!(meta.fixable, Fixable::Both);
    }

    #[test]
    fn a_head_says_what_is_wrong_with_it() {
        let wrong = |text: &'static str| {
            let panic = std::panic::catch_unwind(|| head(text)).err();
            panic.and_then(|panic| panic.downcast_ref::<&str>().map(|said| (*said).to_owned()))
        };
        for (text, said) in [
            ("id: a\nwhy: |\n", "lacks id, title, category or severity"),
            ("id: a\ntitle: b\ncategory: none\nseverity: info\nwhy: x", "lacks"),
            ("id: a\nin-tests: never\n", "in tests"),
            ("ids: a\nwhy: |\n", "a rule's head has id"),
            ("id: a\nscope: world\n", "scope is object"),
            ("id: a\nfixable: perhaps\n", "fixable: safe, unsafe"),
            ("title: \"quoted\"\n", "begins with a letter"),
            ("title: a: b\n", "more than text"),
        ] {
            assert!(wrong(text).is_some_and(|panic| panic.contains(said)), "{text}");
        }
    }
}
