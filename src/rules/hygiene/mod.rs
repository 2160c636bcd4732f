//! What bites later.

mod command_ends;
mod default_namespace;
mod deprecated_annotation;
mod deprecated_api_version;
mod deprecated_field;
mod document_dropped;
mod duplicate_object;
mod flag_and_value_in_one_argument;
mod frozen_registry;
mod hpa_targets_daemon_set;
mod image_name_invalid;
mod image_not_pinned;
mod image_tag_latest;
mod liveness_equals_readiness;
mod looks_like_daemonset;
mod looks_like_deployment;
mod merge_key_overridden;
mod missing_recommended_labels;
mod pdb_over_daemon_set;
mod placeholder;
mod probe_timing;
mod pull_policy_mismatch;
mod script;
pub(super) mod suppression;
mod termination_grace_too_short;
mod undefined_variable_reference;
mod unused_volume;
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
    rule!("hygiene/image-not-pinned", image_not_pinned::ImageNotPinned),
    rule!("hygiene/pull-policy-mismatch", pull_policy_mismatch::PullPolicyMismatch),
    rule!("hygiene/frozen-registry", frozen_registry::FrozenRegistry),
    rule!("hygiene/deprecated-api-version", deprecated_api_version::DeprecatedApiVersion),
    rule!("hygiene/deprecated-annotation", deprecated_annotation::DeprecatedAnnotation),
    rule!("hygiene/deprecated-field", deprecated_field::DeprecatedField),
    rule!("hygiene/command-ends", command_ends::CommandEnds),
    rule!("hygiene/flag-and-value-in-one-argument", flag_and_value_in_one_argument::FlagAndValueInOneArgument),
    rule!("hygiene/undefined-variable-reference", undefined_variable_reference::UndefinedVariableReference),
    rule!("hygiene/probe-timing", probe_timing::ProbeTiming),
    rule!("hygiene/liveness-equals-readiness", liveness_equals_readiness::LivenessEqualsReadiness),
    rule!("hygiene/termination-grace-too-short", termination_grace_too_short::TerminationGraceTooShort),
    rule!("hygiene/unused-volume", unused_volume::UnusedVolume),
    rule!("hygiene/looks-like-deployment", looks_like_deployment::LooksLikeDeployment),
    rule!("hygiene/looks-like-daemonset", looks_like_daemonset::LooksLikeDaemonset),
    rule!("hygiene/missing-recommended-labels", missing_recommended_labels::MissingRecommendedLabels),
    rule!("hygiene/default-namespace", default_namespace::DefaultNamespace),
    rule!("hygiene/unused-suppression", suppression::UnusedSuppression),
    rule!("hygiene/suppression-without-reason", suppression::SuppressionWithoutReason),
];
