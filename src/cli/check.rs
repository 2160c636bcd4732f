//! `daemonlint check`: is this DaemonSet right?

use std::io;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::{Args as Arguments, ValueEnum};

use super::against;
use super::arguments::{Cluster, Inputs, Step, versions};
use super::chosen::ChosenRules;
use super::configs::{self, found, read_both, read_texts};
use super::elsewhere::{Clusters, cluster_of};
use super::environment::in_github_actions;
use super::exit::{Exit, Failure};
use super::fixes::{self, Fixes};
use super::output::{Reports, Sink, one_of};
use super::progress::Progress;
use super::since;
use super::spared::spare;
use super::streams::{say_beside, say_unread};
use super::watch::{self, Watch, Watched};
use crate::config::Loaded;
use crate::diagnostic::{Diagnostic, Severity};
use crate::kubernetes::release::Version;
use crate::manifest::Reading;
use crate::pipeline::{Against, Run, upgrade};
use crate::project::inventory::Known;
use crate::project::rules::paths_of;
use crate::project::{Before, about_nobody};
use crate::report::check::{FORMATS, Findings, Format, Render, write};
use crate::report::inventory::kubelet_notes;
use crate::report::shared::format::{Audience, find};
use crate::rules::RuleSet;
use crate::source::large::LARGE;
use crate::source::{FileId, Request, Sources};
use crate::words::count;

/// Check manifests: what the API server would refuse, and what would go wrong later
///
/// Reads DaemonSets and the objects around them, and tells at the line what is wrong, what would
/// happen and what to write instead. Nothing is sent anywhere: no cluster is needed.
#[derive(Debug, Arguments)]
#[command(after_long_help = super::examples(
    "  daemonlint check deploy/
  daemonlint check --nodes nodes.json deploy/        # also: do they fit, whom do they miss?
  daemonlint check --against git:main deploy/        # also: would the update be accepted?
  daemonlint check --since git:main deploy/          # only what this change brings
  daemonlint check --upgrade-to 1.37 deploy/         # what will change with the next version?
  daemonlint check --cluster cluster.json deploy/    # also: do its quotas and levels take the pods?
  daemonlint check --policy policies/ deploy/        # also: would the cluster's policies take it?
  daemonlint check --diff deploy/                    # what would --fix change?
  daemonlint check --fix deploy/
  daemonlint check --select admission --format short deploy/
  daemonlint check --workspace . deploy/agent.yaml   # with the rest of the folder around it
  daemonlint check --helm charts/agent --values values-prod.yaml
  helm template CHART | daemonlint check -
  kustomize build overlays/prod | daemonlint check --stdin-filename prod.yaml -"
))]
pub(super) struct Args {
    #[command(flatten)]
    inputs: Inputs,

    #[command(flatten)]
    cluster: Cluster,

    /// Read all of this folder, and tell what is about the PATHs alone
    ///
    /// For hooks and editors, which name the files that have changed: they are held against the rest
    /// of the folder as if all of it were checked, so that the answer depends on no other file that is
    /// named with them. A finding is told if it is marked in one of them, first or second. Files
    /// that hold no object are passed over in silence.
    #[arg(long, value_name = "DIR")]
    workspace: Option<PathBuf>,

    /// Also tell what the API server would refuse as an update of these manifests
    ///
    /// A path, or `git:REV` for the same paths at a revision. DaemonSets are paired by namespace
    /// and name; two files with one DaemonSet each are a pair whatever its name.
    #[arg(long, value_name = "OLD")]
    against: Option<String>,

    /// Tell what changes for these manifests when the cluster is upgraded to this version
    ///
    /// Finds what that version newly refuses, warns of, drops or honours, the API versions that it
    /// has no more, and stored objects that can't be updated any more. What both versions say is
    /// left out.
    #[arg(long, value_name = "VERSION", conflicts_with = "against")]
    upgrade_to: Option<Version>,

    /// The version to upgrade from [default: --kubernetes, or the version before --upgrade-to]
    #[arg(long, value_name = "VERSION", requires = "upgrade_to", conflicts_with = "kubernetes")]
    upgrade_from: Option<Version>,

    #[command(flatten)]
    rules: ChosenRules,

