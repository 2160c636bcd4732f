//! Arguments that several commands share.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use clap::Args;

use super::exit::Failure;
use super::kubectl;
use super::rendered::Rendering;
use super::streams::say;
use crate::config::{self, Loaded};
use crate::inventory::Inventory;
use crate::kubernetes::release::{Asked, Gate, GateError, Named, Release, Version};
use crate::planner::Company;
use crate::project;
use crate::project::Named as ClusterFiles;
use crate::project::cluster::{self, Texts};
use crate::project::inventory::{Known, load};
use crate::project::kubernetes::{NodesError, of_nodes};
use crate::rules::RuleSet;
use crate::source::read::STDIN_NAME;
use crate::source::walk::STDIN;
use crate::source::{ExcludeError, Excludes, Request};
use crate::words::escape::escape;
use crate::words::list;

/// Which manifests to read.
#[derive(Clone, Debug, Args)]
pub(super) struct Inputs {
    /// Files and folders with manifests (*.yaml, *.yml, *.json); `-` reads standard input
    ///
    /// Folders are walked recursively, without what is hidden, ignored by git, or in a folder
    /// called `testdata`. A file or folder that is named here is read whatever its name, unless
    /// --exclude or the config's `exclude` leaves it out.
    #[arg(value_name = "PATH", required_unless_present_any = ["helm", "kustomize"])]
    pub paths: Vec<PathBuf>,

    #[command(flatten)]
    pub rendering: Rendering,

    /// The name to show for what comes from standard input
    ///
    /// Config and excludes hold for it as for a file of that name.
    #[arg(long, value_name = "NAME", default_value = "<stdin>", hide_default_value = true)]
    pub stdin_filename: String,

    /// Leave out files and folders that match this glob, also where they are named as PATH
    ///
    /// Seen from the working directory or from PATH; the config's globs are seen from its folder.
    /// `*` stays within a folder, `**` goes through folders; a glob without a slash matches names
    /// at any depth. May be given several times.
    #[arg(long, value_name = "GLOB")]
    pub exclude: Vec<String>,

    /// Read also what the config's `exclude` leaves out, and test data
    #[arg(long, conflicts_with = "exclude")]
    pub no_exclude: bool,

    /// Read also what .gitignore leaves out of folders
    #[arg(long)]
    pub no_ignore: bool,

    #[command(flatten)]
    pub kubernetes: Kubernetes,

    #[command(flatten)]
    pub config: ConfigFile,
}

/// Which Kubernetes answers.
#[derive(Clone, Debug, Args)]
pub(super) struct Kubernetes {
    /// The Kubernetes to answer for: 1.34, v1.34.2 … or `nodes` [default: 1.37]
    ///
    /// `nodes` takes it from the inventory: the version of the API server that is among the pods,
    /// else that of the newest kubelet, which is never newer than the API server. Fields that the
    /// oldest kubelets don't know are told whatever is asked for.
    #[arg(long, value_name = "VERSION")]
    pub kubernetes: Option<Asked>,

    /// Feature gates that the API server has other than by default (may be given several times)
    #[arg(long, value_name = "GATE=true|false", value_delimiter = ',', value_parser = chosen_gate)]
    pub feature_gates: Vec<(Named, bool)>,

    /// The version that the nodes are of, once they are known.
    #[arg(skip)]
    of_nodes: Option<Result<Version, NodesError>>,

    /// The versions of other clusters' nodes, by the config files of what is applied to them.
    #[arg(skip)]
    of_others: Vec<(PathBuf, Result<Version, NodesError>)>,
}

/// From one version of Kubernetes to a later one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub from: Version,
    pub to: Version,
}

impl Step {
    /// The upgrade that is asked about, if one is.
    pub(super) fn asked(
        to: Option<Version>,
        from: Option<Version>,
        kubernetes: &Kubernetes,
        config: &Loaded,
    ) -> Result<Option<Self>, Failure> {
        let Some(to) = to else { return Ok(None) };
        let named = match from {
            None => kubernetes.version(config)?,
            from => from,
        };
        let from = named.or_else(|| Version::from_minor(to.minor().saturating_sub(1)));
        match from.filter(|from| *from < to) {
            Some(from) => Ok(Some(Self { from, to })),
            None => Err(Failure::Usage(format!(
                "from {} to {to} is no upgrade: --upgrade-from says which version the cluster has",
                from.unwrap_or(to)
            ))),
        }
    }
}

/// The versions that are asked.
pub(super) fn versions(step: Option<Step>, release: Release) -> Vec<Version> {
    step.map_or_else(|| vec![release.version()], |step| vec![step.from, step.to])
}

