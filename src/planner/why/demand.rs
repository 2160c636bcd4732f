//! What a pod demands of its node's name, labels and taints.

use k8s_openapi::api::core::v1::{PodSpec, Taint, Toleration};

use super::{Asker, Check, CheckKind, Closest, Item, Line, OnNode, Tolerated};
use crate::inventory::Node;
use crate::kubernetes::field::{FieldPath, Step};
use crate::kubernetes::labels::Requirement;
use crate::kubernetes::node_affinity::{RequiredNodeAffinity, Term, Unmet};
use crate::kubernetes::toleration::{PREFER_NO_SCHEDULE, tolerates};
use crate::planner::template::{field, template_path};

impl OnNode<'_> {
    /// The controller's checks, in its order.
    pub(super) fn controller_checks(&self) -> Vec<Check> {
        let demand = &self.compiled.created.template;
        let check = |kind, lines| Check::new(kind, Asker::Controller, lines);
        let project = self.node_selector(&self.compiled.created.project);
        let selector = [self.node_selector(&demand.affinity), project].concat();
        vec![
            check(CheckKind::NodeName, self.node_name()),
            check(CheckKind::NodeSelector, selector),
            check(CheckKind::NodeAffinity, self.node_affinity(&demand.affinity)),
            check(CheckKind::Taints, self.taints(&demand.tolerations)),
        ]
    }

    /// The scheduler's checks of what was changed on the pod's way; what it asks a second time
    /// with the same answer is left out.
    pub(super) fn demand_checks(&self) -> Vec<Check> {
        let Some(admitted) = &self.compiled.admitted else { return Vec::new() };
        let mut checks = Vec::new();
        let before = &self.compiled.created.pod;
        if admitted.pod.affinity.node_selector != before.affinity.node_selector {
            let asked = self.node_selector(&self.compiled.created.project);
            let mut lines = self.node_selector(&admitted.pod.affinity);
            lines.retain(|line| !asked.iter().any(|other| other.item == line.item));
            if !lines.is_empty() || asked.is_empty() {
                checks.push(Check::new(CheckKind::NodeSelector, Asker::Scheduler, lines));
            }
        }
        checks
    }

    fn inventory_node(&self) -> Option<&Node> {
        self.cluster.inventory.nodes.get(self.node)
    }

    fn name(&self) -> &str {
        self.inventory_node().map_or("", |node| &*node.name)
    }

    fn label(&self, key: &str) -> Option<&str> {
        self.cluster.inventory.label(self.inventory_node()?, key)
    }

    fn node_name(&self) -> Vec<Line> {
        let wanted = self.compiled.created.node_name.as_ref();
        let line = |name: &String| Line {
            passes: name == self.name(),
            open: false,
            field: Some(template_path([field("nodeName")])),
            item: Item::NodeName(name.clone()),
        };
        wanted.map(line).into_iter().collect()
    }

    fn node_selector(&self, affinity: &RequiredNodeAffinity) -> Vec<Line> {
        let line = |requirement: &Requirement| {
            let unmet = Unmet::NodeSelector(requirement);
            let written = self.compiled.created.is_written(&unmet);
            Line {
                field: written.then(|| template_path(unmet.path().0)),
                ..self.label_line(requirement, template_path([]))
            }
        };
        affinity.node_selector.iter().map(line).collect()
    }

    fn label_line(&self, requirement: &Requirement, path: FieldPath) -> Line {
        let found = self.label(&requirement.key);
        Line {
            passes: requirement.passes(found),
            open: false,
            field: Some(path),
            item: Item::Label {
                wanted: requirement.to_string(),
                key: requirement.key.clone(),
                found: found.map(str::to_owned),
            },
        }
    }

    /// The lines of the term that matches, or of the one of which the least is missing.
    fn node_affinity(&self, affinity: &RequiredNodeAffinity) -> Vec<Line> {
        let Some(terms) = &affinity.terms else { return Vec::new() };
        let lines = |term: &Term| self.term(term);
        if let Some(term) = terms.iter().find(|t| t.matches(self.name(), |key| self.label(key))) {
            return lines(term);
        }
        let missing = |lines: &Vec<Line>| lines.iter().filter(|line| !line.passes).count();
        let closest = terms.iter().map(lines).min_by_key(missing);
        closest.unwrap_or_else(|| {
            vec![Line {
                passes: false,
                open: false,
                field: Some(template_path(Unmet::NoTerms.path().0)),
                item: Item::Never("a node affinity without terms matches no node".to_owned()),
            }]
        })
    }

    fn term(&self, term: &Term) -> Vec<Line> {
        let index = term.index;
        let mut lines = Vec::new();
        for (place, requirement) in term.expressions().iter().enumerate() {
            let path = Unmet::Expression { term: index, place, requirement }.path();
            lines.push(self.label_line(requirement, template_path(path.0)));
        }
        for (place, requirement) in term.fields().iter().enumerate() {
            let path = Unmet::Field { term: index, place, requirement }.path();
            let sign = if requirement.negated { "!=" } else { "=" };
            lines.push(Line {
                passes: requirement.passes(self.name()),
                open: false,
                field: Some(template_path(path.0)),
                item: Item::Field(format!("{}{sign}{}", requirement.key, requirement.value)),
            });
        }
        for error in term.errors() {
            lines.push(Line {
                passes: false,
                open: false,
                field: Some(template_path(error.path.0.clone())),
                item: Item::Never(error.problem.to_string()),
            });
        }
        if lines.is_empty() {
            lines.push(Line {
                passes: false,
                open: false,
                field: Some(template_path(Unmet::EmptyTerm { term: index }.path().0)),
                item: Item::Never("an empty term matches no node".to_owned()),
            });
        }
        lines
    }

    fn taints(&self, tolerations: &[Toleration]) -> Vec<Line> {
        let Some(node) = self.inventory_node() else { return Vec::new() };
        let written = written(self.daemon_set).and_then(|spec| spec.tolerations.as_deref());
        let written = written.unwrap_or_default();
        let release = self.compiled.created.release;
        let line = |taint: &Taint| {
            let tolerated = match tolerations.iter().position(|t| tolerates(t, taint, release)) {
                _ if taint.effect == PREFER_NO_SCHEDULE => Tolerated::OnlyPreferred,
                // The controller adds its own at the end.
                Some(place) if place < written.len() => Tolerated::By(toleration_path(place)),
                Some(_) => Tolerated::ByController,
                None => Tolerated::No,
            };
            let passes = tolerated != Tolerated::No;
            let closest = (!passes).then(|| closest(taint, written)).flatten();
            let list = template_path([field("tolerations")]);
            let field = match (&tolerated, &closest) {
                (Tolerated::By(field), _) => Some(field.clone()),
                (_, Some(closest)) => Some(closest.field.clone()),
                (Tolerated::No, None) => Some(list),
                _ => None,
            };
            Line {
                passes,
                open: false,
                field,
                item: Item::Taint { taint: taint.clone(), tolerated, closest },
            }
        };
        self.cluster.inventory.taints(node).map(line).collect()
    }
}

