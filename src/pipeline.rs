//! A run as a value: what is asked, and what it answers. The command line, the editor, the tests
//! and the examples of rules all ask here.

mod before;
pub(crate) mod portions;
pub(crate) mod trial;
mod upgrade;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use k8s_openapi::api::apps::v1::DaemonSet;

use crate::diagnostic::{Diagnostic, Label, sort};
use crate::inventory::Inventory;
use crate::kubernetes::field::FieldPath;
use crate::kubernetes::release::Release;
use crate::manifest::suppression::{Before as Known, By};
use crate::manifest::{Accepted, Counterparts, Manifest, Reading};
use crate::planner::change::{Changes, Updates, compare};
use crate::planner::{Candidate, Company, DaemonSetIx, Doubts, Fleet};
use crate::rules::{
    self, Context, Dependence, Expected, Identities, Judged, Memory, Needs, PodPolicies, Report,
    Rule, RuleSet, Selection, admission_context, in_given_policies, policies_on_pods,
};
use crate::source::FileId;
use crate::source::place::absolute;

pub(crate) use trial::{Fault, try_examples};
pub(crate) use upgrade::{PlannedUpgrade, plan_upgrade, upgrade};

/// What a run is asked.
#[derive(Clone, Debug)]
pub struct Run<'a> {
    /// The manifests.
    pub sources: &'a Reading,
    /// The nodes and the pods on them: without any, rules that need them are silent.
    pub inventory: Option<&'a Inventory>,
    /// Policies that hold, beside those among the manifests.
    pub policies: Option<&'a Reading>,
    /// What there was before.
    pub against: Option<Against<'a>>,
    /// Whose pods each DaemonSet's pods meet.
    pub company: Company,
    /// The rules that run.
    pub rules: Selection,
    /// What the rules found in the objects the last time, with the same nodes.
    pub memory: Option<&'a Memory>,
    /// Files with rules of their own.
    pub scopes: Vec<Scope<'a>>,
    /// Files that are applied to nodes of their own, each set apart in `sources`.
    pub sites: Vec<Site<'a>>,
    /// The Kubernetes that is asked: the one that the manifests were read for.
    pub release: Release,
}

/// Files for which other rules run.
#[derive(Clone, Debug)]
pub struct Scope<'a> {
    /// The files.
    pub files: BTreeSet<FileId>,
    /// Their rules.
    pub rules: Selection,
    /// What these found in the objects the last time, with the same nodes.
    pub memory: Option<&'a Memory>,
}

impl Scope<'_> {
    /// Files with rules of their own, of which nothing is remembered.
    pub(crate) const fn new(files: BTreeSet<FileId>, rules: Selection) -> Self {
        Self { files, rules, memory: None }
    }
}

/// Files that are applied to other nodes than the rest.
#[derive(Clone, Debug)]
pub struct Site<'a> {
    /// The files.
    pub files: BTreeSet<FileId>,
    /// Their nodes and the pods on them, if any are known.
    pub inventory: Option<&'a Inventory>,
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
    /// Those that a comment, an annotation or the config suppresses.
    pub suppressed: Vec<Accepted>,
    /// How many findings of a baseline are found no more.
    pub gone: usize,
    /// The DaemonSets on the nodes, if there are nodes: of each deployment, with what was read of it.
    pub fleets: Vec<(&'a Reading, Fleet<'a>)>,
}

/// What a plan answers.
#[derive(Debug)]
pub struct Planned<'a> {
    /// Where the DaemonSets go.
    pub now: Placed<'a>,
    /// Where they went before, if the run is held against anything.
    pub before: Option<Before<'a>>,
    /// What becomes of the pods from then to now.
    pub changes: Option<Changes>,
}

/// What a plan is held against.
#[derive(Debug)]
pub struct Before<'a> {
    /// Where the DaemonSets went.
    pub placed: Placed<'a>,
    /// Which of them the DaemonSets of now update, and which of these are refused.
    pub updates: Updates,
    /// For each DaemonSet of now what the API server refuses in it as an update.
    pub objections: Vec<Vec<Diagnostic>>,
    /// For each DaemonSet of now the namespace where one of its name is left.
    pub left: Vec<Option<String>>,
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
    /// For each DaemonSet what is expected of its placement.
    pub(crate) expectations: Vec<Vec<Judged>>,
    /// For each DaemonSet what policies make of its pods; empty where none is asked.
    pub(crate) policies: Vec<PodPolicies>,
}

