//! `daemonlint plan`: where will it run?

mod closing;
mod old;

use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use clap::{Args as Arguments, ValueEnum};

use super::arguments::{Alone, Cluster, Inputs, Step, versions};
use super::configs;
use super::elsewhere::{cluster_of, refuse_several};
use super::exit::{Exit, Failure};
use super::output::{Reports, Sink, one_of};
use super::progress::Progress;
use super::spared::spare;
use super::streams::{say, say_unread};
use super::watch::{self, Watch, Watched};
use crate::config::Loaded;
use crate::diagnostic::Diagnostic;
use crate::inventory::Inventory;
use crate::kubernetes::release::Version;
use crate::manifest::Reading;
use crate::pipeline::{Planned as Plans, PlannedUpgrade, Run, Scope, plan_upgrade};
use crate::planner::Verdict;
use crate::planner::capacity::Budget;
use crate::planner::overhead;
use crate::project::inventory::Known;
use crate::project::{self, SelectionError, about_nobody};
use crate::report::check::short;
use crate::report::plan::view::unknown::NotKnown;
use crate::report::plan::{Asked, FORMATS, Format, Rendering, Told, Upgraded, json};
use crate::report::{Comparison, View};
use crate::rules::{RuleSet, Selection};
use crate::source::SourceFile;
use crate::source::large::LARGE;
use crate::words::count;

use closing::closing;
use old::Old;

/// Tell on which nodes each DaemonSet gets a pod, and why not on the others
///
/// Decides as the DaemonSet controller and the scheduler would, for every node of an inventory,
/// and names the line of the manifest that keeps a pod off. Nothing is sent anywhere.
#[derive(Debug, Arguments)]
#[command(after_long_help = super::ending(
    "  kubectl get nodes -o json > nodes.json
  kubectl get pods -A -o json > pods.json            # optional: what takes room already
  daemonlint plan --nodes nodes.json --pods pods.json deploy/
  daemonlint plan --nodes nodes.json --format matrix deploy/
  daemonlint plan --nodes nodes.json --format html --output plan.html deploy/
  daemonlint plan --cluster kubectl deploy/          # asks your cluster for all that counts
  daemonlint plan --nodes nodes.json --rollout deploy/
  daemonlint plan --nodes nodes.json --capacity --max-overhead cpu=20%,memory=15% deploy/
  daemonlint plan --nodes nodes.json --against git:main --format markdown deploy/
  daemonlint plan --nodes new.json --against-nodes old.json --fail-on lost deploy/
  daemonlint plan --nodes nodes.json --upgrade-to 1.37 --fail-on lost deploy/",
    super::exit::PLAN_HELP,
))]
pub(super) struct Args {
    #[command(flatten)]
    inputs: Inputs,

    #[command(flatten)]
    cluster: Cluster,

    /// Tell what changes from these manifests to the given ones
    ///
    /// A path, or `git:REV` for the same paths at a revision. For each DaemonSet: the nodes that
    /// gain a pod, lose it or see it restarted, and how the update rolls out.
    #[arg(long, value_name = "OLD", conflicts_with = "rollout")]
    against: Option<String>,

    /// Tell what changes from these nodes to those of --nodes
    #[arg(long, value_name = "FILE", conflicts_with = "rollout")]
    against_nodes: Option<PathBuf>,

