//! `image-tag-latest`: images whose name stands for another one tomorrow.

use std::collections::HashMap;

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
        let open = subject.all_containers().filter_map(|(route, container)| {
            let route = route.field("image");
            let found = finding(subject.manifest, container, route.clone())?;
            Some((container.image.as_deref(), route, found))
        });
        let mut open: Vec<(Option<&str>, Route, Finding)> = open.collect();
        if open.len() < 2 {
            findings.0.extend(open.pop().map(|(_, _, found)| found));
            return;
        }
        let mut of_image: HashMap<Option<&str>, Vec<&Route>> = HashMap::new();
        for (image, route, _) in &open {
            of_image.entry(*image).or_default().push(route);
        }
        for (image, _, found) in &open {
            // Containers of one image wait for one decision: the first one tells of all.
            let others = of_image.remove(image).into_iter().flatten().skip(1);
            let and_here = |found: Finding, other: &Route| {
                found.related(other.clone(), "and here").covers(other.clone())
            };
            findings.push(others.fold(found.clone(), and_here));
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
            "set it in the overlay (`images:` with `newTag` or `digest`), or where the release is \
             made, and check what that gives: kustomize build DIR | daemonlint check -",
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

/// Whether something else completes an image's name: of what kustomize builds, and in a file that is
/// called a base, a bare name (`csi-driver`), which is the handle by which `images:` finds it; in a base
/// whose overlays are elsewhere any name; and OpenShift's own images, which its releases name.
fn is_completed(manifest: &Manifest, image: &str) -> bool {
    let is_handle = !image.contains('/');
    is_handle && (manifest.is_kustomized() || is_called_base(manifest.file().name()))
        || manifest.waits_for_an_overlay()
        || OF_RELEASES.iter().any(|start| image.starts_with(start))
}

/// Where the images are of which a release of OpenShift says the version (`image-references` beside
/// the manifests of its operators).
const OF_RELEASES: [&str; 4] = [
    "quay.io/openshift/",
    "docker.io/openshift/origin-",
    "registry.ci.openshift.org/openshift/",
    "registry.svc.ci.openshift.org/openshift/",
];

/// Whether a file's name has `base` among its words, as of a path whose parts were joined.
fn is_called_base(file: &str) -> bool {
    let name = file.rsplit(['/', '\\']).next().unwrap_or_default();
    name.split('-').skip(1).any(|word| word == "base")
}
