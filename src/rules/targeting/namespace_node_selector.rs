//! `namespace-node-selector`: a Namespace that keeps a DaemonSet off its own nodes.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::Namespace;

use crate::diagnostic::Severity;
use crate::inventory::NodeIx;
use crate::kubernetes::labels::Requirement;
use crate::kubernetes::node_affinity::{RequiredNodeAffinity, Term};
use crate::kubernetes::pod_admission::pod_node_selector::{
    OPENSHIFT_NODE_SELECTOR, POD_NODE_SELECTOR, labels,
};
use crate::kubernetes::satisfiability::conflict;
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::rules::placed::Placed;
use crate::words::count;
use crate::words::list::and;

/// The rule.
pub(super) struct NamespaceNodeSelector;

impl Check for NamespaceNodeSelector {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let name = subject.manifest.namespace();
        let Some((manifest, namespace)) = cx.workspace.find::<Namespace>("", name) else { return };
        let Some(annotations) = &namespace.metadata.annotations else { return };
        // Where both are there, OpenShift's controller asks the first alone.
        let mut known = [POD_NODE_SELECTOR, OPENSHIFT_NODE_SELECTOR].into_iter();
        let Some((annotation, text)) = known.find_map(|key| Some((key, annotations.get(key)?)))
        else {
            return;
        };
        let Ok(demanded) = labels(text) else { return };
        if demanded.is_empty() {
            return;
        }
        let demand = Demand { name, annotation, labels: &demanded };
        let placed = Placed::of(cx, subject);
        let Some(finding) =
            demand.contradicted(subject).or_else(|| demand.unmet(&placed?, subject))
        else {
            return;
        };
        let route = Route::metadata().field("annotations").entry(annotation);
        findings.push(finding.related_in(
            manifest,
            &route,
            "the nodes of its pods must have these",
        ));
    }
}

/// What a Namespace demands of the nodes of its pods.
struct Demand<'a> {
    name: &'a str,
    annotation: &'static str,
    labels: &'a BTreeMap<String, String>,
}

impl Demand<'_> {
    fn words(&self) -> String {
        let all: Vec<String> =
            self.labels.iter().map(|(key, value)| format!("`{key}={value}`")).collect();
        and(&all)
    }

    fn requirements(&self) -> Vec<Requirement> {
        self.labels.iter().map(|(key, value)| Requirement::equals(key, value)).collect()
    }

    /// No node at all can have what both demand.
    fn contradicted(&self, subject: &Subject<'_>) -> Option<Finding> {
        let affinity = subject.affinity();
        let own = self.requirements();
        if !is_contradicted(affinity, &own) {
            return None;
        }
        let message = format!(
            "no node can have what this and its Namespace `{}` ask for: {}",
            self.name,
            self.words()
        );
        let spec = Route::pod_spec(subject.pods.path);
        let selector = subject.pod.node_selector.iter().flatten();
        let opposed = selector.filter(|(key, value)| {
            self.labels.get(*key).is_some_and(|demanded| demanded != *value)
        });
        let route = match opposed.map(|(key, _)| key).next() {
            Some(key) => spec.field("nodeSelector").entry(key),
            None => spec.field("affinity").field("nodeAffinity").key(),
        };
        let label = "asks for other nodes than the Namespace";
        Some(Finding::new(message, route, label).help(self.help()))
    }

    /// Nodes that get a pod don't have what the Namespace demands.
    fn unmet(&self, placed: &Placed<'_>, subject: &Subject<'_>) -> Option<Finding> {
        let inventory = placed.inventory;
        let own = self.requirements();
        let lacks = |place: &NodeIx| {
            let node = inventory.nodes.get(*place);
            own.iter().any(|r| !r.passes(node.and_then(|node| inventory.label(node, &r.key))))
        };
        let wanted = placed.nodes(|verdict| verdict.should_run || verdict.is_off_project());
        let without: Vec<NodeIx> = wanted.iter().copied().filter(lacks).collect();
        // OpenShift's controller wants no pod where a part of the nodes lacks them, as it is meant.
        let is_all = without.len() == wanted.len();
        if without.is_empty() || !is_all && self.annotation == OPENSHIFT_NODE_SELECTOR {
            return None;
        }
        let message = format!(
            "{} of {} that this is for lack what its Namespace `{}` asks for: {}",
            without.len(),
            count(wanted.len(), "node"),
            self.name,
            self.words()
        );
        let label = format!("{}: no pod runs there", placed.names(&without));
        let finding = Finding::new(message, Route::pod_spec(subject.pods.path).key(), label);
        let finding = if is_all { finding } else { finding.severity(Severity::Warning) };
        Some(finding.help(self.help()))
    }

    fn help(&self) -> String {
        let what = match self.annotation {
            OPENSHIFT_NODE_SELECTOR => "OpenShift makes no pod for such nodes, and says nothing",
            _ => {
                "the selector is added to each pod: it is refused when it is created \
                 (FailedCreate), or stays Pending"
            }
        };
        format!(
            "{what}; for an agent of all nodes leave the Namespace without it:\n{}: \"\"",
            self.annotation
        )
    }
}

fn is_contradicted(affinity: &RequiredNodeAffinity, own: &[Requirement]) -> bool {
    let together = |term: &[Requirement]| {
        let all: Vec<&Requirement> = affinity.node_selector.iter().chain(term).collect();
        let with: Vec<&Requirement> = all.iter().copied().chain(own).collect();
        // What contradicts itself is another rule's.
        conflict(&all).is_none() && conflict(&with).is_some()
    };
    match &affinity.terms {
        None => together(&[]),
        Some(terms) => !terms.is_empty() && terms.iter().map(Term::expressions).all(together),
    }
}