impl Kubernetes {
    /// The same, with the version of the inventory's API server or kubelets where that is asked for.
    fn on(&self, inventory: Option<&Inventory>) -> Result<Self, Failure> {
        let of_nodes = of_nodes(inventory);
        if self.kubernetes == Some(Asked::Nodes)
            && let Err(error) = &of_nodes
        {
            return Err(Failure::Usage(format!("--kubernetes nodes: {error}")));
        }
        Ok(Self { of_nodes: Some(of_nodes), ..self.clone() })
    }

    /// The same, with the version of the nodes that other configs name.
    fn beside(mut self, configs: &[PathBuf], inventory: Option<&Inventory>) -> Self {
        let of_nodes = of_nodes(inventory);
        self.of_others.extend(configs.iter().map(|config| (config.clone(), of_nodes.clone())));
        self
    }

    /// The version of the nodes that a config's manifests are applied to, once they are known.
    fn of_nodes(&self, config: &Loaded) -> Option<&Result<Version, NodesError>> {
        let file = config.file.as_ref().and_then(|file| file.path());
        let other = self.of_others.iter().find(|(path, _)| Some(path.as_path()) == file);
        other.map(|(_, version)| version).or(self.of_nodes.as_ref())
    }

    /// The release to answer for, by the arguments and the config.
    pub(super) fn release(&self, config: &Loaded) -> Result<Release, Failure> {
        self.release_of(self.version(config)?.unwrap_or(Version::DEFAULT), config)
    }

    /// The version that is asked for, by the arguments or the config.
    pub(super) fn version(&self, config: &Loaded) -> Result<Option<Version>, Failure> {
        match (self.kubernetes.or(config.config.kubernetes), self.of_nodes(config)) {
            (None, _) => Ok(None),
            (Some(Asked::Version(version)), _) => Ok(Some(version)),
            (Some(Asked::Nodes), Some(Ok(version))) => Ok(Some(*version)),
            (Some(Asked::Nodes), Some(Err(error))) => {
                Err(Failure::Usage(format!("`kubernetes: nodes` of the config: {error}")))
            }
            (Some(Asked::Nodes), None) => {
                let error = NodesError::NoNodes;
                Err(Failure::Usage(format!("`kubernetes: nodes` of the config: {error}")))
            }
        }
    }

    /// A version with the gates that were chosen.
    fn release_of(&self, version: Version, config: &Loaded) -> Result<Release, Failure> {
        let gates: Vec<(Gate, bool)> = self.gates(config).collect();
        Release::new(version).with_all(&gates).map_err(|error| Failure::Usage(error.to_string()))
    }

    /// Both versions of an upgrade with the gates that were chosen, each with those that it has.
    pub(super) fn releases(
        &self,
        Step { from, to }: Step,
        config: &Loaded,
    ) -> Result<(Release, Release), Failure> {
        let gates: Vec<(Gate, bool)> = self.gates(config).collect();
        Release::upgraded((from, to), &gates).map_err(|error| Failure::Usage(error.to_string()))
    }

    /// The release to answer for; that before an upgrade where one is asked about.
    pub(super) fn release_before(
        &self,
        step: Option<Step>,
        config: &Loaded,
    ) -> Result<Release, Failure> {
        match step {
            Some(step) => Ok(self.releases(step, config)?.0),
            None => self.release(config),
        }
    }

    /// The gates that were chosen and change something, those of the arguments last.
    fn gates<'a>(&'a self, config: &'a Loaded) -> impl Iterator<Item = (Gate, bool)> + 'a {
        self.named(config).filter_map(|(named, on)| match named {
            Named::Gate(gate) => Some((gate, on)),
            Named::Other(_) => None,
        })
    }

    fn named<'a>(&'a self, config: &'a Loaded) -> impl Iterator<Item = (Named, bool)> + 'a {
        config.config.feature_gates.iter().chain(&self.feature_gates).copied()
    }

    /// Lines that tell of chosen gates which have no effect in one of the versions.
    pub(super) fn idle_gates(&self, config: &Loaded, versions: &[Version]) -> String {
        let mut lines = Vec::new();
        for (named, on) in self.named(config) {
            let said = versions.iter().filter_map(|version| named.no_effect(on, *version));
            lines.extend(said.map(|said| format!("note: {said}\n")));
        }
        let mut told = BTreeSet::new();
        lines.retain(|line| told.insert(line.clone()));
        lines.concat()
    }
}

