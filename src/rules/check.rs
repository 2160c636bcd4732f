//! What a rule does.

use super::context::{Context, Subject, WorkloadSubject};
use super::finding::Findings;
use crate::manifest::Manifest;

/// A rule's check, by one of the hooks. A rule that relates objects looks from each at the others.
pub trait Check: Send + Sync {
    /// Looks at the pods of a workload, by the path that its kind has them at.
    fn workload(
        &self,
        _cx: &Context<'_>,
        _subject: &WorkloadSubject<'_>,
        _findings: &mut Findings,
    ) {
    }

    /// Whether [`Check::workload`] looks at this one: DaemonSets alone, unless the rule says more.
    fn holds_for(&self, subject: &WorkloadSubject<'_>) -> bool {
        subject.manifest.daemon_set().is_some()
    }

    /// Looks at what only a DaemonSet has: its own fields, and its place on nodes.
    fn daemon_set(&self, _cx: &Context<'_>, _subject: &Subject<'_>, _findings: &mut Findings) {}

    /// Looks at an object of any kind.
    fn manifest(&self, _cx: &Context<'_>, _manifest: &Manifest, _findings: &mut Findings) {}
}
