//! `limit-range-refuses`: a LimitRange refuses the pods, or makes them invalid.

use super::refused::{Refused, SEEN, chance};
use crate::kubernetes::pod_admission::{Plugin, Unordered};
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Findings, Route};

/// The rule.
pub(super) struct LimitRangeRefuses;

impl Check for LimitRangeRefuses {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        chance(cx, subject, (Unordered::LimitRanges, "LimitRange"), findings);
        let Some(refused) = Refused::of(cx, subject) else { return };
        let limits = Route::spec().field("limits").key();
        let range = match (refused.refusal.plugin, refused.by_limit_range) {
            (Plugin::LimitRanger, _) => refused.refusal.object.as_ref().map(|o| o.name.as_str()),
            (Plugin::Validation, Some(name)) => Some(name),
            _ => return,
        };
        let range = range.unwrap_or_default();
        let invalid = refused.refusal.plugin == Plugin::Validation;
        for reason in &refused.refusal.reasons {
            let message = if invalid {
                format!("the defaults of LimitRange {range} make the pod invalid: {}", reason.said)
            } else {
                format!("LimitRange {range} refuses the pod: {}", reason.said)
            };
            let help = if invalid {
                "set the limit beside the request, or raise the LimitRange's default"
            } else {
                "keep within the LimitRange's bounds, or change them"
            };
            let finding = refused.finding(reason, message, &limits);
            findings.push(finding.help(format!("{help}: {SEEN}")));
        }
    }
}
