//! `document-dropped`: text that kubectl never gets to read.

use crate::manifest::Manifest;
use crate::rules::check::Check;
use crate::rules::context::Context;
use crate::rules::finding::{Finding, Findings, Route};
use crate::source::Span;

/// The rule.
pub(super) struct DocumentDropped;

impl Check for DocumentDropped {
    fn manifest(&self, _cx: &Context<'_>, manifest: &Manifest, findings: &mut Findings) {
        // Said once for the document, not for each item of its list.
        if manifest.item().is_some_and(|item| item > 0) {
            return;
        }
        let Some(dropped) = manifest.document().ignored else { return };
        let text = manifest.file().slice(dropped).lines().next().unwrap_or_default();
        let first_line = Span::new(dropped.start, dropped.start + text.len() as u32);
        let finding = Finding::new(
            "kubectl reads nothing of what follows here",
            Route::root(),
            "applied by nobody, and no word is said",
        );
        findings.push(
            finding.at_bytes(first_line).help(
                "begin each object with a line `---`; `...` ends a document, and starts none",
            ),
        );
    }
}
