//! Names of container images.
//!
//! Mirrors `ParseImageName` of `pkg/util/parsers` over `github.com/distribution/reference`.

use memchr::{memchr, memrchr};

/// The tag that an image name stands for: the one that it gives, `latest` where it gives neither
/// tag nor digest, none where it gives a digest alone or cannot be read.
#[must_use]
pub(crate) fn effective_tag(image: &str) -> Option<&str> {
    match parts(image)? {
        (None, None) => Some("latest"),
        (tag, _) => tag,
    }
}

/// Whether a node can make out what to pull. Where it can't, the container waits with
/// `InvalidImageName`.
#[must_use]
pub(crate) fn is_readable(image: &str) -> bool {
    parts(image).is_some()
}

/// An image's name without its tag and digest.
#[must_use]
pub(crate) fn repository(image: &str) -> &str {
    let (rest, _) = split(image, memchr(b'@', image.as_bytes()));
    named_and_tagged(rest).0
}

/// What stands behind the last slash of a repository.
#[must_use]
pub(crate) fn last_segment(repository: &str) -> &str {
    let start = memrchr(b'/', repository.as_bytes()).map_or(0, |slash| slash + 1);
    repository.get(start..).unwrap_or_default()
}

/// The architectures that Kubernetes nodes have, each with what images call it.
const ARCHITECTURES: [(&str, &[&str]); 6] = [
    ("amd64", &["amd64"]),
    ("arm64", &["arm64", "arm64v8", "aarch64"]),
    ("arm", &["arm32v5", "arm32v6", "arm32v7", "armv7", "armhf"]),
    ("ppc64le", &["ppc64le"]),
    ("s390x", &["s390x"]),
    ("riscv64", &["riscv64"]),
];

/// The one architecture that an image is of by its name, as nodes call it: `agent-amd64`,
/// `arm64v8/agent`, `agent:v1-arm64`. None where it names none, or more than one.
#[must_use]
pub(crate) fn architecture(image: &str) -> Option<&'static str> {
    let name = image.split('@').next().unwrap_or_default();
    let words = name.replace("x86_64", "amd64");
    let is_in = |names: &[&str]| words.split(['/', ':', '-', '_', '.']).any(|w| names.contains(&w));
    let mut found = ARCHITECTURES.iter().filter(|(_, names)| is_in(names));
    let (architecture, _) = found.next()?;
    found.next().is_none().then_some(architecture)
}

/// Tag and digest; none if the name can't be read.
fn parts(image: &str) -> Option<(Option<&str>, Option<&str>)> {
    let (rest, digest) = split(image, memchr(b'@', image.as_bytes()));
    let (name, tag) = named_and_tagged(rest);
    let fits = digest.is_none_or(is_digest) && is_name(name) && tag.is_none_or(is_tag);
    fits.then_some((tag, digest))
}

/// A name without digest, parted at the first colon of its last segment.
fn named_and_tagged(text: &str) -> (&str, Option<&str>) {
    let bytes = text.as_bytes();
    let last_segment = memrchr(b'/', bytes).map_or(0, |slash| slash + 1);
    let colon = bytes.get(last_segment..).and_then(|last| memchr(b':', last));
    split(text, colon.map(|colon| last_segment + colon))
}

/// What stands before a byte of ASCII and what stands behind it; all and nothing without a place.
fn split(text: &str, at: Option<usize>) -> (&str, Option<&str>) {
    let parts = at.and_then(|at| Some((text.get(..at)?, text.get(at + 1..)?)));
    parts.map_or((text, None), |(before, behind)| (before, Some(behind)))
}

/// The pull policy that Kubernetes fills in for an image: `Always` for the tag `latest`, else
/// `IfNotPresent`.
#[must_use]
pub(crate) fn default_pull_policy(image: &str) -> &'static str {
    if effective_tag(image) == Some("latest") { "Always" } else { "IfNotPresent" }
}

fn is_tag(tag: &str) -> bool {
    let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    tag.len() <= 128
        && tag.bytes().next().is_some_and(word)
        && tag.bytes().all(|byte| word(byte) || byte == b'.' || byte == b'-')
}

/// `sha256:0123…`: an algorithm of alphanumeric parts, and at least 32 hexadecimal digits.
fn is_digest(digest: &str) -> bool {
    let Some((algorithm, hex)) = digest.split_once(':') else { return false };
    let starts_with_letter =
        |part: &str| part.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic());
    algorithm.split(['-', '_', '+', '.']).all(|part| {
        starts_with_letter(part) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    }) && hex.len() >= 32
        && hex.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn is_name(name: &str) -> bool {
    let (domain, path) = match split(name, memchr(b'/', name.as_bytes())) {
        (first, Some(path)) if is_domain_like(first) => (Some(first), path),
        _ => (None, name),
    };
    name.len() <= 255 && domain.is_none_or(is_domain) && is_path(path)
}

