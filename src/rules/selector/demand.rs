//! What a selector demands, one requirement at a time, each with its place.

use std::collections::BTreeMap;
use std::slice;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use crate::kubernetes::labels::Requirement;
use crate::rules::finding::Route;

/// One requirement of a selector.
#[derive(Clone, Copy, Debug)]
pub(super) struct Demand<'a> {
    /// The label's key.
    pub key: &'a str,
    /// The operator in the API's words; `In` for an entry of `matchLabels`.
    pub operator: &'a str,
    /// The values that go with it.
    pub values: &'a [String],
    /// The place in `matchExpressions`; none for an entry of `matchLabels`.
    expression: Option<usize>,
}

/// The requirements of a selector, `matchLabels` first.
pub(super) fn demands(selector: &LabelSelector) -> impl Iterator<Item = Demand<'_>> {
    let labels = selector.match_labels.iter().flatten().map(|(key, value)| Demand {
        key,
        operator: "In",
        values: slice::from_ref(value),
        expression: None,
    });
    let expressions = selector.match_expressions.iter().flatten().enumerate();
    labels.chain(expressions.map(|(place, expression)| Demand {
        key: &expression.key,
        operator: &expression.operator,
        values: expression.values.as_deref().unwrap_or_default(),
        expression: Some(place),
    }))
}

/// `spec.selector`.
pub(super) fn selector_route() -> Route {
    Route::spec().field("selector")
}

impl<'a> Demand<'a> {
    /// Whether labels satisfy it; not where Kubernetes makes no requirement of it.
    pub(super) fn is_met_by(&self, labels: &BTreeMap<String, String>) -> bool {
        Requirement::new(self.key, self.operator, self.values)
            .is_ok_and(|requirement| requirement.passes(labels.get(self.key).map(String::as_str)))
    }

    /// The one value that satisfies it, if there is just one.
    pub(super) fn value(&self) -> Option<&'a str> {
        match self.values {
            [value] if self.operator == "In" => Some(value),
            _ => None,
        }
    }

    /// Where its key stands.
    pub(super) fn key_route(&self) -> Route {
        match self.expression {
            None => selector_route().field("matchLabels").entry(self.key).key(),
            Some(place) => self.expression_route(place).field("key"),
        }
    }

    /// Where what it wants of the label stands.
    pub(super) fn value_route(&self) -> Route {
        match (self.expression, self.values) {
            (None, _) => selector_route().field("matchLabels").entry(self.key),
            (Some(place), []) => self.expression_route(place).field("operator"),
            (Some(place), [_]) => self.expression_route(place).field("values").index(0),
            (Some(place), _) => self.expression_route(place).field("values"),
        }
    }

    fn expression_route(&self, place: usize) -> Route {
        selector_route().field("matchExpressions").index(place)
    }

    /// It as `kubectl -l` takes it: `app=agent`, `tier in (a, b)`, `!canary`.
    pub(super) fn notation(&self) -> String {
        let (key, values) = (self.key, self.values.join(", "));
        match (self.operator, self.values) {
            ("In", [value]) => format!("{key}={value}"),
            ("In", _) => format!("{key} in ({values})"),
            ("NotIn", [value]) => format!("{key}!={value}"),
            ("NotIn", _) => format!("{key} notin ({values})"),
            ("DoesNotExist", _) => format!("!{key}"),
            _ => key.to_owned(),
        }
    }
}
