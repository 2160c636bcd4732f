//! Fixes on the command line: which are wanted, and what becomes of files and pipes.

use std::collections::BTreeSet;
use std::path::Path;

use clap::Args;

use super::exit::{Exit, Failure};
use super::streams::{print, say};
use crate::fix::{Session, save};
use crate::manifest::Reading;
use crate::pipeline::Run;
use crate::report::Screen;
use crate::report::check::diff;
use crate::report::check::fixed::{Fixed, Told};
use crate::source::read::ReadProblem;
use crate::source::walk::STDIN;
use crate::source::{FileId, Request, Sources};
use crate::words::escape::escape;

/// What is to be fixed.
#[derive(Debug, Args)]
pub(super) struct Fixes {
    /// Mend in the files what can be mended without changing what is meant, and tell what is left
    ///
    /// Comments, quotes and layout stay as they are. What comes from standard input goes mended to
    /// standard output, and the report to standard error.
    #[arg(long, conflicts_with_all = ["upgrade_to", "helm", "kustomize", "watch"])]
    fix: bool,

    /// With --fix or --diff: also fixes that may change more than is said, or not be what was meant
    #[arg(long)]
    unsafe_fixes: bool,

    /// Show as a diff what --fix would change, and write nothing; exit code 1 if it would
    #[arg(long, conflicts_with_all = ["upgrade_to", "format", "output", "statistics", "helm", "kustomize", "watch"])]
    pub diff: bool,
}

/// What became of the files.
#[derive(Debug)]
pub(super) struct Mended {
    /// What was fixed.
    pub fixed: Fixed,
    /// The text that came from standard input, for standard output.
    pub piped: Option<Vec<u8>>,
    /// Whether a file could not be written.
    pub failed: bool,
}

impl Fixes {
    /// Whether anything is to be fixed.
    pub(super) const fn are_wanted(&self) -> bool {
        self.fix || self.diff
    }

    /// Which fixes were asked for before: they are no news.
    pub(super) const fn told(&self) -> Told {
        match (self.fix, self.unsafe_fixes) {
            (true, false) => Told::BesideSafe,
            _ => Told::All,
        }
    }

    /// Fixes the texts until there is nothing left to fix, and reads them anew; nothing is written.
    pub(super) fn carry_out(
        &self,
        run: &Run<'_>,
        request: &Request,
        sources: &mut Sources,
        reading: &mut Reading,
        read: impl Fn(&Sources) -> Result<Reading, Failure>,
    ) -> Result<Session, Failure> {
        refuse_unreadable_pipe(request, sources)?;
        let mut session = Session::new(sources, &request.excludes, self.unsafe_fixes);
        loop {
            let mut found = Run { sources: reading, ..run.clone() }.check().diagnostics;
            // What lies around the files that are asked about stays as it is.
            if let Some(named) = &sources.named {
                found.retain(|found| named.contains(found.file.id()));
            }
            if !session.round(sources, &found) {
                return Ok(session);
            }
            *reading = read(sources)?;
        }
    }
}

/// What is no text can't be given back as one: who redirects standard output must not take nothing
/// for the fixed text.
fn refuse_unreadable_pipe(request: &Request, sources: &Sources) -> Result<(), Failure> {
    let piped = request.paths.iter().any(|path| path == Path::new(STDIN));
    let broken = sources.files.iter().filter_map(|file| file.as_ref().err()).find(|error| {
        piped
            && error.name == request.stdin_name
            && matches!(error.problem, ReadProblem::Encoding { .. } | ReadProblem::Nul(_))
    });
    match broken {
        Some(error) => Err(Failure::Usage(format!("can't fix {error}"))),
        None => Ok(()),
    }
}

/// Writes the fixed files.
pub(super) fn write(session: &Session, sources: &Sources) -> Mended {
    say_halted(session);
    let mut unwritten = BTreeSet::new();
    for (before, after) in session.changes(sources) {
        if let Err(error) = save(&before, &after) {
            say(&format!("error: {}\n", escape(&error.to_string())));
            unwritten.insert(before.id().clone());
        }
    }
    let piped = sources.files.iter().flatten().find(|file| file.path().is_none());
    let piped = piped.map(|file| file.encoding().encode(file.text()));
    Mended {
        fixed: fixed(session, sources, &unwritten),
        piped: piped.or_else(|| sources.passed_over.clone()),
        failed: !unwritten.is_empty(),
    }
}

/// Shows what fixes would change. As with other programs of the kind, the exit code tells that
/// alone, and not what else there is.
pub(super) fn show(
    session: &Session,
    sources: &Sources,
    reading: &Reading,
    screen: &Screen,
    quiet: bool,
) -> Result<Exit, Failure> {
    say_halted(session);
    let changes = session.changes(sources);
    let diffs = changes.iter().map(|(before, after)| diff::render(before, after, screen));
    print(&diffs.collect::<String>())?;
    if !quiet {
        say(&fixed(session, sources, &BTreeSet::new()).would_be(reading.files));
    }
    Ok(if !reading.failures.is_empty() || reading.nothing {
        Exit::Failed
    } else if changes.is_empty() {
        Exit::Clean
    } else {
        Exit::Findings
    })
}

fn fixed(session: &Session, sources: &Sources, but: &BTreeSet<FileId>) -> Fixed {
    let changes = session.changes(sources);
    let files = changes.iter().filter(|(before, _)| !but.contains(before.id())).count();
    Fixed { rules: session.fixed(|file| !but.contains(file)), files }
}

fn say_halted(session: &Session) {
    for halted in session.halted() {
        say(&format!("warning: {}\n", escape(&halted.to_string())));
    }
}
