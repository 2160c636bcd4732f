//! One object of an inventory: a node, a pod, a namespace, or something that is passed over.

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess};

use super::fields::{Elements, Fields, List, Object, QuantityText, Text, skip};
use super::node::{Labels, Node, TaintId};
use super::pod_item::{PodSpecPart, PodStatusPart};
use super::resources::ResourceAmounts;
use super::symbols::Symbol;
use super::tables::Tables;
use crate::kubernetes::names::namespace_or_default;

/// What was read of one object, of whatever kind: the kind may stand behind everything else, or
/// only at the list. Kept between objects, so that its buffers are.
#[derive(Debug, Default)]
pub(super) struct Item {
    /// `apiVersion`, empty where there is none.
    pub api_version: String,
    /// `kind`, empty where there is none, as in the items of a `NodeList`.
    pub kind: String,
    /// `metadata.name`.
    pub name: String,
    /// `metadata.namespace`.
    pub namespace: String,
    /// `metadata.labels`.
    pub labels: Vec<(Symbol, Symbol)>,
    /// The DaemonSet that controls the object.
    pub daemon_set: Option<String>,
    /// Whether any controller owns the object.
    pub controlled: bool,
    /// `metadata.deletionTimestamp` is set.
    pub terminating: bool,
    /// The digits of `metadata.creationTimestamp`.
    pub created: u64,
    /// A node's taints.
    pub taints: Vec<TaintId>,
    /// A node's `spec.unschedulable`.
    pub unschedulable: bool,
    /// A node's `status.allocatable`.
    pub allocatable: Option<ResourceAmounts>,
    /// A node's `status.capacity`.
    pub capacity: Option<ResourceAmounts>,
    /// A node's `status.nodeInfo.kubeletVersion`.
    pub kubelet: Option<Symbol>,
    /// A node's `status.declaredFeatures`.
    pub declared_features: Option<Vec<Symbol>>,
    /// Whether a node's condition `Ready` is `True`.
    pub ready: Option<bool>,
    /// It has a field `pools`, as only the short form has.
    pub has_pools: bool,
    /// A pod's spec.
    pub pod_spec: PodSpecPart,
    /// A pod's status.
    pub pod_status: PodStatusPart,
}

impl Item {
    fn clear(&mut self) {
        self.api_version.clear();
        self.kind.clear();
        self.name.clear();
        self.namespace.clear();
        self.labels.clear();
        self.daemon_set = None;
        self.controlled = false;
        self.terminating = false;
        self.created = 0;
        self.taints.clear();
        self.unschedulable = false;
        self.allocatable = None;
        self.capacity = None;
        self.kubelet = None;
        self.declared_features = None;
        self.ready = None;
        self.has_pools = false;
        self.pod_spec = PodSpecPart::default();
        self.pod_status = PodStatusPart::default();
    }

    /// Nothing but the apiVersion and the kind of an object, as text.
    pub(super) fn head(&mut self, api_version: &str, kind: &str) {
        self.clear();
        self.api_version.push_str(api_version);
        self.kind.push_str(kind);
    }

    /// Whether it may be the newest pod of its DaemonSet, as far as it was read.
    pub(super) fn may_be_newest(&self, tables: &Tables) -> bool {
        let Some(name) = &self.daemon_set else { return self.name.is_empty() };
        let namespace = namespace_or_default(Some(&self.namespace));
        tables.newest.wants(namespace, name, self.created, &tables.symbols)
    }

    /// The node that was read.
    pub(super) fn node(&mut self) -> Node {
        Node {
            name: self.name.as_str().into(),
            labels: Labels::new(&self.labels),
            taints: self.taints.as_slice().into(),
            unschedulable: self.unschedulable,
            ready: self.ready,
            allocatable: self.allocatable.take().or_else(|| self.capacity.take()),
            kubelet: self.kubelet,
            // Where a kubelet has told its version, it has told its features, too.
            declared_features: match (&self.declared_features, self.kubelet) {
                (None, None) => None,
                (None, Some(_)) => Some(Box::default()),
                (Some(features), _) => Some(features.as_slice().into()),
            },
            pool: None,
        }
    }
}

/// Whether objects of that kind are read field by field. One without a kind may be.
#[must_use]
pub(super) fn is_ours(kind: &str) -> bool {
    matches!(kind, "" | "Node" | "Pod" | "Namespace")
}

/// Reads one object into an [`Item`].
pub(super) struct ItemSeed<'a> {
    /// Where it goes.
    pub item: &'a mut Item,
    /// The tables of the run.
    pub tables: &'a mut Tables,
}

