//! What the checks read of a container, whatever its kind.

use crate::kubernetes::field::Path;
use k8s_openapi::api::core::v1::{
    Container, ContainerPort, ContainerResizePolicy, ContainerRestartRule, EnvFromSource, EnvVar,
    EphemeralContainer, Lifecycle, PodSpec, ResourceRequirements, SecurityContext, VolumeDevice,
    VolumeMount,
};

/// A container of any kind: the fields that regular, init and ephemeral containers share and that
/// are checked in all of them. An absent text is empty, an absent list too.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AnyContainer<'a> {
    /// `name`.
    pub name: &'a str,
    /// `image`.
    pub image: &'a str,
    /// `ports`.
    pub ports: &'a [ContainerPort],
    /// `envFrom`.
    pub env_from: &'a [EnvFromSource],
    /// `env`.
    pub env: &'a [EnvVar],
    /// `resources`.
    pub resources: Option<&'a ResourceRequirements>,
    /// `resizePolicy`.
    pub resize_policy: &'a [ContainerResizePolicy],
    /// `volumeMounts`.
    pub volume_mounts: &'a [VolumeMount],
    /// `volumeDevices`.
    pub volume_devices: &'a [VolumeDevice],
    /// `terminationMessagePolicy`.
    pub termination_message_policy: Option<&'a str>,
    /// `imagePullPolicy`.
    pub image_pull_policy: Option<&'a str>,
    /// `securityContext`.
    pub security_context: Option<&'a SecurityContext>,
    /// `lifecycle`.
    pub lifecycle: Option<&'a Lifecycle>,
    /// `restartPolicy`.
    pub restart_policy: Option<&'a str>,
    /// `restartPolicyRules`.
    pub restart_policy_rules: &'a [ContainerRestartRule],
}

/// Both types have the same fields under the same names.
macro_rules! any_container {
    ($container:expr) => {
        AnyContainer {
            name: &$container.name,
            image: $container.image.as_deref().unwrap_or_default(),
            ports: $container.ports.as_deref().unwrap_or_default(),
            env_from: $container.env_from.as_deref().unwrap_or_default(),
            env: $container.env.as_deref().unwrap_or_default(),
            resources: $container.resources.as_ref(),
            resize_policy: $container.resize_policy.as_deref().unwrap_or_default(),
            volume_mounts: $container.volume_mounts.as_deref().unwrap_or_default(),
            volume_devices: $container.volume_devices.as_deref().unwrap_or_default(),
            termination_message_policy: $container.termination_message_policy.as_deref(),
            image_pull_policy: $container.image_pull_policy.as_deref(),
            security_context: $container.security_context.as_ref(),
            lifecycle: $container.lifecycle.as_ref(),
            restart_policy: $container.restart_policy.as_deref(),
            restart_policy_rules: $container.restart_policy_rules.as_deref().unwrap_or_default(),
        }
    };
}

impl<'a> From<&'a Container> for AnyContainer<'a> {
    fn from(container: &'a Container) -> Self {
        any_container!(container)
    }
}

impl<'a> From<&'a EphemeralContainer> for AnyContainer<'a> {
    fn from(container: &'a EphemeralContainer) -> Self {
        any_container!(container)
    }
}

/// Visits the init, the regular and the ephemeral containers of a pod, in this order, each with
/// its path below `path`, the spec's. Mirrors `VisitContainersWithPath` of `pkg/apis/core/pods`.
pub(crate) fn visit_containers<'a>(
    spec: &'a PodSpec,
    path: &Path<'_>,
    mut visit: impl FnMut(&AnyContainer<'a>, &Path<'_>),
) {
    let list = path.child("initContainers");
    for (index, container) in spec.init_containers.iter().flatten().enumerate() {
        visit(&container.into(), &list.index(index));
    }
    let list = path.child("containers");
    for (index, container) in spec.containers.iter().enumerate() {
        visit(&container.into(), &list.index(index));
    }
    let list = path.child("ephemeralContainers");
    for (index, container) in spec.ephemeral_containers.iter().flatten().enumerate() {
        visit(&container.into(), &list.index(index));
    }
}
