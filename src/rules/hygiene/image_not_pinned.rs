//! `image-not-pinned`: images without a digest.

use crate::kubernetes::image::is_readable;
use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings};

/// The rule.
pub(super) struct ImageNotPinned;

impl Check for ImageNotPinned {
    fn workload(&self, _cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        for (route, container) in subject.all_containers() {
            let image = container.image.as_deref().unwrap_or_default();
            if !is_readable(image) || image.contains('@') {
                continue;
            }
            let message = format!("`{image}` has no digest: its tag may be pushed again");
            findings.push(Finding::new(message, route.field("image"), "a tag alone").help(
                "add the digest, `name:tag@sha256:…`; `crane digest`, or the image ID that a pod \
                 shows, tells it",
            ));
        }
    }
}
