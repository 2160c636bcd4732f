//! The types of expressions.

mod signature;
mod unify;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

pub(super) use signature::{Overload, parse_declaration};
pub(super) use unify::Unifier;

use crate::manifest::schema;

/// A type.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Type {
    /// Any value; decided when it is there.
    Dyn,
    /// That of what is wrong already.
    Error,
    /// `null_type`.
    Null,
    /// One without parts, by its name in signatures.
    Simple(&'static str),
    /// `list(T)`.
    List(Arc<Type>),
    /// `map(K, V)`.
    Map(Arc<Type>, Arc<Type>),
    /// `optional_type(T)`.
    Optional(Arc<Type>),
    /// `type(T)`.
    Name(Arc<Type>),
    /// One that is not known yet.
    Param(u32),
    /// One with fields.
    Object(Object),
}

/// A type with fields.
#[derive(Clone, Debug)]
pub(crate) enum Object {
    /// Fields that are declared with their types: its name, and these.
    Declared(&'static str, Arc<BTreeMap<String, Type>>),
    /// A struct of the Kubernetes API.
    Schema(schema::Fields),
    /// What an expression builds a change of an object of, by its name: `Object.spec`.
    Change(Arc<str>),
}

impl PartialEq for Object {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Declared(a, _), Self::Declared(b, _)) => a == b,
            (Self::Schema(a), Self::Schema(b)) => std::ptr::eq(*a, *b),
            (Self::Change(a), Self::Change(b)) => a == b,
            _ => false,
        }
    }
}

impl Type {
    /// `bool`.
    pub(in crate::rules) const BOOL: Self = Self::Simple("bool");
    /// `int`.
    pub(super) const INT: Self = Self::Simple("int");
    /// `string`.
    pub(in crate::rules) const STRING: Self = Self::Simple("string");
    /// `google.protobuf.Timestamp`.
    pub(super) const TIMESTAMP: Self = Self::Simple("timestamp");

    /// `list(T)`.
    pub(in crate::rules) fn list(of: Self) -> Self {
        Self::List(Arc::new(of))
    }

    /// `map(string, T)`.
    pub(super) fn text_map(of: Self) -> Self {
        Self::Map(Arc::new(Self::STRING), Arc::new(of))
    }

    /// `optional_type(T)`.
    pub(super) fn optional(of: Self) -> Self {
        Self::Optional(Arc::new(of))
    }

    /// A type with the fields that are given.
    pub(in crate::rules) fn declared(name: &'static str, fields: &[(&str, Self)]) -> Self {
        let fields = fields.iter().map(|(name, ty)| ((*name).to_owned(), ty.clone())).collect();
        Self::Object(Object::Declared(name, Arc::new(fields)))
    }

    /// Whether it is what changes of objects are built of, under this name.
    pub(super) fn is_change(&self, wanted: &str) -> bool {
        match self {
            Self::Object(Object::Change(name)) => &**name == wanted,
            Self::Object(Object::Declared(name, _)) => *name == wanted,
            _ => false,
        }
    }

    /// Whether it says nothing.
    pub(super) const fn is_dyn_or_error(&self) -> bool {
        matches!(self, Self::Dyn | Self::Error)
    }

    /// What it is without the optional around it, and whether there was one.
    pub(super) fn unwrap_optional(&self) -> (&Self, bool) {
        match self {
            Self::Optional(inner) => (inner, true),
            other => (other, false),
        }
    }

    /// The types in it.
    pub(super) fn parts(&self) -> Vec<&Self> {
        match self {
            Self::List(of) | Self::Optional(of) | Self::Name(of) => vec![of],
            Self::Map(key, value) => vec![key, value],
            _ => Vec::new(),
        }
    }

    /// The same with other types in it.
    pub(super) fn with_parts(&self, mut change: impl FnMut(&Self) -> Self) -> Self {
        match self {
            Self::List(of) => Self::List(Arc::new(change(of))),
            Self::Optional(of) => Self::Optional(Arc::new(change(of))),
            Self::Name(of) => Self::Name(Arc::new(change(of))),
            Self::Map(key, value) => Self::Map(Arc::new(change(key)), Arc::new(change(value))),
            other => other.clone(),
        }
    }

    /// Whether a value's place may hold `null`: those that are messages in protobuf.
    pub(super) const fn is_nullable(&self) -> bool {
        match self {
            Self::Object(_) | Self::Optional(_) => true,
            Self::Simple(name) => !matches!(
                name.as_bytes(),
                b"bool" | b"int" | b"uint" | b"double" | b"string" | b"bytes"
            ),
            _ => false,
        }
    }

    /// The same but for the names of what is not known yet.
    pub(super) fn is_equivalent(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Param(_), Self::Param(_)) => true,
            _ if self.parts().is_empty() => self == other,
            _ => {
                std::mem::discriminant(self) == std::mem::discriminant(other)
                    && self.parts().iter().zip(other.parts()).all(|(a, b)| a.is_equivalent(b))
            }
        }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dyn | Self::Param(_) => f.write_str("dyn"),
            Self::Error => f.write_str("!error!"),
            Self::Null => f.write_str("null"),
            Self::Simple(name) => f.write_str(name),
            Self::List(of) => write!(f, "list({of})"),
            Self::Map(key, value) => write!(f, "map({key}, {value})"),
            Self::Optional(of) => write!(f, "optional({of})"),
            Self::Name(of) => write!(f, "type({of})"),
            Self::Object(Object::Declared(name, _)) => f.write_str(name),
            Self::Object(Object::Schema(_)) => f.write_str("object"),
            Self::Object(Object::Change(name)) => f.write_str(name),
        }
    }
}
