//! A plan with all that is asked of it, for any format.

use std::cell::OnceCell;
use std::io;
use std::sync::Arc;

use super::change::Comparison;
use super::view::View;
use super::{Format, Shown};
use crate::diagnostic::Diagnostic;
use crate::kubernetes::release::Version;
use crate::pipeline::{Before, Placed, Planned};
use crate::planner::Fleet;
use crate::planner::capacity::Budget;
use crate::planner::change::{Changes, Updates};
use crate::planner::overhead::{Overhead, SCALE_DOWN_THRESHOLD};
use crate::report::shared::screen::Screen;

/// What a report of a plan is asked for, beside where pods go.
#[derive(Clone, Debug)]
pub struct Asked {
    /// How updates would roll out. What is held against something tells that in any case.
    pub rollout: bool,
    /// How many seconds a new pod takes from its predecessor's deletion until it is ready.
    pub ready_seconds: u64,
    /// What the DaemonSets take together.
    pub capacity: bool,
    /// The most that they may take together.
    pub budget: Option<Budget>,
    /// The utilisation in percent below which an autoscaler removes a node.
    pub scale_down_threshold: u64,
    /// Nothing left out for brevity.
    pub verbose: bool,
    /// Classes of nodes instead of each node, for programs.
    pub compact: bool,
}

impl Default for Asked {
    fn default() -> Self {
        Self {
            rollout: false,
            ready_seconds: 60,
            capacity: false,
            budget: None,
            scale_down_threshold: SCALE_DOWN_THRESHOLD,
            verbose: false,
            compact: false,
        }
    }
}

/// From one version of Kubernetes to another.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Upgraded<'a> {
    /// Where the DaemonSets went before.
    pub before: &'a Placed<'a>,
    /// What becomes of their pods.
    pub changes: &'a Changes,
    /// The versions.
    pub step: (Version, Version),
}

/// A plan as its reports tell of it.
#[derive(Debug)]
pub struct Told<'a> {
    asked: Asked,
    /// The plan.
    pub(crate) view: View<'a>,
    /// What changed, where it was compared.
    pub(crate) comparison: Option<Comparison<'a>>,
    /// Where the DaemonSets of before went, with those that update them.
    before: Option<(&'a Fleet<'a>, &'a Updates)>,
    /// The same with rollouts and what the DaemonSets take together, for formats that tell all.
    whole: OnceCell<View<'a>>,
}

impl<'a> Told<'a> {
    /// What is asked of a plan.
    #[must_use]
    pub fn of(planned: &'a Planned<'a>, asked: Asked) -> Self {
        Self::with(planned, None, &[], asked)
    }

    /// The same of an upgrade, and of a plan that leaves out what can't be read.
    #[must_use]
    pub(crate) fn with(
        planned: &'a Planned<'a>,
        upgraded: Option<Upgraded<'a>>,
        unplaced: &[&'a Diagnostic],
        asked: Asked,
    ) -> Self {
        let Planned { now, before, changes } = planned;
        let mut view = View::of(now);
        if let Some(Upgraded { step: (from, to), .. }) = upgraded {
            view.kubernetes = format!("{from} to {to}");
        }
        if let Some(before) = before {
            hold(&mut view, before);
        }
        view.unplaced = unplaced.to_vec();
        let of_before = before.as_ref().map(|before| (&before.placed.fleet, &before.updates));
        if asked.rollout || before.is_some() {
            view = view.with_rollouts(asked.ready_seconds, of_before);
        }
        if asked.capacity || asked.budget.is_some() {
            view = with_overhead(view, &asked);
        }
        let compared = before.as_ref().zip(changes.as_ref());
        let compared = compared.map(|(before, changes)| (&before.placed, changes, None));
        let upgraded = upgraded.map(|all| (all.before, all.changes, Some(all.step)));
        let comparison = compared.or(upgraded).map(|(old, changes, upgrade)| Comparison {
            old: View::of(old),
            new: view.clone(),
            changes,
            upgrade,
        });
        Self { asked, view, comparison, before: of_before, whole: OnceCell::new() }
    }

    /// Writes a report in a format.
    ///
    /// # Errors
    /// It can't be written.
    pub fn write(
        &self,
        format: &Format,
        screen: &Screen,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        let Asked { capacity, verbose, compact, .. } = self.asked;
        let view = if format.render.whole { self.whole() } else { &self.view };
        let shown =
            Shown { view, comparison: self.comparison.as_ref(), capacity, verbose, compact };
        (format.render.write)(&shown, screen, out)
    }

    fn whole(&self) -> &View<'a> {
        self.whole.get_or_init(|| {
            let rolled = self.view.clone().with_rollouts(self.asked.ready_seconds, self.before);
            with_overhead(rolled, &self.asked)
        })
    }
}

/// Adds what is known of the DaemonSets from what they are held against.
fn hold<'a>(view: &mut View<'a>, before: &'a Before<'_>) {
    let known = before.objections.iter().zip(&before.left);
    for (planned, (objections, left)) in view.planned.iter_mut().zip(known) {
        planned.objections = objections;
        planned.left = left.as_deref();
    }
}

/// The same with what the DaemonSets take together.
fn with_overhead<'a>(mut view: View<'a>, asked: &Asked) -> View<'a> {
    let budget = asked.budget.clone().unwrap_or_default();
    let overhead = Overhead::new(view.fleet, &budget);
    view.overhead = Some(Arc::new(overhead.with_threshold(asked.scale_down_threshold)));
    view
}
