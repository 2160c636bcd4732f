//! Texts from manifests as parts of HTML and Markdown: none of them is markup.

use crate::words::count;
use crate::words::escape::escape;

/// A text as HTML.
pub(in crate::report) fn html(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in escape(text).chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}

/// A text as XML, in an attribute or between tags: without the two characters that XML can't hold
/// and that are not made visible as such.
pub(in crate::report) fn xml(text: &str) -> String {
    html(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

/// A text as Markdown (GitHub's): every character that could begin something stands for itself.
/// An `@` notifies nobody.
pub(in crate::report) fn markdown(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in escape(text).chars() {
        match c {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '@' => safe.push_str("&#64;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '!' | '$' => {
                safe.push('\\');
                safe.push(c);
            }
            c => safe.push(c),
        }
    }
    // A bare address would become a link.
    safe.replace("://", ":&#47;&#47;")
}

/// A text of ours with `words` in backticks: these become code. `plain` makes the parts safe.
pub(in crate::report) fn coded(text: &str, plain: impl Fn(&str) -> String) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    // A backtick without its fellow is one.
    if parts.len().is_multiple_of(2) {
        return plain(text);
    }
    let part = |(index, part): (usize, &&str)| match index % 2 {
        1 => format!("<code>{}</code>", plain(part)),
        _ => plain(part),
    };
    parts.iter().enumerate().map(part).collect()
}

/// The most that GitHub takes for a comment is 65,536 characters; some room is left for a note.
pub(in crate::report) const COMMENT: usize = 64_000;

const FOLDED: &str = "\n<details>\n";

/// A comment without those of its folded details that are too much for one, with a note of how many
/// that are.
pub(in crate::report) fn fit_comment(comment: &str) -> String {
    let mut parts = comment.split(FOLDED);
    let mut fitting = parts.next().unwrap_or_default().to_owned();
    let (mut length, mut left_out) = (fitting.chars().count(), 0);
    for part in parts {
        let more = FOLDED.len() + part.chars().count();
        if length + more > COMMENT {
            left_out += 1;
            continue;
        }
        length += more;
        fitting.push_str(FOLDED);
        fitting.push_str(part);
    }
    if left_out > 0 {
        let details = count(left_out, "more detail");
        fitting.push_str(&format!("\n{details} left out: too long for a comment\n"));
    }
    fitting
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_is_no_longer_than_comments_may_be() {
        let detail = format!("{FOLDED}{}\n</details>\n", "é".repeat(30_000));
        assert_eq!(fit_comment("head\n"), "head\n");
        let two = format!("head\n{detail}{detail}");
        assert_eq!(fit_comment(&two), two);
        let four = format!("{two}{detail}{detail}");
        let note = "\n2 more details left out: too long for a comment\n";
        assert_eq!(fit_comment(&four), two + note);
    }

    #[test]
    fn nothing_is_markup() {
        assert_eq!(html("<b>&\"'\u{202e}"), "&lt;b&gt;&amp;&quot;&#39;\\u202E");
        assert_eq!(
            markdown("a|b <img> [x](http://y) `c` @me #1 \u{202e}"),
            "a\\|b &lt;img&gt; \\[x\\](http:&#47;&#47;y) \\`c\\` &#64;me \\#1 \\\\u202E"
        );
    }
}
