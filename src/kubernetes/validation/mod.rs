//! What the API server checks on create and update, one file per API type.
//!
//! All of it works on objects that [`defaults`](crate::kubernetes::defaults) has been over.

mod affinity;
mod annotations;
mod app_armor;
mod checks;
mod config_map;
mod container;
mod context;
mod cron_job;
mod cron_schedule;
mod daemon_set;
mod deployment;
mod distinct;
mod dns;
mod env;
mod eviction_responder;
mod field_selector;
mod file_path;
mod handler;
mod host;
mod int_or_percent;
mod job;
mod label_selector;
mod lifecycle;
mod limit_range;
mod match_label_keys;
mod metadata;
mod namespace;
mod node_selector;
mod pod;
mod pod_disruption_budget;
mod pod_failure_policy;
mod pod_os;
mod pod_resources;
mod pod_security_context;
mod pod_spec;
mod pod_template;
mod ports;
mod priority_class;
mod probe;
mod ratcheting;
mod rbac;
mod resize_policy;
mod resource_claim;
mod resource_quota;
mod resources;
mod runtime_class;
mod seccomp;
mod secret;
mod security_context;
mod service;
mod service_port;
mod signer_name;
mod stateful_set;
mod strictness;
#[cfg(test)]
mod testing;
mod toleration;
mod topology_spread;
mod volume;
mod volume_device;
mod volume_mount;
mod warnings;
mod windows_options;
mod workload;

pub(crate) use config_map::{validate_config_map, validate_config_map_update};
pub(crate) use cron_job::{validate_cron_job, validate_cron_job_update};
pub use daemon_set::validate_daemon_set_update;
pub(crate) use daemon_set::{Facts, validate_daemon_set};
pub(crate) use deployment::{
    validate_deployment, validate_deployment_update, validate_replica_set,
    validate_replica_set_update,
};
pub(crate) use job::{validate_job, validate_job_update};
pub(crate) use limit_range::validate_limit_range;
pub(crate) use namespace::{validate_namespace, validate_namespace_update};
pub(crate) use pod::{is_checked_as_template, validate_as_template, validate_pod_create};
pub(crate) use pod_disruption_budget::validate_pod_disruption_budget;
pub(crate) use priority_class::{validate_priority_class, validate_priority_class_update};
pub(crate) use rbac::{
    validate_cluster_role, validate_cluster_role_binding, validate_cluster_role_binding_update,
    validate_role, validate_role_binding, validate_role_binding_update,
};
pub(crate) use resource_quota::validate_resource_quota;
pub(crate) use runtime_class::{validate_runtime_class, validate_runtime_class_update};
pub(crate) use secret::{validate_secret, validate_secret_update};
pub(crate) use service::{validate_service, validate_service_update};
pub(crate) use stateful_set::{validate_stateful_set, validate_stateful_set_update};
pub(crate) use warnings::{
    POD_HOSTNAME, POD_NAMES, Warning, of_claim, of_job, of_pod_names, of_pods, of_service,
    of_stateful_set,
};

/// An absent text is an empty one: Kubernetes' strings know no difference.
fn text(field: &Option<String>) -> &str {
    field.as_deref().unwrap_or_default()
}
