//! Taints and tolerations.

use std::sync::LazyLock;

use hashbrown::HashMap;
use k8s_openapi::api::core::v1::{PodSpec, Taint, Toleration};

use super::release::{Gate, Release};

/// The effect that keeps new pods off a node.
pub const NO_SCHEDULE: &str = "NoSchedule";
/// The effect that makes the scheduler avoid a node if it can.
pub(crate) const PREFER_NO_SCHEDULE: &str = "PreferNoSchedule";
/// The effect that also evicts pods that run.
pub const NO_EXECUTE: &str = "NoExecute";

/// The taint of a node that is not ready.
pub(crate) const NOT_READY: &str = "node.kubernetes.io/not-ready";
/// The taint of a node that the control plane can't reach.
pub(crate) const UNREACHABLE: &str = "node.kubernetes.io/unreachable";
/// The taint of a node that is short of disk space.
pub(crate) const DISK_PRESSURE: &str = "node.kubernetes.io/disk-pressure";
/// The taint of a node that is short of memory.
pub(crate) const MEMORY_PRESSURE: &str = "node.kubernetes.io/memory-pressure";
/// The taint of a node that is short of process ids.
pub(crate) const PID_PRESSURE: &str = "node.kubernetes.io/pid-pressure";
/// The taint of a cordoned node.
pub(crate) const UNSCHEDULABLE: &str = "node.kubernetes.io/unschedulable";
/// The taint of a node whose network is not set up.
pub(crate) const NETWORK_UNAVAILABLE: &str = "node.kubernetes.io/network-unavailable";

/// What the DaemonSet controller makes every pod of a DaemonSet tolerate: key and effect.
const DAEMON: [(&str, &str); 6] = [
    (NOT_READY, NO_EXECUTE),
    (UNREACHABLE, NO_EXECUTE),
    (DISK_PRESSURE, NO_SCHEDULE),
    (MEMORY_PRESSURE, NO_SCHEDULE),
    (PID_PRESSURE, NO_SCHEDULE),
    (UNSCHEDULABLE, NO_SCHEDULE),
];

/// A taint as kubectl writes it: `key=value:effect`.
#[must_use]
pub(crate) fn notation(taint: &Taint) -> String {
    let value = taint.value.as_deref().filter(|value| !value.is_empty());
    let value = value.map(|value| format!("={value}")).unwrap_or_default();
    format!("{}{value}:{}", taint.key, taint.effect)
}

/// Whether a toleration tolerates a taint (`ToleratesTaint`). The operators `Lt` and `Gt` compare
/// numbers where the gate `TaintTolerationComparisonOperators` is on, and else tolerate nothing.
#[must_use]
pub fn tolerates(toleration: &Toleration, taint: &Taint, release: Release) -> bool {
    let (effect, key) = (text(&toleration.effect), text(&toleration.key));
    if !effect.is_empty() && effect != taint.effect {
        return false;
    }
    if !key.is_empty() && key != taint.key {
        return false;
    }
    match text(&toleration.operator) {
        "" | "Equal" => text(&toleration.value) == text(&taint.value),
        "Exists" => true,
        operator @ ("Lt" | "Gt") if release.on(Gate::TaintTolerationComparisonOperators) => {
            let values = number(text(&taint.value)).zip(number(text(&toleration.value)));
            values.is_some_and(
                |(has, limit)| if operator == "Lt" { has < limit } else { has > limit },
            )
        }
        _ => false,
    }
}

/// A whole number as it is compared: plain decimal digits without leading zeros, `-` before them
/// where it is less than nothing (`compareNumericValues`).
fn number(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_plain = match digits.as_bytes() {
        [b'0'] => digits.len() == text.len(),
        [first, rest @ ..] => (b'1'..=b'9').contains(first) && rest.iter().all(u8::is_ascii_digit),
        [] => false,
    };
    is_plain.then(|| text.parse().ok())?
}

/// Whether any of the tolerations tolerates a taint (`TolerationsTolerateTaint`).
#[must_use]
pub(crate) fn tolerated(taint: &Taint, tolerations: &[Toleration], release: Release) -> bool {
    tolerations.iter().any(|toleration| tolerates(toleration, taint, release))
}

