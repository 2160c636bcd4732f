//! `selector-controller-label`: a selector on labels that controllers write.

use super::demand::{Demand, demands};
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings};

/// The rule.
pub(super) struct SelectorControllerLabel;

/// What the DaemonSet controller writes on the pods that it creates, whatever the template says
/// (`CreatePodTemplate` of `pkg/controller/daemon/util`).
const OVERWRITTEN: [&str; 2] = ["controller-revision-hash", "pod-template-generation"];
/// What the Deployment controller writes on its ReplicaSets and their pods.
const OF_DEPLOYMENTS: &str = "pod-template-hash";

impl Check for SelectorControllerLabel {
    fn daemon_set(&self, _cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let of_controllers =
            |demand: &Demand<'_>| OVERWRITTEN.contains(&demand.key) || demand.key == OF_DEPLOYMENTS;
        let found: Vec<Demand<'_>> =
            demands(&subject.spec.selector).filter(of_controllers).collect();
        // The worst first: what makes the controller lose its pods.
        let loses = |demand: &&Demand<'_>| {
            OVERWRITTEN.contains(&demand.key) && matches!(demand.operator, "In" | "DoesNotExist")
        };
        let losing = found.iter().find(loses);
        let Some(first) = losing.or(found.first()) else { return };
        let key = first.key;
        let (message, text) = if losing.is_some() {
            let message = format!(
                "the DaemonSet controller writes `{key}` itself: a pod with another value is lost to it"
            );
            (message, "each pod gets the controller's own value for this")
        } else if key == OF_DEPLOYMENTS {
            let message = format!("`{key}` is a label of the Deployment controller");
            (message, "copied from a pod or ReplicaSet of a Deployment")
        } else {
            let message = format!("the DaemonSet controller writes `{key}` itself");
            (message, "every DaemonSet's pods have this label")
        };
        let mut finding = Finding::new(message, first.key_route(), text);
        for other in found.iter().filter(|other| other.key != first.key) {
            finding = finding.related(other.key_route(), "written by a controller as well");
        }
        let help = "leave it out of the selector and of the template's labels; controllers find \
                    the pods of a revision by themselves";
        findings.push(finding.help(help));
    }
}
