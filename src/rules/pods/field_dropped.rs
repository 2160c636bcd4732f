//! `field-dropped`: what a version takes and doesn't keep.

use crate::kubernetes::disabled_fields::{Disabled, Fate, disabled_fields};
use crate::kubernetes::field::{Path, Step};
use crate::kubernetes::release::{Gate, Release};
use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};

/// The rule.
pub(super) struct FieldDropped;

impl Check for FieldDropped {
    fn workload(&self, _cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        let release = subject.manifest.release();
        for disabled in disabled_fields(subject.pod, release, &Path::root("spec")) {
            let mut route = Route::pod_spec(subject.pods.path);
            route.path.0.extend(disabled.path.0.iter().skip(1).cloned());
            findings.push(finding(&disabled, route, release));
        }
    }

    fn holds_for(&self, _subject: &WorkloadSubject<'_>) -> bool {
        true
    }
}

fn finding(disabled: &Disabled, route: Route, release: Release) -> Finding {
    let field = match disabled.path.0.iter().rev().find(|step| matches!(step, Step::Field(_))) {
        Some(Step::Field(name)) => name.as_ref(),
        _ => "the field",
    };
    let version = release.version();
    let (fate, label) = match disabled.fate {
        Fate::Dropped => ("drops it without a word".to_owned(), "is not kept"),
        Fate::Replaced(value) => (format!("makes `{value}` of it without a word"), "is replaced"),
    };
    let message = format!("Kubernetes {version} takes `{field}` and {fate}");
    Finding::new(message, route, label).help(way_out(disabled.gate, release))
}

/// What makes the field work.
fn way_out(gate: Gate, release: Release) -> String {
    let name = gate.name();
    let by_gate = format!(
        "where the API server has the feature gate on, say so with --feature-gates {name}=true"
    );
    match gate.on_since() {
        Some(since) if since > release.version() => {
            format!("it works from {since} on (feature gate {name}); {by_gate}")
        }
        _ => format!("no known version has the feature gate {name} on by itself; {by_gate}"),
    }
}
