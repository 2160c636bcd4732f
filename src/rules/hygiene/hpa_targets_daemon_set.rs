//! `hpa-targets-daemonset`: an autoscaler over what can't be scaled.

use crate::manifest::Manifest;
use crate::rules::check::Check;
use crate::rules::context::Context;
use crate::rules::finding::{Finding, Findings, Route};

/// What scales a workload by its `scale` subresource.
const AUTOSCALERS: [(&str, &str); 2] =
    [("autoscaling", "HorizontalPodAutoscaler"), ("keda.sh", "ScaledObject")];

/// The rule.
pub(super) struct HpaTargetsDaemonSet;

impl Check for HpaTargetsDaemonSet {
    fn manifest(&self, _cx: &Context<'_>, manifest: &Manifest, findings: &mut Findings) {
        let kind = (manifest.group(), manifest.object_ref().kind.as_str());
        let autoscaler = AUTOSCALERS.contains(&kind);
        let target = |field| {
            let node = manifest.find(&["spec", "scaleTargetRef", field])?;
            manifest.document().as_str(node)
        };
        // Without a group the autoscaler finds no such kind, and scales as little.
        let group = target("apiVersion").and_then(|version| version.split_once('/'));
        let is_other = group.is_some_and(|(group, _)| !["apps", "extensions"].contains(&group));
        if !autoscaler || target("kind") != Some("DaemonSet") || is_other {
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