    /// Tell nothing of what this baseline has, which `daemonlint baseline` writes
    ///
    /// Findings are known by their rule, file, object, field and words, and never by their lines;
    /// one more of the same kind is new.
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,

    /// Tell only what these manifests bring that was not found at a revision: git:REV
    ///
    /// The same paths as they were then are checked as well, by the same rules; what is found there,
    /// too, is left out. --against asks something else: whether the update would be accepted.
    #[arg(long, value_name = "git:REV")]
    since: Option<String>,

    /// List also what comments, annotations and the config suppress, with by what and why
    #[arg(long)]
    show_suppressed: bool,

    /// The lowest severity that makes the exit code 1; `never` only reports [default: error]
    #[arg(long, value_name = "SEVERITY")]
    fail_on: Option<FailOn>,

    /// The lowest severity that is shown at its lines; what is below is counted [default: warning;
    /// with --verbose, --select or --fail-on info: info]
    ///
    /// Formats other than `pretty` show all.
    #[arg(long, value_name = "SEVERITY")]
    show: Option<Show>,

    #[command(flatten)]
    fixes: Fixes,

    /// Count the findings by rule: instead of them, in JSON beside them
    #[arg(long)]
    statistics: bool,

    /// How to show what was found [default: pretty; in GitHub Actions: github]
    #[arg(long, value_name = "FORMAT", value_parser = one_of(&FORMATS))]
    format: Option<&'static Format>,

    #[command(flatten)]
    watch: Watch,

    #[command(flatten)]
    reports: Reports,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

impl FailOn {
    /// The lowest severity that fails; none where nothing does.
    const fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Info => Some(Severity::Info),
            Self::Never => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Show {
    Error,
    Warning,
    Info,
}

impl Args {
    /// The lowest severity that is shown at its lines: what was asked for by its name, and what
    /// makes the exit code 1, is no surprise.
    fn shown(&self, config: &Loaded) -> Severity {
        let failing = match self.fail_on {
            Some(fail_on) => fail_on.severity(),
            None => config.config.fail_on,
        };
        match self.show {
            Some(Show::Error) => Severity::Error,
            Some(Show::Warning) => Severity::Warning,
            Some(Show::Info) => Severity::Info,
            None if self.reports.look.verbose || !self.rules.select.is_empty() => Severity::Info,
            None if failing == Some(Severity::Info) => Severity::Info,
            None => Severity::Warning,
        }
    }

    /// What is looked at with --watch.
    fn watched(&self) -> Result<Watched<'_>, Failure> {
        let named = self.rules.named().chain(&self.baseline).cloned();
        let old = self.against.iter().map(PathBuf::from);
        let asks_git = self.since.is_some() || against::asks_git(self.against.as_deref());
        Ok(Watched {
            inputs: &self.inputs,
            revision_of: asks_git.then(|| self.inputs.first_path()),
            folders: self.workspace.iter().cloned().chain(old).collect(),
            others: self.cluster.paths().cloned().chain(named).collect(),
            written: sinks(self)?.into_iter().filter_map(|sink| sink.path).collect(),
        })
    }
}

pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    if args.watch.watch { watch::run(&args.watched()?, &args.reports.look) } else { check(args) }
}

