//! Where the report goes: standard output, or a file that appears whole or not at all.

use std::io::{self, IsTerminal, Write};

use super::arguments::{Outputs, When};
use super::exit::Failure;
use crate::manifest::Reading;
use crate::report::Screen;
use crate::source;
use crate::source::walk::STDIN;
use crate::words::escape::escape;

impl Outputs {
    /// What the report is written for.
    pub fn screen(&self) -> Screen {
        let terminal = self.output.is_none() && io::stdout().is_terminal();
        let environment = Environment::new();
        Screen {
            width: environment.width(terminal),
            color: match self.color {
                When::Always => true,
                When::Never => false,
                When::Auto => terminal && environment.colors,
            },
            drawing: (terminal || self.color == When::Always) && environment.unicode,
        }
    }

    /// Writes the report.
    pub fn write(&self, report: &str) -> Result<(), Failure> {
        match &self.output {
            Some(path) => Ok(source::write(path, report.as_bytes())?),
            None => print(report),
        }
    }

    /// Writes the closing lines: after the report where people read it, else on standard error.
    pub fn close(&self, report: &str, closing: &str, for_people: bool) -> Result<(), Failure> {
        if self.quiet {
            return self.write(report);
        }
        if for_people && self.output.is_none() {
            return self.write(&format!("{report}{closing}"));
        }
        self.write(report)?;
        say(closing);
        Ok(())
    }
}

/// Writes to standard error; where that is closed, there is nobody to tell.
pub(super) fn say(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Says on standard error what could not be read, and which given paths led to nothing.
pub(super) fn say_unread(reading: &Reading) {
    for failure in &reading.failures {
        say(&format!("error: can't read {}\n", escape(failure)));
    }
    for path in &reading.empty {
        let path = match path.to_str() {
            Some(STDIN) => "standard input".to_owned(),
            _ => path.display().to_string(),
        };
        say(&format!("warning: no Kubernetes object in {}\n", escape(&path)));
    }
}

/// Writes to standard output.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        // Who closes the pipe has read enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(Failure::Stdout),
    }
}

/// What the environment says of the terminal.
struct Environment {
    colors: bool,
    unicode: bool,
    columns: Option<usize>,
}

impl Environment {
    fn new() -> Self {
        let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let dumb = set("TERM").is_some_and(|term| term == "dumb");
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| set(name));
        // No locale at all is common in containers, whose terminals are today's all the same.
        let ascii = locale.is_some_and(|locale| {
            let locale = locale.to_ascii_lowercase();
            !locale.contains("utf-8") && !locale.contains("utf8")
        });
        Self {
            colors: set("NO_COLOR").is_none() && !dumb,
            unicode: !dumb && !ascii,
            columns: set("COLUMNS").and_then(|columns| columns.parse().ok()),
        }
    }

    fn width(&self, terminal: bool) -> usize {
        let measured = || terminal.then(terminal_size::terminal_size).flatten();
        let columns = self.columns.or_else(|| measured().map(|(width, _)| usize::from(width.0)));
        columns.filter(|columns| *columns > 0).unwrap_or(Screen::DEFAULT_WIDTH).max(MIN_WIDTH)
    }
}

/// Below this nothing can be laid out: the terminal breaks the lines.
const MIN_WIDTH: usize = 40;
