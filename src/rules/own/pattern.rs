//! Paths that lead to several places: `spec.template.spec.containers[*].image`.

use serde_json::Value as Json;

use crate::kubernetes::field::FieldPath;
use crate::manifest::schema;
use crate::words::near::nearest;

/// A path with wildcards and names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern(Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// A field of an object.
    Field(String),
    /// An element of a list, by its place.
    Index(usize),
    /// An element of a list by its `name`, or an entry of a map by its key.
    Named(String),
    /// Every element, or every entry.
    All,
}

/// A place that a pattern leads to.
#[derive(Clone, Debug)]
pub(super) struct Place<'j> {
    pub(super) path: FieldPath,
    /// The value there, if there is one.
    pub(super) value: Option<&'j Json>,
}

/// What a pattern leads to in the objects of a kind.
#[derive(Clone, Debug)]
pub(super) enum Reached {
    /// Values of this type.
    Value(schema::Type),
    /// Nobody knows.
    Anything,
    /// Nothing: the kind lacks a field on the way.
    Nothing(Missing),
}

/// A field that a kind lacks.
#[derive(Clone, Debug)]
pub(super) struct Missing {
    /// The name of the field.
    pub(super) name: String,
    /// The one that is there and is spelt most like it.
    nearest: Option<&'static str>,
}

impl Missing {
    fn new(name: &str, fields: schema::Fields) -> Self {
        let nearest = nearest(name, fields.iter().map(|field| field.name));
        Self { name: name.to_owned(), nearest }
    }

    /// That it is not there, in words.
    pub(super) fn words(&self) -> String {
        let hint = self.nearest.map(|near| format!("; did you mean `{near}`?"));
        format!("undefined field '{}'{}", self.name, hint.unwrap_or_default())
    }
}

impl Pattern {
    /// Reads a path; none where the text is more than a path.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let mut rest = text.strip_prefix("object.").unwrap_or(text);
        let mut parts = vec![Part::Field(take_name(&mut rest)?)];
        while !rest.is_empty() {
            if let Some(after) = rest.strip_prefix('.') {
                rest = after;
                parts.push(Part::Field(take_name(&mut rest)?));
                continue;
            }
            let (inside, after) = rest.strip_prefix('[')?.split_once(']')?;
            rest = after;
            parts.push(Self::in_brackets(inside)?);
        }
        Some(Self(parts))
    }

    fn in_brackets(text: &str) -> Option<Part> {
        let is_of_key = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
        if text == "*" {
            return Some(Part::All);
        }
        if text.is_empty() || !text.chars().all(is_of_key) {
            return None;
        }
        Some(text.parse().map_or_else(|_| Part::Named(text.to_owned()), Part::Index))
    }

    /// Where it leads in objects that have these fields.
    pub(super) fn reach(&self, fields: &'static schema::Fields) -> Reached {
        let mut at = schema::Type::Struct(fields);
        for part in &self.0 {
            at = match (at, part) {
                (schema::Type::Struct(fields), Part::Field(name)) => {
                    match schema::field(fields, name) {
                        Some(field) => field.kind,
                        None => return Reached::Nothing(Missing::new(name, fields)),
                    }
                }
                (schema::Type::Map(of), Part::Field(_) | Part::Named(_) | Part::All)
                | (schema::Type::List(of), Part::Index(_) | Part::Named(_) | Part::All) => *of,
                _ => return Reached::Anything,
            };
        }
        Reached::Value(at)
    }

    /// Whether it leads to as many places as there are.
    pub(super) fn is_open(&self) -> bool {
        self.0.contains(&Part::All)
    }

    /// The path to what the first wildcard goes through.
    pub(super) fn fixed(&self, object: &Json) -> FieldPath {
        let fixed = self.0.iter().take_while(|part| **part != Part::All).cloned().collect();
        let mut places = Vec::new();
        walk(&Self(fixed).0, FieldPath::root(), Some(object), &mut places);
        places.pop().map_or_else(FieldPath::root, |place| place.path)
    }

    /// The places that it leads to in an object. Behind the wildcards a value may be missing.
    pub(super) fn places<'j>(&self, object: &'j Json) -> Vec<Place<'j>> {
        let mut places = Vec::new();
        walk(&self.0, FieldPath::root(), Some(object), &mut places);
        places
    }

    /// For each place the object as if the lists and maps on the way held nothing but what leads
    /// there.
    pub(super) fn alone(&self, object: &Json) -> Vec<Json> {
        alone(&self.0, object)
    }
}

/// A field's name at the beginning of a text.
fn take_name(rest: &mut &str) -> Option<String> {
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-'));
    let (name, after) = rest.split_at_checked(end.unwrap_or(rest.len()))?;
    *rest = after;
    (!name.is_empty()).then(|| name.to_owned())
}

