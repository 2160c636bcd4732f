//! Kubernetes semantics as pure functions on Kubernetes' own types.
//!
//! Nothing here knows of files, spans or colours: findings name fields ([`field::FieldPath`]).

pub(crate) mod as_sent;
pub(crate) mod containers;
pub(crate) mod defaults;
pub(crate) mod disabled_fields;
pub(crate) mod dropped;
pub(crate) mod expansion;
pub(crate) mod field;
pub(crate) mod image;
pub(crate) mod int_or_string;
pub(crate) mod label_selector;
pub(crate) mod label_text;
pub(crate) mod labels;
pub(crate) mod names;
pub(crate) mod node_affinity;
pub(crate) mod node_labels;
pub(crate) mod node_starters;
pub(crate) mod pod_admission;
pub(crate) mod quantity;
pub(crate) mod release;
pub(crate) mod resources;
pub(crate) mod satisfiability;
pub(crate) mod system_taints;
pub(crate) mod template_generation;
pub(crate) mod toleration;
pub(crate) mod validation;
