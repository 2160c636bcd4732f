//! Lists in brackets and maps in braces.

use super::{Event, Events, Fault, Kind, State, empty};
use crate::yaml::node::Style;

impl<'t> Events<'t> {
    pub(super) fn flow_sequence_entry(&mut self, first: bool) -> Result<Event<'t>, Fault> {
        if !first && !matches!(self.peek()?, Kind::FlowSequenceEnd) {
            if !matches!(self.peek()?, Kind::FlowEntry) {
                return Err(self.fault_since("a `,` or `]` is expected here", "the list"));
            }
            self.skip()?;
        }
        match self.peek()? {
            Kind::FlowSequenceEnd => self.end_collection(),
            Kind::Key => {
                let mark = self.skip()?;
                self.state = State::FlowPairKey;
                Ok(Event::MappingStart { style: Style::Flow, start: mark.start, properties: None })
            }
            _ => {
                self.states.push(State::FlowSequenceEntry);
                self.node(false, false)
            }
        }
    }

    /// The key of a map of one entry that stands in a list without braces.
    pub(super) fn flow_pair_key(&mut self) -> Result<Event<'t>, Fault> {
        match self.peek()? {
            Kind::Value | Kind::FlowEntry | Kind::FlowSequenceEnd => {
                // go-yaml takes the token, though it belongs to what follows.
                let mark = self.skip()?;
                self.state = State::FlowPairValue;
                Ok(empty(mark.end))
            }
            _ => {
                self.states.push(State::FlowPairValue);
                self.node(false, false)
            }
        }
    }

    pub(super) fn flow_pair_value(&mut self) -> Result<Event<'t>, Fault> {
        if matches!(self.peek()?, Kind::Value) {
            self.skip()?;
            if !matches!(self.peek()?, Kind::FlowEntry | Kind::FlowSequenceEnd) {
                self.states.push(State::FlowPairEnd);
                return self.node(false, false);
            }
        }
        self.state = State::FlowPairEnd;
        Ok(empty(self.last_end))
    }

    pub(super) fn flow_mapping_key(&mut self, first: bool) -> Result<Event<'t>, Fault> {
        if !first && !matches!(self.peek()?, Kind::FlowMappingEnd) {
            if !matches!(self.peek()?, Kind::FlowEntry) {
                return Err(self.fault_since("a `,` or `}` is expected here", "the map"));
            }
            self.skip()?;
        }
        match self.peek()? {
            Kind::FlowMappingEnd => self.end_collection(),
            Kind::Key => {
                self.skip()?;
                if matches!(self.peek()?, Kind::Value | Kind::FlowEntry | Kind::FlowMappingEnd) {
                    self.state = State::FlowMappingValue;
                    return Ok(empty(self.peek_start()?));
                }
                self.states.push(State::FlowMappingValue);
                self.node(false, false)
            }
            _ => {
                self.states.push(State::FlowMappingEmptyValue);
                self.node(false, false)
            }
        }
    }

    pub(super) fn flow_mapping_value(&mut self) -> Result<Event<'t>, Fault> {
        if matches!(self.peek()?, Kind::Value) {
            self.skip()?;
            if !matches!(self.peek()?, Kind::FlowEntry | Kind::FlowMappingEnd) {
                self.states.push(State::FlowMappingKey);
                return self.node(false, false);
            }
        }
        self.state = State::FlowMappingKey;
        Ok(empty(self.last_end))
    }
}
