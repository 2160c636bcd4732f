//! Kubernetes semantics as pure functions on Kubernetes' own types.
//!
//! Nothing here knows of files, spans or colours: findings name fields ([`field::FieldPath`]).

pub mod containers;
pub mod defaults;
pub mod disabled_fields;
pub mod dropped;
pub mod field;
pub mod image;
pub mod int_or_string;
pub mod label_selector;
pub mod labels;
pub mod names;
pub mod node_affinity;
pub mod node_labels;
pub mod pod_admission;
pub mod quantity;
pub mod release;
pub mod resources;
pub mod satisfiability;
pub mod system_taints;
pub mod template_generation;
pub mod toleration;
pub mod validation;
