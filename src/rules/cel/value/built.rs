//! What expressions build changes of objects of.
//!
//! Mirrors `cel/mutation/dynamic/objects.go` and `cel/mutation/jsonpatch.go` of the API server.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Map, Value, equal::is_equal};

/// The type of a change of a whole object; its parts follow after dots.
pub(in crate::rules::cel) const OBJECT: &str = "Object";

/// The type of a step of a JSON patch.
pub(in crate::rules::cel) const JSON_PATCH: &str = "JSONPatch";

/// A part of a change, or a step of a patch.
#[derive(Clone, Debug)]
pub(crate) struct Built {
    /// Its type: `Object.spec.containers`, or `JSONPatch`.
    pub(in crate::rules::cel) name: Arc<str>,
    /// The fields that are set; of one that is set twice the last value.
    pub(in crate::rules::cel) fields: BTreeMap<Arc<str>, Value>,
}

impl Built {
    /// One with these fields.
    pub(in crate::rules::cel) fn new(name: &str, fields: Vec<(&str, Value)>) -> Self {
        let fields = fields.into_iter().map(|(name, value)| (name.into(), value)).collect();
        Self { name: name.into(), fields }
    }

    /// Whether nothing is set.
    pub(in crate::rules::cel) fn is_empty(&self) -> bool {
        &*self.name != JSON_PATCH && self.fields.is_empty()
    }

    /// A field, if it counts as set: an empty text of a patch does not.
    pub(in crate::rules::cel) fn field(&self, name: &str) -> Option<Value> {
        let value = self.fields.get(name)?;
        let empty = &*self.name == JSON_PATCH && name != "value" && value.is_zero();
        (!empty).then(|| value.clone())
    }

    /// What a field comes to that isn't set; none where asking for it fails.
    pub(in crate::rules::cel) fn unset(&self, name: &str) -> Option<Value> {
        match (&*self.name, name) {
            (JSON_PATCH, "op" | "path" | "from") => Some("".into()),
            (JSON_PATCH, _) => None,
            _ => Some(Value::Null),
        }
    }

    /// Whether type and fields are the same.
    pub(in crate::rules::cel) fn is_equal(&self, other: &Self) -> bool {
        let names = |built: &Self| built.fields.keys().cloned().collect::<Vec<_>>();
        self.name == other.name
            && names(self) == names(other)
            && self.fields.iter().all(|(name, value)| {
                other.fields.get(name).is_some_and(|other| is_equal(value, other))
            })
    }

    /// A list that was put together of two, as changes see it: its elements have lost their types
    /// (`concatList.Value`).
    pub(in crate::rules::cel) fn joined(list: Value) -> Value {
        let Value::List(elements) = &list else { return list };
        if !elements.iter().any(|element| matches!(element, Value::Built(_))) {
            return list;
        }
        Value::list(elements.iter().map(plain).collect())
    }
}

fn plain(value: &Value) -> Value {
    match value {
        Value::Built(built) if &*built.name != JSON_PATCH => {
            let fields = built.fields.iter().map(|(name, value)| (Arc::clone(name), plain(value)));
            Value::Map(Arc::new(Map::Object(fields.collect())))
        }
        Value::List(elements) => Value::list(elements.iter().map(plain).collect()),
        other => other.clone(),
    }
}