/// `ImageVolume=true`.
fn chosen_gate(text: &str) -> Result<(Named, bool), String> {
    let (name, value) = text.split_once('=').unwrap_or((text, ""));
    let gate: Named = name.parse().map_err(|error: GateError| error.to_string())?;
    match value {
        "true" => Ok((gate, true)),
        "false" => Ok((gate, false)),
        _ => Err(format!("write `{name}=true` or `{name}=false`")),
    }
}

/// Which config file counts.
#[derive(Clone, Debug, Args)]
pub(super) struct ConfigFile {
    /// Read this config file instead of the nearest .daemonlint.yaml or .daemonlint.yml
    ///
    /// Each file is checked by the nearest one, from its folder upwards, else from the working
    /// directory upwards. Its nodes, pods and cluster are those of the nearest one that names any.
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    pub config: Option<PathBuf>,

    /// Read no config file
    #[arg(long)]
    pub isolated: bool,
}

impl Inputs {
    /// The same, asked of the Kubernetes that the inventory is of where that is wanted.
    pub(super) fn on(&self, inventory: Option<&Inventory>) -> Result<Self, Failure> {
        Ok(Self { kubernetes: self.kubernetes.on(inventory)?, ..self.clone() })
    }

    /// The same beside other clusters ([`Kubernetes::beside`]).
    pub(super) fn beside(&self, configs: &[PathBuf], inventory: Option<&Inventory>) -> Self {
        Self { kubernetes: self.kubernetes.clone().beside(configs, inventory), ..self.clone() }
    }

    /// The first path, or the working directory: whose repository is asked for what there was.
    pub(super) fn first_path(&self) -> PathBuf {
        self.paths.first().cloned().unwrap_or_else(|| PathBuf::from("."))
    }

    /// The config that counts for the first path.
    pub(super) fn load_config(&self) -> Result<Loaded, Failure> {
        let first = self.paths.first().map(PathBuf::as_path).or_else(|| self.rendering.first());
        let first = first.unwrap_or(Path::new(""));
        self.load_config_of(match &*self.stdin_filename {
            _ if first != Path::new(STDIN) => first,
            STDIN_NAME => Path::new(""),
            name => Path::new(name),
        })
    }

    /// The config that counts for a path.
    pub(super) fn load_config_of(&self, path: &Path) -> Result<Loaded, Failure> {
        self.config.load(path)
    }

    /// What is left out, by the arguments and the config.
    fn excludes(&self, config: &Loaded) -> Result<Excludes, Failure> {
        if self.no_exclude {
            return Ok(Excludes::default());
        }
        let excludes = Excludes::new(&self.exclude)?.and_test_data();
        let wrong = |error: ExcludeError| config.wrong(&error.pattern, error.to_string(), None);
        Ok(excludes.within(&config.folder, &config.config.exclude).map_err(wrong)?)
    }

    /// What to read, by the arguments and the config.
    pub(super) fn request(&self, config: &Loaded, cluster: &Cluster) -> Result<Request, Failure> {
        Ok(Request {
            paths: self.paths.clone(),
            stdin_name: self.stdin_filename.clone(),
            excludes: self.excludes(config)?,
            all: self.no_ignore,
            not: cluster.named().files(),
            workspace: None,
            rendered: self.rendering.render()?,
            portions_above: None,
        })
    }
}

impl ConfigFile {
    /// Whether the arguments say which config counts for all files.
    pub(super) const fn is_chosen(&self) -> bool {
        self.isolated || self.config.is_some()
    }

    /// The config that counts: the named file, else the nearest one of a path, else that of the
    /// working directory, else the default.
    pub(super) fn load(&self, of: &Path) -> Result<Loaded, Failure> {
        if self.isolated {
            return Ok(Loaded::default());
        }
        let found = match &self.config {
            Some(path) => Some(path.clone()),
            // Without a working directory there is no nearest file.
            None => match std::env::current_dir() {
                Ok(folder) => match config::find(of, &folder)? {
                    None => config::find(Path::new(""), &folder)?,
                    found => found,
                },
                Err(_) => None,
            },
        };
        found.map_or_else(|| Ok(Loaded::default()), |path| Ok(config::load(&path)?))
    }
}

/// Which rules there are.
#[derive(Clone, Debug, Args)]
pub(super) struct KnownRules {
    /// Also the rules in this file or folder, beside those of the config
    #[arg(long, value_name = "PATH")]
    pub rules: Vec<PathBuf>,

    #[command(flatten)]
    pub config: ConfigFile,
}

impl KnownRules {
    /// The rules of this program, and those of the config and the arguments.
    pub(super) fn load(&self) -> Result<RuleSet, Failure> {
        let config = self.config.load(Path::new(""))?;
        Ok(project::rules::rules(&self.rules, &config)?)
    }
}

