//! What a fuzzer asks of the program: one file a target, each a function of bytes that panics where a
//! promise is broken.
//!
//! `cargo fuzz run --fuzz-dir tests/fuzz TARGET` looks for such bytes (`.ci/try-fuzz` runs all targets
//! for a while); `tests/fuzzed.rs` gives the targets the bytes of the folder `corpus` in every test run.

pub mod cel;
pub mod check;
pub mod config;
pub mod decode;
pub mod fixes;
pub mod inventory;
pub mod lsp;
pub mod plan;
pub mod quantity;
pub mod selectors;
pub mod yaml;
pub mod yaml_edit;

mod choices;

/// What a fuzzer gives its bytes to.
pub type Target = fn(&[u8]);

/// All targets by name.
pub const TARGETS: [(&str, Target); 12] = [
    ("cel", cel::run),
    ("check", check::run),
    ("config", config::run),
    ("decode", decode::run),
    ("fixes", fixes::run),
    ("inventory", inventory::run),
    ("lsp", lsp::run),
    ("plan", plan::run),
    ("quantity", quantity::run),
    ("selectors", selectors::run),
    ("yaml", yaml::run),
    ("yaml_edit", yaml_edit::run),
];

/// The text of bytes, as a file's is read; none where they are none.
fn text(data: &[u8]) -> Option<String> {
    daemonlint::internals::source::read::decode(data.to_vec()).ok().map(|(text, _)| text)
}
