//! Objects that are read whole, since they describe many nodes: the short form, and what
//! provisioners make nodes from.

use super::builder::InventoryBuilder;
use super::error::Problem;
use super::provisioner::{cluster_api, eksctl, karpenter};
use super::short;
use crate::source::SourceFile;
use crate::yaml::cursor::{At, Wrong};
use crate::yaml::parse_stream;

/// A kind of object that is read whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whole {
    /// The short form.
    Short,
    /// `NodePool` of Karpenter.
    NodePool,
    /// `MachineDeployment`, `MachineSet` or `MachinePool` of Cluster API.
    Machines,
    /// `ClusterConfig` of eksctl.
    ClusterConfig,
}

impl Whole {
    /// What an object is, by its apiVersion and kind.
    #[must_use]
    pub(super) fn of(api_version: &str, kind: &str) -> Option<Self> {
        let (group, _) = api_version.split_once('/')?;
        match (group, kind) {
            (short::GROUP, short::KIND) => Some(Self::Short),
            ("karpenter.sh", "NodePool") => Some(Self::NodePool),
            ("cluster.x-k8s.io", "MachineDeployment" | "MachineSet" | "MachinePool") => {
                Some(Self::Machines)
            }
            ("eksctl.io", "ClusterConfig") => Some(Self::ClusterConfig),
            _ => None,
        }
    }

    /// Reads such an object from its text, which begins in that column of its first line.
    ///
    /// # Errors
    /// The object is refused.
    pub(super) fn read(
        self,
        text: &str,
        column: usize,
        builder: &mut InventoryBuilder,
    ) -> Result<(), Problem> {
        let file = SourceFile::new("", text);
        let problem = |wrong: Wrong| {
            let place = file.position(wrong.span.start);
            let first = if place.line == 1 { column - 1 } else { 0 };
            Problem::At {
                line: place.line as usize - 1,
                column: place.column as usize + first,
                message: wrong.message,
            }
        };
        for document in parse_stream(&file) {
            let document = document
                .map_err(|error| problem(Wrong { span: error.span, message: error.to_string() }))?;
            let root = At::root(&document);
            root.no_duplicates().map_err(problem)?;
            match self {
                Self::Short => short::read(root, builder),
                Self::NodePool => karpenter::read(root, builder),
                Self::Machines => cluster_api::read(root, builder),
                Self::ClusterConfig => eksctl::read(root, builder),
            }
            .map_err(problem)?;
        }
        Ok(())
    }
}
