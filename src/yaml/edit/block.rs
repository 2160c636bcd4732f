//! Edits of what is laid out by indentation.

use super::layout::Layout;
use super::place::Place;
use super::{Editor, Fragment, Refusal};
use crate::source::{Edit, Span};
use crate::yaml::node::{NodeId, Style};

impl Editor<'_> {
    /// The dash before an element.
    pub(super) fn dash(&self, element: NodeId) -> u32 {
        self.layout.skip_back(self.document().start(element)).saturating_sub(1)
    }

    pub(super) fn replace_in_block(
        &mut self,
        place: &Place,
        with: &Fragment,
    ) -> Result<(), Refusal> {
        let node = place.node;
        let written = self.document().node(node);
        let explicit = place.key.is_some_and(|key| self.is_explicit(self.document().start(key)));
        if explicit && (with.has_lines() || matches!(written.style, Style::Empty | Style::Block)) {
            return Err(Refusal::Explicit);
        }
        match (written.style, with.has_lines()) {
            // Behind an anchor there is no telling what it is called then.
            (Style::Empty, _) if self.document().properties(node).is_some() => {
                return Err(Refusal::Impossible);
            }
            (Style::Empty, _) => self.fill(place, with),
            (Style::Block, _) if place.key.is_some() => self.replace_lines(place, with),
            (_, true) if place.key.is_some() => self.replace_by_lines(place, with),
            // The element of a list, in which everything begins after the dash.
            (_, true) => {
                let column = self.layout.column(written.span.start);
                // A text may stand further left than lines could.
                if column <= self.layout.column(self.dash(node)) {
                    return Err(Refusal::Impossible);
                }
                let text = with.block(column, &self.layout);
                let span = Span::new(written.span.start, self.layout.end(node));
                self.edits.push(Edit::replace(span, text));
            }
            (_, false) => {
                let text = self.inline(node, with)?;
                let span = Span::new(written.span.start, self.layout.end(node));
                self.edits.push(Edit::replace(span, text));
            }
        }
        Ok(())
    }

    /// Writes a value where there is none after a colon or a dash.
    fn fill(&mut self, place: &Place, with: &Fragment) {
        let at = self.document().span(place.node).start;
        let layout = &self.layout;
        let edit = match place.key {
            Some(key) if with.has_lines() => {
                let column = layout.column(self.document().start(key));
                Edit::insert(layout.line_end(at), with.after_key(column, layout))
            }
            Some(_) => Edit::insert(at, with.after_key(0, layout)),
            None => {
                let column = layout.column(self.dash(place.node)) + 2;
                Edit::insert(at, format!(" {}", with.block(column, layout)))
            }
        };
        self.edits.push(edit);
    }

    /// Another value for a collection in lines beneath its key.
    fn replace_lines(&mut self, place: &Place, with: &Fragment) {
        let span = self.document().span(place.node);
        let layout = &self.layout;
        let lines = layout.line_start(span.start);
        let end = layout.end(place.node);
        if !with.has_lines() {
            let value = Edit::insert(layout.skip_back(span.start), with.after_key(0, layout));
            let gone = whole_lines(layout, Span::new(lines, end));
            self.edits.extend([value, gone]);
            return;
        }
        let key = place.key.map_or(0, |key| layout.column(self.document().start(key)));
        let column = layout.column(span.start);
        let column = match with {
            Fragment::Map(_) if column <= key => key + layout.step(),
            _ => column,
        };
        let text = format!("{}{}", " ".repeat(column), with.block(column, layout));
        self.edits.push(Edit::replace(Span::new(lines, end), text));
    }

    /// Lines beneath the key for a value beside it.
    fn replace_by_lines(&mut self, place: &Place, with: &Fragment) {
        let layout = &self.layout;
        let start = layout.skip_back(self.document().span(place.node).start);
        let end = layout.end(place.node);
        let column = place.key.map_or(0, |key| layout.column(self.document().start(key)));
        let lines = Edit::insert(layout.line_end(end), with.after_key(column, layout));
        self.edits.extend([Edit::remove(start, end), lines]);
    }

    /// Writes an entry or element in a line after the last one. `write` is given the column.
    pub(super) fn append_in_block(
        &mut self,
        parent: NodeId,
        write: impl FnOnce(usize, &Layout<'_>, &mut String),
    ) -> Result<(), Refusal> {
        let layout = &self.layout;
        if self.document().node(parent).style != Style::Block {
            return Err(Refusal::Impossible);
        }
        let column = layout.column(self.document().span(parent).start);
        let at = layout.line_end(layout.end(parent));
        let mut text = String::new();
        layout.write_line(column, &mut text);
        write(column, layout, &mut text);
        self.edits.push(Edit::insert(at, text));
        Ok(())
    }

    /// Takes children out with their lines.
    pub(super) fn remove_from_block(&mut self, children: &[Span]) -> Result<(), Refusal> {
        for run in self.block_runs(children) {
            let layout = &self.layout;
            let before = layout.before(run.start);
            if before.trim().is_empty() {
                let gone = beneath_text(layout, run).transpose()?;
                self.edits.push(gone.unwrap_or_else(|| whole_lines(layout, run)));
                continue;
            }
            // The first one after a dash: the next takes its place.
            let line_end = layout.line_end(run.end);
            let next = layout.skip(run.end);
            self.edits.push(if layout.has_comment(line_end, next) {
                Edit::remove(layout.skip_back(run.start), line_end)
            } else {
                Edit::remove(run.start, next)
            });
        }
        Ok(())
    }

    /// Joins neighbours.
    fn block_runs(&self, children: &[Span]) -> Vec<Span> {
        let mut runs: Vec<Span> = Vec::new();
        for child in children {
            match runs.last_mut() {
                Some(run) if self.layout.skip(run.end) == child.start => run.end = child.end,
                _ => runs.push(*child),
            }
        }
        runs
    }

    /// Leaves `{}` or `[]` of a collection.
    pub(super) fn empty_block(&mut self, parent: NodeId) -> Result<(), Refusal> {
        let layout = &self.layout;
        let span = self.document().span(parent);
        let nothing = if self.document().elements(parent).is_empty() { "{}" } else { "[]" };
        let end = layout.end(parent);
        if !layout.before(span.start).trim().is_empty() {
            self.edits.push(Edit::replace(Span::new(span.start, end), nothing));
            return Ok(());
        }
        let after = layout.skip_back(span.start);
        if parent == self.document().root() || after == 0 {
            return Err(Refusal::Impossible);
        }
        let gone = whole_lines(layout, Span::new(layout.line_start(span.start), end));
        self.edits.extend([Edit::insert(after, format!(" {nothing}")), gone]);
        Ok(())
    }
}

