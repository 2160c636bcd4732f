//! The kinds that are known by type.

use k8s_openapi::api::apps::v1::{DaemonSet, Deployment, ReplicaSet, StatefulSet};
use k8s_openapi::api::autoscaling::v2::HorizontalPodAutoscaler;
use k8s_openapi::api::batch::v1::Job;
use k8s_openapi::api::core::v1::{
    ConfigMap, LimitRange, Namespace, Pod, ResourceQuota, Secret, Service, ServiceAccount,
};
use k8s_openapi::api::node::v1::RuntimeClass;
use k8s_openapi::api::policy::v1::PodDisruptionBudget;
use k8s_openapi::api::scheduling::v1::PriorityClass;
use k8s_openapi::{Metadata, Resource};

use crate::yaml::{Document, NodeId};

/// An object as its manifest has it, before defaulting.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Object {
    /// `apps/v1`.
    DaemonSet(Box<DaemonSet>),
    /// `apps/v1`.
    Deployment(Box<Deployment>),
    /// `apps/v1`.
    StatefulSet(Box<StatefulSet>),
    /// `apps/v1`.
    ReplicaSet(Box<ReplicaSet>),
    /// `batch/v1`.
    Job(Box<Job>),
    /// `v1`.
    Pod(Box<Pod>),
    /// `v1`.
    Service(Box<Service>),
    /// `v1`.
    ServiceAccount(Box<ServiceAccount>),
    /// `v1`.
    ConfigMap(Box<ConfigMap>),
    /// `v1`.
    Secret(Box<Secret>),
    /// `v1`.
    Namespace(Box<Namespace>),
    /// `v1`.
    LimitRange(Box<LimitRange>),
    /// `v1`.
    ResourceQuota(Box<ResourceQuota>),
    /// `policy/v1`.
    PodDisruptionBudget(Box<PodDisruptionBudget>),
    /// `scheduling.k8s.io/v1`.
    PriorityClass(Box<PriorityClass>),
    /// `node.k8s.io/v1`.
    RuntimeClass(Box<RuntimeClass>),
    /// `autoscaling/v2`.
    HorizontalPodAutoscaler(Box<HorizontalPodAutoscaler>),
    /// A kind that nothing here asks about: its tree is all there is.
    Other,
    /// One of the kinds above that could not be read, and why. For a DaemonSet, the diagnostics
    /// say it at its place.
    Unreadable(String),
}

impl Object {
    /// Whether objects of its kind are known to stand outside of namespaces.
    #[must_use]
    pub const fn is_cluster_scoped(&self) -> bool {
        matches!(self, Self::Namespace(_) | Self::PriorityClass(_) | Self::RuntimeClass(_))
    }
}

/// A type that [`Object`] can hold.
pub trait Typed: Resource + Metadata + 'static {
    /// The object, if it is of this type.
    fn of(object: &Object) -> Option<&Self>;
}

macro_rules! typed {
    ($($kind:ident),+ $(,)?) => {
        $(impl Typed for $kind {
            fn of(object: &Object) -> Option<&Self> {
                match object {
                    Object::$kind(object) => Some(object),
                    _ => None,
                }
            }
        })+

        impl Object {
            /// The object at a node, of this apiVersion and kind.
            pub(super) fn read(
                document: &Document,
                node: NodeId,
                api_version: &str,
                kind: &str,
            ) -> Self {
                match (api_version, kind) {
                    $((<$kind as Resource>::API_VERSION, <$kind as Resource>::KIND) => {
                        document.decode(node).map_or_else(
                            |error| Self::Unreadable(error.to_string()),
                            |object| Self::$kind(Box::new(object)),
                        )
                    })+
                    _ => Self::Other,
                }
            }
        }
    };
}

typed! {
    DaemonSet, Deployment, StatefulSet, ReplicaSet, Job, Pod, Service, ServiceAccount, ConfigMap,
    Secret, Namespace, LimitRange, ResourceQuota, PodDisruptionBudget, PriorityClass, RuntimeClass,
    HorizontalPodAutoscaler,
}