    /// Tell where placement changes when the cluster is upgraded to this version
    ///
    /// The nodes where pods that are created from then on find a place or find none any more, and
    /// why. A pod that runs stays until something replaces it.
    #[arg(
        long,
        value_name = "VERSION",
        conflicts_with_all = ["against", "against_nodes", "rollout", "capacity", "max_overhead"],
    )]
    upgrade_to: Option<Version>,

    /// The version to upgrade from [default: --kubernetes, or the version before --upgrade-to]
    #[arg(long, value_name = "VERSION", requires = "upgrade_to", conflicts_with = "kubernetes")]
    upgrade_from: Option<Version>,

    /// Tell how an update of each DaemonSet would roll out: waves, time, nodes without a pod
    #[arg(long)]
    rollout: bool,

    /// How long a new pod takes from its predecessor's deletion until it is ready, for rollouts
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    ready_seconds: u64,

    /// Tell what the DaemonSets take together: the tightest nodes, what is left of an empty new
    /// node, host ports that collide
    ///
    /// Those of higher priority are placed first, beside the pods of others: nothing is preempted.
    #[arg(long, conflicts_with_all = ["rollout", "against", "against_nodes"])]
    capacity: bool,

    /// The most that all DaemonSets together may take of a node, or a pool's new node
    /// (cpu=20%,memory=512Mi); more makes the exit code 1
    #[arg(long, value_name = "BUDGET")]
    max_overhead: Option<Budget>,

    /// The utilisation below which your cluster autoscaler removes a node, for --capacity
    #[arg(long, value_name = "PERCENT", default_value_t = overhead::SCALE_DOWN_THRESHOLD)]
    scale_down_threshold: u64,

    #[command(flatten)]
    company: Alone,

    /// What makes the exit code 1 (may be given several times) [default: broken]
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    fail_on: Vec<FailOn>,

    /// How to show the plan
    #[arg(long, value_name = "FORMAT", default_value = "table", value_parser = one_of(&FORMATS))]
    format: &'static Format,

    /// Tell the JSON report's readers of classes of nodes instead of each node
    ///
    /// The nodes of a class have the same taints and get the same answer from every DaemonSet: a
    /// report of thousands of nodes is a hundredth as long.
    #[arg(long)]
    compact: bool,

    #[command(flatten)]
    watch: Watch,

    #[command(flatten)]
    reports: Reports,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// A node loses its pod (with --against, --against-nodes or --upgrade-to)
    Lost,
    /// A pod is wanted on a node, or a pool's new node, that has no room for it
    Unschedulable,
    /// The API server refuses a DaemonSet, or pods of one, also on new nodes
    Refused,
    /// An expectation of the config or of an annotation does not hold
    Broken,
    /// Nothing
    Never,
}

impl Args {
    /// What the reports are asked for.
    fn asked(&self) -> Asked {
        Asked {
            rollout: self.rollout,
            ready_seconds: self.ready_seconds,
            capacity: self.capacity,
            budget: self.max_overhead.clone(),
            scale_down_threshold: self.scale_down_threshold,
            verbose: self.reports.look.verbose,
            compact: self.compact,
        }
    }
}

pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    if args.watch.watch { watch::run(&watched(args)?, &args.reports.look) } else { plan(args) }
}

/// What is looked at with --watch.
fn watched(args: &Args) -> Result<Watched<'_>, Failure> {
    let sinks = args.reports.sinks(args.format, &FORMATS)?;
    let others = args.cluster.paths().chain(&args.against_nodes).cloned();
    let asks_git = super::against::asks_git(args.against.as_deref());
    Ok(Watched {
        inputs: &args.inputs,
        revision_of: asks_git.then(|| args.inputs.first_path()),
        folders: args.against.iter().map(PathBuf::from).collect(),
        others: others.collect(),
        written: sinks.into_iter().filter_map(|sink| sink.path).collect(),
    })
}

