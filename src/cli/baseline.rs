//! `daemonlint baseline`: what is found today, so that only what is new is told.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args as Arguments;

use super::arguments::{Cluster, Inputs};
use super::chosen::ChosenRules;
use super::configs;
use super::elsewhere::{Clusters, cluster_of};
use super::exit::{Exit, Failure};
use super::streams::{print, say, say_unread};
use crate::manifest::suppression::Before as Is;
use crate::pipeline::Run;
use crate::project::Before;
use crate::project::inventory::Known;
use crate::project::rules::paths_of;
use crate::rules::{Baseline, Identities};
use crate::source;
use crate::source::read::{ReadProblem, read_file};
use crate::words::count;
use crate::words::escape::escape;

/// Write down what is found today, so that `check --baseline` tells only what is new
///
/// Findings are known by their rule, file, object, field and words, and never by their lines: the
/// file holds though lines move and documents change places, and one more finding of the same kind is
/// new. What is mended is counted as gone until the baseline is written again.
#[derive(Debug, Arguments)]
#[command(after_long_help = super::ending(
    "  daemonlint baseline --output .daemonlint-baseline.json deploy/
  daemonlint check --baseline .daemonlint-baseline.json deploy/
  echo 'baseline: .daemonlint-baseline.json' >> .daemonlint.yaml    # for good",
    super::exit::TELL_HELP,
))]
pub(super) struct Args {
    #[command(flatten)]
    inputs: Inputs,

    #[command(flatten)]
    cluster: Cluster,

    #[command(flatten)]
    rules: ChosenRules,

    /// Write it to this file [default: the config's `baseline`, else standard output]
    ///
    /// The file appears whole or not at all. A baseline that is there is replaced, another file is
    /// not. Paths in it are seen from its folder.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    let config = args.inputs.load_config()?;
    let rules = args.rules.select(&config, &Before::Nothing)?;
    let named = config.config.baseline.as_ref().map(|path| config.resolve(path));
    let output = args.output.clone().or_else(|| named.clone());
    if let Some(path) = &output {
        refuse_other_file(path)?;
    }
    let cluster = cluster_of(&args.cluster, &args.inputs, &config)?;
    let mut request = args.inputs.request(&config, &cluster)?;
    request.not.extend(args.rules.policy.iter().chain(&output).chain(&named).cloned());
    request.not.extend(paths_of(rules.rules()));
    let Known { inventory, more, .. } = cluster.load()?;
    let inputs = args.inputs.on(inventory.as_ref())?;
    let release = inputs.kubernetes.release(&config)?;
    let policies = args.rules.policies(release)?;
    let (configs, mut sources) = configs::read_texts(&inputs, config, &request, &more, None)?;
    let elsewhere = Clusters::of(&args.cluster, &inputs, &configs, &sources)?;
    let inputs = elsewhere.inputs(&inputs);
    let configs = elsewhere.join(configs, &inputs, &mut sources)?;
    let reading = configs.reading(&sources, |one| inputs.kubernetes.release(one))?;
    if !reading.failures.is_empty() || reading.nothing {
        say_unread(&reading);
        return Ok(Exit::Failed);
    }
    let scopes = args.rules.scopes(&configs, &Before::Nothing)?;
    let (inventory, policies) = (inventory.as_ref(), policies.as_ref());
    let sites = elsewhere.sites(inventory);
    let run = Run { inventory, policies, rules, scopes, sites, release, ..Run::over(&reading) };
    let checked = run.check();
    let folder = output.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
    let is = Is::Baseline(String::new());
    let identities = Identities::new(&reading.workspace);
    let baseline = Baseline::of(is, folder, &checked.diagnostics, &identities);
    let Some(path) = &output else {
        print(&baseline.render())?;
        return Ok(Exit::Clean);
    };
    source::write(path, baseline.render().as_bytes())?;
    let path = escape(&path.display().to_string()).into_owned();
    let next = match args.output.is_none() || args.output == named {
        true => "`daemonlint check` tells".to_owned(),
        false => format!("`daemonlint check --baseline {path}` tells"),
    };
    let findings = count(baseline.len(), "finding");
    let files = count(baseline.files(), "file");
    say(&format!("wrote {path}: {findings} in {files}; {next} what is new from now on\n"));
    Ok(Exit::Clean)
}

/// A file that is there and is no baseline stays as it is.
fn refuse_other_file(path: &Path) -> Result<(), Failure> {
    if !path.is_file() {
        return Ok(());
    }
    let is_baseline = match read_file(path) {
        Ok(file) if file.text().trim().is_empty() => true,
        Ok(file) => Baseline::read(&Arc::new(file), Path::new("")).is_ok(),
        // What is no text is no baseline; what can't be read can't be written either.
        Err(error) => matches!(error.problem, ReadProblem::Io(_)),
    };
    if is_baseline {
        return Ok(());
    }
    let message = format!("{} is there and is no baseline: nothing is written", path.display());
    Err(Failure::Usage(message))
}
