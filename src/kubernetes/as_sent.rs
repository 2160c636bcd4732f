//! An object as the JSON that the API server hands on: what Go's types leave out is left out.
//!
//! Most fields of Go's types are `omitempty`: an empty text, list or map is not written. `false` and
//! zero are written where the field is a pointer, and not where it is the value itself.

use serde_json::{Map, Value};

use super::quantity::canonical;

/// Fields that hold a map whose keys are anybody's: what is in it stays.
const MAPS: [&str; 12] = [
    "annotations",
    "binaryData",
    "data",
    "labels",
    "limits",
    "matchLabels",
    "nodeSelector",
    "options",
    "overhead",
    "requests",
    "stringData",
    "volumeAttributes",
];

/// Maps of amounts.
const AMOUNTS: [&str; 3] = ["limits", "overhead", "requests"];

/// Fields that hold one amount.
const AMOUNT: [&str; 2] = ["divisor", "sizeLimit"];

/// Fields whose `false` or zero is not written.
const ZERO_IS_NOTHING: [&str; 22] = [
    "chapAuthDiscovery",
    "chapAuthSession",
    "failureThreshold",
    "generation",
    "healthCheckNodePort",
    "hostIPC",
    "hostNetwork",
    "hostPID",
    "hostPort",
    "initialDelaySeconds",
    "minReadySeconds",
    "nodePort",
    "observedGeneration",
    "paused",
    "periodSeconds",
    "publishNotReadyAddresses",
    "sslEnabled",
    "stdin",
    "stdinOnce",
    "successThreshold",
    "timeoutSeconds",
    "tty",
];

/// Fields that are pointers to a text, so that an empty one is written.
const EMPTY_IS_WRITTEN: [&str; 4] = ["runtimeClassName", "storageClassName", "type", "fsType"];

/// Lists that are written though they are empty.
const EMPTY_LIST_IS_WRITTEN: [&str; 2] = ["containers", "nodeSelectorTerms"];

/// Takes out of an object what Go would not write, and writes amounts as Go does.
pub(crate) fn as_sent(object: &mut Value) {
    field_as_sent("", object);
}

fn field_as_sent(own_name: &str, object: &mut Value) {
    let Value::Object(fields) = object else { return };
    // `readOnly` is a value in all volumes but these two.
    let is_pointer = matches!(own_name, "azureDisk" | "csi");
    for (name, value) in fields.iter_mut() {
        if AMOUNTS.contains(&name.as_str())
            && let Value::Object(amounts) = value
        {
            amounts.values_mut().for_each(write_amount);
        } else if AMOUNT.contains(&name.as_str()) {
            write_amount(value);
        } else if !MAPS.contains(&name.as_str()) {
            match value {
                Value::Array(elements) => elements.iter_mut().for_each(as_sent),
                other => field_as_sent(name, other),
            }
        }
    }
    fields.retain(|name, value| match value {
        Value::Bool(false) if name == "readOnly" => is_pointer,
        other => !is_nothing(name, other),
    });
    // The old name of the field is written beside the new one (`Convert_core_PodSpec_To_v1_PodSpec`).
    if fields.contains_key("containers")
        && let Some(account) = fields.get("serviceAccountName").cloned()
    {
        fields.insert("serviceAccount".to_owned(), account);
    }
    for list in ["containers", "initContainers", "ephemeralContainers"] {
        let Some(Value::Array(containers)) = fields.get_mut(list) else { continue };
        for container in containers.iter_mut().filter_map(Value::as_object_mut) {
            container.entry("resources").or_insert_with(|| Value::Object(Map::new()));
        }
    }
}

fn write_amount(value: &mut Value) {
    if let Value::String(text) = value
        && let Ok(canonical) = canonical(text)
    {
        *text = canonical;
    }
}

fn is_nothing(name: &str, value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty() && !EMPTY_IS_WRITTEN.contains(&name),
        Value::Array(elements) => elements.is_empty() && !EMPTY_LIST_IS_WRITTEN.contains(&name),
        Value::Object(fields) => fields.is_empty() && MAPS.contains(&name),
        Value::Bool(truth) => !truth && ZERO_IS_NOTHING.contains(&name),
        Value::Number(number) => number.as_i64() == Some(0) && ZERO_IS_NOTHING.contains(&name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_go_leaves_out_is_left_out() {
        let mut object = json!({"spec": {
            "hostNetwork": false,
            "shareProcessNamespace": false,
            "tolerations": [],
            "nodeSelector": {},
            "securityContext": {},
            "containers": [{
                "name": "agent",
                "env": [{"name": "EMPTY", "value": ""}],
                "volumeMounts": [{"name": "v", "readOnly": false}],
            }],
            "volumes": [{"name": "v", "csi": {"driver": "d", "readOnly": false}}],
        }});
        as_sent(&mut object);
        let expect = json!({"spec": {
            "shareProcessNamespace": false,
            "securityContext": {},
            "containers": [{
                "name": "agent",
                "env": [{"name": "EMPTY"}],
                "volumeMounts": [{"name": "v"}],
                "resources": {},
            }],
            "volumes": [{"name": "v", "csi": {"driver": "d", "readOnly": false}}],
        }});
        assert_eq!(object, expect);
    }
}
