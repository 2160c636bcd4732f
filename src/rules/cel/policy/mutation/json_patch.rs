//! JSON patches.
//!
//! Mirrors evanphx's `json-patch.v4` (`patch.go`), which is laxer than RFC 6902 in places: a path's
//! first part is left out of it, members that aren't there can be replaced, and indices may be
//! negative.

use serde_json::Value as Json;

/// A step of a patch.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Step {
    pub(super) op: String,
    pub(super) path: String,
    pub(super) from: String,
    /// None where the step has none, which stands for nothing.
    pub(super) value: Option<Json>,
}

/// What becomes of an object.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Applied {
    /// It is this.
    Patched(Json),
    /// A test failed, so that it stays as it is.
    TestFailed,
}

/// Where a step ends early.
enum Ends {
    TestFailed,
    Error(String),
}

impl From<String> for Ends {
    fn from(error: String) -> Self {
        Self::Error(error)
    }
}

const MISSING: &str = "missing value";

/// An object after steps.
pub(super) fn apply_steps(object: &Json, steps: &[Step]) -> Result<Applied, String> {
    let mut patched = object.clone();
    for step in steps {
        match apply(&mut patched, step) {
            Ok(()) => {}
            Err(Ends::TestFailed) => return Ok(Applied::TestFailed),
            Err(Ends::Error(error)) => return Err(error),
        }
    }
    Ok(Applied::Patched(patched))
}

fn apply(document: &mut Json, step: &Step) -> Result<(), Ends> {
    let Step { op, path, value, .. } = step;
    let value = || value.clone().unwrap_or(Json::Null);
    match op.as_str() {
        "add" => {
            let (container, key) = find(document, path).ok_or_else(|| {
                format!("add operation does not apply: doc is missing path: \"{path}\": {MISSING}")
            })?;
            add(container, &key, value())
                .map_err(|error| format!("error in add for path: '{path}': {error}"))?;
        }
        "remove" => {
            let (container, key) = find(document, path).ok_or_else(|| {
                format!(
                    "remove operation does not apply: doc is missing path: \"{path}\": {MISSING}"
                )
            })?;
            remove(container, &key)
                .map_err(|error| format!("error in remove for path: '{path}': {error}"))?;
        }
        "replace" => replace(document, path, value())?,
        "move" => {
            let moved = taken(document, step, "move")?.unwrap_or(Json::Null);
            let (container, key) = find(document, &step.from)
                .ok_or_else(|| format!("error in move for path: '{}'", step.from))?;
            remove(container, &key)
                .map_err(|error| format!("error in move for path: '{key}': {error}"))?;
            put(document, step, "move", moved)?;
        }
        "copy" => {
            let copied = taken(document, step, "copy")?.unwrap_or(Json::Null);
            put(document, step, "copy", copied)?;
        }
        "test" => test(document, path, step.value.as_ref())?,
        other => return Err(Ends::Error(format!("Unexpected kind: {other}"))),
    }
    Ok(())
}

/// What stands at the place that a step takes from.
fn taken(document: &mut Json, step: &Step, op: &str) -> Result<Option<Json>, String> {
    let from = &step.from;
    if from.is_empty() {
        return Err(format!(
            "{op} operation failed to decode from: operation, missing from field: {MISSING}"
        ));
    }
    let (container, key) = find(document, from).ok_or_else(|| {
        format!("{op} operation does not apply: doc is missing from path: {from}: {MISSING}")
    })?;
    let found = get(container, &key);
    found.map_err(|error| match op {
        "copy" => format!("error in copy for from: '{from}': {error}"),
        _ => format!("error in {op} for path: '{key}': {error}"),
    })
}

fn put(document: &mut Json, step: &Step, op: &str, value: Json) -> Result<(), String> {
    let path = &step.path;
    let (container, key) = find(document, path).ok_or_else(|| {
        format!("{op} operation does not apply: doc is missing destination path: {path}: {MISSING}")
    })?;
    add(container, &key, value).map_err(|error| match op {
        "copy" => format!("error while adding value during copy: {error}"),
        _ => format!("error in {op} for path: '{path}': {error}"),
    })
}

