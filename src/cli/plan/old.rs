//! What a plan is held against.

use std::path::PathBuf;

use super::{Args, FailOn};
use crate::cli::against;
use crate::cli::arguments::Cluster;
use crate::cli::exit::Failure;
use crate::inventory::Inventory;
use crate::kubernetes::release::Release;
use crate::manifest::{Reading, Surroundings};
use crate::pipeline::Against;
use crate::project::cluster::Texts;
use crate::source::Request;

/// What the plan is held against, where it is anything else than the plan's own.
pub(super) struct Old {
    pub reading: Option<Reading>,
    /// Paths that are there no more.
    pub gone: Vec<PathBuf>,
    inventory: Option<Inventory>,
}

impl Old {
    pub(super) fn read(
        args: &Args,
        (cluster, texts): (&Cluster, &Texts),
        request: &Request,
        release: Release,
    ) -> Result<Option<Self>, Failure> {
        if args.against.is_none() && args.against_nodes.is_none() {
            if args.fail_on.contains(&FailOn::Lost) && args.upgrade_to.is_none() {
                let message = "--fail-on lost needs --against, --against-nodes or --upgrade-to";
                return Err(Failure::Usage(message.to_owned()));
            }
            return Ok(None);
        }
        let old =
            args.against.as_deref().map(|old| against::read(old, request, release)).transpose()?;
        let (reading, gone) = old.map(|old| (old.reading, old.gone)).unzip();
        let inventory = match &args.against_nodes {
            None => None,
            // What runs is the same for both: only the nodes are compared.
            nodes => {
                Cluster { nodes: nodes.clone(), ..cluster.clone() }.load_with(texts)?.inventory
            }
        };
        Ok(Some(Self { reading, gone: gone.unwrap_or_default(), inventory }))
    }

    /// The same in the cluster that both are applied to.
    pub(super) fn in_cluster(mut self, cluster: &Surroundings) -> Self {
        self.reading = self.reading.map(|reading| reading.in_cluster(cluster));
        self
    }

    pub(super) fn has_daemon_sets(&self) -> bool {
        self.reading.as_ref().is_some_and(|old| old.workspace.daemon_sets().next().is_some())
    }

    pub(super) const fn against(&self) -> Against<'_> {
        let Self { reading, inventory, .. } = self;
        Against { sources: reading.as_ref(), inventory: inventory.as_ref(), one_file_each: false }
    }
}
