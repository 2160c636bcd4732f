//! What a config expects of DaemonSets that there are none of.

use std::path::Path;

use k8s_openapi::api::apps::v1::DaemonSet;

use super::configs::Configs;
use super::selection::expected;
use crate::config::Loaded;
use crate::diagnostic::Diagnostic;
use crate::manifest::{Manifest, Reading};
use crate::rules::{BROKEN_EXPECTATION, Selection, Spot};
use crate::source::place::absolute;
use crate::words::near::nearest;

/// The expectations of configs that are about no DaemonSet, each at its place. Of a config only some
/// of whose files were read nothing is said: what it means may be among the others.
///
/// `read` are the folders and files that were read, seen from the working directory.
#[must_use]
pub(crate) fn about_nobody<'p>(
    configs: &Configs,
    rules: &Selection,
    reading: &Reading,
    read: impl IntoIterator<Item = &'p Path>,
) -> Vec<Diagnostic> {
    let Some(meta) = rules.rules().find(BROKEN_EXPECTATION).map(|rule| &rule.meta) else {
        return Vec::new();
    };
    if !rules.runs_anywhere(meta) {
        return Vec::new();
    }
    let read: Vec<_> = read.into_iter().map(absolute).collect();
    let is_read = |loaded: &&Loaded| {
        let folder = absolute(&loaded.folder);
        loaded.file.is_some() && read.iter().any(|path| folder.starts_with(path))
    };
    let mut found = Vec::new();
    for loaded in configs.all().filter(is_read) {
        let is_own = |manifest: &&Manifest| std::ptr::eq(configs.of(manifest.file().id()), loaded);
        let all = reading.workspace.of_type::<DaemonSet>();
        let own: Vec<&Manifest> = all.filter(is_own).collect();
        for one in expected(loaded).unwrap_or_default() {
            if own.iter().any(|manifest| one.is_about(&Spot::of_manifest(manifest))) {
                continue;
            }
            let Some(name) = one.named() else { continue };
            let message = format!("this is expected of no DaemonSet: none is called `{name}`");
            let severity = rules.severity(meta).unwrap_or(crate::diagnostic::Severity::Warning);
            let names = own.iter().map(|manifest| manifest.object_ref().name.as_str());
            let near = one.name.as_deref().and_then(|name| nearest(name, names));
            let diagnostic =
                Diagnostic::new(BROKEN_EXPECTATION, severity, message, one.file.clone(), one.place);
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "name one that there is (`name` and `namespace` are globs), or take it out"
                    .to_owned(),
            };
            found.push(diagnostic.with_help(help));
        }
    }
    found
}