fn plan(args: &Args) -> Result<Exit, Failure> {
    let started = Instant::now();
    let sinks = args.reports.sinks(args.format, &FORMATS)?;
    if args.compact && !sinks.iter().any(|sink| sink.format.name == json::FORMAT.name) {
        let message = "--compact is about the JSON report: add --format json".to_owned();
        return Err(Failure::Usage(message));
    }
    let config = args.inputs.load_config()?;
    let cluster = cluster_of(&args.cluster, &args.inputs, &config)?;
    let mut request = args.inputs.request(&config, &cluster)?;
    let asks_for_all = args.against.is_some() || args.upgrade_to.is_some();
    request.portions_above = (!asks_for_all).then_some(LARGE);
    let progress = Progress::start("reading the inventory", args.reports.look.quiet);
    let texts = cluster.texts()?;
    let known = cluster.load_with(&texts)?;
    let unread_files = known.unread;
    let (inventory, more) = needed(known)?;
    progress.now("reading manifests");
    let inputs = &args.inputs.on(Some(&inventory))?;
    let kubernetes = &inputs.kubernetes;
    let step = Step::asked(args.upgrade_to, args.upgrade_from, kubernetes, &config)?;
    let release = kubernetes.release_before(step, &config)?;
    let old = Old::read(args, (&cluster, &texts), &request, release)?;
    let request = old.iter().fold(request, |request, old| request.without(&old.gone));
    let (configs, earlier, later) = configs::read_for(inputs, config, &request, &more, step)?;
    refuse_several(&args.cluster, inputs, &configs)?;
    let old = old.map(|old| old.in_cluster(configs.cluster()));
    let reading = later.as_ref().unwrap_or(&earlier);
    if !old.as_ref().is_some_and(Old::has_daemon_sets) {
        refuse_nothing(reading)?;
    }
    spare(&sinks, &request, &configs.main, reading)?;
    let mut unread = reading.unplaced();
    unread.extend(old.iter().filter_map(|old| old.reading.as_ref()).flat_map(Reading::unplaced));

    progress.now("placing");
    let against = old.as_ref().map(Old::against);
    let company = args.company.company();
    let rules = expecting(&configs.main)?;
    let scopes = configs
        .nearer
        .iter()
        .map(|(loaded, files)| Ok(Scope::new(Clone::clone(files), expecting(loaded)?)));
    let scopes = scopes.collect::<Result<Vec<Scope<'_>>, Failure>>()?;
    let inventory = &inventory;
    let asked = Run { inventory: Some(inventory), against, company, ..Run::over(reading) };
    let run = Run { rules, scopes, ..asked };
    let upgrade = later.as_ref().map(|_| {
        let before = Run { sources: &earlier, release: earlier.release, ..run.clone() };
        plan_upgrade(&before, &run).ok_or_else(no_nodes)
    });
    let (plans, upgraded) = match upgrade.transpose()? {
        Some(PlannedUpgrade { before, after, changes }) => {
            let plans = Plans { now: after, before: None, changes: None };
            (plans, Some((before, changes)))
        }
        None => (run.plan().ok_or_else(no_nodes)?, None),
    };
    let upgraded = upgraded.as_ref().zip(step);
    let upgraded = upgraded.map(|((before, changes), Step { from, to })| Upgraded {
        before,
        changes,
        step: (from, to),
    });
    let told = Told::with(&plans, upgraded, &unread, args.asked());
    let write = |sink: &Sink<Rendering>, out: &mut dyn io::Write| {
        told.write(sink.format, &args.reports.screen(sink), out)
    };
    let Told { view, comparison, .. } = &told;
    drop(progress);
    if !reading.failures.is_empty() {
        say_unread(reading);
    }
    say_left_out(&unread);
    let server = match step {
        Some(step) => Some(step.to),
        None => kubernetes.version(&configs.main)?,
    };
    let mut closing = closing(args, reading, (view, server), comparison.as_ref(), started);
    let read = inputs.paths.iter().map(PathBuf::as_path);
    closing.push_str(&short::lines(&about_nobody(&configs, &run.rules, reading, read)));
    if cluster.cluster.is_empty() && more.is_empty() {
        let not_known = view.objects_not_known(&reading.workspace);
        closing.extend(not_known.map(|NotKnown { said, policies_alone }| {
            let tells = if policies_alone { ASKS } else { TELLS };
            format!("not known: {said}: {tells}\n")
        }));
    }
    closing.push_str(&kubernetes.idle_gates(&configs.main, &versions(step, release)));
    closing.push_str(&configs::found(&configs, inputs));
    closing.push_str(&configs::unread(unread_files));
    args.reports.write(&sinks, write, &closing)?;
    Ok(exit(args, reading, &unread, view, comparison.as_ref()))
}

