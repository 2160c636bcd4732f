//! Changes that rules offer, brought into texts and files: what they don't touch stays as it is,
//! comments and layout included.

mod save;
mod session;

pub(crate) use save::save;
pub(crate) use session::Session;

use crate::diagnostic::Fix;
use crate::source::{Edit, edit};

/// A text after fixes.
#[derive(Debug, PartialEq, Eq)]
pub struct Fixed {
    /// The new text.
    pub text: String,
    /// The places of the fixes that are in it, among those that were given.
    pub applied: Vec<usize>,
    /// How many were left out because they meet an earlier one or don't lie in the text: run again
    /// on the new text to see whether they are still needed.
    pub left_out: usize,
}

/// Applies fixes to a text, each wholly or not at all; of fixes that touch the same bytes, or add
/// to or take from the same map or list, the one that comes first wins. Two fixes with the same
/// edits count as one.
#[must_use]
pub fn apply<'a>(text: &str, fixes: impl IntoIterator<Item = &'a Fix>) -> Fixed {
    let mut accepted: Vec<&Fix> = Vec::new();
    let mut applied = Vec::new();
    let mut left_out = 0;
    for (place, fix) in fixes.into_iter().enumerate() {
        if accepted.iter().any(|other| other.edits == fix.edits) {
            continue;
        }
        let lies_in = |edit: &Edit| text.get(edit.span.range()).is_some();
        let fits = !fix.edits.is_empty()
            && fix.edits.iter().all(lies_in)
            && !accepted.iter().any(|other| meet(fix, other));
        if fits {
            accepted.push(fix);
            applied.push(place);
        } else {
            left_out += 1;
        }
    }
    let mut edits: Vec<&Edit> = accepted.into_iter().flat_map(|fix| &fix.edits).collect();
    edits.sort_by_key(|edit| edit.span);
    Fixed { text: edit::apply(text, edits), applied, left_out }
}

/// Whether two fixes can't be carried out together.
fn meet(one: &Fix, other: &Fix) -> bool {
    let touch = |edit: &Edit| other.edits.iter().any(|before| edit.touches(before));
    one.edits.iter().any(touch) || one.reshaped.iter().any(|span| other.reshaped.contains(span))
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
        Fix { title: "change it".into(), safe: true, edits, reshaped: Vec::new() }
    }

    #[test]
    fn comments_and_layout_outside_the_edits_stay() {
        let text = "a: yes  # keep me\nb:   2\n";
        let quoted = fix(&[(3, 6, "\"yes\"")]);
        let removed = fix(&[(18, 25, "")]);
        let fixed = apply(text, [&quoted, &removed]);
        let text = "a: \"yes\"  # keep me\n".to_owned();
        assert_eq!(fixed, Fixed { text, applied: vec![0, 1], left_out: 0 });
    }

    #[test]
    fn a_fix_that_touches_an_earlier_one_is_left_out_whole() {
        let first = fix(&[(0, 2, "x")]);
        let second = fix(&[(1, 3, "y"), (4, 5, "z")]);
        let outside = fix(&[(90, 91, "")]);
        let fixed = apply("abcdef", [&first, &second, &first, &outside]);
        assert_eq!(fixed, Fixed { text: "xcdef".to_owned(), applied: vec![0], left_out: 2 });
    }

    #[test]
    fn two_fixes_that_take_from_one_list_are_not_carried_out_together() {
        let of_list =
            |start| Fix { reshaped: vec![Span::new(0, 9)], ..fix(&[(start, start + 3, "")]) };
        let fixed = apply("- a- b- c", [&of_list(0), &of_list(6)]);
        assert_eq!(fixed, Fixed { text: "- b- c".to_owned(), applied: vec![0], left_out: 1 });
    }
}
