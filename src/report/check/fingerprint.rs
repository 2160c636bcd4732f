//! What a finding is known by from run to run, whatever lines come and go above it.

use std::collections::HashMap;

use crate::diagnostic::Diagnostic;
use crate::manifest::Workspace;
use crate::rules::{Identities, object};

/// A fingerprint for each finding: made of its rule, its file, its object and its field, and never
/// of a line or of a place in a list. No two are the same: what else is found at one field is
/// numbered.
pub(super) fn fingerprints(workspace: &Workspace, diagnostics: &[&Diagnostic]) -> Vec<String> {
    let identities = Identities::new(workspace);
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut one = |found: &&Diagnostic| {
        let known_by = identity(found, &identities);
        let number = seen.entry(known_by.clone()).or_default();
        *number += 1;
        hash(&format!("{known_by}\0{number}"))
    };
    diagnostics.iter().map(&mut one).collect()
}

fn identity(found: &Diagnostic, identities: &Identities<'_>) -> String {
    let reason = found.reason.map(|reason| reason.as_str());
    [
        &*found.rule,
        &path(found.file.name()),
        &object(found),
        &identities.field(found),
        reason.unwrap_or_default(),
    ]
    .join("\0")
}

/// A file's name as these formats have it: from the folder that the program runs in, without `./`
/// and with slashes.
pub(super) fn path(name: &str) -> String {
    let name = name.replace('\\', "/");
    name.strip_prefix("./").unwrap_or(&name).to_owned()
}

/// FNV-1a of 64 bits, twice: of the text, and of the text after a byte of its own. It must be the
/// same for ever, which the standard library's hashes don't promise.
fn hash(text: &str) -> String {
    let fnv = |first: u64| {
        text.bytes()
            .fold(first, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    };
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    format!("{:016x}{:016x}", fnv(OFFSET), fnv(OFFSET ^ 0x5f))
}
