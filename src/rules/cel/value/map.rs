//! Maps and objects.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Value;
use super::fault::Fault;

/// A map. Its entries come in the order of their keys: in a cluster they come in any.
#[derive(Clone, Debug)]
pub(crate) enum Map {
    /// An object, whose keys are text.
    Object(BTreeMap<Arc<str>, Value>),
    /// What an expression writes or builds.
    Built(BTreeMap<Key, (Value, Value)>),
}

/// A key, equal to another one where the values are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    /// `bool`.
    Bool(bool),
    /// `int`, `uint`.
    Number(i128),
    /// `string`.
    Text(Arc<str>),
}

impl Key {
    /// The key that a value is; none where it can't be one.
    pub(in crate::rules::cel) fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Bool(value) => Some(Self::Bool(*value)),
            Value::Int(value) => Some(Self::Number(i128::from(*value))),
            Value::Uint(value) => Some(Self::Number(i128::from(*value))),
            Value::Double(value) if value.fract() == 0.0 && value.abs() < 1e19 =>
            {
                #[expect(clippy::cast_possible_truncation, reason = "whole and small")]
                Some(Self::Number(*value as i128))
            }
            Value::String(text) => Some(Self::Text(Arc::clone(text))),
            _ => None,
        }
    }
}

impl Map {
    /// How many entries it has.
    pub(in crate::rules::cel) fn len(&self) -> usize {
        match self {
            Self::Object(entries) => entries.len(),
            Self::Built(entries) => entries.len(),
        }
    }

    /// The value of a text key.
    pub(in crate::rules::cel) fn field(&self, name: &str) -> Option<&Value> {
        match self {
            Self::Object(entries) => entries.get(name),
            Self::Built(entries) => entries.get(&Key::Text(name.into())).map(|(_, value)| value),
        }
    }

    /// The value of a key: objects have no keys but text.
    pub(in crate::rules::cel) fn find(&self, key: &Value) -> Result<Option<&Value>, Fault> {
        match (self, key) {
            (Self::Object(entries), Value::String(name)) => Ok(entries.get(name)),
            (Self::Object(_), _) => Err(Fault::no_overload()),
            (Self::Built(entries), _) => {
                Ok(Key::of(key).and_then(|key| entries.get(&key)).map(|(_, value)| value))
            }
        }
    }

    /// The keys with their values.
    pub(in crate::rules::cel) fn entries(&self) -> Vec<(Value, Value)> {
        match self {
            Self::Object(entries) => {
                let text = |key: &Arc<str>| Value::String(Arc::clone(key));
                entries.iter().map(|(key, value)| (text(key), value.clone())).collect()
            }
            Self::Built(entries) => entries.values().cloned().collect(),
        }
    }
}

impl Map {
    /// A map of these entries; of equal keys the last one counts.
    pub(in crate::rules::cel) fn build(entries: Vec<(Value, Value)>) -> Result<Self, Fault> {
        let keyed = entries.into_iter().map(|(key, value)| {
            let unsupported = || Fault::new(format!("unsupported key type: {}", key.type_name()));
            Ok((Key::of(&key).ok_or_else(unsupported)?, (key.clone(), value)))
        });
        Ok(Self::Built(keyed.collect::<Result<_, Fault>>()?))
    }
}
