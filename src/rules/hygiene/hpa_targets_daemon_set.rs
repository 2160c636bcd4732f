//! `hpa-targets-daemonset`: an autoscaler over what can't be scaled.

use crate::manifest::Manifest;
use crate::rules::check::Check;
use crate::rules::context::Context;
use crate::rules::finding::{Finding, Findings, Route};

/// The rule.
pub(super) struct HpaTargetsDaemonSet;

impl Check for HpaTargetsDaemonSet {
    fn manifest(&self, _cx: &Context<'_>, manifest: &Manifest, findings: &mut Findings) {
        let is_of_keda = manifest.group() == "keda.sh";
        let autoscaler = match manifest.object_ref().kind.as_str() {
            "HorizontalPodAutoscaler" => manifest.group() == "autoscaling",
            // It makes such an autoscaler.
            "ScaledObject" => is_of_keda,
            _ => false,
        };
        let target = |field| {
            let node = manifest.find(&["spec", "scaleTargetRef", field])?;
            manifest.document().as_str(node)
        };
        // KEDA takes `apps/v1` where none is written.
        let group = target("apiVersion").or(is_of_keda.then_some("apps"));
        let group = group.unwrap_or_default().split('/').next();
        if !autoscaler || target("kind") != Some("DaemonSet") || group != Some("apps") {
            return;
        }
        let name = target("name").unwrap_or_default();
        let message = format!("this autoscaler never scales: DaemonSet `{name}` has no replicas");
        let route = Route::spec().field("scaleTargetRef").field("kind");
        let help = "a DaemonSet has one pod on each of its nodes; take the autoscaler out, give the \
                    pods the resources they need (a VerticalPodAutoscaler can), or make a Deployment \
                    of what serves the whole cluster";
        findings.push(Finding::new(message, route, "has no `scale` subresource").help(help));
    }
}
