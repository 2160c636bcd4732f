//! `selector-matches-everything`: no selector, or one without requirements.

use super::demand::{demands, selector_route};
use super::stable_label::{own_value, selector_of};
use crate::manifest::Manifest;
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::words::yaml;
use crate::yaml::Kind;

/// The rule.
pub(super) struct SelectorMatchesEverything;

impl Check for SelectorMatchesEverything {
    fn daemon_set(&self, _cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        if demands(&subject.spec.selector).next().is_some() {
            return;
        }
        let manifest = subject.manifest;
        let loose = loose_labels(manifest);
        let finding = if !manifest.facts().selector {
            let written = manifest.find(&["spec", "selector"]).is_some();
            let (message, label) = if written {
                (
                    "the selector is null: no pod would be the DaemonSet's own",
                    "nothing is written here",
                )
            } else {
                (
                    "the selector is missing: no pod would be the DaemonSet's own",
                    "there is no `selector` in here",
                )
            };
            // Without a selector the API server blames the labels that nothing selects.
            Finding::new(message, selector_route(), label)
                .covers(Route::pod_labels(subject.pods.path))
        } else if loose.is_empty() {
            let message = "the selector is empty: it would select every pod of the namespace";
            Finding::new(message, selector_route(), "no requirement stands here")
        } else {
            let message = "the selector is empty: its labels do not stand under `matchLabels`";
            let mut finding = Finding::new(message, selector_route(), "`matchLabels` is missing");
            for (key, _) in &loose {
                finding = finding.covers(selector_route().field(key.clone()));
            }
            finding
        };
        let finding = finding.covers(selector_route());
        findings.push(finding.help(help(subject, &loose)));
    }
}

/// What stands directly in `spec.selector` as if it were a Service's or a ReplicationController's.
fn loose_labels(manifest: &Manifest) -> Vec<(String, String)> {
    let document = manifest.document();
    let Some(selector) = manifest.find(&["spec", "selector"]) else { return Vec::new() };
    if document.kind(selector) != Kind::Mapping {
        return Vec::new();
    }
    document
        .entries(selector)
        .iter()
        .filter_map(|entry| Some((document.key(entry), document.as_str(entry.value)?)))
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .collect()
}

fn help(subject: &WorkloadSubject<'_>, loose: &[(String, String)]) -> String {
    let refused = "the API server refuses this DaemonSet; ";
    if !loose.is_empty() {
        let lines: String = loose
            .iter()
            .map(|(key, value)| format!("\n        {key}: {}", yaml::scalar(value)))
            .collect();
        return format!("{refused}write\n    selector:\n      matchLabels:{lines}");
    }
    match subject.pod_labels().and_then(selector_of) {
        Some(selector) => format!("{refused}by the template's labels, write\n{selector}"),
        None => format!(
            "{refused}give the template a label and select by it\n    selector:\n      \
             matchLabels:\n        app: {name}\n    template:\n      metadata:\n        labels:\n          \
             app: {name}",
            name = own_value(subject.name())
        ),
    }
}
