//! What an expression built, as JSON.
//!
//! Mirrors `ConvertToNative` and `CheckTypeNamesMatchFieldPathNames` of
//! `cel/mutation/dynamic/objects.go`, and the conversion of cel-go's values to protobuf's.

use serde_json::{Map as JsonMap, Value as Json};

use super::json_patch::Step;
use crate::rules::cel::value::{Built, Fault, JSON_PATCH, Map, Value};

/// The whole numbers that a JSON number has exactly; others become text.
const EXACT: i128 = 9_007_199_254_740_991;

/// Where the type of a part doesn't name its place.
pub(super) fn mismatches(found: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    if let Value::Built(built) = found {
        compare(found, &mut built.name.to_string(), &mut wrong);
    }
    wrong
}

fn compare(value: &Value, path: &mut String, wrong: &mut Vec<String>) {
    match value {
        Value::Built(built) if &*built.name != JSON_PATCH => {
            let name = &built.name;
            if **name != **path {
                wrong.push(format!(
                    "unexpected type name {name:?}, expected {path:?}, which matches field name \
                     path from root Object type"
                ));
            }
            for (field, value) in &built.fields {
                let length = path.len();
                path.push('.');
                path.push_str(field);
                compare(value, path, wrong);
                path.truncate(length);
            }
        }
        Value::List(elements) => elements.iter().for_each(|one| compare(one, path, wrong)),
        Value::Map(map) => map.entries().iter().for_each(|(_, one)| compare(one, path, wrong)),
        Value::Optional(Some(value)) => compare(value, path, wrong),
        _ => {}
    }
}

/// The fields that an expression wants to have in an object.
pub(super) fn change(found: &Value) -> Result<Json, Fault> {
    match found {
        Value::Built(built) => native(built),
        _ => Err(Fault::new("unsupported return type from ApplyConfiguration expression")),
    }
}

fn native(built: &Built) -> Result<Json, Fault> {
    let field = |(name, value): (&std::sync::Arc<str>, &Value)| {
        let value = field(value)
            .map_err(|fault| Fault { message: format!("field {name:?}: {fault}"), ..fault })?;
        Ok((name.to_string(), value))
    };
    Ok(Json::Object(built.fields.iter().map(field).collect::<Result<_, Fault>>()?))
}

/// A field's value (`convertField`): right in it stand lists and maps that the expression wrote, but
/// not deeper.
fn field(value: &Value) -> Result<Json, Fault> {
    match value {
        Value::List(elements) => {
            Ok(Json::Array(elements.iter().map(element).collect::<Result<_, Fault>>()?))
        }
        Value::Map(map) => object(map, element),
        other => element(other),
    }
}

fn element(value: &Value) -> Result<Json, Fault> {
    Ok(match value {
        Value::Built(built) if &*built.name != JSON_PATCH => native(built)?,
        Value::Map(map) if matches!(**map, Map::Built(_)) && map.len() > 0 => {
            return Err(Fault::new(
                "a map that the expression writes within a list or a map is none to the API \
                 server: write a value of its type (Object.spec…{…})",
            ));
        }
        Value::Map(map) => object(map, element)?,
        Value::List(elements) => {
            Json::Array(elements.iter().map(element).collect::<Result<_, Fault>>()?)
        }
        Value::Optional(Some(value)) => element(value)?,
        Value::Optional(None) | Value::Null => Json::Null,
        Value::Int(number) => (*number).into(),
        Value::Uint(number) => (*number).into(),
        other => scalar(other)?,
    })
}

fn scalar(value: &Value) -> Result<Json, Fault> {
    Ok(match value {
        Value::Null => Json::Null,
        Value::Bool(truth) => (*truth).into(),
        Value::String(text) => text.as_ref().into(),
        Value::Double(number) => double(*number),
        other => {
            let what = format!("a value of the type {} in an object", other.type_name());
            return Err(Fault::unsupported(format!("{what} is not supported here")));
        }
    })
}

fn double(number: f64) -> Json {
    #[expect(clippy::cast_possible_truncation, reason = "whole and small")]
    if number.fract() == 0.0 && number.abs() < 1e15 {
        return (number as i64).into();
    }
    number.into()
}

fn object(map: &Map, value: fn(&Value) -> Result<Json, Fault>) -> Result<Json, Fault> {
    let entry = |(key, one): (Value, Value)| match key {
        Value::String(key) => Ok((key.to_string(), value(&one)?)),
        other => {
            let ty = other.type_name();
            Err(Fault::new(format!("map key is of type {ty}, not string")))
        }
    };
    let entries = map.entries().into_iter().map(entry);
    Ok(Json::Object(entries.collect::<Result<JsonMap<_, _>, Fault>>()?))
}

/// The steps of a patch.
pub(super) fn steps(found: &Value) -> Result<Vec<Step>, Fault> {
    let Value::List(steps) = found else {
        return Err(Fault::new("type mismatch: JSONPatchType.expression should evaluate to array"));
    };
    steps.iter().map(step).collect()
}

fn step(value: &Value) -> Result<Step, Fault> {
    let Value::Built(built) = value else {
        return Err(Fault::new(
            "type mismatch: JSONPatchType.expression should evaluate to array of JSONPatch",
        ));
    };
    let text = |name: &str| match built.fields.get(name) {
        Some(Value::String(text)) => text.to_string(),
        _ => String::new(),
    };
    let value = match built.fields.get("value") {
        None => None,
        Some(value) => {
            let wrong = mismatches(value);
            if !wrong.is_empty() {
                return Err(Fault::new(format!("type mismatch: {}", wrong.join("\n"))));
            }
            Some(json(value)?)
        }
    };
    Ok(Step { op: text("op"), path: text("path"), from: text("from"), value })
}

/// A value of a patch.
fn json(value: &Value) -> Result<Json, Fault> {
    let marshal = |fault: Fault| Fault {
        message: format!(
            "JSONPath valueExpression evaluated to a type that could not marshal to JSON: {fault}"
        ),
        ..fault
    };
    Ok(match value {
        Value::Built(built) => native(built).map_err(marshal)?,
        Value::List(elements) => {
            Json::Array(elements.iter().map(part).collect::<Result<_, Fault>>()?)
        }
        Value::Map(map) => object(map, part)?,
        Value::Int(number) => whole(i128::from(*number)),
        Value::Uint(number) => whole(i128::from(*number)),
        Value::Optional(Some(value)) => json(value)?,
        Value::Optional(None) => return Err(marshal(Fault::new("optional.none() dereference"))),
        other => scalar(other)?,
    })
}

/// A value within a list or a map of a patch.
fn part(value: &Value) -> Result<Json, Fault> {
    match value {
        // The API server's own conversion panics there.
        Value::Built(built) if &*built.name != JSON_PATCH => Err(Fault::unsupported(format!(
            "the API server fails at a {} within a list or map that is the value of a step: add \
             each by a step of its own",
            built.name
        ))),
        other => json(other),
    }
}

fn whole(number: i128) -> Json {
    match i64::try_from(number) {
        Ok(small) if number.abs() <= EXACT => small.into(),
        _ => number.to_string().into(),
    }
}
