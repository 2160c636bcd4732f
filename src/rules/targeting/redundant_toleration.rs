//! `redundant-toleration`: tolerations without which nothing would change.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::Toleration;

use crate::kubernetes::release::Release;
use crate::kubernetes::system_taints::SystemTaint;
use crate::kubernetes::toleration::{
    Coverers, NO_EXECUTE, NO_SCHEDULE, PREFER_NO_SCHEDULE, covers, daemon_pod_tolerations,
    same_target,
};
use crate::manifest::PodPath;
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::words::count;

use super::toleration_never_matches::never_matches;
use super::words::{toleration as name, toleration_route};

/// The rule.
pub(super) struct RedundantToleration;

impl Check for RedundantToleration {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let written = subject.pod.tolerations.as_deref().unwrap_or_default();
        if written.is_empty() {
            return;
        }
        let added = daemon_pod_tolerations(subject.host_network());
        let list = Tolerations::new(subject.pods.path, written, added, cx.release);
        let mut groups: BTreeMap<Cause, Vec<usize>> = BTreeMap::new();
        for place in 0..list.written.len() {
            if let Some(cause) = list.cause(place) {
                groups.entry(cause).or_default().push(place);
            }
        }
        findings.0.extend(groups.iter().filter_map(|(cause, places)| list.finding(cause, places)));
    }
}

/// Why a toleration adds nothing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Cause {
    /// Written ones tolerate whatever it does, by their places.
    Shadowed(Vec<usize>),
    /// The controller adds the same, or a wider one.
    Controller,
    /// It is about taints that only steer the scheduler's choice, and there is none to make.
    PreferNoSchedule,
}

/// A DaemonSet's tolerations.
struct Tolerations<'a> {
    path: PodPath,
    written: &'a [Toleration],
    added: &'a [Toleration],
    release: Release,
    coverers: Coverers<'a>,
    /// How many of those before each place have seconds.
    with_seconds: Vec<usize>,
    /// For each whether another one makes it superfluous, once someone asks.
    shadowed: Vec<OnceCell<bool>>,
}

impl<'a> Tolerations<'a> {
    fn new(
        path: PodPath,
        written: &'a [Toleration],
        added: &'a [Toleration],
        release: Release,
    ) -> Self {
        let mut count = 0;
        let with_seconds = std::iter::once(0).chain(written.iter().map(|toleration| {
            count += usize::from(toleration.toleration_seconds.is_some());
            count
        }));
        let with_seconds = with_seconds.collect();
        let coverers = Coverers::new(written);
        let shadowed = vec![OnceCell::new(); written.len()];
        Self { path, written, added, release, coverers, with_seconds, shadowed }
    }

    fn cause(&self, place: usize) -> Option<Cause> {
        let toleration = self.written.get(place)?;
        if never_matches(toleration, self.release).is_some() {
            return None;
        }
        if toleration.effect.as_deref() == Some(PREFER_NO_SCHEDULE) {
            return Some(Cause::PreferNoSchedule);
        }
        // The controller puts its own in the place of one like it.
        let replaced = self.added.iter().any(|added| same_target(added, toleration));
        let parts = by_effect(toleration);
        let mut shadows = Vec::new();
        let mut by_controller = false;
        for part in &parts {
            if let Some(shadow) = self.shadow(place, part) {
                shadows.push(shadow);
            } else if replaced || self.controller_adds(place, part) {
                by_controller = true;
            } else {
                return None;
            }
        }
        shadows.sort_unstable();
        shadows.dedup();
        Some(if shadows.is_empty() && by_controller {
            Cause::Controller
        } else {
            Cause::Shadowed(shadows)
        })
    }

    /// The written toleration beside which a part of another one adds nothing: of several one
    /// that is not shadowed itself.
    fn shadow(&self, place: usize, part: &Toleration) -> Option<usize> {
        let shadows = |other: &usize| self.shadows(*other, place, part);
        let all = self.coverers.of(part);
        let mut all = all.into_iter().filter(shadows).peekable();
        let first = *all.peek()?;
        Some(all.find(|other| !self.is_shadowed(*other)).unwrap_or(first))
    }

    /// Whether another one makes a written toleration superfluous.
    fn is_shadowed(&self, place: usize) -> bool {
        let Some((whole, known)) = self.written.get(place).zip(self.shadowed.get(place)) else {
            return true;
        };
        let shadows = |other: usize| self.shadows(other, place, whole);
        *known.get_or_init(|| self.coverers.of(whole).into_iter().any(shadows))
    }

    /// Whether a written toleration makes a part of the one at `place` superfluous.
    fn shadows(&self, other: usize, place: usize, part: &Toleration) -> bool {
        let wide = self.written.get(other).filter(|wide| other != place && is_taken(wide));
        let Some(wide) = wide else { return false };
        let equal = || self.written.get(place).is_some_and(|whole| covers(whole, wide));
        covers(wide, part) && self.keeps_seconds(other, place, part, wide)
            // Of two that are equal the second one is superfluous.
            && (other < place || !equal())
    }

    fn controller_adds(&self, place: usize, part: &Toleration) -> bool {
        let end = self.written.len();
        self.added
            .iter()
            .any(|added| covers(added, part) && self.keeps_seconds(end, place, part, added))
    }

