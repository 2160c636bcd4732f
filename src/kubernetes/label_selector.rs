//! Label selectors. Mirrors `LabelSelectorAsSelector` of `k8s.io/apimachinery/pkg/apis/meta/v1`.

use std::collections::BTreeMap;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use super::labels::{Requirement, RequirementError};
use super::names;
use super::satisfiability::satisfiable;

/// A label selector, compiled: every requirement must pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selector {
    requirements: Vec<Requirement>,
    nothing: bool,
}

impl Selector {
    /// Compiles a selector. One without requirements selects everything.
    ///
    /// # Errors
    /// At the first requirement that Kubernetes doesn't take.
    pub fn compile(selector: &LabelSelector) -> Result<Self, RequirementError> {
        let labels = selector.match_labels.iter().flatten();
        let expressions = selector.match_expressions.iter().flatten();
        let requirements = labels
            .map(|(key, value)| Requirement::new(key, "In", std::slice::from_ref(value)))
            .chain(expressions.map(|expression| {
                let values = expression.values.as_deref().unwrap_or_default();
                match expression.operator.as_str() {
                    // Numbers are compared in node affinity alone.
                    operator @ ("Gt" | "Lt") => {
                        Err(RequirementError::Operator { operator: operator.to_owned() })
                    }
                    operator => Requirement::new(&expression.key, operator, values),
                }
            }))
            .collect::<Result<_, _>>()?;
        Ok(Self { requirements, nothing: false })
    }

    /// Compiles a selector that may be missing: then it selects nothing.
    ///
    /// # Errors
    /// As [`Self::compile`].
    pub fn compile_optional(selector: Option<&LabelSelector>) -> Result<Self, RequirementError> {
        selector.map_or_else(|| Ok(Self { requirements: Vec::new(), nothing: true }), Self::compile)
    }

    /// The selector of exactly these labels, as a Service has it; no labels select nothing.
    #[must_use]
    pub fn of_labels(labels: &BTreeMap<String, String>) -> Self {
        let requirements = labels.iter().map(|(key, value)| Requirement::equals(key, value));
        Self { requirements: requirements.collect(), nothing: labels.is_empty() }
    }

    /// Whether it selects whatever there is.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        !self.nothing && self.requirements.is_empty()
    }

    /// What it demands, `matchLabels` first.
    #[must_use]
    pub fn requirements(&self) -> &[Requirement] {
        &self.requirements
    }

    /// Whether it selects an object with these labels.
    #[must_use]
    pub fn matches(&self, labels: &BTreeMap<String, String>) -> bool {
        self.matches_with(|key| labels.get(key).map(String::as_str))
    }

    /// Whether it selects an object whose labels `value_of` looks up.
    pub fn matches_with<'a>(&self, value_of: impl Fn(&str) -> Option<&'a str>) -> bool {
        !self.nothing && self.requirements.iter().all(|r| r.passes(value_of(&r.key)))
    }

    /// The requirements that an object with these labels doesn't satisfy.
    pub fn unmet<'s>(
        &'s self,
        labels: &'s BTreeMap<String, String>,
    ) -> impl Iterator<Item = &'s Requirement> + 's {
        let value_of = |key: &str| labels.get(key).map(String::as_str);
        self.requirements
            .iter()
            .filter(move |requirement| !requirement.passes(value_of(&requirement.key)))
    }

    /// Whether there can be labels that both select. Exact: keys don't depend on each other.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let all = || self.requirements.iter().chain(&other.requirements);
        !self.nothing
            && !other.nothing
            && all().all(|requirement| {
                let of_key = all().filter(|r| r.key == requirement.key);
                satisfiable(&of_key.map(|r| &r.test).collect::<Vec<_>>())
            })
    }
}

/// Whether a selector that may be missing selects an object with these labels, asked but once; none for
/// a selector that Kubernetes doesn't take.
#[must_use]
pub(crate) fn selects(
    selector: Option<&LabelSelector>,
    labels: &BTreeMap<String, String>,
) -> Option<bool> {
    match selector {
        Some(LabelSelector { match_labels: Some(wanted), match_expressions: None }) => {
            let is_taken = |(key, value): (&String, &String)| {
                names::label_key(key).is_empty() && names::label_value(value).is_empty()
            };
            let is_met = |(key, value): (&String, &String)| labels.get(key) == Some(value);
            wanted.iter().all(is_taken).then(|| wanted.iter().all(is_met))
        }
        _ => Selector::compile_optional(selector).ok().map(|selector| selector.matches(labels)),
    }
}

