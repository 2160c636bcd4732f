//! `daemonlint inventory`: the nodes that plans are made for.

use std::path::{Path, PathBuf};

use clap::{Args as Arguments, Subcommand};

use super::exit::{Exit, Failure};
use super::output::Outputs;
use super::streams;
use crate::inventory::pack::{self, Objects, Options};
use crate::inventory::{Error, Inventory, Loader, short};
use crate::project::inventory::{InventoryError, read, whole};
use crate::report::inventory::{show, size};
use crate::source;
use crate::source::walk::STDIN;
use crate::words::count;

/// About inventories: the nodes that --nodes names
///
/// An inventory is what kubectl prints, or a short form that is written by hand:
///
///   apiVersion: daemonlint.dev/v1
///   kind: Inventory
///   pools:
///     - name: worker
///       count: 12                       # or names: worker-{1..12}, ["a-{1..3}", b]
///       labels: {kubernetes.io/os: linux, kubernetes.io/arch: amd64}
///       allocatable: {cpu: 3920m, memory: 14Gi, pods: 110}
///     - name: gpu
///       count: 0                        # none yet: an autoscaler could start some
///       labels: {kubernetes.io/os: linux, accelerator: nvidia}
///       taints: ["nvidia.com/gpu=present:NoSchedule"]
///       allocatable: {cpu: 7910m, memory: 30Gi, nvidia.com/gpu: 1}
///
/// What is not written is not there, but for four things: a node has kubernetes.io/hostname with
/// its name, has kubernetes.io/os and arch also under their beta names, is ready, and takes 110
/// pods where allocatable doesn't say how many. Of a pool without allocatable nothing is said
/// about room. Nodes that differ stand in groups:
///
///   nodes:
///     - {names: "worker-{1..6}", labels: {topology.kubernetes.io/zone: eu-1a}}
///     - {names: "worker-{7..12}", labels: {topology.kubernetes.io/zone: eu-1b}}
///
/// The NodePools of Karpenter, the machines of Cluster API and OpenShift, the node groups of eksctl,
/// kops, Gardener and Config Connector may stand in the same file: a plan tells what new nodes of
/// theirs would get, and on what that depends.
#[derive(Debug, Subcommand)]
#[command(verbatim_doc_comment, after_help = EXIT_CODES)]
pub(super) enum Command {
    Pack(PackArgs),
    Show(ShowArgs),
    /// Print the short form's JSON Schema
    ///
    /// For completion and checks in an editor, write it beside the inventory and name it in the
    /// inventory's first line:
    ///
    ///   daemonlint schema inventory > .inventory.schema.json
    ///   # yaml-language-server: $schema=.inventory.schema.json
    #[command(verbatim_doc_comment)]
    Schema,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  done
  2  the job could not be done: wrong arguments, an unreadable inventory";

/// Make what kubectl prints small enough for a repository
///
/// Keeps what decides where pods go: names, labels and taints of nodes, what they offer, whether
/// they are ready and cordoned; of pods that run what they take, their labels, host ports,
/// exclusive volumes and anti-affinity, and of those of DaemonSets their images, the ones that wait
/// among them. Nodes and pods that are alike stand together. Their addresses, annotations and uids are
/// gone. What else `--cluster` takes (namespaces, quotas, limit ranges, classes, accounts, budgets,
/// claims, volumes, policies) follows as kubectl printed it, without managed fields. A plan for the
/// packed file gives every node the same answer; the nodes come pool by pool.
#[derive(Debug, Arguments)]
#[command(after_help = EXIT_CODES, after_long_help = format!("\
Examples:
  kubectl get nodes -o json | daemonlint inventory pack - -o nodes.yaml
  daemonlint inventory pack nodes.json --pods pods.json -o cluster.yaml
  kubectl get ns,limits,quota,pc,sa,pdb,pvc,pv,nodes,pods -A -o json | daemonlint inventory pack -
  daemonlint plan --nodes cluster.yaml deploy/

{EXIT_CODES}"))]
pub(super) struct PackArgs {
    #[command(flatten)]
    files: Files,

    /// Write a hash for each node's name
    ///
    /// The same name has the same hash in every file, so that two packed inventories can be
    /// compared. It keeps names out of sight; who can guess a name can check the guess. Labels
    /// that are the name follow it, others stay as they are. Manifests that name nodes don't find
    /// them any more.
    #[arg(long)]
    hash_names: bool,

