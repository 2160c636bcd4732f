//! `merge-key-overridden`: a key that the `<<` after it replaces.

use crate::manifest::Manifest;
use crate::rules::check::Check;
use crate::rules::context::Context;
use crate::rules::finding::{Finding, Findings, Route};
use crate::yaml::edit::Change;
use crate::yaml::path::path_from;

/// The rule.
pub(super) struct MergeKeyOverridden;

impl Check for MergeKeyOverridden {
    fn manifest(&self, _cx: &Context<'_>, manifest: &Manifest, findings: &mut Findings) {
        let document = manifest.document();
        let lost = document.duplicates().iter().filter(|twice| {
            let key = document.as_str(twice.second).unwrap_or_default();
            let counts = document.entry(twice.mapping, key);
            !twice.first_merged && counts.is_some_and(|entry| entry.merged)
        });
        for twice in lost {
            let Some(path) = path_from(document, manifest.node(), twice.mapping) else { continue };
            let change = Change::MergeFirst { at: path.clone() };
            let key = document.as_str(twice.second).unwrap_or_default();
            let merges = document.merges().iter().filter(|merge| merge.mapping == twice.mapping);
            let mut finding = Finding::new(
                format!("`{key}` is lost: kubectl takes the one that `<<` brings in after it"),
                Route::from(path).field(key.to_owned()),
                "this does not count",
            )
            .at_bytes(document.span(twice.first))
            .related_bytes(document.span(twice.second), "this counts")
            .help("write `<<` first in its map, and what overrides it after it")
            .unsafe_fix("write `<<` first", vec![change]);
            for merge in merges {
                finding = finding.related_bytes(document.span(merge.key), "it is merged here");
            }
            findings.push(finding);
        }
    }
}