/// Whether two selectors are written the same; absent and empty lists are.
#[must_use]
pub(crate) fn is_same(a: &LabelSelector, b: &LabelSelector) -> bool {
    let labels = |selector: &LabelSelector| selector.match_labels.clone().unwrap_or_default();
    let expressions = |selector: &LabelSelector| {
        let mut expressions = selector.match_expressions.clone().unwrap_or_default();
        for expression in &mut expressions {
            expression.values.get_or_insert_default();
        }
        expressions
    };
    labels(a) == labels(b) && expressions(a) == expressions(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selector(text: &str) -> Selector {
        Selector::compile(&serde_json::from_str(text).unwrap()).unwrap()
    }

    fn labels(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|&(key, value)| (key.to_owned(), value.to_owned())).collect()
    }

    #[test]
    fn no_requirement_selects_everything_and_no_selector_nothing() {
        assert!(selector("{}").is_everything() && selector("{}").matches(&labels(&[])));
        assert!(!Selector::compile_optional(None).unwrap().matches(&labels(&[])));
        assert!(!Selector::of_labels(&labels(&[])).matches(&labels(&[("a", "b")])));
    }

    #[test]
    fn labels_alone_select_as_they_do_compiled() {
        let own = labels(&[("app", "x"), ("tier", "y")]);
        for text in [
            r#"{"matchLabels":{}}"#,
            r#"{"matchLabels":{"app":"x"}}"#,
            r#"{"matchLabels":{"app":"x","tier":"z"}}"#,
            r#"{"matchLabels":{"other":"x"}}"#,
            r#"{"matchLabels":{"app":"-x"}}"#,
            r#"{"matchLabels":{"app":"x","a b":""}}"#,
            r#"{"matchLabels":{"app":"x"},"matchExpressions":[{"key":"tier","operator":"Exists"}]}"#,
            r#"{"matchLabels":{"app":"x"},"matchExpressions":[{"key":"tier","operator":"Gt"}]}"#,
            "{}",
        ] {
            let selector: LabelSelector = serde_json::from_str(text).unwrap();
            let compiled = Selector::compile(&selector).ok().map(|compiled| compiled.matches(&own));
            assert_eq!(selects(Some(&selector), &own), compiled, "{text}");
        }
        assert_eq!(selects(None, &own), Some(false));
    }

    #[test]
    fn unmet_requirements_are_named() {
        let selector = selector(r#"{"matchLabels":{"app":"x","tier":"y"}}"#);
        let labels = labels(&[("app", "x"), ("tier", "z")]);
        let keys: Vec<_> = selector.unmet(&labels).map(|r| r.key.as_str()).collect();
        assert_eq!(keys, ["tier"]);
    }

    #[test]
    fn overlap_is_decided_key_by_key() {
        let app = selector(r#"{"matchLabels":{"app":"x"}}"#);
        let other_key = selector(r#"{"matchLabels":{"tier":"y"}}"#);
        let other_value = selector(r#"{"matchLabels":{"app":"y"}}"#);
        let expression = |text: &str| selector(&format!(r#"{{"matchExpressions":[{text}]}}"#));
        let not = expression(r#"{"key":"app","operator":"NotIn","values":["x"]}"#);
        let absent = expression(r#"{"key":"app","operator":"DoesNotExist"}"#);
        let either = expression(r#"{"key":"app","operator":"In","values":["x","y"]}"#);
        assert!(app.overlaps(&other_key) && app.overlaps(&app) && app.overlaps(&either));
        assert!(app.overlaps(&selector("{}")));
        assert!(!app.overlaps(&other_value) && !app.overlaps(&not) && !app.overlaps(&absent));
        assert!(not.overlaps(&absent) && not.overlaps(&either));
        assert!(!app.overlaps(&Selector::compile_optional(None).unwrap()));
    }
}
