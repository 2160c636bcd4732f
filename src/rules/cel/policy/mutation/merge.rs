//! Merging fields into an object.
//!
//! Mirrors `typed/validate.go` and `typed/merge.go` of structured-merge-diff, and `validatePatch` of
//! the API server's `patch/smd.go`.

use serde_json::{Map as JsonMap, Value as Json};

use super::shape::{Relation, default_of_key, relation};
use crate::manifest::schema::{self, Type};

/// An object with the fields of a change.
///
/// # Errors
/// What is wrong with the change: fields that the object can't have, values of other types, and all
/// that only goes as a whole.
pub(super) fn merge(object: &Json, change: &Json, ty: &Type) -> Result<Json, String> {
    let mut wrong = Vec::new();
    validate(change, "", ty, "", &mut wrong);
    if !wrong.is_empty() {
        let wrong = said(&wrong);
        return Err(format!("failed to convert patch object to typed object: {wrong}"));
    }
    let mut atomic = Vec::new();
    atomics(change, "", ty, "", &mut atomic);
    if !atomic.is_empty() {
        return Err(format!(
            "invalid ApplyConfiguration: may not mutate atomic arrays, maps or structs: {}",
            atomic.join(", ")
        ));
    }
    let merged = merged(Some(object), Some(change), "", ty);
    Ok(merged.unwrap_or_else(|| Json::Object(JsonMap::new())))
}

/// Several errors as one text.
fn said(wrong: &[String]) -> String {
    match wrong {
        [only] => only.clone(),
        _ => format!("errors:\n  {}", wrong.join("\n  ")),
    }
}

fn validate(value: &Json, name: &str, ty: &Type, path: &str, wrong: &mut Vec<String>) {
    let mut say = |what: &str| {
        let prefix = if path.is_empty() { String::new() } else { format!("{path}: ") };
        wrong.push(format!("{prefix}{what}"));
    };
    match (ty, value) {
        (_, Json::Null) | (Type::Free, _) => {}
        (Type::Struct(fields), Json::Object(own)) => {
            for (key, value) in own {
                let path = format!("{path}.{key}");
                match schema::field(fields, key) {
                    Some(field) => validate(value, key, &field.kind, &path, wrong),
                    None => wrong.push(format!("{path}: field not declared in schema")),
                }
            }
        }
        (Type::Map(of), Json::Object(own)) => {
            for (key, value) in own {
                validate(value, "", of, &format!("{path}.{key}"), wrong);
            }
        }
        (Type::Struct(_) | Type::Map(_), other) => say(&format!("expected map, got {other}")),
        (Type::List(of), Json::Array(elements)) => {
            let relation = relation(name, ty);
            let mut seen: Vec<Json> = Vec::new();
            for (at, element) in elements.iter().enumerate() {
                let step = match key_of(element, relation) {
                    Ok(None) => format!("[{at}]"),
                    Ok(Some(key)) => {
                        let step = show(&key, relation);
                        if seen.contains(&key) {
                            wrong.push(format!("{path}: duplicate entries for key {step}"));
                        }
                        seen.push(key);
                        step
                    }
                    Err(why) => {
                        wrong.push(format!("{path}: element {at}: {why}"));
                        return;
                    }
                };
                validate(element, name, of, &format!("{path}{step}"), wrong);
            }
        }
        (Type::List(_), other) => say(&format!("expected list, got {other}")),
        (Type::Bool, Json::Bool(_)) => {}
        (Type::Bool, other) => say(&format!("expected boolean, got {other}")),
        (Type::Int32 | Type::Int64 | Type::Float, Json::Number(_)) => {}
        (Type::Int32 | Type::Int64 | Type::Float, other) => {
            say(&format!("expected numeric (int or float), got {}", type_of(other)));
        }
        (Type::Text | Type::Bytes | Type::Time | Type::MicroTime, Json::String(_)) => {}
        (Type::Text | Type::Bytes | Type::Time | Type::MicroTime, other) => {
            say(&format!("expected string, got {other}"));
        }
        (Type::Quantity | Type::IntOrString, Json::Object(_) | Json::Array(_)) => {
            say(&format!("expected any scalar, got {value}"));
        }
        (Type::Quantity | Type::IntOrString, _) => {}
    }
}

/// Go's name of a value's type.
const fn type_of(value: &Json) -> &'static str {
    match value {
        Json::Null => "<nil>",
        Json::Bool(_) => "bool",
        Json::Number(_) => "int64",
        Json::String(_) => "string",
        Json::Array(_) => "[]interface {}",
        Json::Object(_) => "map[string]interface {}",
    }
}

/// The places of all that goes as a whole (`findAtomics`).
fn atomics(value: &Json, name: &str, ty: &Type, path: &str, found: &mut Vec<String>) {
    match (ty, value) {
        (Type::Struct(_) | Type::Map(_), Json::Object(own)) => {
            if relation(name, ty) == Relation::Atomic {
                found.push(path.to_owned());
            }
            let Type::Struct(fields) = ty else { return };
            for (key, value) in own {
                if let Some(field) = schema::field(fields, key) {
                    atomics(value, key, &field.kind, &format!("{path}.{key}"), found);
                }
            }
        }
        (Type::List(of), Json::Array(elements)) => {
            if relation(name, ty) == Relation::Atomic {
                found.push(path.to_owned());
            }
            for (at, element) in elements.iter().enumerate() {
                atomics(element, name, of, &format!("{path}[{at}]"), found);
            }
        }
        _ => {}
    }
}

