//! The kinds that Kubernetes has, each with its struct.

use std::collections::BTreeMap;
use std::fmt::Write;

use k8s_openapi::{ClusterResourceScope, NamespaceResourceScope, Resource, SubResourceScope};
use serde::Deserialize;

use super::constant;
use super::fields::calls;
use super::trace::{Structs, Type};

/// A kind.
pub struct Kind {
    pub api_version: String,
    pub kind: String,
    pub namespaced: bool,
    /// The first and the last version that have it.
    pub since: Option<String>,
    pub until: Option<String>,
    /// The name of its struct in the table.
    pub name: String,
}

/// All kinds, and the structs that they lead to by the names that they have in the table.
#[derive(Default)]
pub struct Kinds {
    pub kinds: Vec<Kind>,
    pub structs: BTreeMap<String, Vec<(&'static str, Type)>>,
    /// The name in the table of what looks like this, all the way down.
    names: BTreeMap<String, String>,
}

impl Kinds {
    /// Every kind of k8s-openapi that can be sent to an API server. What comes first has the plain
    /// name where versions have different structs of one name.
    pub fn all() -> Self {
        let mut all = Self::default();
        macro_rules! add {
            ($($($module:ident)::+ { $($kind:ident)+ })+) => {
                $({
                    use k8s_openapi::$($module)::+ as module;
                    $(all.add::<module::$kind>();)+
                })+
            };
        }
        add! {
            api::core::v1 {
                Binding ComponentStatus ConfigMap Endpoints Event LimitRange Namespace Node
                PersistentVolume PersistentVolumeClaim Pod PodTemplate ReplicationController
                ResourceQuota Secret Service ServiceAccount
            }
            api::apps::v1 { ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet }
            api::batch::v1 { CronJob Job }
            api::admissionregistration::v1 {
                MutatingAdmissionPolicy MutatingAdmissionPolicyBinding
                MutatingWebhookConfiguration ValidatingAdmissionPolicy
                ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration
            }
            api::admissionregistration::v1alpha1 {
                MutatingAdmissionPolicy MutatingAdmissionPolicyBinding
            }
            api::admissionregistration::v1beta1 {
                MutatingAdmissionPolicy MutatingAdmissionPolicyBinding
            }
            api::apiserverinternal::v1alpha1 { StorageVersion }
            api::authentication::v1 { SelfSubjectReview TokenRequest TokenReview }
            api::authorization::v1 {
                LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview
                SubjectAccessReview
            }
            api::autoscaling::v1 { HorizontalPodAutoscaler Scale }
            api::autoscaling::v2 { HorizontalPodAutoscaler }
            api::certificates::v1 {
                CertificateSigningRequest ClusterTrustBundle PodCertificateRequest
            }
            api::certificates::v1beta1 { ClusterTrustBundle PodCertificateRequest }
            api::coordination::v1 { Lease }
            api::coordination::v1alpha2 { LeaseCandidate }
            api::coordination::v1beta1 { LeaseCandidate }
            api::discovery::v1 { EndpointSlice }
            api::events::v1 { Event }
            api::flowcontrol::v1 { FlowSchema PriorityLevelConfiguration }
            api::networking::v1 { IPAddress Ingress IngressClass NetworkPolicy ServiceCIDR }
            api::lifecycle::v1alpha1 { Eviction EvictionRequest }
            api::node::v1 { RuntimeClass }
            api::policy::v1 { Eviction PodDisruptionBudget }
            api::rbac::v1 { ClusterRole ClusterRoleBinding Role RoleBinding }
            api::resource::v1 {
                DeviceClass DeviceTaintRule ResourceClaim ResourceClaimTemplate ResourceSlice
            }
            api::resource::v1alpha3 { DeviceTaintRule ResourcePoolStatusRequest }
            api::resource::v1beta1 { DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice }
            api::resource::v1beta2 {
                DeviceClass DeviceTaintRule ResourceClaim ResourceClaimTemplate ResourceSlice
            }
            api::scheduling::v1 { PriorityClass }
            api::scheduling::v1alpha3 { CompositePodGroup PodGroup Workload }
            api::scheduling::v1beta1 { PodGroup Workload }
            api::storage::v1 {
                CSIDriver CSINode CSIStorageCapacity StorageClass VolumeAttachment
                VolumeAttributesClass
            }
            api::storagemigration::v1 { StorageVersionMigration }
            api::storagemigration::v1beta1 { StorageVersionMigration }
            apiextensions_apiserver::pkg::apis::apiextensions::v1 { CustomResourceDefinition }
            kube_aggregator::pkg::apis::apiregistration::v1 { APIService }
        }
        all
    }