impl Checked<'_> {
    /// Adds what a report says.
    fn add_all(&mut self, report: Report) {
        let Report { diagnostics, suppressed } = report;
        match self.diagnostics.is_empty() {
            true => self.diagnostics = diagnostics,
            false => self.diagnostics.extend(diagnostics),
        }
        self.suppressed.extend(suppressed);
    }

    /// Adds what a report says of some files.
    fn add(&mut self, report: Report, has: impl Fn(&FileId) -> bool) {
        let Report { diagnostics, suppressed } = report;
        self.diagnostics.extend(diagnostics.into_iter().filter(|found| has(found.file.id())));
        self.suppressed.extend(suppressed.into_iter().filter(|one| has(one.found.file.id())));
    }

    /// Leaves what is about some files: what is marked in one of them, first or second.
    pub fn keep_what_is_about(&mut self, files: &BTreeSet<FileId>) {
        let marked = |label: &Label| label.file.as_ref().is_some_and(|f| files.contains(f.id()));
        let is_about =
            |found: &Diagnostic| files.contains(found.file.id()) || found.labels.iter().any(marked);
        self.diagnostics.retain(is_about);
        self.suppressed.retain(|one| is_about(&one.found));
    }
}

impl<'a> Run<'a> {
    /// All rules that are on by default over manifests alone; the fields ask for more.
    #[must_use]
    pub fn over(sources: &'a Reading) -> Self {
        Self {
            sources,
            inventory: None,
            policies: None,
            against: None,
            company: Company::default(),
            rules: Selection::of(RuleSet::built_in()),
            memory: None,
            scopes: Vec::new(),
            sites: Vec::new(),
            release: sources.release,
        }
    }

