//! `deprecated-api-version`: objects of a version that Kubernetes no longer has.

use std::collections::BTreeMap;

use crate::kubernetes::dropped::{self, Dropped};
use crate::manifest::{Manifest, Workload};
use crate::rules::check::Check;
use crate::rules::context::Context;
use crate::rules::finding::{Finding, Findings, Route};
use crate::yaml::edit::{Change, Fragment};

/// The rule.
pub(super) struct DeprecatedApiVersion;

impl Check for DeprecatedApiVersion {
    fn manifest(&self, _cx: &Context<'_>, manifest: &Manifest, findings: &mut Findings) {
        let object = manifest.object_ref();
        let Some(old) = dropped::find(&object.api_version, &object.kind) else { return };
        let message = format!(
            "no API server since Kubernetes 1.{} takes {} `{}` as `{}`",
            old.minor, object.kind, object.name, object.api_version
        );
        let route = Route::root().field("apiVersion");
        let finding = Finding::new(message, route.clone(), "this version is gone").covers(route);
        let (help, changes) = mend(manifest, old);
        let finding = finding.help(help);
        findings.push(match old.now {
            Some(now) if !changes.is_empty() => finding.fix(format!("write `{now}`"), changes),
            _ => finding,
        });
    }
}

/// What to write instead, and the changes that do it; none where the fields have changed.
fn mend(manifest: &Manifest, old: &Dropped) -> (String, Vec<Change>) {
    let Some(now) = old.now else {
        return (old.changes.unwrap_or("nothing has taken its place").to_owned(), Vec::new());
    };
    let write = format!("write `{now}`");
    if !old.same_fields {
        let changes = old.changes.map(|changes| format!(", where {changes}"));
        return (write + &changes.unwrap_or_default(), Vec::new());
    }
    let version = Route::root().field("apiVersion").written_as(now);
    let Some(labels) = Workload::of(manifest).filter(|_| now == "apps/v1").map(|w| w.labels())
    else {
        let changes = old.changes.map(|changes| format!(", where {changes}"));
        return (write + &changes.unwrap_or_default(), vec![version]);
    };
    if manifest.has(&["spec", "selector"]) {
        return (write, vec![version]);
    }
    let help =
        format!("{write}, and a selector: it was made of the template's labels, and must be given");
    // Without labels nothing could be selected.
    let Some(labels) = labels.filter(|labels| !labels.is_empty()) else {
        return (help, Vec::new());
    };
    let selector = Change::Insert {
        at: Route::spec().field("selector").field("matchLabels").path(),
        value: of_labels(labels),
    };
    (help, vec![version, selector])
}

fn of_labels(labels: &BTreeMap<String, String>) -> Fragment {
    let entry = |(key, value): (&String, &String)| (key.clone(), Fragment::Text(value.clone()));
    Fragment::Map(labels.iter().map(entry).collect())
}
