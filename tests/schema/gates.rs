//! The feature gates by version: `fixtures/kubernetes/gates.tsv` as Rust.

use std::fmt::Write;

/// `src/kubernetes/release/table.rs` from the table of gates, whose columns are versions.
pub fn table(tsv: &str) -> String {
    let rows: Vec<Vec<&str>> = tsv.lines().skip(1).map(|line| line.split('\t').collect()).collect();
    let versions = tsv.lines().next().unwrap().split('\t').count() - 1;
    let mut out = String::from(
        "// Generated from fixtures/kubernetes/gates.tsv: DAEMONLINT_UPDATE=1 cargo test --test schema\n\
         #![cfg_attr(rustfmt, rustfmt_skip)]\n\n\
         use super::state::Stage::{Alpha, Beta, Deprecated, Ga};\n\
         use super::state::State::{self, Absent, Locked, Off, On, Removed};\n\n\
         /// A feature gate that changes what becomes of a workload's manifest, by its name.\n\
         #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]\n\
         #[allow(missing_docs, reason = \"their names are Kubernetes' own\")]\n\
         pub enum Gate {\n",
    );
    for row in &rows {
        writeln!(out, "    {},", row[0]).unwrap();
    }
    out.push_str("}\n\n/// What each version makes of each gate, in the order of [`Gate`].\n");
    writeln!(
        out,
        "pub(super) static STATES: [(Gate, &str, [State; {versions}]); {}] = [",
        rows.len()
    )
    .unwrap();
    for row in &rows {
        let states: Vec<String> = row[1..].iter().map(|state| expression(state)).collect();
        assert_eq!(states.len(), versions, "{row:?}");
        writeln!(out, "    (Gate::{0}, \"{0}\", [{1}]),", row[0], states.join(", ")).unwrap();
    }
    out.push_str("];\n");
    out
}

/// `beta:on` as `On(Beta)`.
fn expression(state: &str) -> String {
    let (stage, on) = match state.split_once(':') {
        None if state == "-" => return "Absent".to_owned(),
        Some((stage, "on")) => (stage, true),
        Some((stage, "off")) => (stage, false),
        _ => panic!("what is `{state}`?"),
    };
    let stage = match stage {
        "alpha" => "Alpha",
        "beta" => "Beta",
        "ga" => "Ga",
        "deprecated" => "Deprecated",
        "locked" => return format!("Locked({on})"),
        "removed" => return format!("Removed({on})"),
        other => panic!("what is `{other}`?"),
    };
    format!("{}({stage})", if on { "On" } else { "Off" })
}
