//! `Cluster` of Cluster API that a ClusterClass makes: its topology's machines.

use super::cluster_api::Machines;
use super::scale_from_zero::Annotations;
use super::{NewNode, add};
use crate::inventory::builder::InventoryBuilder;
use crate::inventory::short::shape::Shape;
use crate::yaml::cursor::{At, Read};

/// Reads the groups of machines of a topology; a cluster without one has none.
///
/// # Errors
/// At the first mistake in what is read.
pub(crate) fn read(at: At<'_>, builder: &mut InventoryBuilder) -> Read<()> {
    let workers = at.find(&["spec", "topology", "workers"]);
    for list in ["machineDeployments", "machinePools"] {
        let groups = workers.and_then(|workers| workers.get(list));
        for group in groups.map(At::list).transpose()?.into_iter().flatten() {
            let named = group.get("name").filter(|name| name.text() != Ok(""));
            let named = named.ok_or_else(|| group.wrong("machines without a name"))?;
            let machines = Machines {
                name: named.text()?,
                labels: group.find(&["metadata", "labels"]),
                taints: group.get("taints"),
                annotations: Annotations::new(group.find(&["metadata", "annotations"])),
                replicas: group.get("replicas"),
            };
            let node = NewNode::new(Shape::new(&mut builder.tables));
            let pool = machines.pool(node, &mut builder.tables)?;
            add(group, pool, builder)?;
        }
    }
    Ok(())
}
