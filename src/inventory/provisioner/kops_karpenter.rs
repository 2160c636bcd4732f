//! An `InstanceGroup` of kops that Karpenter manages: kops makes a `NodePool` of it, and no group that the
//! cluster autoscaler would see (`buildKarpenterNodePool` in `upup/pkg/fi/cloudup`).

use serde_json::{Map, Value, json};

use super::{is_variable, karpenter};
use crate::inventory::builder::InventoryBuilder;
use crate::inventory::ix::{Ix, PoolIx};
use crate::inventory::short::shape::split_taint;
use crate::kubernetes::node_labels::{CAPACITY_TYPE, HOSTNAME, INSTANCE_TYPE, OS, ZONE};
use crate::source::SourceFile;
use crate::yaml::cursor::{At, Read};
use crate::yaml::parse_stream;

/// Reads a group of that name.
///
/// # Errors
/// At the first mistake in what is read.
pub(super) fn read(at: At<'_>, named: At<'_>, builder: &mut InventoryBuilder) -> Read<()> {
    let of = |path: &[&str]| at.get("spec").and_then(|spec| spec.find(path));
    let number = |key| of(&[key]).map(|at: At<'_>| at.number(0, i64::from(i32::MAX))).transpose();
    let mut spec = json!({"template": {
        "metadata": {"labels": labels(named.text()?, of(&["nodeLabels"]))?},
        "spec": {
            "nodeClassRef": {"group": "karpenter.k8s.aws", "kind": "EC2NodeClass", "name": named.text()?},
            "taints": taints(of(&["taints"]))?,
            "requirements": requirements(&of)?,
        },
    }});
    if let Some(least) = number("minSize")?.filter(|least| *least > 0) {
        spec["replicas"] = least.into();
    }
    if let Some(most) = number("maxSize")? {
        spec["limits"] = json!({"nodes": most.to_string()});
    }
    let pool = json!({
        "apiVersion": "karpenter.sh/v1",
        "kind": "NodePool",
        "metadata": {"name": named.text()?},
        "spec": spec,
    });
    let place = PoolIx::new(builder.inventory.pools.len());
    let file = SourceFile::new("", pool.to_string());
    for document in parse_stream(&file).into_iter().flatten() {
        // The text that is read here has no place in the group.
        karpenter::read(At::root(&document), builder).map_err(|wrong| at.wrong(wrong.message))?;
    }
    // It goes to the node class that kops makes.
    let max_pods = of(&["kubelet", "maxPods"]);
    let max_pods = max_pods.map(|at| at.number(0, i64::from(i32::MAX))).transpose()?;
    if let Some(pool) = builder.inventory.pools.get_mut(place) {
        pool.max_pods = max_pods;
    }
    Ok(())
}

/// The labels of a group's nodes, but for those that Karpenter keeps to itself.
fn labels(name: &str, written: Option<At<'_>>) -> Read<Map<String, Value>> {
    let mut labels = Map::new();
    for (_, value) in written.map(At::entries).transpose()?.into_iter().flatten() {
        let key = value.key();
        let domain = key.split_once('/').map_or("", |(domain, _)| domain);
        let within = |parent: &str| {
            domain == parent || domain.strip_suffix(parent).is_some_and(|sub| sub.ends_with('.'))
        };
        let own = key == HOSTNAME || within("karpenter.sh") || within("karpenter.k8s.aws");
        if !own || key == CAPACITY_TYPE {
            labels.insert(key.to_owned(), value.text()?.into());
        }
    }
    labels.insert("node-role.kubernetes.io/node".to_owned(), "".into());
    labels.insert("kops.k8s.io/instancegroup".to_owned(), name.into());
    Ok(labels)
}

fn taints(written: Option<At<'_>>) -> Read<Vec<Value>> {
    let list = written.map(At::list).transpose()?.into_iter().flatten();
    let taint = |taint: At<'_>| {
        let text = taint.text()?;
        let parts = split_taint(text);
        let (key, value, effect) =
            parts.ok_or_else(|| taint.wrong(format!("`{text}` is not a taint")))?;
        Ok(json!({"key": key, "value": value, "effect": effect}))
    };
    list.map(taint).collect()
}

/// Linux, the instance types, how machines are paid for, and the zones of the subnets as far as the group
/// names them.
fn requirements<'d>(of: &impl Fn(&[&str]) -> Option<At<'d>>) -> Read<Vec<Value>> {
    let mut all = vec![requirement(OS, &["linux"])];
    let mut types: Vec<&str> = Vec::new();
    let mixed = of(&["mixedInstancesPolicy", "instances"]).map(At::texts).transpose()?;
    types.extend(mixed.into_iter().flatten().map(|(_, name)| name.trim()));
    if let Some(at) = of(&["machineType"]) {
        types.extend(at.text()?.split(',').map(str::trim));
    }
    types.retain(|name| !name.is_empty());
    let zones = of(&["zones"]).map(At::texts).transpose()?;
    let zones: Vec<&str> = zones.into_iter().flatten().map(|(_, zone)| zone).collect();
    for (key, values) in [(INSTANCE_TYPE, types), (ZONE, zones)] {
        if !values.is_empty() && !values.iter().any(|value| is_variable(value)) {
            all.push(requirement(key, &values));
        }
    }
    let above = of(&["mixedInstancesPolicy", "onDemandAboveBase"]);
    let above = above.map(|at| at.number(0, i64::MAX)).transpose()?;
    all.push(requirement(
        CAPACITY_TYPE,
        match above {
            _ if of(&["maxPrice"]).or_else(|| of(&["spotDurationInMinutes"])).is_some() => {
                &["spot"]
            }
            Some(..100) => &["on-demand", "spot"],
            _ => &["on-demand"],
        },
    ));
    Ok(all)
}

fn requirement(key: &str, values: &[&str]) -> Value {
    json!({"key": key, "operator": "In", "values": values})
}
