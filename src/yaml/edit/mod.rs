//! Changes of a document as byte edits: what they don't name stays as it is, comments, quotes and
//! layout included, in block and flow style and in JSON.
//!
//! A value that an alias repeats is never changed where it is written: the alias is replaced by a
//! copy with the change, so that nothing else in the document is read otherwise afterwards. What
//! can't be changed without changing something else is refused.

mod block;
#[cfg(test)]
mod check;
mod copy;
mod flow;
mod fragment;
mod layout;
mod merge;
mod place;
#[cfg(test)]
mod tests;

#[cfg(test)]
pub(crate) use check::check;
pub use fragment::Fragment;

use std::collections::BTreeMap;

use super::document::Document;
use super::node::{NodeId, Style};
use crate::kubernetes::field::{FieldPath, Step};
use crate::source::{Edit, SourceFile, Span};
use crate::words::yaml::{quoted, scalar};
use layout::Layout;
use place::{Copied, Place, place};

/// A change of a document, at a path from the object on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Another value for a field, an entry or an element that is there.
    Replace {
        /// The value's path.
        at: FieldPath,
        /// The new one. A string keeps the quotes of the one before it.
        with: Fragment,
    },
    /// Another key for a field or an entry that is there.
    RenameKey {
        /// The path that the key ends.
        at: FieldPath,
        /// The new key.
        to: String,
    },
    /// A value where none is: it comes last in its map or list, and the maps on the way to it are
    /// made as they are missing.
    Insert {
        /// The path that is to be there; an index beyond a list's end stands for its end.
        at: FieldPath,
        /// The value.
        value: Fragment,
    },
    /// No value any more: its key or dash goes with it, and so does a comment on its line.
    Remove {
        /// The path of what goes.
        at: FieldPath,
    },
    /// The `<<` of a map before its other entries, which override what it brings in then.
    MergeFirst {
        /// The map's path.
        at: FieldPath,
    },
}

impl Change {
    /// Where it takes place.
    #[must_use]
    pub const fn path(&self) -> &FieldPath {
        match self {
            Self::Replace { at, .. }
            | Self::RenameKey { at, .. }
            | Self::Insert { at, .. }
            | Self::Remove { at }
            | Self::MergeFirst { at } => at,
        }
    }
}

/// Why a change can't be made, or not without changing something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// Nothing is there to change.
    #[error("there is no such value")]
    Missing,
    /// What is to be inserted is there already, or the new key is.
    #[error("it is there already")]
    Exists,
    /// A path that goes through a value which is neither map nor list, or is the whole document.
    #[error("there can be no such value")]
    Impossible,
    /// The text is repeated by an alias elsewhere.
    #[error("an alias repeats this text elsewhere")]
    Shared,
    /// The entry comes in by a merge key.
    #[error("a merge key brings it in from elsewhere")]
    Merged,
    /// The key stands twice, so that the other one would count instead.
    #[error("the key appears twice")]
    Duplicate,
    /// The value has a tag, which says how it is read.
    #[error("a tag says how the value is read")]
    Tagged,
    /// The key is written with a question mark.
    #[error("the key is written with `?`")]
    Explicit,
    /// A line ends in a way that only YAML 1.1 takes for an end.
    #[error("a line ends with something else than a line feed")]
    LineBreak,
    /// A comment would become a part of the text above it.
    #[error("a comment after it would go to the text above it")]
    Comment,
    /// Two changes of the same text.
    #[error("two changes meet in the same text")]
    Overlap,
}

/// What changes a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edits {
    /// In order and without overlap.
    pub edits: Vec<Edit>,
    /// The maps and lists that get, lose or rename entries. Who has found that an entry may go or
    /// come knows nothing of what another one does to the same map or list.
    pub reshaped: Vec<Span>,
}

