//! Host ports. Mirrors the plugin `NodePorts`.

use k8s_openapi::api::core::v1::PodSpec;

use crate::inventory::{HostPort, Inventory};
use crate::kubernetes::containers::{ContainerList, host_ports};
use crate::kubernetes::field::{FieldPath, Step};
use crate::kubernetes::release::{Change, Release};
use crate::planner::reason::{Fact, Plugin, Reason};
use crate::planner::template::{field, template_path};

/// A host port that a pod wants.
#[derive(Clone, Debug, PartialEq)]
pub struct WantedPort {
    /// The port.
    pub port: u16,
    /// The protocol.
    pub protocol: String,
    /// The address as written; none for all of them.
    pub ip: Option<String>,
    /// The field that asks for it: `hostPort`, or `containerPort` in the host's network.
    pub field: FieldPath,
    /// Whether `hostPort` is written for it.
    pub is_written: bool,
    /// Whether a sidecar asks for it.
    pub of_sidecar: bool,
    /// The port in the inventory's symbols. An address or a protocol that the inventory doesn't
    /// know has none, and then conflicts with wildcards alone.
    known: Option<HostPort>,
}

impl WantedPort {
    /// The host ports of a pod's spec; `written` is the spec before defaulting. Older schedulers
    /// don't look at those of sidecars.
    #[must_use]
    pub fn all(
        spec: &PodSpec,
        written: Option<&PodSpec>,
        inventory: &Inventory,
        release: Release,
    ) -> Vec<Self> {
        let of_sidecars = release.has(Change::SidecarsTakeHostPorts);
        let counted = |list| of_sidecars || list == ContainerList::Regular;
        let ports = host_ports(spec).filter(|(list, ..)| counted(*list));
        let wanted = ports.filter_map(|(list, container, place, port)| {
            let number = u16::try_from(port.host_port?).ok()?;
            let host_port = |spec: &PodSpec| {
                list.of(spec).get(container)?.ports.as_ref()?.get(place)?.host_port
            };
            let asked = written.and_then(host_port).is_some_and(|port| port > 0);
            let path = template_path([
                field(list.field()),
                Step::Index(container),
                field("ports"),
                Step::Index(place),
                field(if asked { "hostPort" } else { "containerPort" }),
            ]);
            let ip = port.host_ip.clone().filter(|ip| !matches!(ip.as_str(), "" | "0.0.0.0"));
            let protocol = port.protocol.clone().filter(|protocol| !protocol.is_empty());
            Some(Self {
                port: number,
                protocol: protocol.unwrap_or_else(|| "TCP".to_owned()),
                ip,
                field: path,
                is_written: asked,
                of_sidecar: list == ContainerList::Init,
                known: HostPort::of(port, |text| inventory.symbols.find(text)),
            })
        });
        wanted.collect()
    }

    /// Whether a port of a pod that runs is in the way.
    #[must_use]
    pub fn conflicts_with(&self, taken: &HostPort, inventory: &Inventory) -> bool {
        match &self.known {
            Some(known) => known.conflicts_with(taken),
            None => {
                taken.port == self.port
                    && taken.ip.is_none()
                    && inventory.text(taken.protocol) == self.protocol
            }
        }
    }

    /// Whether two pods with these ports can't be on one node.
    #[must_use]
    pub fn collides_with(&self, other: &Self) -> bool {
        self.port == other.port
            && self.protocol == other.protocol
            && (self.ip.is_none() || other.ip.is_none() || self.ip == other.ip)
    }

    /// The reason when the port is taken.
    #[must_use]
    pub fn refusal(&self) -> Reason {
        Reason::new(
            Plugin::NodePorts,
            "node(s) didn't have free ports for the requested pod ports",
            Some(self.field.clone()),
            Fact::HostPort {
                port: self.port,
                protocol: self.protocol.clone(),
                ip: self.ip.clone(),
            },
        )
    }
}
