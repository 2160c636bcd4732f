//! Machine templates of Cluster API's infrastructure providers, and the groups of machines that name
//! them: what the status of a template says of its machines is what the cluster autoscaler takes for a
//! first node (`clusterapi_unstructured.go` of its provider `clusterapi`).

use super::Inventory;
use super::ix::PoolIx;
use super::node_class::settle;
use super::pool::NodeClassRef;
use super::resources::ResourceAmounts;
use super::symbols::Symbols;
use crate::kubernetes::node_labels::{ARCH, OS};

/// Why the autoscaler starts no first node of a group.
pub(crate) const NO_SIZE: &str =
    "it has no node, and no cpu and memory annotations for the autoscaler to start one by";

/// Names with what stands behind them, as written.
pub(super) type Texts = Vec<(Box<str>, Box<str>)>;

/// A machine template, as its provider's controller tells of it.
#[derive(Clone, Debug)]
pub(crate) struct MachineTemplate {
    /// How groups name it.
    pub this: NodeClassRef,
    /// Where it is.
    pub namespace: Box<str>,
    /// The operating system of its images, as its spec says; empty where it doesn't.
    pub spec_os: Box<str>,
    /// The architecture of its instance type, where its name tells; else empty.
    pub spec_arch: &'static str,
    /// Whether there is a status: only that is asked by the autoscaler.
    pub has_status: bool,
    /// `status.capacity`.
    pub capacity: Texts,
    /// `status.nodeInfo.operatingSystem`; empty where it is not told.
    pub os: Box<str>,
    /// `status.nodeInfo.architecture`; likewise.
    pub arch: Box<str>,
}

/// A group of machines that names its template, which may stand before or behind it.
#[derive(Clone, Debug)]
pub(crate) struct MachineGroup {
    /// Its pool.
    pub pool: PoolIx,
    /// Where it is: the autoscaler looks for the template there.
    pub namespace: Box<str>,
    /// What its annotations say; none where the autoscaler makes nothing of them.
    pub offered: Option<Offered>,
}

/// What the annotations of a group say that a node offers, the number of pods always among it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Offered(pub Texts);

impl Offered {
    /// These over what a template's status says, resource by resource; none where CPU or memory is
    /// still not known. What is no quantity in a status is passed over (`InstanceCapacity`).
    pub(crate) fn over(
        &self,
        status: &[(Box<str>, Box<str>)],
        symbols: &mut Symbols,
    ) -> Option<ResourceAmounts> {
        let (mut amounts, mut scalar) = (ResourceAmounts::default(), Vec::new());
        for (name, text) in status.iter().chain(&self.0) {
            let _ = amounts.set(name, text, &mut scalar, symbols);
        }
        let known = amounts.milli_cpu > 0 && amounts.memory > 0;
        known.then(|| amounts.with_scalar(scalar))
    }
}

/// Tells the pools of groups what their templates say.
pub(super) fn apply(
    templates: &[MachineTemplate],
    groups: &[MachineGroup],
    inventory: &mut Inventory,
) {
    let Inventory { pools, symbols, .. } = inventory;
    for group in groups {
        let Some(pool) = pools.get_mut(group.pool) else { continue };
        let template = templates.iter().find(|template| {
            pool.node_class.as_ref() == Some(&template.this)
                && template.namespace == group.namespace
        });
        let Some(template) = template else { continue };
        if template.os.is_empty() && !template.spec_os.is_empty() {
            settle(pool, OS, &template.spec_os, symbols);
            pool.provisioning.unseen_os = true;
        }
        if template.arch.is_empty() && !template.spec_arch.is_empty() {
            settle(pool, ARCH, template.spec_arch, symbols);
            pool.provisioning.unseen_arch = true;
        }
        if !template.has_status {
            continue;
        }
        for (key, value) in [(OS, &template.os), (ARCH, &template.arch)] {
            if !value.is_empty() {
                settle(pool, key, value, symbols);
            }
        }
        // It sets both to what the status says, also where that is nothing.
        pool.provisioning.nameless = template.os.is_empty() || template.arch.is_empty();
        let Some(offered) = &group.offered else { continue };
        if let Some(amounts) = offered.over(&template.capacity, symbols) {
            pool.template.allocatable = Some(amounts);
            pool.closed = pool.closed.filter(|closed| *closed != NO_SIZE);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::Resource;

    fn texts(all: &[(&str, &str)]) -> Texts {
        all.iter().map(|(name, text)| ((*name).into(), (*text).into())).collect()
    }

    #[test]
    fn annotations_go_over_the_status_resource_by_resource() {
        let mut symbols = Symbols::default();
        let status = texts(&[("cpu", "2"), ("memory", "8Gi"), ("nvidia.com/gpu", "one")]);
        let offered = Offered(texts(&[("memory", "16Gi"), ("pods", "110")]));
        let amounts = offered.over(&status, &mut symbols);
        let of = |resource| amounts.as_ref().map(|all| all.get(resource));
        assert_eq!(of(Resource::Cpu), Some(2000));
        assert_eq!(of(Resource::Memory), Some(16 << 30));
        assert_eq!(of(Resource::Pods), Some(110));
        assert_eq!(offered.over(&status[1..], &mut symbols), None);
    }
}
