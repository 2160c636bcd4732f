//! `daemonlint init`: a config for a repository that has none.

mod found;
mod text;

use std::path::{Path, PathBuf};

use clap::Args as Arguments;

use super::exit::{Exit, Failure};
use super::streams::{print, say, say_unread};
use crate::config::{self, FILE_NAMES, Loaded};
use crate::kubernetes::release::{Release, Version};
use crate::manifest::Reading;
use crate::manifest::suppression::Before as Is;
use crate::pipeline::Run;
use crate::project::cluster::Texts;
use crate::project::{self, Before, Chosen, Configs, inventory};
use crate::rules::{Baseline, Identities};
use crate::source::walk::STDIN;
use crate::source::{Request, Sources, write_new};
use crate::words::count;
use crate::words::escape::escape;
use found::Found;

/// The baseline's name.
const BASELINE: &str = ".daemonlint-baseline.json";

/// Look at a repository, and write a config and a baseline to begin with
///
/// Finds the folders that hold manifests, charts and kustomizations, node lists, and what tells which
/// Kubernetes runs. The config says what was found, and what else may stand in it; the baseline has what
/// is found today, so that `daemonlint check` tells what is new. A file that is there is never
/// written over.
#[derive(Debug, Arguments)]
#[command(after_long_help = super::ending(
    "  daemonlint init                    # writes .daemonlint.yaml and .daemonlint-baseline.json
  daemonlint init --output -         # prints what it would write
  daemonlint init --no-baseline      # the next check tells everything",
    super::exit::TELL_HELP,
))]
pub(super) struct Args {
    /// The folder to look at, in which the config is written
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,

    /// Write the config to this file instead; `-`: print it, and write nothing
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Write no baseline
    #[arg(long)]
    no_baseline: bool,
}

pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    if !args.folder.is_dir() {
        let message = format!("{} is no folder", args.folder.display());
        return Err(Failure::Usage(message));
    }
    // A path as everybody writes it: `.daemonlint.yaml` for `./.daemonlint.yaml`.
    let folder = args.folder.strip_prefix(".").unwrap_or(&args.folder).to_owned();
    let is_printed = args.output.as_deref() == Some(Path::new(STDIN));
    let target = match &args.output {
        Some(path) if !is_printed => path.clone(),
        _ => folder.join(FILE_NAMES[0]),
    };
    let baseline = target.with_file_name(BASELINE);
    if !is_printed {
        refuse_what_is_there(args, &folder, &target, &baseline)?;
    }
    let paths = vec![args.folder.clone()];
    let sources = Sources::read(&Request { paths, ..Request::default() });
    let reading = Reading::of(&sources);
    if !reading.failures.is_empty() {
        say_unread(&reading);
    }
    let from = target.parent().unwrap_or(Path::new(""));
    let found = Found::of(&args.folder, from, &sources, &reading);
    let known = match args.no_baseline {
        true => None,
        false => {
            let loaded = config::of_text(&target, text::config(&found, None))?;
            Some(check(&loaded, &found, &sources)?).filter(|known| known.len() > 0)
        }
    };
    let text = text::config(&found, known.is_some().then_some(BASELINE));
    if is_printed {
        print(&text)?;
        return Ok(Exit::Clean);
    }
    // What the config names has to be there first.
    if let Some(known) = &known {
        write_new(&baseline, known.render().as_bytes())?;
    }
    write_new(&target, text.as_bytes())?;
    say(&told(args, &found, &target, known.as_ref().map(|known| (&*baseline, known))));
    Ok(Exit::Clean)
}

/// A file that is there is not written over, and two configs in one folder are one too many.
fn refuse_what_is_there(
    args: &Args,
    folder: &Path,
    target: &Path,
    baseline: &Path,
) -> Result<(), Failure> {
    let mut files = vec![target.to_owned()];
    if args.output.is_none() {
        files.extend(FILE_NAMES.map(|name| folder.join(name)));
    }
    if !args.no_baseline {
        files.push(baseline.to_owned());
    }
    match files.iter().find(|path| path.symlink_metadata().is_ok()) {
        Some(path) => {
            let message = format!("{} is there already: nothing is written", path.display());
            Err(Failure::Usage(message))
        }
        None => Ok(()),
    }
}

/// What the config that will be written has found.
fn check(loaded: &Loaded, found: &Found, sources: &Sources) -> Result<Baseline, Failure> {
    let chosen = Chosen { before: Before::Nothing, ..Chosen::default() };
    let rules = project::select(&chosen, loaded)?;
    let nodes = loaded.config.nodes.as_ref().map(|path| loaded.resolve(path));
    let known = inventory::load(nodes.as_deref(), None, &Texts::default())?;
    let version = found.version.as_ref().map_or(Version::DEFAULT, |(version, _)| *version);
    let release = Release::new(version);
    let is_manifest = |file: &crate::source::SourceFile| {
        let is_list = |path: &Path| found.inventories.iter().any(|(list, ..)| list == path);
        !file.path().is_some_and(is_list)
    };
    let files = sources.files.iter().flatten().filter(|file| is_manifest(file)).cloned();
    let guides = std::sync::Arc::clone(&sources.guides);
    let sources = Sources { guides, ..Sources::of(files) };
    let configs = Configs::only(loaded.clone());
    let reading = configs.reading::<Failure>(&sources, |_| Ok(release))?;
    let inventory = known.inventory.as_ref();
    let run = Run { inventory, rules, release, ..Run::over(&reading) };
    let checked = run.check();
    let identities = Identities::new(&reading.workspace);
    let is = Is::Baseline(BASELINE.to_owned());
    Ok(Baseline::of(is, &loaded.folder, &checked.diagnostics, &identities))
}

/// What was written, and what comes next.
fn told(args: &Args, found: &Found, target: &Path, known: Option<(&Path, &Baseline)>) -> String {
    let shown = |path: &Path| escape(&path.display().to_string()).into_owned();
    let mut said = format!("wrote {}: {}\n", shown(target), found.in_short());
    if let Some((path, known)) = known {
        let findings = count(known.len(), "finding");
        let files = count(known.files(), "file");
        said.push_str(&format!("wrote {}: {findings} in {files}\n", shown(path)));
    }
    let folder = shown(&args.folder);
    let config = match &args.output {
        Some(_) => format!("--config {} ", shown(target)),
        None => String::new(),
    };
    let news = if known.is_some() { "tells what is new" } else { "tells what is found" };
    said.push_str(&format!("next: daemonlint check {config}{folder}   # {news}\n"));
    if known.is_some() {
        said.push_str(&format!(
            "      daemonlint check --isolated {folder}   # tells all, to be mended by and by\n"
        ));
    }
    said
}
