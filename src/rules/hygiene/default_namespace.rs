//! `default-namespace`: an agent beside whatever else nobody gave a namespace.

use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};

/// The rule.
pub(super) struct DefaultNamespace;

impl Check for DefaultNamespace {
    fn workload(&self, _cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        let written = subject.manifest.object_ref().namespace.as_deref();
        let message = match written {
            Some("default") => format!("`{}` is meant for the namespace `default`", subject.name()),
            None => format!(
                "`{}` has no namespace: it lands in `default`, or wherever kubectl points",
                subject.name()
            ),
            Some(_) => return,
        };
        let metadata = Route::metadata();
        let route =
            if written.is_some() { metadata.field("namespace") } else { metadata.field("name") };
        findings.push(
            Finding::new(message, route, "shares accounts, quotas and policies with all")
                .help("give it a namespace of its own: `metadata.namespace`"),
        );
    }
}