/// The edits that make changes in an object. `file` is what the document was read from, `object` the
/// node that the paths begin at.
///
/// # Errors
/// When one of the changes can't be made: then none of them should be.
pub fn edits(
    file: &SourceFile,
    document: &Document,
    object: NodeId,
    changes: &[Change],
) -> Result<Edits, Refusal> {
    // What comes after the document on its last line is read as a part of nothing.
    if document.ignored.is_some() {
        return Err(Refusal::Impossible);
    }
    let layout = Layout::new(file, document);
    let mut editor =
        Editor { layout, edits: Vec::new(), extended: Vec::new(), reduced: Vec::new() };
    let mut removals: BTreeMap<NodeId, Vec<Span>> = BTreeMap::new();
    let mut copies: Vec<(Copied, Fragment)> = Vec::new();
    for change in changes {
        let steps = &change.path().0;
        let reached = place(document, object, change);
        if let Some((copied, depth)) = reached.copied {
            let rest = steps.get(depth..).unwrap_or_default();
            let known = copies.iter().position(|(known, _)| *known == copied);
            let index = known.unwrap_or(copies.len());
            if known.is_none() {
                copies.push((copied, Fragment::of(document, copied.value())));
            }
            if let Some((_, fragment)) = copies.get_mut(index) {
                copy::change(fragment, rest, change)?;
            }
            continue;
        }
        match change {
            Change::Replace { with, .. } => editor.replace(&reached.found(steps)?, with)?,
            Change::RenameKey { to, .. } => editor.rename(&reached.found(steps)?, to)?,
            Change::Insert { value, .. } => {
                let missing = steps.get(reached.depth..).unwrap_or_default();
                editor.insert(&reached, missing, value)?;
            }
            Change::MergeFirst { .. } => editor.merge_first(reached.found(steps)?.node)?,
            Change::Remove { .. } => {
                let place = reached.found(steps)?;
                let (parent, span) = editor.child(&place)?;
                removals.entry(parent).or_default().push(span);
            }
        }
    }
    for (copied, fragment) in copies {
        editor.copy(copied, &fragment)?;
    }
    for (parent, spans) in removals {
        editor.remove(parent, spans)?;
    }
    editor.finish()
}

/// Whether a text can do without quotes where another one did: also with the colons and at signs of
/// an image or an address in it.
fn is_plain(text: &str) -> bool {
    let bare = text.replace([':', '@'], "-");
    !text.ends_with(':') && scalar(&bare) == bare
}

struct Editor<'d> {
    layout: Layout<'d>,
    edits: Vec<Edit>,
    /// The collections to which something is added.
    extended: Vec<NodeId>,
    /// The collections from which something goes, also under its old name alone.
    reduced: Vec<NodeId>,
}

