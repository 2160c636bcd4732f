//! What nodes of one kind have in common: labels, taints, what they offer.

use crate::inventory::PoolIx;
use crate::inventory::node::{Labels, Node, TaintId};
use crate::inventory::pool::{NEW_NODE, OpenLabel};
use crate::inventory::resources::ResourceAmounts;
use crate::inventory::symbols::Symbol;
use crate::inventory::tables::Tables;
use crate::kubernetes::names;
use crate::kubernetes::node_labels::{ARCH, HOSTNAME, OLD_ARCH, OLD_OS, OS};
use crate::kubernetes::release::minor;
use crate::kubernetes::toleration::{NO_EXECUTE, NO_SCHEDULE, PREFER_NO_SCHEDULE};
use crate::yaml::cursor::{At, Read};

/// What a label's value says where it is the node's own name.
pub(crate) const NAME: &str = "{name}";

/// How many pods a kubelet takes unless told otherwise.
pub(crate) const PODS: i64 = 110;

/// What nodes of one kind have in common.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    /// The labels.
    pub labels: Vec<(Symbol, LabelValue)>,
    /// The taints.
    pub taints: Vec<TaintId>,
    /// What a node offers.
    pub allocatable: Option<ResourceAmounts>,
    /// Cordoned.
    pub unschedulable: bool,
    /// Ready.
    pub ready: Option<bool>,
    /// The kubelet's version.
    pub kubelet: Option<Symbol>,
    /// What the kubelet declares; none where nothing is known of it.
    pub declared_features: Option<Box<[Symbol]>>,
    /// Labels that were taken away.
    absent: Vec<Symbol>,
    /// Labels that follow from others: the key of the one that is written, and the older name.
    twins: [(Symbol, Symbol); 2],
}

/// A label's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum LabelValue {
    /// The same on all nodes.
    Fixed(Symbol),
    /// The node's name.
    Name,
}

impl Shape {
    /// A node of which nothing is known but that it has a name.
    pub(crate) fn new(tables: &mut Tables) -> Self {
        let mut twin =
            |new: &str, old: &str| (tables.symbols.intern(new), tables.symbols.intern(old));
        let twins = [twin(OS, OLD_OS), twin(ARCH, OLD_ARCH)];
        Self {
            labels: vec![(tables.symbols.intern(HOSTNAME), LabelValue::Name)],
            taints: Vec::new(),
            allocatable: None,
            unschedulable: false,
            ready: Some(true),
            kubelet: None,
            declared_features: None,
            absent: Vec::new(),
            twins,
        }
    }

    /// Sets a label.
    pub(crate) fn set(&mut self, key: Symbol, value: LabelValue) {
        self.labels.retain(|(known, _)| *known != key);
        self.absent.retain(|known| *known != key);
        self.labels.push((key, value));
    }

    /// Takes a label away, also one that would follow from another.
    pub(crate) fn remove(&mut self, key: Symbol) {
        self.labels.retain(|(known, _)| *known != key);
        self.absent.push(key);
    }

    /// The labels of a node: beside those that are written, the older names of the operating
    /// system and the architecture. Kubelets set them, and the node controller keeps them equal to
    /// the new ones (`labelReconcileInfo` in `pkg/controller/nodelifecycle`).
    pub(crate) fn all_labels(&self) -> Vec<(Symbol, LabelValue)> {
        let mut labels = self.labels.clone();
        for (new, old) in self.twins {
            if self.may_follow(old)
                && let Some((_, value)) = self.labels.iter().find(|(key, _)| *key == new)
            {
                labels.push((old, *value));
            }
        }
        labels
    }

    /// Leaves the older name of a label open, too.
    pub(crate) fn open_twins(&self, open: &mut Vec<OpenLabel>) {
        for (new, old) in self.twins {
            let label = open.iter().find(|label| label.key == new);
            let known = open.iter().any(|label| label.key == old);
            if let Some(label) = label.filter(|_| !known && self.may_follow(old)).cloned() {
                open.push(OpenLabel { key: old, ..label });
            }
        }
    }

    /// The labels that follow from others.
    pub(crate) fn following(&self) -> impl Iterator<Item = Symbol> + use<> {
        self.twins.into_iter().map(|(_, old)| old)
    }

    /// Whether a label that follows from another was neither written nor taken away.
    fn may_follow(&self, key: Symbol) -> bool {
        !self.absent.contains(&key) && self.labels.iter().all(|(known, _)| *known != key)
    }

