//! `service-selects-nobody`: a Service that would select a DaemonSet's pods but for a slip.

use std::collections::BTreeMap;

use k8s_openapi::api::apps::v1::DaemonSet;

use super::front::Front;
use crate::manifest::{Manifest, Workload};
use crate::rules::check::Check;
use crate::rules::context::Context;
use crate::rules::finding::{Finding, Findings, Route};
use crate::rules::index::digits;
use crate::words::near::{Slip, slip};

/// The rule.
pub(super) struct ServiceSelectsNobody;

impl Check for ServiceSelectsNobody {
    fn manifest(&self, cx: &Context<'_>, manifest: &Manifest, findings: &mut Findings) {
        let Some(front) = Front::of(cx, manifest).filter(|front| front.behind.is_empty()) else {
            return;
        };
        let near = cx.pods.nearly_selected(manifest.namespace(), front.selector, is_slip);
        let daemon_sets =
            near.into_iter().filter(|one| one.is_a::<DaemonSet>()).filter_map(Workload::of);
        let mut missed = daemon_sets.filter_map(|of| Some((of, missed(front.selector, &of)?)));
        if let Some((of, miss)) = missed.next() {
            findings.push(finding(manifest, &of, &miss));
        }
    }
}

/// The one label by which a selector misses pods.
enum Miss<'a> {
    Value { key: &'a str, is: &'a str, meant: &'a str },
    Key { is: &'a str, meant: &'a str },
}

/// By what slip a selector misses a workload's pods; none where it misses them by more.
fn missed<'a>(selector: &'a BTreeMap<String, String>, of: &Workload<'a>) -> Option<Miss<'a>> {
    let labels = of.labels()?;
    let mut unmet = selector.iter().filter(|(key, value)| labels.get(*key) != Some(value));
    let ((key, value), None) = (unmet.next()?, unmet.next()) else { return None };
    match labels.get(key) {
        Some(there) if is_slip(value, there) => Some(Miss::Value { key, is: value, meant: there }),
        Some(_) => None,
        None => {
            let mut alike = labels.iter().filter(|(other, there)| {
                *there == value && !selector.contains_key(*other) && is_slip(key, other)
            });
            alike.next().map(|(other, _)| Miss::Key { is: key, meant: other })
        }
    }
}

/// Whether one word is the other with a letter wrong.
fn is_slip(word: &str, other: &str) -> bool {
    let near = match slip(word, other) {
        Some(Slip::Case | Slip::Punctuation) => true,
        Some(Slip::Letters(1)) => word.len().min(other.len()) >= 4,
        Some(Slip::Letters(2)) => word.len().min(other.len()) >= 8,
        _ => false,
    };
    near && digits(word) == digits(other)
}

fn finding(service: &Manifest, of: &Workload<'_>, miss: &Miss<'_>) -> Finding {
    let (name, behind) = (&service.object_ref().name, &of.manifest.object_ref().name);
    let selector = Route::spec().field("selector");
    let (route, wanted, there, meant, label) = match *miss {
        Miss::Value { key, is, meant } => {
            (selector.entry(key), format!("`{key}: {is}`"), format!("`{key}: {meant}`"), meant, key)
        }
        Miss::Key { is, meant } => (
            selector.entry(is).key(),
            format!("the label `{is}`"),
            format!("`{meant}`"),
            meant,
            meant,
        ),
    };
    let message = format!(
        "Service `{name}` selects nobody: it wants {wanted}, and the pods of DaemonSet `{behind}` \
         have {there}"
    );
    let labels = Route::pod_labels(of.pods.path).entry(label);
    let change = route.clone().written_as(meant);
    Finding::new(message, route, "no pod of the namespace has this")
        .related_in(of.manifest, &labels, "the label of the pods")
        .help(format!("write `{meant}`: without endpoints every connection is refused"))
        .unsafe_fix(format!("select `{meant}`"), vec![change])
}
