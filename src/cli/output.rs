//! Where reports go: standard output, and files that appear whole or not at all.

use std::io::{self, IsTerminal, Write as _};
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use super::environment::Environment;
use super::exit::Failure;
use super::streams::{print, print_bytes, print_with, say};
use crate::report::Screen;
use crate::report::shared::format::{Format, find};
use crate::source;
use crate::words::near::nearest;

/// How to write a report that has one form.
#[derive(Debug, Args)]
pub(super) struct Outputs {
    /// Write the report to this file instead of standard output
    ///
    /// The file appears whole or not at all.
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,

    #[command(flatten)]
    pub look: Look,
}

/// How to write a report that has several formats.
#[derive(Debug, Args)]
pub(super) struct Reports {
    /// Write the report to this file instead of standard output; FORMAT=FILE: another one besides
    ///
    /// Other formats may be written in the same run: --output json=out.json. A file appears whole
    /// or not at all.
    #[arg(long, short, value_name = "[FORMAT=]FILE")]
    output: Vec<PathBuf>,

    #[command(flatten)]
    pub look: Look,
}

/// How a report looks.
#[derive(Debug, Args)]
pub(super) struct Look {
    /// When to use colours; `auto`: on a terminal, unless NO_COLOR is set, and elsewhere if
    /// FORCE_COLOR or CLICOLOR_FORCE is
    #[arg(long, value_name = "WHEN", default_value = "auto", hide_possible_values = false)]
    pub color: When,

    /// Leave nothing out for brevity; name every file and document that was skipped
    #[arg(long, short)]
    pub verbose: bool,

    /// No summary
    #[arg(long, short, conflicts_with = "verbose")]
    pub quiet: bool,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    /// On a terminal.
    Auto,
    /// Also into files and pipes.
    Always,
    /// Not even on a terminal.
    Never,
}

/// A report to be written: its format, and its file if it is not for standard output.
#[derive(Debug)]
pub(super) struct Sink<R: 'static> {
    pub format: &'static Format<R>,
    pub path: Option<PathBuf>,
}

/// Reads the argument of `--format`: one of the names in a list of formats.
pub(super) fn one_of<R: Send + Sync + 'static>(
    formats: &'static [Format<R>],
) -> impl TypedValueParser<Value = &'static Format<R>> {
    let values = formats.iter().map(|format| PossibleValue::new(format.name).help(format.about));
    PossibleValuesParser::new(values)
        .try_map(move |name| find(formats, &name).ok_or("is not in the list of formats"))
}

impl Look {
    /// What a report is written for.
    pub(super) fn screen(&self, path: Option<&Path>) -> Screen {
        let terminal = path.is_none() && io::stdout().is_terminal();
        let environment = Environment::new();
        let color = match self.color {
            When::Always => true,
            When::Never => false,
            When::Auto => path.is_none() && environment.has_colors(terminal),
        };
        Screen {
            width: environment.width(terminal),
            color,
            drawing: (terminal || color) && environment.unicode,
            links: terminal && environment.links,
        }
    }
}

impl Outputs {
    /// What the report is written for.
    pub(super) fn screen(&self) -> Screen {
        self.look.screen(self.output.as_deref())
    }

    /// Writes the report.
    pub(super) fn write(&self, report: &str) -> Result<(), Failure> {
        write(self.output.as_deref(), report)
    }

    /// Writes the report and the closing lines: behind it on standard output, on standard error
    /// where the report goes to a file.
    pub(super) fn write_closed(&self, report: &str, closing: &str) -> Result<(), Failure> {
        let closing = if self.look.quiet { "" } else { closing };
        match &self.output {
            None => print(&format!("{report}{closing}")),
            Some(_) => {
                self.write(report)?;
                say(closing);
                Ok(())
            }
        }
    }
}

impl Reports {
    /// The reports that are asked for; the first is in the format that was chosen.
    pub(super) fn sinks<R>(
        &self,
        chosen: &'static Format<R>,
        formats: &'static [Format<R>],
    ) -> Result<Vec<Sink<R>>, Failure> {
        let mut sinks = vec![Sink { format: chosen, path: None }];
        for given in &self.output {
            let (format, path) = split(given, formats)?;
            if sinks.iter().any(|sink| sink.path.as_deref() == Some(path)) {
                let message = format!("two reports can't go to {}", path.display());
                return Err(Failure::Usage(message));
            }
            let path = Some(path.to_owned());
            match (format, sinks.first_mut()) {
                (Some(format), _) => sinks.push(Sink { format, path }),
                (None, Some(first)) if first.path.is_none() => first.path = path,
                (None, _) => {
                    let message = "the report can go to one file; for others say in which format \
                                   (--output json=FILE)";
                    return Err(Failure::Usage(message.to_owned()));
                }
            }
        }
        Ok(sinks)
    }

