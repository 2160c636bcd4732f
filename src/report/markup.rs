//! Texts from manifests as parts of HTML and Markdown: none of them is markup.

use super::escape::escape;

/// A text as HTML.
pub(super) fn html(text: &str) -> String {
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

/// A text as Markdown (GitHub's): every character that could begin something stands for itself.
/// An `@` notifies nobody.
pub(super) fn markdown(text: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_markup() {
        assert_eq!(html("<b>&\"'\u{202e}"), "&lt;b&gt;&amp;&quot;&#39;\\u202E");
        assert_eq!(
            markdown("a|b <img> [x](http://y) `c` @me #1 \u{202e}"),
            "a\\|b &lt;img&gt; \\[x\\](http:&#47;&#47;y) \\`c\\` &#64;me \\#1 \\\\u202E"
        );
    }
}
