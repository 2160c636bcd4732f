//! Fields that don't exist: the one that was meant.

use super::super::schema::{self, Field, Fields, Kind, Type};
use super::walk::fits;
use super::wording::{Correction, Words, excerpt, subject};
use super::{Mistake, misplaced, other_workload};
use crate::kubernetes::field::{FieldPath, RoutePattern, Step};
use crate::kubernetes::release::Version;
use crate::source::{SourceFile, Span};
use crate::words::list::or;
use crate::words::near::{Slip, nearest, slip};
use crate::yaml::edit::{Change, Fragment};
use crate::yaml::path::locate_from;
use crate::yaml::{Document, Entry, NodeId, Style, Value};

/// The words for a field that its struct has in other versions alone.
pub(super) fn other_version(
    kind: &Kind,
    mistake: &Mistake,
    field: &Field,
    asked: Version,
) -> Words {
    let owner = owner(kind, mistake);
    let message = format!("{owner} has no field `{}` in Kubernetes {asked}", field.name);
    let mut words = Words::new(message, "unknown field in this version", None);
    words.help = match (field.since, field.until) {
        (Some(since), _) if since > asked => Some(format!("it came with {since}")),
        (_, Some(until)) => Some(format!("it was taken away after {until}")),
        _ => None,
    };
    words
}

/// What a field belongs to, for a human.
fn owner(kind: &Kind, mistake: &Mistake) -> String {
    match mistake.path.0.split_last().map_or(&[][..], |(_, parent)| parent) {
        [] => with_article(kind.kind),
        parent => format!("`{}`", subject(&FieldPath(parent.to_vec()))),
    }
}

/// The words for a field that its struct doesn't have.
pub(super) fn words(
    file: &SourceFile,
    document: &Document,
    object: NodeId,
    kind: &Kind,
    mistake: &Mistake,
    of: Fields,
) -> Words {
    let name = match mistake.path.0.last() {
        Some(Step::Field(name)) => name.as_ref(),
        _ => "",
    };
    let parent = mistake.path.0.split_last().map_or(&[][..], |(_, parent)| parent);
    let owner = owner(kind, mistake);
    let mut words = Words::new(format!("{owner} has no field `{name}`"), "unknown field", None);
    let in_spec = matches!(parent, [Step::Field(spec)] if spec == "spec");
    let is_daemon_set = kind.kind == "DaemonSet";
    if let Some(help) = other_workload::instead_of(name).filter(|_| in_spec && is_daemon_set) {
        words.help = Some(help.to_owned());
        words.correction = other_workload::correction(document, mistake.parent, name);
        return words;
    }
    if name.starts_with('$') {
        let help = "a directive for merging patches: kustomize and `kubectl patch` read it; in a whole \
                    object it is a field like any other, left behind";
        words.help = Some(help.to_owned());
        return words;
    }
    let spelt = |mut words: Words, meant: &'static str, help: String| {
        words.help = Some(help);
        words.correction = rename(document, mistake, meant, of);
        words.meant = Some(beneath(parent, meant));
        words
    };
    if let Some(meant) = names(of).find(|known| slip(name, known) == Some(Slip::Case)) {
        return spelt(words, meant, format!("names are case-sensitive: write `{meant}`"));
    }
    let bare = name.trim_matches(char::is_whitespace);
    if let Some(Field { name: meant, .. }) = of.iter().find(|known| known.name == bare) {
        let help = format!(
            "a blank is part of this name (mostly a no-break space, which looks like none): write `{meant}`"
        );
        return spelt(words, meant, help);
    }
    let elsewhere = misplaced::elsewhere(kind, &mistake.path, name);
    if let (Some(meant), None) = (nearest(name, names(of)), &elsewhere) {
        return spelt(words, meant, format!("did you mean `{meant}`?"));
    }
    let inside = inside(name, of, parent);
    let place = match (elsewhere, inside.as_slice()) {
        (Some(place), []) => Some(place.pattern),
        (Some(place), _) if place.related => Some(place.pattern),
        (_, [(only, _)]) => Some(only.clone()),
        _ => None,
    };
    if let Some(place) = place {
        words.help = Some(format!("`{name}` belongs in `{place}`"));
        words.correction = moved(file, document, object, kind, mistake, &place);
        words.meant = Some(place.field(name));
    } else if matches!(inside.len(), 2..=4) {
        let places: Vec<_> = inside.iter().map(|(_, field)| format!("`{field}`")).collect();
        words.help = Some(format!("`{name}` belongs in {}", or(&places)));
        words.meant = inside.into_iter().next().map(|(place, _)| place.field(name));
    } else if of.iter().any(|field| field.name == "requests") && is_resource(name) {
        words.help = Some(format!("write `{name}` beneath `requests:`, or beneath `limits:`"));
        words.meant = Some(beneath(parent, "requests"));
    } else if schema::field(of, "tolerationSeconds").is_some() && name.contains('/') {
        let effect = document.as_str(mistake.node).unwrap_or("NoSchedule");
        words.help = Some(format!(
            "write `- key: {}`, and `operator: Exists` and `effect: {}` beneath it",
            excerpt(name),
            excerpt(effect)
        ));
        words.meant = Some(beneath(parent, "operator"));
    } else if let Some(entry) = unnamed(document, mistake, of, parent) {
        words.help = Some(named(document, entry, of));
        words.meant = Some(beneath(parent, "name"));
    } else if of.len() <= 8 {
        let names: Vec<_> = of.iter().map(|field| format!("`{}`", field.name)).collect();
        words.help = Some(format!("it has: {}", names.join(", ")));
    }
    words
}

