//! Finds out a type's fields by asking its `Deserialize`: a deserializer that answers every
//! request with an empty value and writes down what was asked for.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::{Error, StrDeserializer};
use serde::de::{
    self, Deserialize, DeserializeSeed, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};

/// A type, as the generated table writes it.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    Plain(&'static str),
    Struct(&'static str),
    List(Box<Type>),
    Map(Box<Type>),
}

/// The structs found, by name.
#[derive(Default)]
pub struct Structs(pub BTreeMap<&'static str, Vec<(&'static str, Type)>>);

impl Structs {
    /// Adds a root type with all that it leads to.
    pub fn trace<'de, T: Deserialize<'de> + k8s_openapi::Resource>(&mut self) {
        let probe = Probe {
            structs: self,
            found: &mut None,
            text: "",
            root: Some((T::API_VERSION, T::KIND)),
        };
        T::deserialize(probe).unwrap();
    }
}

/// Stands for one value.
struct Probe<'a> {
    structs: &'a mut Structs,
    /// Where to write down what was asked for.
    found: &'a mut Option<Type>,
    /// What to give for a string.
    text: &'static str,
    /// The apiVersion and kind that the outermost type insists on.
    root: Option<(&'static str, &'static str)>,
}

impl Probe<'_> {
    fn plain(&mut self, name: &'static str) {
        self.found.get_or_insert(Type::Plain(name));
    }
}

/// Prints what a visitor says it expects.
struct Expected<'a, V>(&'a V);

impl<'de, V: Visitor<'de>> fmt::Display for Expected<'_, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }
}

macro_rules! plain {
    ($($method:ident $name:literal $visit:ident $value:expr;)+) => {
        $(fn $method<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
            self.plain($name);
            visitor.$visit($value)
        })+
    };
}

impl<'de> de::Deserializer<'de> for Probe<'_> {
    type Error = Error;

    plain! {
        deserialize_bool "Bool" visit_bool false;
        deserialize_i32 "Int32" visit_i32 0;
        deserialize_i64 "Int64" visit_i64 0;
        deserialize_f64 "Float" visit_f64 0.0;
    }

    fn deserialize_string<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
        self.plain("Text");
        visitor.visit_str(self.text)
    }

    // Only ByteString asks for this, for its base64.
    fn deserialize_str<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
        self.plain("Bytes");
        visitor.visit_str(self.text)
    }

    fn deserialize_any<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
        match Expected(&visitor).to_string().as_str() {
            "IntOrString" => {
                self.plain("IntOrString");
                visitor.visit_i32(0)
            }
            "Quantity" => visitor.visit_str("0"),
            "any valid JSON value" => {
                self.plain("Free");
                visitor.visit_unit()
            }
            // Each has a decoder of its own, in which strictness ends.
            "JSONSchemaPropsOrArray" | "JSONSchemaPropsOrStringArray" => {
                self.plain("Free");
                visitor.visit_seq(Once { structs: self.structs, found: &mut None, left: 0 })
            }
            "JSONSchemaPropsOrBool" => {
                self.plain("Free");
                visitor.visit_bool(true)
            }
            other => panic!("what is `{other}`?"),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        mut self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        match name {
            "Quantity" | "Time" | "MicroTime" => self.plain(name),
            // What is left wraps a value of any type.
            _ => self.plain("Free"),
        }
        self.text = "1970-01-01T00:00:00Z";
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let mut element = None;
        let value =
            visitor.visit_seq(Once { structs: self.structs, found: &mut element, left: 1 })?;
        *self.found = element.map(|element| Type::List(Box::new(element)));
        Ok(value)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let mut entry = None;
        let value =
            visitor.visit_map(Once { structs: self.structs, found: &mut entry, left: 1 })?;
        *self.found = entry.map(|entry| Type::Map(Box::new(entry)));
        Ok(value)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        *self.found = Some(Type::Struct(name));
        let known = self.structs.0.get(name);
        if let Some(known) = known {
            // One that leads to itself is not yet whole.
            let fits = known.iter().zip(fields).all(|((known, _), field)| known == field);
            assert!(fits && known.len() <= fields.len(), "two structs are called {name}");
        }
        let left = if known.is_some() { &[] } else { fields };
        self.structs.0.entry(name).or_default();
        let access = Fields { structs: self.structs, of: name, left, root: self.root };
        visitor.visit_map(access)
    }

    serde::forward_to_deserialize_any! {
        i8 i16 u8 u16 u32 u64 f32 char bytes byte_buf unit unit_struct tuple tuple_struct enum
        identifier ignored_any
    }
}

/// One element of a list, or one entry of a map.
struct Once<'a> {
    structs: &'a mut Structs,
    found: &'a mut Option<Type>,
    left: usize,
}

impl Once<'_> {
    fn probe(&mut self) -> Probe<'_> {
        Probe { structs: self.structs, found: self.found, text: "", root: None }
    }
}

impl<'de> SeqAccess<'de> for Once<'_> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        seed.deserialize(self.probe()).map(Some)
    }
}

impl<'de> MapAccess<'de> for Once<'_> {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        let key: StrDeserializer<'_, Error> = "key".into_deserializer();
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        seed.deserialize(self.probe())
    }
}

/// What a StatefulSet has templates of.
const CLAIM: &str = "PersistentVolumeClaim";

/// The fields of a struct, one after the other.
struct Fields<'a> {
    structs: &'a mut Structs,
    of: &'static str,
    left: &'static [&'static str],
    root: Option<(&'static str, &'static str)>,
}

impl<'de> MapAccess<'de> for Fields<'_> {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        let Some(name) = self.left.first() else { return Ok(None) };
        let key: StrDeserializer<'_, Error> = name.into_deserializer();
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        let (name, rest) = self.left.split_first().unwrap();
        self.left = rest;
        // An object in another one insists on them, too.
        let root = self.root.or_else(|| (self.of == CLAIM).then_some(("v1", CLAIM)));
        let text = match (root, *name) {
            (Some((api_version, _)), "apiVersion") => api_version,
            (Some((_, kind)), "kind") => kind,
            _ => "",
        };
        let mut found = None;
        let probe = Probe { structs: self.structs, found: &mut found, text, root: None };
        let value = seed.deserialize(probe)?;
        let found = found.unwrap_or_else(|| panic!("{}.{name} has no type", self.of));
        self.structs.0.entry(self.of).or_default().push((name, found));
        Ok(value)
    }
}
