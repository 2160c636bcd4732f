//! Paths of fields and the errors that validation reports for them.
//!
//! Mirrors `k8s.io/apimachinery/pkg/util/validation/field`.

mod compact;
mod pattern;

use std::borrow::Cow;
use std::fmt;

pub use compact::CompactPath;
pub use pattern::RoutePattern;

/// A field's path while an object is walked: a chain of borrowed steps on the stack, so that
/// nothing is allocated unless there is something to report.
///
/// ```
/// use daemonlint::internals::kubernetes::field::Path;
/// let spec = Path::root("spec");
/// let containers = spec.child("containers");
/// assert_eq!(containers.index(0).child("name").to_string(), "spec.containers[0].name");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    step: BorrowedStep<'a>,
}

/// A step as [`Step`] has it, ordered in the same way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum BorrowedStep<'a> {
    Field(&'a str),
    Index(usize),
    Key(&'a str),
}

impl<'a> Path<'a> {
    /// The path of a top-level field.
    #[must_use]
    pub const fn root(name: &'a str) -> Self {
        Self { parent: None, step: BorrowedStep::Field(name) }
    }

    /// The path of a field of the object at this path.
    #[must_use]
    pub const fn child(&'a self, name: &'a str) -> Path<'a> {
        Path { parent: Some(self), step: BorrowedStep::Field(name) }
    }

    /// The path of an element of the list at this path.
    #[must_use]
    pub const fn index(&'a self, index: usize) -> Path<'a> {
        Path { parent: Some(self), step: BorrowedStep::Index(index) }
    }

    /// The path of an entry of the map at this path.
    #[must_use]
    pub const fn key(&'a self, key: &'a str) -> Path<'a> {
        Path { parent: Some(self), step: BorrowedStep::Key(key) }
    }

    /// The same path, owned.
    #[must_use]
    pub fn to_field_path(&self) -> FieldPath {
        let parent = self.parent.map_or_else(FieldPath::root, Self::to_field_path);
        parent.then([Step::from(self.step)])
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_field_path().fmt(f)
    }
}

/// One step of a [`FieldPath`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// A field of an object: `.name`.
    Field(Cow<'static, str>),
    /// An element of a list: `[0]`.
    Index(usize),
    /// An entry of a map: `[key]`.
    Key(String),
}

/// An owned path of a field, printed in Kubernetes' notation
/// (`spec.template.spec.containers[0].name`, `metadata.labels[a/b]`). Empty for the whole object.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FieldPath(pub Vec<Step>);

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, step) in self.0.iter().enumerate() {
            step.write(f, position == 0)?;
        }
        Ok(())
    }
}

impl Step {
    fn borrowed(&self) -> BorrowedStep<'_> {
        match self {
            Self::Field(name) => BorrowedStep::Field(name),
            Self::Index(index) => BorrowedStep::Index(*index),
            Self::Key(key) => BorrowedStep::Key(key),
        }
    }

    /// Writes it as a part of a path, of which it may be the first.
    fn write(&self, f: &mut fmt::Formatter<'_>, first: bool) -> fmt::Result {
        self.borrowed().write(f, first)
    }
}

impl BorrowedStep<'_> {
    fn write(self, f: &mut fmt::Formatter<'_>, first: bool) -> fmt::Result {
        match self {
            Self::Field(name) if first => f.write_str(name),
            Self::Field(name) => write!(f, ".{name}"),
            Self::Index(index) => write!(f, "[{index}]"),
            Self::Key(key) => write!(f, "[{key}]"),
        }
    }
}

impl From<BorrowedStep<'_>> for Step {
    fn from(step: BorrowedStep<'_>) -> Self {
        match step {
            BorrowedStep::Field(name) => Self::Field(name.to_owned().into()),
            BorrowedStep::Index(index) => Self::Index(index),
            BorrowedStep::Key(key) => Self::Key(key.to_owned()),
        }
    }
}

impl FieldPath {
    /// The path of the whole object, from which others are built.
    #[must_use]
    pub const fn root() -> Self {
        Self(Vec::new())
    }

