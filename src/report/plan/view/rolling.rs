//! How an update of a DaemonSet would roll out, in words.

use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::{Planned, View};
use crate::inventory::NodeIx;
use crate::kubernetes::int_or_string::PercentError;
use crate::planner::rollout::{Foretold, Obstacle, OldPod, Part, Rollout, Scenario, Strategy};
use crate::planner::{DaemonSetIx, Fact, Fleet, Plugin, Reason};
use crate::words::escape::escape;
use crate::words::time::time;
use crate::words::{count, names};

/// The foretold rollout of a DaemonSet.
#[derive(Clone, Debug)]
pub(crate) struct Rolling {
    /// What it starts from.
    pub scenario: Scenario,
    /// How it goes; an error where the strategy has a string that is no percentage.
    pub rollout: Result<Rollout, PercentError>,
    /// The nodes that stand in its way, each kind with its names and what is the matter, in words.
    held: Vec<(String, String)>,
    /// What else happens on some nodes, each with their names, in words.
    notes: Vec<String>,
    /// Nodes that hold it are met sooner or later, as it happens: told is the worst case.
    by_chance: bool,
}

impl Rolling {
    /// How an update of a DaemonSet would roll out ([`Fleet::foretell`]), with the plan from before
    /// a change if there is one.
    #[must_use]
    pub(crate) fn new(
        view: &View<'_>,
        planned: &Planned<'_>,
        ready_seconds: u64,
        before: Option<(&Fleet<'_>, DaemonSetIx)>,
    ) -> Self {
        let foretold = view.fleet.foretell(planned.place, ready_seconds, before);
        let held = foretold.reached().filter_map(|(part, reached)| {
            let obstacle = part.obstacle.as_ref()?;
            let nodes = part.nodes.get(..reached)?;
            if reached == 0 {
                return None;
            }
            let mut said = match obstacle {
                Obstacle::NotReady if !part.group.wanted && foretold.assumed => {
                    not_ready_if_any(reached)
                }
                Obstacle::NotReady if !part.group.wanted => not_ready_and_unwanted(reached),
                _ => obstacle_words(obstacle, reached),
            };
            // Which of several it reaches is chance.
            match part.nodes.len() - reached {
                0 => {}
                1 => said.push_str(", like 1 other"),
                others => said.push_str(&format!(", like {others} others")),
            }
            Some((names(view.names(nodes), NAMES), said))
        });
        let held = held.collect();
        let notes = notes(view, &foretold);
        // Pods that run have their turn in any order.
        let waits_its_turn =
            |part: &Part| part.obstacle.is_some() && part.group.old == OldPod::Available;
        let goes_well = |part: &Part| part.group.wanted && part.obstacle.is_none();
        let by_chance =
            foretold.parts.iter().any(waits_its_turn) && foretold.parts.iter().any(goes_well);
        let Foretold { scenario, rollout, .. } = foretold;
        Self { held, notes, scenario, rollout, by_chance }
    }

    /// Whether it doesn't get to its end.
    #[must_use]
    pub(crate) fn is_stuck(&self) -> bool {
        self.rollout.as_ref().map_or(true, |rollout| rollout.stuck.is_some())
    }

    /// The whole of it in one or two sentences.
    #[must_use]
    pub(crate) fn words(&self) -> String {
        let mut said = self.course();
        for note in &self.notes {
            said.push_str(&format!("; {note}"));
        }
        said
    }

    fn course(&self) -> String {
        let nodes = self.scenario.nodes();
        if nodes == 0 {
            return "no node to roll over".to_owned();
        }
        let Strategy::RollingUpdate { max_unavailable, max_surge } = &self.scenario.strategy else {
            return "OnDelete: a pod is replaced when it is deleted by hand".to_owned();
        };
        let rollout = match &self.rollout {
            Ok(rollout) => rollout,
            Err(error) => return format!("nothing is replaced: {error}"),
        };
        if rollout.steps.is_empty() && rollout.finished_at.is_some() {
            return "no pod is replaced".to_owned();
        }
        let limits = rollout.limits;
        let budget = if limits.max_surge > 0 {
            format!("{} beside the old ones", budget(max_surge, limits.max_surge, nodes))
        } else {
            format!("{} at a time", budget(max_unavailable, limits.max_unavailable, nodes))
        };
        let waves = count(usize::try_from(rollout.waves).unwrap_or(usize::MAX), "wave");
        let Some(seconds) = rollout.finished_at else {
            return format!("{budget}; {}", self.unfinished(rollout, &waves));
        };
        let down = match rollout.max_unavailable {
            0 => "never a node without a pod".to_owned(),
            1 => "never more than 1 node without a pod".to_owned(),
            most => format!("never more than {most} nodes without a pod"),
        };
        let seconds = seconds.saturating_sub(self.last_to_go(true));
        format!("{budget}, {waves}, about {} {}; {down}", time(seconds), self.assumed())
    }

    /// How far a rollout gets that doesn't finish, and what holds it.
    fn unfinished(&self, rollout: &Rollout, waves: &str) -> String {
        let stuck = rollout.stuck.unwrap_or_default();
        let (done, all) = self.scenario.replaced(rollout);
        let at_worst = if self.by_chance { "at worst " } else { "" };
        let mut said = if done == 0 {
            format!("{at_worst}it doesn't get anywhere")
        } else {
            // The pods of the last step must still get ready.
            let last = rollout.steps.last().map_or(0, |step| step.at);
            let last = last + self.scenario.ready_after + self.scenario.min_ready_seconds;
            format!(
                "{at_worst}{done} of {} in {waves}, about {} {}, and not the rest",
                nodes(all),
                time(last),
                self.assumed()
            )
        };
        for (at, (names, obstacle)) in self.held.iter().enumerate() {
            let sign = if at == 0 { ":" } else { ";" };
            said.push_str(&format!("{sign} {names} {obstacle}"));
        }
        if stuck.waiting > 0 && !self.held.is_empty() {
            let (number, keep) =
                (nodes(stuck.waiting), if stuck.waiting == 1 { "keeps" } else { "keep" });
            said.push_str(&format!("; {number} {keep} the old pod, since these use up the budget"));
        }
        said
    }

    /// How long a pod takes to go, if the update is a surge or not: a surge ends with it.
    fn last_to_go(&self, surges: bool) -> u64 {
        if self.scenario.surges() == surges { self.scenario.gone_after } else { 0 }
    }

    /// What the time is reckoned from.
    fn assumed(&self) -> String {
        let ready = self.scenario.ready_after + self.last_to_go(false);
        match self.scenario.min_ready_seconds {
            0 => format!("at {ready} s to ready"),
            min => format!("at {ready} s to ready and {min} s of minReadySeconds"),
        }
    }
}

/// What the strategy says and what it comes to: `10% of 41 = 5`, `1`.
fn budget(written: &IntOrString, comes_to: i64, nodes: u64) -> String {
    match written {
        IntOrString::Int(_) => comes_to.to_string(),
        IntOrString::String(percentage) => format!("{percentage} of {nodes} = {comes_to}"),
    }
}

fn nodes(number: u64) -> String {
    count(usize::try_from(number).unwrap_or(usize::MAX), "node")
}

/// How many columns the names of nodes may take in a sentence.
const NAMES: usize = 40;

/// What is the matter with a number of nodes, behind their names.
fn obstacle_words(obstacle: &Obstacle, number: usize) -> String {
    let one = number == 1;
    match obstacle {
        Obstacle::NotReady if one => "is not ready, so that its old pod stays".to_owned(),
        Obstacle::NotReady => "are not ready, so that their old pods stay".to_owned(),
        Obstacle::NoRoom if one => "has no room for the pod".to_owned(),
        Obstacle::NoRoom => "have no room for the pod".to_owned(),
        Obstacle::Refused if one => "has its pod refused by the API server".to_owned(),
        Obstacle::Refused => "have their pods refused by the API server".to_owned(),
        Obstacle::Virtual if one => "is virtual, so that its pod never runs".to_owned(),
        Obstacle::Virtual => "are virtual, so that their pods never run".to_owned(),
        Obstacle::NoRoomBeside(reasons) => {
            let mut lacks: Vec<String> = reasons.iter().map(lack).collect();
            lacks.dedup();
            let have = if one { "has" } else { "have" };
            format!("{have} no room for a new pod beside the old one ({})", lacks.join(", "))
        }
    }
}

/// What else an update does that its figures don't tell.
fn notes(view: &View<'_>, foretold: &Foretold) -> Vec<String> {
    if foretold.scenario.strategy == Strategy::OnDelete {
        return Vec::new();
    }
    let note = |is: fn(&Part) -> bool, one: &str, several: &str| {
        let parts = foretold.reached().filter(|(part, _)| is(part));
        let nodes = parts.flat_map(|(part, reached)| part.nodes.iter().take(reached).copied());
        let nodes: Vec<NodeIx> = nodes.collect();
        let said = if nodes.len() == 1 { one } else { several };
        (!nodes.is_empty()).then(|| format!("{} {said}", names(view.names(&nodes), NAMES)))
    };
    let notes = [
        note(
            |part| part.group.old == OldPod::NotReady && part.group.becomes_ready,
            "comes first, since its old pod is not ready",
            "come first and at once, since their old pods are not ready",
        ),
        note(
            |part| part.group.preempts && part.group.old == OldPod::Available,
            "is without a pod meanwhile: there the new pod puts the old one out by its priority",
            "are without a pod meanwhile: there the new pod puts the old one out by its priority",
        ),
        note(
            Part::is_lost,
            "loses its pod: none is wanted there any more",
            "lose their pod: none is wanted there any more",
        ),
    ];
    notes.into_iter().flatten().collect()
}

/// What is the matter with nodes that are not ready, where a pod is left that nobody wants: the
/// update deletes it, and no kubelet says that it has ended.
fn not_ready_and_unwanted(number: usize) -> String {
    match number {
        1 => "is not ready, so that its old pod, which is deleted for good, never ends".to_owned(),
        _ => "are not ready, so that their old pods, deleted for good, never end".to_owned(),
    }
}

/// What is the matter with nodes that are not ready, where no pod is wanted but one may be left.
fn not_ready_if_any(number: usize) -> String {
    match number {
        1 => "is not ready, so that its old pod stays, if one still stands there".to_owned(),
        _ => "are not ready, so that their old pods stay, if any still stand there".to_owned(),
    }
}

/// What two pods of one DaemonSet can't both have.
fn lack(reason: &Reason) -> String {
    match (&reason.fact, reason.plugin) {
        (Fact::Resource { name, .. }, _) => escape(name).into_owned(),
        (Fact::HostPort { port, protocol, .. }, _) => format!("host port {port}/{protocol}"),
        (_, Plugin::VolumeRestrictions) => "a volume of one pod at a time".to_owned(),
        _ => "pod anti-affinity".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rollout_is_told_in_a_sentence() {
        use crate::planner::rollout::{NodeGroup, forecast};
        let rolling = |max_unavailable, groups, held: &[(&str, &str)]| {
            let scenario = Scenario {
                strategy: Strategy::RollingUpdate {
                    max_unavailable,
                    max_surge: IntOrString::Int(0),
                },
                groups,
                ready_after: 60,
                ..Scenario::default()
            };
            let rollout = scenario.limits().map(|_| forecast(&scenario));
            let held = held.iter().map(|(names, what)| ((*names).to_owned(), (*what).to_owned()));
            let held = held.collect();
            Rolling { scenario, rollout, held, notes: Vec::new(), by_chance: false }.words()
        };
        let percent = IntOrString::String("10%".to_owned());
        assert_eq!(
            rolling(percent, vec![NodeGroup::healthy(41)], &[]),
            "10% of 41 = 5 at a time, 9 waves, about 9 min at 60 s to ready; never more than 5 \
             nodes without a pod"
        );
        assert_eq!(
            rolling(
                IntOrString::Int(1),
                vec![NodeGroup::node_not_ready(1), NodeGroup::healthy(3)],
                &[("a-1", "is not ready, so that its old pod stays")]
            ),
            "1 at a time; it doesn't get anywhere: a-1 is not ready, so that its old pod stays; 3 \
             nodes keep the old pod, since these use up the budget"
        );
        assert_eq!(
            rolling(
                IntOrString::Int(2),
                vec![NodeGroup::node_not_ready(1), NodeGroup::healthy(3)],
                &[("a-1", "is not ready, so that its old pod stays")]
            ),
            "2 at a time; 3 of 4 nodes in 3 waves, about 3 min at 60 s to ready, and not the rest: \
             a-1 is not ready, so that its old pod stays"
        );
    }
}
