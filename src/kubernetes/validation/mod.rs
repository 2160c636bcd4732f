//! What the API server checks on create and update, one file per API type.
//!
//! All of it works on objects that [`defaults`](crate::kubernetes::defaults) has been over.

mod affinity;
mod annotations;
mod app_armor;
mod checks;
mod container;
mod context;
mod daemon_set;
mod disabled_fields;
mod dns;
mod env;
mod field_selector;
mod file_path;
mod handler;
mod host;
mod label_selector;
mod lifecycle;
mod match_label_keys;
mod metadata;
mod node_selector;
mod pod;
mod pod_os;
mod pod_resources;
mod pod_security_context;
mod pod_spec;
mod pod_template;
mod ports;
mod probe;
mod ratcheting;
mod resize_policy;
mod resource_claim;
mod resources;
mod seccomp;
mod security_context;
mod signer_name;
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

pub use daemon_set::{Facts, validate_daemon_set, validate_daemon_set_update};
pub use pod::{validate_as_template, validate_pod_create};
pub use warnings::{Warning, warnings};

/// An absent text is an empty one: Kubernetes' strings know no difference.
fn text(field: &Option<String>) -> &str {
    field.as_deref().unwrap_or_default()
}