    /// The path that leads through these fields.
    #[must_use]
    pub fn of(fields: &[&'static str]) -> Self {
        // With room for what mostly follows.
        let mut steps = Vec::with_capacity(fields.len() + 4);
        steps.extend(fields.iter().map(|name| Step::Field(Cow::Borrowed(*name))));
        Self(steps)
    }

    /// The path of a field of the object here.
    #[must_use]
    pub fn field(self, name: impl Into<Cow<'static, str>>) -> Self {
        self.then([Step::Field(name.into())])
    }

    /// The path of an element of the list here.
    #[must_use]
    pub fn index(self, index: usize) -> Self {
        self.then([Step::Index(index)])
    }

    /// The path of an entry of the map here.
    #[must_use]
    pub fn key(self, key: impl Into<String>) -> Self {
        self.then([Step::Key(key.into())])
    }

    /// The path on from here.
    #[must_use]
    pub fn then(mut self, steps: impl IntoIterator<Item = Step>) -> Self {
        self.0.extend(steps);
        self
    }

    /// Whether it is the whole object.
    #[must_use]
    pub const fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it is a path or lies in it.
    #[must_use]
    pub fn lies_in(&self, outer: &Self) -> bool {
        self.0.starts_with(&outer.0)
    }

    /// The path of what it lies in: that of the whole object for a top-level field.
    #[must_use]
    pub fn parent(&self) -> Self {
        Self(self.0.split_last().map_or_else(Vec::new, |(_, parent)| parent.to_vec()))
    }
}

/// Why a field is refused: the `ErrorType`s of Kubernetes' `field` package.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// A value that must be unique occurs twice.
    Duplicate,
    /// The value may not stand here, or not with what else is set.
    Forbidden,
    /// The value is malformed or out of bounds.
    Invalid,
    /// A reference to something that is not there.
    NotFound,
    /// The value is none of the supported ones.
    NotSupported,
    /// The value must be given.
    Required,
    /// The value is too long.
    TooLong,
    /// There are too many values.
    TooMany,
    /// The value has the wrong type.
    TypeInvalid,
}

impl Reason {
    /// The name that the API server gives in a status cause, `FieldValueRequired` for example.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Duplicate => "FieldValueDuplicate",
            Self::Forbidden => "FieldValueForbidden",
            Self::Invalid => "FieldValueInvalid",
            Self::NotFound => "FieldValueNotFound",
            Self::NotSupported => "FieldValueNotSupported",
            Self::Required => "FieldValueRequired",
            Self::TooLong => "FieldValueTooLong",
            Self::TooMany => "FieldValueTooMany",
            Self::TypeInvalid => "FieldValueTypeInvalid",
        }
    }
}

/// One field that the API server refuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// Which field, as the API server names it.
    pub path: FieldPath,
    /// Where the manifest has it, if the API server names it otherwise (`spec.template.labels`).
    pub written: Option<FieldPath>,
    /// Why, as the API server classes it.
    pub reason: Reason,
    /// What is wrong and what would be right, for a human: a phrase that can follow the path.
    pub detail: String,
    /// The value is wrong whatever stands beside it: no other one has to be known for that.
    pub alone: bool,
}

impl FieldError {
    /// Where the manifest has the field.
    #[must_use]
    pub fn place(&self) -> &FieldPath {
        self.written.as_ref().unwrap_or(&self.path)
    }
}

/// Collects field errors while an object is validated.
#[derive(Clone, Debug, Default)]
pub struct FieldErrors(pub Vec<FieldError>);

impl FieldErrors {
    /// Records an error at `path`.
    pub fn push(&mut self, path: &Path<'_>, reason: Reason, detail: impl Into<String>) {
        let (path, detail) = (path.to_field_path(), detail.into());
        self.0.push(FieldError { path, written: None, reason, detail, alone: false });
    }

