//! A run as a value: what is asked, and what it answers. The command line, the editor, the tests
//! and the examples of rules all ask here.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, sort};
use crate::inventory::Inventory;
use crate::manifest::Reading;
use crate::planner::Fleet;
use crate::rules::{self, Context, Report, RuleSet, Selection};

/// What a run is asked.
#[derive(Clone, Debug)]
pub struct Run<'a> {
    /// The manifests.
    pub sources: &'a Reading,
    /// The nodes and the pods on them: without any, rules that need them are silent.
    pub inventory: Option<&'a Inventory>,
    /// What there was before.
    pub against: Option<Against<'a>>,
    /// The rules that run.
    pub rules: Selection,
}

/// What a run is held against.
#[derive(Clone, Copy, Debug, Default)]
pub struct Against<'a> {
    /// The old manifests; none where they are the run's own.
    pub sources: Option<&'a Reading>,
    /// The old nodes; none where they are the run's own.
    pub inventory: Option<&'a Inventory>,
    /// Whether either side is one file that was named: two of them with one DaemonSet each are a
    /// pair whatever its name.
    pub one_file_each: bool,
}

/// What a check answers.
#[derive(Debug, Default)]
pub struct Checked<'a> {
    /// The findings, in the order in which every output shows them.
    pub diagnostics: Vec<Diagnostic>,
    /// How many more there are that a comment or annotation suppresses.
    pub suppressed: usize,
    /// The DaemonSets on the nodes, if there are nodes: of each deployment, with what was read of it.
    pub fleets: Vec<(&'a Reading, Fleet<'a>)>,
}

/// What a plan answers.
#[derive(Debug)]
pub struct Planned<'a> {
    /// Where the DaemonSets go.
    pub now: Placed<'a>,
    /// Where they went before, if the run is held against anything.
    pub before: Option<Placed<'a>>,
}

/// DaemonSets on nodes.
#[derive(Debug)]
pub struct Placed<'a> {
    /// Where their pods go.
    pub fleet: Fleet<'a>,
    /// Where they are written.
    pub sources: &'a Reading,
    /// For each DaemonSet whether the API server would refuse it as it is.
    pub refused: Arc<[bool]>,
}

impl<'a> Run<'a> {
    /// All rules that are on by default over manifests alone; the fields ask for more.
    #[must_use]
    pub fn over(sources: &'a Reading) -> Self {
        Self { sources, inventory: None, against: None, rules: Selection::of(RuleSet::built_in()) }
    }

    /// What the API server would refuse, and what would go wrong later.
    #[must_use]
    pub fn check(&self) -> Checked<'a> {
        let mut checked = Checked::default();
        for (name, part) in self.sources.parts() {
            let fleet = self.inventory.map(|inventory| fleet(inventory, part));
            let Report { diagnostics, suppressed } = self.check_part(name, part, fleet.as_ref());
            checked.diagnostics.extend(diagnostics);
            checked.suppressed += suppressed;
            checked.fleets.extend(fleet.map(|fleet| (part, fleet)));
        }
        sort(&mut checked.diagnostics);
        checked
    }

    /// Checks what is applied together.
    fn check_part(&self, name: Option<&str>, part: &Reading, fleet: Option<&Fleet<'_>>) -> Report {
        let mut cx = Context::new(&part.workspace, &part.diagnostics, &part.suppressions)
            .with_partial(part.single_files);
        if let Some(fleet) = fleet {
            cx = cx.with_fleet(fleet);
        }
        if let Some(Against { sources: Some(old), one_file_each, .. }) = self.against {
            let workspace = &old.part(name).workspace;
            cx = cx.with_against(rules::Against { workspace, one_file_each });
        }
        rules::run(&cx, &self.rules)
    }

    /// Where the DaemonSets go, and where they went before; none without nodes.
    #[must_use]
    pub fn plan(&self) -> Option<Planned<'a>> {
        let inventory = self.inventory?;
        let now = Placed {
            fleet: fleet(inventory, self.sources),
            sources: self.sources,
            refused: self.sources.refused().into(),
        };
        let before = self.against.map(|old| {
            let sources = old.sources.unwrap_or(self.sources);
            let refused = match old.sources {
                Some(old) => old.refused().into(),
                None => Arc::clone(&now.refused),
            };
            let fleet = fleet(old.inventory.unwrap_or(inventory), sources);
            Placed { fleet, sources, refused }
        });
        Some(Planned { now, before })
    }
}

/// The DaemonSets of each deployment on nodes: what is applied together takes room together.
#[must_use]
pub(crate) fn fleets<'a>(inventory: &'a Inventory, sources: &'a Reading) -> Vec<Fleet<'a>> {
    sources.parts().into_iter().map(|(_, part)| fleet(inventory, part)).collect()
}

/// The DaemonSets that were read on nodes.
fn fleet<'a>(inventory: &'a Inventory, sources: &'a Reading) -> Fleet<'a> {
    let daemon_sets = sources.workspace.daemon_sets().map(|(_, daemon_set)| daemon_set);
    Fleet::new(inventory, daemon_sets, &sources.workspace.admission_context())
}
