//! What a node lacks of what a pod demands, and where that is written.

use super::{
    FieldRequirement, MATCH_EXPRESSIONS, MATCH_FIELDS, RequiredNodeAffinity, Term, TermContent,
    TermError, requirement_path, term_path, terms_path,
};
use crate::kubernetes::field::FieldPath;
use crate::kubernetes::labels::Requirement;

/// A requirement that a node fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unmet<'s> {
    /// An entry of `nodeSelector`.
    NodeSelector(&'s Requirement),
    /// There is a required node affinity without terms.
    NoTerms,
    /// A term is empty.
    EmptyTerm {
        /// The term's place.
        term: usize,
    },
    /// A requirement of a term can't be read.
    Unreadable {
        /// The term's place.
        term: usize,
        /// Where and why.
        error: &'s TermError,
    },
    /// A requirement on a label, in a term.
    Expression {
        /// The term's place.
        term: usize,
        /// The requirement's place in `matchExpressions`.
        place: usize,
        /// The requirement.
        requirement: &'s Requirement,
    },
    /// A requirement on a field, in a term.
    Field {
        /// The term's place.
        term: usize,
        /// The requirement's place in `matchFields`.
        place: usize,
        /// The requirement.
        requirement: &'s FieldRequirement,
    },
}

impl Unmet<'_> {
    /// The term that the requirement is part of; none for `nodeSelector`.
    #[must_use]
    pub const fn term(&self) -> Option<usize> {
        match self {
            Self::NodeSelector(_) | Self::NoTerms => None,
            Self::EmptyTerm { term }
            | Self::Unreadable { term, .. }
            | Self::Expression { term, .. }
            | Self::Field { term, .. } => Some(*term),
        }
    }

    /// Where it stands, from the pod's spec on.
    #[must_use]
    pub fn path(&self) -> FieldPath {
        match self {
            Self::NodeSelector(requirement) => {
                FieldPath::root().field("nodeSelector").key(requirement.key.clone())
            }
            Self::NoTerms => terms_path(),
            Self::EmptyTerm { term } => term_path(*term),
            Self::Unreadable { error, .. } => error.path.clone(),
            Self::Expression { term, place, .. } => {
                requirement_path(*term, MATCH_EXPRESSIONS, *place)
            }
            Self::Field { term, place, .. } => requirement_path(*term, MATCH_FIELDS, *place),
        }
    }
}

impl RequiredNodeAffinity {
    /// Why a node does not: every requirement that it fails. Empty if it does.
    pub fn explain<'a, 's>(
        &'s self,
        node_name: &str,
        label: impl Fn(&str) -> Option<&'a str>,
    ) -> Vec<Unmet<'s>> {
        let selector = self.node_selector.iter();
        let mut unmet: Vec<Unmet<'s>> = selector
            .filter(|requirement| !requirement.passes(label(&requirement.key)))
            .map(Unmet::NodeSelector)
            .collect();
        let Some(terms) = &self.terms else { return unmet };
        if terms.iter().any(|term| term.matches(node_name, &label)) {
            return unmet;
        }
        if terms.is_empty() {
            unmet.push(Unmet::NoTerms);
        }
        for term in terms {
            term.explain(node_name, &label, &mut unmet);
        }
        unmet
    }
}

impl Term {
    fn explain<'a, 's>(
        &'s self,
        node_name: &str,
        label: impl Fn(&str) -> Option<&'a str>,
        unmet: &mut Vec<Unmet<'s>>,
    ) {
        let term = self.index;
        match &self.content {
            TermContent::Empty => unmet.push(Unmet::EmptyTerm { term }),
            TermContent::Unreadable(errors) => {
                unmet.extend(errors.iter().map(|error| Unmet::Unreadable { term, error }));
            }
            TermContent::Requirements { expressions, fields } => {
                for (place, requirement) in expressions.iter().enumerate() {
                    if !requirement.passes(label(&requirement.key)) {
                        unmet.push(Unmet::Expression { term, place, requirement });
                    }
                }
                for (place, requirement) in fields.iter().enumerate() {
                    if !node_name.is_empty() && !requirement.passes(node_name) {
                        unmet.push(Unmet::Field { term, place, requirement });
                    }
                }
            }
        }
    }
}
