//! Lists and maps by indentation.

use super::{Event, Events, Fault, Kind, State, empty};

impl<'t> Events<'t> {
    pub(super) fn block_sequence_entry(&mut self) -> Result<Event<'t>, Fault> {
        match self.peek()? {
            Kind::BlockEntry => {
                let dash = self.skip()?;
                if matches!(self.peek()?, Kind::BlockEntry | Kind::BlockEnd) {
                    return Ok(empty(dash.end));
                }
                self.states.push(State::BlockSequenceEntry);
                self.node(true, false)
            }
            Kind::BlockEnd => self.end_collection(),
            _ => Err(self.misplaced(
                "the list goes on here, so a `-` is expected, in the column of the others",
                "the list",
            )),
        }
    }

    pub(super) fn indentless_sequence_entry(&mut self) -> Result<Event<'t>, Fault> {
        if !matches!(self.peek()?, Kind::BlockEntry) {
            self.pop_state();
            return Ok(Event::End { end: self.last_end });
        }
        let dash = self.skip()?;
        match self.peek()? {
            Kind::BlockEntry | Kind::Key | Kind::Entry(..) | Kind::Value | Kind::BlockEnd => {
                Ok(empty(dash.end))
            }
            _ => {
                self.states.push(State::IndentlessSequenceEntry);
                self.node(true, false)
            }
        }
    }

    pub(super) fn block_mapping_key(&mut self) -> Result<Event<'t>, Fault> {
        match self.peek()? {
            Kind::Entry(..) => {
                self.state = State::BlockEntryValue;
                self.scalar(None)
            }
            Kind::Key => {
                let mark = self.skip()?;
                let next = self.peek()?;
                if matches!(next, Kind::Key | Kind::Entry(..) | Kind::Value | Kind::BlockEnd) {
                    self.state = State::BlockMappingValue;
                    return Ok(empty(mark.end));
                }
                self.states.push(State::BlockMappingValue);
                self.node(true, true)
            }
            Kind::BlockEnd => self.end_collection(),
            Kind::BlockEntry => Err(self.misplaced(
                "a `-` can't stand between the keys of a map: mind the indentation",
                "the map",
            )),
            _ => Err(self.misplaced(
                "the indentation fits none of the lines above: a key is expected in their column",
                "the map",
            )),
        }
    }

    pub(super) fn block_mapping_value(&mut self) -> Result<Event<'t>, Fault> {
        if !matches!(self.peek()?, Kind::Value) {
            self.state = State::BlockMappingKey;
            return Ok(empty(self.last_end));
        }
        self.skip()?;
        self.block_entry_value()
    }

    /// The value after the `:` that was just passed.
    pub(super) fn block_entry_value(&mut self) -> Result<Event<'t>, Fault> {
        let colon = self.last_end;
        match self.peek()? {
            Kind::Scalar(..) => {
                self.state = State::BlockMappingKey;
                self.scalar(None)
            }
            Kind::Key | Kind::Entry(..) | Kind::Value | Kind::BlockEnd => {
                self.state = State::BlockMappingKey;
                Ok(empty(colon))
            }
            _ => {
                self.states.push(State::BlockMappingKey);
                self.node(true, true)
            }
        }
    }

    /// A fault at a token that fits nothing in a block collection.
    fn misplaced(&mut self, message: &'static str, word: &'static str) -> Fault {
        let before = self.last_end;
        let start = self.peek_start().unwrap_or(before);
        match self.scanner.follows_on_line(before, start) {
            Some('"') => self.fault(
                "text can't follow the closing quote: write `\\\"` for a quote inside of double quotes",
            ),
            Some('\'') => self.fault(
                "text can't follow the closing quote: write `''` for a quote inside of single quotes",
            ),
            Some(_) => self.fault("this can't follow the value on its line: put the whole in quotes"),
            None => self.fault_since(message, word),
        }
    }
}
