//! What a rule does.

use super::context::{Context, Subject};
use super::finding::Findings;
use crate::manifest::Manifest;

/// A rule's check, by one of the hooks. A rule that relates objects looks from each at the others.
pub trait Check: Send + Sync {
    /// Looks at a DaemonSet.
    fn daemon_set(&self, _cx: &Context<'_>, _subject: &Subject<'_>, _findings: &mut Findings) {}

    /// Looks at an object of any kind.
    fn manifest(&self, _cx: &Context<'_>, _manifest: &Manifest, _findings: &mut Findings) {}
}