/// What the exit code tells of a plan.
fn exit(
    args: &Args,
    reading: &Reading,
    unread: &[&Diagnostic],
    view: &View<'_>,
    comparison: Option<&Comparison<'_>>,
) -> Exit {
    let fails = |on: &FailOn| match (on, comparison) {
        (FailOn::Never, _) => false,
        (FailOn::Lost, Some(comparison)) => comparison.changes.lost() > 0,
        (FailOn::Lost, None) => false,
        (FailOn::Unschedulable, _) => {
            view.without_room() + view.on_new_nodes(Verdict::is_unschedulable) > 0
        }
        (FailOn::Broken, _) => view.broken_expectations() > 0,
        (FailOn::Refused, _) => {
            let pods = view.with_refused_pods() + view.on_new_nodes(Verdict::is_refused);
            pods + view.refused() > 0
        }
    };
    // What was left out, or can't be read as it is, can't have passed.
    let mut read = reading.workspace.daemon_sets();
    let unreadable = read.any(|(manifest, _)| !manifest.is_readable());
    let fail_on = if args.fail_on.is_empty() { &[FailOn::Broken][..] } else { &args.fail_on };
    // What can't be read can't be said to hold.
    let unreadable_expectations =
        fail_on.contains(&FailOn::Broken) && view.unreadable_expectations() > 0;
    let guarded = args.fail_on.iter().any(|on| *on != FailOn::Never) || args.max_overhead.is_some();
    let cant_tell = !reading.failures.is_empty()
        || !unread.is_empty()
        || guarded && unreadable
        || unreadable_expectations;
    if cant_tell {
        Exit::Failed
    } else if fail_on.iter().any(fails) || is_over_budget(view) {
        Exit::Findings
    } else {
        Exit::Clean
    }
}

/// The rules, with what a config expects of placement.
pub(super) fn expecting(config: &Loaded) -> Result<Selection, Failure> {
    let expected = project::expected(config).map_err(SelectionError::from)?;
    Ok(Selection::of(RuleSet::built_in()).with_expected(expected))
}

fn is_over_budget(view: &View<'_>) -> bool {
    view.overhead.as_ref().is_some_and(|overhead| !overhead.excess.is_empty())
}

/// The inventory, which this command can't do without, and the texts that hold more of the cluster.
pub(super) fn needed(known: Known) -> Result<(Inventory, Vec<Arc<SourceFile>>), Failure> {
    Ok((known.inventory.ok_or_else(no_nodes)?, known.more))
}

/// What asks a cluster for all that counts.
const ASKS: &str = "--cluster kubectl asks your cluster";

/// What tells of the objects of a cluster.
const TELLS: &str = "--cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > \
                     cluster.json, then --cluster cluster.json";

/// That a plan was asked for without nodes.
pub(super) fn no_nodes() -> Failure {
    let message = "a plan needs the nodes: kubectl get nodes -o json > nodes.json, then \
                   --nodes nodes.json";
    Failure::Usage(message.to_owned())
}

/// Ends where there is no DaemonSet to place.
pub(super) fn refuse_nothing(reading: &Reading) -> Result<(), Failure> {
    if reading.workspace.daemon_sets().next().is_some() {
        return Ok(());
    }
    say_unread(reading);
    say_left_out(&reading.unplaced());
    let objects = reading.workspace.manifests().len() + reading.let_go;
    Err(Failure::Usage(format!(
        "no DaemonSet in {} ({})",
        count(reading.files, "file"),
        count(objects, "other object"),
    )))
}

fn owned(found: &[&Diagnostic]) -> Vec<Diagnostic> {
    found.iter().map(|found| (*found).clone()).collect()
}

/// Says which manifests could not be read: a plan without them is not the whole plan.
fn say_left_out(unread: &[&Diagnostic]) {
    if !unread.is_empty() {
        say(&short::lines(&owned(unread)));
        // One object may have several mistakes.
        let objects: BTreeSet<_> =
            unread.iter().map(|found| (found.file.id(), found.id())).collect();
        let number = count(objects.len(), "object");
        say(&format!("error: {number} left out of the plan: not readable\n"));
    }
}
