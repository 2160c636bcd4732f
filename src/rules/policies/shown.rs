//! The pod of a DaemonSet as the API server shows it to policies: with what the controller and the
//! ServiceAccount plugin give it that no plan asks about.

use k8s_openapi::api::core::v1::{Container, NodeSelector, Pod};
use serde_json::{Value as Json, json};

use crate::kubernetes::as_sent::as_sent;
use crate::kubernetes::containers::containers_mut;
use crate::kubernetes::defaults::default_pod;
use crate::kubernetes::pod_admission::AdmissionContext;
use crate::kubernetes::release::Release;

/// The name of the volume with the account's token; its end is made up anew for every pod.
const TOKEN: &str = "kube-api-access-xxxxx";
/// Where containers have it.
const TOKEN_PATH: &str = "/var/run/secrets/kubernetes.io/serviceaccount";
/// What stands for the node that the controller pins a pod to.
const NODE: &str = "the-node";

/// What stands in a pod only as long as policies look at it.
pub(super) struct Shown {
    /// The pod as they see it.
    pub(super) object: Json,
    required: Option<NodeSelector>,
}

impl Shown {
    /// A pod of a namespace as policies see it.
    pub(super) fn of(pod: &Pod, namespace: &str, context: &AdmissionContext<'_>) -> Option<Self> {
        let mut pod = pod.clone();
        pod.metadata.namespace = Some(namespace.to_owned());
        mount_token(&mut pod, namespace, context);
        let required = pin(&mut pod);
        let mut object = serde_json::to_value(&pod).ok()?;
        let fields = object.as_object_mut()?;
        fields.insert("status".to_owned(), json!({"phase": "Pending"}));
        let owner = pod.metadata.generate_name.as_deref().unwrap_or_default();
        let owner = owner.strip_suffix('-').unwrap_or(owner);
        let owners = json!([{
            "apiVersion": "apps/v1",
            "kind": "DaemonSet",
            "name": owner,
            "uid": "00000000-0000-0000-0000-000000000000",
            "controller": true,
            "blockOwnerDeletion": true,
        }]);
        fields.get_mut("metadata")?.as_object_mut()?.insert("ownerReferences".to_owned(), owners);
        as_sent(&mut object);
        Some(Self { object, required })
    }

    /// The pod that policies made of what they saw; none where they took the pin to its node from it.
    pub(super) fn back(&self, object: &Json) -> Option<Pod> {
        let mut pod: Pod = serde_json::from_value(object.clone()).ok()?;
        pod.status = None;
        pod.metadata.owner_references = None;
        let spec = pod.spec.as_mut()?;
        let node = spec.affinity.as_mut()?.node_affinity.as_mut()?;
        let pinned = node.required_during_scheduling_ignored_during_execution.take()?;
        if pinned != pinned_to_node() {
            return None;
        }
        node.required_during_scheduling_ignored_during_execution.clone_from(&self.required);
        if node.required_during_scheduling_ignored_during_execution.is_none()
            && node.preferred_during_scheduling_ignored_during_execution.is_none()
            && let Some(affinity) = &mut spec.affinity
        {
            affinity.node_affinity = None;
            if affinity.pod_affinity.is_none() && affinity.pod_anti_affinity.is_none() {
                spec.affinity = None;
            }
        }
        if let Some(volumes) = &mut spec.volumes {
            volumes.retain(|volume| volume.name != TOKEN);
        }
        for container in containers_mut(spec) {
            if let Some(mounts) = &mut container.volume_mounts {
                mounts.retain(|mount| mount.name != TOKEN);
            }
        }
        Some(pod)
    }
}

/// Reads a pod as the API server does, with its defaults.
pub(super) fn settled(object: Json, release: Release) -> Result<Json, String> {
    let mut pod: Pod = serde_json::from_value(object).map_err(|error| error.to_string())?;
    if let Some(spec) = &mut pod.spec {
        default_pod(spec, release);
    }
    let mut object = serde_json::to_value(&pod).map_err(|error| error.to_string())?;
    as_sent(&mut object);
    Ok(object)
}

/// Pins a pod to its node in the way of the controller (`ReplaceDaemonSetPodNodeNameNodeAffinity`);
/// gives what stood there.
fn pin(pod: &mut Pod) -> Option<NodeSelector> {
    let spec = pod.spec.get_or_insert_default();
    let node = spec.affinity.get_or_insert_default().node_affinity.get_or_insert_default();
    node.required_during_scheduling_ignored_during_execution.replace(pinned_to_node())
}

fn pinned_to_node() -> NodeSelector {
    use k8s_openapi::api::core::v1::{NodeSelectorRequirement, NodeSelectorTerm};
    let field = NodeSelectorRequirement {
        key: "metadata.name".to_owned(),
        operator: "In".to_owned(),
        values: Some(vec![NODE.to_owned()]),
    };
    let term = NodeSelectorTerm { match_fields: Some(vec![field]), ..NodeSelectorTerm::default() };
    NodeSelector { node_selector_terms: vec![term] }
}

/// Mounts the account's token into every container that mounts nothing there
/// (`mountServiceAccountToken`).
fn mount_token(pod: &mut Pod, namespace: &str, context: &AdmissionContext<'_>) {
    let Some(spec) = &mut pod.spec else { return };
    let name = spec.service_account_name.as_deref().unwrap_or("default");
    let account = context.service_accounts.named_in(namespace, name);
    let of_account = account.and_then(|account| account.automount_service_account_token);
    if spec.automount_service_account_token.or(of_account) == Some(false) {
        return;
    }
    let mut mounted = false;
    let init = spec.init_containers.iter_mut().flatten();
    for container in init.chain(&mut spec.containers) {
        mounted |= mount(container);
    }
    if mounted {
        let volume = json!({
            "name": TOKEN,
            "projected": {
                "defaultMode": 420,
                "sources": [
                    {"serviceAccountToken": {"expirationSeconds": 3607, "path": "token"}},
                    {"configMap": {
                        "name": "kube-root-ca.crt",
                        "items": [{"key": "ca.crt", "path": "ca.crt"}],
                    }},
                    {"downwardAPI": {"items": [{
                        "path": "namespace",
                        "fieldRef": {"apiVersion": "v1", "fieldPath": "metadata.namespace"},
                    }]}},
                ],
            },
        });
        let volume = serde_json::from_value(volume).ok();
        spec.volumes.get_or_insert_default().extend(volume);
    }
}

fn mount(container: &mut Container) -> bool {
    let mounts = container.volume_mounts.get_or_insert_default();
    if mounts.iter().any(|mount| mount.mount_path == TOKEN_PATH) {
        return false;
    }
    let mount = json!({"name": TOKEN, "readOnly": true, "mountPath": TOKEN_PATH});
    mounts.extend(serde_json::from_value::<k8s_openapi::api::core::v1::VolumeMount>(mount).ok());
    true
}
