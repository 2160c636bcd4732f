//! `host-network-dns-policy`: names of the cluster, asked of the node's resolver.

mod configured;

use k8s_openapi::api::core::v1::{Container, Service};

use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::yaml::edit::Fragment;

use configured::configured;

/// The rule.
pub(super) struct HostNetworkDnsPolicy;

/// The policy that asks the cluster's DNS in the node's network.
const WITH_HOST_NET: &str = "ClusterFirstWithHostNet";

impl Check for HostNetworkDnsPolicy {
    fn workload(&self, cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        let policy = subject.pod.dns_policy.as_deref();
        // A pod with resolvers of its own may well know the cluster's names.
        let own = subject.pod.dns_config.as_ref().is_some_and(|dns| dns.nameservers.is_some());
        if !subject.host_network() || !matches!(policy, None | Some("ClusterFirst")) || own {
            return;
        }
        let known = |word| cluster_name(word).or_else(|| known_name(cx, subject, word));
        let first = subject.all_containers().find_map(|(route, container)| {
            let mut used = words(container).filter_map(|(place, name, word)| {
                let found = known(word)?;
                (!is_no_address(name)).then_some((place, found))
            });
            used.next().map(|(place, name)| (place.after(route), name))
        });
        let place = Route::pod_spec(subject.pods.path).field("dnsPolicy");
        let first = first.map(|(route, name)| Finding::new(not_found(name), route, ONLY_DNS));
        let first = first.or_else(|| {
            let found = configured(cx, subject)?;
            let label = format!("its `{}` connects there", found.key);
            let finding = Finding::new(not_found(found.name), found.route, label);
            Some(finding.related_at(found.file, found.span, ONLY_DNS))
        });
        let finding = match (first, policy) {
            (Some(finding), Some(_)) => finding.related(place.clone(), "no use here"),
            (Some(finding), None) => finding,
            (None, Some(_)) => {
                let message = "`ClusterFirst` does nothing in the node's network: the pods ask the \
                               node's resolver, which knows no names of the cluster";
                Finding::new(message, place.clone(), "no use here")
            }
            (None, None) => return,
        };
        let finding = finding
            .related(
                Route::pod_spec(subject.pods.path).field("hostNetwork"),
                "makes `ClusterFirst` mean the node's resolver",
            )
            .help(format!("write in `{}`\ndnsPolicy: {WITH_HOST_NET}", subject.pods.path.spec()));
        let (title, meant) = (format!("write `{WITH_HOST_NET}`"), WITH_HOST_NET.to_owned());
        findings.push(match policy {
            Some(_) => finding.unsafe_fix(title, vec![place.written_as(meant)]),
            None => finding.unsafe_fix(title, vec![place.filled_with(Fragment::Text(meant))]),
        });
    }
}

/// What is to be seen at a name.
const ONLY_DNS: &str = "only the cluster's DNS knows this name";

fn not_found(name: &str) -> String {
    format!("`{name}` is not found: in the node's network the pods ask the node's resolver")
}

/// Where a container has a word.
enum Place {
    Command(usize),
    Argument(usize),
    Variable(usize),
}

impl Place {
    fn after(self, container: Route) -> Route {
        match self {
            Self::Command(index) => container.field("command").index(index),
            Self::Argument(index) => container.field("args").index(index),
            Self::Variable(index) => container.field("env").index(index).field("value"),
        }
    }
}

/// What a container is told, with what it is told by: the flag or the variable.
fn words(container: &Container) -> impl Iterator<Item = (Place, &str, &str)> {
    let command = container.command.iter().flatten().enumerate();
    let arguments = container.args.iter().flatten().enumerate();
    let variables = container.env.iter().flatten().enumerate();
    command
        .map(|(index, word)| (Place::Command(index), word.as_str(), word.as_str()))
        .chain(
            arguments.map(|(index, word)| (Place::Argument(index), word.as_str(), word.as_str())),
        )
        .chain(variables.filter_map(|(index, variable)| {
            Some((Place::Variable(index), variable.name.as_str(), variable.value.as_deref()?))
        }))
}

/// Whether a flag or variable names something that is compared and not connected to: names in
/// certificates, issuers of tokens, what goes past a proxy.
fn is_no_address(name: &str) -> bool {
    let flag = name.split('=').next().unwrap_or_default().to_ascii_lowercase().replace('_', "-");
    [
        "issuer",
        "audience",
        "server-name",
        "servername",
        "dns-name",
        "no-proxy",
        "-san",
        "cert",
        "tls",
    ]
    .iter()
    .any(|part| flag.contains(part))
}

/// The name of a Service in a text: `NAME.NAMESPACE.svc`, with the cluster's domain or without.
fn cluster_name(text: &str) -> Option<&str> {
    let in_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    if !text.contains(".svc") {
        return None;
    }
    text.split(|c: char| !in_name(c)).find(|word| {
        let labels: Vec<&str> = word.split('.').collect();
        let place = labels.iter().position(|label| *label == "svc");
        place.is_some_and(|place| place >= 2 && labels.iter().all(|label| !label.is_empty()))
    })
}

/// The name of a Service that is among the manifests, where a text connects to it: `NAME` of the own
/// namespace or `NAME.NAMESPACE`.
fn known_name<'t>(
    cx: &Context<'_>,
    subject: &WorkloadSubject<'_>,
    text: &'t str,
) -> Option<&'t str> {
    let host = host(text)?;
    let own = || subject.manifest.namespace();
    let (name, namespace) = host.split_once('.').unwrap_or_else(|| (host, own()));
    cx.workspace.find::<Service>(namespace, name).map(|_| host)
}

/// The host that a text connects to: that of a URL, or before a port.
fn host(text: &str) -> Option<&str> {
    let value = text.rsplit('=').next().unwrap_or(text);
    let address = match value.split_once("://") {
        Some((_, rest)) => rest.split(['/', '?', '#']).next()?,
        None => value,
    };
    let host = match address.split_once(':') {
        Some((host, port)) if !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()) => host,
        None if value.len() > address.len() => address,
        _ => return None,
    };
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
    (!host.is_empty() && host.chars().all(is_name)).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_services() {
        assert_eq!(cluster_name("--to=http://sink.logging.svc:80"), Some("sink.logging.svc"));
        assert_eq!(cluster_name("a=1,b=x.y.svc.cluster.local/z"), Some("x.y.svc.cluster.local"));
        assert_eq!(cluster_name("10.0.0.0/8,.svc,.cluster.local"), None);
        assert_eq!(cluster_name("https://logs.example.com"), None);
        assert_eq!(cluster_name("/etc/agent.svc"), None);
    }

    #[test]
    fn hosts_that_are_connected_to() {
        for (text, expected) in [
            ("--to=http://sink:80/in", Some("sink")),
            ("grpc://sink.logs", Some("sink.logs")),
            ("sink:4317", Some("sink")),
            ("TO=sink:4317", Some("sink")),
            ("sink", None),
            ("sink:http", None),
            ("--level=info", None),
            ("a/b:1", None),
        ] {
            assert_eq!(host(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_compared_is_no_address() {
        assert!(is_no_address("--tls-server-name=a.b.svc"));
        assert!(is_no_address("NO_PROXY"));
        assert!(is_no_address("--service-account-issuer=https://kubernetes.default.svc"));
        assert!(!is_no_address("--upstream=a.b.svc"));
        assert!(!is_no_address("ENDPOINT"));
    }
}
