//! Terms of pod affinity and anti-affinity. Mirrors `newAffinityTerm` of the scheduler's framework.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{Affinity, PodAffinityTerm};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, LabelSelectorRequirement};

use crate::kubernetes::field::{FieldPath, Step};
use crate::kubernetes::label_selector::Selector;
use crate::planner::template::{field, template_path};

/// A required term of pod affinity or anti-affinity, compiled.
#[derive(Clone, Debug, PartialEq)]
pub struct PodTerm {
    /// The topology key: what "the same place" means.
    pub topology_key: String,
    /// Which pods, by their labels.
    pub(in crate::planner) selector: Selector,
    /// Which pods, by their namespace's name.
    pub(in crate::planner) namespaces: Vec<String>,
    /// Which pods, by their namespace's labels.
    pub(in crate::planner) namespace_selector: Selector,
    /// The term's field; none for a pod that runs.
    pub field: Option<FieldPath>,
}

const REQUIRED: &str = "requiredDuringSchedulingIgnoredDuringExecution";

impl PodTerm {
    /// The required affinity of a pod with these labels in this namespace.
    #[must_use]
    pub fn affinity(
        affinity: Option<&Affinity>,
        namespace: &str,
        labels: &BTreeMap<String, String>,
    ) -> Vec<Self> {
        let terms = affinity.and_then(|affinity| affinity.pod_affinity.as_ref());
        let terms =
            terms.and_then(|a| a.required_during_scheduling_ignored_during_execution.as_ref());
        Self::all(terms, "podAffinity", namespace, labels)
    }

    /// The required anti-affinity of a pod with these labels in this namespace.
    #[must_use]
    pub fn anti_affinity(
        affinity: Option<&Affinity>,
        namespace: &str,
        labels: &BTreeMap<String, String>,
    ) -> Vec<Self> {
        let terms = affinity.and_then(|affinity| affinity.pod_anti_affinity.as_ref());
        let terms =
            terms.and_then(|a| a.required_during_scheduling_ignored_during_execution.as_ref());
        Self::all(terms, "podAntiAffinity", namespace, labels)
    }

    fn all(
        terms: Option<&Vec<PodAffinityTerm>>,
        kind: &'static str,
        namespace: &str,
        labels: &BTreeMap<String, String>,
    ) -> Vec<Self> {
        let term = |(place, term): (usize, &PodAffinityTerm)| {
            let path = [field("affinity"), field(kind), field(REQUIRED), Step::Index(place)];
            Self::compile(&with_label_keys(term, labels), namespace, Some(template_path(path)))
        };
        terms.into_iter().flatten().enumerate().map(term).collect()
    }

    /// A term of a pod that runs in this namespace: the API server merged its label keys.
    #[must_use]
    pub fn of_running(term: &PodAffinityTerm, namespace: &str) -> Self {
        Self::compile(term, namespace, None)
    }

    /// `newAffinityTerm`. A selector that the API server would refuse selects nothing.
    fn compile(term: &PodAffinityTerm, namespace: &str, field: Option<FieldPath>) -> Self {
        let nothing = || Selector::of_labels(&BTreeMap::new());
        let compile = |selector: Option<&LabelSelector>| {
            Selector::compile_optional(selector).unwrap_or_else(|_| nothing())
        };
        let named = term.namespaces.as_deref().unwrap_or_default();
        // Without any word about namespaces it is the pod's own.
        let own = named.is_empty() && term.namespace_selector.is_none();
        Self {
            topology_key: term.topology_key.clone(),
            selector: compile(term.label_selector.as_ref()),
            namespaces: if own { vec![namespace.to_owned()] } else { named.to_vec() },
            namespace_selector: compile(term.namespace_selector.as_ref()),
            field,
        }
    }
}

/// The term with its `matchLabelKeys` and `mismatchLabelKeys` merged into the selector, as the API
/// server does when a pod is created (`applyMatchLabelKeysAndMismatchLabelKeys`).
fn with_label_keys(term: &PodAffinityTerm, labels: &BTreeMap<String, String>) -> PodAffinityTerm {
    let mut term = term.clone();
    let Some(selector) = &mut term.label_selector else { return term };
    let lists = [("In", &term.match_label_keys), ("NotIn", &term.mismatch_label_keys)];
    for (operator, keys) in lists {
        for key in keys.iter().flatten() {
            let Some(value) = labels.get(key) else { continue };
            selector.match_expressions.get_or_insert_default().push(LabelSelectorRequirement {
                key: key.clone(),
                operator: operator.to_owned(),
                values: Some(vec![value.clone()]),
            });
        }
    }
    term
}
