//! Lists of names in messages.

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
}
