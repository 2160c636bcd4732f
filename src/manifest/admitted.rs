//! An object as admission policies see it: filled in, and prepared to be stored.

use serde_json::{Map, Value, json};

use super::manifest::Manifest;
use super::object::Typed;
use crate::kubernetes::as_sent::as_sent;
use crate::kubernetes::template_generation;
use k8s_openapi::api::apps::v1::DaemonSet;

/// Kinds whose spec the API server counts the changes of.
const COUNTED: [&str; 6] =
    ["DaemonSet", "Deployment", "StatefulSet", "ReplicaSet", "Job", "CronJob"];

impl Manifest {
    /// The object as JSON, as the API server shows it to admission policies when it is created, or
    /// when it replaces an old one. None for a kind that is not known by type, and for one of whose
    /// values some aren't known.
    #[must_use]
    pub fn as_admitted(&self, old: Option<&Self>) -> Option<Value> {
        if !self.is_readable() || !self.is_all_known() || !self.placeholders().is_empty() {
            return None;
        }
        let mut object = self.stored().to_json()?;
        as_sent(&mut object);
        let before = match old {
            Some(old) => Some(old.as_admitted(None)?),
            None => None,
        };
        let fields = object.as_object_mut()?;
        fields.extend(status(&self.object_ref().kind).map(|status| ("status".to_owned(), status)));
        let changed = |pointer: &str, fields: &Map<String, Value>| {
            let before = before.as_ref()?.pointer(pointer);
            let key = pointer.trim_start_matches("/spec").trim_start_matches('/');
            let spec = fields.get("spec");
            let now = if key.is_empty() { spec } else { spec.and_then(|spec| spec.get(key)) };
            Some(before != now)
        };
        let number = |pointer: &str| before.as_ref().and_then(|old| old.pointer(pointer)?.as_i64());
        let generation = number("/metadata/generation")
            .map_or(1, |was| was + i64::from(changed("/spec", fields) == Some(true)));
        let template_changed = changed("/spec/template", fields) == Some(true);
        let of_template = DaemonSet::of(self.object()).map(|daemon_set| {
            let was = old.and_then(Self::daemon_set).map(|old| template_generation::of(old).max(1));
            let own = template_generation::of(daemon_set).max(1);
            was.map_or(own, |was| was + i64::from(template_changed))
        });
        let counted = COUNTED.contains(&self.object_ref().kind.as_str());
        let metadata = fields.entry("metadata").or_insert_with(|| json!({})).as_object_mut()?;
        for key in ["uid", "creationTimestamp", "managedFields", "resourceVersion", "selfLink"] {
            metadata.remove(key);
        }
        if !self.namespace().is_empty() {
            metadata.insert("namespace".to_owned(), self.namespace().into());
        }
        if counted {
            metadata.insert("generation".to_owned(), generation.into());
        }
        if let Some(generation) = of_template {
            let annotations = metadata.entry("annotations").or_insert_with(|| json!({}));
            let key = template_generation::ANNOTATION.to_owned();
            annotations.as_object_mut()?.insert(key, generation.to_string().into());
        }
        Some(object)
    }
}

/// The status of a new object, as far as Go writes it.
fn status(kind: &str) -> Option<Value> {
    Some(match kind {
        "DaemonSet" => json!({
            "currentNumberScheduled": 0,
            "desiredNumberScheduled": 0,
            "numberMisscheduled": 0,
            "numberReady": 0,
        }),
        "StatefulSet" => json!({"availableReplicas": 0, "replicas": 0}),
        "ReplicaSet" => json!({"replicas": 0}),
        "Deployment" | "Job" | "CronJob" => json!({}),
        "Pod" => json!({"phase": "Pending"}),
        _ => return None,
    })
}
