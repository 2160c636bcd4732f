//! The names by which files of our own are told from Kubernetes' objects.

/// The group of their apiVersion.
pub(crate) const GROUP: &str = "daemonlint.dev";

/// Their apiVersion.
pub const API_VERSION: &str = "daemonlint.dev/v1";

/// The kind of an inventory in the short form.
pub const INVENTORY: &str = "Inventory";