    /// Write to this file instead of standard output
    ///
    /// The file appears whole or not at all.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    /// No summary
    #[arg(long, short)]
    quiet: bool,
}

/// Tell what an inventory holds: nodes by pool, what they offer, their taints
#[derive(Debug, Arguments)]
#[command(after_help = EXIT_CODES, after_long_help = format!("\
Examples:
  daemonlint inventory show nodes.json
  daemonlint inventory show cluster.yaml nodepools.yaml

{EXIT_CODES}"))]
pub(super) struct ShowArgs {
    #[command(flatten)]
    files: Files,

    #[command(flatten)]
    outputs: Outputs,
}

#[derive(Debug, Arguments)]
struct Files {
    /// Files with nodes, pods or pools, as --nodes takes them, and what else a cluster has; `-` reads
    /// standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,

    /// The pods that run already, as `kubectl get pods -A -o json` prints them
    #[arg(long, value_name = "FILE")]
    pods: Option<PathBuf>,
}

/// What was read.
struct Read {
    inventory: Inventory,
    /// What else the cluster has.
    objects: Objects,
    bytes: u64,
}

impl Files {
    fn load(&self) -> Result<Read, Failure> {
        let mut loader = Loader::default();
        let (mut objects, mut bytes) = (Objects::default(), 0);
        let mut without = None;
        for path in self.files.iter().chain(&self.pods) {
            let input = match read(&mut loader, path) {
                Ok(input) => Some(input),
                // It may hold what else a cluster has.
                Err(InventoryError::Unreadable(error @ Error::Nothing { .. }))
                    if loader.has_more() && path != Path::new(STDIN) =>
                {
                    without.get_or_insert(error);
                    None
                }
                Err(error) => return Err(error.into()),
            };
            let (length, text) = input.map_or((0, None), |input| (input.bytes, input.text));
            bytes += length;
            if loader.has_more() {
                let file = whole(path, text)?;
                bytes += if length == 0 { file.text().len() as u64 } else { 0 };
                objects.take(&file).map_err(|error| {
                    Failure::Usage(format!("{} can't be read: {error}", file.name()))
                })?;
            }
        }
        match without.filter(|_| objects.is_empty()) {
            Some(error) => Err(error.into()),
            None => Ok(Read { inventory: loader.finish(), objects, bytes }),
        }
    }
}

pub(super) fn run(command: &Command) -> Result<Exit, Failure> {
    match command {
        Command::Schema => streams::print(short::SCHEMA)?,
        Command::Pack(args) => pack(args)?,
        Command::Show(args) => {
            let Read { inventory, .. } = args.files.load()?;
            args.outputs.write(&show(&inventory, &args.outputs.screen()))?;
        }
    }
    Ok(Exit::Clean)
}

fn pack(args: &PackArgs) -> Result<(), Failure> {
    let Read { inventory, objects, bytes } = args.files.load()?;
    let packed = pack::pack_with(&inventory, &objects, Options { hash_names: args.hash_names });
    // What no API server would hold (a label that is none, a name that reads as a pattern) comes in by
    // hand-made files alone.
    let cannot = |why: &str| Failure::Usage(format!("what was read can't be packed: {why}"));
    let mut loader = Loader::default();
    loader
        .read("the packed file", packed.as_bytes())
        .map_err(|error| cannot(&error.to_string()))?;
    if loader.finish().nodes.len() != inventory.nodes.len() {
        return Err(cannot("a node's name has braces"));
    }
    match &args.output {
        Some(path) => source::write(path, packed.as_bytes())?,
        None => streams::print(&packed)?,
    }
    if !args.quiet {
        let pods = inventory.pods.len() + inventory.waiting.len();
        let (nodes, pods) = (count(inventory.nodes.len(), "node"), count(pods, "pod"));
        let what = match objects.len() {
            0 => format!("{nodes} and {pods}"),
            others => format!("{nodes}, {pods} and {}", count(others, "other object")),
        };
        streams::say(&format!(
            "{what}: {} packed into {}\n",
            size(bytes),
            size(packed.len() as u64),
        ));
    }
    Ok(())
}
