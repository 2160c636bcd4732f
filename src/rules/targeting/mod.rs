//! Which nodes get a pod.

pub mod contradictory_requirements;
pub mod deprecated_node_label;
pub mod empty_affinity_term;
pub mod missed_by_taint_only;
pub mod missing_os_selector;
pub mod node_name_pinned;
pub mod preference_has_no_effect;
pub mod redundant_requirement;
pub mod redundant_toleration;
pub mod removed_master_role;
pub mod schedule_gated;
pub mod targets_no_node;
pub mod tolerates_everything;
pub mod toleration_mismatch;
pub mod toleration_never_matches;
pub mod toleration_seconds_evicts;
pub mod unknown_node_label;

mod elsewhere;
mod nearest;
mod taints;
mod terms;
mod words;
