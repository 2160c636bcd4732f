//! Agreement with Kubernetes' own code, record by record.
//!
//! `cargo test --test conformance -- --nocapture` prints `NAME: N of M` for each record file. The
//! records come from `fixtures/conformance`, or from the folder that `DAEMONLINT_CONFORMANCE`
//! names (its `*.jsonl`), and then floors do not apply.

// A record that can't be read is a broken test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod admission;
mod cel;
mod corpus_admission;
mod labels;
mod live;
mod live_update;
mod node_affinity;
mod objects;
mod placement;
mod pod_admission;
mod quantity;
mod records;
mod rollout;
mod rollout_run;
mod rollout_step;
mod stream;
mod tolerations;
mod update;
mod versions;
mod yaml;

use daemonlint::internals::kubernetes::release::{Release, Version};
use records::{Outcome, Records, same};

/// The Kubernetes whose answers the records hold, unless they name another one.
fn release() -> Release {
    Release::new(Version::V1_36)
}

/// Runs one record file through `verdict` and holds the agreement against the committed floor.
fn agreement(name: &str, floor: usize, verdict: impl Fn(&serde_json::Value) -> Outcome + Sync) {
    let Some(records) = Records::load(name) else { return };
    records.run(floor, verdict);
}
