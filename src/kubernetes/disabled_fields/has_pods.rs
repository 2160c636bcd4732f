//! What has a pod template, and where its pods' spec is.

use k8s_openapi::api::apps::v1::{DaemonSet, DeploymentSpec, ReplicaSetSpec, StatefulSetSpec};
use k8s_openapi::api::batch::v1::{CronJobSpec, JobSpec};
use k8s_openapi::api::core::v1::PodSpec;

/// A workload, or its spec, whose strategy calls `DropDisabledTemplateFields` on its template.
pub trait HasPods: Clone {
    /// The spec of its pods, where it has one.
    fn pod_spec(&self) -> Option<&PodSpec>;
    /// The same, to change it.
    fn pod_spec_mut(&mut self) -> Option<&mut PodSpec>;
}

macro_rules! has_pods {
    ($($workload:ident: $($way:ident).+;)+) => {
        $(impl HasPods for $workload {
            fn pod_spec(&self) -> Option<&PodSpec> {
                self.$($way).+.spec.as_ref()
            }

            fn pod_spec_mut(&mut self) -> Option<&mut PodSpec> {
                self.$($way).+.spec.as_mut()
            }
        })+
    };
}

has_pods! {
    DaemonSet: spec.template;
    DeploymentSpec: template;
    StatefulSetSpec: template;
    JobSpec: template;
}

impl HasPods for ReplicaSetSpec {
    fn pod_spec(&self) -> Option<&PodSpec> {
        self.template.as_ref()?.spec.as_ref()
    }

    fn pod_spec_mut(&mut self) -> Option<&mut PodSpec> {
        self.template.as_mut()?.spec.as_mut()
    }
}

impl HasPods for CronJobSpec {
    fn pod_spec(&self) -> Option<&PodSpec> {
        self.job_template.spec.as_ref()?.pod_spec()
    }

    fn pod_spec_mut(&mut self) -> Option<&mut PodSpec> {
        self.job_template.spec.as_mut()?.pod_spec_mut()
    }
}