    /// The text of a label that all nodes have with one value.
    pub(crate) fn text<'t>(&self, key: &str, tables: &'t Tables) -> Option<&'t str> {
        let key = tables.symbols.find(key)?;
        match self.labels.iter().find(|(known, _)| *known == key)? {
            (_, LabelValue::Fixed(value)) => Some(tables.symbols.text(*value)),
            (_, LabelValue::Name) => None,
        }
    }

    /// Sets a label to a text.
    pub(crate) fn set_text(&mut self, key: &str, value: &str, tables: &mut Tables) {
        let (key, value) = (tables.symbols.intern(key), tables.symbols.intern(value));
        self.set(key, LabelValue::Fixed(value));
    }

    /// Sets a label to a text that stands at a place.
    ///
    /// # Errors
    /// The key or the text is none of a label.
    pub(crate) fn set_at(
        &mut self,
        at: At<'_>,
        key: &str,
        value: &str,
        tables: &mut Tables,
    ) -> Read<()> {
        if let Some(problem) = names::label_key(key).first() {
            return Err(at.wrong(format!("`{key}` is not a label's key: {problem}")));
        }
        if let Some(problem) = names::label_value(value).first() {
            return Err(at.wrong(format!("`{value}` is not a label's value: {problem}")));
        }
        self.set_text(key, value, tables);
        Ok(())
    }

    /// The shape with what stands in the fields `labels`, `taints`, `allocatable`,
    /// `unschedulable`, `ready`, `kubelet` and `declaredFeatures`: labels and amounts are added,
    /// taints and features are replaced.
    ///
    /// # Errors
    /// One of the fields is wrong.
    pub(crate) fn with(mut self, at: At<'_>, tables: &mut Tables) -> Read<Self> {
        if let Some(labels) = at.get("labels") {
            self.read_labels(labels, tables)?;
        }
        if let Some(list) = at.get("taints") {
            self.taints = taints(list, tables)?;
        }
        if let Some(amounts) = at.get("allocatable") {
            let start = ResourceAmounts { pods: PODS, ..ResourceAmounts::default() };
            let start = self.allocatable.take().unwrap_or(start);
            self.allocatable = Some(read_amounts(amounts, start, tables)?);
        }
        if let Some(flag) = at.get("unschedulable") {
            self.unschedulable = flag.flag()?;
        }
        if let Some(ready) = at.get_or_null("ready") {
            self.ready = read_ready(ready)?;
        }
        if let Some(version) = at.get("kubelet") {
            let text = version.text()?;
            if minor(text).is_none() {
                return Err(
                    version.wrong(format!("`{text}` is no version of a kubelet: `v1.36.2`"))
                );
            }
            self.kubelet = Some(tables.symbols.intern(text));
        }
        if let Some(features) = at.get("declaredFeatures") {
            let names = features
                .list()?
                .into_iter()
                .map(|feature| feature.text().map(|name| tables.symbols.intern(name)));
            self.declared_features = Some(names.collect::<Read<_>>()?);
        }
        Ok(self)
    }

    /// Adds labels; one that is null is taken away.
    ///
    /// # Errors
    /// A key or a value is none.
    pub(crate) fn read_labels(&mut self, at: At<'_>, tables: &mut Tables) -> Read<()> {
        for (span, value) in at.entries()? {
            let key = value.key();
            if let Some(problem) = names::label_key(key).first() {
                let message = format!("`{key}` is not a label's key: {problem}");
                return Err(crate::yaml::cursor::Wrong { span, message });
            }
            let symbol = tables.symbols.intern(key);
            if value.is_null() {
                self.remove(symbol);
                continue;
            }
            let text = value.text()?;
            if text == NAME {
                self.set(symbol, LabelValue::Name);
                continue;
            }
            if let Some(problem) = names::label_value(text).first() {
                return Err(value.wrong(format!("`{text}` is not a label's value: {problem}")));
            }
            self.set(symbol, LabelValue::Fixed(tables.symbols.intern(text)));
        }
        Ok(())
    }

    /// A node of this shape.
    pub(crate) fn node(&self, name: &str, pool: Option<PoolIx>, tables: &mut Tables) -> Node {
        let of = |value: &LabelValue, tables: &mut Tables| match value {
            LabelValue::Fixed(symbol) => *symbol,
            LabelValue::Name => tables.symbols.intern(name),
        };
        let labels: Vec<_> =
            self.all_labels().iter().map(|(key, value)| (*key, of(value, tables))).collect();
        Node {
            name: name.into(),
            labels: Labels::new(&labels),
            taints: self.taints.as_slice().into(),
            unschedulable: self.unschedulable,
            ready: self.ready,
            allocatable: self.allocatable.clone(),
            kubelet: self.kubelet,
            declared_features: self.declared_features.clone(),
            pool,
        }
    }

    /// A node of this shape that is still to come.
    pub(crate) fn template(&self, tables: &mut Tables) -> Node {
        self.node(NEW_NODE, None, tables)
    }
}

