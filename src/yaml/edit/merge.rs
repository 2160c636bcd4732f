//! Merge keys put where they belong.

use super::{Editor, Refusal};
use crate::source::{Edit, Span};
use crate::yaml::node::{NodeId, Style};

impl Editor<'_> {
    /// Moves the line of a block's one `<<` above its first entry, with a comment that stands on it.
    pub(super) fn merge_first(&mut self, map: NodeId) -> Result<(), Refusal> {
        let document = self.document();
        let mut merges = document.merges().iter().filter(|merge| merge.mapping == map);
        let (Some(merge), None) = (merges.next(), merges.next()) else {
            return Err(Refusal::Missing);
        };
        let key = document.start(merge.key);
        let first = document.span(map).start;
        let end = self.layout.end(merge.value);
        let one_line = self.layout.line_start(key) == self.layout.line_start(end);
        let own_line = self.layout.before(key).trim().is_empty();
        if document.node(map).style != Style::Block || first >= key || !one_line || !own_line {
            return Err(Refusal::Impossible);
        }
        self.check_shared(document.span(map))?;
        let layout = &self.layout;
        let line = layout.slice(key, layout.line_end(end)).trim_end();
        let indentation = " ".repeat(layout.column(first));
        let text = format!("{line}{}{indentation}", layout.line_break());
        self.edits.push(Edit::insert(first, text));
        self.remove_from_block(&[Span::new(key, end)])?;
        self.reduced.push(map);
        Ok(())
    }
}
