//! The plugin `RuntimeClass`: overhead, and the class's node selector and tolerations.

use k8s_openapi::api::core::v1::PodSpec;

use super::{AdmissionContext, Change};
use crate::kubernetes::toleration::add_or_update;

/// Gives a pod what its RuntimeClass adds (`setOverhead`, `setScheduling`).
pub(super) fn apply(spec: &mut PodSpec, context: &AdmissionContext<'_>, changes: &mut Vec<Change>) {
    let Some(name) = spec.runtime_class_name.as_deref().filter(|name| !name.is_empty()) else {
        return;
    };
    let classes = &context.runtime_classes;
    let Some(class) = classes.iter().find(|c| c.metadata.name.as_deref() == Some(name)) else {
        return;
    };
    let mut changed = false;
    let overhead = class.overhead.as_ref().and_then(|overhead| overhead.pod_fixed.as_ref());
    if let Some(overhead) = overhead.filter(|overhead| !overhead.is_empty()) {
        changed |= spec.overhead.as_ref() != Some(overhead);
        spec.overhead = Some(overhead.clone());
    }
    if let Some(scheduling) = &class.scheduling {
        for (key, value) in scheduling.node_selector.iter().flatten() {
            let selector = spec.node_selector.get_or_insert_default();
            changed |= selector.insert(key.clone(), value.clone()).as_ref() != Some(value);
        }
        for toleration in scheduling.tolerations.iter().flatten() {
            add_or_update(spec.tolerations.get_or_insert_default(), toleration.clone());
            changed = true;
        }
    }
    if changed {
        let scheduling = class.scheduling.clone().unwrap_or_default();
        changes.push(Change::RuntimeClass {
            name: name.to_owned(),
            overhead: overhead.cloned().unwrap_or_default(),
            node_selector: scheduling.node_selector.unwrap_or_default(),
            tolerations: scheduling.tolerations.map_or(0, |list| list.len()),
        });
    }
}