impl<'de> DeserializeSeed<'de> for ItemSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(mut self, deserializer: D) -> Result<(), D::Error> {
        self.item.clear();
        Object(&mut self).deserialize(deserializer)
    }
}

impl<'de> Fields<'de> for ItemSeed<'_> {
    fn field<A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        let Self { item, tables } = self;
        match key {
            "apiVersion" => set(&mut item.api_version, map),
            "kind" => set(&mut item.kind, map),
            "metadata" => map.next_value_seed(Object(&mut Metadata { item, tables })),
            "spec" => map.next_value_seed(Object(&mut Spec { item, tables })),
            "status" => map.next_value_seed(Object(&mut Status { item, tables })),
            "pools" => {
                item.has_pools = true;
                skip(map)
            }
            _ => skip(map),
        }
    }
}

/// Reads a text into a buffer that is kept.
fn set<'de, A: MapAccess<'de>>(text: &mut String, map: &mut A) -> Result<(), A::Error> {
    text.clear();
    text.push_str(&map.next_value::<Text<'de>>()?);
    Ok(())
}

struct Metadata<'a> {
    item: &'a mut Item,
    tables: &'a mut Tables,
}

impl<'de> Fields<'de> for Metadata<'_> {
    fn field<A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        let Self { item, tables } = self;
        match key {
            "name" => set(&mut item.name, map),
            "namespace" => set(&mut item.namespace, map),
            "labels" => {
                let mut labels = LabelFields { labels: &mut item.labels, tables };
                map.next_value_seed(Object(&mut labels))?;
                tables.remember(&item.labels);
                Ok(())
            }
            "creationTimestamp" => {
                let text = map.next_value::<Option<Text<'de>>>()?;
                item.created = text.map_or(0, |text| digits(&text));
                Ok(())
            }
            "deletionTimestamp" => {
                item.terminating = map.next_value::<Option<serde::de::IgnoredAny>>()?.is_some();
                Ok(())
            }
            "ownerReferences" => {
                map.next_value_seed(List(&mut Owners { item, owner: Owner::default() }))
            }
            _ => skip(map),
        }
    }
}

/// The digits of a point in time to the second, as a number: later ones are larger.
pub(super) fn digits(text: &str) -> u64 {
    let digits = text.bytes().filter(u8::is_ascii_digit).take(14);
    digits.fold(0, |number, digit| number * 10 + u64::from(digit - b'0'))
}

/// Labels into symbols.
pub(super) struct LabelFields<'a> {
    /// Where they go.
    pub labels: &'a mut Vec<(Symbol, Symbol)>,
    /// The tables of the run.
    pub tables: &'a mut Tables,
}

impl<'de> Fields<'de> for LabelFields<'_> {
    fn field<A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        let place = self.labels.len();
        let key = self.tables.label_key(place, key);
        let value = map.next_value::<Text<'de>>()?;
        let value = self.tables.label_value(place, &value);
        self.labels.push((key, value));
        Ok(())
    }
}

#[derive(Default)]
struct Owner {
    controller: bool,
    daemon_set: bool,
    name: String,
}

struct Owners<'a> {
    item: &'a mut Item,
    owner: Owner,
}

impl<'de> Fields<'de> for Owners<'_> {
    fn field<A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        match key {
            "controller" => self.owner.controller = flag(map)?,
            "kind" => self.owner.daemon_set = &*map.next_value::<Text<'de>>()? == "DaemonSet",
            "name" => set(&mut self.owner.name, map)?,
            _ => skip(map)?,
        }
        Ok(())
    }
}

impl<'de> Elements<'de> for Owners<'_> {
    fn end<E: Error>(&mut self) -> Result<(), E> {
        let owner = std::mem::take(&mut self.owner);
        self.item.controlled |= owner.controller;
        if owner.controller && owner.daemon_set {
            self.item.daemon_set = Some(owner.name);
        }
        Ok(())
    }
}

/// A boolean; null is false.
fn flag<'de, A: MapAccess<'de>>(map: &mut A) -> Result<bool, A::Error> {
    Ok(map.next_value::<Option<bool>>()?.unwrap_or_default())
}

struct Spec<'a> {
    item: &'a mut Item,
    tables: &'a mut Tables,
}

impl<'de> Fields<'de> for Spec<'_> {
    fn field<A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        let Self { item, tables } = self;
        match key {
            "taints" => {
                // Where `spec` stands twice, Go begins the list anew.
                item.taints.clear();
                map.next_value_seed(List(&mut Taints::new(&mut item.taints, tables)))
            }
            "unschedulable" => {
                item.unschedulable = flag(map)?;
                Ok(())
            }
            "nodeSelector" | "tolerations" if !item.may_be_newest(tables) => skip(map),
            _ => item.pod_spec.field(key, map),
        }
    }
}

