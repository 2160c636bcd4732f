//! `unknown-taint`: a toleration that no taint of the inventory needs.

use k8s_openapi::api::core::v1::Toleration;

use super::elsewhere::is_taint_of_elsewhere;
use super::toleration_never_matches::never_matches;
use super::words::{toleration as name, toleration_route};
use crate::kubernetes::toleration::tolerates;
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings};
use crate::words::list::short;
use crate::words::names;
use crate::words::near::nearest;

/// The rule.
pub(super) struct UnknownTaint;

impl Check for UnknownTaint {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let (Some(fleet), Some(labels)) = (cx.fleet, cx.node_labels()) else { return };
        let taints = &fleet.inventory.taints;
        let mut keys: Vec<&str> = taints.iter().map(|taint| taint.key.as_str()).collect();
        keys.sort_unstable();
        keys.dedup();
        // Of nodes without any taint nobody may have written them down.
        if keys.is_empty() {
            return;
        }
        let mut idle: Vec<(usize, &Toleration, Option<&str>)> = Vec::new();
        for (place, toleration) in subject.pod.tolerations.iter().flatten().enumerate() {
            let key = toleration.key.as_deref().unwrap_or_default();
            let known =
                keys.contains(&key) || taints.iter().any(|t| tolerates(toleration, t, cx.release));
            if key.is_empty() || known || never_matches(toleration, cx.release).is_some() {
                continue;
            }
            // One that the pods tolerate as well is not what was meant.
            let written = subject.pod.tolerations.as_deref().unwrap_or_default();
            let is_free =
                |other: &&str| !written.iter().any(|one| one.key.as_deref() == Some(*other));
            let meant = nearest(key, keys.iter().copied().filter(is_free));
            if meant.is_some() || !is_taint_of_elsewhere(labels, &keys, toleration) {
                idle.push((place, toleration, meant));
            }
        }
        let Some((first, _, _)) = idle.first() else { return };
        let said: Vec<String> =
            idle.iter().map(|(_, toleration, _)| format!("`{}`", name(toleration))).collect();
        let message = match said.as_slice() {
            [one] => format!("no node has a taint that {one} tolerates"),
            all => format!("no node has a taint that one of {} tolerates", short(all)),
        };
        let path = subject.pods.path;
        let route = toleration_route(path, *first).field("key");
        let mut finding =
            Finding::new(message, route, format!("the taints are {}", names(keys, 60)));
        for (place, _, _) in idle.iter().skip(1) {
            finding = finding.related(toleration_route(path, *place).field("key"), "nor this one");
        }
        let meant: Vec<String> =
            idle.iter().filter_map(|(_, _, meant)| Some(format!("`{}`", (*meant)?))).collect();
        findings.push(finding.help(match meant.as_slice() {
            [] => "take it out, unless nodes with such a taint are yet to come".to_owned(),
            all => format!("did you mean {}?", short(all)),
        }));
    }
}