/// Whether DaemonSets meet.
#[derive(Clone, Copy, Debug, Args)]
pub(super) struct Alone {
    /// Ask each DaemonSet for itself, as if the others were not applied
    ///
    /// Otherwise they are placed together, those of higher priority first: they take room and host
    /// ports from each other, and pod affinity and topology spread count the pods of all of them.
    #[arg(long)]
    pub alone: bool,
}

impl Alone {
    /// Whose pods each DaemonSet's pods meet.
    pub(super) const fn company(self) -> Company {
        if self.alone { Company::OwnKind } else { Company::All }
    }
}

/// What is known of the cluster.
#[derive(Clone, Debug, Args)]
pub(super) struct Cluster {
    /// The nodes, as `kubectl get nodes -o json` (or yaml) prints them, or in a short form
    ///
    /// `daemonlint inventory --help` shows the short form: pools with a count, labels, taints and
    /// what they offer, also such that have no node yet. `daemonlint inventory pack` makes it of
    /// what kubectl prints. What starts nodes is read, too: NodePools of Karpenter, machines of
    /// Cluster API and OpenShift, node groups of eksctl, kops, Gardener and Config Connector.
    #[arg(long, value_name = "FILE")]
    pub nodes: Option<PathBuf>,

    /// The pods that run already, as `kubectl get pods -A -o json` prints them
    #[arg(long, value_name = "FILE")]
    pub pods: Option<PathBuf>,

    /// What the cluster has beside the manifests: a file, a dump's folder, kubectl or kubectl:CONTEXT
    ///
    /// What `kubectl get ns,limits,quota,pc,runtimeclass,sa,pdb,pvc,pv,sc,nodes,pods -A -o json`
    /// printed, or the folder of `kubectl cluster-info dump --output-directory`, of a must-gather,
    /// or Sonobuoy's `resources`. Its namespaces, quotas, limit ranges, classes, accounts, claims,
    /// policies and webhooks count as if they were among the manifests, which win where both have an object;
    /// its nodes and pods serve where --nodes and --pods name none. None of it is checked.
    /// `kubectl` asks the cluster of that context, or of the current one, and only reads. May be
    /// given several times.
    #[arg(long, value_name = "FILE|kubectl")]
    pub cluster: Vec<PathBuf>,

    /// How long kubectl may take to answer
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    pub kubectl_timeout: u64,
}

impl Cluster {
    /// The same, with what the config names where the arguments name nothing.
    pub(super) fn or(&self, config: &Loaded) -> Self {
        self.with(self.named().or(config))
    }

    /// What the arguments name.
    pub(super) fn paths(&self) -> impl Iterator<Item = &PathBuf> {
        self.nodes.iter().chain(&self.pods).chain(&self.cluster)
    }

    /// The files that tell of it.
    pub(super) fn named(&self) -> ClusterFiles {
        ClusterFiles {
            nodes: self.nodes.clone(),
            pods: self.pods.clone(),
            cluster: self.cluster.clone(),
        }
    }

    /// Another cluster, read the same way.
    pub(super) fn with(&self, named: ClusterFiles) -> Self {
        let ClusterFiles { nodes, pods, cluster } = named;
        Self { nodes, pods, cluster, ..self.clone() }
    }

    /// The texts of the cluster: those of files and dumps, and what kubectl answers.
    pub(super) fn texts(&self) -> Result<Texts, Failure> {
        let mut files: Vec<PathBuf> = Vec::new();
        let mut asked: Vec<&str> = Vec::new();
        for path in &self.cluster {
            match path.to_str().and_then(kubectl::context) {
                Some(context) => asked.push(context),
                None => files.push(path.clone()),
            }
        }
        let mut texts = cluster::read(&files)?;
        for context in asked {
            let limit = Duration::from_secs(self.kubectl_timeout);
            let answered = kubectl::ask(context, limit)?;
            texts.named.extend(answered.texts.into_iter().map(Arc::new));
            if !answered.refused.is_empty() {
                let refused = list::and(&answered.refused);
                say(&format!(
                    "kubectl may not list {}: what they would change isn't known\n",
                    escape(&refused)
                ));
            }
        }
        Ok(texts)
    }

    /// Reads what is known of the cluster.
    pub(super) fn load(&self) -> Result<Known, Failure> {
        self.load_with(&self.texts()?)
    }

    /// Reads what is known of the cluster, whose texts are here already.
    pub(super) fn load_with(&self, texts: &Texts) -> Result<Known, Failure> {
        Ok(load(self.nodes.as_deref(), self.pods.as_deref(), texts)?)
    }
}
