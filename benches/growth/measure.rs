//! What a run of the program costs.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// What a run costs.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// Processor time; where the system doesn't tell, that of the clock.
    pub seconds: f64,
    /// The most memory at once; not a number where the system doesn't tell.
    pub mebibytes: f64,
}

/// Clock ticks of Linux's tables, a second.
const TICKS: f64 = 100.0;

/// Runs the program in a folder, on one thread.
///
/// # Panics
/// Where it can't be run, or can't do its job.
pub fn measure(binary: &Path, folder: &Path, arguments: &[String]) -> Cost {
    let start = Instant::now();
    let before = children_seconds();
    let mut child = Command::new(binary)
        .args(arguments)
        .current_dir(folder)
        .env("RAYON_NUM_THREADS", "1")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut peak = f64::NAN;
    let status = loop {
        if let Some(now) = peak_mebibytes(&child) {
            peak = now;
        }
        match child.try_wait().unwrap() {
            Some(status) => break status,
            None => std::thread::sleep(Duration::from_millis(1)),
        }
    };
    assert!(matches!(status.code(), Some(0 | 1)), "{arguments:?} ends with {status}");
    let clock = start.elapsed().as_secs_f64();
    let seconds = before.zip(children_seconds()).map(|(before, after)| after - before);
    Cost { seconds: seconds.unwrap_or(clock), mebibytes: peak }
}

/// The processor time of all children that have ended (`cutime` and `cstime` of proc(5)).
fn children_seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |index: usize| fields.get(index)?.parse::<f64>().ok();
    Some((ticks(13)? + ticks(14)?) / TICKS)
}

fn peak_mebibytes(child: &Child) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.split_whitespace().next()?.parse::<f64>().ok()? / 1024.0)
}
