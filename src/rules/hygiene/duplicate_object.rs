//! `duplicate-object`: the same object twice in one file.

use std::sync::Arc;

use crate::diagnostic::Severity;
use crate::manifest::Manifest;
use crate::rules::check::Check;
use crate::rules::context::Context;
use crate::rules::finding::{Finding, Findings, Route};

/// The rule.
pub(super) struct DuplicateObject;

impl Check for DuplicateObject {
    fn manifest(&self, cx: &Context<'_>, manifest: &Manifest, findings: &mut Findings) {
        // Files that say the same thing may well be meant for different clusters.
        let here = |other: &&Manifest| Arc::ptr_eq(other.file(), manifest.file());
        let mut namesakes = cx.workspace.namesakes_of(manifest).filter(here);
        let Some(first) = namesakes.next().filter(|first| !first.is(manifest)) else {
            return;
        };
        // Helm keeps hooks apart from what it installs.
        if is_hook(manifest) || is_hook(first) {
            return;
        }
        let object = manifest.object_ref();
        let name = Route::metadata().field("name");
        let mut finding = Finding::new(
            format!("the {} `{}` appears twice in this file", object.kind, object.name),
            name.clone(),
            "replaces the one above",
        )
        .related_in(first, &name, "the first one")
        .help("`kubectl apply` takes them in order, so the last one wins: keep one");
        if manifest.text() == first.text() {
            finding = finding.severity(Severity::Warning);
        }
        findings.push(finding);
    }
}

fn is_hook(manifest: &Manifest) -> bool {
    manifest.has(&["metadata", "annotations", "helm.sh/hook"])
}
