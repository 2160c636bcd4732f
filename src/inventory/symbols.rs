//! Texts that occur often, kept once.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

/// A text of a [`Symbols`] table. Equal symbols of one table are equal texts; the order is that of
/// first sight, not of the texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Symbol(u32);

impl Symbol {
    /// The place in the table.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A table of texts, each kept once, in the order in which they were first seen.
#[derive(Clone, Debug, Default)]
pub struct Symbols {
    texts: Vec<Box<str>>,
    table: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Symbols {
    /// The symbol of a text, made if it is new.
    pub fn intern(&mut self, text: &str) -> Symbol {
        let hash = self.hasher.hash_one(text);
        if let Some(&place) = self
            .table
            .find(hash, |&place| self.texts.get(place as usize).is_some_and(|t| **t == *text))
        {
            return Symbol(place);
        }
        // More than u32::MAX distinct labels would not fit in memory beside their texts.
        let place = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.texts.push(text.into());
        let Self { texts, table, hasher } = self;
        table.insert_unique(hash, place, |&place| {
            hasher.hash_one(texts.get(place as usize).map_or("", |text| &**text))
        });
        Symbol(place)
    }

    /// The symbol of a text, if the table has it.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<Symbol> {
        let hash = self.hasher.hash_one(text);
        self.table
            .find(hash, |&place| self.texts.get(place as usize).is_some_and(|t| **t == *text))
            .map(|&place| Symbol(place))
    }

    /// The text of a symbol of this table; empty for one of another, larger table.
    #[must_use]
    pub fn text(&self, symbol: Symbol) -> &str {
        self.texts.get(symbol.index()).map_or("", |text| &**text)
    }

    /// How many texts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there is no text yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_one_symbol() {
        let mut symbols = Symbols::default();
        let linux = symbols.intern("linux");
        assert_ne!(linux, symbols.intern("windows"));
        assert_eq!(linux, symbols.intern("linux"));
        assert_eq!(symbols.find("windows").map(|s| symbols.text(s)), Some("windows"));
        assert_eq!(symbols.find("darwin"), None);
        assert_eq!(symbols.len(), 2);
    }
}
