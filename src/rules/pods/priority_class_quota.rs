//! `priority-class-quota`: a system priority class where GKE wants a quota for it.

use k8s_openapi::api::core::v1::{ResourceQuota, ScopedResourceSelectorRequirement};

use crate::diagnostic::Severity;
use crate::manifest::Workspace;
use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};

const GKE: &str = "cloud.google.com/gke-nodepool";
const CLASSES: [&str; 2] = ["system-node-critical", "system-cluster-critical"];
const SYSTEM: &str = "kube-system";

/// The rule.
pub(super) struct PriorityClassQuota;

impl Check for PriorityClassQuota {
    fn workload(&self, cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        let namespace = subject.manifest.namespace();
        let class = subject.pod.priority_class_name.as_deref();
        let Some(class) = class.filter(|class| CLASSES.contains(class)) else { return };
        if namespace == SYSTEM || has_quota(cx.workspace, namespace, class) {
            return;
        }
        let on_gke = cx.node_labels().map(|labels| labels.has(GKE));
        let severity = match on_gke {
            Some(true) => Severity::Warning,
            None => Severity::Info,
            Some(false) => return,
        };
        let message = format!(
            "GKE refuses pods of {class} outside of {SYSTEM} where no ResourceQuota lets them in"
        );
        let label =
            format!("no ResourceQuota of {namespace} has the scope PriorityClass with this one");
        let help = format!(
            "add a ResourceQuota to {namespace}:\nspec:\n  hard: {{pods: 1G}}\n  scopeSelector:\n    \
             matchExpressions:\n      - {{scopeName: PriorityClass, operator: In, values: [{class}]}}"
        );
        let route = Route::pod_spec(subject.pods.path).field("priorityClassName");
        let finding = Finding::new(message, route, label).severity(severity).help(help);
        findings.push(finding.rests_on(Route::metadata().field("namespace")));
    }
}

/// Whether a namespace has a quota that counts pods of a priority class by their class: what GKE
/// limits is only let in where one covers it (`UncoveredQuotaScopes`).
fn has_quota(workspace: &Workspace, namespace: &str, class: &str) -> bool {
    const SCOPE: &str = "PriorityClass";
    workspace.in_namespace::<ResourceQuota>(namespace).any(|(_, quota)| {
        let Some(spec) = &quota.spec else { return false };
        let mut selector =
            spec.scope_selector.iter().flat_map(|s| s.match_expressions.iter().flatten());
        let covers = |scope: &ScopedResourceSelectorRequirement| {
            let is_named = || scope.values.iter().flatten().any(|value| value == class);
            match scope.operator.as_str() {
                _ if scope.scope_name != SCOPE => false,
                "Exists" => true,
                "In" => is_named(),
                "NotIn" => !is_named(),
                _ => false,
            }
        };
        selector.any(covers) || spec.scopes.iter().flatten().any(|scope| scope == SCOPE)
    })
}
