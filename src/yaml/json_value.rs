//! A tree as plain JSON, for what works on any object: CEL, records.

use serde_json::{Map, Number, Value as Json};

use super::document::Document;
use super::node::{NodeId, Value};
use super::number;

impl Document {
    /// A node as the JSON that sigs.k8s.io/yaml makes of it. Keys come in the order of the text.
    #[must_use]
    pub fn to_json(&self, id: NodeId) -> Json {
        match self.value(id) {
            Value::Null => Json::Null,
            Value::Bool(truth) => Json::Bool(truth),
            Value::Int(number) => Json::from(number),
            Value::Uint(number) => Json::from(number),
            // Go writes a whole float without a point, and what reads it can't tell.
            Value::Float(number) => match number::whole(number) {
                Some(number) => Json::from(number),
                None => Number::from_f64(number).map_or(Json::Null, Json::Number),
            },
            Value::String(text) => Json::from(text),
            Value::Sequence(elements) => elements.iter().map(|id| self.to_json(*id)).collect(),
            Value::Mapping(entries) => {
                let pairs = entries
                    .iter()
                    .map(|entry| (self.key(entry).to_owned(), self.to_json(entry.value)));
                Json::Object(pairs.collect::<Map<_, _>>())
            }
        }
    }
}
