//! A serde `Deserializer` over a tree, with the habits of Go's JSON decoding: null is the zero
//! value, a whole float is an integer, and a number never passes for a string.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::{BorrowedStrDeserializer, MapAccessDeserializer};
use serde::de::{
    self, DeserializeSeed, Deserializer, Error as _, IntoDeserializer, MapAccess, SeqAccess,
    Unexpected, Visitor,
};

use super::document::Document;
use super::node::{Entry, NodeId, Value};
use super::number;

/// A value that doesn't have the type that is asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct DecodeError {
    /// The innermost value that doesn't fit.
    pub node: Option<NodeId>,
    /// What was found and what was expected.
    pub message: String,
}

/// The same behind a pointer, since results are handed on for every value.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub(crate) struct Misfit(Box<DecodeError>);

impl Misfit {
    /// The same error, placed at a node unless one further in is known.
    fn within(mut self, node: NodeId) -> Self {
        self.0.node.get_or_insert(node);
        self
    }
}

impl de::Error for Misfit {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(Box::new(DecodeError { node: None, message: message.to_string() }))
    }
}

/// What is read in a value's place, where the type can't take what is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StandIn {
    /// The type's zero value.
    Null,
    /// A truth.
    Bool(bool),
    /// A number.
    Int(i64),
    /// A text.
    Text(String),
}

/// What is read in the place of the values at these nodes.
pub(crate) type StandIns = BTreeMap<NodeId, StandIn>;

static NONE: StandIns = StandIns::new();

impl Document {
    /// As [`Document::decode`], with other values in the place of some.
    ///
    /// # Errors
    /// At the first value that doesn't have its type.
    pub fn decode_with<'de, T: de::Deserialize<'de>>(
        &'de self,
        id: NodeId,
        stand_ins: &'de StandIns,
    ) -> Result<T, DecodeError> {
        let deserializer = NodeDeserializer { document: self, id, stand_ins };
        T::deserialize(deserializer).map_err(|error| *error.within(id).0)
    }

    /// A node as a value of a type. Strings are borrowed where the type allows it.
    ///
    /// # Errors
    /// At the first value that doesn't have its type. Unknown fields are passed over, and of
    /// duplicates the last counts.
    pub fn decode<'de, T: de::Deserialize<'de>>(&'de self, id: NodeId) -> Result<T, DecodeError> {
        self.decode_with(id, &NONE)
    }
}

/// Deserializes one node.
#[derive(Clone, Copy)]
pub(crate) struct NodeDeserializer<'de> {
    document: &'de Document,
    id: NodeId,
    stand_ins: &'de StandIns,
}

impl<'de> NodeDeserializer<'de> {
    fn value(self) -> Value<'de> {
        if self.stand_ins.is_empty() {
            return self.document.value(self.id);
        }
        match self.stand_ins.get(&self.id) {
            None => self.document.value(self.id),
            Some(StandIn::Null) => Value::Null,
            Some(StandIn::Bool(truth)) => Value::Bool(*truth),
            Some(StandIn::Int(number)) => Value::Int(*number),
            Some(StandIn::Text(text)) => Value::String(text),
        }
    }

    /// Whether it is null: of what is optional no more is asked before it is read as what it is.
    fn is_null(self) -> bool {
        match self.stand_ins.is_empty() {
            true => self.document.is_null(self.id),
            false => matches!(self.value(), Value::Null),
        }
    }

    fn sequence(self, elements: &'de [NodeId]) -> Elements<'de> {
        Elements { document: self.document, rest: elements.iter(), stand_ins: self.stand_ins }
    }

    fn mapping(self, entries: &'de [Entry]) -> Entries<'de> {
        let (document, stand_ins) = (self.document, self.stand_ins);
        Entries { document, rest: entries.iter(), value: None, stand_ins }
    }

    fn mismatch<V: Visitor<'de>>(self, visitor: &V) -> Misfit {
        let unexpected = match self.value() {
            Value::Null => Unexpected::Unit,
            Value::Bool(truth) => Unexpected::Bool(truth),
            Value::Int(number) => Unexpected::Signed(number),
            Value::Uint(number) => Unexpected::Unsigned(number),
            Value::Float(number) => Unexpected::Float(number),
            Value::String(text) => Unexpected::Str(text),
            Value::Sequence(_) => Unexpected::Seq,
            Value::Mapping(_) => Unexpected::Map,
        };
        Misfit::invalid_type(unexpected, visitor).within(self.id)
    }

    fn integer<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.value() {
            Value::Null => visitor.visit_i64(0),
            Value::Int(_) | Value::Uint(_) | Value::Float(_) => self.deserialize_any(visitor),
            _ => Err(self.mismatch(&visitor)),
        }
    }

    fn float<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.value() {
            Value::Null => visitor.visit_f64(0.0),
            Value::Int(number) => visitor.visit_f64(number as f64),
            Value::Uint(number) => visitor.visit_f64(number as f64),
            Value::Float(number) => visitor.visit_f64(number),
            _ => Err(self.mismatch(&visitor)),
        }
    }

    fn text<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.value() {
            Value::Null => visitor.visit_borrowed_str(""),
            Value::String(text) => visitor.visit_borrowed_str(text),
            _ => Err(self.mismatch(&visitor)),
        }
    }
}

