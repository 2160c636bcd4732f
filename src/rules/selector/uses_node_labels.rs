//! `selector-uses-node-labels`: a selector that was meant for nodes.

use std::collections::BTreeSet;

use super::demand::{Demand, demands};
use super::node_label::is_node_label;
use super::stable_label::{own_value, selector_of};
use crate::kubernetes::node_affinity::RequiredNodeAffinity;
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings};
use crate::words::list::{SHOWN, short};
use crate::words::yaml;

/// The rule.
pub(super) struct SelectorUsesNodeLabels;

impl Check for SelectorUsesNodeLabels {
    fn daemon_set(&self, _cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let candidates = demands(&subject.spec.selector).filter(|d| is_node_label(d.key));
        let mut of_nodes: Vec<Demand<'_>> = candidates.collect();
        if of_nodes.is_empty() {
            return;
        }
        // Who also asks it of the node knows the difference: pods are labelled by where they run.
        let asked = asked_of_nodes(subject.affinity());
        of_nodes.retain(|demand| !asked.contains(demand.key));
        let Some(first) = of_nodes.first() else { return };
        let keys: Vec<_> = of_nodes.iter().map(|demand| format!("`{}`", demand.key)).collect();
        let are = match keys.as_slice() {
            [_] => "is a label of nodes",
            _ => "are labels of nodes",
        };
        let message = format!("the selector picks pods, and {} {are}", short(&keys));
        let text = "the DaemonSet's own pods are counted by this: it keeps no pod off any node";
        let mut finding = Finding::new(message, first.key_route(), text);
        for demand in of_nodes.iter().skip(1).take(SHOWN - 1) {
            finding = finding.related(demand.key_route(), "a label of nodes as well");
        }
        findings.push(finding.help(help(subject, &of_nodes)));
    }
}

fn asked_of_nodes(affinity: &RequiredNodeAffinity) -> BTreeSet<&str> {
    let terms = affinity.terms.iter().flatten().flat_map(|term| term.expressions());
    affinity.node_selector.iter().chain(terms).map(|requirement| requirement.key.as_str()).collect()
}

fn help(subject: &Subject<'_>, of_nodes: &[Demand<'_>]) -> String {
    let mut help = "to choose the nodes, write under `spec.template.spec`".to_owned();
    let (plain, others): (Vec<&Demand<'_>>, Vec<&Demand<'_>>) =
        of_nodes.iter().partition(|demand| demand.value().is_some());
    if !plain.is_empty() {
        help += "\n    nodeSelector:";
        for demand in plain {
            let value = demand.value().unwrap_or_default();
            help += &format!("\n      {}: {}", yaml::scalar(demand.key), yaml::scalar(value));
        }
    }
    if !others.is_empty() {
        help += "\n    affinity:\n      nodeAffinity:\n        \
                 requiredDuringSchedulingIgnoredDuringExecution:\n          nodeSelectorTerms:\n            \
                 - matchExpressions:";
        for demand in others {
            let values: Vec<_> = demand.values.iter().map(|value| yaml::scalar(value)).collect();
            let values = match values.as_slice() {
                [] => String::new(),
                values => format!(", values: [{}]", values.join(", ")),
            };
            let (key, operator) = (yaml::scalar(demand.key), demand.operator);
            help += &format!("\n                - {{key: {key}, operator: {operator}{values}}}");
        }
    }
    if demands(&subject.spec.selector).count() > of_nodes.len() {
        return help + "\nand leave those keys out of the selector and of the template's labels";
    }
    help += "\nand select the pods by a label of their own";
    match subject.pod_labels().and_then(selector_of) {
        Some(selector) => help + "\n" + &selector,
        None => {
            help + &format!(
                ", the same in `selector` and in the template's labels\n    app: {}",
                own_value(subject.name())
            )
        }
    }
}
