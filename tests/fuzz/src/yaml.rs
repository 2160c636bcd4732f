//! Reading YAML: every node and every error lies in the text, and what another reader takes too is
//! read alike.

mod events;

use daemonlint::internals::source::{SourceFile, Span};
use daemonlint::internals::yaml::comment::comments;
use daemonlint::internals::yaml::{
    Document, NodeId, Style, Value, parse_document, parse_stream, path,
};
use events::Tree;
pub use events::forgive_others;

pub fn run(data: &[u8]) {
    let Some(text) = super::text(data) else { return };
    let file = SourceFile::new("fuzz.yaml", text);
    for read in parse_stream(&file) {
        match read {
            Ok(document) => places(&file, &document),
            Err(error) => in_text(&file, error.span),
        }
    }
    match parse_document(&file) {
        Ok(document) => alike(&file, &document),
        Err(error) => in_text(&file, error.span),
    }
}

fn in_text(file: &SourceFile, span: Span) {
    assert!(file.text().get(span.range()).is_some(), "{span:?} is no place in {:?}", file.text());
    assert!(file.position(span.start).line > 0);
}

/// All nodes lie in the text, and are found again by their paths.
fn places(file: &SourceFile, document: &Document) {
    for (id, node) in document.nodes() {
        in_text(file, node.span);
        let text = file.slice(node.span);
        if document.converted_keys().is_empty()
            && node.style == Style::Plain
            && document.properties(id).is_none()
            && let Value::String(value) = document.value(id)
            && !text.contains(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'])
        {
            assert_eq!(text, value);
        }
    }
    for comment in comments(file, document) {
        in_text(file, comment.span);
    }
    if document.aliases().is_empty() && document.merges().is_empty() {
        for at in (0..file.text().len() as u32).step_by(7) {
            if let Some(found) = path::path_at(document, at) {
                let _ = path::locate(document, &found);
            }
        }
    }
}

/// Another reader's tree is ours, where it has none of what Kubernetes reads in its own way.
fn alike(file: &SourceFile, document: &Document) {
    let plain = document.merges().is_empty()
        && document.duplicates().is_empty()
        && document.converted_keys().is_empty()
        && document.aliases().is_empty();
    if !plain {
        return;
    }
    // go-yaml forgets that what turns out to be an empty collection may be a key.
    let text: String = file.text().split_whitespace().collect();
    if text.contains("[]:") || text.contains("{}:") {
        return;
    }
    let Some(tree) = events::read(file.text()) else { return };
    if tree.has_tag() {
        return;
    }
    compare(file, document, document.root(), &tree);
}

fn compare(file: &SourceFile, document: &Document, node: NodeId, other: &Tree) {
    let all = file.text();
    match (document.value(node), other) {
        (Value::Sequence(elements), Tree::Sequence(others)) => {
            assert_eq!(elements.len(), others.len(), "{all:?}");
            let pairs = elements.iter().zip(others);
            pairs.for_each(|(one, other)| compare(file, document, *one, other));
        }
        (Value::Mapping(entries), Tree::Mapping(others)) => {
            assert_eq!(entries.len(), others.len(), "{all:?}");
            for (entry, (key, value)) in entries.iter().zip(others) {
                compare(file, document, entry.key, key);
                compare(file, document, entry.value, value);
            }
        }
        (Value::String(text), Tree::Scalar { value, .. }) => assert_eq!(text, value, "{all:?}"),
        (Value::Sequence(_) | Value::Mapping(_) | Value::String(_), _) => {
            panic!("{all:?}: {:?} is {other:?} elsewhere", document.node(node))
        }
        (_, Tree::Scalar { plain, .. }) => assert!(plain, "{all:?}"),
        _ => panic!("{all:?}: {:?} is {other:?} elsewhere", document.node(node)),
    }
}
