//! What Go's JSON decoder takes for a scalar type.

use base64::Engine;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};

use super::super::schema::Type;
use super::{What, time};
use crate::kubernetes::quantity::{Quantity, QuantityError};
use crate::yaml::{Document, NodeId, Value};

/// Whether a value that is not null can be read as a scalar type.
pub(super) fn check(
    document: &Document,
    node: NodeId,
    value: Value<'_>,
    expected: Type,
) -> Result<(), What> {
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
        Type::MicroTime => match value {
            Value::String(text) => time::is_micro(text).then_some(()).ok_or(What::MicroTime),
            _ => Err(What::Type(expected)),
        },
        Type::Float => {
            let is_number = matches!(value, Value::Int(_) | Value::Uint(_) | Value::Float(_));
            is_number.then_some(()).ok_or(What::Type(expected))
        }
        Type::Bytes => match value {
            Value::String(text) => bytes(text).map(|_| ()).ok_or(What::Base64),
            _ => Err(What::Type(expected)),
        },
        Type::Free | Type::Struct(_) | Type::List(_) | Type::Map(_) => Ok(()),
    }
}

/// What a text in base64 stands for, as Go's `encoding/base64` reads it: it passes over line
/// breaks, and doesn't mind what is left of the last byte.
fn bytes(text: &str) -> Option<Vec<u8>> {
    const GO: GeneralPurpose = GeneralPurpose::new(
        &base64::alphabet::STANDARD,
        GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true),
    );
    let joined: Vec<u8> = text.bytes().filter(|byte| !matches!(byte, b'\n' | b'\r')).collect();
    GO.decode(joined).ok()
}

/// Base64 as k8s-openapi reads it, where it is written otherwise.
pub(super) fn bytes_anew(value: Value<'_>, expected: Type) -> Option<String> {
    let (Type::Bytes, Value::String(text)) = (expected, value) else { return None };
    let anew = STANDARD.encode(bytes(text)?);
    (anew != text).then_some(anew)
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