/// So many tolerations are looked at one by one.
const FEW: usize = 32;

/// Tolerations that many taints are held against.
#[derive(Debug)]
pub(crate) struct Tolerating<'a> {
    all: &'a [Toleration],
    /// Where there are many, those of each key; those of any key under the empty one.
    of_key: HashMap<&'a str, Vec<&'a Toleration>>,
}

impl<'a> Tolerating<'a> {
    /// Sorts tolerations by their keys, where there are many.
    pub(crate) fn new(all: &'a [Toleration]) -> Self {
        let mut of_key: HashMap<&str, Vec<&Toleration>> = HashMap::new();
        for toleration in all.iter().filter(|_| all.len() > FEW) {
            of_key.entry(text(&toleration.key)).or_default().push(toleration);
        }
        Self { all, of_key }
    }

    /// Whether any of them tolerates a taint.
    pub(crate) fn tolerate(&self, taint: &Taint, release: Release) -> bool {
        if self.of_key.is_empty() {
            return tolerated(taint, self.all, release);
        }
        let of_key = ["", taint.key.as_str()].into_iter().filter_map(|key| self.of_key.get(key));
        of_key.flatten().any(|toleration| tolerates(toleration, taint, release))
    }
}

/// The taints of one of these effects that no toleration tolerates, in their order. The first is
/// what `FindMatchingUntoleratedTaint` finds.
pub fn untolerated<'a>(
    taints: impl IntoIterator<Item = &'a Taint>,
    tolerations: &[Toleration],
    effects: &[&str],
    release: Release,
) -> impl Iterator<Item = &'a Taint> {
    let tolerating = Tolerating::new(tolerations);
    taints.into_iter().filter(move |taint| {
        effects.contains(&taint.effect.as_str()) && !tolerating.tolerate(taint, release)
    })
}

/// Whether a toleration tolerates whatever another one does, and for at least as long, so that the
/// other one adds nothing.
#[must_use]
pub(crate) fn covers(wide: &Toleration, narrow: &Toleration) -> bool {
    let (effect, key) = (text(&wide.effect), text(&wide.key));
    let same_effect = effect.is_empty() || effect == text(&narrow.effect);
    let same_key = key.is_empty() || key == text(&narrow.key);
    let same_values = match (text(&wide.operator), text(&narrow.operator)) {
        ("Exists", _) => true,
        ("" | "Equal", "" | "Equal") => text(&wide.value) == text(&narrow.value),
        _ => false,
    };
    // Without seconds a taint is tolerated for ever.
    let as_long = match (wide.toleration_seconds, narrow.toleration_seconds) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(wide), Some(narrow)) => wide >= narrow,
    };
    same_effect && same_key && same_values && as_long
}

/// Tolerations by what they tolerate, so that those which may cover one are found without looking at
/// each.
#[derive(Clone, Debug, Default)]
pub(crate) struct Coverers<'a> {
    /// The places of the first and the last one of a key, empty for any, and a value, none for any.
    ends: HashMap<(&'a str, Option<&'a str>), (usize, usize)>,
    /// For each the place of the next one of its key and value; of the last its own.
    next: Vec<usize>,
}

impl<'a> Coverers<'a> {
    /// Sorts tolerations by their keys and values.
    pub(crate) fn new(tolerations: &'a [Toleration]) -> Self {
        let mut ends: HashMap<_, (usize, usize)> = HashMap::with_capacity(tolerations.len());
        let mut next: Vec<usize> = (0..tolerations.len()).collect();
        for (place, toleration) in tolerations.iter().enumerate() {
            let value = (text(&toleration.operator) != "Exists").then(|| text(&toleration.value));
            let ends = ends.entry((text(&toleration.key), value)).or_insert((place, place));
            let last = std::mem::replace(&mut ends.1, place);
            if let Some(next) = next.get_mut(last) {
                *next = place;
            }
        }
        Self { ends, next }
    }

    /// The places of those of a key and a value, in their order.
    fn with(&self, key: &str, value: Option<&str>) -> impl Iterator<Item = usize> {
        let first = self.ends.get(&(key, value)).map(|(first, _)| *first);
        let next = |place: &usize| self.next.get(*place).copied().filter(|next| next != place);
        std::iter::successors(first, next)
    }

