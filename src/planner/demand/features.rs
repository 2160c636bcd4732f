//! Features that a node's kubelet must declare. Mirrors the plugin `NodeDeclaredFeatures` with
//! `InferForScheduling` of `k8s.io/component-helpers/nodedeclaredfeatures/features`.

use k8s_openapi::api::core::v1::{Container, PodSpec};

use crate::inventory::{Inventory, Node};
use crate::kubernetes::containers::ContainerList;
use crate::kubernetes::field::{FieldPath, Step};
use crate::kubernetes::release::{Change, Gate, Release};
use crate::planner::reason::{Fact, Plugin, Reason};
use crate::planner::template::{field, template_path};

/// The action that restarts all containers of a pod.
const RESTART_ALL_CONTAINERS: &str = "RestartAllContainers";

/// A feature that a pod uses, and that its node must declare.
#[derive(Clone, Debug, PartialEq)]
pub struct WantedFeature {
    /// Its name in `status.declaredFeatures`.
    pub name: &'static str,
    /// The first field that uses it.
    pub field: FieldPath,
}

impl WantedFeature {
    /// The features that a pod of this spec uses, by name; none where the scheduler doesn't ask.
    #[must_use]
    pub fn all(spec: &PodSpec, release: Release) -> Vec<Self> {
        if !release.on(Gate::NodeDeclaredFeatures) {
            return Vec::new();
        }
        let wanted = [
            ("RestartAllContainersOnContainerExits", restarts_all(spec)),
            ("UserNamespacesHostNetworkSupport", shares_network_in_user_namespace(spec)),
            ("VolumeBindMountOptions", bind_mount_options(spec, release)),
        ];
        wanted.into_iter().filter_map(|(name, field)| Some(Self { name, field: field? })).collect()
    }

    /// Whether a node doesn't declare it. One of which nothing is known passes.
    #[must_use]
    pub fn is_missing(&self, node: &Node, inventory: &Inventory) -> bool {
        let Some(declared) = &node.declared_features else { return false };
        let name = inventory.symbols.find(self.name);
        !name.is_some_and(|name| declared.contains(&name))
    }

    /// The reason where it is missing.
    #[must_use]
    pub fn refusal(&self) -> Reason {
        Reason::new(
            Plugin::NodeDeclaredFeatures,
            "node(s) didn't match Pod's required features",
            Some(self.field.clone()),
            Fact::Feature(self.name),
        )
    }
}

/// The first container for which something says where it is used, as a path from the container on.
fn in_containers(
    spec: &PodSpec,
    used: impl Fn(&Container) -> Option<Vec<Step>>,
) -> Option<FieldPath> {
    [ContainerList::Regular, ContainerList::Init].into_iter().find_map(|list| {
        list.of(spec).iter().enumerate().find_map(|(place, container)| {
            let start = [field(list.field()), Step::Index(place)];
            used(container).map(|steps| template_path(start.into_iter().chain(steps)))
        })
    })
}

fn restarts_all(spec: &PodSpec) -> Option<FieldPath> {
    in_containers(spec, |container| {
        let mut rules = container.restart_policy_rules.iter().flatten();
        let at = rules.position(|rule| rule.action == RESTART_ALL_CONTAINERS)?;
        Some(vec![field("restartPolicyRules"), Step::Index(at), field("action")])
    })
}

fn shares_network_in_user_namespace(spec: &PodSpec) -> Option<FieldPath> {
    let both = spec.host_network == Some(true) && spec.host_users == Some(false);
    both.then(|| template_path([field("hostUsers")]))
}

fn bind_mount_options(spec: &PodSpec, release: Release) -> Option<FieldPath> {
    if !release.has(Change::BindMountOptionsAreDeclared) {
        return None;
    }
    in_containers(spec, |container| {
        let mut mounts = container.volume_mounts.iter().flatten();
        let has = |options: &Vec<String>| !options.is_empty();
        let at = mounts.position(|mount| mount.bind_mount_options.as_ref().is_some_and(has))?;
        Some(vec![field("volumeMounts"), Step::Index(at), field("bindMountOptions")])
    })
}
