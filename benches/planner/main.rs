//! The planner on large clusters: `cargo bench --bench planner`.
//!
//! Reading is held against serde_json reading the same bytes into a struct that ignores
//! everything; deciding is counted in pairs of a node and a DaemonSet. Peak memory is that of a
//! process of its own which does nothing but read.

#![allow(clippy::print_stdout, clippy::unwrap_used)]

mod generate;

use std::fs::File;
use std::hint::black_box;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use daemonlint::internals::inventory::pack::{Options, pack};
use daemonlint::internals::inventory::{Inventory, Loader};
use daemonlint::internals::kubernetes::pod_admission::AdmissionContext;
use daemonlint::internals::planner::{Candidate, Company, Fleet};
use generate::Mix;
use k8s_openapi::api::apps::v1::DaemonSet;
use serde::Deserialize;

const ROUNDS: usize = 5;
const SEED: u64 = 36;

/// What serde_json reads without keeping anything.
#[derive(Deserialize)]
struct IgnoreEverything {}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, read, path] = arguments.as_slice()
        && read == "--read-only"
    {
        let inventory = load(Path::new(path));
        println!("{} {}", inventory.nodes.len(), peak_memory_kib());
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let daemon_sets = generate::daemon_sets(100, SEED);
    for (title, nodes, mix) in [
        ("(a) 5,000 nodes", 5_000, Mix::Pools),
        ("(b) 100,000 nodes", 100_000, Mix::Pools),
        ("(b) 100,000 nodes, hardly two alike", 100_000, Mix::Anything),
    ] {
        let path = folder.path().join("nodes.json");
        let mut out = BufWriter::new(File::create(&path).unwrap());
        generate::write_nodes(&mut out, nodes, mix, SEED).unwrap();
        out.flush().unwrap();
        drop(out);
        println!("{title} x {} DaemonSets", daemon_sets.len());
        let inventory = reading(&path);
        deciding(&inventory, &daemon_sets);
        packing(&inventory, &path);
        println!();
    }
}

fn load(path: &Path) -> Inventory {
    let mut loader = Loader::default();
    loader.read("nodes.json", File::open(path).unwrap()).unwrap();
    loader.finish()
}

/// Packs the inventory, and reads what that gave.
fn packing(inventory: &Inventory, path: &Path) {
    let start = Instant::now();
    let packed = pack(inventory, Options::default());
    let packing = start.elapsed();
    let start = Instant::now();
    let mut loader = Loader::default();
    loader.read("packed.yaml", packed.as_bytes()).unwrap();
    assert_eq!(loader.finish().nodes.len(), inventory.nodes.len());
    let reading = start.elapsed();
    let (before, after) = (std::fs::metadata(path).unwrap().len() as f64, packed.len() as f64);
    println!(
        "  packed in {packing:.1?}: {:.1} MB into {:.0} kB ({:.0} times less), read in {reading:.1?}",
        before / 1e6,
        after / 1e3,
        before / after
    );
}

fn reading(path: &Path) -> Inventory {
    let size = std::fs::metadata(path).unwrap().len() as f64 / 1e6;
    let (mut ours, mut slice, mut reader) = (Duration::MAX, Duration::MAX, Duration::MAX);
    let mut inventory = Inventory::default();
    for _ in 0..ROUNDS {
        let start = Instant::now();
        inventory = black_box(load(path));
        ours = start.elapsed().min(ours);
        // The yardstick has all bytes in memory, the reading of the file included.
        let start = Instant::now();
        let bytes = std::fs::read(path).unwrap();
        black_box(serde_json::from_slice::<IgnoreEverything>(&bytes).unwrap());
        slice = start.elapsed().min(slice);
        let start = Instant::now();
        let file = std::io::BufReader::with_capacity(1 << 20, File::open(path).unwrap());
        black_box(serde_json::from_reader::<_, IgnoreEverything>(file).unwrap());
        reader = start.elapsed().min(reader);
    }
    for (what, time) in [
        ("serde_json, ignoring all, from memory", slice),
        ("serde_json, ignoring all, in a stream", reader),
        ("inventory, in a stream", ours),
    ] {
        let speed = size / time.as_secs_f64();
        let ratio = slice.as_secs_f64() / time.as_secs_f64();
        println!("  {what:38} {time:>9.1?} {speed:>7.0} MB/s  {:>4.0}%", ratio * 100.0);
    }
    let myself = std::env::current_exe().unwrap();
    let output = Command::new(myself).arg("--read-only").arg(path).output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    let peak = told.split_whitespace().nth(1).and_then(|kib| kib.parse::<f64>().ok());
    println!("  {size:.0} MB read in {:.0} MB of memory", peak.unwrap_or_default() / 1e3);
    inventory
}

fn deciding(inventory: &Inventory, daemon_sets: &[DaemonSet]) {
    let pairs = inventory.nodes.len() * daemon_sets.len();
    let context = AdmissionContext::default();
    let companies = [("each for itself", Company::Nobody), ("all together", Company::All)];
    for (what, company) in companies {
        let mut time = Duration::MAX;
        let mut fleet = None;
        for _ in 0..ROUNDS {
            let candidates = daemon_sets.iter().map(Candidate::new);
            let start = Instant::now();
            fleet = Some(black_box(Fleet::in_company(inventory, candidates, &context, company)));
            time = start.elapsed().min(time);
        }
        let plan = &fleet.as_ref().unwrap().plan;
        let running: usize = plan.placements.iter().map(|placement| placement.running()).sum();
        println!(
            "  {pairs} pairs in {} classes, {what}: {time:.1?} ({:.1} ns a pair); {running} pods run",
            plan.classes,
            time.as_nanos() as f64 / pairs as f64,
        );
    }
}

/// The most memory that this process ever had.
fn peak_memory_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}
