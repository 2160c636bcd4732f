//! Whether edits make of a text what changes say, and nothing else.

use serde_json::Value as Json;

use super::{Change, Fragment, copy};
use crate::kubernetes::field::FieldPath;
use crate::source::{Edit, SourceFile, edit};
use crate::yaml::path::{locate_from, path_from};
use crate::yaml::{Document, NodeId, parse_stream};

impl Change {
    fn path_mut(&mut self) -> &mut FieldPath {
        match self {
            Self::Replace { at, .. }
            | Self::RenameKey { at, .. }
            | Self::Insert { at, .. }
            | Self::Remove { at }
            | Self::MergeFirst { at } => at,
        }
    }
}

/// Fails where Kubernetes would read anything else after the edits than the changes say, in the
/// object or anywhere in its file.
pub(crate) fn check(
    text: &str,
    document: &Document,
    object: NodeId,
    changes: &[Change],
    edits: &[Edit],
) {
    let after = edit::apply(text, edits);
    let read = |text: &str| parse_stream(&SourceFile::new("", text));
    let (old, new) = (read(text), read(&after));
    assert_eq!(old.len(), new.len(), "{changes:?}\n{after}");
    let way = path_from(document, document.root(), object).unwrap();
    for (old, new) in old.iter().zip(&new) {
        let (Ok(old), Ok(new)) = (old, new) else {
            assert!(old.is_err() && new.is_err(), "{changes:?}\n{after}");
            continue;
        };
        let mut expected = Fragment::of(old, old.root());
        // From the last to the first, so that indices stay those of the text.
        for change in changes.iter().rev().filter(|_| old.index == document.index) {
            let mut change = change.clone();
            let path = change.path_mut();
            path.0.splice(0..0, way.0.iter().cloned());
            let path = path.clone();
            if matches!(change, Change::MergeFirst { .. }) {
                own_first(old, &path, &mut expected);
                continue;
            }
            copy::change(&mut expected, &path.0, &change).unwrap();
        }
        let found = json(&Fragment::of(new, new.root()));
        assert_eq!(found, json(&expected), "{changes:?}\n{after}");
    }
}

/// What a map says itself in the place of what a later `<<` has put over it.
fn own_first(document: &Document, path: &FieldPath, expected: &mut Fragment) {
    let map = locate_from(document, document.root(), path).node;
    let lost = document.duplicates().iter().filter(|twice| twice.mapping == map);
    let nodes: Vec<_> = document.nodes().collect();
    for twice in lost.filter(|twice| !twice.first_merged && twice.second_merged) {
        // What doesn't count is no part of the tree: it is the value that stands after its key.
        let after = document.span(twice.first).end;
        let value = nodes.iter().filter(|(_, node)| node.span.start >= after);
        let (value, _) = value.min_by_key(|(_, node)| node.span).unwrap();
        let at = path.clone().field(document.as_str(twice.first).unwrap().to_owned());
        let with = Fragment::of(document, *value);
        copy::change(expected, &at.0, &Change::Replace { at: at.clone(), with }).unwrap();
    }
}

fn json(fragment: &Fragment) -> Json {
    serde_json::from_str(&fragment.flow(true)).unwrap()
}
