//! `image-name-invalid`: images that no node can pull, since their name is none.

use k8s_openapi::api::core::v1::Container;

use crate::kubernetes::image::is_readable;
use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};

/// The rule.
pub(super) struct ImageNameInvalid;

impl Check for ImageNameInvalid {
    fn workload(&self, _cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        for (route, container) in subject.all_containers() {
            findings.0.extend(finding(container, route.field("image")));
        }
    }
}

fn finding(container: &Container, route: Route) -> Option<Finding> {
    // A missing image is refused by validation; a placeholder is not yet the name.
    let image = container.image.as_deref().filter(|image| !image.is_empty())?;
    if is_readable(image) || is_filled_in(image) {
        return None;
    }
    let message = format!("`{image}` is not an image name: no pod can start");
    Some(Finding::new(message, route, "no node can read this").help(mend(image)))
}

/// Whether another tool puts the name here: a template, envsubst, ko.
fn is_filled_in(image: &str) -> bool {
    let scheme = image.split_once("://").map(|(scheme, _)| scheme);
    ["{{", "${", "$("].iter().any(|open| image.contains(open))
        || scheme.is_some_and(|scheme| !matches!(scheme, "http" | "https" | "docker"))
}

/// What is wrong with a name, by what people write.
fn mend(image: &str) -> String {
    let tidy = image.trim();
    let tidy = tidy.split_once("://").map_or(tidy, |(_, name)| name);
    let tidy = tidy.trim_end_matches([':', '/']);
    let joined: String = tidy.split_whitespace().collect();
    let lower = joined.to_ascii_lowercase();
    [tidy, &joined, &lower].into_iter().find(|name| is_readable(name)).map_or_else(
        || "write [REGISTRY/]NAME:TAG, the name in lower case".to_owned(),
        |name| format!("write `{name}`"),
    )
}
