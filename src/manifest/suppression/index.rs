//! Which suppressions of a file apply at a byte, without asking each of them.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Scope, Suppression, Suppressions};
use crate::source::{FileId, SourceFile, Span};

/// The suppressions of some files.
pub(super) struct Files<'f> {
    files: &'f [Suppressions],
    /// By their ids: the places of those that suppress anything, with what is in them.
    by_id: HashMap<&'f FileId, Vec<(usize, Places)>>,
}

/// The suppressions of a file by where they apply.
#[derive(Default)]
struct Places {
    whole_file: Vec<usize>,
    /// In the order of their first bytes.
    bytes: Vec<(Span, usize)>,
    /// A tree over them, as in a binary search: for the middle of each range the last byte of all
    /// in the range.
    ends: Vec<u32>,
}

impl<'f> Files<'f> {
    pub(super) fn new(files: &'f [Suppressions]) -> Self {
        let mut by_id: HashMap<&FileId, Vec<(usize, Places)>> = HashMap::new();
        for (place, file) in files.iter().enumerate().filter(|(_, file)| !file.list.is_empty()) {
            by_id.entry(file.file.id()).or_default().push((place, Places::new(&file.list)));
        }
        Self { files, by_id }
    }

    /// Those that may apply at a byte of a file, in their order: the file's place, its suppressions,
    /// and the place of one of them.
    pub(super) fn at(
        &self,
        file: &Arc<SourceFile>,
        byte: u32,
    ) -> Vec<(usize, &'f Suppressions, usize)> {
        let mut found = Vec::new();
        for (place, places) in self.by_id.get(file.id()).into_iter().flatten() {
            let Some(of) = self.files.get(*place).filter(|of| Arc::ptr_eq(&of.file, file)) else {
                continue;
            };
            let mut here = places.whole_file.clone();
            places.find(byte, 0, places.bytes.len(), &mut here);
            here.sort_unstable();
            found.extend(here.into_iter().map(|index| (*place, of, index)));
        }
        found
    }
}

impl Places {
    fn new(list: &[Suppression]) -> Self {
        let mut places = Self::default();
        for (index, one) in list.iter().enumerate() {
            match one.scope {
                Scope::File => places.whole_file.push(index),
                Scope::Bytes(span) => places.bytes.push((span, index)),
            }
        }
        places.bytes.sort_unstable();
        places.ends = vec![0; places.bytes.len()];
        places.end(0, places.bytes.len());
        places
    }

    /// Notes the last bytes of a range and of its parts.
    fn end(&mut self, from: usize, to: usize) -> u32 {
        if from >= to {
            return 0;
        }
        let middle = usize::midpoint(from, to);
        let own = self.bytes.get(middle).map_or(0, |(span, _)| span.end);
        let last = own.max(self.end(from, middle)).max(self.end(middle + 1, to));
        if let Some(end) = self.ends.get_mut(middle) {
            *end = last;
        }
        last
    }

    /// Finds those of a range that hold a byte.
    fn find(&self, byte: u32, from: usize, to: usize, found: &mut Vec<usize>) {
        let middle = usize::midpoint(from, to);
        let is_beyond = || self.ends.get(middle).is_none_or(|end| *end <= byte);
        if from >= to || is_beyond() {
            return;
        }
        self.find(byte, from, middle, found);
        let Some((span, index)) = self.bytes.get(middle) else { return };
        if span.start <= byte {
            if byte < span.end {
                found.push(*index);
            }
            self.find(byte, middle + 1, to, found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_hold_a_byte_are_found() {
        // Lines in objects in documents, and some that only touch each other.
        let spans: Vec<Span> = (0..60_u32)
            .flat_map(|at| [(at, at + 1), (at / 10 * 10, at / 10 * 10 + 10), (at, at + at % 7)])
            .map(|(start, end)| Span::new(start, end))
            .collect();
        let of = |span: &Span| Suppression {
            rule: "a".to_owned(),
            span: *span,
            reason: String::new(),
            scope: Scope::Bytes(*span),
            containers: None,
            statement: *span,
        };
        let places = Places::new(&spans.iter().map(of).collect::<Vec<_>>());
        for byte in 0..70 {
            let holds = |span: &Span| span.start <= byte && byte < span.end;
            let expected: Vec<usize> =
                (0..spans.len()).filter(|place| holds(&spans[*place])).collect();
            let mut found = Vec::new();
            places.find(byte, 0, places.bytes.len(), &mut found);
            found.sort_unstable();
            assert_eq!(found, expected, "{byte}");
        }
    }
}
