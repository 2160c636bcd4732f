//! Versions of APIs that Kubernetes has dropped.
//!
//! Mirrors the `APILifecycleRemoved` functions of `k8s.io/api` and the deprecation guide for what
//! is no longer in its source; for alpha versions, which the guide leaves out, the changelogs.

/// Kinds that Kubernetes no longer serves under an apiVersion.
#[derive(Debug)]
pub(crate) struct Dropped {
    /// `extensions/v1beta1`.
    pub api_version: &'static str,
    /// The kinds that this is about.
    pub kinds: &'static [&'static str],
    /// The first minor version of Kubernetes 1 without them.
    pub minor: u16,
    /// The apiVersion that has them now; none where nothing has.
    pub now: Option<&'static str>,
    /// What is written otherwise there, or what does the job now.
    pub changes: Option<&'static str>,
    /// Whether objects have the same fields there.
    pub same_fields: bool,
}

const fn dropped(
    api_version: &'static str,
    kinds: &'static [&'static str],
    minor: u16,
    now: &'static str,
) -> Dropped {
    Dropped { api_version, kinds, minor, now: Some(now), changes: None, same_fields: true }
}

impl Dropped {
    /// Whether the version made the selector of a workload of its pods' labels where there was
    /// none (`SetDefaults_DaemonSet` of `pkg/apis/extensions/v1beta1` and its like).
    #[must_use]
    pub(crate) fn fills_in_selector(&self) -> bool {
        self.kinds == WORKLOADS && self.api_version.ends_with("/v1beta1")
    }

    const fn with(mut self, changes: &'static str) -> Self {
        self.changes = Some(changes);
        self
    }

    const fn rewritten(mut self) -> Self {
        self.same_fields = false;
        self
    }

    const fn for_good(mut self) -> Self {
        self.now = None;
        self.rewritten()
    }
}

const SELECTOR: &str = "`spec.selector` must be given";
const BACKENDS: &str = "a path needs `pathType`, and a backend is `service.name` with \
                        `service.port.number` or `.name`";
const PSP: &str = "label namespaces with `pod-security.kubernetes.io/enforce` instead";
const WEBHOOK: &str = "`sideEffects` and `admissionReviewVersions` must be given";
const WORKLOADS: &[&str] =
    &["ControllerRevision", "DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"];
const WEBHOOKS: &[&str] = &["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"];
const POLICIES: &[&str] = &["ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"];
const ROLES: &[&str] = &["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"];
const FLOWS: &[&str] = &["FlowSchema", "PriorityLevelConfiguration"];
const REVIEWS: &[&str] = &[
    "LocalSubjectAccessReview",
    "SelfSubjectAccessReview",
    "SelfSubjectRulesReview",
    "SubjectAccessReview",
];

