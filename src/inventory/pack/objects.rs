//! The cluster's other objects that have a say in its pods, as kubectl printed them, without what
//! nothing reads.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use super::naming::Naming;
use super::tree::Tree;
use crate::kubernetes::label_selector::Selector;
use crate::source::SourceFile;
use crate::yaml::{Document, NodeId, Value, YamlError, parse_stream};

/// The kinds that are kept, in the order in which they are written. Not among them: what may hold
/// secrets, and what brings pods.
const KINDS: [(&str, &str); 20] = [
    ("", "Namespace"),
    ("", "LimitRange"),
    ("", "ResourceQuota"),
    ("scheduling.k8s.io", "PriorityClass"),
    ("node.k8s.io", "RuntimeClass"),
    ("", "ServiceAccount"),
    ("policy", "PodDisruptionBudget"),
    ("", "PersistentVolumeClaim"),
    ("", "PersistentVolume"),
    ("storage.k8s.io", "StorageClass"),
    ("resource.k8s.io", "DeviceClass"),
    ("resource.k8s.io", "ResourceClaim"),
    ("resource.k8s.io", "ResourceClaimTemplate"),
    ("admissionregistration.k8s.io", "ValidatingAdmissionPolicy"),
    ("admissionregistration.k8s.io", "ValidatingAdmissionPolicyBinding"),
    ("admissionregistration.k8s.io", "MutatingAdmissionPolicy"),
    ("admissionregistration.k8s.io", "MutatingAdmissionPolicyBinding"),
    ("admissionregistration.k8s.io", "ValidatingWebhookConfiguration"),
    ("admissionregistration.k8s.io", "MutatingWebhookConfiguration"),
    ("config.openshift.io", "Scheduler"),
];

/// Kinds of Kubernetes' own groups that hold settings; of other groups all may. Secrets are none.
const PARAMETERS: [&str; 1] = ["ConfigMap"];

fn may_be_parameter(group: &str, kind: &str) -> bool {
    let own = !group.contains('.') || group.ends_with(".k8s.io");
    if own { PARAMETERS.contains(&kind) } else { !kind.is_empty() && kind != "Secret" }
}

/// What the API server writes into `metadata`, and nothing here reads.
const UNREAD: [&str; 5] =
    ["managedFields", "resourceVersion", "generation", "selfLink", "creationTimestamp"];

/// The annotation in which kubectl keeps what was applied.
const LAST_APPLIED: &str = "kubectl.kubernetes.io/last-applied-configuration";

/// The objects of a cluster that are kept, by kind, namespace and name.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Objects {
    kept: BTreeMap<(usize, String, String), Json>,
    /// What may be parameters of policies, by apiVersion, kind, namespace and name.
    candidates: BTreeMap<(String, String, String, String), Json>,
}

impl Objects {
    /// Takes the objects of a text that are kept; of two with one name, the first counts.
    ///
    /// # Errors
    /// A document that can't be read.
    pub(crate) fn take(&mut self, file: &SourceFile) -> Result<(), YamlError> {
        for document in parse_stream(file) {
            let document = document?;
            self.take_of(&document, document.root());
        }
        Ok(())
    }

    /// How many they are.
    #[must_use]
    pub(crate) fn len(&self) -> usize {
        self.kept.len() + self.parameters().len()
    }

    /// Whether there are none.
    #[must_use]
    pub(crate) fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    fn take_of(&mut self, document: &Document, node: NodeId) {
        let text = |key| document.get(node, key).and_then(|value| document.as_str(value));
        let kind = text("kind").unwrap_or_default();
        if let Some(items) = document.get(node, "items").filter(|_| kind.ends_with("List")) {
            for item in document.elements(items) {
                self.take_of(document, *item);
            }
            return;
        }
        let api_version = text("apiVersion").unwrap_or_default();
        let group = api_version.split_once('/').map_or("", |(group, _)| group);
        let place = KINDS.iter().position(|known| *known == (group, kind));
        if place.is_none() && !may_be_parameter(group, kind) {
            return;
        }
        let mut object = json(document, node);
        trim(&mut object);
        let of = |key: &str| object["metadata"][key].as_str().unwrap_or_default().to_owned();
        match place {
            Some(place) => {
                let key = (place, of("namespace"), of("name"));
                self.kept.entry(key).or_insert(object);
            }
            None => {
                let (api_version, kind) = (api_version.to_owned(), kind.to_owned());
                let key = (api_version, kind, of("namespace"), of("name"));
                self.candidates.entry(key).or_insert(object);
            }
        }
    }

