//! What the expressions of a user's rule may name, and its values.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use crate::inventory::ix::IxVec;
use crate::inventory::{Inventory, Node};
use crate::kubernetes::release::Version;
use crate::manifest::Manifest;
use crate::planner::Verdict;
use crate::planner::ix::VerdictIx;
use crate::rules::cel::policy::namespace;
use crate::rules::cel::{Environment, Fault, Outcome, Type, Value, Variables, from_json};
use crate::rules::context::Context;
use crate::rules::placed::Placed;
use crate::rules::policies::{Asked, Place};

/// What every expression may name; `self`, the value at a place, where there is one.
pub(super) fn environment(has_place: bool) -> Environment {
    let newest = Version::ALL.iter().map(|version| version.minor()).max().unwrap_or_default();
    let texts = Type::list(Type::STRING);
    let missing = [("node", Type::STRING), ("reasons", texts.clone())];
    let missing = Type::list(Type::declared("daemonlint.Missing", &missing));
    let placement = [("running", texts), ("missing", missing)];
    let env = Environment::new(newest)
        .with("object", Type::Dyn)
        .with("oldObject", Type::Dyn)
        .with("params", Type::Dyn)
        .with("namespaceObject", namespace())
        .with("nodes", Type::list(Type::Dyn))
        .with("placement", Type::declared("daemonlint.Placement", &placement))
        .with("workspace", Type::list(Type::Dyn));
    if has_place { env.with("self", Type::Dyn) } else { env }
}

/// An object as the API server would have it: as expressions see it. None where it isn't known as a
/// whole.
pub(super) fn object_of(manifest: &Manifest, old: Option<&Manifest>) -> Option<Json> {
    let written = || {
        let unknown = manifest.kind().is_none() && manifest.placeholders().is_empty();
        unknown.then(|| manifest.document().to_json(manifest.node()))
    };
    manifest.as_admitted(old).or_else(written)
}

/// What an object stands among.
pub(super) struct Around<'a, 'c> {
    cx: &'a Context<'c>,
    manifest: &'a Manifest,
    old: Option<&'a Manifest>,
    object: &'a Json,
    params: &'a Value,
    old_object: OnceCell<Value>,
    placement: OnceCell<Value>,
}

impl<'a, 'c> Around<'a, 'c> {
    pub(super) fn new(
        cx: &'a Context<'c>,
        manifest: &'a Manifest,
        old: Option<&'a Manifest>,
        object: &'a Json,
        params: &'a Value,
    ) -> Self {
        let (old_object, placement) = (OnceCell::new(), OnceCell::new());
        Self { cx, manifest, old, object, params, old_object, placement }
    }

    fn variable(&self, name: &str) -> Option<Outcome> {
        Some(match name {
            "oldObject" => Ok(self.old_object().clone()),
            "params" => Ok(self.params.clone()),
            "namespaceObject" => self.namespace(),
            "nodes" => match self.cx.fleet {
                Some(fleet) => {
                    let nodes = || nodes(fleet.inventory);
                    Ok(self.cx.survey.nodes.get_or_init(nodes).clone())
                }
                None => Err(Fault::unknown("which nodes there are")),
            },
            "placement" => Ok(self.placement.get_or_init(|| self.placement()).clone()),
            "workspace" => {
                let objects = || {
                    let all = self.cx.workspace.manifests();
                    Json::Array(all.filter_map(|manifest| object_of(manifest, None)).collect())
                };
                Ok(self.cx.survey.objects.get_or_init(|| from_json(&objects())).clone())
            }
            _ => return None,
        })
    }

    fn old_object(&self) -> &Value {
        self.old_object.get_or_init(|| {
            let old = self.old.and_then(|old| object_of(old, None));
            old.as_ref().map_or(Value::Null, from_json)
        })
    }

    fn namespace(&self) -> Outcome {
        let (workspace, namespace) = (self.cx.workspace, self.manifest.namespace());
        match (Asked { workspace, namespace, object: self.object, old: None }).place() {
            Place::Outside => Ok(Value::Null),
            Place::Is(namespace) => Ok(from_json(&namespace)),
            Place::Unknown => Err(Fault::unknown("the namespace")),
        }
    }

