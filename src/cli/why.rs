//! `daemonlint why`: one DaemonSet, one node, step by step.

use clap::Args as Arguments;

use super::arguments::{Alone, Cluster, Inputs};
use super::configs;
use super::elsewhere::{cluster_of, refuse_several};
use super::exit::{Exit, Failure};
use super::output::Outputs;
use super::plan::{expecting, needed, no_nodes, refuse_nothing};
use super::progress::Progress;
use crate::inventory::ix::Ix;
use crate::inventory::{Inventory, NodeIx, PoolIx};
use crate::pipeline::{Run, Scope};
use crate::planner::why::why;
use crate::report::inventory::kubelet_notes;
use crate::report::plan::why as page;
use crate::report::{Planned, View};
use crate::rules::Judged;
use crate::words::escape::escape;
use crate::words::names;
use crate::words::near::nearest_by;

/// Tell why a DaemonSet has a pod on a node, or has none, check by check
///
/// Each check in the order in which the DaemonSet controller and the scheduler make it, with the
/// manifest's line and what the node has beside it, and the smallest change that would flip the
/// answer.
#[derive(Debug, Arguments)]
#[command(after_long_help = super::ending(
    "  daemonlint why fluent-bit gpu-a-1 --nodes nodes.json deploy/
  daemonlint why logging/fluent-bit gpu-a-1 --nodes nodes.json --pods pods.json deploy/",
    super::exit::TELL_HELP,
))]
pub(super) struct Args {
    /// The DaemonSet: its name, with the namespace where that is not enough
    #[arg(value_name = "[NAMESPACE/]DAEMONSET")]
    daemon_set: String,

    /// The node's name, or that of a pool, for the next node that it starts
    #[arg(value_name = "NODE")]
    node: String,

    #[command(flatten)]
    inputs: Inputs,

    #[command(flatten)]
    cluster: Cluster,

    #[command(flatten)]
    company: Alone,

    #[command(flatten)]
    outputs: Outputs,
}

pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    let config = args.inputs.load_config()?;
    let cluster = cluster_of(&args.cluster, &args.inputs, &config)?;
    let request = args.inputs.request(&config, &cluster)?;
    let progress = Progress::start("reading the inventory", args.outputs.look.quiet);
    let (inventory, more) = needed(cluster.load()?)?;
    progress.now("reading manifests");
    let inputs = args.inputs.on(Some(&inventory))?;
    let (configs, reading) = configs::read(&inputs, config, &request, &more)?;
    refuse_several(&args.cluster, &inputs, &configs)?;
    refuse_nothing(&reading)?;

    let company = args.company.company();
    let rules = expecting(&configs.main)?;
    let nearer = configs.nearer.iter();
    let scopes = nearer
        .map(|(loaded, files)| Ok(Scope::new(files.clone(), expecting(loaded)?)))
        .collect::<Result<_, Failure>>()?;
    let run = Run { inventory: Some(&inventory), company, rules, scopes, ..Run::over(&reading) };
    // A pool's new node is asked of as if it were there.
    let coming = match find_pool(&args.node, &inventory) {
        Some(pool) => Some(Coming::of(args, pool, &run, &inventory)?),
        None => None,
    };
    let asked = coming.as_ref().map_or(&inventory, |coming| &coming.inventory);
    let run = Run { inventory: Some(asked), ..run.clone() };
    let plan = run.plan().ok_or_else(no_nodes)?;
    let view = View::of(&plan.now);
    refuse_swapped(args, &view.planned, &inventory)?;
    let planned = find_daemon_set(&args.daemon_set, &view.planned)?;
    let node = match &coming {
        Some(_) => NodeIx::new(inventory.nodes.len()),
        None => find_node(&args.node, &inventory)?,
    };
    let mut explanation = why(&plan.now.fleet, planned.place, node);
    // Nothing runs there yet.
    explanation.verdict.should_continue_running &= coming.is_none();
    drop(progress);
    let screen = args.outputs.screen();
    let said = coming.as_ref().map_or(&[][..], |coming| coming.said.as_slice());
    let name = match &coming {
        Some(_) => format!("a new node of {}", args.node),
        None => args.node.clone(),
    };
    let there = asked.nodes.get(node);
    let of_node = plan.now.expectations.get(planned.place.index()).into_iter().flatten();
    let of_node = of_node.filter(|judged| there.is_none_or(|node| judged.is_about(node, asked)));
    let expected: Vec<&Judged> = match &coming {
        Some(coming) => coming.expected.iter().collect(),
        None => of_node.collect(),
    };
    let about = page::About { node: &name, said, expected: &expected };
    let page = page::render(planned, &about, &view.kubernetes, &explanation, &screen);
    let kubernetes = &inputs.kubernetes;
    let notes = kubelet_notes(&inventory, kubernetes.version(&configs.main)?);
    let mut closing: String = notes.iter().map(|note| format!("note: {note}\n")).collect();
    closing.push_str(&kubernetes.idle_gates(&configs.main, &[reading.release.version()]));
    if !closing.is_empty() {
        closing.insert(0, '\n');
    }
    args.outputs.write_closed(&page, &closing)?;
    Ok(if reading.failures.is_empty() { Exit::Clean } else { Exit::Failed })
}

