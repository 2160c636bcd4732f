//! The plugin `Priority`: a pod's priority comes from its class.

use k8s_openapi::api::core::v1::{Pod, PodSpec};
use k8s_openapi::api::scheduling::v1::PriorityClass;

use super::change::Change;
use super::context::{AdmissionContext, Kind};
use super::plugin::Plugin;
use super::refusal::Refusal;

/// The classes that every cluster has.
const SYSTEM: [(&str, i32); 2] =
    [("system-node-critical", 2_000_001_000), ("system-cluster-critical", 2_000_000_000)];

/// The policy of pods that make nobody go.
const NEVER: &str = "Never";
/// The policy of all others.
const PREEMPT: &str = "PreemptLowerPriority";

/// What the plugin makes of a pod.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Outcome {
    /// Whether the scheduler removes pods of lower priority to make room for it.
    pub preempts: bool,
    /// Why it is refused.
    pub refusal: Option<Refusal>,
}

/// A priority and a policy, with the class that they come from, unless it is one of Kubernetes'
/// own.
struct Computed<'a> {
    value: i32,
    policy: &'a str,
    class: Option<&'a str>,
}

/// Sets a pod's class, priority and policy (`admitPod`).
pub(super) fn admit(
    pod: &mut Pod,
    context: &AdmissionContext<'_>,
    changes: &mut Vec<Change>,
) -> Outcome {
    let Some(spec) = &mut pod.spec else { return Outcome::default() };
    let name = spec.priority_class_name.clone().filter(|name| !name.is_empty());
    let computed = match &name {
        Some(name) => named(name, context),
        None => Some(default(context)),
    };
    let known = context.knows(Kind::PriorityClass);
    let Some(computed) = computed else {
        // Of a class that nobody has seen only what is written is known.
        let refusal = known.then(|| {
            let name = name.unwrap_or_default();
            let said = format!("no PriorityClass with name {name} was found");
            Refusal::new(Plugin::Priority, said).at("priorityClassName")
        });
        let preempts = spec.preemption_policy.as_deref() != Some(NEVER);
        return Outcome { preempts, refusal };
    };
    // Without all classes at hand, one that is the default may give what is written.
    let is_certain = known || name.is_some() || computed.class.is_some();
    let mut refusal = None;
    if let Some(written) = spec.priority.filter(|written| *written != computed.value) {
        let said = format!(
            "the integer value of priority ({written}) must not be provided in pod spec; priority \
             admission controller computed {} from the given PriorityClass name",
            computed.value
        );
        refusal = Some(Refusal::new(Plugin::Priority, said).at("priority"));
    }
    let written = spec.preemption_policy.as_ref().filter(|written| *written != computed.policy);
    if let Some(written) = written {
        let said = format!(
            "the string value of PreemptionPolicy ({written}) must not be provided in pod spec; \
             priority admission controller computed {} from the given PriorityClass name",
            computed.policy
        );
        let found = Refusal::new(Plugin::Priority, said).at("preemptionPolicy");
        refusal.get_or_insert(found);
    }
    if let Some(class) = &computed.class {
        refusal = refusal.map(|found| found.by("PriorityClass", None, Some(class)));
    }
    if !is_certain && (spec.priority.is_some() || spec.preemption_policy.is_some()) {
        let preempts = spec.preemption_policy.as_deref() != Some(NEVER);
        return Outcome { preempts, refusal: None };
    }
    let preempts = computed.policy != NEVER;
    spec.priority = Some(computed.value);
    spec.preemption_policy = Some(computed.policy.to_owned());
    if let Some(name) = computed.class {
        spec.priority_class_name = Some(name.to_owned());
        let name = name.to_owned();
        changes.push(Change::PriorityClass { name, value: computed.value, preempts });
    }
    Outcome { preempts, refusal }
}

/// Whether a pod gets its class's priority and policy, and neither is held against what its template
/// says.
pub(super) fn passes(spec: &PodSpec, context: &AdmissionContext<'_>) -> bool {
    let name = spec.priority_class_name.as_deref().filter(|name| !name.is_empty());
    let is_silent = spec.priority.is_none() && spec.preemption_policy.is_none();
    is_silent
        && match name {
            Some(name) => match named(name, context) {
                Some(computed) => matches!(computed.policy, NEVER | PREEMPT),
                None => !context.knows(Kind::PriorityClass),
            },
            // A class that is the default gives its name, which the template has not shown yet.
            None => default(context).class.is_none(),
        }
}

fn of_class(class: &PriorityClass) -> Computed<'_> {
    Computed {
        value: class.value.unwrap_or_default(),
        policy: class.preemption_policy.as_deref().unwrap_or(PREEMPT),
        class: Some(class.metadata.name.as_deref().unwrap_or_default()),
    }
}

fn named<'a>(name: &str, context: &AdmissionContext<'a>) -> Option<Computed<'a>> {
    if let Some((_, value)) = SYSTEM.iter().find(|(system, _)| *system == name) {
        return Some(Computed { value: *value, policy: PREEMPT, class: None });
    }
    context.priority_classes.named(name).map(of_class)
}

/// The default class's; of several the one with the lowest value counts (`getDefaultPriority`).
fn default<'a>(context: &AdmissionContext<'a>) -> Computed<'a> {
    let lowest = context.priority_classes.chosen(|classes| {
        let classes = classes.iter().enumerate();
        let defaults = classes.filter(|(_, class)| class.global_default == Some(true));
        let lowest = defaults.min_by_key(|(_, class)| class.value.unwrap_or_default());
        lowest.map(|(place, _)| place)
    });
    let none = || Computed { value: 0, policy: PREEMPT, class: None };
    lowest.map_or_else(none, of_class)
}
