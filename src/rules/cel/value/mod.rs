//! What expressions work with.

pub(super) mod built;
pub(super) mod equal;
pub(super) mod fault;
pub(super) mod json;
pub(super) mod map;
pub(super) mod semver;
pub(super) mod time;
pub(super) mod url;

use std::net::IpAddr;
use std::sync::Arc;

pub(super) use built::{Built, JSON_PATCH, OBJECT};
pub(super) use equal::{compare, equal};
pub(crate) use fault::{Fault, Outcome};
pub(in crate::rules) use json::from_json;
pub(super) use map::Map;
pub(super) use semver::Semver;
pub(super) use time::Timestamp;
pub(super) use url::Url;

use crate::kubernetes::quantity::Quantity;

/// A value of an expression. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    /// `null`.
    Null,
    /// `bool`.
    Bool(bool),
    /// `int`.
    Int(i64),
    /// `uint`.
    Uint(u64),
    /// `double`.
    Double(f64),
    /// `string`.
    String(Arc<str>),
    /// `bytes`.
    Bytes(Arc<[u8]>),
    /// `list`.
    List(Arc<Vec<Value>>),
    /// `map`, and objects.
    Map(Arc<Map>),
    /// `google.protobuf.Duration`, in nanoseconds.
    Duration(i64),
    /// `google.protobuf.Timestamp`.
    Timestamp(Timestamp),
    /// The type of a value, by its name.
    Type(&'static str),
    /// A value that may be missing.
    Optional(Option<Arc<Value>>),
    /// `kubernetes.Quantity`.
    Quantity(Quantity),
    /// `kubernetes.URL`.
    Url(Arc<Url>),
    /// `net.IP`.
    Ip(IpAddr),
    /// `net.CIDR`: the address as it was written, and the length of the prefix.
    Cidr(IpAddr, u8),
    /// `kubernetes.Semver`.
    Semver(Arc<Semver>),
    /// `kubernetes.NamedFormat`.
    Format(&'static str),
    /// A part of a change of an object, or a step of a patch.
    Built(Arc<Built>),
}

impl Value {
    /// A list.
    pub(super) fn list(values: Vec<Self>) -> Self {
        Self::List(Arc::new(values))
    }

    /// A value that is there.
    pub(super) fn some(value: Self) -> Self {
        Self::Optional(Some(Arc::new(value)))
    }

    /// The name of its type.
    pub(in crate::rules) const fn type_name(&self) -> &'static str {
        match self {
            Self::Null => "null_type",
            Self::Bool(_) => "bool",
            Self::Int(_) => "int",
            Self::Uint(_) => "uint",
            Self::Double(_) => "double",
            Self::String(_) => "string",
            Self::Bytes(_) => "bytes",
            Self::List(_) => "list",
            Self::Map(_) => "map",
            Self::Duration(_) => "google.protobuf.Duration",
            Self::Timestamp(_) => "google.protobuf.Timestamp",
            Self::Type(_) => "type",
            Self::Optional(_) => "optional_type",
            Self::Quantity(_) => "kubernetes.Quantity",
            Self::Url(_) => "kubernetes.URL",
            Self::Ip(_) => "net.IP",
            Self::Cidr(..) => "net.CIDR",
            Self::Semver(_) => "kubernetes.Semver",
            Self::Format(_) => "kubernetes.NamedFormat",
            Self::Built(_) => OBJECT,
        }
    }

    /// How many parts it has, for what has parts.
    pub(super) fn size(&self) -> Option<usize> {
        match self {
            Self::String(text) => Some(text.chars().count()),
            Self::Bytes(bytes) => Some(bytes.len()),
            Self::List(list) => Some(list.len()),
            Self::Map(map) => Some(map.len()),
            _ => None,
        }
    }

    /// Whether it is the empty value of its type.
    pub(super) fn is_zero(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Bool(value) => !value,
            Self::Int(value) | Self::Duration(value) => *value == 0,
            Self::Uint(value) => *value == 0,
            Self::Double(value) => *value == 0.0,
            Self::Timestamp(time) => time.is_zero(),
            Self::Optional(value) => value.is_none(),
            Self::Built(built) => built.is_empty(),
            _ => self.size() == Some(0),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::String(text.into())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::String(text.into())
    }
}
