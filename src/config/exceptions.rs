//! What a config says of some places: other rules there, findings that are accepted there.

use std::collections::BTreeMap;

use super::Level;
use super::params::{GivenParam, params};
use super::words::Words;
use crate::source::Span;
use crate::yaml::cursor::{At, Read};

/// The fields of `overrides`.
pub(super) const OVERRIDE_FIELDS: [&str; 6] =
    ["paths", "objects", "select", "ignore", "severity", "params"];

/// The fields of `suppress`.
pub(super) const SUPPRESS_FIELDS: [&str; 4] = ["rules", "paths", "objects", "reason"];

/// The fields of an object among `objects`.
pub(super) const OBJECT_FIELDS: [&str; 3] = ["kind", "namespace", "name"];

/// Files and objects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Whereabouts {
    /// Globs of files and folders, seen from the config's folder; all where there is none.
    pub paths: Vec<String>,
    /// What the objects are called; all where there is none.
    pub objects: Vec<ObjectNames>,
}

/// What objects are called, each as a glob: what is not given may be anything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ObjectNames {
    /// Their kind.
    pub kind: Option<String>,
    /// Their namespace.
    pub namespace: Option<String>,
    /// Their name.
    pub name: Option<String>,
}

/// Other rules in some places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Override {
    /// The places.
    pub at: Whereabouts,
    /// Rules or categories that run there as well.
    pub select: Vec<String>,
    /// Rules or categories that don't.
    pub ignore: Vec<String>,
    /// Severities there.
    pub severity: BTreeMap<String, Level>,
    /// Values of rules' parameters there.
    pub params: Vec<GivenParam>,
}

/// Findings that are accepted in some places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Accepted {
    /// The places.
    pub at: Whereabouts,
    /// Rules or categories.
    pub rules: Vec<String>,
    /// Why; may be empty.
    pub reason: String,
    /// Where the config says so.
    pub span: Span,
}

/// `overrides`.
pub(super) fn overrides(at: At<'_>, words: &mut Words) -> Read<Vec<Override>> {
    let mut one = |at: At<'_>| -> Read<Override> {
        at.only("an override", &OVERRIDE_FIELDS)?;
        let read = Override {
            at: whereabouts(at, words)?,
            select: words.list(at, "select")?,
            ignore: words.list(at, "ignore")?,
            severity: words.severities(at)?,
            params: params(at)?,
        };
        let no_rule = read.select.is_empty() && read.ignore.is_empty();
        if no_rule && read.severity.is_empty() && read.params.is_empty() {
            return Err(
                at.wrong("this changes nothing: give `select`, `ignore`, `severity` or `params`")
            );
        }
        Ok(read)
    };
    elements(at, "overrides")?.into_iter().map(&mut one).collect()
}

/// `suppress`; a reason may have to be given.
pub(super) fn suppress(at: At<'_>, words: &mut Words, require_reason: bool) -> Read<Vec<Accepted>> {
    let mut one = |at: At<'_>| -> Read<Accepted> {
        at.only("a suppression", &SUPPRESS_FIELDS)?;
        let rules = words.list(at, "rules")?;
        if rules.is_empty() {
            return Err(at.wrong("`rules` is missing: which are not to be told here?"));
        }
        let reason = at.get("reason").map(At::text).transpose()?.unwrap_or_default().trim();
        if reason.is_empty() && require_reason {
            return Err(at.wrong("`reason` is missing: `require-reason` asks for one"));
        }
        let reason = reason.to_owned();
        Ok(Accepted { at: whereabouts(at, words)?, rules, reason, span: at.span() })
    };
    elements(at, "suppress")?.into_iter().map(&mut one).collect()
}

/// The elements of a list, if it is there.
fn elements<'d>(at: At<'d>, key: &str) -> Read<Vec<At<'d>>> {
    at.get(key).map_or_else(|| Ok(Vec::new()), At::list)
}

/// The places of an exception: it has to name some.
fn whereabouts(at: At<'_>, words: &mut Words) -> Read<Whereabouts> {
    let paths = words.list(at, "paths")?;
    let objects = elements(at, "objects")?.into_iter().map(|object| names(object, words));
    let objects = objects.collect::<Read<Vec<ObjectNames>>>()?;
    if paths.is_empty() && objects.is_empty() {
        return Err(at.wrong("`paths` or `objects` is missing: where does this hold?"));
    }
    Ok(Whereabouts { paths, objects })
}

fn names(at: At<'_>, words: &mut Words) -> Read<ObjectNames> {
    at.only("an object", &OBJECT_FIELDS)?;
    let mut glob = |key: &str| -> Read<Option<String>> {
        let Some(value) = at.get(key) else { return Ok(None) };
        words.note(value.text()?, value.span());
        Ok(Some(value.text()?.to_owned()))
    };
    let names =
        ObjectNames { kind: glob("kind")?, namespace: glob("namespace")?, name: glob("name")? };
    if names == ObjectNames::default() {
        return Err(at.wrong("this names no object: give `kind`, `namespace` or `name`"));
    }
    Ok(names)
}
