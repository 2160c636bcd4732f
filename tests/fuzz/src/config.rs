//! What users write for the program itself: the config, rules of their own, baselines, and words that
//! are to be explained.

use std::path::Path;
use std::sync::Arc;

use daemonlint::internals::config;
use daemonlint::internals::diagnostic::Diagnostic;
use daemonlint::internals::rules::{Baseline, OwnRule, RuleSet, search};
use daemonlint::internals::source::SourceFile;

pub fn run(data: &[u8]) {
    let Some(text) = super::text(data) else { return };
    if let Err(error) = config::of_text(Path::new("/nowhere/.daemonlint.yaml"), text.clone()) {
        assert!(!error.to_string().is_empty());
        if let config::ConfigError::Wrong(found) = error {
            shown(&found);
        }
    }
    let file = Arc::new(SourceFile::new("own.yaml", text.as_str()));
    match OwnRule::read(&file) {
        Ok(rule) => assert!(
            RuleSet::built_in().with(rule.into_rule()).is_ok_and(|all| all.iter().count() > 1)
        ),
        Err(found) => {
            assert!(!found.is_empty());
            found.iter().for_each(shown);
        }
    }
    if let Err(found) = Baseline::read(&file, Path::new("/nowhere")) {
        shown(&found);
    }
    let _ = search(RuleSet::built_in().metas(), &text);
}

fn shown(found: &Diagnostic) {
    assert!(found.file.text().get(found.primary.span.range()).is_some(), "{found:?}");
    assert!(!found.message.is_empty());
}
