//! Which objects a policy, or a binding of it, looks at.
//!
//! Mirrors `plugin/policy/matching/matching.go` and `predicates/rules` of the API server.

use std::collections::BTreeMap;

use k8s_openapi::api::admissionregistration::v1::{MatchResources, NamedRuleWithOperations};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;
use serde_json::Value as Json;

use super::request::{Known, Request};
use crate::kubernetes::label_selector::Selector;

/// Whether constraints match a request; none where that depends on the labels of a namespace that
/// isn't known.
#[must_use]
pub fn matches(constraints: &MatchResources, request: &Request<'_>) -> Option<bool> {
    let matches_any = |rules: &Option<Vec<NamedRuleWithOperations>>| {
        rules.iter().flatten().any(|rule| matches_rule(rule, request))
    };
    let no_rules = constraints.resource_rules.as_ref().is_none_or(Vec::is_empty);
    if !matches_object(constraints.object_selector.as_ref(), request)
        || matches_any(&constraints.exclude_resource_rules)
        || !(no_rules || matches_any(&constraints.resource_rules))
    {
        return Some(false);
    }
    matches_namespace(constraints.namespace_selector.as_ref(), request)
}

fn is_empty(selector: &LabelSelector) -> bool {
    selector.match_labels.as_ref().is_none_or(BTreeMap::is_empty)
        && selector.match_expressions.as_ref().is_none_or(Vec::is_empty)
}

fn labels(object: &Json) -> BTreeMap<String, String> {
    let labels = object.pointer("/metadata/labels").and_then(Json::as_object);
    let text = |(key, value): (&String, &Json)| Some((key.clone(), value.as_str()?.to_owned()));
    labels.into_iter().flatten().filter_map(text).collect()
}

fn matches_object(selector: Option<&LabelSelector>, request: &Request<'_>) -> bool {
    let Some(selector) = selector.filter(|selector| !is_empty(selector)) else { return true };
    let Ok(selector) = Selector::compile(selector) else { return false };
    let objects = [Some(request.object), request.old_object];
    objects.into_iter().flatten().any(|object| selector.matches(&labels(object)))
}

fn matches_namespace(selector: Option<&LabelSelector>, request: &Request<'_>) -> Option<bool> {
    let Some(selector) = selector.filter(|selector| !is_empty(selector)) else { return Some(true) };
    let name = request.metadata("namespace");
    let own = request.resource().kind == "Namespace";
    if name.is_empty() && !own {
        return Some(true);
    }
    let Ok(selector) = Selector::compile(selector) else { return Some(false) };
    let mut labels = match request.namespace {
        _ if own => labels(request.object),
        Known::Is(namespace) => labels(namespace),
        Known::Nothing => BTreeMap::new(),
        Known::Unknown => return matches_by_name(&selector, name),
    };
    // Every namespace has it, whoever wrote its manifest.
    let name = if own { request.metadata("name") } else { name };
    labels.entry(NAME_LABEL.to_owned()).or_insert_with(|| name.to_owned());
    Some(selector.matches(&labels))
}

const NAME_LABEL: &str = "kubernetes.io/metadata.name";

/// What a selector says of a namespace of which only the name is known.
fn matches_by_name(selector: &Selector, name: &str) -> Option<bool> {
    let asks_only_name = selector.requirements().iter().all(|one| one.key == NAME_LABEL);
    let labels = BTreeMap::from([(NAME_LABEL.to_owned(), name.to_owned())]);
    asks_only_name.then(|| selector.matches(&labels))
}

fn matches_rule(rule: &NamedRuleWithOperations, request: &Request<'_>) -> bool {
    let has = |list: &Option<Vec<String>>, wanted: &str| {
        list.iter().flatten().any(|one| one == "*" || one == wanted)
    };
    let resource = request.resource();
    let plural = resource.plural();
    let takes_resource = rule.resources.iter().flatten().any(|one| {
        let (name, sub) = one.split_once('/').unwrap_or((one, ""));
        matches!(sub, "" | "*") && (name == "*" || name == plural)
    });
    let in_namespace = !request.metadata("namespace").is_empty();
    let takes_scope = match rule.scope.as_deref() {
        Some("Namespaced") => in_namespace,
        Some("Cluster") => !in_namespace,
        _ => true,
    };
    let names = rule.resource_names.as_deref().unwrap_or_default();
    takes_scope
        && takes_resource
        && has(&rule.operations, request.operation.as_str())
        && has(&rule.api_groups, resource.group)
        && has(&rule.api_versions, resource.version)
        && (names.is_empty() || names.iter().any(|name| name == request.metadata("name")))
}
