//! Topology spread constraints.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{PodSpec, TopologySpreadConstraint};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, LabelSelectorRequirement};

use crate::kubernetes::field::{FieldPath, Step};
use crate::kubernetes::label_selector::Selector;
use crate::planner::template::{field, template_path};

/// A topology spread constraint that must hold (`DoNotSchedule`), compiled.
#[derive(Clone, Debug, PartialEq)]
pub struct SpreadConstraint {
    /// `topologyKey`.
    pub topology_key: String,
    pub(in crate::planner) max_skew: i64,
    pub(in crate::planner) min_domains: i64,
    pub(in crate::planner) selector: Selector,
    /// Only nodes that the pod's node affinity takes count. Pinned as the pod is, that is the one.
    pub(in crate::planner) honor_affinity: bool,
    /// Only nodes whose taints the pod tolerates count.
    pub(in crate::planner) honor_taints: bool,
    /// Whether the pod itself is one of those that are spread.
    pub(in crate::planner) counts_itself: bool,
    pub(in crate::planner) field: FieldPath,
}

impl SpreadConstraint {
    /// The constraints of a pod with these labels that must hold.
    #[must_use]
    pub fn all(spec: &PodSpec, labels: &BTreeMap<String, String>) -> Vec<Self> {
        let constraints = spec.topology_spread_constraints.iter().flatten().enumerate();
        constraints
            .filter(|(_, constraint)| constraint.when_unsatisfiable == "DoNotSchedule")
            .map(|(place, constraint)| Self::compile(place, constraint, labels))
            .collect()
    }

    fn compile(
        place: usize,
        constraint: &TopologySpreadConstraint,
        labels: &BTreeMap<String, String>,
    ) -> Self {
        let selector = with_label_keys(constraint, labels);
        let selector = Selector::compile_optional(selector.as_ref())
            .unwrap_or_else(|_| Selector::of_labels(&BTreeMap::new()));
        let is = |policy: &Option<String>, what: &str| policy.as_deref() == Some(what);
        Self {
            topology_key: constraint.topology_key.clone(),
            max_skew: constraint.max_skew.into(),
            min_domains: constraint.min_domains.unwrap_or(1).into(),
            counts_itself: selector.matches(labels),
            selector,
            honor_affinity: !is(&constraint.node_affinity_policy, "Ignore"),
            honor_taints: is(&constraint.node_taints_policy, "Honor"),
            field: template_path([field("topologySpreadConstraints"), Step::Index(place)]),
        }
    }
}

fn with_label_keys(
    constraint: &TopologySpreadConstraint,
    labels: &BTreeMap<String, String>,
) -> Option<LabelSelector> {
    let mut selector = constraint.label_selector.clone()?;
    for key in constraint.match_label_keys.iter().flatten() {
        let Some(value) = labels.get(key) else { continue };
        selector.match_expressions.get_or_insert_default().push(LabelSelectorRequirement {
            key: key.clone(),
            operator: "In".to_owned(),
            values: Some(vec![value.clone()]),
        });
    }
    Some(selector)
}
