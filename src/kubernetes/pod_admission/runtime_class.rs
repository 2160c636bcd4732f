//! The plugin `RuntimeClass`: overhead, and the class's node selector and tolerations.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{Pod, PodSpec};
use k8s_openapi::api::node::v1::RuntimeClass;
use k8s_openapi::apimachinery::pkg::api::resource::Quantity as ApiQuantity;

use super::change::Change;
use super::context::{AdmissionContext, Kind};
use super::plugin::Plugin;
use super::refusal::Refusal;
use crate::kubernetes::quantity::Quantity;
use crate::kubernetes::toleration::add_or_update;

const KIND: &str = "RuntimeClass";
const FIELD: &str = "runtimeClassName";

type List = BTreeMap<String, ApiQuantity>;

/// Gives a pod what its class adds (`setOverhead`, `setScheduling`).
pub(super) fn admit(
    pod: &mut Pod,
    context: &AdmissionContext<'_>,
    changes: &mut Vec<Change>,
) -> Option<Refusal> {
    let spec = pod.spec.as_mut()?;
    let name = spec.runtime_class_name.clone().filter(|name| !name.is_empty())?;
    let Some(class) = find(&name, context) else {
        let said = format!("pod rejected: RuntimeClass \"{name}\" not found");
        let refusal = || Refusal::new(Plugin::RuntimeClass, said).at(FIELD);
        return context.knows(Kind::RuntimeClass).then(refusal);
    };
    let mut refusal = None;
    let mut refuse = |said: String| {
        refusal.get_or_insert_with(|| {
            Refusal::new(Plugin::RuntimeClass, said).at(FIELD).by(KIND, None, Some(&name))
        });
    };
    let mut changed = false;
    let overhead = fixed_overhead(class);
    if let Some(overhead) = overhead {
        match &spec.overhead {
            Some(own) if !same(own, overhead) => refuse(OTHER_OVERHEAD.to_owned()),
            own => changed |= own.is_none() && !overhead.is_empty(),
        }
        spec.overhead = Some(overhead.clone());
    }
    let scheduling = class.scheduling.clone().unwrap_or_default();
    let selector = scheduling.node_selector.unwrap_or_default();
    for (key, value) in &selector {
        let own = spec.node_selector.get_or_insert_default().insert(key.clone(), value.clone());
        if let Some(own) = own.as_ref().filter(|own| *own != value) {
            refuse(format!(
                "conflict: runtimeClass.scheduling.nodeSelector[{key}] = {value}; \
                 pod.spec.nodeSelector[{key}] = {own}"
            ));
        }
        changed |= own.as_ref() != Some(value);
    }
    let tolerations = scheduling.tolerations.unwrap_or_default();
    changed |= !tolerations.is_empty();
    for toleration in &tolerations {
        add_or_update(spec.tolerations.get_or_insert_default(), toleration.clone());
    }
    if changed {
        changes.push(Change::RuntimeClass {
            name: name.clone(),
            overhead: overhead.cloned().unwrap_or_default(),
            node_selector: selector,
            tolerations: tolerations.len(),
        });
    }
    refusal
}

/// Whether there is no class to ask, and no overhead that only a class gives.
pub(super) fn passes(spec: &PodSpec) -> bool {
    spec.runtime_class_name.as_ref().is_none_or(String::is_empty)
        && spec.overhead.as_ref().is_none_or(List::is_empty)
}

/// The words for an overhead that is not the class's.
const OTHER_OVERHEAD: &str =
    "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead";

/// Refuses an overhead that the class doesn't have (`validateOverhead`).
pub(super) fn validate(pod: &Pod, context: &AdmissionContext<'_>) -> Option<Refusal> {
    let spec = pod.spec.as_ref()?;
    let own = spec.overhead.as_ref().filter(|own| !own.is_empty())?;
    let name = spec.runtime_class_name.as_deref().filter(|name| !name.is_empty());
    let class = name.and_then(|name| find(name, context));
    if name.is_some() && class.is_none() {
        // Nobody knows what a class has that is not here.
        return None;
    }
    let said = match class.and_then(fixed_overhead) {
        Some(overhead) if same(own, overhead) => return None,
        Some(_) => OTHER_OVERHEAD,
        None => {
            "pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead"
        }
    };
    Some(Refusal::new(Plugin::RuntimeClass, said).at("overhead"))
}

fn find<'a>(name: &str, context: &AdmissionContext<'a>) -> Option<&'a RuntimeClass> {
    context.runtime_classes.named(name)
}

fn fixed_overhead(class: &RuntimeClass) -> Option<&List> {
    class.overhead.as_ref()?.pod_fixed.as_ref()
}

/// Whether two lists have the same amounts, however they are written.
fn same(a: &List, b: &List) -> bool {
    let read = |list: &List| -> Vec<(String, Option<Quantity>)> {
        list.iter().map(|(name, text)| (name.clone(), Quantity::from_api(text).ok())).collect()
    };
    read(a) == read(b)
}