    /// The places of those that may cover a toleration, in their order: all that [`covers`] says do
    /// are among them.
    pub(crate) fn of(&self, narrow: &Toleration) -> Vec<usize> {
        let (key, value) = (text(&narrow.key), text(&narrow.value));
        let of_key = |key| self.with(key, None).chain(self.with(key, Some(value)));
        let of_any = (!key.is_empty()).then(|| of_key("")).into_iter().flatten();
        let mut places: Vec<usize> = of_key(key).chain(of_any).collect();
        places.sort_unstable();
        places
    }
}

/// Whether two tolerations are the same but for their seconds (`MatchToleration`).
#[must_use]
pub(crate) fn same_target(a: &Toleration, b: &Toleration) -> bool {
    text(&a.key) == text(&b.key)
        && text(&a.effect) == text(&b.effect)
        && text(&a.operator) == text(&b.operator)
        && text(&a.value) == text(&b.value)
}

/// The tolerations that the DaemonSet controller adds to every pod, one more for pods in the
/// node's network.
#[must_use]
pub(crate) fn daemon_pod_tolerations(host_network: bool) -> &'static [Toleration] {
    let all = ADDED.as_slice();
    if host_network { all } else { all.split_last().map_or(all, |(_, always)| always) }
}

/// All of them, that of the node's network last. Made once: each rule asks of each DaemonSet.
static ADDED: LazyLock<Vec<Toleration>> = LazyLock::new(|| {
    let all = DAEMON.into_iter().chain([(NETWORK_UNAVAILABLE, NO_SCHEDULE)]);
    let added = all.map(|(key, effect)| Toleration {
        key: Some(key.to_owned()),
        operator: Some("Exists".to_owned()),
        effect: Some(effect.to_owned()),
        ..Toleration::default()
    });
    added.collect()
});

/// Adds to a pod what the DaemonSet controller adds (`AddOrUpdateDaemonPodTolerations`).
pub fn add_daemon_pod_tolerations(spec: &mut PodSpec) {
    for toleration in daemon_pod_tolerations(spec.host_network.unwrap_or(false)) {
        add_or_update(spec.tolerations.get_or_insert_default(), toleration.clone());
    }
}

/// Adds a toleration, or puts it in the place of those that are the same but for their seconds
/// (`AddOrUpdateTolerationInPodSpec`).
pub(crate) fn add_or_update(tolerations: &mut Vec<Toleration>, toleration: Toleration) {
    let mut found = false;
    for same in tolerations.iter_mut().filter(|existing| same_target(existing, &toleration)) {
        *same = toleration.clone();
        found = true;
    }
    if !found {
        tolerations.push(toleration);
    }
}