/// What was dropped, by apiVersion.
static DROPPED: [Dropped; 57] = [
    dropped(
        "admissionregistration.k8s.io/v1alpha1",
        &["ExternalAdmissionHookConfiguration"],
        9,
        "",
    )
    .with("write a `ValidatingWebhookConfiguration` of `admissionregistration.k8s.io/v1`")
    .for_good(),
    dropped("admissionregistration.k8s.io/v1alpha1", &["InitializerConfiguration"], 14, "")
        .with("an admission webhook can do what initializers did")
        .for_good(),
    dropped(
        "admissionregistration.k8s.io/v1alpha1",
        POLICIES,
        32,
        "admissionregistration.k8s.io/v1",
    ),
    dropped(
        "admissionregistration.k8s.io/v1beta1",
        POLICIES,
        34,
        "admissionregistration.k8s.io/v1",
    ),
    dropped(
        "admissionregistration.k8s.io/v1beta1",
        WEBHOOKS,
        22,
        "admissionregistration.k8s.io/v1",
    )
    .with(WEBHOOK),
    dropped(
        "apiextensions.k8s.io/v1beta1",
        &["CustomResourceDefinition"],
        22,
        "apiextensions.k8s.io/v1",
    )
    .with("each of `versions` needs a `schema`")
    .rewritten(),
    dropped("apiregistration.k8s.io/v1beta1", &["APIService"], 22, "apiregistration.k8s.io/v1"),
    dropped("apps/v1alpha1", &["PetSet"], 5, "")
        .with("write a `StatefulSet` of `apps/v1`")
        .for_good(),
    dropped("apps/v1beta1", WORKLOADS, 16, "apps/v1").with(SELECTOR),
    dropped("apps/v1beta2", WORKLOADS, 16, "apps/v1").with(SELECTOR),
    dropped(
        "authentication.k8s.io/v1alpha1",
        &["SelfSubjectReview"],
        32,
        "authentication.k8s.io/v1",
    ),
    dropped(
        "authentication.k8s.io/v1beta1",
        &["SelfSubjectReview"],
        33,
        "authentication.k8s.io/v1",
    ),
    dropped("authentication.k8s.io/v1beta1", &["TokenReview"], 22, "authentication.k8s.io/v1"),
    dropped("auditregistration.k8s.io/v1alpha1", &["AuditSink"], 19, "")
        .with("the API server takes a webhook for its audit log (`--audit-webhook-config-file`)")
        .for_good(),
    dropped("authorization.k8s.io/v1beta1", REVIEWS, 22, "authorization.k8s.io/v1").rewritten(),
    dropped("autoscaling/v2beta1", &["HorizontalPodAutoscaler"], 25, "autoscaling/v2")
        .with("a metric's goal stands in `target`")
        .rewritten(),
    dropped("autoscaling/v2beta2", &["HorizontalPodAutoscaler"], 26, "autoscaling/v2"),
    dropped("batch/v1beta1", &["CronJob"], 25, "batch/v1"),
    dropped("batch/v2alpha1", &["CronJob"], 21, "batch/v1"),
    dropped("batch/v2alpha1", &["ScheduledJob"], 8, "")
        .with("write a `CronJob` of `batch/v1`")
        .for_good(),
    dropped(
        "certificates.k8s.io/v1beta1",
        &["CertificateSigningRequest"],
        22,
        "certificates.k8s.io/v1",
    )
    .with("`signerName` must be given"),
    dropped("coordination.k8s.io/v1beta1", &["Lease"], 22, "coordination.k8s.io/v1"),
    dropped("discovery.k8s.io/v1beta1", &["EndpointSlice"], 25, "discovery.k8s.io/v1").rewritten(),
    dropped("events.k8s.io/v1beta1", &["Event"], 25, "events.k8s.io/v1"),
    dropped("extensions/v1beta1", WORKLOADS, 16, "apps/v1").with(SELECTOR),
    dropped("extensions/v1beta1", &["Ingress"], 22, "networking.k8s.io/v1")
        .with(BACKENDS)
        .rewritten(),
    dropped("extensions/v1beta1", &["Job"], 6, "batch/v1"),
    dropped("extensions/v1beta1", &["ThirdPartyResource"], 8, "")
        .with("write a `CustomResourceDefinition` of `apiextensions.k8s.io/v1`")
        .for_good(),
    dropped("extensions/v1beta1", &["NetworkPolicy"], 16, "networking.k8s.io/v1"),
    dropped("extensions/v1beta1", &["PodSecurityPolicy"], 16, "").with(PSP).for_good(),
    dropped("flowcontrol.apiserver.k8s.io/v1beta1", FLOWS, 26, "flowcontrol.apiserver.k8s.io/v1")
        .rewritten(),
    dropped("flowcontrol.apiserver.k8s.io/v1beta2", FLOWS, 29, "flowcontrol.apiserver.k8s.io/v1")
        .rewritten(),
    dropped("flowcontrol.apiserver.k8s.io/v1beta3", FLOWS, 32, "flowcontrol.apiserver.k8s.io/v1"),
    dropped("networking.k8s.io/v1alpha1", &["ClusterCIDR"], 29, "").for_good(),
    dropped("networking.k8s.io/v1beta1", &["IPAddress", "ServiceCIDR"], 37, "networking.k8s.io/v1"),
    dropped("networking.k8s.io/v1beta1", &["Ingress"], 22, "networking.k8s.io/v1")
        .with(BACKENDS)
        .rewritten(),
    dropped("networking.k8s.io/v1beta1", &["IngressClass"], 22, "networking.k8s.io/v1"),
    dropped("node.k8s.io/v1beta1", &["RuntimeClass"], 25, "node.k8s.io/v1"),
    dropped("policy/v1beta1", &["Eviction"], 25, "policy/v1"),
    dropped("policy/v1beta1", &["PodDisruptionBudget"], 25, "policy/v1")
        .with("an empty `selector` selects every pod of the namespace"),
    dropped("policy/v1beta1", &["PodSecurityPolicy"], 25, "").with(PSP).for_good(),
    dropped("rbac.authorization.k8s.io/v1alpha1", ROLES, 23, "rbac.authorization.k8s.io/v1")
        .rewritten(),
    dropped("rbac.authorization.k8s.io/v1beta1", ROLES, 22, "rbac.authorization.k8s.io/v1"),
    dropped(
        "resource.k8s.io/v1alpha2",
        &["ResourceClaim", "ResourceClaimTemplate"],
        31,
        "resource.k8s.io/v1",
    )
    .rewritten(),
    dropped(
        "resource.k8s.io/v1alpha2",
        &["ResourceClaimParameters", "ResourceClass", "ResourceClassParameters"],
        31,
        "",
    )
    .with("write a `DeviceClass` of `resource.k8s.io/v1`, and requests in the ResourceClaim")
    .for_good(),
    dropped("resource.k8s.io/v1alpha2", &["PodSchedulingContext"], 31, "").for_good(),
    dropped("resource.k8s.io/v1alpha3", &["PodSchedulingContext"], 32, "").for_good(),
    dropped("scheduling.k8s.io/v1alpha1", &["PriorityClass"], 23, "scheduling.k8s.io/v1"),
    dropped("scheduling.k8s.io/v1beta1", &["PriorityClass"], 22, "scheduling.k8s.io/v1"),
    dropped("settings.k8s.io/v1alpha1", &["PodPreset"], 20, "")
        .with("an admission webhook of your own can do what it did")
        .for_good(),
    dropped(
        "storage.k8s.io/v1alpha1",
        &["CSIStorageCapacity", "VolumeAttachment"],
        24,
        "storage.k8s.io/v1",
    ),
    dropped("storage.k8s.io/v1alpha1", &["VolumeAttributesClass"], 35, "storage.k8s.io/v1"),
    dropped("storage.k8s.io/v1beta1", &["CSIDriver", "CSINode"], 22, "storage.k8s.io/v1"),
    dropped("storage.k8s.io/v1beta1", &["CSIStorageCapacity"], 27, "storage.k8s.io/v1"),
    dropped(
        "storage.k8s.io/v1beta1",
        &["StorageClass", "VolumeAttachment"],
        22,
        "storage.k8s.io/v1",
    ),
    dropped("storage.k8s.io/v1beta1", &["VolumeAttributesClass"], 37, "storage.k8s.io/v1"),
    dropped(
        "certificates.k8s.io/v1alpha1",
        &["ClusterTrustBundle"],
        37,
        "certificates.k8s.io/v1beta1",
    ),
];

/// What became of a kind under an apiVersion, if Kubernetes has dropped it there.
#[must_use]
pub(crate) fn find(api_version: &str, kind: &str) -> Option<&'static Dropped> {
    DROPPED.iter().find(|entry| entry.api_version == api_version && entry.kinds.contains(&kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_dropped_says_when_and_where_to_go() {
        let old = find("policy/v1beta1", "PodDisruptionBudget").unwrap();
        assert_eq!((old.minor, old.now, old.same_fields), (25, Some("policy/v1"), true));
        assert_eq!(find("policy/v1beta1", "PodSecurityPolicy").unwrap().now, None);
        assert!(find("apps/v1", "Deployment").is_none());
        let fills_in = |version| find(version, "DaemonSet").unwrap().fills_in_selector();
        assert!(fills_in("extensions/v1beta1") && !fills_in("apps/v1beta2"));
    }
}