    /// What a report is written for.
    pub(super) fn screen<R>(&self, sink: &Sink<R>) -> Screen {
        self.look.screen(sink.path.as_deref())
    }

    /// Writes reports as `write` makes them, and the closing lines: after the report on standard
    /// output where that is laid out for a screen, else on standard error.
    pub(super) fn write<R>(
        &self,
        sinks: &[Sink<R>],
        write: impl Fn(&Sink<R>, &mut dyn io::Write) -> io::Result<()>,
        closing: &str,
    ) -> Result<(), Failure> {
        to_files(sinks, &write)?;
        let closing = if self.look.quiet { "" } else { closing };
        let shown = sinks.iter().find(|sink| sink.path.is_none());
        let on_screen = shown.is_some_and(|sink| sink.format.on_screen);
        if let Some(sink) = shown {
            let below = if on_screen { closing } else { "" };
            print_with(|out| {
                in_pieces(out, |out| {
                    write(sink, out)?;
                    out.write_all(below.as_bytes())
                })
            })?;
        }
        if !on_screen {
            say(closing);
        }
        Ok(())
    }

    /// Writes reports and closing lines like [`Self::write`], beside a text that standard output is
    /// for: what would go there goes to standard error.
    pub(super) fn write_beside<R>(
        &self,
        text: &[u8],
        sinks: &[Sink<R>],
        write: impl Fn(&Sink<R>, &mut dyn io::Write) -> io::Result<()>,
        closing: &str,
    ) -> Result<(), Failure> {
        to_files(sinks, &write)?;
        print_bytes(text)?;
        let mut said = Vec::new();
        if let Some(sink) = sinks.iter().find(|sink| sink.path.is_none()) {
            // Writing to a list of bytes can't fail.
            let _ = write(sink, &mut said);
        }
        let closing = if self.look.quiet { "" } else { closing };
        say(&format!("{}{closing}", String::from_utf8_lossy(&said)));
        Ok(())
    }
}

/// What is collected before it is handed on.
const PIECE: usize = 1 << 16;

/// Hands on in large pieces what is written in small ones.
fn in_pieces(
    out: &mut dyn io::Write,
    write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut out = io::BufWriter::with_capacity(PIECE, out);
    write(&mut out)?;
    out.flush()
}

/// Writes the reports that are for files.
fn to_files<R>(
    sinks: &[Sink<R>],
    write: impl Fn(&Sink<R>, &mut dyn io::Write) -> io::Result<()>,
) -> Result<(), Failure> {
    for sink in sinks {
        if let Some(path) = &sink.path {
            source::write_with(path, |out| in_pieces(out, |out| write(sink, out)))?;
        }
    }
    Ok(())
}

/// The format and the file of an argument `FORMAT=FILE`; the file alone where that is all.
fn split<'p, R>(
    given: &'p Path,
    formats: &'static [Format<R>],
) -> Result<(Option<&'static Format<R>>, &'p Path), Failure> {
    let Some((name, file)) = given.to_str().and_then(|text| text.split_once('=')) else {
        return Ok((None, given));
    };
    if let Some(format) = find(formats, name) {
        if file.is_empty() {
            let message = format!("`{name}=` names no file");
            return Err(Failure::Usage(message));
        }
        return Ok((Some(format), Path::new(file)));
    }
    let is_word = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !is_word {
        return Ok((None, given));
    }
    let hint = match nearest(name, formats.iter().map(|format| format.name)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            let names: Vec<&str> = formats.iter().map(|format| format.name).collect();
            format!("there are {}", names.join(", "))
        }
    };
    let message =
        format!("no format is called `{name}`; {hint} (for a file of that name: ./{name}={file})");
    Err(Failure::Usage(message))
}

fn write(path: Option<&Path>, report: &str) -> Result<(), Failure> {
    match path {
        Some(path) => Ok(source::write(path, report.as_bytes())?),
        None => print(report),
    }
}
