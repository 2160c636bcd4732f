//! `EC2NodeClass` and `AKSNodeClass`: what NodePools leave to their provider.

use super::object_name;
use crate::inventory::builder::InventoryBuilder;
use crate::inventory::node_class::NodeClass;
use crate::inventory::pool::NodeClassRef;
use crate::inventory::resources::ResourceAmounts;
use crate::inventory::short::shape::read_amounts;
use crate::yaml::cursor::{At, Read};

/// Reads a node class of EC2 (`karpenter.k8s.aws`): its images are Linux but for those of the Windows
/// families (`getOS` of karpenter-provider-aws).
///
/// # Errors
/// At the first mistake in what is read.
pub(crate) fn read_ec2(at: At<'_>, builder: &mut InventoryBuilder) -> Read<()> {
    let family = at.find(&["spec", "amiFamily"]).map(At::text).transpose()?;
    let mut family = family.unwrap_or_default().to_lowercase();
    if let Some(terms) = at.find(&["spec", "amiSelectorTerms"]) {
        for term in terms.list()? {
            if let Some(alias) = term.get("alias") {
                family = alias.text()?.to_lowercase();
            }
        }
    }
    let max_pods = at.find(&["spec", "kubelet", "maxPods"]);
    read(at, "karpenter.k8s.aws", "EC2NodeClass", (&family, max_pods), builder)
}

/// Reads a node class of Azure (`karpenter.azure.com`): `GetOSForImageFamily` of
/// karpenter-provider-azure.
///
/// # Errors
/// At the first mistake in what is read.
pub(crate) fn read_azure(at: At<'_>, builder: &mut InventoryBuilder) -> Read<()> {
    let family = at.find(&["spec", "imageFamily"]).map(At::text).transpose()?;
    let family = family.unwrap_or_default().to_lowercase();
    let max_pods = at.find(&["spec", "maxPods"]);
    read(at, "karpenter.azure.com", "AKSNodeClass", (&family, max_pods), builder)
}

fn read(
    at: At<'_>,
    group: &str,
    kind: &str,
    (family, max_pods): (&str, Option<At<'_>>),
    builder: &mut InventoryBuilder,
) -> Read<()> {
    let name = object_name(at, kind)?.text()?;
    let reserved = reserved(at, builder)?;
    builder.node_classes.push(NodeClass {
        this: NodeClassRef { group: group.into(), kind: kind.into(), name: name.into() },
        os: if family.starts_with("windows") { "windows" } else { "linux" },
        max_pods: max_pods.map(|most| most.number(0, i64::from(i32::MAX))).transpose()?,
        reserved,
    });
    Ok(())
}

/// What the kubelet keeps for itself and for the system. What it evicts pods for is a share of the
/// memory as often as an amount, and left out.
fn reserved(at: At<'_>, builder: &mut InventoryBuilder) -> Read<Option<ResourceAmounts>> {
    let mut sum = ResourceAmounts::default();
    for list in ["kubeReserved", "systemReserved"] {
        if let Some(amounts) = at.find(&["spec", "kubelet", list]) {
            let start = ResourceAmounts::default();
            sum.add(&read_amounts(amounts, start, &mut builder.tables)?);
        }
    }
    Ok((sum != ResourceAmounts::default()).then_some(sum))
}
