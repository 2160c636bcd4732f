//! What bites later.

mod document_dropped;
mod duplicate_object;
mod hpa_targets_daemon_set;
mod image_name_invalid;
mod image_tag_latest;
mod merge_key_overridden;
mod pdb_over_daemon_set;
mod placeholder;
pub(super) mod suppression;
mod yaml_boolean_trap;

use crate::rules::rule::{Rule, rule};

/// The rules of this category, in the order in which they run and are listed.
#[rustfmt::skip]
pub(super) static RULES: &[Rule] = &[
    rule!("hygiene/image-name-invalid", image_name_invalid::ImageNameInvalid),
    rule!("hygiene/image-tag-latest", image_tag_latest::ImageTagLatest),
    rule!("hygiene/duplicate-object", duplicate_object::DuplicateObject),
    rule!("hygiene/placeholder", placeholder::Placeholder),
    rule!("hygiene/pdb-over-daemonset", pdb_over_daemon_set::PdbOverDaemonSet),
    rule!("hygiene/hpa-targets-daemonset", hpa_targets_daemon_set::HpaTargetsDaemonSet),
    rule!("hygiene/document-dropped", document_dropped::DocumentDropped),
    rule!("hygiene/merge-key-overridden", merge_key_overridden::MergeKeyOverridden),
    rule!("hygiene/yaml-boolean-trap", yaml_boolean_trap::YamlBooleanTrap),
    rule!("hygiene/unused-suppression", suppression::UnusedSuppression),
];
