//! The objects of a cluster that admission looks at.

use k8s_openapi::api::core::v1::{
    LimitRange, Namespace, PersistentVolume, PersistentVolumeClaim, ResourceQuota, ServiceAccount,
};
use k8s_openapi::api::node::v1::RuntimeClass;
use k8s_openapi::api::policy::v1::PodDisruptionBudget;
use k8s_openapi::api::resource::v1::{DeviceClass, ResourceClaim, ResourceClaimTemplate};
use k8s_openapi::api::scheduling::v1::PriorityClass;
use k8s_openapi::api::storage::v1::StorageClass;

use super::objects::Objects;
use super::plugin::OptionalPlugins;
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
    /// Whether the cluster is OpenShift, which has a node selector of its own for namespaces.
    pub openshift: bool,
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
