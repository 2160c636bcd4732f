//! The functions that expressions may call: their declarations, and what they do.
//!
//! A library joins with a file and a line in [`LIBRARIES`]. Mirrors the environment that the API
//! server gives policies (`apiserver/pkg/cel/environment/base.go`).

mod authorizer;
mod conversion;
pub(super) mod format;
mod json_patch;
mod list;
pub(super) mod named_format;
pub(super) mod net;
mod operator;
mod optional;
mod quantity;
pub(super) mod regex;
mod semver;
mod string;
mod time;
mod url;

use std::collections::HashMap;
use std::sync::LazyLock;

pub(super) use conversion::is_conversion;
pub(super) use json_patch::is_for_patches;

use super::types::{Overload, parse_declaration};
use super::value::{Fault, Outcome, Value};

/// What a library does with arguments; nothing where it has no such function of such values.
type Call = fn(&str, &[Value]) -> Option<Outcome>;

/// Functions that came together.
struct Library {
    /// The minor version of Kubernetes 1 whose API server has them; 0 for all that are known here.
    since: u32,
    declarations: &'static [&'static str],
    call: Call,
}

const fn library(declarations: &'static [&'static str], call: Call) -> Library {
    Library { since: 0, declarations, call }
}

const LIBRARIES: &[Library] = &[
    library(operator::DECLARATIONS, operator::call),
    library(conversion::DECLARATIONS, conversion::call),
    library(string::DECLARATIONS, string::call),
    library(list::DECLARATIONS, list::call),
    Library { since: 34, ..library(list::NEWER_DECLARATIONS, list::call_newer) },
    library(optional::DECLARATIONS, optional::call),
    library(time::DECLARATIONS, time::call),
    library(regex::DECLARATIONS, regex::call),
    library(format::DECLARATIONS, format::call),
    library(json_patch::DECLARATIONS, json_patch::call),
    library(quantity::DECLARATIONS, quantity::call),
    library(url::DECLARATIONS, url::call),
    library(net::DECLARATIONS, net::call),
    library(named_format::DECLARATIONS, named_format::call),
    Library { since: 33, ..library(semver::DECLARATIONS, semver::call) },
    library(authorizer::DECLARATIONS, authorizer::call),
];

/// The minor version whose API server has loops with two variables.
pub(super) const TWO_VARIABLES_SINCE: u32 = 32;

type Functions = HashMap<&'static str, Vec<(u32, Overload)>>;

static FUNCTIONS: LazyLock<Functions> = LazyLock::new(|| {
    let mut functions = Functions::new();
    for library in LIBRARIES {
        for (name, overload) in
            library.declarations.iter().filter_map(|text| parse_declaration(text))
        {
            functions.entry(name).or_default().push((library.since, overload));
        }
    }
    functions
});

/// The ways to call a function in a minor version; none where there is no such function.
pub(super) fn overloads(name: &str, minor: u32) -> Option<Vec<&'static Overload>> {
    let all = FUNCTIONS.get(name)?;
    let known: Vec<_> =
        all.iter().filter(|(since, _)| *since <= minor).map(|(_, overload)| overload).collect();
    (!known.is_empty()).then_some(known)
}

/// The minor version since which a function is there; none where there is no such function.
pub(super) fn since(name: &str) -> Option<u32> {
    FUNCTIONS.get(name)?.iter().map(|(since, _)| *since).min()
}

/// The names of all functions.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    FUNCTIONS.keys().copied()
}

/// What a function makes of values.
pub(super) fn call(name: &str, args: &[Value]) -> Outcome {
    let outcome = LIBRARIES.iter().find_map(|library| (library.call)(name, args));
    outcome.unwrap_or_else(|| Err(Fault::no_overload()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_declarations_can_be_read() {
        let declarations = LIBRARIES.iter().flat_map(|library| library.declarations);
        let broken: Vec<_> =
            declarations.filter(|text| parse_declaration(text).is_none()).collect();
        assert!(broken.is_empty(), "{broken:#?}");
    }
}
