//! The clusters that nested configs name: each for the files below it.

use std::path::PathBuf;

use super::arguments::{Cluster, Inputs};
use super::exit::Failure;
use crate::config::{self, Loaded};
use crate::inventory::Inventory;
use crate::manifest::{Elsewhere, surroundings};
use crate::pipeline::Site;
use crate::project::inventory::Known;
use crate::project::{Apart, Configs};
use crate::source::Sources;
use crate::words::escape::escape;

/// The clusters of a run beside that of the first path, with what is known of each.
pub(super) struct Clusters(Vec<(Apart, Known)>);

/// The cluster that manifests of a config are applied to: what the arguments name, else what the
/// config does, or the nearest one above it that names any.
pub(super) fn cluster_of(
    given: &Cluster,
    inputs: &Inputs,
    config: &Loaded,
) -> Result<Cluster, Failure> {
    Ok(match working_directory(inputs) {
        Some(here) => given.or(&config::of_cluster(config, &here)?),
        None => given.or(config),
    })
}

/// Where configs are looked for; nowhere where one is chosen, or none is to be read.
fn working_directory(inputs: &Inputs) -> Option<PathBuf> {
    std::env::current_dir().ok().filter(|_| !inputs.config.is_chosen())
}

impl Clusters {
    /// Those that the configs of some texts name.
    pub(super) fn of(
        given: &Cluster,
        inputs: &Inputs,
        configs: &Configs,
        sources: &Sources,
    ) -> Result<Self, Failure> {
        let Some(here) = working_directory(inputs) else { return Ok(Self(Vec::new())) };
        let apart = configs.apart_in(sources, &given.named(), &here)?;
        let known = |one: Apart| {
            let known = if one.is_main {
                Known::default()
            } else {
                given.with(one.named.clone()).load()?
            };
            Ok((one, known))
        };
        Ok(Self(apart.into_iter().map(known).collect::<Result<_, Failure>>()?))
    }

    /// The arguments, asked of the Kubernetes that each inventory is of where that is wanted.
    pub(super) fn inputs(&self, inputs: &Inputs) -> Inputs {
        let others = self.0.iter().filter(|(one, _)| !one.is_main);
        others.fold(inputs.clone(), |inputs, (one, known)| {
            inputs.beside(&one.configs, known.inventory.as_ref())
        })
    }

    /// The configs with what these clusters have, and the texts without the files that tell of
    /// them.
    pub(super) fn join(
        &self,
        configs: Configs,
        inputs: &Inputs,
        sources: &mut Sources,
    ) -> Result<Configs, Failure> {
        let mut all = Vec::with_capacity(self.0.len());
        for (one, known) in &self.0 {
            sources.leave_out(&one.named.files());
            let release = inputs.kubernetes.release(&one.config)?;
            let cluster = match one.is_main {
                true => configs.cluster().clone(),
                false => {
                    let cluster = surroundings(&known.more, release);
                    Configs::set_up(cluster.map_err(Failure::ClusterObject)?, &one.config)
                }
            };
            let (files, folders) = (one.files.clone(), one.folders.clone());
            all.push(Elsewhere { files, folders, cluster });
        }
        Ok(configs.with_elsewhere(all))
    }

    /// The files of each, with its nodes.
    pub(super) fn sites<'a>(&'a self, main: Option<&'a Inventory>) -> Vec<Site<'a>> {
        let site = |(one, known): &'a (Apart, Known)| Site {
            files: one.files.clone(),
            inventory: if one.is_main { main } else { known.inventory.as_ref() },
        };
        self.0.iter().map(site).collect()
    }
}

/// Ends where configs name different clusters: a plan is of one.
pub(super) fn refuse_several(
    given: &Cluster,
    inputs: &Inputs,
    configs: &Configs,
) -> Result<(), Failure> {
    let Some(here) = working_directory(inputs) else { return Ok(()) };
    let (given, others) = (given.named(), configs.apart(&given.named(), &here)?);
    let naming = config::of_cluster(&configs.main, &here)?;
    // Where a config names none, the nodes that were found serve.
    let Some(other) = others.iter().find(|one| one.config.config.names_cluster()) else {
        return Ok(());
    };
    let what = other.named.other(&given.or(&naming)).unwrap_or("nodes");
    let name = |loaded: &Loaded| {
        let name = loaded.file.as_ref().filter(|_| loaded.config.names_cluster());
        name.map(|file| escape(file.name()).into_owned())
    };
    let first = name(&naming).unwrap_or_else(|| "the first path's config".to_owned());
    let message = format!(
        "{} names other {what} than {first}, and a plan is of one cluster: plan each folder by \
         itself, or name what counts for all with --{}",
        name(&other.config).unwrap_or_else(|| "a config".to_owned()),
        if what == "nodes" || what == "pods" { what } else { "cluster" },
    );
    Err(Failure::Usage(message))
}
