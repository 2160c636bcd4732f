//! Changes of a text at a path, held against the same changes of its JSON.

use daemonlint::internals::kubernetes::field::{FieldPath, Step};
use daemonlint::internals::source::{SourceFile, edit};
use daemonlint::internals::yaml::edit::{Change, Fragment, edits};
use daemonlint::internals::yaml::{Document, parse_stream};
use serde_json::{Map, Value, json};

use super::choices::Choices;

const TEXTS: [&str; 8] = ["new", "yes", "a: b", "1", "", "- x", "it's", "two\nlines"];

pub fn run(data: &[u8]) {
    let mut choices = Choices(data);
    let chosen = choices.0.get(..8).unwrap_or_default();
    let Some(text) = super::text(choices.0.get(8..).unwrap_or_default()) else { return };
    choices.0 = chosen;
    let file = SourceFile::new("fuzz.yaml", text.as_str());
    let Some(documents) = documents(&file) else { return };
    let Some(document) = documents.get(choices.below(documents.len())) else { return };
    let before = document.to_json(document.root());
    let change = change(&before, &mut choices);
    let Ok(edits) = edits(&file, document, document.root(), std::slice::from_ref(&change)) else {
        return;
    };
    let after = edit::apply(&text, &edits.edits);
    // kubectl looks for no YAML in less than four bytes that begin as JSON, also where a blank that JSON
    // doesn't know ends the one before.
    let is_odd = |c: char| c.is_whitespace() && !matches!(c, ' ' | '\t' | '\r' | '\n');
    if after.len() < 4 || text.contains(is_odd) {
        return;
    }
    let Some(read) = self::documents(&SourceFile::new("fuzz.yaml", after.as_str())) else {
        panic!("{change:?}\n{text:?}\n{after:?}")
    };
    assert_eq!(documents.len(), read.len(), "{change:?}\n{text:?}\n{after:?}");
    for (old, new) in documents.iter().zip(&read) {
        let mut expected = old.to_json(old.root());
        if old.index == document.index {
            make(&mut expected, &change);
        }
        assert_eq!(new.to_json(new.root()), expected, "{change:?}\n{text:?}\n{after:?}");
    }
}

fn documents(file: &SourceFile) -> Option<Vec<Document>> {
    parse_stream(file).into_iter().collect::<Result<_, _>>().ok()
}

/// A change of something that is there, or beside it.
fn change(value: &Value, choices: &mut Choices<'_>) -> Change {
    let (mut at, mut value) = (FieldPath::default(), value);
    while at.0.is_empty() || choices.below(4) > 0 {
        let (step, inner) = match value {
            Value::Object(map) if !map.is_empty() => {
                let Some((key, inner)) = map.iter().nth(choices.below(map.len())) else { break };
                (Step::Field(key.clone().into()), inner)
            }
            Value::Array(list) if !list.is_empty() => {
                let index = choices.below(list.len());
                (Step::Index(index), &list[index])
            }
            _ => break,
        };
        at.0.push(step);
        value = inner;
    }
    let with = match choices.below(4) {
        0 => Fragment::Literal("7".to_owned()),
        1 => Fragment::entry("k", Fragment::List(vec![Fragment::Text("v".to_owned())])),
        _ => Fragment::Text(choices.one_of(&TEXTS).to_owned()),
    };
    match choices.below(4) {
        0 => Change::Replace { at, with },
        1 => Change::RenameKey { at, to: choices.one_of(&TEXTS).to_owned() },
        2 => Change::Remove { at },
        _ => {
            if value.is_array() {
                at.0.push(Step::Index(usize::MAX));
            } else {
                at.0.push(Step::Field(choices.one_of(&TEXTS).into()));
                if choices.below(2) == 1 {
                    at.0.push(Step::Field("deeper".into()));
                }
            }
            Change::Insert { at, value: with }
        }
    }
}

/// Makes the change in JSON.
fn make(value: &mut Value, change: &Change) {
    let steps = &change.path().0;
    let Some((last, way)) = steps.split_last() else { return };
    let mut parent = value;
    for step in way {
        if parent.is_null() {
            *parent = Value::Object(Map::new());
        }
        parent = match step {
            Step::Index(index) => &mut parent[*index],
            Step::Field(key) => &mut parent[key.as_ref()],
            Step::Key(key) => &mut parent[key.as_str()],
        };
    }
    if parent.is_null() {
        *parent = match last {
            Step::Index(_) => Value::Array(Vec::new()),
            _ => Value::Object(Map::new()),
        };
    }
    match (change, parent, last) {
        (
            Change::Replace { with, .. } | Change::Insert { value: with, .. },
            Value::Object(map),
            last,
        ) => {
            map.insert(key(last), json_of(with));
        }
        (Change::Replace { with, .. }, Value::Array(list), Step::Index(at)) => {
            list[*at] = json_of(with)
        }
        (Change::Insert { value, .. }, Value::Array(list), _) => list.push(json_of(value)),
        (Change::Remove { .. }, Value::Object(map), last) => drop(map.remove(&key(last))),
        (Change::Remove { .. }, Value::Array(list), Step::Index(at)) => drop(list.remove(*at)),
        (Change::RenameKey { to, .. }, Value::Object(map), last) => {
            let value = map.remove(&key(last)).unwrap_or_default();
            map.insert(to.clone(), value);
        }
        (change, parent, _) => panic!("{change:?} was made in {parent}"),
    }
}

fn key(step: &Step) -> String {
    match step {
        Step::Field(key) => key.to_string(),
        Step::Key(key) => key.clone(),
        Step::Index(index) => index.to_string(),
    }
}

fn json_of(fragment: &Fragment) -> Value {
    match fragment {
        Fragment::Text(text) => json!(text),
        Fragment::Literal(text) => serde_json::from_str(text).expect("a literal"),
        Fragment::List(list) => list.iter().map(json_of).collect(),
        Fragment::Map(map) => {
            Value::Object(map.iter().map(|(key, value)| (key.clone(), json_of(value))).collect())
        }
    }
}
