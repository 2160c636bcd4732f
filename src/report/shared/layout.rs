//! The lines of a table of nodes: a label, a count, names; beneath, what there is to say of them
//! with the manifest's line at the right edge.

use super::screen::{Screen, Tone};
use super::text::{pad, pad_left, width, wrap};

/// Where counts end, and where what follows them begins.
const COUNT_END: usize = 23;
const INDENT: usize = COUNT_END + 2;

/// A table while it is written.
pub(in crate::report) struct Layout<'s> {
    /// What there is so far.
    pub text: String,
    screen: &'s Screen,
}

impl<'s> Layout<'s> {
    pub(crate) const fn new(screen: &'s Screen) -> Self {
        Self { text: String::new(), screen }
    }

    /// How many columns there are for what follows a count.
    pub(crate) const fn room(&self) -> usize {
        self.screen.width.saturating_sub(INDENT)
    }

    /// The head: a title, what is said of it, and a file at the right edge or on a line of its own.
    pub(crate) fn heading(&mut self, title: &str, said: &str, file: &str) {
        let left = self.screen.width.saturating_sub(width(title) + 3 + width(said));
        let gap = match left.checked_sub(width(file)) {
            Some(gap) if gap > 2 => " ".repeat(gap),
            _ => "\n  ".to_owned(),
        };
        let title = self.screen.paint(Tone::Strong, title);
        let file = self.screen.paint(Tone::Faint, file);
        self.text.push_str(format!("{title}   {said}{gap}{file}").trim_end());
        self.text.push('\n');
    }

    /// A remark beneath the head.
    pub(crate) fn remark(&mut self, remark: &str) {
        let remark = wrap(&format!("  {remark}"), self.screen.width);
        self.text.push_str(&format!("{}\n", self.screen.paint(Tone::Warn, &remark)));
    }

    /// A label with a count and what is counted.
    pub(crate) fn row(&mut self, label: &str, tone: Tone, number: Option<usize>, said: &str) {
        let label = pad(&format!("  {label}"), COUNT_END - 5);
        let number = number.map(|number| number.to_string()).unwrap_or_default();
        self.text.push_str(&self.screen.paint(tone, &label));
        self.text.push_str(&pad_left(&number, 5));
        self.text.push_str(&format!("  {}\n", indented(&wrap(said, self.room()))));
    }

    /// What there is to say of the row above, with the manifest's line at the right edge where
    /// there is room for both.
    pub(crate) fn line(&mut self, said: &str, place: Option<&str>) {
        let room = self.room();
        let place = place.unwrap_or_default();
        let beside = room.saturating_sub(width(place) + 2);
        let (said, place) = if beside >= 24 {
            let wrapped = wrap(said, beside);
            let (first, rest) = wrapped.split_once('\n').unwrap_or((&wrapped, ""));
            let rest = if rest.is_empty() { String::new() } else { format!("\n{rest}") };
            let first = if place.is_empty() { first.to_owned() } else { pad(first, beside + 2) };
            (first, format!("{}{rest}", self.screen.paint(Tone::Faint, place)))
        } else {
            (wrap(said, room), format!("\n{}", self.screen.paint(Tone::Faint, place)))
        };
        let reason = indented(&format!("{said}{place}"));
        self.text.push_str(&format!("{}{reason}\n", " ".repeat(INDENT)));
    }

    /// An empty line.
    pub(crate) fn gap(&mut self) {
        self.text.push('\n');
    }
}

/// A text of several lines with all but the first moved to where the names begin.
fn indented(text: &str) -> String {
    text.trim_end().replace('\n', &format!("\n{}", " ".repeat(INDENT)))
}
