//! The objects of a cluster that a record has beside nodes and pods.

use daemonlint::internals::kubernetes::pod_admission::AdmissionContext;
use k8s_openapi::api::core::v1::{
    LimitRange, Namespace, PersistentVolume, PersistentVolumeClaim, ResourceQuota, ServiceAccount,
};
use k8s_openapi::api::node::v1::RuntimeClass;
use k8s_openapi::api::policy::v1::PodDisruptionBudget;
use k8s_openapi::api::resource::v1::{ResourceClaim, ResourceClaimTemplate};
use k8s_openapi::api::scheduling::v1::PriorityClass;
use k8s_openapi::api::storage::v1::StorageClass;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The objects of a record, by kind.
pub struct Objects {
    pub namespaces: Vec<Namespace>,
    pub limit_ranges: Vec<LimitRange>,
    pub resource_quotas: Vec<ResourceQuota>,
    pub service_accounts: Vec<ServiceAccount>,
    pub priority_classes: Vec<PriorityClass>,
    pub runtime_classes: Vec<RuntimeClass>,
    pub claims: Vec<PersistentVolumeClaim>,
    pub volumes: Vec<PersistentVolume>,
    pub storage_classes: Vec<StorageClass>,
    pub resource_claims: Vec<ResourceClaim>,
    pub resource_claim_templates: Vec<ResourceClaimTemplate>,
    pub disruption_budgets: Vec<PodDisruptionBudget>,
}

impl Objects {
    /// The objects of a record.
    pub fn of(record: &Value) -> Self {
        Self {
            namespaces: of_kind(record, "Namespace"),
            limit_ranges: of_kind(record, "LimitRange"),
            resource_quotas: of_kind(record, "ResourceQuota"),
            service_accounts: of_kind(record, "ServiceAccount"),
            priority_classes: of_kind(record, "PriorityClass"),
            runtime_classes: of_kind(record, "RuntimeClass"),
            claims: of_kind(record, "PersistentVolumeClaim"),
            volumes: of_kind(record, "PersistentVolume"),
            storage_classes: of_kind(record, "StorageClass"),
            resource_claims: of_kind(record, "ResourceClaim"),
            resource_claim_templates: of_kind(record, "ResourceClaimTemplate"),
            disruption_budgets: of_kind(record, "PodDisruptionBudget"),
        }
    }

    /// What is asked of them: nothing exists beside them.
    pub fn context(&self) -> AdmissionContext<'_> {
        AdmissionContext {
            namespaces: self.namespaces.iter().collect(),
            limit_ranges: self.limit_ranges.iter().collect(),
            resource_quotas: self.resource_quotas.iter().collect(),
            service_accounts: self.service_accounts.iter().collect(),
            priority_classes: self.priority_classes.iter().collect(),
            runtime_classes: self.runtime_classes.iter().collect(),
            claims: self.claims.iter().collect(),
            volumes: self.volumes.iter().collect(),
            storage_classes: self.storage_classes.iter().collect(),
            resource_claims: self.resource_claims.iter().collect(),
            resource_claim_templates: self.resource_claim_templates.iter().collect(),
            disruption_budgets: self.disruption_budgets.iter().collect(),
            known: AdmissionContext::ALL.to_vec(),
            release: crate::release(),
            ..AdmissionContext::default()
        }
    }
}

fn of_kind<T: DeserializeOwned>(record: &Value, kind: &str) -> Vec<T> {
    let objects = record["objects"].as_array().unwrap().iter();
    let of_kind = objects.filter(|object| object["kind"] == kind);
    of_kind.map(|object| serde_json::from_value(object.clone()).unwrap()).collect()
}