fn check(args: &Args) -> Result<Exit, Failure> {
    let started = Instant::now();
    let sinks = sinks(args)?;
    let config = match &args.workspace {
        Some(folder) => args.inputs.load_config_of(&workspace(folder)?)?,
        None => args.inputs.load_config()?,
    };
    let before = args.baseline.clone().map_or(Before::Config, Before::Baseline);
    let rules = args.rules.select(&config, &before)?;
    let cluster = cluster_of(&args.cluster, &args.inputs, &config)?;
    let mut request = args.inputs.request(&config, &cluster)?;
    request.not.extend(args.rules.policy.iter().cloned());
    request.not.extend(args.baseline.iter().cloned());
    request.not.extend(config.config.baseline.iter().map(|path| config.resolve(path)));
    request.workspace.clone_from(&args.workspace);
    request.not.extend(paths_of(rules.rules()));
    request.portions_above = (!asks_for_all(args, rules.rules())).then_some(LARGE);
    let progress = Progress::start("reading the inventory", args.reports.look.quiet);

    let Known { inventory, more, unread } = cluster.load()?;
    progress.now("reading manifests");
    let inputs = &args.inputs.on(inventory.as_ref())?;
    let kubernetes = &inputs.kubernetes;
    let step = Step::asked(args.upgrade_to, args.upgrade_from, kubernetes, &config)?;
    let release = kubernetes.release_before(step, &config)?;
    // All of the folder is held against all that was in it.
    let old_paths = args.workspace.iter().cloned().collect();
    let old_request = match &args.workspace {
        Some(_) => Request { paths: old_paths, workspace: None, ..request.clone() },
        None => request.clone(),
    };
    let old =
        args.against.as_deref().map(|old| against::read(old, &old_request, release)).transpose()?;
    let request = old.iter().fold(request, |request, old| request.without(&old.gone));
    let (configs, mut sources) = read_texts(inputs, config, &request, &more, step)?;
    let elsewhere = Clusters::of(&args.cluster, inputs, &configs, &sources)?;
    let inputs = &elsewhere.inputs(inputs);
    let configs = elsewhere.join(configs, inputs, &mut sources)?;
    let old = old.map(|old| old.in_cluster(configs.cluster()));
    let kubernetes = &inputs.kubernetes;
    let read = |sources: &Sources| configs.reading(sources, |one| kubernetes.release(one));
    let (mut reading, later) = match step {
        Some(step) => {
            let (reading, later) = read_both(&configs, inputs, &sources, step)?;
            (reading, Some(later))
        }
        None => (read(&sources)?, None),
    };
    spare(&sinks, &request, &configs.main, &reading)?;
    let scopes = args.rules.scopes(&configs, &before)?;
    let policies = args.rules.policies(release)?;

    progress.now("checking");
    let against = old.as_ref().zip(args.against.as_deref()).map(|(old, named)| Against {
        sources: Some(&old.reading),
        inventory: None,
        one_file_each: against::are_files(named, &old_request),
    });
    let inventory = inventory.as_ref();
    let policies = policies.as_ref();
    let nothing = Reading::default();
    let sites = elsewhere.sites(inventory);
    let mut run =
        Run { inventory, policies, against, rules, scopes, sites, release, ..Run::over(&nothing) };
    if let Some(since) = &args.since {
        let asked = since::Asked { given: &args.cluster, inputs, configs: &configs };
        let known = since::found(since, &old_request, &asked, &args.rules, &run, &before)?;
        run = since::without(run, &known);
    }
    let mut mended = None;
    if args.fixes.are_wanted() {
        let session = args.fixes.carry_out(&run, &request, &mut sources, &mut reading, read)?;
        if args.fixes.diff {
            drop(progress);
            say_unread(&reading);
            let look = &args.reports.look;
            return fixes::show(&session, &sources, &reading, &look.screen(None), look.quiet);
        }
        mended = Some(fixes::write(&session, &sources));
    }
    // The process ends with its answer: taking thousands of objects apart first takes as long as a
    // tenth of the work.
    let reading = ManuallyDrop::new(reading);
    let run = Run { sources: &reading, ..run };
    let mut checked = ManuallyDrop::new(match (&later, step) {
        (Some(later), Some(step @ Step { from, to })) => {
            let (before, release) = kubernetes.releases(step, &configs.main)?;
            let before = Run { release: before, ..run.clone() };
            upgrade(&before, &Run { sources: later, release, ..run.clone() }, from, to)
        }
        _ => run.check(),
    });
    let read = inputs.paths.iter().map(PathBuf::as_path);
    checked.diagnostics.extend(about_nobody(&configs, &run.rules, run.sources, read));
    // What was rendered can be mended where it is rendered from alone.
    let rendered = |found: &&mut Diagnostic| found.file.rendered().is_some();
    checked.diagnostics.iter_mut().filter(rendered).for_each(Diagnostic::drop_fixes);
    let named = sources.named.as_ref();
    if let Some(named) = named {
        checked.keep_what_is_about(named);
    }
    let reading: &Reading = later.as_ref().unwrap_or(&reading);
    let failing = |file: &FileId| match args.fail_on {
        Some(fail_on) => fail_on.severity(),
        None => Some(configs.of(file).config.fail_on.unwrap_or(Severity::Error)),
    };
    let fails = |found: &Diagnostic| {
        failing(found.file.id()).is_some_and(|failing| found.severity >= failing)
    };
    let failed = checked.diagnostics.iter().any(fails);

    progress.now("writing");
    let known = run.scopes.iter().map(|scope| scope.rules.rules());
    let known = known.fold(run.rules.rules().clone(), RuleSet::joined_with);
    let mut findings = Findings::new(&checked, reading, &known)
        .about(named)
        .showing(args.shown(&configs.main))
        .listing_suppressed(
            args.show_suppressed,
            std::iter::once(&run.rules).chain(run.scopes.iter().map(|scope| &scope.rules)),
        )
        .counted_by_rule(args.statistics);
    findings.summary.fixed = mended.as_ref().map(|mended| mended.fixed.clone());
    if let Some(Step { from, to }) = step {
        findings.summary.kubernetes = format!("{from} to {to}");
    }
    drop(progress);
    say_unread(reading);
    say_beside(&sources);
    let audience = sinks.first().map_or(Audience::People, |sink| sink.format.audience);
    let told = findings.told_to(audience);
    let hides = sinks.first().is_some_and(|sink| sink.format.on_screen) && !args.statistics;
    let hidden = told.diagnostics.iter().filter(|found| hides && found.severity < told.least);
    let hidden = hidden.count();
    let mut summary = told.summary;
    summary.hidden = hidden;
    summary.told_fixable = args.fixes.told();
    summary.elapsed = started.elapsed();
    let mut closing = summary.render(args.reports.look.verbose);
    closing.push_str(&found(&configs, inputs));
    closing.push_str(&configs::unread(unread));
    let server = match step {
        Some(step) => Some(step.to),
        None => kubernetes.version(&configs.main)?,
    };
    let expected = if inventory.is_some() { 0 } else { run.expectations() };
    if expected > 0 {
        let expected = count(expected, "expectation");
        closing.push_str(&format!("not known: {expected} of placement, without --nodes\n"));
    }
    let notes = inventory.map(|inventory| kubelet_notes(inventory, server)).unwrap_or_default();
    notes.iter().for_each(|note| closing.push_str(&format!("note: {note}\n")));
    closing.push_str(&kubernetes.idle_gates(&configs.main, &versions(step, release)));
    // A hook passes every file that it knows the ending of.
    if named.is_some() && findings.summary.objects == 0 && checked.diagnostics.is_empty() {
        closing.clear();
    }
    let write = |sink: &Sink<Render>, out: &mut dyn io::Write| {
        write(sink.format, &findings, &args.reports.screen(sink), out)
    };
    match mended.as_ref().and_then(|mended| mended.piped.as_deref()) {
        Some(piped) => args.reports.write_beside(piped, &sinks, write, &closing)?,
        None => args.reports.write(&sinks, write, &closing)?,
    }

    let unsaved = mended.is_some_and(|mended| mended.failed);
    Ok(if unsaved || !reading.failures.is_empty() || reading.nothing {
        Exit::Failed
    } else if failed {
        Exit::Findings
    } else {
        Exit::Clean
    })
}

/// Whether something may ask for each object, or each line, of what is read.
fn asks_for_all(args: &Args, rules: &RuleSet) -> bool {
    args.fixes.are_wanted()
        || args.against.is_some()
        || args.since.is_some()
        || args.upgrade_to.is_some()
        || args.workspace.is_some()
        || !args.rules.policy.is_empty()
        || rules.files().next().is_some()
}

/// The folder that the files are read with.
fn workspace(folder: &Path) -> Result<PathBuf, Failure> {
    if folder.is_dir() {
        return Ok(folder.to_owned());
    }
    let message = format!("--workspace {} is no folder", folder.display());
    Err(Failure::Usage(message))
}

/// The reports that are asked for. What goes to standard output in no format that was named is
/// written for the place where the program runs.
fn sinks(args: &Args) -> Result<Vec<Sink<Render>>, Failure> {
    let mut sinks = args.reports.sinks(args.format.unwrap_or(&FORMATS[0]), &FORMATS)?;
    if args.format.is_none()
        && in_github_actions()
        && let Some(first) = sinks.first_mut().filter(|first| first.path.is_none())
        && let Some(github) = find(&FORMATS, "github")
    {
        first.format = github;
    }
    Ok(sinks)
}
