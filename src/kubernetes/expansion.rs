//! `$(NAME)` in a container's commands, arguments and variables.
//!
//! Mirrors `third_party/forked/golang/expansion/expand.go`.

/// The names that a text refers to, in its order: `$$` stands for a `$` and begins no reference.
#[must_use]
pub(crate) fn references(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('$') {
        rest = match after.strip_prefix('(') {
            Some(inner) => match inner.split_once(')') {
                Some((name, after)) => {
                    found.push(name);
                    after
                }
                None => inner,
            },
            // What follows the operator is taken as it is, another operator as well.
            None => after.char_indices().nth(1).map_or("", |(next, _)| &after[next..]),
        };
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_and_what_looks_like_them() {
        for (text, names) in [
            ("$(A)", &["A"][..]),
            ("a-$(A)-$(B)b", &["A", "B"]),
            ("$$(A)", &[]),
            ("$$$(A)", &["A"]),
            ("$$$$(A)", &[]),
            ("${A} $A $", &[]),
            ("$(A", &[]),
            ("$(A $(B)", &["A $(B"]),
            ("$()", &[""]),
            ("$é$(A)", &["A"]),
        ] {
            assert_eq!(references(text), names, "{text}");
        }
    }
}