/// A pool's new node, put among those that there are.
struct Coming {
    /// All of them.
    inventory: Inventory,
    /// What is to be said of it beside what is asked.
    said: Vec<String>,
    /// What is expected of the pool's nodes, as long as there are none.
    expected: Vec<Judged>,
}

impl Coming {
    /// Takes of what is open of it what lets the pod run, where anything does.
    fn of(
        args: &Args,
        pool: PoolIx,
        run: &Run<'_>,
        inventory: &Inventory,
    ) -> Result<Self, Failure> {
        let plan = run.plan().ok_or_else(no_nodes)?;
        let view = View::of(&plan.now);
        let planned = find_daemon_set(&args.daemon_set, &view.planned)?;
        let taken = &planned.placement.new_node(pool).taken;
        let taken: Vec<(&str, &str)> = taken.iter().map(|(k, v)| (&**k, &**v)).collect();
        let said = view.of_new_node(planned, pool);
        let new = inventory.pools.get(pool);
        let expected = plan.now.expectations.get(planned.place.index()).into_iter().flatten();
        let expected = expected
            .filter(|judged| new.is_none_or(|pool| judged.is_about_new(pool, inventory)))
            .cloned()
            .collect();
        Ok(Self { inventory: inventory.with_new_node(pool, &taken), said, expected })
    }
}

/// The pool of that name, where no node has it.
fn find_pool(word: &str, inventory: &Inventory) -> Option<PoolIx> {
    let pools = || inventory.pools.numbered().filter(|(_, pool)| &*pool.name == word);
    let open = pools().find(|(_, pool)| pool.closed.is_none());
    let known = open.or_else(|| pools().next()).map(|(place, _)| place);
    known.filter(|_| inventory.find(word).is_none())
}

/// Says so where the node stands first.
fn refuse_swapped(
    args: &Args,
    planned: &[Planned<'_>],
    inventory: &Inventory,
) -> Result<(), Failure> {
    let Args { daemon_set: first, node: second, .. } = args;
    let is_swapped = find_daemon_set(first, planned).is_err()
        && inventory.find(first).is_some()
        && find_daemon_set(second, planned).is_ok();
    if !is_swapped {
        return Ok(());
    }
    let (node, daemon_set) = (escape(first), escape(second));
    let message = format!(
        "`{node}` is the node and `{daemon_set}` the DaemonSet: daemonlint why {daemon_set} {node}"
    );
    Err(Failure::Usage(message))
}

fn find_daemon_set<'v, 'a>(
    word: &str,
    planned: &'v [Planned<'a>],
) -> Result<&'v Planned<'a>, Failure> {
    let (namespace, name) = match word.split_once('/') {
        Some((namespace, name)) => (Some(namespace), name),
        None => (None, word),
    };
    let mut found = planned.iter().filter(|one| {
        one.placement.name == name
            && namespace.is_none_or(|namespace| one.placement.namespace == namespace)
    });
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one),
        (Some(one), Some(other)) => Err(Failure::Usage(format!(
            "`{word}` is not one DaemonSet: {} in {} and {} in {} have that name",
            one.title(),
            escape(one.file()),
            other.title(),
            escape(other.file()),
        ))),
        (None, _) => {
            let titles: Vec<String> = planned.iter().map(Planned::title).collect();
            Err(unknown("DaemonSet", word, &titles))
        }
    }
}

fn find_node(word: &str, inventory: &Inventory) -> Result<NodeIx, Failure> {
    inventory.find(word).ok_or_else(|| {
        let nodes = inventory.nodes.iter().map(|node| node.name.to_string());
        let pools = inventory.pools.iter().map(|pool| pool.name.to_string());
        let names: Vec<String> = nodes.chain(pools).collect();
        unknown("node", word, &names)
    })
}

/// A name that nothing has, with the one that may be meant, or some that there are.
fn unknown(what: &str, word: &str, names_there: &[String]) -> Failure {
    fn own(name: &str) -> &str {
        name.rsplit('/').next().unwrap_or_default()
    }
    let hint = match nearest_by(own(word), names_there, |name| own(name)) {
        Some(name) => format!("did you mean `{}`?", escape(name)),
        None => format!("there are {}", names(names_there.iter().map(String::as_str), 120)),
    };
    Failure::Usage(format!("no {what} is called `{}`; {hint}", escape(word)))
}