impl<'d> Editor<'d> {
    const fn document(&self) -> &'d Document {
        self.layout.document
    }

    /// In order; insertions at one place become one.
    fn finish(mut self) -> Result<Edits, Refusal> {
        self.move_out_of_lines_that_go();
        self.keep_off_anchors();
        // What ends a line stands before the lines behind it.
        let begins_line = |edit: &Edit| edit.text.starts_with(['\n', '\r']);
        self.edits.sort_by_key(|edit| (edit.span, begins_line(edit)));
        let mut edits: Vec<Edit> = Vec::with_capacity(self.edits.len());
        for edit in self.edits {
            match edits.last_mut() {
                Some(last) if *last == edit && !edit.span.is_empty() => {}
                Some(last) if last.span == edit.span && edit.span.is_empty() => {
                    last.text.push_str(&edit.text);
                }
                Some(last) if edit.touches(last) => return Err(Refusal::Overlap),
                _ => edits.push(edit),
            }
        }
        if edits.iter().any(|edit| self.layout.breaks_oddly(edit.span)) {
            return Err(Refusal::LineBreak);
        }
        let document = self.layout.document;
        let collections = self.extended.iter().chain(&self.reduced);
        let mut reshaped: Vec<Span> = collections.map(|node| document.span(*node)).collect();
        reshaped.sort_unstable();
        reshaped.dedup();
        Ok(Edits { edits, reshaped })
    }

    /// New lines after one that goes come after the one before it.
    fn move_out_of_lines_that_go(&mut self) {
        let layout = &self.layout;
        let gone: Vec<Span> = self
            .edits
            .iter()
            .filter(|edit| {
                edit.text.is_empty() && layout.line_start(edit.span.start) == edit.span.start
            })
            .map(|edit| edit.span)
            .collect();
        let new_lines = self.edits.iter_mut().filter(|edit| edit.span.is_empty());
        for edit in new_lines.filter(|edit| edit.text.starts_with(['\n', '\r'])) {
            let at = edit.span.start;
            if let Some(lines) = gone.iter().find(|gone| gone.start <= at && at < gone.end) {
                let before = layout.slice(0, lines.start);
                let before = before.strip_suffix('\n').unwrap_or(before);
                let at = before.strip_suffix('\r').unwrap_or(before).len() as u32;
                edit.span = Span::new(at, at);
            }
        }
    }

    /// A value may begin right behind its anchor (`&a:b` is `:b`), where another one would go on with
    /// the anchor's name.
    fn keep_off_anchors(&mut self) {
        let layout = &self.layout;
        let follows_anchor = |at: u32| {
            let word = layout.before(at).rsplit([' ', '\t', '[', '{', ',']).next();
            let name = word.and_then(|word| word.strip_prefix('&')).unwrap_or_default();
            let is_of_name = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
            !name.is_empty() && name.bytes().all(is_of_name)
        };
        let goes_on =
            |text: &str| text.starts_with(|c: char| !c.is_whitespace() && !",]}".contains(c));
        for edit in self.edits.iter_mut().filter(|edit| goes_on(&edit.text)) {
            if follows_anchor(edit.span.start) {
                edit.text.insert(0, ' ');
            }
        }
    }

    /// Refuses to touch text that an alias repeats.
    fn check_shared(&self, span: Span) -> Result<(), Refusal> {
        let document = self.document();
        let repeated = document.aliases().iter().any(|(_, anchored)| {
            document.start(*anchored) <= span.start && span.end <= document.span(*anchored).end
        });
        if repeated { Err(Refusal::Shared) } else { Ok(()) }
    }

    /// Refuses to take out text that an alias outside of it repeats.
    fn check_repeated(&self, span: Span) -> Result<(), Refusal> {
        let document = self.document();
        let within = |node: NodeId| {
            let other = document.span(node);
            span.start <= other.start && other.end <= span.end
        };
        let lost = |(alias, anchored): &(NodeId, NodeId)| within(*anchored) && !within(*alias);
        if document.aliases().iter().any(lost) { Err(Refusal::Shared) } else { Ok(()) }
    }

    /// Refuses to take away a key that hides another one of the same name.
    fn check_twice(&self, key: NodeId) -> Result<(), Refusal> {
        let twice = self.document().duplicates().iter().any(|twice| twice.second == key);
        if twice { Err(Refusal::Duplicate) } else { Ok(()) }
    }

    fn rename(&mut self, place: &Place, to: &str) -> Result<(), Refusal> {
        let document = self.document();
        let (parent, key) = place.parent.zip(place.key).ok_or(Refusal::Impossible)?;
        if document.entry(parent, to).is_some() {
            return Err(Refusal::Exists);
        }
        self.check_twice(key)?;
        self.check_key(key)?;
        let written = self.string_like(key, to)?;
        self.reduced.push(parent);
        self.edits.push(Edit::replace(document.span(key), written));
        Ok(())
    }

    /// Refuses a key that can't be handled as the beginning of its entry.
    fn check_key(&self, key: NodeId) -> Result<(), Refusal> {
        let start = self.document().start(key);
        self.check_shared(self.document().span(key))?;
        if self.is_explicit(start) { Err(Refusal::Explicit) } else { Ok(()) }
    }

    /// Whether a key that begins at a byte comes after a question mark.
    fn is_explicit(&self, start: u32) -> bool {
        if self.layout.before(start).trim_end().ends_with('?') {
            return true;
        }
        // It may stand on a line before, where it is no scalar's last character.
        let line = self.layout.before(self.layout.skip_back(start));
        line.ends_with('?') && line.bytes().all(|byte| b" \t-:?".contains(&byte))
    }

    /// A string in the quotes of the scalar in whose place it comes.
    fn string_like(&self, old: NodeId, text: &str) -> Result<String, Refusal> {
        let document = self.document();
        if document.properties(old).is_some_and(|properties| properties.tag) {
            return Err(Refusal::Tagged);
        }
        let plain = !text.contains(|c: char| c.is_control());
        Ok(match document.node(old).style {
            Style::SingleQuoted if plain => format!("'{}'", text.replace('\'', "''")),
            Style::DoubleQuoted => quoted(text),
            _ if self.layout.is_json() => quoted(text),
            Style::Plain if is_plain(text) => text.to_owned(),
            _ => scalar(text).into_owned(),
        })
    }

    /// Writes the changed copy of what stands elsewhere: in the alias's place, or as an entry of
    /// its own that overrides the merged one.
    fn copy(&mut self, copied: Copied, fragment: &Fragment) -> Result<(), Refusal> {
        match copied {
            Copied::Alias { alias, parent, key } => {
                let place = Place { node: alias, parent, key, depth: 0, copied: None };
                self.replace(&place, fragment)
            }
            Copied::Merged { mapping, key, .. } => {
                let key = self.document().as_str(key).unwrap_or_default();
                self.insert_entry(mapping, key, fragment)
            }
        }
    }

    fn replace(&mut self, place: &Place, with: &Fragment) -> Result<(), Refusal> {
        let document = self.document();
        let parent = place.parent.ok_or(Refusal::Impossible)?;
        let span = document.span(place.node);
        self.check_shared(span)?;
        self.check_repeated(span)?;
        if document.properties(place.node).is_some_and(|properties| properties.tag) {
            return Err(Refusal::Tagged);
        }
        if document.node(parent).style == Style::Flow {
            self.replace_in_flow(place, with)
        } else {
            self.replace_in_block(place, with)
        }
    }

    /// A fragment in one line, a string in the quotes of the scalar before it.
    fn inline(&self, old: NodeId, with: &Fragment) -> Result<String, Refusal> {
        match with {
            Fragment::Text(text) => self.string_like(old, text),
            other => Ok(other.flow(self.layout.is_json())),
        }
    }

    fn insert(&mut self, place: &Place, missing: &[Step], value: &Fragment) -> Result<(), Refusal> {
        let document = self.document();
        let node = place.node;
        let Some((step, rest)) = missing.split_first() else {
            return if document.is_null(node) && document.node(node).style != Style::Alias {
                self.replace(place, value)
            } else {
                Err(Refusal::Exists)
            };
        };
        let value = copy::within(rest, value.clone())?;
        match (document.value(node), step) {
            (super::Value::Null, _) => {
                self.replace(place, &copy::within(std::slice::from_ref(step), value)?)
            }
            (super::Value::Mapping(_), Step::Field(key)) => self.insert_entry(node, key, &value),
            (super::Value::Mapping(_), Step::Key(key)) => self.insert_entry(node, key, &value),
            (super::Value::Sequence(_), Step::Index(_)) => self.insert_element(node, &value),
            _ => Err(Refusal::Impossible),
        }
    }

    fn insert_entry(&mut self, map: NodeId, key: &str, value: &Fragment) -> Result<(), Refusal> {
        self.check_shared(self.document().span(map))?;
        self.extended.push(map);
        if self.document().node(map).style == Style::Flow {
            let json = self.layout.is_json();
            let key = if json { quoted(key) } else { scalar(key).into_owned() };
            let text = format!("{key}: {}", value.flow(json));
            self.append_in_flow(map, &text)
        } else {
            self.append_in_block(map, |column, layout, out| {
                out.push_str(&scalar(key));
                out.push(':');
                value.write_after_key(column, layout, out);
            })
        }
    }

    fn insert_element(&mut self, list: NodeId, value: &Fragment) -> Result<(), Refusal> {
        self.check_shared(self.document().span(list))?;
        self.extended.push(list);
        if self.document().node(list).style == Style::Flow {
            let text = value.flow(self.layout.is_json());
            self.append_in_flow(list, &text)
        } else {
            self.append_in_block(list, |column, layout, out| {
                out.push_str("- ");
                value.write_block(column + 2, layout, out);
            })
        }
    }

    /// The collection that an entry or element goes from, and its text: from the key or dash to
    /// the end of the value.
    fn child(&self, place: &Place) -> Result<(NodeId, Span), Refusal> {
        let document = self.document();
        let parent = place.parent.ok_or(Refusal::Impossible)?;
        let end = self.layout.end(place.node);
        let start = match place.key {
            Some(key) => {
                self.check_twice(key)?;
                self.check_key(key)?;
                document.start(key)
            }
            None if document.node(parent).style == Style::Flow => document.start(place.node),
            None => self.dash(place.node),
        };
        let span = Span::new(start, end.max(document.span(place.node).start));
        self.check_shared(span)?;
        self.check_repeated(span)?;
        Ok((parent, span))
    }

    fn remove(&mut self, parent: NodeId, mut children: Vec<Span>) -> Result<(), Refusal> {
        children.sort();
        children.dedup();
        self.reduced.push(parent);
        let document = self.document();
        let of_parent = |mapping: NodeId| mapping == parent;
        let written = document.elements(parent).len()
            + document.entries(parent).iter().filter(|entry| !entry.merged).count()
            + document.merges().iter().filter(|merge| of_parent(merge.mapping)).count()
            + document.duplicates().iter().filter(|twice| of_parent(twice.mapping)).count();
        let all = children.len() >= written;
        if all && self.extended.contains(&parent) {
            return Err(Refusal::Overlap);
        }
        if document.node(parent).style == Style::Flow {
            self.remove_from_flow(&children);
            Ok(())
        } else if all {
            self.empty_block(parent)
        } else {
            self.remove_from_block(&children)
        }
    }
}