fn walk<'j>(parts: &[Part], path: FieldPath, at: Option<&'j Json>, places: &mut Vec<Place<'j>>) {
    let Some((part, rest)) = parts.split_first() else {
        places.push(Place { path, value: at });
        return;
    };
    match part {
        Part::Field(name) => {
            let value = at.and_then(|at| at.get(name));
            walk(rest, path.field(name.clone()), value, places);
        }
        Part::Index(index) => {
            walk(rest, path.index(*index), at.and_then(|at| at.get(index)), places);
        }
        Part::Named(name) => {
            let (path, value) = named(path, at, name);
            walk(rest, path, value, places);
        }
        Part::All => match at {
            Some(Json::Array(elements)) => {
                for (index, element) in elements.iter().enumerate() {
                    walk(rest, path.clone().index(index), Some(element), places);
                }
            }
            Some(Json::Object(entries)) => {
                for (key, value) in entries {
                    walk(rest, path.clone().key(key.clone()), Some(value), places);
                }
            }
            _ => {}
        },
    }
}

/// The element of a list that has a name, or the entry of a map that has it as its key.
fn named<'j>(path: FieldPath, at: Option<&'j Json>, name: &str) -> (FieldPath, Option<&'j Json>) {
    let Some(Json::Array(elements)) = at else {
        return (path.key(name.to_owned()), at.and_then(|at| at.get(name)));
    };
    let has_name = |element: &Json| element.get("name").and_then(Json::as_str) == Some(name);
    match elements.iter().position(has_name) {
        Some(index) => (path.index(index), elements.get(index)),
        None => (path, None),
    }
}

fn alone(parts: &[Part], at: &Json) -> Vec<Json> {
    let Some((part, rest)) = parts.split_first() else { return vec![at.clone()] };
    let within = |key: &str| -> Vec<Json> {
        let Some(inner) = at.get(key) else { return vec![at.clone()] };
        let replaced = alone(rest, inner).into_iter().map(|inner| {
            let mut outer = at.clone();
            if let Some(place) = outer.get_mut(key) {
                *place = inner;
            }
            outer
        });
        replaced.collect()
    };
    match (part, at) {
        (Part::Field(name), _) => within(name),
        (Part::Named(name), Json::Object(_)) => within(name),
        (Part::Index(_) | Part::Named(_), Json::Array(elements)) => {
            let place = match part {
                Part::Index(index) => Some(*index),
                Part::Named(name) => elements
                    .iter()
                    .position(|element| element.get("name").and_then(Json::as_str) == Some(name)),
                Part::Field(_) | Part::All => None,
            };
            let Some((place, inner)) = place.and_then(|at| Some((at, elements.get(at)?))) else {
                return vec![at.clone()];
            };
            let replaced = alone(rest, inner).into_iter().map(|inner| {
                let mut elements = elements.clone();
                if let Some(element) = elements.get_mut(place) {
                    *element = inner;
                }
                Json::Array(elements)
            });
            replaced.collect()
        }
        (Part::All, Json::Array(elements)) => {
            let inner = elements.iter().flat_map(|element| alone(rest, element));
            inner.map(|inner| Json::Array(vec![inner])).collect()
        }
        (Part::All, Json::Object(entries)) => {
            let inner = entries.iter().flat_map(|(key, value)| {
                let of = |inner| Json::Object([(key.clone(), inner)].into_iter().collect());
                alone(rest, value).into_iter().map(of)
            });
            inner.collect()
        }
        (Part::All, _) => Vec::new(),
        (Part::Index(_) | Part::Named(_), _) => vec![at.clone()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_path_is_told_from_an_expression() {
        for path in ["spec", "spec.a[*].b", "object.spec.a[0]", "metadata.labels[a.b/c]"] {
            assert!(Pattern::parse(path).is_some(), "{path}");
        }
        for other in ["", "['a']", "object.a.map(x, x.b)", "a + b", "a['b']", "a..b", "a[*"] {
            assert_eq!(Pattern::parse(other), None, "{other}");
        }
    }

    #[test]
    fn places_come_with_the_object_that_holds_nothing_beside_them() {
        let object =
            json!({"a": [{"name": "x", "b": [1, 2]}, {"name": "y", "b": [3]}, {}], "c": 4});
        let pattern = Pattern::parse("a[*].b[*]").unwrap();
        let places = pattern.places(&object);
        let shown: Vec<_> = places.iter().map(|place| place.path.to_string()).collect();
        assert_eq!(shown, ["a[0].b[0]", "a[0].b[1]", "a[1].b[0]"]);
        let image = Pattern::parse("a[*].image").unwrap();
        assert_eq!(image.places(&object).len(), image.alone(&object).len());
        let alone = Pattern::parse("a[*].b").unwrap().alone(&object);
        assert_eq!(alone[1], json!({"a": [{"name": "y", "b": [3]}], "c": 4}));
        let named = Pattern::parse("a[y].b[0]").unwrap().places(&object);
        assert_eq!(named[0].path.to_string(), "a[1].b[0]");
        assert_eq!(named[0].value, Some(&json!(3)));
    }
}
