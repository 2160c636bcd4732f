//! `image-tag-latest`: images whose name stands for another one tomorrow.

use k8s_openapi::api::core::v1::Container;

use crate::diagnostic::Severity;
use crate::kubernetes::image::effective_tag;
use crate::manifest::Manifest;
use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};

/// The rule.
pub(super) struct ImageTagLatest;

impl Check for ImageTagLatest {
    fn workload(&self, _cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        for (route, container) in subject.all_containers() {
            findings.0.extend(finding(subject.manifest, container, route.field("image")));
        }
    }
}

fn finding(manifest: &Manifest, container: &Container, route: Route) -> Option<Finding> {
    let image = container.image.as_deref()?;
    // What is never pulled was put on the node together with it.
    let pulled = container.image_pull_policy.as_deref() != Some("Never");
    let pulled = pulled && !image.starts_with("localhost/");
    let pinned = image.contains('@');
    if !pulled || pinned || effective_tag(image) != Some("latest") {
        return None;
    }
    if is_completed(manifest, image) {
        let message = format!("`{image}` is left open: what builds on this must say which version");
        let finding = Finding::new(message, route, "no version here");
        return Some(finding.severity(Severity::Info).help(
            "set it in the overlay (`images:` with `newTag` or `digest`), and check what that \
             gives: kustomize build DIR | daemonlint check -",
        ));
    }
    let message = if image.ends_with(":latest") {
        format!(
            "`{image}` is whatever was pushed last: nodes that join later may run another version"
        )
    } else {
        format!(
            "`{image}` has no tag, so it is `latest`: nodes that join later may run another version"
        )
    };
    Some(Finding::new(message, route, "which version is left open").help(
        "name a version, or pin the digest (`name:tag@sha256:…`), so that an update is a change \
         of the manifest that rolls out node by node and can be rolled back",
    ))
}

/// Whether something else completes an image's name: of what kustomize builds, a bare name
/// (`csi-driver`), which is the handle by which `images:` finds it, and in a base whose overlays are
/// elsewhere any name.
fn is_completed(manifest: &Manifest, image: &str) -> bool {
    !image.contains('/') && manifest.is_kustomized() || manifest.waits_for_an_overlay()
}
