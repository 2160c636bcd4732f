//! `network-startup-bypass`: a pod of the pod network that starts before the network's agent does.

use k8s_openapi::api::core::v1::{Taint, Toleration};

use super::words::{toleration as name, toleration_route};
use crate::kubernetes::containers::containers;
use crate::kubernetes::node_starters::{CILIUM_NOT_READY, NetworkFolders};
use crate::kubernetes::toleration::{NO_EXECUTE, NO_SCHEDULE, tolerates};
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings, Route};

/// The rule.
pub(super) struct NetworkStartupBypass;

impl Check for NetworkStartupBypass {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let pod = subject.pod;
        // What brings the network must come first.
        let folders = NetworkFolders::of(pod);
        let is_networks = containers(pod).any(|one| folders.written_by(one).is_some());
        if subject.host_network() || is_networks {
            return;
        }
        let agent = cx.network_agent();
        let on_nodes = cx.fleet.into_iter().flat_map(|fleet| &fleet.inventory.taints);
        let mut taints: Vec<Taint> =
            on_nodes.filter(|taint| taint.key == CILIUM_NOT_READY).cloned().collect();
        if taints.is_empty() && agent.is_some() {
            // As the operator and the documentation have it.
            taints = [NO_SCHEDULE, NO_EXECUTE].map(taint).into();
        }
        let blanket = |toleration: &Toleration| {
            let key = toleration.key.as_deref().unwrap_or_default();
            key.is_empty() && taints.iter().all(|taint| tolerates(toleration, taint, cx.release))
        };
        let mut written = pod.tolerations.iter().flatten().enumerate();
        let found = written.find(|(_, toleration)| blanket(toleration));
        let Some((place, toleration)) = found.filter(|_| !taints.is_empty()) else { return };
        let message = format!(
            "`{}` starts on new nodes before the network's agent: `{}` also tolerates `{}`",
            subject.name(),
            name(toleration),
            CILIUM_NOT_READY
        );
        let route = toleration_route(subject.pods.path, place).field("operator");
        let mut finding = Finding::new(message, route, "tolerates what keeps pods back till then");
        if let Some(agent) = agent {
            let kind = Route::root().field("kind");
            finding = finding.related_in(agent, &kind, "its agent takes the taint off");
        }
        findings.push(finding.help(
            "no network policy holds for a pod that another plugin has connected; name the taints of \
             the nodes that are meant\n\
             - key: node-role.kubernetes.io/control-plane\n  \
             operator: Exists\n  \
             effect: NoSchedule",
        ));
    }
}

fn taint(effect: &str) -> Taint {
    let (key, value) = (CILIUM_NOT_READY.to_owned(), Some("true".to_owned()));
    Taint { key, value, effect: effect.to_owned(), time_added: None }
}