/// Whether the first segment of a name is a registry and not a part of the path.
fn is_domain_like(segment: &str) -> bool {
    segment == "localhost"
        || segment.bytes().any(|byte| matches!(byte, b'.' | b':') || byte.is_ascii_uppercase())
}

fn is_domain(domain: &str) -> bool {
    let (host, port) = match split(domain, memrchr(b':', domain.as_bytes())) {
        (host, Some(port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (domain, None),
    };
    let port_fits =
        port.is_none_or(|port| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()));
    let ipv6 = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    port_fits
        && match ipv6 {
            Some(address) => {
                !address.is_empty()
                    && address.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b':')
            }
            None => is_host(host),
        }
}

/// Alphanumerics and `-` in parts between dots, which start and end with an alphanumeric.
fn is_host(host: &str) -> bool {
    let mut before = b'.';
    for byte in host.bytes() {
        let fits = match byte {
            b'.' => before.is_ascii_alphanumeric(),
            b'-' => before != b'.',
            _ => byte.is_ascii_alphanumeric(),
        };
        if !fits {
            return false;
        }
        before = byte;
    }
    before.is_ascii_alphanumeric()
}

/// What the bytes of a path leave open for the next one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    /// A letter or a digit must follow: a component has begun, or a separator has ended.
    Letter,
    /// One more `_` may follow.
    Underscore,
    /// Any number of `-` may follow.
    Dash,
    /// Anything may follow, and the path may end.
    All,
}

/// Components with slashes between them, each of lower-case alphanumerics that are joined by `.`, `_`,
/// `__` or any number of `-`.
fn is_path(path: &str) -> bool {
    let mut open = Open::Letter;
    for byte in path.bytes() {
        open = match (byte, open) {
            (b'a'..=b'z' | b'0'..=b'9', _) => Open::All,
            (b'/' | b'.', Open::All) | (b'_', Open::Underscore) => Open::Letter,
            (b'_', Open::All) => Open::Underscore,
            (b'-', Open::All | Open::Dash) => Open::Dash,
            _ => return false,
        };
    }
    open == Open::All
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_image_may_name_its_architecture() {
        for (image, expected) in [
            ("registry.example.com/agent-amd64:v1", Some("amd64")),
            ("registry.example.com/agent:v1-arm64", Some("arm64")),
            ("arm64v8/agent:3", Some("arm64")),
            ("agent-linux-x86_64:v1", Some("amd64")),
            ("agent:v1.2_armhf", Some("arm")),
            ("multi/agent-static:x86_64-aarch64", None),
            ("registry.example.com/agent:v1", None),
            ("registry.example.com/armada:v1", None),
        ] {
            assert_eq!(architecture(image), expected, "{image}");
        }
    }

    #[test]
    fn the_tag_decides_on_pulling() {
        let digest = format!("nginx@sha256:{}", "0".repeat(64));
        for (image, tag) in [
            ("nginx", Some("latest")),
            ("nginx:1.27", Some("1.27")),
            ("localhost:5000/nginx", Some("latest")),
            ("registry.example.com:5000/team/agent:v1", Some("v1")),
            (digest.as_str(), None),
            ("Nginx", None),
            ("nginx:", None),
            ("", None),
            ("a--b/c__d.e:latest", Some("latest")),
        ] {
            assert_eq!(effective_tag(image), tag, "{image}");
        }
    }

    #[test]
    fn what_can_not_be_read_is_no_image() {
        let digest = format!("nginx:1.27@sha256:{}", "0".repeat(64));
        let good = ["a", "f/a.b_c__d---e", "localhost/a", "A.b-c:80/a", "[::1]:5/a", "a_b/c"];
        for image in ["nginx", "Team/agent:v1", digest.as_str()].into_iter().chain(good) {
            assert!(is_readable(image), "{image}");
        }
        for image in
            ["Nginx", "a/Nginx", "nginx:", "a b", "nginx ", "https://a.b/c", "a:1:2", "a@b", ""]
        {
            assert!(!is_readable(image), "{image}");
        }
        for image in [
            "a.", "a..b", "a_.b", "a___b", "a-_b", "a-.b", "-a", "a-", "a//b", "/a", "a/", "_a",
            ".a/b", "a..b/c", "A-/c", "-A/c", "a:/b", "A.-b/c", "ä", "a.b:8x/c", "[::g]/a",
        ] {
            assert!(!is_readable(image), "{image}");
        }
    }
}
