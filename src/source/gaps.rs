//! What of a text was let go of while it was read, and where what is left stood in the whole.

/// How much of a text was left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Left {
    /// Bytes.
    pub bytes: u32,
    /// Line breaks.
    pub lines: u32,
    /// Whole documents, each with the separator below it.
    pub documents: u32,
    /// Items of lists that are left in part.
    pub items: u32,
}

/// A place where something was left out: always whole lines.
#[derive(Clone, Debug)]
struct Gap {
    /// The byte of what is left that came next.
    at: u32,
    /// The line of what is left that begins there, from 1.
    line: u32,
    /// What was left out up to here.
    so_far: Left,
    /// The last line that was left out, without its break: it is shown above the next.
    last_line: Box<str>,
}

/// All that was left out of a text, in its order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gaps(Vec<Gap>);

impl Gaps {
    /// Adds some whole lines, which stood before a byte and a line (from 1) of what is left.
    pub(super) fn add(&mut self, at: u32, line: u32, last_line: &str, left: Left) {
        let last_line = last_line.into();
        match self.0.last_mut().filter(|gap| gap.at == at) {
            Some(gap) => {
                gap.so_far = gap.so_far.and(left);
                gap.last_line = last_line;
            }
            None => {
                let so_far = self.all().and(left);
                self.0.push(Gap { at, line, so_far, last_line });
            }
        }
    }

    /// All that was left out.
    #[must_use]
    pub(crate) fn all(&self) -> Left {
        self.0.last().map_or(Left::default(), |gap| gap.so_far)
    }

    /// What was left out before that which begins at a byte.
    #[must_use]
    pub(crate) fn before(&self, byte: u32) -> Left {
        self.up_to(self.0.partition_point(|gap| gap.at <= byte))
    }

    /// What was left out before that which ends at a byte.
    #[must_use]
    pub(super) fn before_end(&self, byte: u32) -> Left {
        self.up_to(self.0.partition_point(|gap| gap.at < byte))
    }

    fn up_to(&self, gaps: usize) -> Left {
        let last = gaps.checked_sub(1).and_then(|last| self.0.get(last));
        last.map_or(Left::default(), |gap| gap.so_far)
    }

    /// Which line of what is left a line of the whole is, by its number from 1; or its text where it
    /// is one that was left out, as far as it is known.
    pub(super) fn line(&self, number: u32) -> Result<u32, &str> {
        let last_left_out = |gap: &Gap| gap.line + gap.so_far.lines - 1;
        let after = self.0.partition_point(|gap| last_left_out(gap) <= number);
        let (left, above) = match after.checked_sub(1).and_then(|last| self.0.get(last)) {
            Some(gap) if last_left_out(gap) == number => return Err(&gap.last_line),
            Some(gap) => (number - gap.so_far.lines, gap.line),
            None => (number, 0),
        };
        match self.0.get(after) {
            Some(next) if left >= next.line.max(above) => Err(""),
            _ => Ok(left),
        }
    }
}

impl Left {
    pub(super) const fn and(self, other: Self) -> Self {
        Self {
            bytes: self.bytes + other.bytes,
            lines: self.lines + other.lines,
            documents: self.documents + other.documents,
            items: self.items + other.items,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_the_whole() {
        // Of the lines a to h, c, d and f are left out.
        let mut gaps = Gaps::default();
        let left = Left { bytes: 2, lines: 1, documents: 0, items: 1 };
        gaps.add(4, 3, "c", left);
        gaps.add(4, 3, "d", left);
        gaps.add(6, 4, "f", Left { bytes: 3, ..left });
        let lines: Vec<_> = (1..=8).map(|number| gaps.line(number)).collect();
        assert_eq!(lines, [Ok(1), Ok(2), Err(""), Err("d"), Ok(3), Err("f"), Ok(4), Ok(5)]);
        assert_eq!(gaps.before(3).bytes, 0);
        assert_eq!((gaps.before_end(4).bytes, gaps.before(4).bytes), (0, 4));
        assert_eq!((gaps.before_end(6).lines, gaps.before(6).lines), (2, 3));
        assert_eq!(gaps.all(), Left { bytes: 7, lines: 3, documents: 0, items: 3 });
    }
}
