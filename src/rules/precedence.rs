//! Which rule says the same better: people are told that alone.
//!
//! Two rules may find one mistake. A DaemonSet whose selector is empty is refused by the API
//! server, and `selector-matches-everything` tells what to write; `template:` one column too far
//! left is one mistake, for which the API server, which drops what it doesn't know, goes on to miss
//! the containers and the labels. What is said better elsewhere is marked
//! (`covered_by`): outputs for people leave it out, those for programs show both.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::diagnostic::Diagnostic;
use crate::kubernetes::field::{CompactPath, FieldPath, Reason, RoutePattern, Step};
use crate::manifest::admission::{DECODE, INVALID, STRICT, WARNING};

/// How a finding must lie to another one of the same object to say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    /// Anyhow.
    SameObject,
    /// At the same field, in it or around it.
    Near,
    /// At a field that the better one covers.
    Covered,
    /// At a field that the better one covers, or in it.
    WithinCovered,
    /// At what is missing for lack of the field that the better one has found misspelt or
    /// misplaced.
    Missing,
}

/// Findings of one rule that others say better.
#[derive(Debug)]
pub(super) struct Precedence {
    /// The rule that says it better.
    pub better: &'static str,
    /// The rules that need not say it.
    pub superseded: &'static [&'static str],
    /// Where.
    pub relation: Relation,
}

const fn row(
    better: &'static str,
    superseded: &'static [&'static str],
    relation: Relation,
) -> Precedence {
    Precedence { better, superseded, relation }
}

/// Every pair of rules of which one says the same better; of several that apply to a finding the
/// first counts.
#[rustfmt::skip]
pub(super) static TABLE: &[Precedence] = &[
    // What explains why there is no node, before what notices that there is none.
    row("contradictory-requirements", &["targets-no-node"], Relation::SameObject),
    row("empty-affinity-term", &["targets-no-node"], Relation::SameObject),
    row("removed-master-role", &["targets-no-node", "unknown-node-label"], Relation::Near),
    row("deprecated-node-label", &["unknown-node-label"], Relation::Near),
    row("targets-no-node", &["unknown-node-label"], Relation::WithinCovered),
    row("targets-no-node", &["missed-by-taint-only", "toleration-mismatch", "missing-control-plane-toleration"], Relation::SameObject),
    row("missing-control-plane-toleration", &["missed-by-taint-only"], Relation::SameObject),
    row("network-plugin-deadlock", &["startup-taint-not-tolerated"], Relation::SameObject),
    row("namespace-node-selector", &["does-not-fit"], Relation::Near),
    row("namespace-node-selector", &["admission-plugin-refuses"], Relation::SameObject),
    row("selector-overlap", &["template-label-collides"], Relation::SameObject),
    row("surge-host-port", &["surge-does-not-fit"], Relation::Near),
    // Of one image, the first container tells of all.
    row("image-tag-latest", &["image-tag-latest"], Relation::Covered),
    // What the nodes have, before what they may lack.
    row("surge-does-not-fit", &["surge-exclusive-resource"], Relation::Near),
    // What says what to write, before the API server's words.
    row("selector-template-mismatch", &[INVALID], Relation::Covered),
    row("selector-matches-everything", &[INVALID, STRICT], Relation::Covered),
    row("selector-changed", &[INVALID], Relation::Covered),
    row("unknown-update-strategy", &[INVALID], Relation::Covered),
    row("rolling-update-budget", &[INVALID], Relation::Covered),
    row("removed-master-role", &[WARNING], Relation::Covered),
    row("deprecated-node-label", &[WARNING], Relation::Covered),
    row("duplicate-list-key", &[WARNING], Relation::Covered),
    row("deprecated-api-version", &[DECODE], Relation::Covered),
    row("deprecated-annotation", &[WARNING], Relation::Covered),
    row("deprecated-field", &[WARNING, STRICT], Relation::Covered),
    row("strategy-field", &[STRICT], Relation::Covered),
    row("implausible-quantity", &[WARNING], Relation::Covered),
    // A cause before its consequences.
    row(STRICT, &[INVALID, "selector-matches-everything", "selector-template-mismatch"], Relation::Missing),
    row(DECODE, &[INVALID, "selector-matches-everything"], Relation::Covered),
    row(INVALID, &[INVALID], Relation::Covered),
    row(INVALID, &["pod-refused-by-validation", "image-name-invalid"], Relation::Near),
    row("pod-refused-by-validation", &["image-name-invalid"], Relation::Near),
];

