//! `daemonset-overhead`: DaemonSets that take much of a node together.

use super::burden::{Burden, budget};
use crate::inventory::Resource;
use crate::planner::{DaemonSetIx, Fleet};
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::rules::placed::names_of_nodes;
use crate::words::amount::amount;
use crate::words::count;

/// How many of them are named.
const SHOWN: usize = 3;

/// The rule.
pub(super) struct DaemonSetOverhead;

impl Check for DaemonSetOverhead {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let (Some(fleet), Some(burdens)) = (cx.fleet, cx.burdens(subject.manifest)) else { return };
        for burden in burdens.over_budget.get(&subject.position).into_iter().flatten() {
            findings.push(finding(fleet, subject, burden, budget(&cx.params(subject.manifest))));
        }
    }
}

fn finding(fleet: &Fleet<'_>, subject: &Subject<'_>, burden: &Burden, budget: i64) -> Finding {
    let name = burden.resource.name(&fleet.inventory.symbols);
    let (offers, takes, share) = burden.worst;
    let nodes = format!("{} of {}", burden.nodes.len(), count(fleet.inventory.nodes.len(), "node"));
    let message = format!(
        "{} take up to {}% of the {name} on {nodes}: more than {budget}%",
        count(burden.by.len(), "DaemonSet"),
        share.div_ceil(100),
    );
    let label = format!(
        "{}: {} of {}, by {}",
        names_of_nodes(fleet.inventory, &burden.nodes),
        amount(name, takes),
        amount(name, offers),
        by(fleet, name, &burden.by)
    );
    Finding::new(message, route(fleet, subject, burden.resource), label).help(
        "what they take, no application gets; ask for less where it isn't used, keep off these nodes \
         what they don't need, or take larger nodes (daemonlint plan --capacity shows all of them)",
    )
}

/// What takes it, the largest first.
pub(super) fn by(fleet: &Fleet<'_>, resource: &str, all: &[(DaemonSetIx, i64)]) -> String {
    let said = |(at, takes): &(DaemonSetIx, i64)| {
        format!("{} {}", fleet.placement(*at).name, amount(resource, *takes))
    };
    let mut words: Vec<String> = all.iter().take(SHOWN).map(said).collect();
    if all.len() > SHOWN {
        words.push(format!("{} more", all.len() - SHOWN));
    }
    words.join(", ")
}

/// The field by which a DaemonSet takes most of a resource.
pub(super) fn route(fleet: &Fleet<'_>, subject: &Subject<'_>, resource: Resource) -> Route {
    let needs = &fleet.pods[subject.position].scheduled().needs;
    let need = needs.iter().find(|need| need.resource == Some(resource));
    let field = need.and_then(|need| need.field.clone());
    field.map_or_else(|| Route::pod_spec(subject.pods.path).field("containers").key(), Route::from)
}
