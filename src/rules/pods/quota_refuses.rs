//! `quota-refuses`: a quota has no room for the pods, or wants what they don't say.

use super::refused::{Refused, SEEN};
use crate::kubernetes::pod_admission::Plugin;
use crate::planner::Verdict;
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Findings, Route};
use crate::words::count;

/// The rule.
pub(super) struct QuotaRefuses;

impl Check for QuotaRefuses {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
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