    /// The objects that a binding gives to a policy as its parameters.
    fn parameters(&self) -> Vec<&Json> {
        let text = |object: &Json, pointer: &str| {
            object.pointer(pointer).and_then(Json::as_str).map(str::to_owned)
        };
        let of_kind = |kind: &str| -> Vec<&Json> {
            self.kept.values().filter(|one| one["kind"] == kind).collect()
        };
        let mut wanted = Vec::new();
        for family in ["Validating", "Mutating"] {
            let (policy, binding) =
                (format!("{family}AdmissionPolicy"), format!("{family}AdmissionPolicyBinding"));
            for binding in of_kind(&binding) {
                let name = text(binding, "/spec/policyName");
                let mut policies = of_kind(&policy).into_iter();
                let named = |one: &&Json| text(one, "/metadata/name") == name;
                let Some(policy) = policies.find(named) else { continue };
                let kind = (
                    text(policy, "/spec/paramKind/apiVersion"),
                    text(policy, "/spec/paramKind/kind"),
                );
                if let ((Some(version), Some(kind)), Some(reference)) =
                    (kind, binding.pointer("/spec/paramRef"))
                {
                    wanted.push((version, kind, reference));
                }
            }
        }
        let is_wanted = |(key, object): &(&(String, String, String, String), &Json)| {
            let (version, kind, namespace, name) = key;
            wanted.iter().any(|(of_version, of_kind, reference)| {
                let is = |key: &str, own: &str| {
                    reference.get(key).and_then(Json::as_str).is_none_or(|wanted| wanted == own)
                };
                let labels = object.pointer("/metadata/labels");
                let selected = reference.get("selector").is_none_or(|selector| {
                    let selector = serde_json::from_value(selector.clone()).ok();
                    let selector = selector.and_then(|one| Selector::compile(&one).ok());
                    selector.is_some_and(|one| {
                        one.matches_with(|key| labels.and_then(|all| all.get(key)?.as_str()))
                    })
                });
                of_version == version
                    && of_kind == kind
                    && is("name", name)
                    && (namespace.is_empty() || is("namespace", namespace))
                    && selected
            })
        };
        self.candidates.iter().filter(is_wanted).map(|(_, object)| object).collect()
    }

    /// Whether the namespace of that name is among them.
    pub(super) fn has_namespace(&self, name: &str) -> bool {
        self.kept.contains_key(&(0, String::new(), name.to_owned()))
    }

    /// The document that holds them, as kubectl prints a list; nothing where there are none.
    pub(super) fn document(&self, naming: &Naming<'_>) -> String {
        if self.is_empty() {
            return String::new();
        }
        let items = self.kept.values().chain(self.parameters()).map(|object| {
            let mut object = object.clone();
            // A local volume names its node.
            if let Some(affinity) = object.pointer_mut("/spec/nodeAffinity") {
                rename(affinity, naming);
            }
            head_first(&object)
        });
        let list = Tree::Map(vec![
            ("apiVersion".to_owned(), Tree::text("v1")),
            ("kind".to_owned(), Tree::text("List")),
            ("items".to_owned(), Tree::List(items.collect())),
        ]);
        format!("---\n{}", list.document())
    }
}

/// Writes the names of nodes as they are written elsewhere.
fn rename(value: &mut Json, naming: &Naming<'_>) {
    match value {
        Json::String(text) if naming.inventory.find(text).is_some() => {
            *text = naming.name(text).into_owned();
        }
        Json::Array(all) => all.iter_mut().for_each(|one| rename(one, naming)),
        Json::Object(all) => all.values_mut().for_each(|one| rename(one, naming)),
        _ => {}
    }
}

/// An object with what it is before what it has.
fn head_first(object: &Json) -> Tree {
    let Tree::Map(mut entries) = Tree::of_json(object) else { return Tree::of_json(object) };
    let head = ["apiVersion", "kind", "metadata"];
    entries.sort_by_key(|(key, _)| head.iter().position(|one| one == key).unwrap_or(head.len()));
    Tree::Map(entries)
}

/// Takes away what nothing reads.
fn trim(object: &mut Json) {
    if let Some(metadata) = object.get_mut("metadata").and_then(Json::as_object_mut) {
        for key in UNREAD {
            metadata.remove(key);
        }
        if let Some(annotations) = metadata.get_mut("annotations").and_then(Json::as_object_mut) {
            annotations.remove(LAST_APPLIED);
            if annotations.is_empty() {
                metadata.remove("annotations");
            }
        }
    }
    for webhook in object.get_mut("webhooks").and_then(Json::as_array_mut).into_iter().flatten() {
        if let Some(client) = webhook.get_mut("clientConfig").and_then(Json::as_object_mut) {
            client.remove("caBundle");
        }
    }
}

/// A value as JSON. Amounts are texts or whole numbers; what JSON has no number for stays a text.
fn json(document: &Document, node: NodeId) -> Json {
    match document.value(node) {
        Value::Null => Json::Null,
        Value::Bool(flag) => flag.into(),
        Value::Int(number) => number.into(),
        Value::Uint(number) => number.into(),
        Value::Float(number) => number.into(),
        Value::String(text) => text.into(),
        Value::Sequence(elements) => {
            elements.iter().map(|element| json(document, *element)).collect()
        }
        Value::Mapping(entries) => {
            let entry = |key: NodeId, value: NodeId| {
                let name = document.as_str(key).map(str::to_owned);
                let literal = || document.literal(key).unwrap_or_default();
                (name.unwrap_or_else(literal), json(document, value))
            };
            let all: Map<String, Json> =
                entries.iter().map(|one| entry(one.key, one.value)).collect();
            Json::Object(all)
        }
    }
}
