//! What Go's JSON decoder takes for a scalar type.

use super::super::schema::Type;
use super::{What, time};
use crate::kubernetes::quantity::{Quantity, QuantityError};
use crate::yaml::{Document, NodeId, Value};

/// Whether a value that is not null can be read as a scalar type.
pub fn check(document: &Document, node: NodeId, expected: Type) -> Result<(), What> {
    let value = document.value(node);
    match expected {
        Type::Bool => matches!(value, Value::Bool(_)).then_some(()).ok_or(What::Type(expected)),
        Type::Text => matches!(value, Value::String(_)).then_some(()).ok_or(What::Type(expected)),
        Type::Int32 | Type::Int64 => integer(document, node, expected),
        Type::IntOrString => match value {
            Value::String(_) => Ok(()),
            Value::Bool(_) | Value::Sequence(_) | Value::Mapping(_) => Err(What::Type(expected)),
            _ => integer(document, node, Type::Int32),
        },
        Type::Quantity => quantity(document, node),
        Type::Time => match value {
            Value::String(text) => time::is_rfc3339(text).then_some(()).ok_or(What::Time),
            _ => Err(What::Type(expected)),
        },
        Type::Free | Type::Struct(_) | Type::List(_) | Type::Map(_) => Ok(()),
    }
}

/// `strconv.ParseInt` on the number as JSON has it, then the range of the type.
fn integer(document: &Document, node: NodeId, expected: Type) -> Result<(), What> {
    match document.value(node) {
        Value::Int(_) | Value::Uint(_) | Value::Float(_) => {}
        _ => return Err(What::Type(expected)),
    }
    match document.as_i64(node) {
        Some(number) if matches!(expected, Type::Int32) && i32::try_from(number).is_err() => {
            Err(What::Range(expected))
        }
        Some(_) => Ok(()),
        None if matches!(document.value(node), Value::Float(number) if number.fract() != 0.0) => {
            Err(What::Fraction)
        }
        None => Err(What::Range(expected)),
    }
}

/// `Quantity.UnmarshalJSON`: whatever stands there as JSON, without its quotes and the blanks
/// around it.
fn quantity(document: &Document, node: NodeId) -> Result<(), What> {
    let result = match document.value(node) {
        Value::String(text) if text.contains(is_escaped) => Err(QuantityError::Format),
        Value::String(text) => Quantity::parse(text.trim()),
        Value::Int(_) | Value::Uint(_) | Value::Float(_) => {
            Quantity::parse(&document.literal(node).unwrap_or_default())
        }
        _ => return Err(What::Type(Type::Quantity)),
    };
    result.map(|_| ()).map_err(What::Quantity)
}

/// Whether Go's JSON has an escape for what would else be a blank: none is left of it then.
const fn is_escaped(c: char) -> bool {
    c.is_ascii_control() || matches!(c, '\u{2028}' | '\u{2029}')
}
