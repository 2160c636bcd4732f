//! Strings as YAML writes them, for help texts and for files that the program writes.

use std::borrow::Cow;

/// A string as it can be written in YAML: in quotes unless it can't be taken for anything else.
/// YAML 1.1 has more words and numbers than meet the eye, so only the plainest go without.
#[must_use]
pub(crate) fn scalar(text: &str) -> Cow<'_, str> {
    let mut bytes = text.bytes();
    let first = bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic());
    let plain =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/');
    let words = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    let is_word = words.iter().any(|word| word.eq_ignore_ascii_case(text));
    if first && bytes.all(plain) && !is_word {
        return Cow::Borrowed(text);
    }
    Cow::Owned(quoted(text))
}

/// A string in double quotes, as JSON and YAML read it alike.
#[must_use]
pub(crate) fn quoted(text: &str) -> String {
    // What JSON leaves as it is and YAML takes for a line break or for no character at all.
    let unprintable = |c: &char| {
        matches!(
            c,
            '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        )
    };
    let json = serde_json::Value::from(text).to_string();
    let mut written = String::with_capacity(json.len());
    for character in json.chars() {
        if unprintable(&character) {
            written.push_str(&format!("\\u{:04x}", u32::from(character)));
        } else {
            written.push(character);
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_yaml_would_read_otherwise_is_quoted() {
        let seen = ["linux", "a.b/c-d", "", "1.0", "Yes", "n", "a: b", "é"].map(scalar);
        let expected =
            ["linux", "a.b/c-d", "\"\"", "\"1.0\"", "\"Yes\"", "\"n\"", "\"a: b\"", "\"é\""];
        assert_eq!(seen, expected);
        assert_eq!(scalar("a\u{85}b"), r#""a\u0085b""#);
    }
}