/// The rules that say anything better.
static BETTER: LazyLock<hashbrown::HashSet<&'static str>> =
    LazyLock::new(|| TABLE.iter().map(|row| row.better).collect());

/// Marks what another finding says better.
pub(super) fn mark(found: &mut [Diagnostic]) {
    let place = |index: &usize| found.get(*index).and_then(Diagnostic::place);
    let mut indices: Vec<usize> = (0..found.len()).collect();
    // Mostly they stand in the order of their objects.
    indices.sort_by(|one, other| place(one).cmp(&place(other)));
    let of_objects = indices.chunk_by(|one, other| place(one) == place(other));
    let marks: Vec<(usize, &'static str)> = of_objects
        .filter(|indices| indices.len() > 1 && indices.iter().any(|index| place(index).is_some()))
        .flat_map(|indices| superseded(found, indices))
        .collect();
    for (index, better) in marks {
        if let Some(diagnostic) = found.get_mut(index) {
            diagnostic.details_mut().covered_by = Some(better);
        }
    }
}

/// Those of an object's findings that are said better, by their index, each with the rule that does.
fn superseded(all: &[Diagnostic], of_object: &[usize]) -> HashMap<usize, &'static str> {
    let one = |index: &usize| Some((*index, all.get(*index)?));
    let found: Vec<(usize, &Diagnostic)> = of_object.iter().filter_map(one).collect();
    let mut marks: HashMap<usize, &'static str> = HashMap::new();
    if !found.iter().any(|(_, found)| BETTER.contains(&*found.rule)) {
        return marks;
    }
    for row in TABLE {
        // Of two findings that each say better what the other says, one must be seen.
        let counts = |index| !marks.get(&index).is_some_and(|by| row.superseded.contains(by));
        let of_rule =
            |(index, found): &(usize, &Diagnostic)| found.rule == row.better && counts(*index);
        let mut better =
            found.iter().filter(|one| of_rule(one)).map(|(_, found)| *found).peekable();
        if better.peek().is_none() {
            continue;
        }
        let better = Better::new(row.relation, better);
        let worse: Vec<usize> = found
            .iter()
            .filter(|(index, found)| {
                row.superseded.contains(&&*found.rule)
                    && !marks.contains_key(index)
                    && better.say(found)
            })
            .map(|(index, _)| *index)
            .collect();
        marks.extend(worse.into_iter().map(|index| (index, row.better)));
    }
    marks
}

/// What a better rule has to say of an object, found without looking at each of its findings.
enum Better<'f> {
    Anything,
    Near { routes: HashSet<&'f str>, around: HashSet<&'f str> },
    At(Patterns<'f>),
    Within(Patterns<'f>),
    Causes(Causes<'f>),
}

impl<'f> Better<'f> {
    fn new(relation: Relation, found: impl Iterator<Item = &'f Diagnostic>) -> Self {
        match relation {
            Relation::SameObject => Self::Anything,
            Relation::Near => {
                let routes: Vec<&CompactPath> = found.map(|found| &found.route).collect();
                let around = routes.iter().flat_map(|route| route.ways()).collect();
                Self::Near { routes: routes.into_iter().map(CompactPath::key).collect(), around }
            }
            Relation::Covered => Self::At(Patterns::new(found.flat_map(|found| &found.covers))),
            Relation::WithinCovered => {
                Self::Within(Patterns::new(found.flat_map(|found| &found.covers)))
            }
            Relation::Missing => Self::Causes(Causes::new(found)),
        }
    }

    /// Whether it says what a finding says.
    fn say(&self, found: &Diagnostic) -> bool {
        let own = &found.route;
        match self {
            Self::Anything => true,
            Self::Near { routes, around } => {
                around.contains(own.key()) || own.ways().any(|way| routes.contains(way))
            }
            Self::At(patterns) => patterns.match_one(own),
            Self::Within(patterns) => patterns.enclose(own),
            Self::Causes(causes) => causes.explain(found),
        }
    }
}

/// Patterns of fields: those that match one path alone are found by it.
struct Patterns<'f> {
    /// The keys of the paths.
    exact: HashSet<Box<str>>,
    others: Vec<&'f RoutePattern>,
}

impl<'f> Patterns<'f> {
    fn new(all: impl Iterator<Item = &'f RoutePattern>) -> Self {
        let mut patterns = Self { exact: HashSet::new(), others: Vec::new() };
        for pattern in all {
            match pattern.path() {
                Some(path) => _ = patterns.exact.insert(CompactPath::from(path).key().into()),
                None => patterns.others.push(pattern),
            }
        }
        patterns
    }

    fn match_one(&self, route: &CompactPath) -> bool {
        self.exact.contains(route.key()) || self.any_other(route, RoutePattern::matches)
    }

    fn enclose(&self, route: &CompactPath) -> bool {
        route.ways().any(|way| self.exact.contains(way))
            || self.any_other(route, RoutePattern::encloses)
    }

    fn any_other(
        &self,
        route: &CompactPath,
        is_it: impl Fn(&RoutePattern, &FieldPath) -> bool,
    ) -> bool {
        !self.others.is_empty() && {
            let route = route.to_path();
            self.others.iter().any(|pattern| is_it(pattern, &route))
        }
    }
}

/// Fields that don't exist, with those that were meant.
struct Causes<'f> {
    meant: Patterns<'f>,
    /// By the struct in which they are written.
    within: HashMap<FieldPath, Vec<&'f RoutePattern>>,
    /// Whether the volumes, or the labels that are selected, are among what was meant.
    volumes: bool,
    labels: bool,
}

