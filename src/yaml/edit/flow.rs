//! Edits between brackets and braces.

use super::place::Place;
use super::{Editor, Fragment, Refusal};
use crate::source::{Edit, Span};
use crate::yaml::node::{NodeId, Style};

impl Editor<'_> {
    pub(super) fn replace_in_flow(
        &mut self,
        place: &Place,
        with: &Fragment,
    ) -> Result<(), Refusal> {
        let node = place.node;
        let span = self.document().span(node);
        let written = match with {
            Fragment::Text(_) => self.inline(node, with)?,
            other => other.flow(self.layout.is_json()),
        };
        if self.document().node(node).style != Style::Empty {
            self.edits.push(Edit::replace(span, written));
            return Ok(());
        }
        // `{a: , b}`: only after a colon is there room for a value; that of `{a:}` belongs to the key.
        let at = self.layout.skip_back(span.start);
        let is_of_key = place.key.is_some_and(|key| self.document().span(key).end >= at);
        if is_of_key || self.layout.byte(at.saturating_sub(1)) != Some(b':') {
            return Err(Refusal::Impossible);
        }
        self.edits.push(Edit::insert(at, format!(" {written}")));
        Ok(())
    }

    /// Writes an entry or element as the last of its collection: on a line of its own where the
    /// others have one.
    pub(super) fn append_in_flow(&mut self, parent: NodeId, text: &str) -> Result<(), Refusal> {
        let layout = &self.layout;
        let span = self.document().span(parent);
        let open = span.start;
        let close = span.end.saturating_sub(1);
        // A map of one entry in a list needs no braces of its own, and has no room for another.
        let pair = (layout.byte(open), layout.byte(close));
        if !matches!(pair, (Some(b'['), Some(b']')) | (Some(b'{'), Some(b'}'))) || open == close {
            return Err(Refusal::Impossible);
        }
        let last = layout.skip_back(close);
        let empty = last == open + 1;
        let comma = !empty && layout.byte(last.saturating_sub(1)) != Some(b',');
        let first = layout.skip(open + 1);
        let own_lines = !empty && layout.before(first).trim().is_empty();
        let separator = match own_lines {
            true => format!("{}{}", layout.line_break(), layout.before(first)),
            false if empty => String::new(),
            false => " ".to_owned(),
        };
        let comma = if comma { "," } else { "" };
        // A comment after the last entry stays on its line.
        let edit = if own_lines && layout.has_comment(last, close) {
            if !comma.is_empty() {
                self.edits.push(Edit::insert(last, comma));
            }
            let line_end = self.layout.line_end(last);
            Edit::insert(line_end.min(close).max(last), format!("{separator}{text}"))
        } else {
            Edit::insert(last, format!("{comma}{separator}{text}"))
        };
        self.edits.push(edit);
        Ok(())
    }

    /// Takes children out, each with one comma.
    pub(super) fn remove_from_flow(&mut self, children: &[Span]) {
        for run in self.flow_runs(children) {
            let layout = &self.layout;
            let after = layout.skip(run.end);
            let edit = if layout.byte(after) == Some(b',') {
                let next = layout.skip(after + 1);
                let end = if layout.has_comment(run.end, next) { after + 1 } else { next };
                // The last one leaves the line break before the closing bracket.
                let closes = matches!(layout.byte(next), Some(b']' | b'}'));
                Edit::remove(run.start, if closes { after + 1 } else { end })
            } else {
                let before = layout.skip_back(run.start);
                let comma = before.saturating_sub(1);
                match layout.byte(comma) {
                    Some(b',') if !layout.has_comment(comma, run.start) => {
                        Edit::remove(comma, run.end)
                    }
                    Some(b',') => {
                        self.edits.push(Edit::remove(comma, comma + 1));
                        Edit::remove(run.start, run.end)
                    }
                    _ => Edit::remove(run.start, run.end),
                }
            };
            self.edits.push(edit);
        }
    }

    /// Joins neighbours, which share a comma.
    fn flow_runs(&self, children: &[Span]) -> Vec<Span> {
        let mut runs: Vec<Span> = Vec::new();
        for child in children {
            if let Some(run) = runs.last_mut() {
                let comma = self.layout.skip(run.end);
                if self.layout.byte(comma) == Some(b',')
                    && self.layout.skip(comma + 1) == child.start
                {
                    run.end = child.end;
                    continue;
                }
            }
            runs.push(*child);
        }
        runs
    }
}
