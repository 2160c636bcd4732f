//! `frozen-registry`: images of registries that get no more, or are gone.

use crate::kubernetes::image::repository;
use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};

/// The rule.
pub(super) struct FrozenRegistry;

/// What has become of a registry, or of a part of it.
struct Frozen {
    /// How names begin.
    prefix: &'static str,
    what: &'static str,
    /// What to do.
    help: &'static str,
    /// Where the same images are, under the same names.
    moved: Option<&'static str>,
    /// Whether every image is there.
    safe: bool,
}

const fn row(prefix: &'static str, what: &'static str, help: &'static str) -> Frozen {
    Frozen { prefix, what, help, moved: None, safe: false }
}

impl Frozen {
    const fn moved(mut self, to: &'static str, safe: bool) -> Self {
        self.moved = Some(to);
        self.safe = safe;
        self
    }
}

const KUBERNETES: &str = "Kubernetes' images are in `registry.k8s.io`";
/// Images of the project whose part of a registry was left, but for those that are still pushed.
const STILL_PUSHED: [&str; 1] = ["quay.io/coreos/etcd"];

const FROZEN: [Frozen; 15] = [
    row("k8s.gcr.io/", "gets no images since April 2023", KUBERNETES)
        .moved("registry.k8s.io/", true),
    row("gcr.io/google-containers/", "gets no images since 2020", KUBERNETES)
        .moved("registry.k8s.io/", false),
    row("gcr.io/google_containers/", "gets no images since 2020", KUBERNETES)
        .moved("registry.k8s.io/", false),
    row("us.gcr.io/k8s-artifacts-prod/", "is what `k8s.gcr.io` was kept in", KUBERNETES)
        .moved("registry.k8s.io/", true),
    row("eu.gcr.io/k8s-artifacts-prod/", "is what `k8s.gcr.io` was kept in", KUBERNETES)
        .moved("registry.k8s.io/", true),
    row("asia.gcr.io/k8s-artifacts-prod/", "is what `k8s.gcr.io` was kept in", KUBERNETES)
        .moved("registry.k8s.io/", true),
    row("quay.io/coreos/", "is left by its projects", "look for where the project pushes today"),
    row(
        "quay.io/kubernetes-ingress-controller/",
        "gets no images since 2020",
        "its images are in `registry.k8s.io/ingress-nginx`",
    ),
    row("quay.io/kubernetes-service-catalog/", "is left by its project", "the project has ended"),
    row("gcr.io/kubernetes-helm/", "is gone", "Helm 3 has no Tiller"),
    row("gcr.io/heptio-images/", "is gone", "look for where the project pushes today"),
    row("gcr.io/kubebuilder/", "is gone since 2025", "`kube-rbac-proxy` is in `quay.io/brancz`"),
    row("docker.pkg.github.com/", "is gone since 2025", "its images are in `ghcr.io`"),
    row(
        "gcr.io/k8s-staging-",
        "drops images after some weeks",
        "releases are in `registry.k8s.io`",
    ),
    row(
        "gcr.io/k8s-testimages/",
        "gets no images any more",
        "look for where the project pushes today",
    ),
];

impl Check for FrozenRegistry {
    fn workload(&self, cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        let params = cx.params(subject.manifest);
        let also = params.words("frozen-registry", "also");
        for (route, container) in subject.all_containers() {
            let image = container.image.as_deref().unwrap_or_default();
            let route = route.field("image");
            let listed =
                also.iter().filter(|prefix| image.starts_with(prefix.as_str())).map(|prefix| {
                    let message =
                        format!("`{}` is to be used no more", prefix.trim_end_matches('/'));
                    Finding::new(message, route.clone(), "comes from there").help(
                        "`frozen-registry` has it among its parameters in the config (`also`)",
                    )
                });
            findings.0.extend(listed.take(1));
            findings.0.extend(finding(image, route.clone()));
        }
    }
}

fn finding(image: &str, route: Route) -> Option<Finding> {
    let frozen = FROZEN.iter().find(|known| image.starts_with(known.prefix))?;
    if STILL_PUSHED.contains(&repository(image)) {
        return None;
    }
    let registry = frozen.prefix.trim_end_matches(['/', '-']);
    let message = format!("`{registry}` {}", frozen.what);
    let finding = Finding::new(message, route.clone(), "comes from there");
    let Some(moved) = frozen.moved else { return Some(finding.help(frozen.help)) };
    let rest = image.strip_prefix(frozen.prefix)?;
    let new = format!("{moved}{rest}");
    let help = format!("{}: write `{new}`", frozen.help);
    let (title, changes) = (format!("write `{new}`"), vec![route.written_as(new)]);
    Some(match frozen.safe {
        true => finding.help(help).fix(title, changes),
        false => finding.help(format!("{help}, if it is there")).unsafe_fix(title, changes),
    })
}
