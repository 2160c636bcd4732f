//! The kinds that are known by type.

use k8s_openapi::api::apps::v1::{DaemonSet, Deployment, ReplicaSet, StatefulSet};
use k8s_openapi::api::autoscaling::v2::HorizontalPodAutoscaler;
use k8s_openapi::api::batch::v1::{CronJob, Job};
use k8s_openapi::api::core::v1::{
    ConfigMap, LimitRange, Namespace, PersistentVolume, PersistentVolumeClaim, Pod, ResourceQuota,
    Secret, Service, ServiceAccount,
};
use k8s_openapi::api::node::v1::RuntimeClass;
use k8s_openapi::api::policy::v1::PodDisruptionBudget;
use k8s_openapi::api::rbac::v1::{ClusterRole, ClusterRoleBinding, Role, RoleBinding};
use k8s_openapi::api::resource::v1::{DeviceClass, ResourceClaim, ResourceClaimTemplate};
use k8s_openapi::api::scheduling::v1::PriorityClass;
use k8s_openapi::api::storage::v1::StorageClass;
use k8s_openapi::{Metadata, Resource};

use super::built_in::{BuiltIn, Verdict};
use super::pods::Pods;
use super::schema::Kind;
use crate::kubernetes::field::FieldErrors;
use crate::kubernetes::release::Release;
use crate::kubernetes::validation::Facts;
use crate::yaml::{Document, NodeId, StandIns};

/// A type that [`Object`] can hold.
pub trait Typed: Resource + Metadata + 'static {
    /// The type's name, as [`Object::type_name`] gives it.
    const NAME: &'static str;

    /// The object, if it is of this type.
    fn of(object: &Object) -> Option<&Self>;
}

macro_rules! typed {
    ($($(#[$doc:meta])* $kind:ident),+ $(,)?) => {
        /// An object as its manifest has it, or as the API server fills it in.
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub enum Object {
            $($(#[$doc])* $kind(Box<$kind>),)+
            /// A kind that nothing here asks about: its tree is all there is.
            Other,
            /// What nobody can make anything of, and why.
            Unreadable(String),
        }

        $(impl Typed for $kind {
            const NAME: &'static str = stringify!($kind);

            fn of(object: &Object) -> Option<&Self> {
                match object {
                    Object::$kind(object) => Some(object),
                    _ => None,
                }
            }
        })+

        impl Object {
            /// The name of its type, where it has one.
            pub(super) const fn type_name(&self) -> Option<&'static str> {
                match self {
                    $(Self::$kind(_) => Some(stringify!($kind)),)+
                    Self::Other | Self::Unreadable(_) => None,
                }
            }

            /// The object at a node, with other values in the place of some.
            pub(super) fn read(
                document: &Document,
                node: NodeId,
                kind: &Kind,
                stand_ins: &StandIns,
            ) -> Self {
                match (kind.api_version, kind.kind) {
                    $((<$kind as Resource>::API_VERSION, <$kind as Resource>::KIND) => {
                        document.decode_with(node, stand_ins).map_or_else(
                            |error| Self::Unreadable(error.to_string()),
                            |object| Self::$kind(Box::new(object)),
                        )
                    })+
                    _ => Self::Other,
                }
            }

            /// Fills in what the API server does.
            pub(super) fn fill_in(&mut self, release: Release) {
                match self {
                    $(Self::$kind(object) => object.fill_in(release),)+
                    Self::Other | Self::Unreadable(_) => {}
                }
            }

            /// The object without the fields that the API server drops, if it drops any.
            pub(super) fn without_disabled_fields(&self, release: Release) -> Option<Self> {
                match self {
                    $(Self::$kind(object) => {
                        let stored = object.without_disabled_fields(release)?;
                        Some(Self::$kind(Box::new(stored)))
                    })+
                    Self::Other | Self::Unreadable(_) => None,
                }
            }

            /// What the API server refuses of it on create and what it warns of, where it is
            /// filled in.
            pub(super) fn verdict(&self, facts: Facts, release: Release) -> Verdict {
                match self {
                    $(Self::$kind(object) => object.verdict(facts, release),)+
                    Self::Other | Self::Unreadable(_) => Verdict::default(),
                }
            }

            /// The same where it is still to be filled in.
            pub(super) fn verdict_filled_in(&self, facts: Facts, release: Release) -> Verdict {
                match self {
                    $(Self::$kind(object) => object.verdict_filled_in(facts, release),)+
                    Self::Other | Self::Unreadable(_) => Verdict::default(),
                }
            }

            /// What the API server refuses where it replaces an old object; nothing where that
            /// is of another kind.
            pub(super) fn validate_update(
                &self,
                facts: Facts,
                (old, old_facts): (&Self, Facts),
                release: Release,
            ) -> FieldErrors {
                let mut errors = FieldErrors::default();
                match (self, old) {
                    $((Self::$kind(new), Self::$kind(old)) => {
                        new.validate_update(facts, (old, old_facts), release, &mut errors);
                    })+
                    _ => {}
                }
                errors
            }

            /// The object as plain JSON; none for a kind that is not known by type.
            pub(super) fn to_json(&self) -> Option<serde_json::Value> {
                match self {
                    $(Self::$kind(object) => serde_json::to_value(object).ok(),)+
                    Self::Other | Self::Unreadable(_) => None,
                }
            }

            /// The pods that it brings.
            #[must_use]
            pub fn pods(&self) -> Option<Pods<'_>> {
                match self {
                    $(Self::$kind(object) => object.pods(),)+
                    Self::Other | Self::Unreadable(_) => None,
                }
            }
        }
    };
}

typed! {
    /// `apps/v1`.
    DaemonSet,
    /// `apps/v1`.
    Deployment,
    /// `apps/v1`.
    StatefulSet,
    /// `apps/v1`.
    ReplicaSet,
    /// `batch/v1`.
    Job,
    /// `batch/v1`.
    CronJob,
    /// `v1`.
    Pod,
    /// `v1`.
    Service,
    /// `v1`.
    ServiceAccount,
    /// `v1`.
    ConfigMap,
    /// `v1`.
    Secret,
    /// `v1`.
    Namespace,
    /// `v1`.
    PersistentVolume,
    /// `v1`.
    PersistentVolumeClaim,
    /// `storage.k8s.io/v1`.
    StorageClass,
    /// `resource.k8s.io/v1`.
    DeviceClass,
    /// `resource.k8s.io/v1`.
    ResourceClaim,
    /// `resource.k8s.io/v1`.
    ResourceClaimTemplate,
    /// `v1`.
    LimitRange,
    /// `v1`.
    ResourceQuota,
    /// `policy/v1`.
    PodDisruptionBudget,
    /// `scheduling.k8s.io/v1`.
    PriorityClass,
    /// `node.k8s.io/v1`.
    RuntimeClass,
    /// `autoscaling/v2`.
    HorizontalPodAutoscaler,
    /// `rbac.authorization.k8s.io/v1`.
    Role,
    /// `rbac.authorization.k8s.io/v1`.
    ClusterRole,
    /// `rbac.authorization.k8s.io/v1`.
    RoleBinding,
    /// `rbac.authorization.k8s.io/v1`.
    ClusterRoleBinding,
}
