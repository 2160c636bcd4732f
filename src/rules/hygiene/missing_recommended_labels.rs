//! `missing-recommended-labels`: objects that tools can't put with their application.

use std::collections::BTreeMap;

use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::words::list::and;

/// The rule.
pub(super) struct MissingRecommendedLabels;

impl Check for MissingRecommendedLabels {
    fn workload(&self, cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        let none = BTreeMap::new();
        let labels = subject.manifest.daemon_set().and_then(|own| own.metadata.labels.as_ref());
        let labels = labels.unwrap_or(&none);
        let params = cx.params(subject.manifest);
        let recommended = params.words("missing-recommended-labels", "labels");
        let missing: Vec<String> = recommended
            .iter()
            .filter(|key| !labels.contains_key(*key))
            .map(|key| format!("`{key}`"))
            .collect();
        if missing.is_empty() {
            return;
        }
        let word = if missing.len() == 1 { "label" } else { "labels" };
        let message = format!("`{}` lacks the {word} {}", subject.name(), and(&missing));
        let route = Route::metadata().field("labels").key();
        findings.push(Finding::new(message, route, "tools group objects by them").help(
            "add them to `metadata.labels`; the selector of a DaemonSet that exists can't be changed",
        ));
    }
}