fn replace(document: &mut Json, path: &str, value: Json) -> Result<(), String> {
    if path.is_empty() {
        if !value.is_object() && !value.is_array() {
            return Err("replace operation value must be object or array".to_owned());
        }
        *document = value;
        return Ok(());
    }
    let (container, key) = find(document, path).ok_or_else(|| {
        format!("replace operation does not apply: doc is missing path: {path}: {MISSING}")
    })?;
    if get(container, &key).is_err() {
        return Err(format!(
            "replace operation does not apply: doc is missing key: {path}: {MISSING}"
        ));
    }
    match container {
        Json::Object(fields) => {
            fields.insert(key, value);
        }
        Json::Array(elements) => {
            let at = index(&key, elements.len())?;
            if let Some(place) = elements.get_mut(at) {
                *place = value;
            }
        }
        _ => {}
    }
    Ok(())
}

fn test(document: &mut Json, path: &str, value: Option<&Json>) -> Result<(), Ends> {
    let found = if path.is_empty() {
        Some(document.clone())
    } else {
        let (container, key) = find(document, path).ok_or_else(|| {
            format!("test operation does not apply: is missing path: {path}: {MISSING}")
        })?;
        get(container, &key)
            .map_err(|error| format!("error in test for path: '{path}': {error}"))?
    };
    let of = |value: Option<&Json>| value.cloned().unwrap_or(Json::Null);
    if of(found.as_ref()) == of(value) { Ok(()) } else { Err(Ends::TestFailed) }
}

/// What holds the last part of a path, and that part.
fn find<'d>(document: &'d mut Json, path: &str) -> Option<(&'d mut Json, String)> {
    // Whatever stands before the first slash is left out.
    let (_, path) = path.split_once('/')?;
    let mut parts: Vec<String> =
        path.split('/').map(|part| part.replace("~1", "/").replace("~0", "~")).collect();
    let key = parts.pop()?;
    let mut container = document;
    for part in parts {
        container = match container {
            Json::Object(fields) => fields.get_mut(&part)?,
            Json::Array(elements) => {
                let at = index(&part, elements.len()).ok()?;
                elements.get_mut(at)?
            }
            _ => return None,
        };
    }
    (container.is_object() || container.is_array()).then_some((container, key))
}

fn get(container: &Json, key: &str) -> Result<Option<Json>, String> {
    match container {
        Json::Object(fields) => Ok(fields.get(key).cloned()),
        Json::Array(elements) => Ok(elements.get(index(key, elements.len())?).cloned()),
        _ => Ok(None),
    }
}

fn add(container: &mut Json, key: &str, value: Json) -> Result<(), String> {
    match container {
        Json::Object(fields) => {
            fields.insert(key.to_owned(), value);
        }
        Json::Array(elements) if key == "-" => elements.push(value),
        Json::Array(elements) => {
            let at = index(key, elements.len() + 1).map_err(|error| match key.parse::<i64>() {
                Ok(_) => error,
                Err(_) => format!("value was not a proper array index: '{key}': {error}"),
            })?;
            elements.insert(at, value);
        }
        _ => {}
    }
    Ok(())
}

fn remove(container: &mut Json, key: &str) -> Result<(), String> {
    match container {
        Json::Object(fields) => {
            let missing = || format!("Unable to remove nonexistent key: {key}: {MISSING}");
            fields.remove(key).map(drop).ok_or_else(missing)
        }
        Json::Array(elements) => {
            let at = index(key, elements.len())?;
            elements.remove(at);
            Ok(())
        }
        _ => Ok(()),
    }
}

/// A place below `length`: negative ones count from the end.
fn index(key: &str, length: usize) -> Result<usize, String> {
    let number: i64 =
        key.parse().map_err(|_| format!("strconv.Atoi: parsing {key:?}: invalid syntax"))?;
    let invalid = || format!("Unable to access invalid index: {number}: invalid index referenced");
    let length = i64::try_from(length).map_err(|_| invalid())?;
    let place = if number < 0 { number + length } else { number };
    if place >= length {
        return Err(invalid());
    }
    usize::try_from(place).map_err(|_| invalid())
}
