//! `duplicate-list-key`: two entries of a list by which apply tells entries apart.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::Container;

use crate::manifest::Manifest;
use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};

/// The rule.
pub(super) struct DuplicateListKey;

impl Check for DuplicateListKey {
    fn workload(&self, _cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        for (route, container) in subject.all_containers() {
            findings.0.extend(of_ports(container, &route.clone().field("ports")));
            let names = container.env.iter().flatten().map(|variable| variable.name.as_str());
            findings.0.extend(repeated(names, &route.field("env"), "name", "variable"));
        }
        let pod = subject.pod;
        let secrets = pod.image_pull_secrets.iter().flatten().map(|secret| secret.name.as_str());
        let list = Route::pod_spec(subject.pods.path).field("imagePullSecrets");
        findings.0.extend(repeated(secrets, &list, "name", "pull secret"));
        let aliases = pod.host_aliases.iter().flatten().map(|alias| alias.ip.as_str());
        let list = Route::pod_spec(subject.pods.path).field("hostAliases");
        findings.0.extend(repeated(aliases, &list, "ip", "address"));
        let own = Route::metadata().field("finalizers");
        findings.0.extend(of_set(&finalizers(subject.manifest), &own, "finalizer"));
    }
}

/// The entries that have the key of an earlier one, each with the first that has it.
fn pairs<K: Ord + Copy>(keys: impl Iterator<Item = K> + Clone) -> Vec<(usize, usize, K)> {
    if keys.clone().nth(1).is_none() {
        return Vec::new();
    }
    let mut first: BTreeMap<K, usize> = BTreeMap::new();
    let repeated = |(place, key)| {
        let known = *first.entry(key).or_insert(place);
        (known != place).then_some((known, place, key))
    };
    keys.enumerate().filter_map(repeated).collect()
}

fn repeated<'a>(
    keys: impl Iterator<Item = &'a str> + Clone,
    list: &Route,
    field: &'static str,
    what: &str,
) -> Vec<Finding> {
    let of_pair = |(first, second, key)| {
        let place = |index: usize| list.clone().index(index).field(field);
        finding(&format!("{what} `{key}`"), &format!("`{field}`"), place(first), place(second))
            .covers(list.clone().index(second))
    };
    let pairs = pairs(keys).into_iter();
    pairs.filter(|(_, _, key)| !key.is_empty()).map(of_pair).collect()
}

/// What keeps an object from going away.
fn finalizers(manifest: &Manifest) -> Vec<&str> {
    let document = manifest.document();
    let list = manifest.find(&["metadata", "finalizers"]);
    let texts = list.into_iter().flat_map(|list| document.elements(list));
    texts.map(|text| document.as_str(*text).unwrap_or_default()).collect()
}

/// A list of texts of which each is its own key.
fn of_set(texts: &[&str], list: &Route, what: &str) -> Vec<Finding> {
    let of_pair = |(first, second, text)| {
        let place = |index: usize| list.clone().index(index);
        finding(&format!("{what} `{text}`"), "themselves", place(first), place(second))
    };
    let pairs = pairs(texts.iter().copied()).into_iter();
    pairs.filter(|(_, _, text)| !text.is_empty()).map(of_pair).collect()
}

fn of_ports(container: &Container, list: &Route) -> Vec<Finding> {
    let keys = container.ports.iter().flatten().map(|port| {
        let protocol = port.protocol.as_deref().filter(|protocol| !protocol.is_empty());
        (port.container_port, protocol.unwrap_or("TCP"))
    });
    let of_pair = |(first, second, (number, protocol))| {
        let place = |index: usize| list.clone().index(index).field("containerPort");
        let keys = "`containerPort` and `protocol`";
        finding(&format!("port {number}/{protocol}"), keys, place(first), place(second))
            .covers(list.clone().index(second))
    };
    pairs(keys).into_iter().map(of_pair).collect()
}

fn finding(what: &str, keys: &str, first: Route, second: Route) -> Finding {
    Finding::new(
        format!("{what} is listed twice: server-side apply refuses this object"),
        second.clone(),
        "the second entry with this key",
    )
    .covers(second)
    .related(first, "the first")
    .help(format!(
        "keep one: apply tells the entries of this list apart by {keys}; server-side apply (Argo \
         CD, Flux, kubectl --server-side) takes no two, and client-side apply loses one of them \
         at the next change"
    ))
}
