//! Words of a config that name rules, categories and globs, with their places.

use std::collections::BTreeMap;

use super::Level;
use crate::source::Span;
use crate::yaml::cursor::{At, Read};

/// Where words stand: what is wrong with one is known later, when there are rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Words(BTreeMap<String, Span>);

impl Words {
    /// Where a word stands first.
    pub(super) fn of(&self, word: &str) -> Span {
        self.0.get(word).copied().unwrap_or_default()
    }

    /// Keeps where a word stands.
    pub(super) fn note(&mut self, word: &str, span: Span) {
        self.0.entry(word.to_owned()).or_insert(span);
    }

    /// A list of words; nothing where there is none.
    pub(super) fn list(&mut self, at: At<'_>, key: &str) -> Read<Vec<String>> {
        let Some(list) = at.get(key) else { return Ok(Vec::new()) };
        let mut read = |word: At<'_>| -> Read<String> {
            let text = word.text()?;
            self.note(text, word.span());
            Ok(text.to_owned())
        };
        list.list()?.into_iter().map(&mut read).collect()
    }

    /// `severity`: levels by rule or category.
    pub(super) fn severities(&mut self, at: At<'_>) -> Read<BTreeMap<String, Level>> {
        let mut read = BTreeMap::new();
        let Some(severities) = at.get("severity") else { return Ok(read) };
        for (span, level) in severities.entries()? {
            self.note(level.key(), span);
            read.insert(level.key().to_owned(), read_level(level)?);
        }
        Ok(read)
    }
}

fn read_level(at: At<'_>) -> Read<Level> {
    // YAML reads `off` as false.
    if at.flag() == Ok(false) {
        return Ok(Level::Off);
    }
    at.one_of(&[
        ("error", Level::Error),
        ("warning", Level::Warning),
        ("info", Level::Info),
        ("off", Level::Off),
    ])
}