/// Reads whether nodes are ready: one whose state nobody knows is not, as kubectl shows it; null
/// stands for a node that has no such condition.
///
/// # Errors
/// It is something else.
fn read_ready(at: At<'_>) -> Read<Option<bool>> {
    if at.is_null() {
        return Ok(None);
    }
    match at.is_text() && at.text()? == "unknown" {
        true => Ok(Some(false)),
        false => at.flag().map(Some),
    }
}

/// Reads taints, as kubectl writes them (`key=value:Effect`) or as objects.
///
/// # Errors
/// One of them is none, or two have one key and effect.
pub(crate) fn taints(at: At<'_>, tables: &mut Tables) -> Read<Vec<TaintId>> {
    let mut all: Vec<(String, String)> = Vec::new();
    let mut ids = Vec::new();
    for taint in at.list()? {
        let (key, value, effect) = if taint.is_text() {
            split_taint(taint.text()?).ok_or_else(|| {
                let text = taint.text().unwrap_or_default();
                taint.wrong(format!(
                    "`{text}` is not a taint: those are `key=value:Effect` or `key:Effect`"
                ))
            })?
        } else {
            let text = |key| taint.get(key).map_or(Ok(""), At::text);
            (text("key")?, text("value")?, text("effect")?)
        };
        if let Some(problem) = taint_problem(key, value, effect) {
            return Err(taint.wrong(problem));
        }
        let same = (key.to_owned(), effect.to_owned());
        if all.contains(&same) {
            return Err(taint.wrong(format!("there is a taint {key}:{effect} already")));
        }
        all.push(same);
        ids.push(taint_id(key, value, effect, tables));
    }
    Ok(ids)
}

/// The id of a taint in texts that stand at a place.
///
/// # Errors
/// One of the texts is none of a taint.
pub(crate) fn taint_at(
    at: At<'_>,
    (key, value, effect): (&str, &str, &str),
    tables: &mut Tables,
) -> Read<TaintId> {
    match taint_problem(key, value, effect) {
        Some(problem) => Err(at.wrong(problem)),
        None => Ok(taint_id(key, value, effect, tables)),
    }
}

/// The id of a taint in texts.
pub(crate) fn taint_id(key: &str, value: &str, effect: &str, tables: &mut Tables) -> TaintId {
    let [key, value, effect] = [key, value, effect].map(|text| tables.symbols.intern(text));
    tables.taint(key, value, effect)
}

/// A taint as kubectl writes it, in its three parts.
#[must_use]
pub(crate) fn split_taint(text: &str) -> Option<(&str, &str, &str)> {
    let (rest, effect) = text.rsplit_once(':')?;
    let (key, value) = rest.split_once('=').unwrap_or((rest, ""));
    Some((key, value, effect))
}

fn taint_problem(key: &str, value: &str, effect: &str) -> Option<String> {
    if let Some(problem) = names::label_key(key).first() {
        return Some(format!("`{key}` is not a taint's key: {problem}"));
    }
    if let Some(problem) = names::label_value(value).first() {
        return Some(format!("`{value}` is not a taint's value: {problem}"));
    }
    let effects = [NO_SCHEDULE, PREFER_NO_SCHEDULE, NO_EXECUTE];
    let known = effects.contains(&effect);
    (!known)
        .then(|| format!("`{effect}` is not a taint's effect: those are {}", effects.join(", ")))
}

/// Reads amounts of resources, over those of `start`.
///
/// # Errors
/// One of them is no quantity, or less than nothing.
pub(crate) fn read_amounts(
    at: At<'_>,
    start: ResourceAmounts,
    tables: &mut Tables,
) -> Read<ResourceAmounts> {
    let mut amounts = start;
    let mut scalar = std::mem::take(&mut amounts.scalar).into_vec();
    for (span, amount) in at.entries()? {
        let name = amount.key();
        if let Some(problem) = names::qualified_name(name).first() {
            let message = format!("`{name}` is not a resource: {problem}");
            return Err(crate::yaml::cursor::Wrong { span, message });
        }
        let text = amount.literal("a quantity")?;
        if text.trim_start().starts_with('-') {
            return Err(amount.wrong(format!("{name} can't be less than nothing")));
        }
        amounts
            .set(name, &text, &mut scalar, &mut tables.symbols)
            .map_err(|message| amount.wrong(message))?;
    }
    Ok(amounts.with_scalar(scalar))
}
