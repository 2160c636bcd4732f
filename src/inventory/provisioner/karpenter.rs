//! `NodePool` of Karpenter (`karpenter.sh/v1`, `karpenter.sh/v1beta1`).

use super::requirements::Requirements;
use super::{NewNode, add, add_taint, instance_type, object_name};
use crate::inventory::builder::InventoryBuilder;
use crate::inventory::pool::{NodeClassRef, Origin, Pool};
use crate::inventory::provider::{Coming, Provider};
use crate::inventory::short::shape::{Shape, taints};
use crate::inventory::symbols::Symbol;
use crate::inventory::tables::Tables;
use crate::kubernetes::labels::Test;
use crate::kubernetes::node_labels::{
    ARCH, CAPACITY_TYPE, OS, WELL_KNOWN, WINDOWS_BUILD, newer_name,
};
use crate::kubernetes::quantity::Quantity;
use crate::words::count;
use crate::yaml::cursor::{At, Read};

/// The label by which Karpenter's nodes name their pool.
const POOL: &str = "karpenter.sh/nodepool";
const CAPACITY_TYPES: [&str; 3] = ["on-demand", "reserved", "spot"];
/// Labels that a node gets once it is up.
const STATES: [&str; 2] = ["karpenter.sh/registered", "karpenter.sh/initialized"];

/// Reads a NodePool. How large a node is depends on the instance that Karpenter chooses, so that
/// nothing is said about room.
///
/// # Errors
/// At the first mistake in what is read.
pub(crate) fn read(at: At<'_>, builder: &mut InventoryBuilder) -> Read<()> {
    let named = object_name(at, "NodePool")?;
    let name = named.text()?;
    let tables = &mut builder.tables;
    let mut shape = Shape::new(tables);
    if let Some(labels) = at.find(&["spec", "template", "metadata", "labels"]) {
        shape.read_labels(labels, tables)?;
    }
    shape.set_at(named, POOL, name, tables)?;
    let spec = at.find(&["spec", "template", "spec"]);
    let mut pool = machines(spec, name, shape, tables)?;
    if limited_to_nothing(at)? {
        pool.closed = Some("its limits allow no node");
    }
    let weight = at.find(&["spec", "weight"]).map(|weight| weight.number(0, i64::MAX));
    pool.provisioning.weight = weight.transpose()?.unwrap_or_default();
    if let Some(replicas) = at.find(&["spec", "replicas"]) {
        pool.provisioning.fixed = true;
        match replicas.number(0, i64::MAX)? {
            0 => pool.closed = Some("it is static, with 0 replicas: pods start no node of it"),
            some => pool.notes.push(format!(
                "it is static: {}, whose size Karpenter chooses without regard to DaemonSets",
                count(usize::try_from(some).unwrap_or(usize::MAX), "node")
            )),
        }
    }
    add(at, pool, builder)
}

