//! `daemonlint check`: is this DaemonSet right?

use std::time::Instant;

use clap::{Args as Arguments, ValueEnum};

use super::arguments::{Cluster, Inputs, Outputs};
use super::exit::{Exit, Failure};
use super::plan;
use super::progress::Progress;
use super::{against, output};
use crate::config::{ConfigError, Level, Loaded};
use crate::diagnostic::Severity;
use crate::manifest::Reading;
use crate::pipeline::{Against, Checked, Run};
use crate::report::Summary;
use crate::report::check::{json, pretty, short};
use crate::rules::{RuleSet, Selection, UnknownSelector};
use crate::source::Sources;

/// Check manifests: what the API server would refuse, and what would go wrong later
///
/// Reads DaemonSets and the objects around them, and tells at the line what is wrong, what would
/// happen and what to write instead. Nothing is sent anywhere: no cluster is needed.
#[derive(Debug, Arguments)]
#[command(after_long_help = super::examples(
    "  daemonlint check deploy/
  daemonlint check --nodes nodes.json deploy/        # also: do they fit, whom do they miss?
  daemonlint check --against git:main deploy/        # also: would the update be accepted?
  daemonlint check --select admission --format short deploy/
  helm template CHART | daemonlint check -
  kustomize build overlays/prod | daemonlint check --stdin-filename prod.yaml -"
))]
pub(super) struct Args {
    #[command(flatten)]
    inputs: Inputs,

    #[command(flatten)]
    cluster: Cluster,

    /// Also tell what the API server would refuse as an update of these manifests
    ///
    /// A path, or `git:REV` for the same paths at a revision. DaemonSets are paired by namespace
    /// and name; two files with one DaemonSet each are a pair whatever its name.
    #[arg(long, value_name = "OLD")]
    against: Option<String>,

    /// Run only these rules or categories (`all`: also those that are off by default)
    #[arg(long, value_name = "RULE|CATEGORY", value_delimiter = ',')]
    select: Vec<String>,

    /// Leave out these rules or categories
    #[arg(long, value_name = "RULE|CATEGORY", value_delimiter = ',')]
    ignore: Vec<String>,

    /// The lowest severity that makes the exit code 1 [default: error]
    #[arg(long, value_name = "SEVERITY")]
    fail_on: Option<FailOn>,

    /// How to show what was found
    #[arg(long, value_name = "FORMAT", default_value = "pretty")]
    format: Format,

    #[command(flatten)]
    outputs: Outputs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The marked lines, for people
    Pretty,
    /// `file:line:column: severity[rule]: message`, for editors
    Short,
    /// One versioned object, for programs
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Info,
}

impl From<FailOn> for Severity {
    fn from(fail_on: FailOn) -> Self {
        match fail_on {
            FailOn::Error => Self::Error,
            FailOn::Warning => Self::Warning,
            FailOn::Info => Self::Info,
        }
    }
}

pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    let started = Instant::now();
    let config = args.inputs.config.load()?;
    let rules = select(args, &config)?;
    let cluster = args.cluster.or(&config);
    let request = args.inputs.request(&config, &cluster)?;
    let progress = Progress::start("reading the inventory", args.outputs.quiet);

    let inventory = cluster.load()?;
    progress.now("reading manifests");
    let reading = Reading::of(&Sources::read(&request));
    let old = args.against.as_deref().map(|old| against::read(old, &request)).transpose()?;

    progress.now("checking");
    let against = old.as_ref().zip(args.against.as_deref()).map(|(sources, named)| Against {
        sources: Some(sources),
        inventory: None,
        one_file_each: against::are_files(named, &request),
    });
    let run = Run { sources: &reading, inventory: inventory.as_ref(), against, rules };
    let Checked { mut diagnostics, suppressed, fleet } = run.check();
    let fail_on = args.fail_on.map(Severity::from).or(config.config.fail_on);
    let failing = fail_on.unwrap_or(Severity::Error);
    let failed = diagnostics.iter().any(|found| found.severity >= failing);
    if args.format != Format::Json {
        // What a rule says better than the API server is said once to people.
        diagnostics.retain(|found| found.covered_by.is_none());
    }

    progress.now("writing");
    let mut summary = Summary::of(&reading);
    summary.count(&diagnostics);
    summary.suppressed = suppressed;
    let screen = args.outputs.screen();
    let report = match args.format {
        Format::Pretty => pretty::render(&diagnostics, &screen),
        Format::Short => short::render(&diagnostics),
        Format::Json => json::render(&diagnostics, &summary),
    };
    drop(progress);
    output::say_unread(&reading);
    summary.elapsed = started.elapsed();
    let headlines = match &fleet {
        Some(fleet) if args.format == Format::Pretty => plan::headlines(fleet, &reading),
        _ => String::new(),
    };
    let report = report + &headlines;
    let closing = summary.render(args.outputs.verbose);
    args.outputs.close(&report, &closing, args.format == Format::Pretty)?;

    Ok(if !reading.failures.is_empty() {
        Exit::Failed
    } else if failed {
        Exit::Findings
    } else {
        Exit::Clean
    })
}

/// Which rules run: the arguments before the config.
fn select(args: &Args, config: &Loaded) -> Result<Selection, Failure> {
    let select = if args.select.is_empty() { &config.config.select } else { &args.select };
    let off = config.config.severity.iter().filter(|(_, level)| **level == Level::Off);
    let mut ignore: Vec<String> = off.map(|(word, _)| word.clone()).collect();
    ignore.extend(args.ignore.iter().chain(&config.config.ignore).cloned());
    let mut selection = Selection::new(&RuleSet::built_in(), select, &ignore)
        .map_err(|unknown| misnamed(unknown, args, config))?;
    for (word, level) in &config.config.severity {
        if let Some(severity) = level.severity() {
            let set = selection.set_severity(word, severity);
            set.map_err(|unknown| misnamed(unknown, args, config))?;
        }
    }
    Ok(selection)
}

/// A word that names no rule, where it stands: on the command line, or in the config file.
fn misnamed(unknown: UnknownSelector, args: &Args, config: &Loaded) -> Failure {
    if args.select.iter().chain(&args.ignore).any(|word| *word == unknown.word) {
        return unknown.into();
    }
    let help = unknown.nearest.as_ref().map(|nearest| format!("did you mean `{nearest}`?"));
    let message = format!("no rule or category is called `{}`", unknown.word);
    let wrong: ConfigError = config.wrong(&unknown.word, message, help);
    wrong.into()
}
