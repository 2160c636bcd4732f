//! The fields that the API knows, with their types as Go has them, and the versions that have them.
//!
//! The tables are generated from k8s-openapi's types with `fixtures/kubernetes/fields.tsv` and
//! `kinds.tsv` by `tests/schema`, which also holds them to be current.

mod kinds;
pub mod lookup;
mod table;

use crate::kubernetes::release::{Gate, Version};

/// A kind that Kubernetes has itself, in one of its versions.
#[derive(Debug)]
pub struct Kind {
    /// `apps/v1`.
    pub api_version: &'static str,
    /// `DaemonSet`.
    pub kind: &'static str,
    /// Whether its objects stand in namespaces.
    pub namespaced: bool,
    /// The first version that has it, if not all known ones do.
    pub since: Option<Version>,
    /// The last version that has it, if not the newest one.
    pub until: Option<Version>,
    /// Its fields.
    pub fields: &'static Fields,
}

impl Kind {
    /// A kind that all known versions have.
    const fn new(
        api_version: &'static str,
        kind: &'static str,
        namespaced: bool,
        fields: &'static Fields,
    ) -> Self {
        Self { api_version, kind, namespaced, since: None, until: None, fields }
    }

    const fn since(mut self, version: Version) -> Self {
        self.since = Some(version);
        self
    }

    const fn until(mut self, version: Version) -> Self {
        self.until = Some(version);
        self
    }

    /// Whether a version has the kind.
    #[must_use]
    pub fn is_in(&self, version: Version) -> bool {
        self.since.is_none_or(|since| since <= version)
            && self.until.is_none_or(|until| version <= until)
    }

    /// The group of its apiVersion; empty for the core group.
    #[must_use]
    pub fn group(&self) -> &'static str {
        lookup::group(self.api_version)
    }

    /// Whether this version is for good, neither alpha nor beta.
    #[must_use]
    pub fn is_stable(&self) -> bool {
        let version = self.api_version.rsplit('/').next().unwrap_or_default();
        !version.contains("alpha") && !version.contains("beta")
    }
}

/// The fields of a struct, sorted by name.
pub type Fields = &'static [Field];

/// A field of a struct.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// What it takes.
    pub kind: Type,
    /// The first version that has it, if not all known ones do.
    pub since: Option<Version>,
    /// The last version that has it, if not the newest one.
    pub until: Option<Version>,
    /// The feature gate without which it is dropped.
    pub gate: Option<Gate>,
}

impl Field {
    /// A text that every object has.
    pub(crate) const fn plain(name: &'static str) -> Self {
        Self::new(name, Type::Text)
    }

    /// A field that all known versions have.
    const fn new(name: &'static str, kind: Type) -> Self {
        Self { name, kind, since: None, until: None, gate: None }
    }

    const fn since(mut self, version: Version) -> Self {
        self.since = Some(version);
        self
    }

    const fn until(mut self, version: Version) -> Self {
        self.until = Some(version);
        self
    }

    const fn gate(mut self, gate: Gate) -> Self {
        self.gate = Some(gate);
        self
    }

    /// Whether a version has the field.
    #[must_use]
    pub fn is_in(&self, version: Version) -> bool {
        self.since.is_none_or(|since| since <= version)
            && self.until.is_none_or(|until| version <= until)
    }
}

/// What a field takes, which decides how Go's JSON decoder treats a value.
#[derive(Clone, Copy, Debug)]
pub enum Type {
    /// `bool`.
    Bool,
    /// `int32`.
    Int32,
    /// `int64`.
    Int64,
    /// `string`, and every type made of it.
    Text,
    /// `resource.Quantity`: a string or a number, with an amount and a suffix in it.
    Quantity,
    /// `intstr.IntOrString`.
    IntOrString,
    /// `metav1.Time`: a string after RFC 3339.
    Time,
    /// `metav1.MicroTime`: the same with six digits of a second.
    MicroTime,
    /// `float64`.
    Float,
    /// `[]byte`: a string in base64.
    Bytes,
    /// Anything: `FieldsV1`, `RawExtension`.
    Free,
    /// A struct.
    Struct(&'static Fields),
    /// A slice.
    List(&'static Type),
    /// A map from strings.
    Map(&'static Type),
}

/// A field of a struct, in whatever version. Names are compared with their case, as strict
/// decoding does.
#[must_use]
pub(crate) fn field(fields: Fields, name: &str) -> Option<&'static Field> {
    // Most names differ in their first letter.
    let first = name.as_bytes().first();
    let order = |known: &Field| known.name.as_bytes().first().cmp(&first);
    let index = fields.binary_search_by(|known| order(known).then_with(|| known.name.cmp(name)));
    let index = index.ok()?;
    fields.get(index)
}

/// The fields of the struct that a way through a kind's fields leads to, with `*` for any element
/// of a list.
#[must_use]
pub(crate) fn at(fields: Fields, way: &[&str]) -> Option<Fields> {
    let Some((name, rest)) = way.split_first() else { return Some(fields) };
    match (field(fields, name)?.kind, rest) {
        (Type::Struct(inner), rest) => at(inner, rest),
        (Type::List(Type::Struct(inner)), ["*", rest @ ..]) => at(inner, rest),
        _ => None,
    }
}
