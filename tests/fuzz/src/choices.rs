//! Bytes taken as choices, one after the other.

/// The choices that are left. After the last one, the first of all that can be chosen is.
pub struct Choices<'a>(pub &'a [u8]);

impl<'a> Choices<'a> {
    /// Whether none is left.
    pub fn are_over(&self) -> bool {
        self.0.is_empty()
    }

    /// A number below a limit.
    pub fn below(&mut self, limit: usize) -> usize {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        let mut number = usize::from(*first);
        if limit > 256
            && let Some((second, rest)) = rest.split_first()
        {
            self.0 = rest;
            number = number << 8 | usize::from(*second);
        }
        number % limit.max(1)
    }

    /// One of several.
    pub fn one_of<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    /// The bytes before the next NUL, which is passed.
    pub fn piece(&mut self) -> &'a [u8] {
        let at = self.0.iter().position(|byte| *byte == 0).unwrap_or(self.0.len());
        let (piece, rest) = self.0.split_at(at);
        self.0 = rest.get(1..).unwrap_or_default();
        piece
    }
}
