//! Strings as YAML writes them, for help texts and for files that the program writes.

use std::borrow::Cow;

/// A string as it can be written in YAML: in quotes unless it can't be taken for anything else.
/// YAML 1.1 has more words and numbers than meet the eye, so only the plainest go without.
#[must_use]
pub fn scalar(text: &str) -> Cow<'_, str> {
    let mut bytes = text.bytes();
    let first = bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic());
    let plain =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/');
    let words = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    let is_word = words.iter().any(|word| word.eq_ignore_ascii_case(text));
    if first && bytes.all(plain) && !is_word {
        return Cow::Borrowed(text);
    }
    // A string of JSON is one of YAML.
    Cow::Owned(serde_json::Value::from(text).to_string())
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
    }
}
