//! `Shoot` of Gardener: its pools of workers.

use super::group::Group;
use super::{add, share};
use crate::inventory::builder::InventoryBuilder;
use crate::inventory::pool::Origin;
use crate::inventory::provider::Provider;
use crate::kubernetes::node_labels::{ARCH, REGION};
use crate::kubernetes::toleration::NO_SCHEDULE;
use crate::yaml::cursor::{At, Read};

/// The taint of a node until the components run there without which it is of no use.
const NOT_READY: &str = "node.gardener.cloud/critical-components-not-ready";

/// Reads the pools of a cluster's workers.
///
/// # Errors
/// At the first mistake in what is read.
pub(crate) fn read(at: At<'_>, builder: &mut InventoryBuilder) -> Read<()> {
    let workers = at.find(&["spec", "provider", "workers"]);
    for worker in workers.map(At::list).transpose()?.into_iter().flatten() {
        read_pool(at, worker, builder)?;
    }
    Ok(())
}

fn read_pool(shoot: At<'_>, at: At<'_>, builder: &mut InventoryBuilder) -> Read<()> {
    let named = at.get("name").filter(|name| name.text() != Ok(""));
    let named = named.ok_or_else(|| at.wrong("workers without a name"))?;
    let name = named.text()?;
    let mut group = Group::new(&mut builder.tables);
    group.labels(at.get("labels"))?;
    for key in ["worker.gardener.cloud/pool", "worker.garden.sapcloud.io/group"] {
        group.set_at(named, key, name)?;
    }
    let system = at.find(&["systemComponents", "allow"]).map(At::flag).transpose()?;
    if system != Some(false) {
        group.set("worker.gardener.cloud/system-components", "true");
    }
    let runtime = "worker.gardener.cloud/cri-name";
    match at.find(&["cri", "name"]) {
        Some(at) => group.set_at(at, runtime, at.text()?)?,
        None => group.set(runtime, "containerd"),
    }
    group.os(false);
    match at.find(&["machine", "architecture"]) {
        Some(at) => group.set_at(at, ARCH, at.text()?)?,
        None => group.set(ARCH, "amd64"),
    }
    group.one_of(REGION, shoot.find(&["spec", "region"]))?;
    group.taints(at.get("taints"))?;
    group.taint(named, (NOT_READY, "", NO_SCHEDULE))?;
    group.machines(at.find(&["machine", "type"]), at.get("zones"))?;
    let kubelet = ["kubernetes", "kubelet", "maxPods"];
    let own = at.find(&kubelet);
    group.max_pods(own.or_else(|| shoot.get("spec").and_then(|spec| spec.find(&kubelet))))?;
    let mut pool = group.pool(name, (Origin::Gardener, Provider::Plain), at.get("maximum"))?;
    let threshold = |key| -> Read<_> {
        let own = at.find(&["clusterAutoscaler", key]);
        let all = || shoot.find(&["spec", "kubernetes", "clusterAutoscaler", key]);
        let text = own.or_else(all).map(|at| at.literal("a share")).transpose()?;
        Ok(text.and_then(|text| share(&text)))
    };
    pool.provisioning.threshold = threshold("scaleDownUtilizationThreshold")?;
    pool.provisioning.gpu_threshold = threshold("scaleDownGpuUtilizationThreshold")?;
    add(at, pool, builder)
}
