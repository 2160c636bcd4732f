//! The schema says what the reader takes.

use daemonlint::internals::inventory::short::{self, groups, pods, pools};
use serde_json::Value;

fn schema() -> Value {
    serde_json::from_str(short::SCHEMA).unwrap()
}

#[test]
fn the_schema_names_the_fields_that_are_read() {
    let schema = schema();
    let named = |object: &Value| {
        let mut names: Vec<&str> =
            object["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        names.sort_unstable();
        names.into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let read = |fields: &[&str]| {
        let mut names: Vec<String> = fields.iter().map(|&name| name.to_owned()).collect();
        names.sort();
        names
    };
    let of = &schema["$defs"];
    assert_eq!(named(&schema), read(&short::FIELDS));
    assert_eq!(named(&of["pool"]), read(&pools::POOL_FIELDS));
    assert_eq!(named(&of["nodes"]["anyOf"][1]), read(&groups::GROUP_FIELDS));
    assert_eq!(named(&of["pods"]), read(&pods::POD_FIELDS));
    assert_eq!(named(&of["namespace"]), read(&pods::NAMESPACE_FIELDS));
    assert_eq!(schema["properties"]["apiVersion"]["const"], short::API_VERSION);
    assert_eq!(schema["properties"]["kind"]["const"], short::KIND);
}

#[test]
fn examples_and_packed_inventories_keep_to_the_schema() {
    let schema = schema();
    let hand_written = std::fs::read_to_string("fixtures/inventory/pools.yaml").unwrap();
    let packed = crate::packing::packed_fixtures();
    for text in [&hand_written, &packed] {
        let value: Value = serde_yaml::from_str(text).unwrap();
        assert_eq!(mistakes(&schema, &schema, &value), Vec::<String>::new());
    }
    let wrong = "{apiVersion: daemonlint.dev/v1, kind: Inventory, pools: [{name: 3, colour: red}]}";
    let wrong: Value = serde_yaml::from_str(wrong).unwrap();
    assert_eq!(mistakes(&schema, &schema, &wrong), ["3 is no string", "`colour` is not known"]);
}

/// What of a value doesn't fit a schema: as much of JSON Schema as ours uses, and no more.
fn mistakes(root: &Value, schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for (keyword, rule) in schema.as_object().unwrap() {
        match keyword.as_str() {
            "$schema" | "title" | "description" | "$defs" | "properties" | "pattern" => {}
            "additionalProperties" => {
                let known = schema.get("properties").and_then(Value::as_object);
                for (key, value) in value.as_object().into_iter().flatten() {
                    match known.and_then(|known| known.get(key)) {
                        Some(of) => found.extend(mistakes(root, of, value)),
                        None if rule == false => found.push(format!("`{key}` is not known")),
                        None => found.extend(mistakes(root, rule, value)),
                    }
                }
            }
            "$ref" => {
                let place = rule.as_str().unwrap().strip_prefix('#').unwrap();
                found.extend(mistakes(root, root.pointer(place).unwrap(), value));
            }
            "type" => {
                let is = |name: &Value| match name.as_str().unwrap() {
                    "object" => value.is_object(),
                    "array" => value.is_array(),
                    "string" => value.is_string(),
                    "integer" => value.is_i64(),
                    "number" => value.is_number(),
                    "boolean" => value.is_boolean(),
                    "null" => value.is_null(),
                    other => panic!("{other}"),
                };
                let fits = rule.as_array().map_or_else(|| is(rule), |all| all.iter().any(is));
                if !fits {
                    found.push(format!("{value} is no {}", rule.as_str().unwrap_or("such type")));
                }
            }
            "required" => {
                for key in rule.as_array().unwrap() {
                    if value.is_object() && value.get(key.as_str().unwrap()).is_none() {
                        found.push(format!("{key} is missing"));
                    }
                }
            }
            "items" => {
                let elements = value.as_array().into_iter().flatten();
                found.extend(elements.flat_map(|element| mistakes(root, rule, element)));
            }
            "anyOf" => {
                let mut all = rule.as_array().unwrap().iter().map(|of| mistakes(root, of, value));
                if !all.any(|found| found.is_empty()) {
                    found.push(format!("{value} fits nothing"));
                }
            }
            "const" if rule != value => found.push(format!("{value} is not {rule}")),
            "enum" if !rule.as_array().unwrap().contains(value) => {
                found.push(format!("{value} is none of {rule}"));
            }
            "minimum" if value.as_i64() < rule.as_i64() => found.push(format!("{value} < {rule}")),
            "maximum" if value.as_i64() > rule.as_i64() => found.push(format!("{value} > {rule}")),
            "const" | "enum" | "minimum" | "maximum" => {}
            other => panic!("the test doesn't know the keyword {other}"),
        }
    }
    found.sort();
    found
}
