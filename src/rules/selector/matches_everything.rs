//! `selector-matches-everything`: no selector, or one without requirements.

use std::collections::BTreeMap;

use super::demand::{demands, selector_route};
use super::stable_label::{chosen, own_value, selector_of};
use crate::manifest::Manifest;
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::source::Span;
use crate::words::yaml;
use crate::yaml::Kind;
use crate::yaml::edit::{Change, Fragment};

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
        let finding = finding.help(help(subject, &loose));
        findings.push(match mended(subject, &loose) {
            Some(change) => finding.unsafe_fix("select by the template's labels", vec![change]),
            None => finding,
        });
    }
}

/// The change that writes a selector which selects the template's pods; none where no label is fit
/// for it.
fn mended(subject: &Subject<'_>, loose: &[(String, String)]) -> Option<Change> {
    let none = BTreeMap::new();
    let labels = subject.pod_labels().unwrap_or(&none);
    let entry = |(key, value): (&String, &String)| (key.clone(), Fragment::Text(value.clone()));
    let wanted = |entries: Vec<(String, Fragment)>| {
        Some(Fragment::Map(entries)).filter(|map| *map != Fragment::Map(Vec::new()))
    };
    let manifest = subject.manifest;
    if loose.is_empty() {
        let labels = wanted(chosen(labels).into_iter().map(entry).collect())?;
        let matching = selector_route().field("matchLabels");
        return Some(match manifest.find(&["spec", "selector", "matchLabels"]) {
            Some(_) => matching.set_to(labels),
            None => matching.filled_with(labels),
        });
    }
    let selector = manifest.find(&["spec", "selector"])?;
    let document = manifest.document();
    let only = document.entries(selector).len() == loose.len();
    let place = manifest.locate(&selector_route().path());
    let (file, start) = (manifest.file(), place.key_span(document).start);
    // What stands beside them would be lost.
    let end = file.line_span(file.line(document.span(selector).end)).end;
    let bare = !document.has_comment(Span::new(start, end));
    let selects = loose.iter().all(|(key, value)| labels.get(key) == Some(value));
    if !(only && bare && selects) {
        return None;
    }
    let labels = wanted(loose.iter().map(|(key, value)| entry((key, value))).collect())?;
    Some(selector_route().set_to(Fragment::entry("matchLabels", labels)))
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