/// The written toleration of the same key that differs least from what tolerates a taint.
#[must_use]
pub(crate) fn closest(taint: &Taint, written: &[Toleration]) -> Option<Closest> {
    let same_key = written
        .iter()
        .enumerate()
        .filter(|(_, toleration)| toleration.key.as_deref() == Some(taint.key.as_str()));
    let closest = same_key.map(|(place, toleration)| Closest {
        field: toleration_path(place),
        toleration: toleration.clone(),
        differs: differences(taint, toleration),
    });
    closest.min_by_key(|closest| closest.differs.len())
}

fn differences(taint: &Taint, toleration: &Toleration) -> Vec<&'static str> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut differs = Vec::new();
    match toleration.operator.as_deref().unwrap_or_default() {
        "" | "Equal" if text(&toleration.value) != text(&taint.value) => differs.push("value"),
        "" | "Equal" | "Exists" => {}
        _ => differs.push("operator"),
    }
    let effect = text(&toleration.effect);
    if !effect.is_empty() && effect != taint.effect {
        differs.push("effect");
    }
    differs
}

fn toleration_path(place: usize) -> FieldPath {
    template_path([field("tolerations"), Step::Index(place)])
}

/// The pod template's spec as written.
pub(super) fn written(daemon_set: &k8s_openapi::api::apps::v1::DaemonSet) -> Option<&PodSpec> {
    daemon_set.spec.template.spec.as_ref()
}
