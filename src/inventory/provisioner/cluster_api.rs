//! `MachineDeployment`, `MachineSet` and `MachinePool` of Cluster API.
//!
//! Of a machine's labels only some go to its node; what a node offers is told by the annotations
//! from which the cluster autoscaler scales up from nothing.

use super::scale_from_zero::Annotations;
use super::{NewNode, add, is_variable, object_name, share};
use crate::inventory::builder::InventoryBuilder;
use crate::inventory::ix::{Ix, PoolIx};
use crate::inventory::machine_template::{MachineGroup, NO_SIZE};
use crate::inventory::pool::{NodeClassRef, Origin, Pool};
use crate::inventory::provider::Provider;
use crate::inventory::short::shape::{Shape, taints};
use crate::inventory::tables::Tables;
use crate::kubernetes::names::namespace_or_default;
use crate::yaml::cursor::{At, Read};

/// Reads machines.
///
/// # Errors
/// At the first mistake in what is read.
pub(crate) fn read(at: At<'_>, builder: &mut InventoryBuilder) -> Read<()> {
    let name = object_name(at, "set of machines")?.text()?;
    let template = at.find(&["spec", "template"]);
    let machines = Machines {
        name,
        labels: template.and_then(|at| at.find(&["metadata", "labels"])),
        taints: template.and_then(|at| at.find(&["spec", "taints"])),
        annotations: Annotations::new(at.find(&["metadata", "annotations"])),
        replicas: at.find(&["spec", "replicas"]),
    };
    let node = NewNode::new(Shape::new(&mut builder.tables));
    let mut pool = machines.pool(node, &mut builder.tables)?;
    let infrastructure = template.and_then(|at| at.find(&["spec", "infrastructureRef"]));
    if let Some(named) = infrastructure {
        let text = |key: &str| named.get(key).map_or(Ok(""), At::text);
        let (kind, name) = (text("kind")?, text("name")?);
        pool.node_class = Some(NodeClassRef::managed(kind, name));
        let namespace = at.find(&["metadata", "namespace"]).map(At::text).transpose()?;
        builder.machine_groups.push(MachineGroup {
            pool: PoolIx::new(builder.inventory.pools.len()),
            namespace: namespace_or_default(namespace).into(),
            offered: machines.annotations.offered()?.ok(),
        });
    }
    add(at, pool, builder)
}

/// What Cluster API says of a group of machines, wherever it stands.
pub(super) struct Machines<'d> {
    /// The group's name.
    pub name: &'d str,
    /// The machines' labels.
    pub labels: Option<At<'d>>,
    /// The taints that go to nodes.
    pub taints: Option<At<'d>>,
    /// The group's annotations.
    pub annotations: Annotations<'d>,
    /// How many there are.
    pub replicas: Option<At<'d>>,
}

impl Machines<'_> {
    /// The pool, over what is known of its nodes already.
    ///
    /// # Errors
    /// At the first mistake in what is read.
    pub(super) fn pool(&self, mut node: NewNode, tables: &mut Tables) -> Read<Pool> {
        let mut notes = Vec::new();
        let annotations = self.annotations;
        if let Some(labels) = self.labels {
            for (_, value) in labels.entries()? {
                if goes_to_nodes(value.key()) {
                    node.shape.set_at(value, value.key(), value.text()?, tables)?;
                }
            }
        }
        annotations.labels(&mut node, &mut notes, tables)?;
        if let Some(list) = self.taints {
            node.shape.taints = taints(list, tables)?;
        }
        annotations.taints(&mut node, &mut notes, tables)?;
        let offered = annotations.offered()?;
        let offer = match &offered {
            Ok(offered) => offered.over(&[], &mut tables.symbols),
            Err(_) => None,
        };
        node.shape.allocatable = offer.or(node.shape.allocatable);
        let cannot_start = match offered {
            Err(problem) => Some(problem),
            Ok(_) => node.shape.allocatable.is_none().then_some(NO_SIZE),
        };
        let named = node.shape.labels.iter().map(|(key, _)| *key).collect();
        node.complete(&Provider::Plain, tables);
        let mut pool = node.into_pool(self.name, Origin::ClusterApi, tables);
        pool.provisioning.named = named;
        // Without a number there is one machine, or as many as the autoscaler wants.
        let replicas = self.replicas.filter(|at| !at.text().is_ok_and(is_variable));
        let replicas = replicas.map(|at| at.number(0, i64::MAX)).transpose()?;
        let some = replicas.map_or(!annotations.has_size(), |number| number > 0);
        match annotations.no_group()? {
            Some(problem) if some => {
                notes.push(format!("{problem}: new nodes are a person's doing"))
            }
            Some(problem) => pool.closed = Some(problem),
            None if replicas == Some(0) => pool.closed = cannot_start,
            None => {
                notes.extend(cannot_start.filter(|problem| *problem != NO_SIZE).map(str::to_owned))
            }
        }
        (pool.notes, pool.provider) = (notes, Provider::Plain);
        let threshold = |kind| -> Read<_> {
            let text = annotations.option(&format!("scaledown{kind}utilizationthreshold"))?;
            Ok(text.and_then(share))
        };
        pool.provisioning.threshold = threshold("")?;
        pool.provisioning.gpu_threshold = threshold("gpu")?;
        Ok(pool)
    }
}

/// Whether Cluster API keeps a label of a machine on its node, too.
fn goes_to_nodes(key: &str) -> bool {
    let (domain, _) = key.split_once('/').unwrap_or(("", key));
    let within = |parent: &str| {
        domain == parent || domain.strip_suffix(parent).is_some_and(|sub| sub.ends_with('.'))
    };
    domain == "node-role.kubernetes.io"
        || within("node-restriction.kubernetes.io")
        || within("node.cluster.x-k8s.io")
}
