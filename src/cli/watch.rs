//! `--watch`: the command again whenever a file changes that it reads.
//!
//! Each round is a process of its own with the same arguments: it answers as the command does, and
//! leaves nothing behind. Files are looked at every now and then instead of being asked of the
//! system, which tells of none on network drives and in many containers.

mod bases;
mod looked;

use std::ffi::{OsStr, OsString};
use std::io::{self, IsTerminal, Write};
use std::process::{Child, Command, ExitStatus};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use clap::Args;

use super::exit::{Exit, Failure};
use super::output::Look;
use super::streams::say;
use crate::source::walk::STDIN;
use crate::words::{count, names_of};
use looked::Seen;
pub(super) use looked::Watched;

/// How long files are left alone between two looks.
const PAUSE: Duration = Duration::from_millis(300);

/// A look at many files takes a while: this many times as long they are left alone after it.
const EASE: u32 = 20;

/// Who saves one file mostly saves others: how long nothing has to change before a round begins.
const CALM: Duration = Duration::from_millis(100);

/// How often a round is asked whether it has ended.
const TICK: Duration = Duration::from_millis(5);

/// How many names a line has room for.
const WIDTH: usize = 60;

/// The argument.
const FLAG: &str = "--watch";

/// Whether to go on.
#[derive(Clone, Copy, Debug, Args)]
pub(super) struct Watch {
    /// Stay, and run again whenever a file changes that is read; Ctrl-C ends with the last exit code
    ///
    /// Manifests that come and go count, and so do the nodes, the config files and what they name. A
    /// terminal is cleared before each round.
    #[arg(long)]
    pub watch: bool,
}

/// How a round ended.
enum Ended {
    /// By itself.
    Done(ExitStatus),
    /// The user wants no more.
    Interrupted,
}

/// Runs the command until the user ends it.
pub(super) fn run(watched: &Watched<'_>, look: &Look) -> Result<Exit, Failure> {
    if watched.reads(OsStr::new(STDIN)) {
        let message = "--watch reads files, and standard input is none";
        return Err(Failure::Usage(message.to_owned()));
    }
    let interrupts = interrupts()?;
    // Interrupted before there is any answer: the job is not done.
    let mut exit = Exit::Failed;
    let mut seen = watched.look();
    loop {
        clear();
        match round(&interrupts)? {
            Ended::Interrupted => return Ok(exit),
            Ended::Done(status) => exit = exit_of(status),
        }
        if !look.quiet {
            say(&format!("watching {}; Ctrl-C ends\n", count(seen.files(), "file")));
        }
        let Some(next) = changed(watched, &seen, &interrupts) else { return Ok(exit) };
        if !look.quiet {
            let names = next.unlike(&seen);
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            say(&format!("\nchanged: {}\n", names_of(&names, names.len(), WIDTH)));
        }
        seen = next;
    }
}

/// What comes when the user, or the system, ends the program.
fn interrupts() -> Result<Receiver<()>, Failure> {
    let (interrupted, interrupts) = channel();
    // Nobody waits any more where the program ends anyway.
    ctrlc::set_handler(move || _ = interrupted.send(()))
        .map_err(|error| Failure::Usage(format!("--watch can't wait for Ctrl-C: {error}")))?;
    Ok(interrupts)
}

/// Makes room on a terminal.
fn clear() {
    let mut stdout = io::stdout();
    if stdout.is_terminal() {
        let _ = stdout.write_all(b"\x1b[2J\x1b[3J\x1b[H").and_then(|()| stdout.flush());
    }
}

/// Runs the command once.
fn round(interrupts: &Receiver<()>) -> Result<Ended, Failure> {
    let failed = |error: io::Error| Failure::Usage(format!("--watch can't run itself: {error}"));
    let program = std::env::current_exe().map_err(failed)?;
    let mut child = Command::new(program).args(arguments()).spawn().map_err(failed)?;
    loop {
        if let Some(status) = child.try_wait().map_err(failed)? {
            // Ctrl-C ends both.
            return Ok(match interrupts.try_recv() {
                Ok(()) => Ended::Interrupted,
                Err(_) => Ended::Done(status),
            });
        }
        if interrupts.recv_timeout(TICK).is_ok() {
            end(&mut child);
            return Ok(Ended::Interrupted);
        }
    }
}

fn end(child: &mut Child) {
    // One that has ended already is ended.
    let _ = child.kill();
    let _ = child.wait();
}

/// The arguments of a round: those of this process without the one that repeats it.
fn arguments() -> Vec<OsString> {
    let mut arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    // Behind `--` stand paths.
    let options = arguments.iter().position(|one| one == "--").unwrap_or(arguments.len());
    if let Some(place) = arguments.iter().take(options).position(|one| one == FLAG) {
        arguments.remove(place);
    }
    arguments
}

fn exit_of(status: ExitStatus) -> Exit {
    match status.code() {
        Some(0) => Exit::Clean,
        Some(1) => Exit::Findings,
        _ => Exit::Failed,
    }
}

/// Waits until something has changed and nothing changes any more; none where the user ends it.
fn changed(watched: &Watched<'_>, before: &Seen, interrupts: &Receiver<()>) -> Option<Seen> {
    let mut pause = PAUSE;
    let mut last: Option<Seen> = None;
    loop {
        if interrupts.recv_timeout(pause).is_ok() {
            return None;
        }
        let began = Instant::now();
        let now = watched.look();
        let took = began.elapsed() * EASE;
        match last {
            Some(last) if last == now => return Some(now),
            // What was changed and changed back is no news.
            _ if now == *before => (last, pause) = (None, PAUSE.max(took)),
            _ => (last, pause) = (Some(now), CALM.max(took / EASE)),
        }
    }
}