    /// What the API server would refuse, and what would go wrong later.
    #[must_use]
    pub fn check(&self) -> Checked<'a> {
        let mut checked = Checked::default();
        self.memories().for_each(Memory::begin);
        let given = self.policies.map(|policies| in_given_policies(policies, &self.rules));
        checked.diagnostics.extend(given.into_iter().flatten());
        let old = self.against.and_then(|old| Some((old.sources?, old.one_file_each)));
        let updates = old.map(|(old, one_file_each)| {
            Counterparts::new(&old.workspace, &self.sources.workspace, one_file_each)
        });
        for (_, part) in self.sources.parts() {
            let fleet = self.inventory_of(part).map(|nodes| {
                let policies = self.policies_on_pods(part, nodes, updates.as_ref());
                let refused = with_policies(&part.refused(), &policies);
                self.fleet(nodes, part, &refused, &policies)
            });
            let scoped = |file: &FileId| self.scopes.iter().any(|one| one.files.contains(file));
            let check = |rules, memory| {
                self.check_part(part, fleet.as_ref(), updates.as_ref(), (rules, memory))
            };
            match self.scopes.as_slice() {
                [] => checked.add_all(check(&self.rules, self.memory)),
                _ => checked.add(check(&self.rules, self.memory), |file| !scoped(file)),
            }
            for scope in self.scopes.iter().filter(|scope| part.has_any(&scope.files)) {
                let found = check(&scope.rules, scope.memory);
                checked.add(found, |file| scope.files.contains(file));
            }
            checked.fleets.extend(fleet.map(|fleet| (part, fleet)));
        }
        self.hold(&mut checked);
        sort(&mut checked.diagnostics);
        checked
    }

    /// What is remembered of the last run.
    fn memories(&self) -> impl Iterator<Item = &Memory> {
        self.memory.into_iter().chain(self.scopes.iter().filter_map(|scope| scope.memory))
    }

    /// The nodes that a part is applied to.
    fn inventory_of(&self, part: &Reading) -> Option<&'a Inventory> {
        let site = self.sites.iter().find(|site| part.has_any(&site.files));
        site.map_or(self.inventory, |site| site.inventory)
    }

    /// Takes out what was found before.
    fn hold(&self, checked: &mut Checked<'_>) {
        let scoped = |file: &FileId| self.scopes.iter().any(|one| one.files.contains(file));
        let scopes = self.scopes.iter().map(|scope| (&scope.rules, Some(&scope.files)));
        let all: Vec<_> = std::iter::once((&self.rules, None)).chain(scopes).collect();
        if all.iter().all(|(rules, _)| rules.baselines().is_empty()) {
            return;
        }
        let identities = Identities::new(&self.sources.workspace);
        for (rules, files) in all {
            let has = |file: &FileId| match files {
                Some(files) => files.contains(file),
                None => !scoped(file),
            };
            let read = self.sources.suppressions.iter().map(|one| &one.file);
            let read = read.filter(|file| has(file.id())).filter_map(|file| file.place());
            let read: BTreeSet<PathBuf> = read.map(absolute).collect();
            let knows_nodes =
                self.inventory.is_some() || self.sites.iter().any(|site| site.inventory.is_some());
            // Single files don't show what a rule finds among many.
            let judges = |rule: &Rule| {
                let has_nodes = rule.meta.needs == Needs::Manifests || knows_nodes;
                has_nodes && (rule.meta.scope == Dependence::Object || !self.sources.single_files)
            };
            let may_be_gone = |rule: &str, file: &Path| {
                let rule = rules.rules().find(rule).filter(|rule| rules.runs_anywhere(&rule.meta));
                rule.is_some_and(judges) && read.contains(file)
            };
            for baseline in rules.baselines() {
                let found = std::mem::take(&mut checked.diagnostics);
                let (own, others) = found.into_iter().partition(|found| has(found.file.id()));
                let held = baseline.hold(own, &identities, may_be_gone);
                checked.diagnostics = others;
                checked.diagnostics.extend(held.new);
                let by = || By::Before(baseline.is.clone());
                let known = held.known.into_iter();
                let known = known.map(|found| Accepted { found, reason: String::new(), by: by() });
                checked.suppressed.extend(known);
                checked.gone += match baseline.is {
                    Known::Baseline(_) => held.gone,
                    Known::Revision(_) => 0,
                };
            }
        }
    }

    /// Checks what is applied together.
    fn check_part(
        &self,
        part: &Reading,
        fleet: Option<&Fleet<'_>>,
        updates: Option<&Counterparts<'_>>,
        (rules, memory): (&Selection, Option<&Memory>),
    ) -> Report {
        let (workspace, found) = (&part.workspace, &part.diagnostics);
        let params = rules.rules().params();
        let mut cx = Context::new(workspace, found, &part.suppressions, self.release, params)
            .with_partial(part.single_files)
            .with_choices(rules)
            .with_expected(rules.expected());
        if let Some(fleet) = fleet {
            cx = cx.with_fleet(fleet);
        }
        if let Some(policies) = self.policies {
            cx = cx.with_policies(&policies.workspace);
        }
        if let Some(memory) = memory {
            cx = cx.with_memory(memory);
        }
        if let Some(updates) = updates {
            cx = cx.with_against(updates);
        }
        rules::run(&cx, rules)
    }

    /// Where the DaemonSets go, and where they went before; none without nodes.
    #[must_use]
    pub fn plan(&self) -> Option<Planned<'a>> {
        let inventory = self.inventory?;
        let old = self.against.and_then(|old| old.sources);
        let updates =
            old.map(|old| Counterparts::new(&old.workspace, &self.sources.workspace, false));
        let policies = self.policies_on_pods(self.sources, inventory, updates.as_ref());
        // What is there already is asked nothing more.
        let refused = match self.against {
            Some(Against { sources: None, .. }) => self.sources.refused().into(),
            _ => with_policies(&self.sources.refused(), &policies),
        };
        let now = self.placed(inventory, self.sources, refused, policies);
        let before = self.against.map(|old| {
            let sources = old.sources.unwrap_or(self.sources);
            let refused: Arc<[bool]> = match old.sources {
                Some(old) => old.refused().into(),
                None => Arc::clone(&now.refused),
            };
            let nodes = old.inventory.unwrap_or(inventory);
            let policies = self.policies_on_pods(sources, nodes, None);
            before::before(self.placed(nodes, sources, refused, policies), &now)
        });
        let changes = before
            .as_ref()
            .map(|before| compare(&before.placed.fleet, &now.fleet, &before.updates));
        Some(Planned { now, before, changes })
    }

    /// The DaemonSets that were read on nodes, with what is known of them beside.
    fn placed(
        &self,
        inventory: &'a Inventory,
        sources: &'a Reading,
        refused: Arc<[bool]>,
        policies: Vec<PodPolicies>,
    ) -> Placed<'a> {
        let fleet = self.fleet(inventory, sources, &refused, &policies);
        let expectations = self.judged(&fleet, sources);
        Placed { fleet, sources, refused, expectations, policies }
    }

    /// What is expected of the placement of the DaemonSets that were read, and whether it holds.
    fn judged(&self, fleet: &Fleet<'_>, sources: &Reading) -> Vec<Vec<Judged>> {
        let one = |(place, (manifest, _)): (DaemonSetIx, (&Manifest, _))| {
            rules::judged(fleet, place, manifest, self.expected_of(manifest))
        };
        fleet.daemon_sets.places().zip(sources.workspace.daemon_sets()).map(one).collect()
    }

    /// How many expectations of placement there are that can be read: without nodes it is known of
    /// none whether it holds.
    #[must_use]
    pub(crate) fn expectations(&self) -> usize {
        let manifests = self.sources.workspace.of_type::<DaemonSet>();
        manifests.map(|one| rules::readable(one, self.expected_of(one))).sum()
    }

    /// What the config of a manifest expects.
    fn expected_of(&self, manifest: &Manifest) -> &[Expected] {
        self.rules_of(manifest.file().id()).expected()
    }

    /// The rules that run for a file.
    #[must_use]
    pub(crate) fn rules_of(&self, file: &FileId) -> &Selection {
        let scope = self.scopes.iter().find(|one| one.files.contains(file));
        scope.map_or(&self.rules, |scope| &scope.rules)
    }

    /// What policies make of the DaemonSets that were read, new ones or updates, and of their pods.
    fn policies_on_pods(
        &self,
        sources: &Reading,
        inventory: &Inventory,
        before: Option<&Counterparts<'_>>,
    ) -> Vec<PodPolicies> {
        let given = self.policies.map(|policies| &policies.workspace);
        let known = rules::Known { before, inventory: Some(inventory) };
        policies_on_pods(&sources.workspace, given, self.release, known)
    }

    /// The DaemonSets that were read on nodes; `refused` says of each whether the API server refuses
    /// it, so that it won't be there. Those of one alternative don't meet those of another.
    fn fleet(
        &self,
        inventory: &'a Inventory,
        sources: &'a Reading,
        refused: &[bool],
        policies: &[PodPolicies],
    ) -> Fleet<'a> {
        let alternatives: Vec<Option<&str>> =
            sources.parts().into_iter().map(|(name, _)| name).collect();
        let place = |name: Option<&str>| alternatives.iter().position(|other| *other == name);
        let of = |place: usize| policies.get(place);
        let candidates = sources.workspace.daemon_sets().zip(refused).enumerate().map(
            |(number, ((manifest, daemon_set), refused))| Candidate {
                daemon_set: of(number)
                    .and_then(|all| all.daemon_set.as_deref().cloned())
                    .map_or(Cow::Borrowed(daemon_set), Cow::Owned),
                changes: of(number).map(|all| all.changes.clone()).unwrap_or_default(),
                deployment: place(sources.alternative_of(manifest)).unwrap_or_default(),
                exists: !refused,
                doubts: doubts(manifest, daemon_set),
                policy_refusal: of(number).and_then(|all| all.refusal.clone()),
            },
        );
        let given = self.policies.map(|policies| &policies.workspace);
        let context = admission_context(&sources.workspace, given, self.release);
        Fleet::in_company(inventory, candidates, &context, self.company)
    }
}

