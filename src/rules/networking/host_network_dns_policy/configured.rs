//! Names of Services in the ConfigMaps that a pod takes.

use std::sync::Arc;

use k8s_openapi::api::core::v1::ConfigMap;

use super::{cluster_name, is_no_address};
use crate::manifest::Manifest;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::Route;
use crate::rules::pods::references::{Kind, references};
use crate::source::{SourceFile, Span};

/// A name of the cluster in a ConfigMap.
pub(super) struct Configured<'a> {
    /// Where the pod takes the ConfigMap.
    pub route: Route,
    /// The name.
    pub name: &'a str,
    /// The key of the data that has it.
    pub key: &'a str,
    /// The file that the ConfigMap stands in.
    pub file: &'a Arc<SourceFile>,
    /// Where the name stands in it.
    pub span: Span,
}

/// The first name to which what a pod takes from ConfigMaps connects.
pub(super) fn configured<'a>(
    cx: &Context<'a>,
    subject: &WorkloadSubject<'_>,
) -> Option<Configured<'a>> {
    let namespace = subject.manifest.namespace();
    let maps = references(subject).into_iter().filter(|one| one.kind == Kind::ConfigMap);
    maps.into_iter().find_map(|reference| {
        let (manifest, map) = cx.workspace.find::<ConfigMap>(namespace, reference.name)?;
        let is_taken = |key: &str| {
            reference.keys.is_empty() || reference.keys.iter().any(|(taken, _)| *taken == key)
        };
        let texts = map.data.iter().flatten().filter(|(key, _)| is_taken(key));
        let (key, name) = texts.into_iter().find_map(|(key, text)| {
            let lines = text.lines().filter(|line| !is_comment(line));
            let name = lines.into_iter().find_map(|line| connects_to(key, line))?;
            Some((key.as_str(), name))
        })?;
        let span = span_of(manifest, key, name);
        Some(Configured { route: reference.route, name, key, file: manifest.file(), span })
    })
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with(['#', ';']) || line.trim_start().starts_with("//")
}

/// The name of a Service to which a line of a program's configuration, or a variable, connects: in a URL,
/// before a port, or behind a word that asks for an address.
fn connects_to<'t>(variable: &str, line: &'t str) -> Option<&'t str> {
    let name = cluster_name(line)?;
    let (before, after) = line.split_once(name)?;
    let is_port =
        after.strip_prefix(':').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let word = before.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-')));
    let word = word.into_iter().find(|word| !word.is_empty()).unwrap_or(variable);
    let is_address = before.ends_with("://") || is_port || asks_for_an_address(word);
    (is_address && !is_no_address(word) && !is_no_address(variable)).then_some(name)
}

fn asks_for_an_address(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    ["host", "url", "addr", "endpoint", "server", "upstream", "broker", "target"]
        .iter()
        .any(|part| word.contains(part))
}

/// Where a name stands in the data of a ConfigMap, or else the key.
fn span_of(manifest: &Manifest, key: &str, name: &str) -> Span {
    let document = manifest.document();
    let data = manifest.find(&["data"]);
    let Some(entry) = data.and_then(|data| document.entry(data, key)) else {
        return manifest.headline();
    };
    let span = document.span(entry.value);
    let text = manifest.file().slice(span);
    let line = text.split_inclusive('\n').scan(0, |start, line| {
        let own = *start;
        *start += line.len();
        Some((own, line))
    });
    let found = line.into_iter().find_map(|(start, line)| {
        (!is_comment(line)).then(|| line.find(name))?.map(|at| start + at)
    });
    match found {
        Some(at) => {
            let start = span.start + at as u32;
            Span::new(start, start + name.len() as u32)
        }
        None => document.span(entry.key),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_connect() {
        for (line, expected) in [
            ("    Kube_URL  https://kubernetes.default.svc:443", Some("kubernetes.default.svc")),
            ("    Host  search.logs.svc.cluster.local", Some("search.logs.svc.cluster.local")),
            ("sink.logs.svc:24224", Some("sink.logs.svc")),
            ("  - url: http://loki.logs.svc/push", Some("loki.logs.svc")),
            ("  ca_file: /etc/certs/loki.logs.svc.crt", None),
            ("  server_name: loki.logs.svc", None),
            ("  rewrite name a.b.svc.cluster.local c", None),
            ("cluster.local in-addr.arpa", None),
        ] {
            assert_eq!(connects_to("agent.conf", line), expected, "{line}");
        }
        assert_eq!(connects_to("SINK_HOST", "sink.logs.svc"), Some("sink.logs.svc"));
        assert_eq!(connects_to("NO_PROXY", "a.b.svc:80"), None);
    }
}
