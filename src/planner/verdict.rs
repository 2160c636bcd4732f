//! What is decided for one DaemonSet and one node.

use super::reason::Reason;

/// The two answers for one DaemonSet and one node, with every reason.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verdict {
    /// The controller wants a pod here (`NodeShouldRunDaemonPod`'s first answer).
    pub should_run: bool,
    /// The controller leaves a pod that already runs here (its second answer).
    pub should_continue_running: bool,
    /// Every reason why the controller wants none.
    pub refusals: Vec<Reason>,
    /// Whether the scheduler would take the pod as the controller creates it; none where the
    /// controller creates none.
    pub schedulable: Option<bool>,
    /// Every reason why the scheduler would not, in the order of its filters; then those that come
    /// of what changes the pod on its way ([`Reason::on_admission`]).
    pub blockers: Vec<Reason>,
}

impl Verdict {
    /// Whether a pod runs here: wanted, and not refused by the scheduler once it has got there.
    #[must_use]
    pub fn runs(&self) -> bool {
        self.should_run && self.blockers.is_empty()
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
    }
}
