//! What a config expects of the placement of DaemonSets.

use super::words::Words;
use crate::source::Span;
use crate::yaml::cursor::{At, Read};

/// The fields of `expect`.
pub(super) const EXPECT_FIELDS: [&str; 3] = ["name", "namespace", "that"];

/// What is expected of some DaemonSets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Expected {
    /// Their namespace, as a glob; any where it is not given.
    pub namespace: Option<String>,
    /// Their name, as a glob; any where it is not given.
    pub name: Option<String>,
    /// Where they are named; else all of it.
    pub span: Span,
    /// The texts with sentences, and where they stand.
    pub that: Vec<(String, Span)>,
}

/// `expect`.
pub(super) fn expect(at: At<'_>, words: &mut Words) -> Read<Vec<Expected>> {
    let Some(list) = at.get("expect") else { return Ok(Vec::new()) };
    let mut one = |at: At<'_>| -> Read<Expected> {
        at.only("an expectation", &EXPECT_FIELDS)?;
        let mut glob = |key: &str| -> Read<Option<String>> {
            let Some(value) = at.get(key) else { return Ok(None) };
            words.note(value.text()?, value.span());
            Ok(Some(value.text()?.to_owned()))
        };
        let (namespace, name) = (glob("namespace")?, glob("name")?);
        let span = at.get("name").or_else(|| at.get("namespace")).unwrap_or(at).span();
        let that = at.get("that").map(At::texts).transpose()?.unwrap_or_default();
        if that.iter().all(|(_, text)| text.trim().is_empty()) {
            return Err(at.wrong("`that` is missing: what is expected of these DaemonSets?"));
        }
        let that = that.into_iter().map(|(at, text)| (text.to_owned(), at.span())).collect();
        Ok(Expected { namespace, name, span, that })
    };
    list.list()?.into_iter().map(&mut one).collect()
}
