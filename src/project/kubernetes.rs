//! Which Kubernetes a project's cluster is, by its nodes.

use crate::inventory::Inventory;
use crate::kubernetes::release::{Version, VersionError};

/// Why the nodes don't tell it.
#[derive(Clone, Debug, thiserror::Error)]
pub(crate) enum NodesError {
    /// There are none.
    #[error("there are no nodes: --nodes FILE")]
    NoNodes,
    /// None says what it runs.
    #[error("no node tells its kubelet's version")]
    NotTold,
    /// What they say is none of the known versions.
    #[error(transparent)]
    Unknown(#[from] VersionError),
}

/// The version of the API server that is among the pods, else that of the newest kubelet, which is
/// never newer than the API server.
///
/// # Errors
/// When the nodes don't tell it.
pub(crate) fn of_nodes(inventory: Option<&Inventory>) -> Result<Version, NodesError> {
    let inventory = inventory.ok_or(NodesError::NoNodes)?;
    let newest = || inventory.kubelets().last_key_value().map(|(minor, _)| *minor);
    let minor = inventory.api_server().or_else(newest).ok_or(NodesError::NotTold)?;
    Ok(format!("1.{minor}").parse()?)
}
