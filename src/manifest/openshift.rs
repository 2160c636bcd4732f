//! OpenShift's Templates: objects with parameters, which `oc process` fills in.
//!
//! Mirrors `template.go` of openshift/library-go's `pkg/template/templateprocessing`: `${NAME}` in
//! any text, and `${{NAME}}` as a whole value, which may be of another type.

use std::collections::HashMap;

use crate::source::SourceFile;
use crate::yaml::{Document, Kind, NodeId, Replacement, Value, parse_document};

/// Whether an object is a Template, whose objects stand in `objects`.
pub(super) fn is_template(api_version: &str, kind: &str) -> bool {
    kind == "Template" && (api_version == "v1" || api_version.starts_with("template.openshift.io/"))
}

/// Puts the values of a Template's parameters in their places. Those without a value stay, as
/// placeholders.
pub(super) fn fill_parameters(document: &mut Document) {
    let root = document.root();
    let text = |key| document.get(root, key).and_then(|value| document.as_str(value));
    let (Some(api_version), Some(kind)) = (text("apiVersion"), text("kind")) else { return };
    let Some(objects) = document.get(root, "objects") else { return };
    if !is_template(api_version, kind) {
        return;
    }
    let values = parameters(document, root);
    if values.is_empty() {
        return;
    }
    let mut texts = Vec::new();
    find_texts(document, objects, &mut texts);
    for node in texts {
        let Some(text) = document.as_str(node).map(str::to_owned) else { continue };
        let whole = text.strip_prefix("${{").and_then(|rest| rest.strip_suffix("}}"));
        match whole.and_then(|name| values.get(name)) {
            Some(value) => match collection(value) {
                Some(tree) => document.replace_by_tree(node, &tree),
                None => document.replace(node, Replacement::Plain(value)),
            },
            None => document.replace(node, Replacement::Text(&filled(&text, &values))),
        }
    }
}

/// A parameter's value where it is a list or a map.
fn collection(value: &str) -> Option<Document> {
    if !value.trim_start().starts_with(['{', '[']) {
        return None;
    }
    let tree = parse_document(&SourceFile::new("parameter", value)).ok()?;
    let is_one = matches!(tree.kind(tree.root()), Kind::Mapping | Kind::Sequence);
    // Aliases can make much of little text.
    (is_one && tree.aliases().is_empty()).then_some(tree)
}

/// The parameters that have a value.
fn parameters(document: &Document, root: NodeId) -> HashMap<String, String> {
    let list = document.get(root, "parameters");
    let elements = list.map_or(&[][..], |list| document.elements(list));
    elements
        .iter()
        .filter_map(|parameter| {
            let name = document.as_str(document.get(*parameter, "name")?)?;
            let value = document.get(*parameter, "value")?;
            let text = document.as_str(value).map(str::to_owned);
            let text = text.or_else(|| document.literal(value))?;
            (!text.is_empty()).then(|| (name.to_owned(), text))
        })
        .collect()
}

/// The texts with a parameter in a tree, keys among them.
fn find_texts(document: &Document, node: NodeId, found: &mut Vec<NodeId>) {
    match document.value(node) {
        Value::String(text) if text.contains("${") => found.push(node),
        Value::Sequence(elements) => {
            elements.iter().for_each(|element| find_texts(document, *element, found));
        }
        Value::Mapping(entries) => {
            for entry in entries {
                find_texts(document, entry.key, found);
                find_texts(document, entry.value, found);
            }
        }
        _ => {}
    }
}

fn filled(text: &str, values: &HashMap<String, String>) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        filled.push_str(before);
        let parameter = after
            .split_once('}')
            .and_then(|(name, after)| values.get(name).map(|value| (value, after)));
        match parameter {
            Some((value, after)) => {
                filled.push_str(value);
                rest = after;
            }
            None => {
                filled.push_str("${");
                rest = after;
            }
        }
    }
    filled + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_filled_in() {
        let file = SourceFile::new(
            "test.yaml",
            "apiVersion: v1\nkind: Template\nobjects:\n- a: x-${A}-${B}-${C}\n  count: ${{COUNT}}\n  \
             where: ${{WHERE}}\nparameters:\n- {name: A, value: one}\n- {name: B}\n- {name: COUNT, value: \"3\"}\n\
             - {name: WHERE, value: '{\"pool\": \"edge\"}'}\n",
        );
        let mut document = parse_document(&file).unwrap();
        fill_parameters(&mut document);
        let object = document.find(&["objects"]).and_then(|o| document.element(o, 0)).unwrap();
        let value = |key| document.get(object, key).unwrap();
        assert_eq!(document.as_str(value("a")), Some("x-one-${B}-${C}"));
        assert_eq!(document.as_i64(value("count")), Some(3));
        let pool = document.get(value("where"), "pool").and_then(|pool| document.as_str(pool));
        assert_eq!(pool, Some("edge"));
    }
}
