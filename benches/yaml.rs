//! What reading and checking cost, beside merely running a YAML parser: `cargo bench --bench yaml`.
//!
//! The yardstick is libyaml-safer handing out events of the same 10,000 manifests. Everything runs
//! in memory and on one thread.

#![allow(clippy::print_stdout)]

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use daemonlint::internals::manifest::{Loaded, Options, admission, load};
use daemonlint::internals::source::SourceFile;
use daemonlint::internals::yaml::{Document, parse_stream};
use k8s_openapi::api::apps::v1::DaemonSet;
use libyaml_safer::{EventData, Parser};

const MANIFESTS: usize = 10_000;
const ROUNDS: usize = 10;

/// What `check --select admission` may cost of the yardstick.
const MOST: f64 = 3.0;

fn main() {
    let files: Vec<Arc<SourceFile>> = (0..MANIFESTS).map(manifest).collect();
    let bytes: usize = files.iter().map(|file| file.text().len()).sum();
    println!("{MANIFESTS} manifests, {:.1} MB", bytes as f64 / 1e6);

    let works: [(&str, &dyn Fn() -> usize); 5] = [
        ("libyaml-safer, events", &|| files.iter().map(|file| count_events(file)).sum()),
        ("trees", &|| files.iter().map(|file| parse_stream(file).len()).sum()),
        ("trees and typed objects", &|| files.iter().map(|file| decode(file)).sum()),
        ("strict decoding", &|| files.iter().map(decode_strictly).sum()),
        ("all of admission", &|| files.iter().map(|file| admit(file)).sum()),
    ];
    let mut times = [Duration::MAX; 5];
    // In turns, so that a busy moment of the machine doesn't hit one of them alone.
    for _ in 0..ROUNDS {
        for ((_, work), time) in works.iter().zip(&mut times) {
            let start = Instant::now();
            black_box(work());
            *time = start.elapsed().min(*time);
        }
    }
    for ((what, _), time) in works.iter().zip(times) {
        let speed = bytes as f64 / 1e6 / time.as_secs_f64();
        let ratio = time.as_secs_f64() / times[0].as_secs_f64();
        println!("{what:26} {time:>10.1?} {speed:>7.1} MB/s  ratio {ratio:.2}");
    }
    let ratio = times[4].as_secs_f64() / times[0].as_secs_f64();
    let verdict = if ratio <= MOST { "within" } else { "above" };
    println!("admission costs {ratio:.2} times what the events cost: {verdict} {MOST}");
}

fn count_events(file: &SourceFile) -> usize {
    let mut input = file.text().as_bytes();
    let mut parser = Parser::new();
    parser.set_input_string(&mut input);
    let mut count = 0;
    while let Ok(event) = parser.parse() {
        count += 1;
        if matches!(black_box(event.data), EventData::StreamEnd) {
            break;
        }
    }
    count
}

fn decode(file: &SourceFile) -> usize {
    let decode = |document: Document| document.decode::<DaemonSet>(document.root()).is_ok();
    parse_stream(file).into_iter().flatten().map(decode).filter(|decoded| *decoded).count()
}

/// Reading with every check of fields and types.
fn decode_strictly(file: &Arc<SourceFile>) -> usize {
    load(file, Options::default()).manifests.len()
}

/// What `check --select admission` does with a text: a file of it, strict decoding, defaulting,
/// validation, warnings.
fn admit(file: &SourceFile) -> usize {
    let file = Arc::new(SourceFile::new(file.name(), file.text()));
    let Loaded { manifests, diagnostics, .. } = load(&file, Options::default());
    let found: usize = manifests.iter().map(|manifest| admission::check(manifest).len()).sum();
    assert_eq!(found + diagnostics.len(), 0, "typical manifests are in order");
    manifests.len()
}

/// A DaemonSet like those of node agents, a little different each time.
fn manifest(index: usize) -> Arc<SourceFile> {
    let text = include_str!("manifest.yaml")
        .replace("INDEX", &index.to_string())
        .replace("PORT", &(9000 + index % 1000).to_string());
    Arc::new(SourceFile::new(format!("manifest-{index}.yaml"), text))
}
