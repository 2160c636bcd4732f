//! Pods that run, slimmed to what decides where others can go.

use k8s_openapi::api::core::v1::{ContainerPort, PodAffinityTerm};

use super::node::Labels;
use super::resources::ResourceAmounts;
use super::symbols::Symbol;

/// A pod that takes room on a node.
#[derive(Clone, Debug, PartialEq)]
pub struct Pod {
    /// `metadata.namespace`.
    pub namespace: Symbol,
    /// `metadata.name`.
    pub name: Box<str>,
    /// `metadata.labels`.
    pub labels: Labels,
    /// `spec.nodeName`; it may be the name of no node of the inventory.
    pub node: Symbol,
    /// The name of the DaemonSet that owns it.
    pub daemon_set: Option<Symbol>,
    /// Whether no controller owns it, so that one whose selector matches adopts it.
    pub bare: bool,
    /// `spec.priority`.
    pub priority: i32,
    /// The digits of `metadata.creationTimestamp`: those of a later one are a larger number; 0 where
    /// it is not told.
    pub created: u64,
    /// Whether it has a deletion timestamp.
    pub terminating: bool,
    /// Whether the condition `Ready` is `True`; none where that is not told.
    pub ready: Option<bool>,
    /// The names and images of its containers, init containers first, if a DaemonSet owns it: they
    /// tell its revisions apart.
    pub images: Box<[(Symbol, Symbol)]>,
    /// What it takes, as the scheduler counts it: containers, init containers, sidecars, pod-level
    /// resources and overhead.
    pub requests: ResourceAmounts,
    /// The ports it takes on its node, those of sidecars last.
    pub host_ports: Box<[HostPort]>,
    /// How many of them are those of sidecars.
    pub sidecar_ports: u16,
    /// Its required anti-affinity: keeps others out of its topology domains.
    pub anti_affinity: Box<[PodAffinityTerm]>,
    /// Its volumes that some other pod's volumes may exclude (VolumeRestrictions).
    pub disks: Box<[Disk]>,
    /// The PersistentVolumeClaims that it uses, by name.
    pub claims: Box<[Symbol]>,
}

/// A port that a pod takes on its node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct HostPort {
    /// The address as written, since that is how the scheduler compares it; none for all of them
    /// (`0.0.0.0`, or nothing given).
    pub ip: Option<Symbol>,
    /// The protocol.
    pub protocol: Symbol,
    /// The port.
    pub port: u16,
}

impl HostPort {
    /// The host port of a container's port, its texts made symbols by `symbol`; none if it has no
    /// host port or `symbol` has none for it.
    pub fn of(
        port: &ContainerPort,
        mut symbol: impl FnMut(&str) -> Option<Symbol>,
    ) -> Option<Self> {
        let number = u16::try_from(port.host_port?).ok().filter(|number| *number > 0)?;
        let ip = match port.host_ip.as_deref() {
            None | Some("" | "0.0.0.0") => None,
            Some(ip) => Some(symbol(ip)?),
        };
        let protocol = port.protocol.as_deref().filter(|protocol| !protocol.is_empty());
        Some(Self { ip, protocol: symbol(protocol.unwrap_or("TCP"))?, port: number })
    }

    /// Whether two pods with these ports can't be on one node (`HostPortInfo.CheckConflict`):
    /// addresses are compared as written, and only the IPv4 wildcard stands for all.
    #[must_use]
    pub fn conflicts_with(&self, other: &Self) -> bool {
        self.port == other.port
            && self.protocol == other.protocol
            && (self.ip.is_none() || other.ip.is_none() || self.ip == other.ip)
    }
}

/// A volume that can't be mounted twice on a node, as VolumeRestrictions looks at it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Disk {
    /// `gcePersistentDisk`: twice only where both are read-only.
    Gce {
        /// `pdName`.
        name: Box<str>,
        /// `readOnly`.
        read_only: bool,
    },
    /// `awsElasticBlockStore`: never twice.
    Aws {
        /// `volumeID`.
        id: Box<str>,
    },
    /// `iscsi`: twice only where both are read-only.
    Iscsi {
        /// `iqn`.
        iqn: Box<str>,
        /// `readOnly`.
        read_only: bool,
    },
    /// `rbd`: twice only where both are read-only.
    Rbd {
        /// `monitors`.
        monitors: Box<[String]>,
        /// `pool`.
        pool: Box<str>,
        /// `image`.
        image: Box<str>,
        /// `readOnly`.
        read_only: bool,
    },
}

impl Disk {
    /// Whether two pods with these disks can't be on one node (`isVolumeConflict`).
    #[must_use]
    pub fn conflicts_with(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::Gce { name, read_only },
                Self::Gce { name: other_name, read_only: other_read_only },
            ) => name == other_name && !(*read_only && *other_read_only),
            (Self::Aws { id }, Self::Aws { id: other_id }) => id == other_id,
            (
                Self::Iscsi { iqn, read_only },
                Self::Iscsi { iqn: other_iqn, read_only: other_read_only },
            ) => iqn == other_iqn && !(*read_only && *other_read_only),
            (
                Self::Rbd { monitors, pool, image, read_only },
                Self::Rbd {
                    monitors: other_monitors,
                    pool: other_pool,
                    image: other_image,
                    read_only: other_read_only,
                },
            ) => {
                monitors.iter().any(|monitor| other_monitors.contains(monitor))
                    && (pool, image) == (other_pool, other_image)
                    && !(*read_only && *other_read_only)
            }
            _ => false,
        }
    }
}
