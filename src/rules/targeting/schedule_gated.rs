//! `schedule-gated`: pods that wait for somebody to open a gate.

use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};

/// The rule.
pub(super) struct ScheduleGated;

impl Check for ScheduleGated {
    fn workload(&self, _cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        let gates = subject.pod.scheduling_gates.as_deref().unwrap_or_default();
        let Some((first, rest)) = gates.split_first() else { return };
        let gate = |place: usize| {
            Route::pod_spec(subject.pods.path).field("schedulingGates").index(place).field("name")
        };
        let more =
            if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
        let finding = Finding::new(
            format!("no pod starts until `{}`{more} is taken off it, pod by pod", first.name),
            gate(0),
            "every new pod has this gate",
        )
        .help(
            "take `schedulingGates` out, unless something in the cluster opens the gate of each \
             pod that the controller makes, on nodes that join later too",
        );
        let places = 1..gates.len();
        findings.push(
            places.fold(finding, |finding, place| finding.related(gate(place), "and this one")),
        );
    }
}