    /// Adds what our own table says of kinds: which versions have them, and those that k8s-openapi
    /// has no more.
    pub fn with_history(mut self, tsv: &str) -> Self {
        for line in tsv.lines().skip(1) {
            let cells: Vec<Option<&str>> =
                line.split('\t').map(|cell| (cell != "-").then_some(cell)).collect();
            let [Some(kind), Some(api_version), since, until, scope, name] = cells[..] else {
                panic!("what is `{line}`?")
            };
            let [since, until] = [since, until].map(|version| version.map(str::to_owned));
            let known =
                self.kinds.iter_mut().find(|k| k.kind == kind && k.api_version == api_version);
            match (known, name) {
                (Some(known), None) => (known.since, known.until) = (since, until),
                (None, Some(name)) => self.kinds.push(Kind {
                    api_version: api_version.to_owned(),
                    kind: kind.to_owned(),
                    namespaced: scope == Some("namespaced"),
                    since,
                    until,
                    name: name.to_owned(),
                }),
                _ => panic!("a struct is given where k8s-openapi has none: {line}"),
            }
        }
        self.kinds.sort_by(|a, b| (&a.kind, &a.api_version).cmp(&(&b.kind, &b.api_version)));
        self
    }

    fn add<'de, T: Deserialize<'de> + Resource>(&mut self)
    where
        T::Scope: Scope,
    {
        let mut structs = Structs::default();
        structs.trace::<T>();
        let version = T::API_VERSION.replace(['/', '.'], "_");
        let mut renamed = BTreeMap::new();
        for name in structs.0.keys() {
            let looks = looks(&structs, name);
            let known = self.names.get(&looks).cloned();
            let final_name = known.unwrap_or_else(|| {
                let plain = (*name).to_owned();
                let taken = self.names.values().any(|taken| *taken == plain);
                if taken { format!("{plain}_{version}") } else { plain }
            });
            self.names.insert(looks, final_name.clone());
            renamed.insert(*name, final_name);
        }
        for (name, fields) in &structs.0 {
            let fields = fields.iter().map(|(field, found)| (*field, rename(found, &renamed)));
            self.structs.entry(renamed[name].clone()).or_insert_with(|| fields.collect());
        }
        self.kinds.push(Kind {
            api_version: T::API_VERSION.to_owned(),
            kind: T::KIND.to_owned(),
            namespaced: T::Scope::NAMESPACED,
            since: None,
            until: None,
            name: renamed[T::KIND].clone(),
        });
    }

    /// The kinds as Rust source.
    pub fn table(&self) -> String {
        let mut out = String::from(
            "// Generated from k8s-openapi's types and fixtures/kubernetes/kinds.tsv: \
             DAEMONLINT_UPDATE=1 cargo test --test schema\n\
             #![cfg_attr(rustfmt, rustfmt_skip)]\n\n\
             use super::table::*;\n\
             use super::{Fields, Kind};\n\
             use crate::kubernetes::release::Version::*;\n\n\
             const fn k(\n    api_version: &'static str,\n    kind: &'static str,\n    \
             namespaced: bool,\n    fields: &'static Fields,\n) -> Kind {\n    \
             Kind::new(api_version, kind, namespaced, fields)\n}\n\n\
             /// The kinds that Kubernetes has, sorted by name and version.\n\
             pub(super) static KINDS: &[Kind] = &[\n",
        );
        for kind in &self.kinds {
            let Kind { api_version, kind, namespaced, since, until, name } = kind;
            let calls = calls(since.as_deref(), until.as_deref());
            let fields = constant(name);
            writeln!(out, "    k(\"{api_version}\", \"{kind}\", {namespaced}, &{fields}){calls},",)
                .unwrap();
        }
        out.push_str("];\n");
        out
    }
}

/// Where objects of a kind stand.
trait Scope {
    const NAMESPACED: bool;
}

impl Scope for NamespaceResourceScope {
    const NAMESPACED: bool = true;
}

impl Scope for ClusterResourceScope {
    const NAMESPACED: bool = false;
}

impl Scope for SubResourceScope {
    const NAMESPACED: bool = true;
}

/// A struct with all that it leads to, as a text that equal ones have in common.
fn looks(structs: &Structs, name: &'static str) -> String {
    let mut out = String::new();
    let mut todo = vec![name];
    let mut seen = vec![name];
    while let Some(name) = todo.pop() {
        writeln!(out, "{name} {:?}", structs.0[name]).unwrap();
        for (_, found) in &structs.0[name] {
            let Some(inner) = innermost(found).filter(|inner| !seen.contains(inner)) else {
                continue;
            };
            seen.push(inner);
            todo.push(inner);
        }
    }
    out
}

fn innermost(found: &Type) -> Option<&'static str> {
    match found {
        Type::Plain(_) => None,
        Type::Struct(name) => Some(name),
        Type::List(inner) | Type::Map(inner) => innermost(inner),
    }
}

fn rename(found: &Type, names: &BTreeMap<&'static str, String>) -> Type {
    match found {
        Type::Plain(name) => Type::Plain(name),
        // A name lives as long as the test.
        Type::Struct(name) => Type::Struct(names[name].clone().leak()),
        Type::List(inner) => Type::List(Box::new(rename(inner, names))),
        Type::Map(inner) => Type::Map(Box::new(rename(inner, names))),
    }
}
