//! What becomes of a pod between the controller that creates it and its node: the defaults of pods,
//! and what the API server's admission plugins do to it or refuse it for, one file a plugin.
//!
//! A plugin is a pure function of the pod and of the cluster's objects ([`AdmissionContext`]). What
//! is not known is not guessed: a name that no object has is refused only where the objects are
//! known to be all ([`AdmissionContext::knows`]).

mod always_pull_images;
mod anti_affinity;
mod change;
mod context;
mod extended_resource_toleration;
mod limit_ranger;
mod namespace_lifecycle;
mod objects;
mod order;
mod plugin;
mod pod_defaults;
pub(crate) mod pod_node_selector;
mod pod_security;
mod pod_toleration_restriction;
mod pod_validation;
mod priority;
mod refusal;
mod resource_quota;
mod runtime_class;
mod service_account;
mod unhindered;

pub(crate) use change::Change;
pub use context::AdmissionContext;
pub(crate) use context::{Kind, Mutated, Mutation, Mutators};
pub use limit_ranger::is_accepted as limit_range_is_accepted;
pub(crate) use namespace_lifecycle::PERMANENT as PERMANENT_NAMESPACES;
pub(crate) use namespace_lifecycle::in_terminating_namespace;
pub use namespace_lifecycle::refuses_daemon_set;
pub(crate) use order::{Order, Unordered};
pub(crate) use plugin::OptionalPlugins;
pub use plugin::{OptionalPlugin, Plugin};
pub use pod_security::labels_are_accepted;
pub(crate) use pod_security::{Level, Standard};
pub(crate) use refusal::ObjectKey;
pub(crate) use refusal::Reason;
pub use refusal::Refusal;
pub use resource_quota::{QuotaUse, refuses_object};
pub(crate) use resource_quota::{counts_objects, has_no_object};
pub use unhindered::are_let_in;

use k8s_openapi::api::core::v1::Pod;

/// What the API server does with a pod that is created.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Admission {
    /// What changed it, in order.
    pub changes: Vec<Change>,
    /// Why it is refused: the first reason, as the API server tells no other. Quotas aside, which
    /// count pods ([`QuotaUse`]).
    pub refusal: Option<Refusal>,
    /// Whether the scheduler removes pods of lower priority to make room for it.
    pub preempts: bool,
    /// What isn't known of policies that may change it, as it follows on `whether`.
    pub unknown: Vec<String>,
}

/// Makes of the pod that a controller creates in a namespace the pod that is scheduled, and says
/// what changed it or why it is refused. Follows the server's order: the plugins that change pods,
/// the pod's own validation, the plugins that only look.
///
/// What happens after a refusal in the first part is told all the same as far as it changes the
/// pod, so that what would be scheduled is known.
pub fn admit(pod: &mut Pod, namespace: &str, context: &AdmissionContext<'_>) -> Admission {
    let created = pod.clone();
    admit_in_order(pod, &|| created.clone(), (namespace, context), Order::AsGiven)
}

/// The same where what nobody orders is taken in this order. `created` makes the pod once more as it is
/// given here: few are asked for it, and a copy of each costs as much as all plugins.
pub(crate) fn admit_in_order(
    pod: &mut Pod,
    created: &dyn Fn() -> Pod,
    (namespace, context): (&str, &AdmissionContext<'_>),
    order: Order,
) -> Admission {
    let mut admission = Admission { preempts: true, ..Admission::default() };
    pod_defaults::default(pod, context.release, &mut admission.changes);
    change(pod, namespace, (context, order), &mut admission);
    if let Some(mutators) = &context.mutators {
        let mut mutation = mutators.of_a_pod(order);
        let mutated = mutation.mutate(pod, namespace, context);
        let again = mutated.again;
        admission.add(mutated);
        // Whatever the outcome, there is no third time (`reinvoker.Admit`).
        if again {
            change(pod, namespace, (context, order), &mut admission);
            admission.add(mutation.mutate(pod, namespace, context));
        }
    }
    let on = |plugin| context.optional_plugins.has(plugin);
    let mut refusal = admission.refusal.take();
    let mut note = |found: Option<Refusal>| refusal = refusal.take().or(found);
    note(pod_validation::validate(pod, created, context.release));
    if on(OptionalPlugin::LimitPodHardAntiAffinityTopology) {
        note(anti_affinity::validate(pod));
    }
    note(limit_ranger::validate(pod, namespace, context, order));
    note(pod_security::validate(pod, namespace, context));
    note(runtime_class::validate(pod, context));
    admission.refusal = refusal;
    admission
}

/// The plugins that change pods, and what they refuse.
fn change(
    pod: &mut Pod,
    namespace: &str,
    (context, order): (&AdmissionContext<'_>, Order),
    admission: &mut Admission,
) {
    let mut changes = Vec::new();
    let on = |plugin| context.optional_plugins.has(plugin);
    let mut refusal = admission.refusal.take();
    let mut note = |found: Option<Refusal>| refusal = refusal.take().or(found);
    note(namespace_lifecycle::in_terminating_namespace(namespace, context));
    limit_ranger::fill_in(pod, namespace, (context, order), &mut changes);
    note(service_account::admit(pod, namespace, context));
    if on(OptionalPlugin::AlwaysPullImages) {
        always_pull_images::admit(pod);
    }
    note(pod_node_selector::admit(pod, namespace, context, &mut changes));
    let priority = priority::admit(pod, context, &mut changes);
    admission.preempts = priority.preempts;
    note(priority.refusal);
    if on(OptionalPlugin::PodTolerationRestriction) {
        note(pod_toleration_restriction::admit(pod, namespace, context));
    }
    if on(OptionalPlugin::ExtendedResourceToleration) {
        extended_resource_toleration::admit(pod);
    }
    note(runtime_class::admit(pod, context, &mut changes));
    admission.refusal = refusal;
    admission.note(changes);
}

impl Admission {
    /// Adds changes that aren't told yet.
    fn note(&mut self, changes: Vec<Change>) {
        for change in changes {
            if !self.changes.contains(&change) {
                self.changes.push(change);
            }
        }
    }

    fn add(&mut self, mutated: Mutated) {
        self.note(mutated.changes);
        self.refusal = self.refusal.take().or(mutated.refusal);
        for unknown in mutated.unknown {
            if !self.unknown.contains(&unknown) {
                self.unknown.push(unknown);
            }
        }
    }
}
