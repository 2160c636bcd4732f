//! Edits applied to a text, so that comments and layout outside them stay as they are.

use crate::diagnostic::Fix;
use crate::source::{Edit, edit};

/// A text after fixes.
#[derive(Debug, PartialEq, Eq)]
pub struct Fixed {
    /// The new text.
    pub text: String,
    /// How many fixes are in it.
    pub applied: usize,
    /// How many were left out because they touch the bytes of an earlier one or don't lie in the
    /// text: run again on the new text to see whether they are still needed.
    pub left_out: usize,
}

/// Applies fixes to a text, each wholly or not at all; of fixes that touch the same bytes the one
/// that comes first wins. Two fixes with the same edits count as one.
#[must_use]
pub fn apply<'a>(text: &str, fixes: impl IntoIterator<Item = &'a Fix>) -> Fixed {
    let mut accepted: Vec<&Edit> = Vec::new();
    let mut applied = 0;
    let mut left_out = 0;
    for fix in fixes {
        if !fix.edits.is_empty() && fix.edits.iter().all(|edit| accepted.contains(&edit)) {
            continue;
        }
        let fits = !fix.edits.is_empty()
            && fix.edits.iter().all(|edit| {
                text.get(edit.span.range()).is_some()
                    && !accepted.iter().any(|other| edit.touches(other))
            });
        if fits {
            accepted.extend(&fix.edits);
            applied += 1;
        } else {
            left_out += 1;
        }
    }
    accepted.sort_by_key(|edit| edit.span);
    Fixed { text: edit::apply(text, accepted), applied, left_out }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn fix(edits: &[(u32, u32, &str)]) -> Fix {
        let edits = edits
            .iter()
            .map(|(start, end, text)| Edit {
                span: Span::new(*start, *end),
                text: (*text).to_owned(),
            })
            .collect();
        Fix { title: "change it".to_owned(), safe: true, edits }
    }

    #[test]
    fn comments_and_layout_outside_the_edits_stay() {
        let text = "a: yes  # keep me\nb:   2\n";
        let quoted = fix(&[(3, 6, "\"yes\"")]);
        let removed = fix(&[(18, 25, "")]);
        let fixed = apply(text, [&quoted, &removed]);
        assert_eq!(
            fixed,
            Fixed { text: "a: \"yes\"  # keep me\n".to_owned(), applied: 2, left_out: 0 }
        );
    }

    #[test]
    fn a_fix_that_touches_an_earlier_one_is_left_out_whole() {
        let first = fix(&[(0, 2, "x")]);
        let second = fix(&[(1, 3, "y"), (4, 5, "z")]);
        let outside = fix(&[(90, 91, "")]);
        let fixed = apply("abcdef", [&first, &second, &first, &outside]);
        assert_eq!(fixed, Fixed { text: "xcdef".to_owned(), applied: 1, left_out: 2 });
    }
}
