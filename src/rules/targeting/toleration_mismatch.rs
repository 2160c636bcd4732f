//! `toleration-mismatch`: a toleration that is nearly one of a taint of the inventory.

use k8s_openapi::api::core::v1::Taint;

use super::taints;
use crate::kubernetes::toleration::{notation, tolerates};
use crate::planner::why::{Closest, closest_toleration};
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::rules::placed::Placed;
use crate::words::count;

/// The rule.
pub(super) struct TolerationMismatch;

impl Check for TolerationMismatch {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let Some(placed) = Placed::of(cx, subject) else { return };
        // One finding for each toleration and each way in which it misses.
        let mut groups: Vec<(Closest, Vec<&Taint>)> = Vec::new();
        let mut seen: Vec<&Taint> = Vec::new();
        for taint in placed.verdicts().into_iter().flat_map(taints::alone_in_the_way) {
            if seen.contains(&taint) {
                continue;
            }
            seen.push(taint);
            let Some(closest) = nearly(&placed, subject, taint) else { continue };
            let same = |(known, _): &&mut (Closest, Vec<&Taint>)| {
                (&known.field, &known.differs) == (&closest.field, &closest.differs)
            };
            match groups.iter_mut().find(same) {
                Some((_, taints)) => taints.push(taint),
                None => groups.push((closest, vec![taint])),
            }
        }
        for (closest, taints) in groups {
            if let Some(finding) = finding(&placed, &closest, &taints) {
                findings.push(finding);
            }
        }
    }
}

/// The toleration that was meant for a taint that keeps pods off and misses it. One that is for
/// other nodes of the inventory by its value is meant as it is.
pub(super) fn nearly(
    placed: &Placed<'_>,
    subject: &WorkloadSubject<'_>,
    taint: &Taint,
) -> Option<Closest> {
    let closest = closest_toleration(taint, subject.pod.tolerations.as_deref()?)?;
    let serves = |other: &Taint| tolerates(&closest.toleration, other, placed.release);
    let meant = match closest.differs.as_slice() {
        ["effect"] => true,
        differs if differs.contains(&"operator") => false,
        _ => !placed.inventory.taints.iter().any(serves),
    };
    meant.then_some(closest)
}

fn finding(placed: &Placed<'_>, closest: &Closest, taints: &[&Taint]) -> Option<Finding> {
    let first = taints.first()?;
    let here = |verdict: &crate::planner::Verdict| {
        taints::alone_in_the_way(verdict).iter().any(|taint| taints.contains(taint))
    };
    let nodes = placed.nodes(here);
    if nodes.is_empty() {
        return None;
    }
    let said: Vec<String> = taints.iter().map(|t| format!("`{}`", notation(t))).collect();
    let differs = closest.differs.join(" and ");
    let message = format!(
        "a toleration misses {} by its {differs}: no pod on {}",
        said.join(", "),
        count(nodes.len(), "node")
    );
    let by_value = closest.differs.contains(&"value");
    let value = closest.toleration.value.as_deref().unwrap_or_default();
    let route = Route::from(closest.field.clone());
    let route = match (by_value, value) {
        (true, "") => shown(route),
        (true, _) => route.field("value"),
        (false, _) => route.field("effect"),
    };
    let there = if by_value {
        first
            .value
            .as_deref()
            .filter(|value| !value.is_empty())
            .map_or_else(|| "no value".to_owned(), |value| format!("the value `{value}`"))
    } else {
        format!("the effect `{}`", first.effect)
    };
    let here = match (by_value, value) {
        (true, "") => "without a value and an operator this tolerates only the empty value; ",
        _ => "",
    };
    let names = placed.names(&nodes);
    let text = format!("{here}the taint has {there} ({names})");
    let help = if closest.differs.len() == 1 && by_value {
        let exists = "`operator: Exists` and no value";
        match first.value.as_deref().filter(|value| !value.is_empty()) {
            Some(wanted) => format!("write `value: {wanted}`, or {exists} for any value"),
            None => format!("write {exists}"),
        }
    } else if closest.differs.len() == 1 {
        format!("write `effect: {}`, or leave `effect` out to tolerate all of them", first.effect)
    } else {
        format!("if these nodes are meant, add{}", taints::tolerations(taints.iter().copied()))
    };
    Some(Finding::new(message, route, text).help(help))
}

/// A toleration without a value is best shown at its key.
fn shown(route: Route) -> Route {
    if route.is_element() { route.field("key") } else { route }
}
