//! What is decided for one DaemonSet and one node.

use super::reason::{Fact, Plugin, Reason};
use crate::kubernetes::system_taints::is_of_state;

/// The two answers for one DaemonSet and one node, with every reason.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verdict {
    /// The controller wants a pod here (`NodeShouldRunDaemonPod`'s first answer).
    pub should_run: bool,
    /// The controller leaves a pod that already runs here (its second answer).
    pub should_continue_running: bool,
    /// Whether the API server takes the pod that the controller creates; none where the controller
    /// creates none.
    pub admitted: Option<bool>,
    /// The node is virtual: what is scheduled there never runs.
    pub on_virtual_node: bool,
    /// Every reason why the controller wants none.
    pub refusals: Vec<Reason>,
    /// What it hangs on whether the controller wants one, where that is still to be filled in: then
    /// nothing else is told.
    pub open: Vec<Reason>,
    /// Whether the scheduler takes the pod; none where the controller creates none.
    pub schedulable: Option<bool>,
    /// Pods of lower priority go so that the pod gets its place.
    pub preempts: bool,
    /// Whether this node gets a pod hangs on who comes first: another may get it.
    pub chance: bool,
    /// Every reason why the scheduler would not, in the order of its filters; then those that come
    /// of what changes the pod on its way ([`Reason::on_admission`]).
    pub blockers: Vec<Reason>,
}

impl Verdict {
    /// Whether a pod runs here: wanted, let in, and not refused by the scheduler.
    #[must_use]
    pub fn runs(&self) -> bool {
        self.should_run
            && self.admitted != Some(false)
            && !self.on_virtual_node
            && self.blockers.is_empty()
    }

    /// Whether it is not known if the controller wants a pod here.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// Whether the controller surely wants no pod here.
    #[must_use]
    pub fn is_kept_off(&self) -> bool {
        !self.should_run && !self.is_open()
    }

    /// Whether the pod waits for its place, and nothing but the pods around can keep it off.
    pub(super) fn waits_for_place(&self) -> bool {
        self.should_run
            && self.admitted != Some(false)
            && self.blockers.iter().all(|reason| reason.plugin.is_about_pods())
    }

    /// Whether the API server refuses the pod that the controller wants here.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.admitted == Some(false)
    }

    /// Whether the pod is let in and the scheduler finds no place for it.
    #[must_use]
    pub fn is_unschedulable(&self) -> bool {
        self.should_run && !self.is_refused() && !self.blockers.is_empty()
    }

    /// Whether the pod comes to a node where it never runs.
    #[must_use]
    pub fn is_virtual(&self) -> bool {
        self.should_run && self.on_virtual_node && !self.is_refused() && self.blockers.is_empty()
    }

    /// Whether the controller wants no pod here for nothing but taints of the node's state: they go
    /// with it.
    #[must_use]
    pub fn is_kept_off_by_state_alone(&self) -> bool {
        let is_of_state =
            |reason: &Reason| matches!(&reason.fact, Fact::Taint(taint) if is_of_state(taint));
        !self.refusals.is_empty() && self.refusals.iter().all(is_of_state)
    }

    /// Whether the controller wants no pod since the node lacks what the namespace demands, and for
    /// nothing else.
    #[must_use]
    pub fn is_off_project(&self) -> bool {
        let of_namespace =
            |reason: &Reason| reason.plugin == Plugin::NodeAffinity && reason.field.is_none();
        !self.refusals.is_empty() && self.refusals.iter().all(of_namespace)
    }

    /// Adds what the pod as it is scheduled is refused for and the pod as created is not.
    pub(super) fn add_admitted(&mut self, admitted: &Self) {
        for reason in &admitted.blockers {
            let same = |known: &Reason| {
                (known.plugin, &known.resource, &known.field)
                    == (reason.plugin, &reason.resource, &reason.field)
                    // What no field asks for is told apart by what the node has.
                    && (known.field.is_some() || known.fact == reason.fact)
            };
            if !self.blockers.iter().any(same) {
                self.blockers.push(Reason { on_admission: true, ..reason.clone() });
            }
        }
        self.schedulable = self.schedulable.map(|_| self.blockers.is_empty());
    }
}