/// The two sides of a field as one; none where neither is there.
fn merged(own: Option<&Json>, new: Option<&Json>, name: &str, ty: &Type) -> Option<Json> {
    let relation = relation(name, ty);
    let either = || new.or(own).cloned();
    match ty {
        Type::Struct(_) | Type::Map(_) => {
            let (left, right) = (own.and_then(Json::as_object), new.and_then(Json::as_object));
            let empty = |side: Option<&JsonMap<String, Json>>| side.is_none_or(JsonMap::is_empty);
            if relation == Relation::Atomic || empty(left) && empty(right) {
                return either();
            }
            let mut out = JsonMap::new();
            let keys = left.into_iter().chain(right).flat_map(JsonMap::keys);
            for key in keys {
                if out.contains_key(key) {
                    continue;
                }
                let sides = (left.and_then(|side| side.get(key)), right.and_then(|s| s.get(key)));
                let ty = match ty {
                    Type::Struct(fields) => schema::field(fields, key).map(|field| &field.kind),
                    Type::Map(of) => Some(*of),
                    _ => None,
                };
                let merged = match ty {
                    Some(ty) => merged(sides.0, sides.1, key, ty),
                    None => sides.1.or(sides.0).cloned(),
                };
                out.extend(merged.map(|value| (key.clone(), value)));
            }
            (!out.is_empty()).then_some(Json::Object(out))
        }
        Type::List(of) => {
            let none: &[Json] = &[];
            let side = |side: Option<&'_ Json>| side.and_then(Json::as_array).cloned();
            let (left, right) = (side(own), side(new));
            let (left, right) = (left.as_deref().unwrap_or(none), right.as_deref().unwrap_or(none));
            if relation == Relation::Atomic || left.is_empty() && right.is_empty() {
                return either();
            }
            let out = merged_lists(left, right, relation, name, of);
            (!out.is_empty()).then_some(Json::Array(out))
        }
        _ => either(),
    }
}

/// The elements of two lists, in the order of the old one as far as the new one has no other
/// (`visitListItems`).
fn merged_lists(
    left: &[Json],
    right: &[Json],
    relation: Relation,
    name: &str,
    of: &Type,
) -> Vec<Json> {
    let keyed = |list: &[Json]| -> Vec<(Json, Json)> {
        let key = |element: &Json| key_of(element, relation).ok().flatten();
        list.iter().filter_map(|element| Some((key(element)?, element.clone()))).collect()
    };
    let (left, right) = (keyed(left), keyed(right));
    let in_right = |key: &Json| right.iter().find(|(other, _)| other == key).map(|(_, one)| one);
    // One that occurs twice is not merged but replaced.
    let in_left = |key: &Json| {
        let mut same = left.iter().filter(|(other, _)| other == key);
        same.next().filter(|_| same.next().is_none()).map(|(_, one)| one)
    };
    let has_left = |key: &Json| left.iter().any(|(other, _)| other == key);
    let shared: Vec<&Json> = right.iter().map(|(key, _)| key).filter(|key| has_left(key)).collect();
    let mut shared = shared.into_iter();
    let mut next_shared = shared.next();
    let mut done: Vec<&Json> = Vec::new();
    let mut out = Vec::new();
    let (mut l, mut r) = (0, 0);
    while l < left.len() || r < right.len() {
        if let (Some((key, _)), Some((new_key, new))) = (left.get(l), right.get(r)) {
            if key == new_key {
                done.push(key);
                out.extend(merged(in_left(key), Some(new), name, of));
                (l, r) = (l + 1, r + 1);
                next_shared = shared.next();
                continue;
            }
            if in_right(key).is_some() && next_shared.is_some_and(|next| next != key) {
                l += 1;
                continue;
            }
        }
        if let Some((key, one)) = left.get(l) {
            if in_right(key).is_none() {
                out.push(one.clone());
                l += 1;
                continue;
            }
            if done.contains(&key) {
                l += 1;
            }
        }
        if let Some((key, new)) = right.get(r) {
            done.push(key);
            out.extend(merged(in_left(key), Some(new), name, of));
            r += 1;
            if next_shared == Some(key) {
                next_shared = shared.next();
            }
        }
    }
    out
}

/// What an element is known by; none where its place alone says it.
fn key_of(element: &Json, relation: Relation) -> Result<Option<Json>, String> {
    match relation {
        Relation::Atomic | Relation::Granular => Ok(None),
        Relation::Set => Ok(Some(element.clone())),
        Relation::Keys(keys) => {
            let Json::Object(fields) = element else {
                return Err("associative list with keys may not have non-map elements".to_owned());
            };
            let mut key = JsonMap::new();
            for name in keys {
                let value = fields.get(*name).cloned().or_else(|| default_of_key(name));
                let value = value.ok_or_else(|| {
                    format!(
                        "associative list with keys has an element that omits key field {name:?} \
                         (and doesn't have default value)"
                    )
                })?;
                key.insert((*name).to_owned(), value);
            }
            Ok(Some(Json::Object(key)))
        }
    }
}

/// A key as errors show it: `[name="agent"]`.
fn show(key: &Json, relation: Relation) -> String {
    match (relation, key) {
        (Relation::Keys(_), Json::Object(fields)) => {
            let fields = fields.iter().map(|(name, value)| format!("{name}={value}"));
            format!("[{}]", fields.collect::<Vec<_>>().join(","))
        }
        _ => format!("[={key}]"),
    }
}
