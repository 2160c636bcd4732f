//! `selector-changed`: a selector that differs from the old manifest's.

use std::collections::BTreeMap;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use super::demand::{demands, selector_route};
use crate::kubernetes::label_selector::{Selector, is_same};
use crate::manifest::Manifest;
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings};

/// The rule.
pub(super) struct SelectorChanged;

impl Check for SelectorChanged {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let Some(against) = cx.against else { return };
        let manifest = subject.manifest;
        let pair = against.updated_by(manifest);
        let namesake = |old: &&Manifest| old.object_ref().name == manifest.object_ref().name;
        let Some(old_manifest) = pair.filter(namesake) else { return };
        let Some(old) = old_manifest.daemon_set().map(|old| &old.spec) else { return };
        let (was, is) = (&old.selector, &subject.spec.selector);
        if is_same(was, is) || !old_manifest.facts().selector || !manifest.facts().selector {
            // Where one is missing, that is the mistake.
            return;
        }
        let (was_text, is_text) = (notation(was), notation(is));
        let message =
            format!("the selector can't be changed: it was `{was_text}` and would be `{is_text}`");
        let old_labels = old.template.metadata.as_ref().and_then(|m| m.labels.as_ref());
        let finding = Finding::new(message, selector_route(), format!("now `{is_text}`"))
            .related_in(old_manifest, &selector_route(), format!("was `{was_text}`"))
            .help(help(manifest, was, is, old_labels))
            .covers(selector_route());
        findings.push(finding);
    }
}

type Labels = BTreeMap<String, String>;

/// A selector as `kubectl -l` takes it.
fn notation(selector: &LabelSelector) -> String {
    demands(selector).map(|demand| demand.notation()).collect::<Vec<_>>().join(",")
}

fn help(
    manifest: &Manifest,
    was: &LabelSelector,
    is: &LabelSelector,
    old: Option<&Labels>,
) -> String {
    let adopts = old
        .is_some_and(|labels| Selector::compile(is).is_ok_and(|selector| selector.matches(labels)));
    let namespace = word(manifest.namespace(), "NAMESPACE");
    let pods = if adopts {
        format!(
            "the pods run on, and the new DaemonSet adopts them; those of one that was never updated \
             pass for new then, and keep the old image for ever, so that after applying this must \
             follow\n    {}",
            restart_command(manifest)
        )
    } else {
        let selector = notation(was);
        let selector = word(&selector, "OLD-SELECTOR");
        format!(
            "the pods run on; the new DaemonSet doesn't own them and starts its own beside them, \
             so remove them when those run\n    kubectl delete pods -n {namespace} -l '{selector}'"
        )
    };
    let replace = replace_command(manifest);
    format!(
        "keep the old selector, or give the new DaemonSet another name; to replace it under its \
         name, before applying\n    {replace}\n{pods}"
    )
}

/// What makes room for a DaemonSet that can't update the one of its name.
pub(crate) fn replace_command(manifest: &Manifest) -> String {
    let name = word(&manifest.object_ref().name, "NAME");
    let namespace = word(manifest.namespace(), "NAMESPACE");
    format!("kubectl delete daemonset {name} -n {namespace} --cascade=orphan")
}

/// What replaces pods that were adopted, and pass for new ones.
pub(crate) fn restart_command(manifest: &Manifest) -> String {
    let name = word(&manifest.object_ref().name, "NAME");
    let namespace = word(manifest.namespace(), "NAMESPACE");
    format!("kubectl rollout restart daemonset {name} -n {namespace}")
}

/// A text for a command that people copy: what could end the word there is not taken over.
pub(in crate::rules) fn word<'t>(text: &'t str, instead: &'t str) -> &'t str {
    let harmless = |c: char| c.is_ascii_alphanumeric() || "-._/=,!() ".contains(c);
    if !text.is_empty() && text.chars().all(harmless) { text } else { instead }
}