    /// Where a DaemonSet's pods run, and where not and why; nowhere for what is none.
    fn placement(&self) -> Value {
        let subject = self.cx.subject(self.manifest);
        let placed = subject.as_ref().and_then(|subject| Placed::of(self.cx, subject));
        let Some(placed) = placed else { return from_json(&json!({"running": [], "missing": []})) };
        let name = |node| placed.inventory.nodes.get(node).map_or("", |node| &*node.name);
        let running: Vec<&str> = placed.nodes(Verdict::runs).into_iter().map(name).collect();
        let mut of_verdict: IxVec<VerdictIx, Option<usize>> = IxVec::default();
        let mut reasons = Vec::new();
        for (_, verdict) in placed.placement.verdicts.numbered() {
            of_verdict.push((!verdict.runs()).then_some(reasons.len()));
            if !verdict.runs() {
                reasons.push(reasons_of(&placed, verdict));
            }
        }
        let mut missing = Vec::new();
        for (nodes, reasons) in placed.grouped(&of_verdict).into_iter().zip(&reasons) {
            missing.extend(nodes.into_iter().map(|node| (node, reasons)));
        }
        missing.sort_by_key(|(node, _)| *node);
        let missing = missing.into_iter();
        let missing: Vec<Json> = missing
            .map(|(node, reasons)| json!({"node": name(node), "reasons": reasons}))
            .collect();
        from_json(&json!({"running": running, "missing": missing}))
    }
}

/// Why no pod runs where a verdict holds.
fn reasons_of(placed: &Placed<'_>, verdict: &Verdict) -> Vec<String> {
    let reasons = verdict.refusals.iter().chain(&verdict.blockers);
    let mut said: Vec<String> = Vec::new();
    for message in reasons.map(|reason| &reason.message) {
        if !said.contains(message) {
            said.push(message.clone());
        }
    }
    if verdict.is_refused() {
        let refusal = placed.placement.refusal.iter().flat_map(|refusal| &refusal.reasons);
        said.extend(refusal.map(|reason| reason.said.clone()));
    }
    if verdict.is_virtual() {
        said.push("the node is virtual: a pod comes there and never runs".to_owned());
    }
    said
}

/// The nodes of an inventory, as far as it keeps them.
fn nodes(inventory: &Inventory) -> Value {
    let one = |node: &Node| {
        let text = |symbol| inventory.text(symbol);
        let labels: serde_json::Map<String, Json> = node
            .labels
            .iter()
            .map(|(key, value)| (text(key).to_owned(), text(value).into()))
            .collect();
        let taints = node.taints.iter().filter_map(|taint| inventory.taints.get(taint.index()));
        let taints: Vec<Json> =
            taints.filter_map(|taint| serde_json::to_value(taint).ok()).collect();
        let mut status = json!({});
        if let Some(allocatable) = &node.allocatable {
            let amount = |(resource, amount): (crate::inventory::Resource, i64)| {
                let name = resource.name(&inventory.symbols).to_owned();
                let unit = if name == "cpu" { "m" } else { "" };
                (name, Json::from(format!("{amount}{unit}")))
            };
            status["allocatable"] = Json::Object(allocatable.iter().map(amount).collect());
        }
        if let Some(kubelet) = node.kubelet {
            status["nodeInfo"] = json!({"kubeletVersion": text(kubelet)});
        }
        if let Some(ready) = node.ready {
            let is = if ready { "True" } else { "False" };
            status["conditions"] = json!([{"type": "Ready", "status": is}]);
        }
        json!({
            "metadata": {"name": &*node.name, "labels": labels},
            "spec": {"taints": taints, "unschedulable": node.unschedulable},
            "status": status,
        })
    };
    from_json(&Json::Array(inventory.nodes.iter().map(one).collect()))
}

/// The variables of one evaluation.
pub(super) struct Scope<'a, 'c> {
    around: &'a Around<'a, 'c>,
    object: Value,
    place: Option<Value>,
}

impl<'a, 'c> Scope<'a, 'c> {
    /// Those of an object.
    pub(super) fn new(around: &'a Around<'a, 'c>, object: &Json) -> Self {
        Self { around, object: from_json(object), place: None }
    }

    /// The same at a place: its value, `null` where there is none.
    pub(super) fn at(&self, value: Option<&Json>) -> Self {
        let place = Some(value.map_or(Value::Null, from_json));
        Self { around: self.around, object: self.object.clone(), place }
    }
}

impl Variables for Scope<'_, '_> {
    fn variable(&self, name: &str) -> Option<Outcome> {
        match name {
            "object" => Some(Ok(self.object.clone())),
            "self" => self.place.clone().map(Ok),
            other => self.around.variable(other),
        }
    }
}

/// Which of some variables an expression can't be compiled without.
pub(super) fn used<'n>(
    names: &[&'n str],
    env: &Environment,
    compiles: impl Fn(&Environment) -> bool,
) -> BTreeSet<&'n str> {
    names.iter().copied().filter(|name| !compiles(&env.clone().without(name))).collect()
}