macro_rules! integers {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
            self.integer(visitor)
        })*
    };
}

impl<'de> Deserializer<'de> for NodeDeserializer<'de> {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        match self.value() {
            Value::Null => visitor.visit_unit(),
            Value::Bool(truth) => visitor.visit_bool(truth),
            Value::Int(number) => visitor.visit_i64(number),
            Value::Uint(number) => visitor.visit_u64(number),
            Value::Float(number) => match number::whole(number) {
                Some(whole) => visitor.visit_i64(whole),
                None => visitor.visit_f64(number),
            },
            Value::String(text) => visitor.visit_borrowed_str(text),
            Value::Sequence(elements) => visitor.visit_seq(self.sequence(elements)),
            Value::Mapping(entries) => visitor.visit_map(self.mapping(entries)),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        match self.value() {
            Value::Null => visitor.visit_bool(false),
            Value::Bool(truth) => visitor.visit_bool(truth),
            _ => Err(self.mismatch(&visitor)),
        }
    }

    integers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        self.float(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        self.float(visitor)
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        self.text(visitor)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        self.text(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        self.text(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        self.text(visitor)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        match self.value() {
            Value::String(text) => visitor.visit_borrowed_bytes(text.as_bytes()),
            _ => Err(self.mismatch(&visitor)),
        }
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        self.deserialize_bytes(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        if self.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        match self.value() {
            Value::Null => visitor.visit_unit(),
            _ => Err(self.mismatch(&visitor)),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        // A quantity reads the text of a number, as Go writes it (`Quantity.UnmarshalJSON`).
        if name == "Quantity" {
            match self.value() {
                Value::Null => return visitor.visit_borrowed_str("0"),
                Value::Float(number) => return visitor.visit_string(number::json_float(number)),
                _ => {}
            }
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        match self.value() {
            Value::Null => visitor.visit_seq(self.sequence(&[])),
            Value::Sequence(elements) => visitor.visit_seq(self.sequence(elements)),
            _ => Err(self.mismatch(&visitor)),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        match self.value() {
            Value::Null => visitor.visit_map(self.mapping(&[])),
            Value::Mapping(entries) => visitor.visit_map(self.mapping(entries)),
            _ => Err(self.mismatch(&visitor)),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        match self.value() {
            Value::String(text) => visitor.visit_enum(text.into_deserializer()),
            Value::Mapping(entries) if entries.len() == 1 => {
                visitor.visit_enum(MapAccessDeserializer::new(self.mapping(entries)))
            }
            _ => Err(self.mismatch(&visitor)),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        visitor.visit_unit()
    }
}

impl<'de> IntoDeserializer<'de, Misfit> for NodeDeserializer<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// The elements of a list, one after the other.
struct Elements<'de> {
    document: &'de Document,
    rest: std::slice::Iter<'de, NodeId>,
    stand_ins: &'de StandIns,
}

impl<'de> SeqAccess<'de> for Elements<'de> {
    type Error = Misfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Self::Error> {
        let Some(&id) = self.rest.next() else { return Ok(None) };
        let deserializer =
            NodeDeserializer { document: self.document, id, stand_ins: self.stand_ins };
        seed.deserialize(deserializer).map(Some).map_err(|error| error.within(id))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

/// The entries of a map, one after the other.
struct Entries<'de> {
    document: &'de Document,
    rest: std::slice::Iter<'de, Entry>,
    value: Option<NodeId>,
    stand_ins: &'de StandIns,
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = Misfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Self::Error> {
        let Some(entry) = self.rest.next() else { return Ok(None) };
        self.value = Some(entry.value);
        let key = BorrowedStrDeserializer::new(self.document.key(entry));
        seed.deserialize(key).map(Some).map_err(|error: Misfit| error.within(entry.key))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(
        &mut self,
        seed: V,
    ) -> Result<V::Value, Self::Error> {
        let Some(id) = self.value.take() else {
            return Err(Misfit::custom("a value was asked for before its key"));
        };
        let deserializer =
            NodeDeserializer { document: self.document, id, stand_ins: self.stand_ins };
        seed.deserialize(deserializer).map_err(|error| error.within(id))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

#[cfg(test)]
mod tests;
