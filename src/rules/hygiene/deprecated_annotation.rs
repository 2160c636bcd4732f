//! `deprecated-annotation`: annotations of pods that a field has taken the place of.

use k8s_openapi::api::core::v1::{Container, SecurityContext};

use crate::diagnostic::Severity;
use crate::kubernetes::containers::ContainerList;
use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::yaml::edit::{Change, Fragment};

const CRITICAL: &str = "scheduler.alpha.kubernetes.io/critical-pod";
const SECCOMP: &str = "seccomp.security.alpha.kubernetes.io/pod";
const CONTAINER_SECCOMP: &str = "container.seccomp.security.alpha.kubernetes.io/";
const APP_ARMOR: &str = "container.apparmor.security.beta.kubernetes.io/";
/// Annotations that no release reads any more, with the field in the pods' spec.
const GONE: [(&str, u16, &str); 6] = [
    ("security.alpha.kubernetes.io/sysctls", 11, "securityContext.sysctls"),
    ("security.alpha.kubernetes.io/unsafe-sysctls", 11, "securityContext.sysctls"),
    ("scheduler.alpha.kubernetes.io/tolerations", 6, "tolerations"),
    ("scheduler.alpha.kubernetes.io/affinity", 6, "affinity"),
    ("pod.alpha.kubernetes.io/init-containers", 8, "initContainers"),
    ("pod.beta.kubernetes.io/init-containers", 8, "initContainers"),
];

/// The rule.
pub(super) struct DeprecatedAnnotation;

impl Check for DeprecatedAnnotation {
    fn workload(&self, _cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        let annotations = subject.pods.metadata.and_then(|metadata| metadata.annotations.as_ref());
        for (key, value) in annotations.into_iter().flatten() {
            let place = Place { subject, key };
            let finding = if key == CRITICAL {
                Some(critical(&place))
            } else if key == SECCOMP {
                Some(seccomp_of_pod(&place, value))
            } else if let Some(name) = key.strip_prefix(CONTAINER_SECCOMP) {
                of_container(&place, name, value, "seccompProfile")
            } else if let Some(name) = key.strip_prefix(APP_ARMOR) {
                of_container(&place, name, value, "appArmorProfile")
            } else {
                GONE.iter().find(|(gone, ..)| gone == key).map(|(_, minor, field)| {
                    place
                        .finding(format!(
                            "nothing reads the annotation `{key}` since Kubernetes 1.{minor}"
                        ))
                        .help(format!("write what it says in the pods' `{field}`"))
                })
            };
            if let Some(finding) = finding {
                findings.push(finding.covers(place.route()));
            }
        }
    }
}

/// An annotation.
struct Place<'s, 'a> {
    subject: &'s WorkloadSubject<'a>,
    key: &'s str,
}

impl Place<'_, '_> {
    fn route(&self) -> Route {
        let metadata = Route::from(self.subject.pods.path.metadata());
        metadata.field("annotations").entry(self.key)
    }

    fn pod(&self) -> Route {
        Route::pod_spec(self.subject.pods.path)
    }

    fn finding(&self, message: String) -> Finding {
        Finding::new(message, self.route().key(), "has a field now")
    }

    fn remove(&self) -> Change {
        Change::Remove { at: self.route().path() }
    }

    /// The changes that write a field in the annotation's place.
    fn moved(&self, to: Route, value: Fragment) -> Vec<Change> {
        vec![Change::Insert { at: to.path(), value }, self.remove()]
    }
}

fn critical(place: &Place<'_, '_>) -> Finding {
    let class = place.subject.pod.priority_class_name.as_deref().unwrap_or_default();
    if !class.is_empty() {
        return place
            .finding(format!("nothing reads `{CRITICAL}` since Kubernetes 1.16"))
            .severity(Severity::Info)
            .help(format!("the class `{class}` stands in its place: take the annotation out"))
            .fix("take the annotation out", vec![place.remove()]);
    }
    let class = "system-node-critical";
    let to = place.pod().field("priorityClassName");
    place
        .finding(format!(
            "nothing reads `{CRITICAL}` since Kubernetes 1.16: these pods rank with any other"
        ))
        .help(format!("write in `{}`\npriorityClassName: {class}", place.subject.pods.path.spec()))
        .unsafe_fix(
            format!("give them the class `{class}`"),
            place.moved(to, Fragment::Text(class.to_owned())),
        )
}

