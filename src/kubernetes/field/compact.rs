//! Paths of fields in few bytes.

use std::cmp::Ordering;
use std::fmt;

use super::{BorrowedStep, FieldPath, Step};

/// A [`FieldPath`] as it is kept where there may be many: one text, of which each step is a part that
/// begins with its kind and a number. That is an element's index, or the length of a name, which is
/// followed by the name: `.4:spec.10:containers[0:.5:image`.
///
/// ```
/// use daemonlint::internals::kubernetes::field::{CompactPath, FieldPath};
/// let path = FieldPath::of(&["spec", "containers"]).index(0).field("image");
/// let kept = CompactPath::from(&path);
/// assert_eq!(kept.to_string(), "spec.containers[0].image");
/// assert_eq!(kept.to_path(), path);
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct CompactPath(Box<str>);

impl CompactPath {
    /// Whether it is the whole object.
    #[must_use]
    pub const fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// The same with its steps apart.
    #[must_use]
    pub fn to_path(&self) -> FieldPath {
        FieldPath(self.steps().map(Step::from).collect())
    }

    /// A text that no other path has.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.0
    }

    /// The [keys](Self::key) of the paths that enclose it, the whole object first, and its own.
    pub fn ways(&self) -> impl Iterator<Item = &str> {
        let ends = std::iter::successors(Some(0), |end| {
            let rest = self.0.get(*end..)?;
            let (_, behind) = first_step(rest)?;
            Some(self.0.len() - behind.len())
        });
        ends.filter_map(|end| self.0.get(..end))
    }

    fn steps(&self) -> impl Iterator<Item = BorrowedStep<'_>> {
        let mut rest = &*self.0;
        std::iter::from_fn(move || {
            let (step, behind) = first_step(rest)?;
            rest = behind;
            Some(step)
        })
    }
}

/// The first step of a path, and what comes behind it.
fn first_step(text: &str) -> Option<(BorrowedStep<'_>, &str)> {
    let (kind, rest) = text.split_at_checked(1)?;
    let (number, rest) = rest.split_once(':')?;
    let number: usize = number.parse().ok()?;
    if kind == "[" {
        return Some((BorrowedStep::Index(number), rest));
    }
    let (name, rest) = rest.split_at_checked(number)?;
    let step = if kind == "." { BorrowedStep::Field(name) } else { BorrowedStep::Key(name) };
    Some((step, rest))
}

impl From<&FieldPath> for CompactPath {
    fn from(path: &FieldPath) -> Self {
        let length = |step: &Step| match step.borrowed() {
            BorrowedStep::Field(name) | BorrowedStep::Key(name) => name.len(),
            BorrowedStep::Index(_) => 0,
        };
        // A kind, a colon and mostly no more than two digits stand around each name.
        let room = path.0.iter().map(|step| length(step) + 4).sum();
        let mut text = String::with_capacity(room);
        for step in &path.0 {
            let (kind, number, name) = match step.borrowed() {
                BorrowedStep::Field(name) => ('.', name.len(), name),
                BorrowedStep::Index(index) => ('[', index, ""),
                BorrowedStep::Key(name) => ('{', name.len(), name),
            };
            text.push(kind);
            push_number(&mut text, number);
            text.push(':');
            text.push_str(name);
        }
        Self(text.into_boxed_str())
    }
}

/// Writes a number in digits: thousands of paths are kept, and formatting weighs more than they do.
fn push_number(text: &mut String, number: usize) {
    if number >= 10 {
        push_number(text, number / 10);
    }
    text.push(char::from(b'0' + (number % 10) as u8));
}

impl From<FieldPath> for CompactPath {
    fn from(path: FieldPath) -> Self {
        Self::from(&path)
    }
}

impl PartialOrd for CompactPath {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// As [`FieldPath`]s are ordered: step by step.
impl Ord for CompactPath {
    fn cmp(&self, other: &Self) -> Ordering {
        self.steps().cmp(other.steps())
    }
}

impl fmt::Display for CompactPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.steps().enumerate().try_for_each(|(position, step)| step.write(f, position == 0))
    }
}

impl fmt::Debug for CompactPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("CompactPath").field(&self.to_string()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_comes_back_as_it_was() {
        let spec = FieldPath::of(&["spec", "template"]);
        for path in [
            FieldPath::root(),
            spec.clone(),
            spec.clone().index(1234).field("a.b[0]"),
            spec.clone().field("").key("").index(0),
            spec.key("app.kubernetes.io/näme:{3:x").field("é"),
        ] {
            let kept = CompactPath::from(&path);
            assert_eq!(kept.to_path(), path);
            assert_eq!(kept.to_string(), path.to_string());
            assert_eq!(kept.is_root(), path.is_root());
        }
    }

    #[test]
    fn the_ways_to_a_path_are_those_that_enclose_it() {
        let path = FieldPath::of(&["spec", "ports"]).index(12).field("name");
        let ways = [FieldPath::root(), FieldPath::of(&["spec"]), path.parent().parent()];
        let ways = ways.into_iter().chain([path.parent(), path.clone()]).map(CompactPath::from);
        let kept = CompactPath::from(path);
        assert!(kept.ways().eq(ways.collect::<Vec<_>>().iter().map(CompactPath::key)));
    }

    #[test]
    fn paths_are_ordered_as_they_are_with_their_steps_apart() {
        let root = FieldPath::root;
        let paths = [
            root(),
            root().field("b"),
            root().field("ab"),
            root().field("b").index(10),
            root().field("b").index(9),
            root().field("b").key("a"),
            root().field("b").field("z"),
            root().index(2),
        ];
        for (a, b) in paths.iter().flat_map(|a| paths.iter().map(move |b| (a, b))) {
            assert_eq!(CompactPath::from(a).cmp(&CompactPath::from(b)), a.cmp(b), "{a} {b}");
        }
    }
}