impl<'f> Causes<'f> {
    fn new(found: impl Iterator<Item = &'f Diagnostic>) -> Self {
        let causes = found.filter_map(|found| Some((&found.route, found.meant.as_ref()?)));
        let causes: Vec<(&CompactPath, &RoutePattern)> = causes.collect();
        let mut within: HashMap<FieldPath, Vec<&RoutePattern>> = HashMap::new();
        for (route, meant) in &causes {
            within.entry(route.to_path().parent()).or_default().push(meant);
        }
        let is_meant = |steps: &[&'static str]| {
            let pattern = RoutePattern::of(steps);
            causes.iter().any(|(_, meant)| **meant == pattern)
        };
        Self {
            volumes: is_meant(&["spec", "template", "spec", "volumes"]),
            labels: is_meant(&["spec", "selector", "matchLabels"]),
            meant: Patterns::new(causes.iter().map(|(_, meant)| *meant)),
            within,
        }
    }

    fn explain(&self, effect: &Diagnostic) -> bool {
        let covered = effect.covers.iter().filter_map(RoutePattern::path);
        self.leave_out(&effect.route.to_path(), effect.reason)
            || covered.into_iter().any(|route| self.leave_out(&route, effect.reason))
    }

    /// Whether a field is missing, or not what it should be, for lack of one that was meant.
    fn leave_out(&self, route: &FieldPath, reason: Option<Reason>) -> bool {
        let required = reason.is_none_or(|reason| reason == Reason::Required);
        // The meant field lies in the struct that lacks it: `readinessProbe.httpGet`.
        let lacks = || {
            let meant = self.within.get(route);
            meant.is_some_and(|meant| meant.iter().any(|meant| meant.lies_in(route)))
        };
        self.meant.enclose(&route.into())
            || required && lacks()
            || self.volumes && is_mounts_name(route)
            || self.labels && RoutePattern::of(&["spec", "selector"]).matches(route)
    }
}

/// Whether a field is the name of a volume that a container mounts.
fn is_mounts_name(route: &FieldPath) -> bool {
    match route.0.as_slice() {
        [.., Step::Field(list), Step::Index(_), Step::Field(name)] => {
            list == "volumeMounts" && name == "name"
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::rules::RuleSet;

    #[test]
    fn the_table_names_rules_that_there_are() {
        let rules = RuleSet::built_in();
        for Precedence { better, superseded, .. } in TABLE {
            for id in std::iter::once(better).chain(*superseded) {
                assert!(rules.find(id).is_some(), "{id} is no rule");
            }
            assert!(!superseded.is_empty(), "{better} is better than nothing");
        }
    }

    /// Rules that leave it to each other in a circle would hide a mistake. Of two findings alone
    /// [`superseded`] sees to it that one is seen.
    #[test]
    fn no_three_rules_leave_it_to_each_other() {
        let better_than = |rule: &str| -> BTreeSet<&str> {
            let rows = TABLE.iter().filter(|row| row.superseded.contains(&rule));
            // Of one rule, it is by its place that a finding is the cause of another.
            rows.map(|row| row.better).filter(|better| *better != rule).collect()
        };
        for first in TABLE.iter().map(|row| row.better) {
            let mut seen = BTreeSet::from([first]);
            let mut next: Vec<(&str, &str)> = vec![("", first)];
            while let Some((from, rule)) = next.pop() {
                for better in better_than(rule).into_iter().filter(|better| *better != from) {
                    assert_ne!(better, first, "{first} is left to itself by {rule}");
                    if seen.insert(better) {
                        next.push((rule, better));
                    }
                }
            }
        }
    }
}