    /// Whether pods are evicted when they would be without the toleration at `place`. The first
    /// one that tolerates a taint says for how long (`GetMatchingTolerations`).
    fn keeps_seconds(
        &self,
        other: usize,
        place: usize,
        part: &Toleration,
        wide: &Toleration,
    ) -> bool {
        if other < place || part.effect.as_deref() != Some(NO_EXECUTE) {
            return true;
        }
        // Between the two none may say for how long.
        part.toleration_seconds == wide.toleration_seconds
            && self.with_seconds.get(place + 1) == self.with_seconds.get(other)
    }

    fn finding(&self, cause: &Cause, places: &[usize]) -> Option<Finding> {
        let first = *places.first()?;
        let one = self.written.get(first).map(name)?;
        let (subject, verb) = match places.len() {
            1 => (format!("`{one}`"), "adds"),
            many => (count(many, "toleration"), "add"),
        };
        let label = "can go";
        let (message, help) = match cause {
            Cause::Shadowed(wide) => {
                let wide: Vec<String> =
                    wide.iter().filter_map(|place| self.written.get(*place)).map(name).collect();
                let message = if places.len() == 1 && wide == [one.clone()] {
                    format!("`{one}` is tolerated twice")
                } else {
                    format!("{subject} {verb} nothing beside `{}`", wide.join("` and `"))
                };
                (message, "keep the wider one, or only those that are meant")
            }
            Cause::Controller => {
                let seconds = self.written.get(first)?.toleration_seconds.is_some();
                let so =
                    if seconds && places.len() == 1 { ", without `tolerationSeconds`" } else { "" };
                let message = format!(
                    "{subject} {verb} nothing: the DaemonSet controller gives every pod the same{so}"
                );
                (
                    message,
                    "it also adds those for unreachable and not-ready nodes, for pressure \
                           and for cordoned nodes, whatever the manifest says",
                )
            }
            Cause::PreferNoSchedule => (
                format!("{subject} {verb} nothing: PreferNoSchedule keeps no DaemonSet pod away"),
                "the scheduler only avoids such nodes if it can, and each pod of a DaemonSet has \
                 one node to go to",
            ),
        };
        let mut finding =
            Finding::new(message, toleration_route(self.path, first), label).help(help);
        for place in places.iter().skip(1) {
            finding = finding.related(toleration_route(self.path, *place), label);
        }
        let changes = if places.len() == self.written.len() {
            vec![Route::pod_spec(self.path).field("tolerations").taken_out()]
        } else {
            places.iter().map(|place| toleration_route(self.path, *place).taken_out()).collect()
        };
        let title = if places.len() == 1 { "take it out" } else { "take them out" };
        finding = finding.fix(title, changes);
        if let Cause::Shadowed(wide) = cause {
            for place in wide {
                finding = finding.related(toleration_route(self.path, *place), "covers it");
            }
        }
        Some(finding)
    }
}

/// A toleration of any effect as one for each effect that decides where a DaemonSet's pods run
/// and that the taint can have.
fn by_effect(toleration: &Toleration) -> Vec<Toleration> {
    if toleration.effect.as_deref().is_some_and(|effect| !effect.is_empty()) {
        return vec![toleration.clone()];
    }
    let key = toleration.key.as_deref().unwrap_or_default();
    let effects = SystemTaint::of(key).map_or(&[NO_SCHEDULE, NO_EXECUTE][..], |t| t.effects);
    let of =
        |effect: &&str| Toleration { effect: Some((*effect).to_owned()), ..toleration.clone() };
    effects.iter().map(of).collect()
}

/// Whether the API server takes it: without a key there must be `Exists`.
fn is_taken(toleration: &Toleration) -> bool {
    toleration.operator.as_deref() == Some("Exists")
        || toleration.key.as_deref().is_some_and(|key| !key.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kubernetes::release::Version;

    /// The places of the tolerations that add nothing.
    fn redundant(tolerations: &str) -> Vec<usize> {
        let written: Vec<Toleration> = serde_json::from_str(tolerations).unwrap();
        let added = daemon_pod_tolerations(false);
        let release = Release::new(Version::V1_36);
        let list = Tolerations::new(PodPath::TEMPLATE, &written, added, release);
        (0..written.len()).filter(|place| list.cause(*place).is_some()).collect()
    }

    #[test]
    fn the_first_toleration_of_a_taint_says_for_how_long() {
        let brief = r#"{"key":"a","operator":"Exists","effect":"NoExecute","tolerationSeconds":9}"#;
        let wide = r#"{"operator":"Exists"}"#;
        let forever = r#"{"key":"a","value":"b","effect":"NoExecute"}"#;
        assert_eq!(redundant(&format!("[{wide},{brief}]")), [1]);
        assert!(redundant(&format!("[{brief},{wide}]")).is_empty());
        // Without the first one the second one would evict the pods.
        assert!(redundant(&format!("[{forever},{brief},{wide}]")).is_empty());
        assert_eq!(redundant(&format!("[{forever},{wide}]")), [0]);
    }

    #[test]
    fn what_the_controller_replaces_and_what_stands_before_its_own() {
        let of = |fields: &str| {
            redundant(&format!(r#"[{{"key":"node.kubernetes.io/not-ready",{fields}}}]"#))
        };
        let seconds = r#""effect":"NoExecute","tolerationSeconds":9"#;
        assert_eq!(of(&format!(r#""operator":"Exists",{seconds}"#)), [0]);
        assert!(of(seconds).is_empty());
        assert_eq!(of(r#""effect":"NoExecute""#), [0]);
        assert!(of(r#""operator":"Exists""#).is_empty());
    }
}
