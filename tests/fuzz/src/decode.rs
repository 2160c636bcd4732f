//! Strict decoding and validation: an object says the same in YAML and in JSON.

use std::collections::BTreeMap;
use std::sync::Arc;

use daemonlint::internals::diagnostic::Diagnostic;
use daemonlint::internals::manifest::{Loaded, Options, admission, load};
use daemonlint::internals::source::SourceFile;
use daemonlint::internals::yaml::parse_stream;

pub fn run(data: &[u8]) {
    let Some(text) = super::text(data) else { return };
    let file = Arc::new(SourceFile::new("fuzz.yaml", text));
    let found = found(&file);
    // What the two notations have in common: one document without what YAML alone has.
    let documents = parse_stream(&file);
    let [Ok(document)] = documents.as_slice() else { return };
    if !document.merges().is_empty()
        || !document.duplicates().is_empty()
        || !document.converted_keys().is_empty()
        || !document.comments().is_empty()
        || document.ignored.is_some()
    {
        return;
    }
    let json = document.to_json(document.root()).to_string();
    let json = Arc::new(SourceFile::new("fuzz.yaml", json));
    assert_eq!(found, self::found(&json), "{:?}\n{}", file.text(), json.text());
}

/// What is found in a file, as often as it is: places in the text aside.
fn found(file: &Arc<SourceFile>) -> BTreeMap<(String, String), usize> {
    let Loaded { manifests, diagnostics, .. } = load(file, Options::default());
    let mut found = BTreeMap::new();
    let of_manifests = manifests.iter().flat_map(admission::check);
    for one in diagnostics.into_iter().chain(of_manifests) {
        let Diagnostic { rule, route, primary, .. } = one;
        assert!(file.text().get(primary.span.range()).is_some(), "{:?}", file.text());
        *found.entry((rule.to_string(), route.to_string())).or_default() += 1;
    }
    found
}
