//! How the fields of an object are merged, and which it has.

use serde_json::Value as Json;

use crate::manifest::schema::{self, Type};

/// How two values of a field become one (`x-kubernetes-list-type`, `x-kubernetes-map-type`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    /// One of them.
    Atomic,
    /// By their fields or keys; scalars too.
    Granular,
    /// Their elements by these keys.
    Keys(&'static [&'static str]),
    /// As sets.
    Set,
}

/// Lists whose elements have keys, and sets; all others are atomic. The names are those of Kubernetes'
/// OpenAPI schema of Pods and of workloads with a template, where none means two things.
const LISTS: &[(&str, Relation)] = &[
    ("conditions", Relation::Keys(&["type"])),
    ("containers", Relation::Keys(&["name"])),
    ("env", Relation::Keys(&["name"])),
    ("ephemeralContainers", Relation::Keys(&["name"])),
    ("finalizers", Relation::Set),
    ("hostAliases", Relation::Keys(&["ip"])),
    ("imagePullSecrets", Relation::Keys(&["name"])),
    ("initContainers", Relation::Keys(&["name"])),
    ("ownerReferences", Relation::Keys(&["uid"])),
    ("ports", Relation::Keys(&["containerPort", "protocol"])),
    ("resourceClaims", Relation::Keys(&["name"])),
    ("claims", Relation::Keys(&["name"])),
    ("schedulingGates", Relation::Keys(&["name"])),
    ("topologySpreadConstraints", Relation::Keys(&["topologyKey", "whenUnsatisfiable"])),
    ("volumeDevices", Relation::Keys(&["devicePath"])),
    ("volumeMounts", Relation::Keys(&["mountPath"])),
    ("volumes", Relation::Keys(&["name"])),
];

/// Structs that are replaced as a whole, and the one map, by the fields that hold them
/// (`LabelSelector`, `NodeSelector`, `NodeSelectorTerm`, `LocalObjectReference`,
/// `OwnerReference`, the selectors of keys and fields).
const ATOMIC: [&str; 16] = [
    "configMapKeyRef",
    "dataSource",
    "fieldRef",
    "fileKeyRef",
    "imagePullSecrets",
    "labelSelector",
    "namespaceSelector",
    "nodePublishSecretRef",
    "nodeSelector",
    "ownerReferences",
    "preference",
    "requiredDuringSchedulingIgnoredDuringExecution",
    "resourceFieldRef",
    "secretKeyRef",
    "secretRef",
    "selector",
];

/// How a value of a field is merged.
pub(super) fn relation(field: &str, ty: &Type) -> Relation {
    match ty {
        Type::List(_) => {
            let known = LISTS.iter().find(|(name, _)| *name == field);
            known.map_or(Relation::Atomic, |(_, relation)| *relation)
        }
        Type::Struct(_) | Type::Map(_) if ATOMIC.contains(&field) => Relation::Atomic,
        _ => Relation::Granular,
    }
}

/// The default of a key of a list's elements.
pub(super) fn default_of_key(key: &str) -> Option<Json> {
    (key == "protocol").then(|| "TCP".into())
}

/// The fields that no object of a type has, as a strict decoder tells them.
pub(super) fn unknown_fields(object: &Json, ty: &Type) -> Vec<String> {
    let mut unknown = Vec::new();
    see_fields(object, ty, "", &mut unknown);
    unknown
}

fn see_fields(value: &Json, ty: &Type, path: &str, unknown: &mut Vec<String>) {
    match (ty, value) {
        (Type::Struct(fields), Json::Object(own)) => {
            for (name, value) in own {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                match schema::field(fields, name) {
                    Some(field) => see_fields(value, &field.kind, &path, unknown),
                    None => unknown.push(format!("unknown field {path:?}")),
                }
            }
        }
        (Type::List(of), Json::Array(elements)) => {
            for (at, element) in elements.iter().enumerate() {
                see_fields(element, of, &format!("{path}[{at}]"), unknown);
            }
        }
        (Type::Map(of), Json::Object(own)) => {
            for (key, value) in own {
                see_fields(value, of, &format!("{path}.{key}"), unknown);
            }
        }
        _ => {}
    }
}

/// Writes amounts as text and whole numbers without a fraction, as Go's types read both, and leaves
/// out what is null.
pub(super) fn normalize(value: &mut Json, ty: &Type) {
    match (ty, value) {
        (Type::Struct(fields), Json::Object(own)) => {
            own.retain(|_, value| !value.is_null());
            for (name, value) in own.iter_mut() {
                if let Some(field) = schema::field(fields, name) {
                    normalize(value, &field.kind);
                }
            }
        }
        (Type::List(of), Json::Array(elements)) => {
            elements.iter_mut().for_each(|element| normalize(element, of));
        }
        (Type::Map(of), Json::Object(own)) => {
            own.values_mut().for_each(|value| normalize(value, of));
        }
        (Type::Quantity, number @ Json::Number(_)) => *number = number.to_string().into(),
        (Type::Int32 | Type::Int64, Json::Number(number)) => {
            let whole = number.as_f64().filter(|number| number.fract() == 0.0);
            if !number.is_i64()
                && let Some(whole) = whole.filter(|number| number.abs() < 1e15)
            {
                #[expect(clippy::cast_possible_truncation, reason = "whole and small")]
                let whole = whole as i64;
                *number = whole.into();
            }
        }
        _ => {}
    }
}
