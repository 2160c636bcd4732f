//! The objects of a cluster that admission looks at.

use std::fmt;
use std::sync::Arc;

use k8s_openapi::api::core::v1::{
    LimitRange, Namespace, PersistentVolume, PersistentVolumeClaim, Pod, ResourceQuota,
    ServiceAccount,
};
use k8s_openapi::api::node::v1::RuntimeClass;
use k8s_openapi::api::policy::v1::PodDisruptionBudget;
use k8s_openapi::api::resource::v1::{DeviceClass, ResourceClaim, ResourceClaimTemplate};
use k8s_openapi::api::scheduling::v1::PriorityClass;
use k8s_openapi::api::storage::v1::StorageClass;

use super::change::Change;
use super::objects::Objects;
use super::order::{Order, Unordered};
use super::plugin::OptionalPlugins;
use super::refusal::Refusal;
use crate::kubernetes::release::Release;

/// A kind of object that pods name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Namespaces.
    Namespace,
    /// Service accounts.
    ServiceAccount,
    /// Priority classes.
    PriorityClass,
    /// Runtime classes.
    RuntimeClass,
    /// Claims for volumes.
    PersistentVolumeClaim,
    /// Volumes.
    PersistentVolume,
    /// Storage classes.
    StorageClass,
    /// Claims for devices.
    ResourceClaim,
    /// What claims for devices are made from.
    ResourceClaimTemplate,
}

/// The objects of a cluster that change pods on their way, let them be refused, or keep them
/// waiting.
#[derive(Clone, Debug, Default)]
pub struct AdmissionContext<'a> {
    /// Priority classes.
    pub priority_classes: Objects<'a, PriorityClass>,
    /// Runtime classes.
    pub runtime_classes: Objects<'a, RuntimeClass>,
    /// Limit ranges, of any namespace.
    pub limit_ranges: Objects<'a, LimitRange>,
    /// Quotas, of any namespace.
    pub resource_quotas: Objects<'a, ResourceQuota>,
    /// Service accounts, of any namespace.
    pub service_accounts: Objects<'a, ServiceAccount>,
    /// Namespaces.
    pub namespaces: Objects<'a, Namespace>,
    /// Claims for volumes, of any namespace.
    pub claims: Objects<'a, PersistentVolumeClaim>,
    /// Volumes.
    pub volumes: Objects<'a, PersistentVolume>,
    /// Storage classes.
    pub storage_classes: Objects<'a, StorageClass>,
    /// Claims for devices, of any namespace.
    pub resource_claims: Objects<'a, ResourceClaim>,
    /// What claims for devices are made from, of any namespace.
    pub resource_claim_templates: Objects<'a, ResourceClaimTemplate>,
    /// Classes of devices.
    pub device_classes: Objects<'a, DeviceClass>,
    /// Budgets of disruptions, of any namespace.
    pub disruption_budgets: Objects<'a, PodDisruptionBudget>,
    /// The kinds of which all objects are here: what is absent does not exist.
    pub known: Vec<Kind>,
    /// The plugins that are on though they are off by default.
    pub optional_plugins: OptionalPlugins,
    /// The Kubernetes that is asked.
    pub release: Release,
    /// The policies and webhooks that change pods, if there are any.
    pub mutators: Option<Arc<dyn Mutators + 'a>>,
    /// Whether the cluster is OpenShift, which has a node selector of its own for namespaces.
    pub openshift: bool,
    /// OpenShift's node selector of namespaces that have none of their own
    /// (`schedulers.config.openshift.io`, `defaultNodeSelector`).
    pub default_node_selector: Option<String>,
}

impl<'a> AdmissionContext<'a> {
    /// Every kind: nothing exists but what is here.
    pub const ALL: [Kind; 9] = [
        Kind::Namespace,
        Kind::ServiceAccount,
        Kind::PriorityClass,
        Kind::RuntimeClass,
        Kind::PersistentVolumeClaim,
        Kind::PersistentVolume,
        Kind::StorageClass,
        Kind::ResourceClaim,
        Kind::ResourceClaimTemplate,
    ];

    /// Whether all objects of a kind are here.
    #[must_use]
    pub fn knows(&self, kind: Kind) -> bool {
        self.known.contains(&kind)
    }

    /// The namespace of that name.
    #[must_use]
    pub fn namespace(&self, name: &str) -> Option<&'a Namespace> {
        self.namespaces.named(name)
    }

    /// A namespace's annotation.
    pub(super) fn annotation(&self, namespace: &str, key: &str) -> Option<&'a str> {
        let annotations = self.namespace(namespace)?.metadata.annotations.as_ref()?;
        annotations.get(key).map(String::as_str)
    }
}

impl AdmissionContext<'_> {
    /// What is taken in an order that nobody sets for the pods of a namespace: there are several.
    pub(crate) fn unordered(&self, namespace: &str) -> impl Iterator<Item = Unordered> + use<> {
        let ranges = self.limit_ranges.in_namespace(namespace).nth(1).is_some();
        let policies = self.mutators.as_ref().is_some_and(|mutators| mutators.are_several());
        let ranges = ranges.then_some(Unordered::LimitRanges);
        ranges.into_iter().chain(policies.then_some(Unordered::MutatingPolicies))
    }
}

/// The policies and webhooks of a cluster that change pods.
pub trait Mutators: fmt::Debug + Send + Sync {
    /// What they do with one pod.
    fn of_a_pod(&self, order: Order) -> Box<dyn Mutation + '_>;

    /// Whether there are several policies, so that they have an order.
    fn are_several(&self) -> bool;
}

/// What the policies and webhooks do with one pod.
pub trait Mutation {
    /// Changes the pod in its namespace; asked a second time where it says so.
    fn mutate(&mut self, pod: &mut Pod, namespace: &str, context: &AdmissionContext<'_>)
    -> Mutated;
}

/// What became of a pod.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mutated {
    /// What changed it, in order.
    pub changes: Vec<Change>,
    /// Why it is refused, if it is.
    pub refusal: Option<Refusal>,
    /// What isn't known, as it follows on `whether`.
    pub unknown: Vec<String>,
    /// Whether all that changes pods is asked once more (`SetShouldReinvoke`).
    pub again: bool,
}
