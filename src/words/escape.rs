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
/// strings write them (`\n`, `\x1B`, `\u202E`), and so is the first one of what the runner of a
/// pipeline would take for a command.
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

/// Whether GitHub's runner may do what a line says.
fn is_command(line: &str) -> bool {
    line.trim_start().starts_with("::")
}

/// Whether a text may hold the beginning of a command: most don't, and are not looked at any closer.
#[must_use]
pub(crate) fn may_command(text: &str) -> bool {
    text.contains("##") || text.contains("::")
}

/// Whether what begins here is a command to the runner of a pipeline: GitHub's and Azure's take
/// `##[error]` and `##vso[…]` for one wherever it stands in a line (`ActionCommand.TryParse`), GitHub's
/// also `::error::` at the start of one. Lines are folded at blanks: any word may come to stand there.
#[must_use]
pub(crate) fn begins_command(before: Option<char>, rest: &str) -> bool {
    if let Some(rest) = rest.strip_prefix("##") {
        return rest.trim_start_matches(|c: char| c.is_ascii_alphabetic()).starts_with('[');
    }
    let is_word = before.is_none_or(char::is_whitespace);
    let Some(rest) = rest.strip_prefix("::").filter(|_| is_word) else { return false };
    let end = rest.find(|c: char| !c.is_ascii_alphabetic() && c != '-').unwrap_or(rest.len());
    let (name, rest) = rest.split_at(end);
    // All commands have a letter that no address has.
    let is_address = name.bytes().all(|byte| byte.is_ascii_hexdigit());
    // What ends it may stand in another text of the line.
    !is_address && (rest.is_empty() || rest.starts_with("::") || rest.starts_with(' '))
}

/// The same for a line of a file: tabs stay, for the output that knows its tab stops.
#[must_use]
pub(crate) fn escape_source(text: &str) -> Cow<'_, str> {
    escape_but(text, |c| c == '\t')
}

fn escape_but(text: &str, stays: impl Fn(char) -> bool) -> Cow<'_, str> {
    let dangerous = |c: char| is_dangerous(c) && !stays(c);
    let commands = may_command(text);
    // Most texts are plain ASCII and need no look at their characters.
    let is_plain = || text.bytes().all(|b| matches!(b, b' '..=b'~')) || !text.contains(dangerous);
    if !commands && is_plain() {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for (at, c) in text.char_indices() {
        let commands = || {
            commands
                && matches!(c, '#' | ':')
                && begins_command(safe.chars().last(), text.get(at..).unwrap_or_default())
        };
        if !dangerous(c) && !commands() {
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
        assert_eq!(escape_lines("a\n ::b\n##[c]\nd"), "a\\n ::b\n\\x23#[c]\nd");
        assert_eq!(escape_source("a\n\tb\u{9b}"), "a\\n\tb\\x9B");
        for c in ('\0'..=char::MAX).filter(|c| c.is_control()) {
            assert!(is_dangerous(c), "{c:?}");
        }
    }

    #[test]
    fn no_command_to_a_pipeline_is_left() {
        assert_eq!(escape("a ###[error]b"), r"a #\x23#[error]b");
        assert_eq!(escape("##vso[task.x]"), r"\x23#vso[task.x]");
        assert_eq!(escape("ns ::error file=a::b"), r"ns \x3A:error file=a::b");
        assert_eq!(escape("::error a"), r"\x3A:error a");
        assert_eq!(escape("ns ::error"), r"ns \x3A:error");
        assert_eq!(escape("::add-mask::b"), r"\x3A:add-mask::b");
        for plain in
            ["## a [b]", "#[a]", "::1 fe80::1", "::ffff:10.0.0.1", "a::b", "::a ::b", "a::error::b"]
        {
            assert_eq!(escape(plain), plain);
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