/// Taints into ids.
pub(super) struct Taints<'a> {
    taints: &'a mut Vec<TaintId>,
    tables: &'a mut Tables,
    key: Symbol,
    value: Symbol,
    effect: Symbol,
    empty: Symbol,
}

impl<'a> Taints<'a> {
    /// Taints that go to the end of a list.
    pub(super) fn new(taints: &'a mut Vec<TaintId>, tables: &'a mut Tables) -> Self {
        let empty = tables.symbols.intern("");
        Self { taints, tables, key: empty, value: empty, effect: empty, empty }
    }
}

impl<'de> Fields<'de> for Taints<'_> {
    fn field<A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        let place = match key {
            "key" => &mut self.key,
            "value" => &mut self.value,
            "effect" => &mut self.effect,
            _ => return skip(map),
        };
        *place = self.tables.symbols.intern(&map.next_value::<Text<'de>>()?);
        Ok(())
    }
}

impl<'de> Elements<'de> for Taints<'_> {
    fn end<E: Error>(&mut self) -> Result<(), E> {
        self.taints.push(self.tables.taint(self.key, self.value, self.effect));
        (self.key, self.value, self.effect) = (self.empty, self.empty, self.empty);
        Ok(())
    }
}

struct Status<'a> {
    item: &'a mut Item,
    tables: &'a mut Tables,
}

impl<'de> Fields<'de> for Status<'_> {
    fn field<A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        let Self { item, tables } = self;
        match key {
            "allocatable" => {
                item.allocatable = amounts(map, tables)?;
                Ok(())
            }
            "capacity" => {
                item.capacity = amounts(map, tables)?;
                Ok(())
            }
            "conditions" => map.next_value_seed(List(&mut Conditions {
                item,
                kind: String::new(),
                status: String::new(),
                reason: String::new(),
            })),
            "nodeInfo" => map.next_value_seed(Object(&mut NodeInfo { item, tables })),
            "declaredFeatures" => {
                let features = map.next_value::<Option<Vec<Text<'de>>>>()?.unwrap_or_default();
                let symbols = &mut tables.symbols;
                item.declared_features =
                    Some(features.iter().map(|feature| symbols.intern(feature)).collect());
                Ok(())
            }
            _ => item.pod_status.field(key, map),
        }
    }
}

struct NodeInfo<'a> {
    item: &'a mut Item,
    tables: &'a mut Tables,
}

impl<'de> Fields<'de> for NodeInfo<'_> {
    fn field<A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        if key != "kubeletVersion" {
            return skip(map);
        }
        let version = map.next_value::<Text<'de>>()?;
        self.item.kubelet = (!version.is_empty()).then(|| self.tables.symbols.intern(&version));
        Ok(())
    }
}

/// Reads a resource list.
fn amounts<'de, A: MapAccess<'de>>(
    map: &mut A,
    tables: &mut Tables,
) -> Result<Option<ResourceAmounts>, A::Error> {
    let mut fields =
        AmountFields { amounts: ResourceAmounts::default(), scalar: Vec::new(), tables };
    map.next_value_seed(Object(&mut fields))?;
    Ok(Some(fields.amounts.with_scalar(fields.scalar)))
}

/// A resource list into amounts.
pub(super) struct AmountFields<'a> {
    /// The amounts so far, without the scalar ones.
    pub amounts: ResourceAmounts,
    /// The scalar ones.
    pub scalar: Vec<(Symbol, i64)>,
    /// The tables of the run.
    pub tables: &'a mut Tables,
}

impl<'de> Fields<'de> for AmountFields<'_> {
    fn field<A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        let QuantityText(text) = map.next_value::<QuantityText<'de>>()?;
        let Self { amounts, scalar, tables } = self;
        amounts.set(key, &text, scalar, &mut tables.symbols).map_err(A::Error::custom)
    }
}

struct Conditions<'a> {
    item: &'a mut Item,
    kind: String,
    status: String,
    reason: String,
}

impl<'de> Fields<'de> for Conditions<'_> {
    fn field<A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        match key {
            "type" => set(&mut self.kind, map),
            "status" => set(&mut self.status, map),
            "reason" => set(&mut self.reason, map),
            _ => skip(map),
        }
    }
}

impl<'de> Elements<'de> for Conditions<'_> {
    fn end<E: Error>(&mut self) -> Result<(), E> {
        match self.kind.as_str() {
            "Ready" => self.item.ready = Some(self.status == "True"),
            "PodResizePending" => self.item.pod_status.resize_pending(&self.reason),
            _ => {}
        }
        self.kind.clear();
        self.status.clear();
        self.reason.clear();
        Ok(())
    }
}
