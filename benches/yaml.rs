//! What reading costs, beside merely running a YAML parser: `cargo bench --bench yaml`.
//!
//! The yardstick is libyaml-safer handing out events of the same 10,000 manifests.

#![allow(clippy::print_stdout)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use daemonlint::source::SourceFile;
use daemonlint::yaml::{Document, parse_stream};
use k8s_openapi::api::apps::v1::DaemonSet;
use libyaml_safer::{EventData, Parser};

const MANIFESTS: usize = 10_000;
const ROUNDS: usize = 10;

fn main() {
    let files: Vec<SourceFile> = (0..MANIFESTS).map(manifest).collect();
    let bytes: usize = files.iter().map(|file| file.text().len()).sum();
    println!("{MANIFESTS} manifests, {:.1} MB", bytes as f64 / 1e6);

    let works: [(&str, &dyn Fn() -> usize); 3] = [
        ("libyaml-safer, events", &|| files.iter().map(count_events).sum()),
        ("trees", &|| files.iter().map(|file| parse_stream(file).len()).sum()),
        ("trees and typed objects", &|| files.iter().map(decode).sum()),
    ];
    let mut times = [Duration::MAX; 3];
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

/// A DaemonSet like those of node agents, a little different each time.
fn manifest(index: usize) -> SourceFile {
    let text = include_str!("manifest.yaml")
        .replace("INDEX", &index.to_string())
        .replace("PORT", &(9000 + index % 1000).to_string());
    SourceFile::new(format!("manifest-{index}.yaml"), text)
}
