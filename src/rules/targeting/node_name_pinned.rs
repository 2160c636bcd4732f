//! `node-name-pinned`: a template that names the one node it runs on.

use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings, Route};

/// The rule.
pub(super) struct NodeNamePinned;

impl Check for NodeNamePinned {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let Some(name) = subject.pod.node_name.as_deref().filter(|name| !name.is_empty()) else {
            return;
        };
        let known = cx.fleet.is_none_or(|fleet| fleet.inventory.find(name).is_some());
        let message = if known {
            format!("the DaemonSet runs on `{name}` alone: its template names that node")
        } else {
            format!(
                "the DaemonSet runs nowhere: its template names `{name}`, and there is no such node"
            )
        };
        findings.push(
            Finding::new(
                message,
                Route::pod_spec(subject.pods.path).field("nodeName"),
                "the controller passes every other node over",
            )
            .help(
                "take `nodeName` out; to pick nodes use `nodeSelector` or node affinity, for one \
                 node\n\
                 nodeSelector:\n  \
                 kubernetes.io/hostname: the value of the node's label",
            ),
        );
    }
}
