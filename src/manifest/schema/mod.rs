//! The fields that the API knows, with their types as Go has them.
//!
//! The table is generated from k8s-openapi's types by `tests/schema`, which also holds it to be
//! current.

mod table;

pub use table::{
    AFFINITY, CONTAINER, DAEMON_SET, DAEMON_SET_SPEC, DAEMON_SET_UPDATE_STRATEGY, LABEL_SELECTOR,
    OBJECT_META, POD_SECURITY_CONTEXT, POD_SPEC, PROBE, RESOURCE_REQUIREMENTS,
    ROLLING_UPDATE_DAEMON_SET, SECURITY_CONTEXT,
};

/// The fields of a struct, sorted by name.
pub type Fields = &'static [(&'static str, Type)];

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
    /// Anything: `FieldsV1`, `RawExtension`.
    Free,
    /// A struct.
    Struct(&'static Fields),
    /// A slice.
    List(&'static Type),
    /// A map from strings.
    Map(&'static Type),
}

/// The type of a field, if the struct has it. Names are compared with their case, as strict
/// decoding does.
#[must_use]
pub fn field(fields: Fields, name: &str) -> Option<Type> {
    let index = fields.binary_search_by(|(known, _)| (*known).cmp(name)).ok()?;
    fields.get(index).map(|(_, kind)| *kind)
}
