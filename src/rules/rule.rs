//! What a rule is to the engine.

use super::context::{Context, Subject};
use super::finding::Findings;
use super::meta::Meta;
use crate::manifest::Manifest;

/// A rule: its metadata and its check, which is one of the hooks. A rule that relates objects
/// looks from each at the others.
pub trait Rule: Sync {
    /// What is known of it without reading its text.
    fn meta(&self) -> &'static Meta;

    /// Looks at a DaemonSet.
    fn daemon_set(&self, _cx: &Context<'_>, _subject: &Subject<'_>, _findings: &mut Findings) {}

    /// Looks at an object of any kind.
    fn manifest(&self, _cx: &Context<'_>, _manifest: &Manifest, _findings: &mut Findings) {}
}
