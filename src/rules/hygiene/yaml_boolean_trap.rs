//! `yaml-boolean-trap`: keys that YAML reads as something else than their author sees.

use crate::manifest::Manifest;
use crate::rules::check::Check;
use crate::rules::context::Context;
use crate::rules::finding::{Finding, Findings, Route};
use crate::words::escape::escape;
use crate::words::yaml::scalar;
use crate::yaml::Style;
use crate::yaml::path::path_from;

/// The rule.
pub(super) struct YamlBooleanTrap;

impl Check for YamlBooleanTrap {
    fn manifest(&self, _cx: &Context<'_>, manifest: &Manifest, findings: &mut Findings) {
        let document = manifest.document();
        for key in document.converted_keys() {
            let node = document.node(*key);
            let written = manifest.file().slice(node.span);
            let read = document.as_str(*key).unwrap_or_default();
            if node.style != Style::Plain || written == read {
                continue;
            }
            let Some(path) = path_from(document, manifest.node(), *key) else { continue };
            let what = if matches!(read, "true" | "false") { "boolean" } else { "number" };
            let shown = escape(written);
            let route = Route::from(path).key();
            findings.push(
                Finding::new(
                    format!("`{shown}` is read as the {what} {read}: the key is `{read}` now"),
                    route.clone(),
                    format!("read as {read}"),
                )
                .help(format!("quote it: {}", scalar(written)))
                .unsafe_fix("quote the key", vec![route.written_as(written)]),
            );
        }
    }
}
