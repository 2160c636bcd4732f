//! Node selectors and required node affinity. Mirrors `GetRequiredNodeAffinity` of
//! `k8s.io/component-helpers/scheduling/corev1/nodeaffinity`.

mod unmet;

pub(crate) use unmet::Unmet;

use k8s_openapi::api::core::v1::{
    NodeSelector, NodeSelectorRequirement, NodeSelectorTerm, PodSpec,
};
use thiserror::Error;

use crate::kubernetes::field::FieldPath;
use crate::kubernetes::labels::{Requirement, RequirementError};

/// The one field of nodes that terms may name.
pub(crate) const NODE_NAME_FIELD: &str = "metadata.name";

/// What a pod demands of its node by `nodeSelector` and required node affinity, compiled once and
/// asked of many nodes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequiredNodeAffinity {
    /// One requirement for each entry of `nodeSelector`, by key: all must pass.
    pub node_selector: Vec<Requirement>,
    /// The terms of the required node affinity: one must match. None where there is no required
    /// node affinity, which every node satisfies; an empty list is satisfied by none.
    pub terms: Option<Vec<Term>>,
}

/// One term of a required node affinity: everything in it must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Its place in `nodeSelectorTerms`.
    pub index: usize,
    /// What Kubernetes makes of it.
    pub content: TermContent,
}

/// What Kubernetes makes of a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TermContent {
    /// Nothing is written in it: it matches no node.
    Empty,
    /// It can't be read: it matches no node, and asking is an error unless another term matches.
    Unreadable(Vec<TermError>),
    /// Requirements, each at its place in the lists.
    Requirements {
        /// `matchExpressions`, on labels.
        expressions: Vec<Requirement>,
        /// `matchFields`.
        fields: Vec<FieldRequirement>,
    },
}

/// A requirement on a field of the node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldRequirement {
    /// The field; what is not [`NODE_NAME_FIELD`] is empty on every node.
    pub key: String,
    /// The value that it must have, or must not have.
    pub value: String,
    /// Whether it must not have that value.
    pub negated: bool,
}

impl FieldRequirement {
    /// Whether the node of this name passes.
    #[must_use]
    pub fn passes(&self, node_name: &str) -> bool {
        let value = if self.key == NODE_NAME_FIELD { node_name } else { "" };
        (value == self.value) != self.negated
    }
}

/// Why a term can't be read, and where.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{path}: {problem}")]
pub struct TermError {
    /// The requirement at fault, from the pod's spec on.
    pub path: FieldPath,
    /// What is wrong with it.
    pub problem: TermProblem,
}

/// What is wrong with a requirement of a term.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum TermProblem {
    /// A requirement on a label.
    #[error(transparent)]
    Label(#[from] RequirementError),
    /// A field is compared with one value.
    #[error("a field is compared with exactly one value")]
    FieldValues,
    /// Fields have fewer operators than labels.
    #[error("`{0}` is not an operator for fields: `In` and `NotIn` are")]
    FieldOperator(String),
}

/// The terms that can't be read, where no other term matches the node.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
pub struct UnreadableTerms(pub Vec<TermError>);

impl RequiredNodeAffinity {
    /// Compiles what a pod demands.
    #[must_use]
    pub fn of(spec: &PodSpec) -> Self {
        let selector = spec.node_selector.iter().flatten();
        let required =
            spec.affinity.as_ref().and_then(|affinity| affinity.node_affinity.as_ref()).and_then(
                |affinity| affinity.required_during_scheduling_ignored_during_execution.as_ref(),
            );
        Self {
            node_selector: selector.map(|(key, value)| Requirement::equals(key, value)).collect(),
            terms: required.map(|required| {
                let terms = required.node_selector_terms.iter().enumerate();
                terms.map(|(index, term)| Term::compile(index, term)).collect()
            }),
        }
    }

    /// Compiles a node selector that stands for itself, as a volume has it.
    #[must_use]
    pub fn of_terms(selector: &NodeSelector) -> Self {
        let terms = selector.node_selector_terms.iter().enumerate();
        let terms = terms.map(|(index, term)| Term::compile(index, term)).collect();
        Self { node_selector: Vec::new(), terms: Some(terms) }
    }