    /// Notes of what `report` records at `named` or below it that the manifest has it at `written`:
    /// the API server names some fields after its own types, and leaves out indices.
    pub fn written_at(
        &mut self,
        named: &Path<'_>,
        written: &Path<'_>,
        report: impl FnOnce(&mut Self),
    ) {
        let before = self.0.len();
        report(self);
        for error in self.0.iter_mut().skip(before) {
            if let Some(rest) = error.place().0.strip_prefix(named.to_field_path().0.as_slice()) {
                let mut path = written.to_field_path();
                path.0.extend_from_slice(rest);
                error.written = Some(path);
            }
        }
    }

    /// Notes of what `report` records that each of these values is wrong whatever stands beside it.
    pub fn alone(&mut self, report: impl FnOnce(&mut Self)) {
        let before = self.0.len();
        report(self);
        self.0.iter_mut().skip(before).for_each(|error| error.alone = true);
    }

    /// Records a value that is malformed or out of bounds.
    pub fn invalid(&mut self, path: &Path<'_>, detail: impl Into<String>) {
        self.push(path, Reason::Invalid, detail);
    }

    /// Records a value that must be given.
    pub fn required(&mut self, path: &Path<'_>, detail: impl Into<String>) {
        self.push(path, Reason::Required, detail);
    }

    /// Records a value that may not stand here.
    pub fn forbidden(&mut self, path: &Path<'_>, detail: impl Into<String>) {
        self.push(path, Reason::Forbidden, detail);
    }

    /// Records a value that must be unique and occurs twice.
    pub fn duplicate(&mut self, path: &Path<'_>, value: &str) {
        self.push(path, Reason::Duplicate, format!("`{value}` is already used"));
    }

    /// Records a value that is none of the supported ones.
    pub fn not_supported(&mut self, path: &Path<'_>, value: &str, supported: &[&str]) {
        let meant = supported
            .iter()
            .find(|known| known.eq_ignore_ascii_case(value))
            .or_else(|| supported.iter().find(|known| is_one_letter_off(value, known)));
        let detail = match meant {
            _ if value.is_empty() => format!("is empty; one of: {}", supported.join(", ")),
            Some(known) => format!("`{value}` is not supported; did you mean `{known}`?"),
            None => format!("`{value}` is not supported; one of: {}", supported.join(", ")),
        };
        self.alone(|errors| errors.push(path, Reason::NotSupported, detail));
    }
}

/// Whether a word is another one with a letter too few, too many or wrong. Short words are too
/// near to each other for that.
fn is_one_letter_off(a: &str, b: &str) -> bool {
    let (a, b) = (a.to_ascii_lowercase(), b.to_ascii_lowercase());
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let common = |a: &mut dyn Iterator<Item = &u8>, b: &mut dyn Iterator<Item = &u8>| {
        a.zip(b).take_while(|(a, b)| a == b).count()
    };
    let before = common(&mut a.iter(), &mut b.iter());
    let after = common(&mut a.iter().rev(), &mut b.iter().rev());
    let (shorter, longer) = (a.len().min(b.len()), a.len().max(b.len()));
    shorter >= 4 && longer - shorter <= 1 && before + after + 1 >= longer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_letter_too_few_too_many_or_wrong_is_a_misspelling() {
        for word in
            ["DirectoryOrCreat", "DirectoryOrCreatee", "DirectoryOrCraate", "directoryorcreat"]
        {
            assert!(is_one_letter_off(word, "DirectoryOrCreate"), "{word}");
        }
        assert!(!is_one_letter_off("Directory", "DirectoryOrCreate"));
        assert!(!is_one_letter_off("TCP", "UDP"));
        assert!(!is_one_letter_off("abcdefgh", "abdcefgh"));
    }

    #[test]
    fn a_field_can_stand_elsewhere_than_it_is_named() {
        let spec = Path::root("spec");
        let list = spec.child("ports");
        let port = list.index(1);
        let mut errors = FieldErrors::default();
        errors.written_at(&list, &port, |errors| {
            errors.invalid(&list.child("name"), "is too long");
            errors.invalid(&spec.child("other"), "is not there");
        });
        let places: Vec<_> = errors.0.iter().map(|error| error.place().to_string()).collect();
        assert_eq!(places, ["spec.ports[1].name", "spec.other"]);
        assert_eq!(errors.0[0].path.to_string(), "spec.ports.name");
    }
}
