//! The admission plugins, by the API server's names.

use std::fmt;

/// Who refuses a pod: a plugin of the API server, or its validation of pods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Plugin {
    /// The namespace is not there or goes.
    NamespaceLifecycle,
    /// LimitRanges.
    LimitRanger,
    /// The service account.
    ServiceAccount,
    /// The namespace's node selector.
    PodNodeSelector,
    /// The priority class.
    Priority,
    /// The namespace's tolerations.
    PodTolerationRestriction,
    /// The runtime class.
    RuntimeClass,
    /// The validation of pods, which is no plugin.
    Validation,
    /// Anti-affinity by anything but the host name.
    LimitPodHardAntiAffinityTopology,
    /// Pod Security standards.
    PodSecurity,
    /// Policies in CEL that change objects.
    MutatingAdmissionPolicy,
    /// Webhooks that change objects.
    MutatingAdmissionWebhook,
    /// Policies in CEL.
    ValidatingAdmissionPolicy,
    /// Webhooks.
    ValidatingAdmissionWebhook,
    /// Quotas.
    ResourceQuota,
}

impl Plugin {
    /// The API server's name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NamespaceLifecycle => "NamespaceLifecycle",
            Self::LimitRanger => "LimitRanger",
            Self::ServiceAccount => "ServiceAccount",
            Self::PodNodeSelector => "PodNodeSelector",
            Self::Priority => "Priority",
            Self::PodTolerationRestriction => "PodTolerationRestriction",
            Self::RuntimeClass => "RuntimeClass",
            Self::Validation => "validation",
            Self::LimitPodHardAntiAffinityTopology => "LimitPodHardAntiAffinityTopology",
            Self::PodSecurity => "PodSecurity",
            Self::MutatingAdmissionPolicy => "MutatingAdmissionPolicy",
            Self::MutatingAdmissionWebhook => "MutatingAdmissionWebhook",
            Self::ValidatingAdmissionPolicy => "ValidatingAdmissionPolicy",
            Self::ValidatingAdmissionWebhook => "ValidatingAdmissionWebhook",
            Self::ResourceQuota => "ResourceQuota",
        }
    }
}

impl fmt::Display for Plugin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A plugin that is off unless the API server is told to use it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OptionalPlugin {
    /// Images are always pulled.
    AlwaysPullImages,
    /// Pods tolerate the extended resources that they ask for.
    ExtendedResourceToleration,
    /// Required anti-affinity goes by the host name alone.
    LimitPodHardAntiAffinityTopology,
    /// A namespace's annotation adds to the node selector.
    PodNodeSelector,
    /// A namespace's annotations add tolerations, or restrict them.
    PodTolerationRestriction,
}

impl OptionalPlugin {
    /// All of them, by name.
    pub const ALL: [Self; 5] = [
        Self::AlwaysPullImages,
        Self::ExtendedResourceToleration,
        Self::LimitPodHardAntiAffinityTopology,
        Self::PodNodeSelector,
        Self::PodTolerationRestriction,
    ];

    /// The API server's name, as `--enable-admission-plugins` takes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AlwaysPullImages => "AlwaysPullImages",
            Self::ExtendedResourceToleration => "ExtendedResourceToleration",
            Self::LimitPodHardAntiAffinityTopology => "LimitPodHardAntiAffinityTopology",
            Self::PodNodeSelector => "PodNodeSelector",
            Self::PodTolerationRestriction => "PodTolerationRestriction",
        }
    }

    /// The plugin of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|plugin| plugin.as_str() == name)
    }
}

/// Which of the optional plugins are on: none by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OptionalPlugins(Vec<OptionalPlugin>);

impl OptionalPlugins {
    /// Whether none is on.
    #[must_use]
    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a plugin is on.
    #[must_use]
    pub fn has(&self, plugin: OptionalPlugin) -> bool {
        self.0.contains(&plugin)
    }
}

impl FromIterator<OptionalPlugin> for OptionalPlugins {
    fn from_iter<I: IntoIterator<Item = OptionalPlugin>>(plugins: I) -> Self {
        Self(plugins.into_iter().collect())
    }
}