/// Takes out the lines that some bytes stand on. At the end of a text without a last line break
/// the one before them goes instead.
fn whole_lines(layout: &Layout<'_>, span: Span) -> Edit {
    let start = layout.line_start(span.start);
    let end = layout.next_line(span.end);
    let unbroken = end as usize == layout.text.len() && !layout.text.ends_with('\n');
    if unbroken && start > 0 {
        let before = layout.slice(0, start);
        let before = before.strip_suffix('\n').unwrap_or(before);
        let before = before.strip_suffix('\r').unwrap_or(before);
        return Edit::remove(before.len() as u32, end);
    }
    Edit::remove(start, end)
}

/// Takes out lines beneath a block of text, which goes on with what follows them then: it may keep
/// blank lines, has those that are indented, takes a comment that stands far enough to the right for
/// its own, and lacks its last line break where the text ends without one. None where nothing of
/// that is so.
fn beneath_text(layout: &Layout<'_>, gone: Span) -> Option<Result<Edit, Refusal>> {
    let start = layout.line_start(gone.start);
    let end = layout.next_line(gone.end);
    let rest = layout.slice(end, layout.text.len() as u32);
    let next = rest.trim_start();
    let blank = rest.strip_suffix(next).unwrap_or_default();
    let lines =
        if next.is_empty() { blank.len() } else { blank.rfind('\n').map_or(0, |at| at + 1) };
    let (lines, indentation) = blank.split_at_checked(lines)?;
    let deep = next.starts_with('#') && indentation.len() > layout.column(gone.start);
    let broken = layout.slice(0, end).ends_with('\n');
    if lines.is_empty() && !deep && broken {
        return None;
    }
    let above = layout.text_above(start)?;
    if deep {
        return Some(Err(Refusal::Comment));
    }
    let taken = layout.keeps(above) || lines.contains([' ', '\t']);
    let end = if taken { end + lines.len() as u32 } else { end };
    Some(Ok(Edit::remove(start, end)))
}
