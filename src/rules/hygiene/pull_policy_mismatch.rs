//! `pull-policy-mismatch`: a pull policy that doesn't fit how the image is named.

use k8s_openapi::api::core::v1::Container;

use crate::kubernetes::image::effective_tag;
use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};

/// The rule.
pub(super) struct PullPolicyMismatch;

impl Check for PullPolicyMismatch {
    fn workload(&self, _cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        let mut pulled: Vec<(Route, &Container)> = Vec::new();
        for (route, container) in subject.all_containers() {
            let Some(image) = container.image.as_deref() else { continue };
            let is_fixed =
                || image.contains('@') || effective_tag(image).is_some_and(is_pushed_once);
            match container.image_pull_policy.as_deref() {
                Some("Always") if is_fixed() => {
                    let place = route.clone().field("imagePullPolicy");
                    let known = [&place, &route.field("image")]
                        .into_iter()
                        .all(|route| route.is_known_in(subject.manifest));
                    if known {
                        pulled.push((place, container));
                    }
                }
                Some("IfNotPresent")
                    if !image.contains('@') && effective_tag(image) == Some("latest") =>
                {
                    let place = route.clone().field("imagePullPolicy");
                    findings.push(kept(place, image).rests_on(route.field("image")));
                }
                _ => {}
            }
        }
        findings.0.extend(always(&pulled));
    }
}

/// Whether a tag is pushed once: a version, the hash of a commit, or a day.
fn is_pushed_once(tag: &str) -> bool {
    is_version(tag) || is_commit(tag) || is_day(tag)
}

/// Whether a tag is the hash of a commit, alone or after a word: `3f9c2ab`, `sha-3f9c2ab`, `main-3f9c2ab`.
fn is_commit(tag: &str) -> bool {
    let last = tag.rsplit(['-', '.', '_']).next().unwrap_or_default();
    let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    // A word of these letters alone has no digit, and a number no letter.
    let has = |is: fn(&u8) -> bool| last.as_bytes().iter().any(is);
    (7..=40).contains(&last.len())
        && last.bytes().all(is_hex)
        && has(u8::is_ascii_digit)
        && has(u8::is_ascii_alphabetic)
}

/// Whether a tag is a day: `20240131`, `v20240131`, `2024-01-31`.
fn is_day(tag: &str) -> bool {
    let tag = tag.strip_prefix('v').unwrap_or(tag);
    let digits: String = match tag.split('-').map(str::len).collect::<Vec<_>>().as_slice() {
        [8] => tag.to_owned(),
        [4, 2, 2] => tag.replace('-', ""),
        _ => return false,
    };
    let number =
        |at: std::ops::Range<usize>| digits.get(at).and_then(|one| one.parse::<u32>().ok());
    digits.bytes().all(|byte| byte.is_ascii_digit())
        && number(0..4).is_some_and(|year| (2000..2100).contains(&year))
        && number(4..6).is_some_and(|month| (1..=12).contains(&month))
        && number(6..8).is_some_and(|day| (1..=31).contains(&day))
}

/// Whether a tag says a version that is pushed once: `v1.2.3`, `2024.01.2-alpine`.
fn is_version(tag: &str) -> bool {
    let tag = tag.strip_prefix('v').unwrap_or(tag);
    let parts: Vec<&str> = tag.split('.').collect();
    let number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let starts_with_digit = |part: &&str| part.bytes().next().is_some_and(|b| b.is_ascii_digit());
    match parts.as_slice() {
        [major, minor, patch, ..] => {
            number(major)
                && number(minor)
                && starts_with_digit(patch)
                && !["dev", "snapshot", "latest", "nightly"]
                    .iter()
                    .any(|word| tag.to_ascii_lowercase().contains(word))
        }
        _ => false,
    }
}

fn kept(route: Route, image: &str) -> Finding {
    let message = format!("nodes keep whatever `{image}` was when they first pulled it");
    Finding::new(message, route, "asks the registry only where there is none").help(
        "two nodes may run different images for ever: name a version, which a node pulls once",
    )
}

fn always(pulled: &[(Route, &Container)]) -> Option<Finding> {
    let ((route, container), rest) = pulled.split_first()?;
    let image = container.image.as_deref().unwrap_or_default();
    let message = match rest.len() {
        0 => format!("every start asks the registry for `{image}`, which doesn't change"),
        more => format!("every start asks the registry for {} images that don't change", more + 1),
    };
    let text = "a pod can't start again while the registry is away";
    let mut finding = Finding::new(message, route.clone(), text).help(
        "leave `imagePullPolicy` out: `IfNotPresent` is the default for a tag other than `latest`, \
         and an update doesn't ask once for every node",
    );
    for (other, _) in rest {
        finding = finding.related(other.clone(), "and here");
    }
    Some(finding)
}

#[cfg(test)]
mod tests {
    use super::is_pushed_once;

    #[test]
    fn versions_are_pushed_once() {
        for tag in [
            "v1.2.3",
            "1.2.3",
            "1.2.3-alpine",
            "2024.1.2",
            "v1.2.3-eksbuild.1",
            "3f9c2ab",
            "sha-3f9c2ab",
            "20240131",
            "2024-01-31",
        ] {
            assert!(is_pushed_once(tag), "{tag}");
        }
        for tag in [
            "latest",
            "1.2",
            "v1",
            "main",
            "1.2.x",
            "1.2.3-dev",
            "edge",
            "feedface",
            "1234567",
            "20241301",
            "build-12",
            "2024-01",
        ] {
            assert!(!is_pushed_once(tag), "{tag}");
        }
    }
}
