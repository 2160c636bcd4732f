//! How time and memory grow with the input: `cargo bench --bench growth [-- WORD…]`.
//!
//! Each input is generated three times, every time twice as large, and given to the program as its
//! users would. The exponent says what doubling does: 1 doubles the time as well, 2 quadruples it.
//! Processor time and peak memory are what Linux counts for the process; elsewhere time is that of the
//! clock, and memory is not known. `--binary PATH` measures another build.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used)]

mod inputs;
mod measure;
mod objects;
mod related;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use inputs::{INPUTS, Input};
use measure::{Cost, measure};
use related::RELATED;

/// What no input may exceed.
const MOST: f64 = 1.1;

/// Runs of each size, of which the cheapest counts.
const ROUNDS: usize = 3;

/// What the smallest size has to cost, so that starting the program weighs little beside it.
const LEAST_SECONDS: f64 = 0.25;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1).filter(|word| word != "--bench");
    let mut binary = option_env!("CARGO_BIN_EXE_daemonlint").map(PathBuf::from);
    let mut words = Vec::new();
    while let Some(word) = arguments.next() {
        match word.as_str() {
            "--binary" => binary = arguments.next().map(PathBuf::from),
            _ => words.push(word),
        }
    }
    let binary = std::path::absolute(binary.expect("--binary PATH")).unwrap();
    let folder = std::env::temp_dir().join(format!("daemonlint-growth-{}", std::process::id()));
    println!(
        "{:44}{:>8}{:>9}{:>8}{:>9}{:>8}",
        "what is doubled", "times", "CPU", "exp.", "memory", "exp."
    );
    let mut above = 0;
    for input in INPUTS.iter().chain(RELATED).filter(|input| is_meant(input, &words)) {
        let [small, _, large] = grow(&binary, &folder, input);
        let (time, memory) = (
            exponent(small.1.seconds, large.1.seconds),
            exponent(small.1.mebibytes, large.1.mebibytes),
        );
        let is_above = time > MOST || memory > MOST;
        above += usize::from(is_above);
        let Cost { seconds, mebibytes } = large.1;
        let mark = if is_above { "  <- above" } else { "" };
        println!(
            "{:44}{:>8}{seconds:>7.2} s{time:>8.2}{mebibytes:>5.0} MiB{memory:>8.2}{mark}",
            input.name, large.0
        );
    }
    let _ = std::fs::remove_dir_all(&folder);
    if above == 0 {
        println!("none grows faster than {MOST}");
        ExitCode::SUCCESS
    } else {
        println!("{above} above {MOST}");
        ExitCode::FAILURE
    }
}

fn is_meant(input: &Input, words: &[String]) -> bool {
    words.is_empty() || words.iter().any(|word| input.name.contains(word.as_str()))
}

/// What three sizes cost of which each is twice the one before it; the first is large enough to be
/// measured.
fn grow(binary: &Path, folder: &Path, input: &Input) -> [(usize, Cost); 3] {
    let mut size = input.least;
    let mut first = run(binary, folder, input, size, 1);
    while first.seconds < LEAST_SECONDS && size * 8 <= input.most {
        size *= if first.seconds < LEAST_SECONDS / 4.0 { 4 } else { 2 };
        first = run(binary, folder, input, size, 1);
    }
    [size, size * 2, size * 4].map(|size| (size, run(binary, folder, input, size, ROUNDS)))
}

fn run(binary: &Path, folder: &Path, input: &Input, size: usize, rounds: usize) -> Cost {
    let _ = std::fs::remove_dir_all(folder);
    std::fs::create_dir_all(folder).unwrap();
    let arguments = (input.write)(folder, size);
    let once = |_| measure(binary, folder, &arguments);
    let all: Vec<Cost> = (0..rounds).map(once).collect();
    let least = |of: fn(&Cost) -> f64| all.iter().map(of).fold(f64::INFINITY, f64::min);
    Cost { seconds: least(|cost| cost.seconds), mebibytes: least(|cost| cost.mebibytes) }
}

/// By which power of the size a cost has grown over two doublings.
fn exponent(small: f64, large: f64) -> f64 {
    (large / small).log2() / 2.0
}
