//! Names that another one may be a slip of, found without holding it against each.

use std::collections::HashMap;

use super::is_slip;
use crate::rules::index::digits;
use crate::words::near::nearest_by;

/// No object is called by more letters.
const LONGEST: usize = 253;

/// The names of the objects of a type, or of the keys of one.
#[derive(Debug)]
pub(in crate::rules) struct Names<'a> {
    names: Vec<&'a str>,
    /// The places of the names that are alike in something that every slip keeps.
    alike: HashMap<String, Vec<usize>>,
}

impl<'a> Names<'a> {
    pub(in crate::rules) fn new(names: Vec<&'a str>) -> Self {
        let mut alike: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, name) in names.iter().enumerate() {
            for trait_of in traits(name) {
                alike.entry(trait_of).or_default().push(place);
            }
        }
        Self { names, alike }
    }

    /// The name that another one is a slip of: the nearest, and of several the first.
    pub(super) fn meant(&self, name: &str) -> Option<&'a str> {
        let alike = traits(name).into_iter().filter_map(|one| self.alike.get(&one));
        let mut places: Vec<usize> = alike.flatten().copied().collect();
        places.sort_unstable();
        places.dedup();
        let others = places.into_iter().filter_map(|place| self.names.get(place).copied());
        nearest_by(name, others.filter(|other| is_slip(name, other)), |other| other)
    }
}

/// What a name has in common with each one that it is a slip of ([`is_slip`]): its letters and digits
/// where nothing but case and punctuation differs, else all of its parts but one, and the digits of
/// that one.
fn traits(name: &str) -> Vec<String> {
    let letters = name.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    let parts = parts(name);
    let mut traits = vec![letters];
    if name.len() > LONGEST {
        return traits;
    }
    for (place, part) in parts.iter().enumerate() {
        let others = parts.iter().enumerate().filter(|(other, _)| *other != place);
        let others: Vec<&str> = others.map(|(_, part)| *part).collect();
        traits.push(format!("{place}-{}-{}", others.join("-"), digits(part)));
    }
    traits
}

/// The parts of a name.
pub(super) fn parts(name: &str) -> Vec<&str> {
    name.split(['-', '.', '_']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_found_as_if_each_name_had_been_looked_at() {
        let names = [
            "relay-config",
            "Relay-Config",
            "relay_config",
            "relay-conf",
            "relay-1-config",
            "relay",
            "relays",
            "agent-high",
            "agents-high",
            "agent-2",
            "agent-3",
            "gvisor",
            "a.b.c-token",
            "collector-token",
            "collecter-token",
            "relay-server",
            "relay-sender",
            "x",
            "",
        ];
        let index = Names::new(names.to_vec());
        let asked = names.iter().chain(&[
            "relayconfig",
            "relay-conifg",
            "gvisr",
            "agent",
            "a.b.c-tokn",
            "-",
        ]);
        for name in asked {
            let each = names.iter().copied().filter(|other| is_slip(name, other));
            assert_eq!(index.meant(name), nearest_by(name, each, |other| other), "{name}");
        }
    }
}