fn seccomp_of_pod(place: &Place<'_, '_>, value: &str) -> Finding {
    let context = place.subject.pod.security_context.as_ref();
    let finding =
        |so: &str| place.finding(format!("nothing reads `{SECCOMP}` since Kubernetes 1.27{so}"));
    if context.is_some_and(|context| context.seccomp_profile.is_some()) {
        return finding("")
            .severity(Severity::Info)
            .help("`seccompProfile` stands in its place: take the annotation out")
            .fix("take the annotation out", vec![place.remove()]);
    }
    let finding = finding(": the pods run without the profile");
    let Some(profile) = profile(value) else {
        return finding.help("write the profile in `securityContext.seccompProfile`");
    };
    let to = place.pod().field("securityContext").field("seccompProfile");
    finding
        .help(format!("write in the pods' `securityContext`\nseccompProfile: {}", shown(&profile)))
        .unsafe_fix("write the field", place.moved(to, profile))
}

/// A profile of one container; none where there is no such container.
fn of_container(
    place: &Place<'_, '_>,
    name: &str,
    value: &str,
    field: &'static str,
) -> Option<Finding> {
    let lists = [ContainerList::Init, ContainerList::Regular];
    let all = lists.into_iter().flat_map(|list| place.subject.containers(list));
    let (route, container) = all.into_iter().find(|(_, container)| container.name == name)?;
    let key = place.key;
    let still_read = field == "appArmorProfile";
    let what = match still_read {
        true => format!("`{key}` is deprecated since Kubernetes 1.30"),
        false => format!("nothing reads `{key}` since Kubernetes 1.27"),
    };
    if has(container, field) {
        let finding = place.finding(what).severity(Severity::Info);
        return Some(
            finding
                .help(format!("`{field}` stands in its place: take the annotation out"))
                .fix("take the annotation out", vec![place.remove()]),
        );
    }
    let finding = place.finding(format!("{what}: the field is `{field}`"));
    let Some(profile) = profile(value) else {
        return Some(finding.help(format!("write the profile in the container's `{field}`")));
    };
    let help = format!("write in the `securityContext` of `{name}`\n{field}: {}", shown(&profile));
    let changes = place.moved(route.field("securityContext").field(field), profile);
    let finding = finding.help(help);
    Some(match still_read {
        true => finding.fix("write the field", changes),
        false => finding.unsafe_fix("write the field", changes),
    })
}

fn has(container: &Container, field: &str) -> bool {
    let context: Option<&SecurityContext> = container.security_context.as_ref();
    context.is_some_and(|context| match field {
        "appArmorProfile" => context.app_armor_profile.is_some(),
        _ => context.seccomp_profile.is_some(),
    })
}

/// The field that says what an annotation says (`seccompFieldForAnnotation`,
/// `getAppArmorProfile`).
fn profile(annotation: &str) -> Option<Fragment> {
    let of = |kind: &str| Fragment::entry("type", Fragment::Text(kind.to_owned()));
    match annotation {
        "runtime/default" | "docker/default" => Some(of("RuntimeDefault")),
        "unconfined" => Some(of("Unconfined")),
        _ => {
            let file = annotation.strip_prefix("localhost/").filter(|file| !file.is_empty())?;
            let text = |text: &str| Fragment::Text(text.to_owned());
            Some(Fragment::Map(vec![
                ("type".to_owned(), text("Localhost")),
                ("localhostProfile".to_owned(), text(file)),
            ]))
        }
    }
}

/// A profile in one line.
fn shown(profile: &Fragment) -> String {
    let Fragment::Map(entries) = profile else { return String::new() };
    let entries = entries.iter().filter_map(|(key, value)| match value {
        Fragment::Text(text) => Some(format!("{key}: {text}")),
        _ => None,
    });
    format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
}
