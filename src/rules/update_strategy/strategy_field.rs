//! `strategy-field`: how a Deployment rolls out, written in a DaemonSet.

use crate::manifest::Manifest;
use crate::manifest::decode::other_workload::{correction, instead_of};
use crate::rules::check::Check;
use crate::rules::context::Context;
use crate::rules::finding::{Finding, Findings, Route};

/// The rule.
pub(super) struct StrategyField;

/// The fields of a Deployment's or ReplicaSet's spec that say how many pods there are and how they
/// are replaced.
const FIELDS: [&str; 4] = ["strategy", "replicas", "paused", "progressDeadlineSeconds"];

impl Check for StrategyField {
    fn manifest(&self, _cx: &Context<'_>, manifest: &Manifest, findings: &mut Findings) {
        if manifest.kind().is_none_or(|kind| kind.kind != "DaemonSet") {
            return;
        }
        let document = manifest.document();
        let Some(spec) = manifest.find(&["spec"]) else { return };
        for name in FIELDS.into_iter().filter(|name| document.get(spec, name).is_some()) {
            let route = Route::spec().field(name).key();
            let message = format!("a DaemonSet has no `{name}`: {}", instead(name));
            let mut finding =
                Finding::new(message, route.clone(), "a field of Deployments").covers(route);
            if let Some(help) = instead_of(name) {
                finding = finding.help(help);
            }
            if let Some(fix) = correction(document, spec, name) {
                finding = finding.unsafe_fix(fix.title, fix.changes);
            }
            findings.push(finding);
        }
    }
}

/// What holds whatever such a field says.
fn instead(name: &str) -> &'static str {
    match name {
        "strategy" => "its updates go as `updateStrategy` says",
        "replicas" => "it runs a pod on each of its nodes",
        "paused" => "its updates go on",
        _ => "its updates have no deadline",
    }
}
