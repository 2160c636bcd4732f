//! What of a pod's demands on its node is still to be filled in: whether it comes to a node may then
//! be anybody's guess.

use k8s_openapi::api::apps::v1::DaemonSet;
use k8s_openapi::api::core::v1::{NodeSelectorRequirement, PodSpec, Toleration};

use super::template::{field, template_path};
use crate::kubernetes::field::{FieldPath, Step};
use crate::kubernetes::node_affinity::{RequiredNodeAffinity, Unmet};

/// The fields of a DaemonSet's demands that are not known, from the DaemonSet on. What stands there
/// meanwhile means nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Doubts {
    /// Entries of the node selector, requirements of the node affinity, the name of the node.
    fields: Vec<FieldPath>,
    /// Requirements among them whose key is known at least, with that.
    keyed: Vec<(FieldPath, String)>,
    /// Tolerations, by their place, each with the parts that are known.
    tolerations: Vec<(usize, Toleration)>,
}

impl Doubts {
    /// What is in doubt of a DaemonSet, by whether a field is known, and whether the key of an entry
    /// of a map is not.
    #[must_use]
    pub fn of(
        daemon_set: &DaemonSet,
        is_known: impl Fn(&FieldPath) -> bool,
        is_open_key: impl Fn(&FieldPath) -> bool,
    ) -> Self {
        let mut doubts = Self::default();
        let Some(spec) = &daemon_set.spec.template.spec else { return doubts };
        let name = template_path([field("nodeName")]);
        if spec.node_name.is_some() && !is_known(&name) {
            doubts.fields.push(name);
        }
        let affinity = RequiredNodeAffinity::of(spec);
        let selector = affinity.node_selector.iter();
        for entry in selector {
            let path = template_path(Unmet::NodeSelector(entry).path().0);
            if !is_known(&path) {
                let key = (!is_open_key(&path)).then_some(entry.key.as_str());
                doubts.add(path, key);
            }
        }
        for (term, list, place, written) in requirements(spec) {
            let path = requirement(term, list, place);
            if !is_known(&path) {
                let is_known = |name| is_known(&path.clone().field(name));
                let is_keyed = list == EXPRESSIONS && is_known("key") && is_known("operator");
                doubts.add(path.clone(), is_keyed.then_some(written.key.as_str()));
            }
        }
        for (place, toleration) in spec.tolerations.iter().flatten().enumerate() {
            let path = template_path([field("tolerations"), Step::Index(place)]);
            if !is_known(&path) {
                doubts.tolerations.push((place, known_parts(toleration, &path, &is_known)));
            }
        }
        doubts
    }

    fn add(&mut self, path: FieldPath, key: Option<&str>) {
        self.fields.push(path.clone());
        self.keyed.extend(key.map(|key| (path, key.to_owned())));
    }

    /// The same for nodes of which some have a label or none has: where none has it, the inventory
    /// may just not tell of it.
    #[must_use]
    pub(super) fn on_nodes(mut self, have: impl Fn(&str) -> bool) -> Self {
        self.keyed.retain(|(_, key)| have(key));
        self
    }

    /// Whether nothing is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.tolerations.is_empty()
    }

    /// Whether tolerations are.
    pub(super) const fn has_tolerations(&self) -> bool {
        !self.tolerations.is_empty()
    }

    /// Whether a field is.
    pub(super) fn has(&self, path: &FieldPath) -> bool {
        self.fields.contains(path)
    }

    /// Whether a requirement is in doubt for a node, by what that has for the label: without the
    /// label, any value fails.
    pub(super) fn reaches(&self, path: &FieldPath, label: Option<&str>) -> bool {
        self.has(path) && !(label.is_none() && self.keyed.iter().any(|(keyed, _)| keyed == path))
    }

    /// The tolerations that are, by their place, each with the parts that are known.
    pub(super) fn tolerations(&self) -> &[(usize, Toleration)] {
        &self.tolerations
    }
}

const EXPRESSIONS: &str = "matchExpressions";
const FIELDS: &str = "matchFields";

/// The requirements of a required node affinity: the term's place, the list, the place in it.
fn requirements(
    spec: &PodSpec,
) -> impl Iterator<Item = (usize, &'static str, usize, &NodeSelectorRequirement)> {
    let affinity = spec.affinity.as_ref().and_then(|affinity| affinity.node_affinity.as_ref());
    let required =
        affinity.and_then(|one| one.required_during_scheduling_ignored_during_execution.as_ref());
    let terms = required.into_iter().flat_map(|required| required.node_selector_terms.iter());
    terms.enumerate().flat_map(|(term, written)| {
        let lists = [(EXPRESSIONS, &written.match_expressions), (FIELDS, &written.match_fields)];
        lists.into_iter().flat_map(move |(name, list)| {
            let list = list.iter().flatten().enumerate();
            list.map(move |(place, requirement)| (term, name, place, requirement))
        })
    })
}

fn requirement(term: usize, list: &'static str, place: usize) -> FieldPath {
    let terms = [
        "affinity",
        "nodeAffinity",
        "requiredDuringSchedulingIgnoredDuringExecution",
        "nodeSelectorTerms",
    ];
    template_path(terms.map(field)).index(term).field(list).index(place)
}

/// A toleration without what is not known of it.
fn known_parts(
    toleration: &Toleration,
    path: &FieldPath,
    is_known: &impl Fn(&FieldPath) -> bool,
) -> Toleration {
    let known = |name: &'static str, value: &Option<String>| {
        value.clone().filter(|_| is_known(&path.clone().field(name)))
    };
    // An operator or a value that is not known may be anything that tolerates the taint.
    let is_equal = is_known(&path.clone().field("operator"))
        && matches!(toleration.operator.as_deref().unwrap_or_default(), "" | "Equal");
    let value = known("value", &toleration.value).filter(|_| is_equal);
    Toleration {
        key: known("key", &toleration.key),
        effect: known("effect", &toleration.effect),
        operator: Some(if value.is_some() { "Equal" } else { "Exists" }.to_owned()),
        value,
        toleration_seconds: None,
    }
}
