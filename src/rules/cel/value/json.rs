//! JSON as values.

use std::sync::Arc;

use super::Value;
use super::map::Map;

/// The value that Kubernetes makes of JSON: whole numbers are `int`.
pub(in crate::rules) fn from_json(json: &serde_json::Value) -> Value {
    use serde_json::Value as Json;
    match json {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Bool(*value),
        Json::Number(number) => number
            .as_i64()
            .map(Value::Int)
            .or_else(|| number.as_f64().map(Value::Double))
            .unwrap_or(Value::Null),
        Json::String(text) => Value::from(text.as_str()),
        Json::Array(values) => Value::list(values.iter().map(from_json).collect()),
        Json::Object(fields) => {
            let entry = |(name, value): (&String, &Json)| (name.as_str().into(), from_json(value));
            Value::Map(Arc::new(Map::Object(fields.iter().map(entry).collect())))
        }
    }
}