    /// Whether a node does, by its name and a look-up of its labels.
    ///
    /// # Errors
    /// If no term matches and some can't be read. Controller and scheduler take that for "no".
    pub fn matches<'a>(
        &self,
        node_name: &str,
        label: impl Fn(&str) -> Option<&'a str>,
    ) -> Result<bool, UnreadableTerms> {
        if !self.node_selector.iter().all(|requirement| requirement.passes(label(&requirement.key)))
        {
            return Ok(false);
        }
        let Some(terms) = &self.terms else { return Ok(true) };
        if terms.iter().any(|term| term.matches(node_name, &label)) {
            return Ok(true);
        }
        let errors: Vec<_> = terms.iter().flat_map(Term::errors).cloned().collect();
        if errors.is_empty() { Ok(false) } else { Err(UnreadableTerms(errors)) }
    }

    /// Whether a node does, unreadable terms taken for terms that don't match.
    pub fn allows<'a>(&self, node_name: &str, label: impl Fn(&str) -> Option<&'a str>) -> bool {
        self.matches(node_name, label).unwrap_or(false)
    }

    /// The keys of all labels that are asked for, some of them more than once.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        let expressions = self.terms.iter().flatten().flat_map(Term::expressions);
        self.node_selector.iter().chain(expressions).map(|requirement| requirement.key.as_str())
    }

    /// Whether the node's name plays a part, so that nodes with equal labels can differ.
    #[must_use]
    pub fn depends_on_node_name(&self) -> bool {
        self.terms.iter().flatten().any(|term| !term.fields().is_empty())
    }
}

impl Term {
    fn compile(index: usize, term: &NodeSelectorTerm) -> Self {
        let expressions = term.match_expressions.as_deref().unwrap_or_default();
        let fields = term.match_fields.as_deref().unwrap_or_default();
        if expressions.is_empty() && fields.is_empty() {
            return Self { index, content: TermContent::Empty };
        }
        let mut errors = Vec::new();
        let expressions = compile_list(
            |place| requirement_path(index, MATCH_EXPRESSIONS, place),
            expressions,
            &mut errors,
            |written| {
                let values = written.values.as_deref().unwrap_or_default();
                Ok(Requirement::new(&written.key, &written.operator, values)?)
            },
        );
        let fields = compile_list(
            |place| requirement_path(index, MATCH_FIELDS, place),
            fields,
            &mut errors,
            FieldRequirement::compile,
        );
        let content = if errors.is_empty() {
            TermContent::Requirements { expressions, fields }
        } else {
            TermContent::Unreadable(errors)
        };
        Self { index, content }
    }

    /// The requirements on labels; none if the term is empty or can't be read.
    #[must_use]
    pub fn expressions(&self) -> &[Requirement] {
        match &self.content {
            TermContent::Requirements { expressions, .. } => expressions,
            _ => &[],
        }
    }

    /// The requirements on fields; none if the term is empty or can't be read.
    #[must_use]
    pub fn fields(&self) -> &[FieldRequirement] {
        match &self.content {
            TermContent::Requirements { fields, .. } => fields,
            _ => &[],
        }
    }

    /// Why it can't be read; nothing if it can.
    #[must_use]
    pub fn errors(&self) -> &[TermError] {
        match &self.content {
            TermContent::Unreadable(errors) => errors,
            _ => &[],
        }
    }

    /// Whether a node has everything that the term demands.
    pub fn matches<'a>(&self, node_name: &str, label: impl Fn(&str) -> Option<&'a str>) -> bool {
        match &self.content {
            TermContent::Requirements { expressions, fields } => {
                expressions.iter().all(|requirement| requirement.passes(label(&requirement.key)))
                    // A node without a name has no fields, and those are not asked for then.
                    && (node_name.is_empty() || fields.iter().all(|field| field.passes(node_name)))
            }
            TermContent::Empty | TermContent::Unreadable(_) => false,
        }
    }
}

