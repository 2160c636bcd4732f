//! `quota-refuses`: a quota has no room for the pods or the DaemonSet, or wants what they don't say.

use super::refused::{Refused, SEEN};
use crate::diagnostic::Severity;
use crate::kubernetes::pod_admission::{Plugin, Refusal};
use crate::planner::Verdict;
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::rules::manifest_of::manifest_of;
use crate::rules::policies::AsObject;
use crate::words::count;

/// The rule.
pub(super) struct QuotaRefuses;

impl Check for QuotaRefuses {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        if let Some(as_object) = cx.as_object(subject) {
            objects(cx, as_object, findings);
            // The pods that never come are no pods too many.
            if as_object.without_revision.is_some() {
                return;
            }
        }
        let Some(refused) = Refused::by(cx, subject, Plugin::ResourceQuota) else { return };
        let placement = cx.fleet.map(|fleet| fleet.placement(subject.position));
        let wanted = placement.map_or(0, |placement| placement.desired());
        let let_in = wanted - placement.map_or(0, |p| p.count(Verdict::is_refused));
        let of = refused.refusal.object.as_ref().map_or("", |object| object.name.as_str());
        for reason in &refused.refusal.reasons {
            let message = if let_in == 0 {
                format!("ResourceQuota {of} refuses every pod: {}", reason.said)
            } else {
                let pods = count(wanted, "pod");
                format!("ResourceQuota {of} lets in {let_in} of {pods}: {}", reason.said)
            };
            let help = if reason.said.contains("must specify") {
                "give every container what the quota counts, or a LimitRange with defaults"
            } else {
                "raise the quota to as many pods as there are nodes; which nodes get one is chance"
            };
            let finding = refused.finding(reason, message, &Route::spec().field("hard").key());
            findings.push(finding.help(format!("{help}: {SEEN}")));
        }
    }
}

/// What quotas that count objects make of the DaemonSet itself; what a namespace does that goes is another
/// rule's.
fn objects(cx: &Context<'_>, as_object: &AsObject, findings: &mut Findings) {
    let AsObject { refused, without_revision, if_new } = as_object;
    let mut add = |refusal: &Refusal, severity, what: &str, help: &'static str| {
        if refusal.plugin != Plugin::ResourceQuota {
            return;
        }
        let of = refusal.object.as_ref().map_or("", |object| object.name.as_str());
        let message = format!("ResourceQuota {of} {what}: {}", refusal.message());
        let finding = Finding::new(message, Route::root(), "one too many").severity(severity);
        let finding = match refusal.object.as_ref().and_then(|quota| manifest_of(cx, quota)) {
            Some(quota) => {
                finding.related_in(quota, &Route::spec().field("hard").key(), "here is the rule")
            }
            None => finding,
        };
        findings.push(finding.help(help));
    };
    if let Some(refusal) = refused {
        let help = "raise the quota, or delete another DaemonSet of the namespace before";
        add(refusal, Severity::Error, "refuses the DaemonSet", help);
    }
    if let Some(refusal) = without_revision {
        let help =
            "raise the quota: the DaemonSet is accepted, no pod comes, and no event says why";
        add(refusal, Severity::Error, "leaves the DaemonSet without a revision", help);
    }
    if let Some(refusal) = if_new {
        let help = "where it is there already, nothing is refused: --against tells, or --pods";
        add(refusal, Severity::Info, "refuses the DaemonSet if it is new", help);
    }
}
