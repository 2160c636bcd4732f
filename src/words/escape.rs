//! Text from manifests made safe to show: no terminal obeys what a stranger wrote into a file.

use std::borrow::Cow;
use std::fmt::Write;

/// Whether a character is invisible or changes what a terminal does with the text around it:
/// control characters (escape sequences among them), bidirectional overrides and isolates,
/// zero-width and tag characters, line separators.
#[must_use]
pub(crate) const fn is_dangerous(c: char) -> bool {
    matches!(
        c,
        '\u{0}'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

/// Makes a text safe and one line long: dangerous characters are written as YAML's double-quoted
/// strings write them (`\n`, `\x1B`, `\u202E`).
#[must_use]
pub(crate) fn escape(text: &str) -> Cow<'_, str> {
    escape_but(text, |_| false)
}

/// The same for a text that may have several lines: line breaks stay, but for those after which the
/// runner of a pipeline would take the line for a command of its own.
#[must_use]
pub(crate) fn escape_lines(text: &str) -> Cow<'_, str> {
    let safe = escape_but(text, |c| c == '\n');
    if !safe.split('\n').skip(1).any(is_command) {
        return safe;
    }
    let mut lines = safe.split('\n');
    let mut whole = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        whole.push_str(if is_command(line) { "\\n" } else { "\n" });
        whole.push_str(line);
    }
    Cow::Owned(whole)
}

/// Whether GitHub's runner would do what a line says.
fn is_command(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("::") || line.starts_with("##[")
}

/// The same for a line of a file: tabs stay, for the output that knows its tab stops.
#[must_use]
pub(crate) fn escape_source(text: &str) -> Cow<'_, str> {
    escape_but(text, |c| c == '\t')
}

fn escape_but(text: &str, stays: impl Fn(char) -> bool) -> Cow<'_, str> {
    let dangerous = |c: char| is_dangerous(c) && !stays(c);
    // Most texts are plain ASCII and need no look at their characters.
    if text.bytes().all(|b| matches!(b, b' '..=b'~')) || !text.contains(dangerous) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if !dangerous(c) {
            safe.push(c);
            continue;
        }
        // Writing to a string can't fail.
        let _ = match c {
            '\n' => safe.write_str("\\n"),
            '\r' => safe.write_str("\\r"),
            '\t' => safe.write_str("\\t"),
            c if c <= '\u{ff}' => write!(safe, "\\x{:02X}", u32::from(c)),
            c if c <= '\u{ffff}' => write!(safe, "\\u{:04X}", u32::from(c)),
            c => write!(safe, "\\U{:08X}", u32::from(c)),
        };
    }
    Cow::Owned(safe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_dangerous_is_left() {
        assert_eq!(
            escape("a\u{1b}[31mb\n\tc\u{202e}d\u{e0041}"),
            r"a\x1B[31mb\n\tc\u202Ed\U000E0041"
        );
        assert_eq!(escape_lines("a\n\tb"), "a\n\\tb");
        assert_eq!(escape_lines("a\n ::b\n##[c]\nd"), "a\\n ::b\\n##[c]\nd");
        assert_eq!(escape_source("a\n\tb\u{9b}"), "a\\n\tb\\x9B");
        for c in ('\0'..=char::MAX).filter(|c| c.is_control()) {
            assert!(is_dangerous(c), "{c:?}");
        }
    }

    #[test]
    fn plain_text_of_any_language_stays_and_is_not_copied() {
        for text in ["node-exporter", "日本語のログ", "é", "👩‍🚀".trim_matches('\u{200d}')]
        {
            if !text.contains('\u{200d}') {
                assert!(matches!(escape(text), Cow::Borrowed(same) if same == text));
            }
        }
    }
}
