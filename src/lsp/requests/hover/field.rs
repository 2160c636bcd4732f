//! What is known of a field: what it is for and takes, and which versions of Kubernetes have it.

use super::described::described;
use crate::kubernetes::release::{Gate, Release, Stage, State};
use crate::lsp::cursor::{Cursor, known};
use crate::manifest::schema::{Field, Type};

/// How many fields of an object are listed.
const LISTED: usize = 24;

/// What is known of the field at a place; none where it is none that Kubernetes has.
pub(super) fn about(cursor: &Cursor<'_>) -> Option<String> {
    let kind = cursor.manifest.kind()?;
    let found = known(kind.fields, &cursor.words())?;
    let release = cursor.manifest.release();
    let mut said = format!("`{}`: {}", cursor.path, takes(&found.kind));
    if let Some(text) = described(kind.kind, &cursor.words()) {
        said.push_str(&format!("\n\n{text}"));
    }
    if let Some(of) = found.field {
        for one in facts(of, release) {
            said.push_str(&format!("\n\n{one}"));
        }
    }
    if let Type::Struct(fields) = found.kind {
        let there: Vec<&str> =
            fields.iter().filter(|one| one.is_in(release.version())).map(|one| one.name).collect();
        if !there.is_empty() && there.len() <= LISTED {
            said.push_str(&format!("\n\nIts fields: `{}`", there.join("`, `")));
        }
    }
    Some(said)
}

/// What a value of a type is, in words.
pub(in crate::lsp::requests) fn takes(kind: &Type) -> String {
    match kind {
        Type::Bool => "`true` or `false`".to_owned(),
        Type::Int32 => "a whole number of 32 bits".to_owned(),
        Type::Int64 => "a whole number of 64 bits".to_owned(),
        Type::Text => "a string".to_owned(),
        Type::Quantity => "a quantity, as `100m` or `64Mi`".to_owned(),
        Type::IntOrString => "a whole number, or a string as `25%`".to_owned(),
        Type::Time | Type::MicroTime => "a time, as `2006-01-02T15:04:05Z`".to_owned(),
        Type::Float => "a number".to_owned(),
        Type::Bytes => "a string in base64".to_owned(),
        Type::Free => "anything".to_owned(),
        Type::Struct(_) => "an object".to_owned(),
        Type::List(Type::Struct(_)) => "a list of objects".to_owned(),
        Type::List(element) => format!("a list, each element {}", takes(element)),
        Type::Map(value) => format!("a map, each value {}", takes(value)),
    }
}

/// Since when and until when there is a field, and what has it on.
pub(in crate::lsp::requests) fn facts(of: &Field, release: Release) -> Vec<String> {
    let mut facts = Vec::new();
    match (of.since, of.until) {
        (Some(since), Some(until)) => facts.push(format!("In Kubernetes {since} to {until}.")),
        (Some(since), None) => facts.push(format!("Since Kubernetes {since}.")),
        (None, Some(until)) => facts.push(format!("Until Kubernetes {until}.")),
        (None, None) => {}
    }
    facts.extend(of.gate.map(|gate| of_gate(gate, release)));
    facts
}

fn of_gate(gate: Gate, release: Release) -> String {
    let version = release.version();
    let state = match gate.state(version) {
        State::Absent => "not there".to_owned(),
        State::Off(stage) => format!("{}, off by default", stage_word(stage)),
        State::On(stage) => format!("{}, on by default", stage_word(stage)),
        State::Locked(true) | State::Removed(true) => "always on".to_owned(),
        State::Locked(false) | State::Removed(false) => "always off".to_owned(),
    };
    let is = if release.on(gate) { "" } else { ": the API server drops the field" };
    format!("Behind the feature gate `{}`: in Kubernetes {version} {state}{is}.", gate.name())
}

const fn stage_word(stage: Stage) -> &'static str {
    match stage {
        Stage::Alpha => "alpha",
        Stage::Beta => "beta",
        Stage::Ga => "stable",
        Stage::Deprecated => "deprecated",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::schema::lookup::find;

    #[test]
    fn types_are_told_in_words() {
        let fields = find("apps/v1", "DaemonSet").unwrap().fields;
        let said = |way: &[&str]| takes(&known(fields, way).unwrap().kind);
        assert_eq!(said(&["spec", "minReadySeconds"]), "a whole number of 32 bits");
        let selector = ["spec", "template", "spec", "nodeSelector"];
        assert_eq!(said(&selector), "a map, each value a string");
        assert_eq!(said(&[&selector[..], &["a/b"]].concat()), "a string");
        assert!(known(fields, &["spec", "nope"]).is_none());
    }
}