/// Kubernetes' strings know no difference between missing and empty.
fn text(field: &Option<String>) -> &str {
    field.as_deref().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::kubernetes::release::Version;

    static RELEASE: LazyLock<Release> = LazyLock::new(|| Release::new(Version::V1_36));

    fn toleration(json: &str) -> Toleration {
        serde_json::from_str(json).unwrap()
    }

    fn taint(json: &str) -> Taint {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn many_tolerate_what_each_of_them_does() {
        let mut all: Vec<Toleration> = (0..40)
            .map(|i| toleration(&format!(r#"{{"key":"k{i}","value":"v{}"}}"#, i % 3)))
            .collect();
        let asked: Vec<Taint> = (0..50)
            .map(|i| taint(&format!(r#"{{"key":"k{i}","value":"v1","effect":"NoSchedule"}}"#)))
            .collect();
        let count = |all: &[Toleration]| {
            let tolerating = Tolerating::new(all);
            for taint in &asked {
                let one_by_one = tolerated(taint, all, *RELEASE);
                assert_eq!(tolerating.tolerate(taint, *RELEASE), one_by_one, "{taint:?}");
            }
            asked.iter().filter(|taint| tolerating.tolerate(taint, *RELEASE)).count()
        };
        assert_eq!(count(&all), 13);
        all.push(toleration(r#"{"operator":"Exists"}"#));
        assert_eq!(count(&all), 50);
    }

    #[test]
    fn an_empty_key_effect_or_operator_is_a_wildcard_or_equality() {
        let gpu = taint(r#"{"key":"gpu","value":"present","effect":"NoSchedule"}"#);
        for (json, expected) in [
            (r#"{"operator":"Exists"}"#, true),
            (r#"{"key":"gpu","operator":"Exists"}"#, true),
            (r#"{"key":"gpu","value":"present"}"#, true),
            (r#"{"key":"gpu","value":"true"}"#, false),
            (r#"{"key":"gpu"}"#, false),
            (r#"{"key":"gpu","operator":"Exists","effect":"NoExecute"}"#, false),
            (r#"{"key":"gpu","operator":"exists"}"#, false),
            (r#"{"key":"gpu","operator":"Gt","value":"1"}"#, false),
        ] {
            assert_eq!(tolerates(&toleration(json), &gpu, *RELEASE), expected, "{json}");
        }
    }

    #[test]
    fn numbers_are_compared_where_the_gate_is_on() {
        let on = RELEASE.with(Gate::TaintTolerationComparisonOperators, true).unwrap();
        let of = |operator: &str, limit: &str, value: &str, release| {
            let toleration = Toleration {
                key: Some("sla".to_owned()),
                operator: Some(operator.to_owned()),
                value: Some(limit.to_owned()),
                ..Toleration::default()
            };
            let taint = Taint { key: "sla".into(), value: Some(value.into()), ..Taint::default() };
            tolerates(&toleration, &taint, release)
        };
        assert!(of("Gt", "950", "999", on) && of("Lt", "0", "-7", on));
        assert!(!of("Gt", "950", "950", on) && !of("Lt", "950", "999", on));
        for (limit, value) in
            [("0950", "999"), ("+9", "999"), ("-0", "999"), ("", "999"), ("9", "x")]
        {
            assert!(!of("Gt", limit, value, on), "{limit} {value}");
        }
        assert!(!of("Gt", "9", "99999999999999999999", on), "no number of 64 bits");
        assert!(!of("Gt", "950", "999", *RELEASE), "the gate is off by default");
    }

    #[test]
    fn only_the_effects_asked_for_count() {
        let taints = [
            taint(r#"{"key":"a","effect":"PreferNoSchedule"}"#),
            taint(r#"{"key":"b","effect":"NoSchedule"}"#),
            taint(r#"{"key":"c","effect":"NoExecute"}"#),
        ];
        let keys = |effects: &[&str]| -> Vec<_> {
            untolerated(&taints, &[], effects, *RELEASE).map(|taint| taint.key.clone()).collect()
        };
        assert_eq!(keys(&[NO_SCHEDULE, NO_EXECUTE]), ["b", "c"]);
        assert_eq!(keys(&[NO_EXECUTE]), ["c"]);
    }

    #[test]
    fn the_controller_replaces_its_own_tolerations_and_adds_the_others() {
        let mut spec = PodSpec {
            host_network: Some(true),
            tolerations: Some(vec![toleration(
                r#"{"key":"node.kubernetes.io/not-ready","operator":"Exists",
                    "effect":"NoExecute","tolerationSeconds":30}"#,
            )]),
            ..PodSpec::default()
        };
        add_daemon_pod_tolerations(&mut spec);
        let tolerations = spec.tolerations.unwrap();
        assert_eq!(tolerations.len(), 7);
        assert_eq!(tolerations[0].toleration_seconds, None);
        assert_eq!(tolerations[6].key.as_deref(), Some(NETWORK_UNAVAILABLE));
    }

    #[test]
    fn a_toleration_covers_narrower_ones() {
        let all = toleration(r#"{"operator":"Exists"}"#);
        let key = toleration(r#"{"key":"a","operator":"Exists"}"#);
        let value = toleration(r#"{"key":"a","value":"b","effect":"NoSchedule"}"#);
        let brief = toleration(r#"{"operator":"Exists","tolerationSeconds":5}"#);
        assert!(covers(&all, &key) && covers(&key, &value) && covers(&all, &brief));
        assert!(!covers(&key, &all) && !covers(&value, &key) && !covers(&brief, &key));
    }
}