/// The nodes that the spec of a NodePool's template, or that of a NodeClaim, makes, over what is known
/// of them already.
///
/// # Errors
/// At the first mistake in what is read.
pub(super) fn machines(
    spec: Option<At<'_>>,
    name: &str,
    mut shape: Shape,
    tables: &mut Tables,
) -> Read<Pool> {
    let of = |key| spec.and_then(|spec: At<'_>| spec.get(key));
    if let Some(list) = of("taints") {
        shape.taints = taints(list, tables)?;
    }
    let startup = of("startupTaints").map(|list| taints(list, tables)).transpose()?;
    let class = of("nodeClassRef").map(class_ref).transpose()?;
    let provider = Provider::of_group(class.as_ref().map_or("", |class| &class.group));
    if let Some((at, class)) = of("nodeClassRef").zip(class.as_ref()) {
        set_class_labels(at, class, &mut shape, tables)?;
    }
    let mut named: Vec<Symbol> = Vec::new();
    for (key, _) in &shape.labels {
        let newer = newer_name(tables.symbols.text(*key));
        named.push(newer.map_or(*key, |newer| tables.symbols.intern(newer)));
    }
    for state in STATES {
        shape.set_text(state, "true", tables);
    }
    if provider == Provider::EksAuto {
        shape.set_text("eks.amazonaws.com/compute-type", "auto", tables);
        // Its machines run Bottlerocket.
        shape.set_text(OS, "linux", tables);
    }
    let mut requirements = Requirements::default();
    if let Some(list) = of("requirements") {
        requirements.read(list)?;
    }

    named.extend(requirements.keys().map(|key| tables.symbols.intern(key)));
    let mut node = NewNode { open: requirements.apply(&mut shape, tables), shape };
    for open in &mut node.open {
        // A label that only the pool knows gets some value that the requirements allow
        // (`Requirement.Any`), also by `NotIn` and `Exists`.
        open.may_be_missing &= may_be_missing(tables.symbols.text(open.key), &provider);
    }
    for key in requirements.refused() {
        if is_known(key, &provider) {
            node.leave_open(key, Some(Test::DoesNotExist), true, tables);
        }
    }
    let key = tables.symbols.intern(CAPACITY_TYPE);
    if !node.has(key) {
        let types = CAPACITY_TYPES.map(str::to_owned).to_vec();
        node.leave_open(CAPACITY_TYPE, Some(Test::In(types)), false, tables);
    }
    let arch = tables.symbols.intern(ARCH);
    let on_windows = node.shape.text(OS, tables) == Some("windows");
    if provider == Provider::Ec2 && on_windows && !node.has(arch) {
        node.shape.set_text(ARCH, "amd64", tables);
    }
    instance_type::set_labels(&mut node, &provider, tables);
    node.complete(&provider, tables);
    let mut pool = node.into_pool(name, Origin::Karpenter, tables);
    let mut at_first = pool.startup_taints.to_vec();
    for id in startup.unwrap_or_default() {
        add_taint(&mut at_first, id, tables);
    }
    pool.startup_taints = at_first.into();
    if requirements.contradict_themselves() {
        pool.closed = Some("its requirements contradict each other");
    }
    (pool.provider, pool.node_class) = (provider, class);
    pool.provisioning.named = named.into();
    Ok(pool)
}

/// Reads which node class is named; earlier versions have its apiVersion where its group is now.
fn class_ref(at: At<'_>) -> Read<NodeClassRef> {
    let text = |key: &str| at.get(key).map_or(Ok(""), At::text);
    let group = match text("group")? {
        "" => text("apiVersion")?,
        group => group,
    };
    // With a version, also where the group is meant.
    let group = group.split('/').next().unwrap_or_default();
    Ok(NodeClassRef { group: group.into(), kind: text("kind")?.into(), name: text("name")?.into() })
}

/// Sets the label by which a node names its node class.
fn set_class_labels(
    at: At<'_>,
    class: &NodeClassRef,
    shape: &mut Shape,
    tables: &mut Tables,
) -> Read<()> {
    if class.group.is_empty() || class.kind.is_empty() {
        return Ok(());
    }
    let key = format!("{}/{}", class.group, class.kind.to_lowercase());
    shape.set_at(at, &key, &class.name, tables)
}

/// Whether Karpenter or the provider knows of a label, so that it has its own value.
fn is_known(key: &str, provider: &Provider) -> bool {
    WELL_KNOWN.contains(&key)
        || newer_name(key).is_some()
        || [CAPACITY_TYPE, WINDOWS_BUILD].contains(&key)
        || provider.coming(key).is_some()
}

/// Whether a label that requirements name and don't demand may be missing.
fn may_be_missing(key: &str, provider: &Provider) -> bool {
    key == WINDOWS_BUILD || matches!(provider.coming(key), Some(Coming::Sometimes | Coming::Later))
}

/// Whether `spec.limits` leaves no room for any node.
fn limited_to_nothing(at: At<'_>) -> Read<bool> {
    let Some(limits) = at.find(&["spec", "limits"]) else { return Ok(false) };
    for resource in ["cpu", "memory", "nodes"] {
        let Some(limit) = limits.get(resource) else { continue };
        let text = limit.literal("a quantity")?;
        let quantity = Quantity::parse(&text)
            .map_err(|error| limit.wrong(format!("`{text}` as a limit of {resource} {error}")))?;
        if quantity.is_zero() {
            return Ok(true);
        }
    }
    Ok(false)
}
