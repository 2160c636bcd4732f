//! Pieces of messages and of the YAML in help texts.

/// How many names a message shows before it counts the rest.
pub(super) const SHOWN: usize = 3;

/// Names as a sentence has them: `a`, `a and b`, `a, b and c`, `a, b, c and 2 more`.
pub(super) fn listed<S: AsRef<str>>(names: &[S]) -> String {
    let mut shown: Vec<String> =
        names.iter().take(SHOWN).map(|name| name.as_ref().to_owned()).collect();
    if names.len() > SHOWN {
        shown.push(format!("{} more", names.len() - SHOWN));
    }
    match shown.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
    }
}

/// A string as it can be written in YAML, quoted where YAML 1.1 would read something else.
pub(super) fn yaml(text: &str) -> String {
    let plain = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "._/-".contains(c));
    let lower = text.to_ascii_lowercase();
    let word = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    if plain && !word.contains(&lower.as_str()) {
        return text.to_owned();
    }
    // A string of JSON is one of YAML.
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists() {
        let names = ["a", "b", "c", "d", "e"];
        let seen = [1, 2, 3, 4, 5].map(|n| listed(names.get(..n).unwrap()));
        assert_eq!(
            seen,
            ["a", "a and b", "a, b and c", "a, b, c and 1 more", "a, b, c and 2 more"]
        );
        assert_eq!(listed::<&str>(&[]), "");
    }

    #[test]
    fn what_yaml_would_read_otherwise_is_quoted() {
        let seen = ["linux", "a.b/c-d", "", "1.0", "Yes", "n", "a: b", "é"].map(yaml);
        let expected =
            ["linux", "a.b/c-d", "\"\"", "\"1.0\"", "\"Yes\"", "\"n\"", "\"a: b\"", "\"é\""];
        assert_eq!(seen, expected);
    }
}
