//! `node-never-disrupted`: pods for which Karpenter takes no node away.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::Taint;
use k8s_openapi::api::policy::v1::{PodDisruptionBudget, PodDisruptionBudgetSpec};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use crate::diagnostic::Severity;
use crate::inventory::{Inventory, Origin};
use crate::kubernetes::label_selector::Selector;
use crate::kubernetes::toleration::{NO_SCHEDULE, untolerated};
use crate::manifest::Manifest;
use crate::rules::cel::parse_duration;
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::rules::placed::Placed;

/// The rule.
pub(super) struct NodeNeverDisrupted;

const DO_NOT_DISRUPT: &str = "karpenter.sh/do-not-disrupt";
const NODE_POOL: &str = "karpenter.sh/nodepool";

impl Check for NodeNeverDisrupted {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let placed = Placed::of(cx, subject);
        let (known, has) = match cx.fleet {
            Some(fleet) => (true, has_karpenter(fleet.inventory, placed.as_ref())),
            None => (false, true),
        };
        if !has {
            return;
        }
        let metadata = subject.pods.metadata;
        let annotations = metadata.and_then(|metadata| metadata.annotations.as_ref());
        let value = annotations.and_then(|annotations| annotations.get(DO_NOT_DISRUPT));
        let at = Route::from(subject.pods.path.metadata()).field("annotations");
        if let Some(time) = value.filter(|value| parse_duration(value).is_some_and(|t| t > 0)) {
            let finding = Finding::new(
                format!(
                    "Karpenter takes no node away for {time} after one of these pods has started \
                     there"
                ),
                at.entry(DO_NOT_DISRUPT).key(),
                "holds the node for a while",
            );
            findings.push(finding.severity(Severity::Info).help(
                "that begins anew with each update of the DaemonSet: take it off where no pod of it \
                 needs the time",
            ));
        } else if value.is_some_and(|value| value == "true") {
            let finding = Finding::new(
                "Karpenter takes no node away that has one of these pods, and that is every node that \
                 the DaemonSet runs on",
                at.entry(DO_NOT_DISRUPT).key(),
                "holds the node",
            );
            findings.push(finding.help(
                "take it off; pods that must not be moved have it themselves, and no other keeps their \
                 node longer",
            ));
        }
        // Without Karpenter's nodes a budget is another rule's business.
        if known && !tolerates_disruption(cx, subject) {
            by_budgets(cx, subject, placed.as_ref()).into_iter().for_each(|one| findings.push(one));
        }
    }
}

/// Whether pods of the DaemonSet come to nodes of Karpenter.
fn has_karpenter(inventory: &Inventory, placed: Option<&Placed<'_>>) -> bool {
    let Some(placed) = placed else { return false };
    let has_nodes = || {
        // Most inventories have none at all.
        let Some(key) = inventory.symbols.find(NODE_POOL) else { return false };
        let wanted = placed.nodes(|verdict| verdict.should_run);
        wanted.iter().any(|node| inventory.nodes[*node].labels.get(key).is_some())
    };
    let pools = inventory.pools.numbered();
    let mut pools = pools.filter(|(_, pool)| pool.origin == Origin::Karpenter);
    has_nodes() || pools.any(|(place, _)| placed.placement.pool_verdict(place).should_run)
}

/// Whether the pods stay to the end of a drain, so that no budget of theirs counts.
fn tolerates_disruption(cx: &Context<'_>, subject: &Subject<'_>) -> bool {
    let taint = Taint {
        key: "karpenter.sh/disrupted".to_owned(),
        effect: NO_SCHEDULE.to_owned(),
        ..Taint::default()
    };
    let tolerations = subject.pod.tolerations.as_deref().unwrap_or_default();
    untolerated([&taint], tolerations, &[NO_SCHEDULE], cx.release).next().is_none()
}

/// The budgets over the pods that allow no disruption, or of which there are several
/// (`ValidatePodsDisruptable`, `CanEvictPods` of Karpenter).
fn by_budgets(
    cx: &Context<'_>,
    subject: &Subject<'_>,
    placed: Option<&Placed<'_>>,
) -> Option<Finding> {
    let wanted = placed.map_or(0, |placed| placed.count(|verdict| verdict.should_run));
    let none = BTreeMap::new();
    let labels = subject.pod_labels().unwrap_or(&none);
    let budgets =
        cx.workspace.own_in_namespace::<PodDisruptionBudget>(subject.manifest.namespace());
    let over = budgets.filter_map(|(manifest, budget)| {
        let spec = budget.spec.as_ref()?;
        let selector = Selector::compile(spec.selector.as_ref()?).ok()?;
        selector.matches(labels).then_some((manifest, spec))
    });
    let over: Vec<(&Manifest, &PodDisruptionBudgetSpec)> = over.collect();
    let without_room = over.iter().find(|(_, spec)| allows_none(spec, wanted));
    let (message, (budget, _)) = match (without_room, over.as_slice()) {
        (Some(none), _) => ("a budget without room selects them", none),
        (None, [_, second, ..]) => {
            ("two budgets select them, so that nobody may evict them", second)
        }
        _ => return None,
    };
    let kind = Route::root().field("kind");
    let finding = Finding::new(
        format!("Karpenter takes no node away that has one of these pods: {message}"),
        Route::metadata().field("name"),
        "every node that it runs on stays",
    );
    Some(finding.related_in(budget, &kind, "this budget").help(
        "let no budget select them, or let them tolerate `karpenter.sh/disrupted:NoSchedule`, so that a \
         drain leaves them to the end",
    ))
}

/// Whether a budget over pods of a DaemonSet, which has no scale, allows no disruption when all run.
fn allows_none(spec: &PodDisruptionBudgetSpec, pods: usize) -> bool {
    match (&spec.max_unavailable, &spec.min_available) {
        (Some(_), _) | (None, Some(IntOrString::String(_))) => true,
        (None, Some(IntOrString::Int(least))) => {
            pods > 0 && usize::try_from(*least).is_ok_and(|least| least >= pods)
        }
        (None, None) => false,
    }
}
