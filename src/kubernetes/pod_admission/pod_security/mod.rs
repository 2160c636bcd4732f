//! The plugin `PodSecurity`: a namespace's labels say which Pod Security standard its pods must
//! keep, of which Kubernetes version. Mirrors `k8s.io/pod-security-admission`.

mod controls;
mod places;
mod sysctls;

use std::collections::BTreeMap;
use std::fmt;

use k8s_openapi::api::core::v1::{Namespace, Pod};

use super::context::AdmissionContext;
use super::plugin::Plugin;
use super::refusal::{Reason, Refusal};
use controls::{CONTROLS, Control};
use places::places;

const PREFIX: &str = "pod-security.kubernetes.io/";

/// How strict a standard is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// Nothing is forbidden.
    #[default]
    Privileged,
    /// What is known to lead out of the container is forbidden.
    Baseline,
    /// Current practice of hardening is demanded.
    Restricted,
}

impl Level {
    const ALL: [Self; 3] = [Self::Privileged, Self::Baseline, Self::Restricted];

    /// Its name, as labels have it.
    #[must_use]
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Privileged => "privileged",
            Self::Baseline => "baseline",
            Self::Restricted => "restricted",
        }
    }

    /// The strictest of which a pod keeps the latest version.
    #[must_use]
    pub(crate) fn kept_by(pod: &Pod) -> Self {
        let keeps =
            |level: &Self| Standard { level: *level, minor: None }.violations(pod).is_empty();
        Self::ALL.into_iter().rfind(keeps).unwrap_or_default()
    }

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == name)
    }
}

/// A level, of one minor version of Kubernetes 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Standard {
    /// The level.
    pub level: Level,
    /// The minor version; none for the latest.
    pub minor: Option<u32>,
}

impl fmt::Display for Standard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let level = self.level.as_str();
        match self.minor {
            Some(minor) => write!(f, "{level}:v1.{minor}"),
            None => write!(f, "{level}:latest"),
        }
    }
}

impl Standard {
    /// The standard that a namespace enforces. A level that can't be read means the strictest, a
    /// version that can't be read the latest (`PolicyToEvaluate`).
    #[must_use]
    pub(crate) fn enforced(namespace: &Namespace) -> Self {
        let level = label(namespace, "enforce", "");
        let level = level.map(|name| Level::from_name(name).unwrap_or(Level::Restricted));
        let version = label(namespace, "enforce", "-version");
        let minor = version.and_then(|version| parse_version(version).flatten());
        Self { level: level.unwrap_or_default(), minor }
    }

    /// The standard that a namespace warns of (`warn`), or notes in the audit log (`audit`). A level that
    /// can't be read is none.
    #[must_use]
    pub(crate) fn told(namespace: &Namespace, mode: &str) -> Self {
        let level = label(namespace, mode, "").and_then(Level::from_name).unwrap_or_default();
        let version = label(namespace, mode, "-version");
        Self { level, minor: version.and_then(|version| parse_version(version).flatten()) }
    }

    /// What of a pod breaks the standard, a reason each.
    #[must_use]
    pub(crate) fn violations(self, pod: &Pod) -> Vec<Reason> {
        if self.level == Level::Privileged {
            return Vec::new();
        }
        let minor = self.minor.unwrap_or(u32::MAX);
        let of_level = |control: &&Control| control.level <= self.level && control.since <= minor;
        let applied: Vec<&Control> = CONTROLS.iter().filter(of_level).collect();
        let is_overridden =
            |control: &Control| applied.iter().any(|other| other.overrides == Some(control.id));
        let applied = applied.iter().filter(|control| !is_overridden(control));
        applied
            .filter_map(|control| {
                let said = (control.check)(pod, minor)?;
                Some(Reason { said, fields: places(control.id, pod, minor) })
            })
            .collect()
    }
}

/// A label of a namespace, by its mode and what it says of it.
fn label<'n>(namespace: &'n Namespace, mode: &str, suffix: &str) -> Option<&'n str> {
    let named = |key: &str| {
        let key = key.strip_prefix(PREFIX).and_then(|key| key.strip_prefix(mode));
        key == Some(suffix)
    };
    let mut labels = namespace.metadata.labels.iter().flatten();
    labels.find(|(key, _)| named(key)).map(|(_, value)| value.as_str())
}

/// The minor version that a label names: none within for the latest, none at all for what is no
/// version.
fn parse_version(text: &str) -> Option<Option<u32>> {
    if text == "latest" {
        return Some(None);
    }
    let minor = text.strip_prefix("v1.")?;
    let canonical = minor == "0" || !minor.starts_with('0');
    let digits = canonical && minor.bytes().all(|byte| byte.is_ascii_digit());
    minor.parse().ok().filter(|_| digits).map(Some)
}

/// Whether the API server takes a namespace with these labels when it is created: levels and
/// versions that can't be read are refused.
#[must_use]
pub fn labels_are_accepted(labels: &BTreeMap<String, String>) -> bool {
    ["enforce", "audit", "warn"].iter().all(|mode| {
        let label = |suffix: &str| labels.get(&format!("{PREFIX}{mode}{suffix}"));
        label("").is_none_or(|level| Level::from_name(level).is_some())
            && label("-version").is_none_or(|version| parse_version(version).is_some())
    })
}

/// Whether the namespace enforces no standard.
pub(super) fn passes(namespace: &str, context: &AdmissionContext<'_>) -> bool {
    let standard = context.namespace(namespace).map(Standard::enforced);
    standard.is_none_or(|standard| standard.level == Level::Privileged)
}

/// Refuses what breaks the standard that the pod's namespace enforces.
pub(super) fn validate(
    pod: &Pod,
    namespace: &str,
    context: &AdmissionContext<'_>,
) -> Option<Refusal> {
    let standard = Standard::enforced(context.namespace(namespace)?);
    let reasons = standard.violations(pod);
    let refusal = Refusal::new(Plugin::PodSecurity, String::new());
    (!reasons.is_empty()).then(|| {
        Refusal { reasons, ..refusal }.at("containers").by("Namespace", None, Some(namespace))
    })
}
