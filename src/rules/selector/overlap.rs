//! `selector-overlap`: a selector that takes another workload's pods.
//!
//! A pair is told once. Where one selector takes the other's pods and not the other way round, at
//! the one that takes them; where both do, at the DaemonSet, and of two DaemonSets at the later
//! one in the order of the files. The other owner sees it too: its labels are marked.

use std::collections::BTreeMap;
use std::path::Path;

use k8s_openapi::api::apps::v1::DaemonSet;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use super::demand::{demands, selector_route};
use super::node_label::is_node_label;
use super::volatile_label::is_volatile;
use crate::kubernetes::label_selector::Selector;
use crate::kubernetes::node_affinity::RequiredNodeAffinity;
use crate::kubernetes::satisfiability::never_meet;
use crate::manifest::{Manifest, Object, Workload};
use crate::rules::check::Check;
use crate::rules::context::Context;
use crate::rules::finding::{Finding, Findings, Route};
use crate::rules::index::select;
use crate::rules::rivals::{Rivals, is_namesake};
use crate::words::list::{SHOWN, short};

/// The rule.
pub(super) struct SelectorOverlap;

impl Check for SelectorOverlap {
    fn manifest(&self, cx: &Context<'_>, manifest: &Manifest, findings: &mut Findings) {
        let Some(own) = Workload::of(manifest) else { return };
        let Some(selector) = own.pods.selector else { return };
        let namespace = manifest.namespace();
        // One that doesn't select its own pods, or selects everything, has a worse problem.
        let others = match cx.pods.rivals(namespace, selector) {
            Some(rivals) if takes(&own, &own) => told_of_many(&own, selector, &rivals),
            Some(_) => return,
            None => {
                let selected = cx.pods.selected(namespace, selector);
                let mut taken = selected.filter(|other| !is_namesake(manifest, other)).peekable();
                if taken.peek().is_none() || !takes(&own, &own) {
                    return;
                }
                told(&own, taken)
            }
        };
        if !others.is_empty() {
            findings.push(finding(&own, &others));
        }
    }
}

/// The first of those whose pods a workload takes that are told at it. Ten thousand of one label are
/// one mistake: its first victims will do.
fn told<'a>(own: &Workload<'_>, taken: impl Iterator<Item = &'a Manifest>) -> Vec<Workload<'a>> {
    taken
        .filter_map(Workload::of)
        .filter(|other| is_told_here(own, other))
        .take(SHOWN + 1)
        .collect()
}

/// The same of many workloads: those of one selector all take a workload's pods, or none of them does.
fn told_of_many<'a>(
    own: &Workload<'_>,
    selector: &LabelSelector,
    rivals: &Rivals<'a>,
) -> Vec<Workload<'a>> {
    let is_daemon_set = own.manifest.is_a::<DaemonSet>();
    let mut all = Vec::new();
    for class in rivals.classes().filter(|class| is_daemon_set || class.are_daemon_sets) {
        let first = class.first().and_then(Workload::of);
        let is_mutual = first.is_some_and(|first| takes(&first, own));
        // Where both take each other's pods, it is told at the DaemonSet, and of two at the later one.
        if is_mutual && !is_daemon_set {
            continue;
        }
        let others = class.others(own.manifest, is_mutual && class.are_daemon_sets);
        all.extend(told(own, select(selector, others)));
    }
    all.sort_by(|one, other| one.manifest.order(other.manifest));
    all.truncate(SHOWN + 1);
    all
}

/// Whether a workload's selector takes pods with another's labels.
fn takes(workload: &Workload<'_>, other: &Workload<'_>) -> bool {
    let none = BTreeMap::new();
    let selector = workload.pods.selector.and_then(|selector| Selector::compile(selector).ok());
    selector.is_some_and(|s| !s.is_everything() && s.matches(other.labels().unwrap_or(&none)))
}

/// Whether a workload whose pods are taken makes a pair, and the pair is told at the taker.
fn is_told_here(own: &Workload<'_>, other: &Workload<'_>) -> bool {
    let daemon_set = |workload: &Workload<'_>| workload.manifest.daemon_set().is_some();
    let both = daemon_set(own) && daemon_set(other);
    let neither = !daemon_set(own) && !daemon_set(other);
    let is_pod = matches!(other.manifest.object(), Object::Pod(_));
    if neither || is_pod || are_alternatives(own, other) {
        return false;
    }
    let comes_later = own.manifest.order(other.manifest).is_gt();
    let here = (both && comes_later) || (daemon_set(own) && !both) || !takes(other, own);
    here && !(both && keep_apart(own, other))
}

/// Whether two manifests are likely two ways to deploy one thing, of which a user applies one: the
/// same name as another kind, in another folder (`daemon-set/agent.yaml`, `deployment/agent.yaml`).
fn are_alternatives(a: &Workload<'_>, b: &Workload<'_>) -> bool {
    let (a, b) = (a.manifest, b.manifest);
    let folder = |m: &Manifest| Path::new(m.file().name()).parent().map(Path::to_path_buf);
    a.object_ref().name == b.object_ref().name && folder(a) != folder(b)
}

fn keep_apart(a: &Workload<'_>, b: &Workload<'_>) -> bool {
    match (a.pods.spec, b.pods.spec) {
        (Some(a), Some(b)) => {
            never_meet(&RequiredNodeAffinity::of(a), &RequiredNodeAffinity::of(b))
        }
        _ => false,
    }
}

fn title(workload: &Workload<'_>) -> String {
    let object = workload.manifest.object_ref();
    format!("{} `{}`", object.kind, object.name)
}

fn finding(own: &Workload<'_>, others: &[Workload<'_>]) -> Finding {
    let shown = others.get(..SHOWN).unwrap_or(others);
    let titles: Vec<_> = shown.iter().map(|other| title(other)).collect();
    let titles = match others.len() > shown.len() {
        true => format!("{} and more", titles.join(", ")),
        false => short(&titles),
    };
    let mutual = match others {
        [other] if takes(other, own) => ", and the other way round",
        _ => "",
    };
    let message = format!("the selector also takes the pods of {titles}{mutual}");
    let wants: Vec<_> = own
        .pods
        .selector
        .map(|selector| {
            demands(selector).map(|demand| format!("`{}`", demand.notation())).collect()
        })
        .unwrap_or_default();
    let text = format!("takes every pod with {}", short(&wants));
    let mut finding = Finding::new(message, selector_route(), text);
    for other in shown {
        let text = format!("so the pods of {} are taken too", title(other));
        finding = finding.related_in(other.manifest, &Route::pod_labels(other.pods.path), text);
    }
    match others.first() {
        Some(other) => finding.help(help(own, other)),
        None => finding,
    }
}

fn help(own: &Workload<'_>, other: &Workload<'_>) -> String {
    let none = BTreeMap::new();
    let (labels, others) = (own.labels().unwrap_or(&none), other.labels().unwrap_or(&none));
    let telling = labels.iter().find(|(key, value)| {
        others.get(*key).is_some_and(|other| other != *value)
            && !is_node_label(key)
            && !is_volatile(key, value)
    });
    let how = match telling {
        Some((key, value)) => format!("select by `{key}: {value}` as well: it tells the two apart"),
        None => "give each a label that the other's pods don't have, in its selector and in its \
                 template, `app.kubernetes.io/component` for example"
            .to_owned(),
    };
    format!(
        "{how}; the selector of a workload that exists already can't be changed, so that needs a \
         new name, or deletion first"
    )
}

#[cfg(test)]
mod tests;
