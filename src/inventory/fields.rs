//! Walking objects field by field, so that what doesn't matter is skipped and never built.
//!
//! The same walk serves JSON and YAML: it works on any serde deserializer.

use std::fmt;
use std::ops::Deref;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// Something that is filled from the fields of an object.
pub(super) trait Fields<'de> {
    /// Takes one field's value out of `map`; what doesn't matter is to be skipped with [`skip`].
    fn field<A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error>;
}

/// Something that is filled from a list of objects.
pub(super) trait Elements<'de>: Fields<'de> {
    /// Called after the fields of each element.
    fn end<E: Error>(&mut self) -> Result<(), E>;
}

/// Skips the value of the field at hand.
pub(super) fn skip<'de, A: MapAccess<'de>>(map: &mut A) -> Result<(), A::Error> {
    map.next_value::<serde::de::IgnoredAny>().map(|_| ())
}

/// Walks an object; null is an empty one.
pub(super) struct Object<'a, T>(pub &'a mut T);

impl<'de, T: Fields<'de>> DeserializeSeed<'de> for Object<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, T: Fields<'de>> Visitor<'de> for Object<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<Text<'de>>()? {
            self.0.field(&key, &mut map)?;
        }
        Ok(())
    }
}

/// Walks a list of objects; null is an empty one.
pub(super) struct List<'a, T>(pub &'a mut T);

impl<'de, T: Elements<'de>> DeserializeSeed<'de> for List<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, T: Elements<'de>> Visitor<'de> for List<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(Object(&mut *self.0))?.is_some() {
            self.0.end()?;
        }
        Ok(())
    }
}

/// A text, borrowed from the input where that is possible. Null is the empty text.
pub(super) enum Text<'de> {
    /// As it stands in the input.
    Borrowed(&'de str),
    /// Unescaped.
    Owned(String),
}

impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Text::Borrowed(text) => text,
            Text::Owned(text) => text,
        }
    }
}

struct TextVisitor {
    numbers: bool,
}

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.numbers { "a quantity" } else { "a string" })
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Text<'de>, E> {
        Ok(Text::Borrowed(text))
    }

    fn visit_str<E>(self, text: &str) -> Result<Text<'de>, E> {
        Ok(Text::Owned(text.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Text<'de>, E> {
        Ok(Text::Borrowed(if self.numbers { "0" } else { "" }))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Text<'de>, E> {
        self.number(number, E::invalid_type(serde::de::Unexpected::Signed(number), &self))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Text<'de>, E> {
        self.number(number, E::invalid_type(serde::de::Unexpected::Unsigned(number), &self))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Text<'de>, E> {
        self.number(number, E::invalid_type(serde::de::Unexpected::Float(number), &self))
    }
}

impl TextVisitor {
    fn number<'de, E>(&self, number: impl ToString, error: E) -> Result<Text<'de>, E> {
        if self.numbers { Ok(Text::Owned(number.to_string())) } else { Err(error) }
    }
}

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextVisitor { numbers: false })
    }
}

/// The text of a quantity, which may also be written as a number.
pub(super) struct QuantityText<'de>(pub Text<'de>);

impl<'de> Deserialize<'de> for QuantityText<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextVisitor { numbers: true }).map(QuantityText)
    }
}
