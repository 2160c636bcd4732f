//! `service-not-local`: a Service that sends what is meant for the node's own agent to any node.

use k8s_openapi::api::core::v1::ServicePort;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::front::Front;
use crate::manifest::Manifest;
use crate::rules::check::Check;
use crate::rules::context::Context;
use crate::rules::finding::{Finding, Findings, Route};
use crate::rules::host_access::uses_host;
use crate::yaml::edit::{Change, Fragment};

/// Ports on which agents take what the pods of their node send: OTLP, StatsD, traces, Jaeger, Zipkin,
/// Fluent, syslog, Graphite, the metadata of clouds.
const RECEIVERS: [i32; 19] = [
    4317, 4318, 8125, 8126, 6831, 6832, 5775, 5778, 14250, 14268, 9411, 24224, 24225, 514, 6514,
    5140, 2003, 55680, 55681,
];

/// The rule.
pub(super) struct ServiceNotLocal;

impl Check for ServiceNotLocal {
    fn manifest(&self, cx: &Context<'_>, manifest: &Manifest, findings: &mut Findings) {
        let Some(front) = Front::of(cx, manifest) else { return };
        let spec = front.spec;
        let in_cluster = matches!(spec.type_.as_deref(), None | Some("" | "ClusterIP"));
        let steered = spec.internal_traffic_policy.is_some() || spec.traffic_distribution.is_some();
        let all_daemons = front.daemon_sets().count() == front.behind.len();
        let mut sets = front.daemon_sets();
        let Some(of) = sets.find(|one| one.pods.spec.is_some_and(uses_host)) else { return };
        if !in_cluster || front.is_headless() || steered || !all_daemons {
            return;
        }
        let mut ports = spec.ports.iter().flatten().enumerate();
        let Some((place, port)) = ports.find(|(_, port)| receives(port)) else { return };
        let (name, agent) = (&manifest.object_ref().name, &of.manifest.object_ref().name);
        let message = format!(
            "Service `{name}` sends to the agent of any node: DaemonSet `{agent}` has one on each"
        );
        let at = Route::spec().field("internalTrafficPolicy").path();
        let local = Change::Insert { at, value: Fragment::Text("Local".to_owned()) };
        let kind = Route::root().field("kind");
        findings.push(
            Finding::new(
                message,
                Route::spec().field("ports").index(place).field("port"),
                format!("port {} takes what pods send", port.port),
            )
            .related_in(of.manifest, &kind, "an agent of its node")
            .help(
                "to have each pod's data go to the agent of its own node, write\nspec:\n  \
                 internalTrafficPolicy: Local\nwhich drops what comes from nodes without an agent",
            )
            .unsafe_fix("keep traffic on its node", vec![local]),
        );
    }
}

/// Parts of the names of ports by which agents say what they take.
const NAMES: [&str; 9] =
    ["otlp", "statsd", "dogstatsd", "jaeger", "zipkin", "opencensus", "fluentd", "syslog", "gelf"];

/// Parts of the names of ports at which people look at an agent, or ask how it is.
const OTHER: [&str; 8] =
    ["metrics", "query", "ui", "web", "admin", "health", "healthz", "monitoring"];

/// Whether a port is one of these by its number, or where it has another by its name, as the Service or
/// the pods have it.
fn receives(port: &ServicePort) -> bool {
    let (number, name) = match &port.target_port {
        Some(IntOrString::Int(number)) => (Some(*number), None),
        Some(IntOrString::String(name)) => (None, Some(name)),
        None => (None, None),
    };
    let parts = || port.name.iter().chain(name).flat_map(|name| name.split('-'));
    RECEIVERS.contains(&port.port)
        || number.is_some_and(|number| RECEIVERS.contains(&number))
        || parts().any(|part| NAMES.contains(&part)) && !parts().any(|part| OTHER.contains(&part))
}
