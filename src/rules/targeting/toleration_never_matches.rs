//! `toleration-never-matches`: tolerations of taints that Kubernetes never sets that way.

use k8s_openapi::api::core::v1::Toleration;

use crate::kubernetes::release::Release;
use crate::kubernetes::system_taints::{GONE, SystemTaint};
use crate::kubernetes::toleration::tolerates;
use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings};

use super::words;

/// The rule.
pub(super) struct TolerationNeverMatches;

impl Check for TolerationNeverMatches {
    fn workload(&self, cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        let tolerations = subject.pod.tolerations.iter().flatten().enumerate();
        for (place, toleration) in tolerations {
            let occurs = |toleration: &Toleration| {
                let taints = cx.fleet.into_iter().flat_map(|fleet| &fleet.inventory.taints);
                taints.into_iter().any(|taint| tolerates(toleration, taint, cx.release))
            };
            let Some(why) = never_matches(toleration, cx.release).filter(|_| !occurs(toleration))
            else {
                continue;
            };
            let Why { field, fact, help } = why;
            let message =
                format!("`{}` is not a taint of any node: {fact}", words::toleration(toleration));
            let route = words::toleration_route(subject.pods.path, place).field(field);
            findings.push(Finding::new(message, route, "matches nothing").help(help));
        }
    }
}

/// Why a toleration matches no taint.
pub(super) struct Why {
    /// The field to point at.
    field: &'static str,
    /// What Kubernetes does, to follow a colon.
    fact: String,
    help: String,
}

/// Why a toleration can match no taint, if that is so. Operators that the API server refuses are
/// not looked at.
pub(super) fn never_matches(toleration: &Toleration, release: Release) -> Option<Why> {
    let key = toleration.key.as_deref().filter(|key| !key.is_empty())?;
    if let Some((_, now)) = GONE.iter().find(|(gone, _)| *gone == key) {
        return Some(Why {
            field: "key",
            fact: "no supported release of Kubernetes sets it".to_owned(),
            help: match now {
                Some(now) => format!("take it out; the taint is `{now}` now"),
                None => "take it out".to_owned(),
            },
        });
    }
    let operator = toleration.operator.as_deref().unwrap_or_default();
    let taint = SystemTaint::of(key).filter(|_| matches!(operator, "" | "Equal" | "Exists"))?;
    if taint.taints().any(|taint| tolerates(toleration, &taint, release)) {
        return None;
    }
    let effect = toleration.effect.as_deref().unwrap_or_default();
    if !effect.is_empty() && !taint.effects.contains(&effect) {
        let effects = taint.effects.join(" and ");
        return Some(Why {
            field: "effect",
            fact: format!("Kubernetes sets it with the effect {effects} alone"),
            help: "take it out, or write an effect that the taint has".to_owned(),
        });
    }
    let fact = match taint.value {
        "" => "Kubernetes sets it without a value".to_owned(),
        value => format!("the kubelet sets it with the value `{value}`"),
    };
    let given = toleration.value.as_deref().is_some_and(|value| !value.is_empty());
    Some(Why {
        field: if given { "value" } else { "key" },
        fact,
        help: "write `operator: Exists` and no value".to_owned(),
    })
}
