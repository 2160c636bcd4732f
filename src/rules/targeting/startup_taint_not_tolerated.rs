//! `startup-taint-not-tolerated`: an agent that does not tolerate the taint that waits for it.

use k8s_openapi::api::core::v1::Taint;

use super::taints;
use crate::diagnostic::Severity;
use crate::kubernetes::node_starters::{StartupTaint, startup_taint, takes_off};
use crate::kubernetes::system_taints::AGENT_SUFFIX;
use crate::kubernetes::toleration::{NO_EXECUTE, NO_SCHEDULE, notation, tolerated};
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings, Route};

/// The rule.
pub(super) struct StartupTaintNotTolerated;

impl Check for StartupTaintNotTolerated {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let written = subject.pod.tolerations.as_deref().unwrap_or_default();
        let known = startup_taint(subject.pod);
        let (taints, severity) = match cx.fleet {
            Some(fleet) => {
                let waits = |taint: &&Taint| {
                    known.is_some_and(|known| known.key == taint.key)
                        || taint.key.ends_with(AGENT_SUFFIX) && takes_off(subject.pod, &taint.key)
                };
                let all = fleet.inventory.taints.iter().filter(waits).cloned();
                (all.collect::<Vec<_>>(), Severity::Warning)
            }
            None => {
                let Some(known) = known else { return };
                let severity =
                    if known.is_set_by_itself { Severity::Warning } else { Severity::Info };
                (taints_of(known), severity)
            }
        };
        let blocks = |taint: &&Taint| {
            [NO_SCHEDULE, NO_EXECUTE].contains(&taint.effect.as_str())
                && !tolerated(taint, written, cx.release)
        };
        let missed: Vec<&Taint> = taints.iter().filter(blocks).collect();
        let Some(first) = missed.first() else { return };
        let (route, list) = match written {
            [] => (Route::pod_spec(subject.pods.path), "\ntolerations:"),
            _ => (Route::pod_spec(subject.pods.path).field("tolerations"), ""),
        };
        let if_set = match (cx.fleet.is_some(), severity) {
            (false, Severity::Info) => " that have this taint",
            _ => "",
        };
        let message = format!(
            "`{}` waits for itself on new nodes{if_set}: it doesn't tolerate `{}`",
            subject.name(),
            first.key
        );
        let label =
            format!("nothing here tolerates `{}`, which goes when this runs", notation(first));
        let yaml = match missed.len() {
            1 => taints::tolerations(missed.iter().copied()),
            _ => format!("\n  - key: {}\n    operator: Exists", first.key),
        };
        let finding = Finding::new(message, route.key(), label).severity(severity);
        findings.push(finding.help(format!("add{list}{yaml}")));
    }
}

/// The taint with each effect that it is set with.
fn taints_of(known: &StartupTaint) -> Vec<Taint> {
    let taint = |effect: &&str| Taint {
        key: known.key.to_owned(),
        value: (!known.value.is_empty()).then(|| known.value.to_owned()),
        effect: (*effect).to_owned(),
        time_added: None,
    };
    [NO_SCHEDULE, NO_EXECUTE].iter().map(taint).collect()
}