/// Compiles what can be read of a list of requirements, and puts the rest among the errors.
fn compile_list<T>(
    path: impl Fn(usize) -> FieldPath,
    written: &[NodeSelectorRequirement],
    errors: &mut Vec<TermError>,
    compile: impl Fn(&NodeSelectorRequirement) -> Result<T, TermProblem>,
) -> Vec<T> {
    let mut compiled = Vec::with_capacity(written.len());
    for (place, requirement) in written.iter().enumerate() {
        match compile(requirement) {
            Ok(requirement) => compiled.push(requirement),
            Err(problem) => errors.push(TermError { path: path(place), problem }),
        }
    }
    compiled
}

impl FieldRequirement {
    fn compile(requirement: &NodeSelectorRequirement) -> Result<Self, TermProblem> {
        let negated = match requirement.operator.as_str() {
            "In" => false,
            "NotIn" => true,
            operator => return Err(TermProblem::FieldOperator(operator.to_owned())),
        };
        match requirement.values.as_deref() {
            Some([value]) => {
                Ok(Self { key: requirement.key.clone(), value: value.clone(), negated })
            }
            _ => Err(TermProblem::FieldValues),
        }
    }
}

const MATCH_EXPRESSIONS: &str = "matchExpressions";
const MATCH_FIELDS: &str = "matchFields";

fn terms_path() -> FieldPath {
    FieldPath::of(&[
        "affinity",
        "nodeAffinity",
        "requiredDuringSchedulingIgnoredDuringExecution",
        "nodeSelectorTerms",
    ])
}

fn term_path(term: usize) -> FieldPath {
    terms_path().index(term)
}

fn requirement_path(term: usize, list: &'static str, place: usize) -> FieldPath {
    term_path(term).field(list).index(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn affinity(spec: &str) -> RequiredNodeAffinity {
        RequiredNodeAffinity::of(&serde_json::from_str(spec).unwrap())
    }

    fn terms(text: &str) -> RequiredNodeAffinity {
        affinity(&format!(
            r#"{{"containers":[],"affinity":{{"nodeAffinity":
            {{"requiredDuringSchedulingIgnoredDuringExecution":{{"nodeSelectorTerms":{text}}}}}}}}}"#
        ))
    }

    fn linux(key: &str) -> Option<&'static str> {
        (key == "kubernetes.io/os").then_some("linux")
    }

    #[test]
    fn one_term_is_enough_and_an_empty_one_is_none() {
        assert!(affinity(r#"{"containers":[]}"#).allows("n", linux));
        assert!(!terms("[]").allows("n", linux));
        assert!(!terms("[{}]").allows("n", linux));
        let either = terms(
            r#"[{"matchExpressions":[{"key":"gpu","operator":"Exists"}]},
                {"matchFields":[{"key":"metadata.name","operator":"In","values":["n"]}]}]"#,
        );
        assert!(either.allows("n", linux) && !either.allows("m", linux));
        assert!(either.depends_on_node_name());
    }

    #[test]
    fn a_term_that_cannot_be_read_is_an_error_only_where_no_other_matches() {
        let unreadable = r#"{"matchExpressions":[{"key":"n","operator":"Lt","values":["-5"]}]}"#;
        let other = r#"{"matchExpressions":[{"key":"kubernetes.io/os","operator":"Exists"}]}"#;
        assert!(terms(&format!("[{unreadable}]")).matches("n", linux).is_err());
        assert_eq!(terms(&format!("[{unreadable},{other}]")).matches("n", linux), Ok(true));
    }

    #[test]
    fn what_a_node_fails_is_named_by_its_field() {
        let affinity = affinity(
            r#"{"containers":[],"nodeSelector":{"kubernetes.io/os":"windows"},"affinity":
            {"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":
            {"nodeSelectorTerms":[{"matchExpressions":[
            {"key":"kubernetes.io/os","operator":"Exists"},
            {"key":"zone","operator":"In","values":["a"]}]}]}}}}"#,
        );
        let paths: Vec<_> =
            affinity.explain("n", linux).iter().map(|unmet| unmet.path().to_string()).collect();
        assert_eq!(
            paths,
            [
                "nodeSelector[kubernetes.io/os]",
                "affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution\
                 .nodeSelectorTerms[0].matchExpressions[1]",
            ]
        );
    }
}