/// A kind for a sentence: "a Service", "an Ingress".
fn with_article(kind: &str) -> String {
    let vowel = kind.starts_with(['A', 'E', 'I', 'O']);
    format!("{} {kind}", if vowel { "an" } else { "a" })
}

fn beneath(parent: &[Step], field: &str) -> RoutePattern {
    RoutePattern::from(FieldPath(parent.to_vec())).field(field)
}

/// The structs right inside this one that have the field, each with its own field's name.
fn inside(name: &str, of: Fields, parent: &[Step]) -> Vec<(RoutePattern, &'static str)> {
    of.iter()
        .filter(|field| {
            matches!(field.kind, Type::Struct(fields) if schema::field(fields, name).is_some())
        })
        .map(|field| (beneath(parent, field.name), field.name))
        .collect()
}

/// Whether this is what `requests` and `limits` count.
fn is_resource(name: &str) -> bool {
    matches!(name, "cpu" | "memory" | "ephemeral-storage")
        || name.starts_with("hugepages-")
        || name.contains('/')
}

/// The entry that has the name of a list's element in its key's place, as in `- PORT: "80"`.
fn unnamed<'a>(
    document: &'a Document,
    mistake: &Mistake,
    of: Fields,
    parent: &[Step],
) -> Option<&'a Entry> {
    let listed = matches!(parent.last(), Some(Step::Index(_)));
    let nameless = document.get(mistake.parent, "name").is_none();
    if !listed || !nameless || schema::field(of, "name").is_none() {
        return None;
    }
    document.entries(mistake.parent).first().filter(|entry| Some(entry.key) == mistake.key)
}

/// How to write an entry whose key is a name.
pub(super) fn named(document: &Document, entry: &Entry, of: Fields) -> String {
    let key = excerpt(document.key(entry));
    let text = document.as_str(entry.value).map(str::to_owned);
    let text = text.or_else(|| document.literal(entry.value));
    let literal = text.filter(|text| text.len() <= 64 && !text.contains(['"', '\n', '\\']));
    match (schema::field(of, "value").map(|field| field.kind), document.value(entry.value), literal)
    {
        (Some(Type::Text), Value::Null | Value::Mapping(_) | Value::Sequence(_), _)
        | (Some(Type::Text), _, None) => {
            format!("write `- name: {key}`, and `value:` beneath it")
        }
        (Some(Type::Text), _, Some(text)) => {
            format!("write `- name: {key}`, and `value: \"{text}\"` beneath it")
        }
        _ => format!("write `- name: {key}`, and what belongs to it beneath"),
    }
}

/// The names of a struct's fields.
fn names(of: Fields) -> impl Iterator<Item = &'static str> {
    of.iter().map(|field| field.name)
}

/// The change of a key, where the right one doesn't stand there as well and can have the value. It is
/// safe where the name can be a slip of no other one.
fn rename(document: &Document, mistake: &Mistake, to: &str, of: Fields) -> Option<Correction> {
    let key = mistake.key?;
    let name = document.as_str(key)?;
    let taken = document.entry(mistake.parent, to).is_some();
    let style = document.node(key).style;
    let written = matches!(style, Style::Plain | Style::SingleQuoted | Style::DoubleQuoted);
    let fits = schema::field(of, to)
        .is_some_and(|field| fits(document, mistake.node, field.kind, Version::DEFAULT));
    (written && !taken && fits).then(|| Correction {
        title: format!("write `{to}`"),
        safe: is_unmistakable(name, to, of),
        changes: vec![Change::RenameKey { at: mistake.path.clone(), to: to.to_owned() }],
    })
}

/// Whether a name can be nothing but this one: it differs in case, punctuation or blanks, or by one
/// letter, and no other name is as near.
fn is_unmistakable(name: &str, meant: &str, of: Fields) -> bool {
    let Some(how) = slip(name.trim(), meant) else { return name.trim() == meant };
    let others = names(of).filter(|other| *other != meant);
    let nearest = others.filter_map(|other| slip(name, other)).min();
    let small = match how {
        Slip::Case | Slip::Punctuation => true,
        Slip::Letters(letters) => letters == 1 && name.chars().count() > 4,
    };
    small && nearest.is_none_or(|other| other > how)
}

/// The changes that put a field where it belongs, with the maps on the way there. None where it is
/// not clear which element of a list is meant, where the value doesn't fit, or where what stands
/// around it would be lost.
fn moved(
    file: &SourceFile,
    document: &Document,
    object: NodeId,
    kind: &Kind,
    mistake: &Mistake,
    place: &RoutePattern,
) -> Option<Correction> {
    let Some(Step::Field(name)) = mistake.path.0.last() else { return None };
    let is_single = |list: &FieldPath| {
        let list = locate_from(document, object, list);
        list.found && document.elements(list.node).len() == 1
    };
    let parent = place.near(&mistake.path, is_single)?;
    let steps: Vec<&str> = parent
        .0
        .iter()
        .map(|step| match step {
            Step::Field(name) => name.as_ref(),
            Step::Index(_) => "*",
            Step::Key(key) => key.as_str(),
        })
        .collect();
    let field = schema::field(schema::at(kind.fields, &steps)?, name)?;
    let start = document.span(mistake.key?).start;
    let lines = Span::new(start, file.line_span(file.line(document.span(mistake.node).end)).end);
    let bare = !document.has_comment(lines);
    let whole = bare && fits(document, mistake.node, field.kind, Version::DEFAULT);
    whole.then(|| Correction {
        title: format!("move it to `{parent}`"),
        safe: false,
        changes: vec![
            Change::Insert {
                at: parent.field(name.clone()),
                value: Fragment::of(document, mistake.node),
            },
            Change::Remove { at: mistake.path.clone() },
        ],
    })
}