/// Which DaemonSets the API server refuses, for what they are or by what it has for such objects.
fn with_policies(refused: &[bool], policies: &[PodPolicies]) -> Arc<[bool]> {
    let by_policy =
        |place| policies.get(place).is_some_and(|all: &PodPolicies| all.refused.is_some());
    refused.iter().enumerate().map(|(place, &refused)| refused || by_policy(place)).collect()
}

/// What of a DaemonSet's demands on nodes is still to be filled in.
fn doubts(manifest: &Manifest, daemon_set: &DaemonSet) -> Doubts {
    if !manifest.has_unknown() {
        return Doubts::default();
    }
    let is_known = |path: &FieldPath| manifest.is_known(path);
    Doubts::of(daemon_set, is_known, |path| manifest.has_open_key(path))
}

/// The DaemonSets of each deployment on nodes: what is applied together takes room together.
#[must_use]
pub(crate) fn fleets<'a>(inventory: &'a Inventory, sources: &'a Reading) -> Vec<Fleet<'a>> {
    let run = Run::over(sources);
    let one = |part: &'a Reading| {
        let policies = run.policies_on_pods(part, inventory, None);
        run.fleet(inventory, part, &with_policies(&part.refused(), &policies), &policies)
    };
    sources.parts().into_iter().map(|(_, part)| one(part)).collect()
}

#[cfg(test)]
mod tests;
