//! Columns as they are seen on a screen.

use unicode_width::UnicodeWidthStr;

/// How many columns a text takes.
#[must_use]
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// A text followed by blanks up to a number of columns.
#[must_use]
pub(crate) fn pad(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// A text preceded by blanks up to a number of columns.
#[must_use]
pub(crate) fn pad_left(text: &str, columns: usize) -> String {
    format!("{}{text}", " ".repeat(columns.saturating_sub(width(text))))
}

/// A text with line breaks at blanks, so that no line is wider than `columns` where words allow
/// it. Line breaks and the indentation of each line stay; a broken line goes on under its first
/// word.
#[must_use]
pub(crate) fn wrap(text: &str, columns: usize) -> String {
    let mut result = String::with_capacity(text.len() + 16);
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            result.push('\n');
        }
        if width(line) <= columns {
            result.push_str(line);
        } else {
            wrap_line(line, columns, &mut result);
        }
    }
    result
}

fn wrap_line(line: &str, columns: usize, result: &mut String) {
    let words = line.trim_start_matches(' ');
    let indent = " ".repeat(line.len() - words.len());
    let mut used = 0;
    for word in words.split(' ') {
        let wide = width(word);
        if used == 0 {
            result.push_str(&indent);
            used = indent.len();
        } else if used + 1 + wide > columns {
            result.push('\n');
            result.push_str(&indent);
            used = indent.len();
        } else {
            result.push(' ');
            used += 1;
        }
        result.push_str(word);
        used += wide;
    }
}

/// A text behind a lead, broken as [`wrap`] does it, each further line under its first word.
#[must_use]
pub(crate) fn hanging(lead: &str, text: &str, columns: usize) -> String {
    let indent = format!("\n{}", " ".repeat(width(lead)));
    let wrapped = wrap(text, columns.saturating_sub(width(lead)));
    format!("{lead}{}", wrapped.replace('\n', &indent))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_keep_their_columns() {
        assert_eq!(pad("日本", 6) + "|", "日本  |");
        assert_eq!(pad_left("日本", 6), "  日本");
        assert_eq!(wrap("日本 日本 日本", 9), "日本 日本\n日本");
    }

    #[test]
    fn lines_are_broken_at_blanks_and_keep_their_indentation() {
        assert_eq!(wrap("to run there, add\n  - key: a", 12), "to run\nthere, add\n  - key: a");
        assert_eq!(wrap("  - a b c", 6), "  - a\n  b c");
        assert_eq!(wrap("averyverylongword", 5), "averyverylongword");
        assert_eq!(hanging("  - ", "a b c", 7), "  - a b\n    c");
    }
}
