//! `runs-as-root`: containers whose programs are root.

use k8s_openapi::api::core::v1::Container;

use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings};

/// The rule.
pub(super) struct RunsAsRoot;

impl Check for RunsAsRoot {
    fn workload(&self, _cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        let of_pod = subject.pod.security_context.as_ref();
        let is_windows = subject.pod.os.as_ref().is_some_and(|os| os.name == "windows");
        for (route, container) in subject.all_containers().filter(|_| !is_windows) {
            let own = container.security_context.as_ref();
            let user = own.and_then(|own| own.run_as_user).or_else(|| of_pod?.run_as_user);
            let not_root =
                own.and_then(|own| own.run_as_non_root).or_else(|| of_pod?.run_as_non_root);
            if user.is_some_and(|user| user > 0) || (user.is_none() && not_root == Some(true)) {
                continue;
            }
            findings.push(finding(container, user).at_route(route));
        }
    }
}

/// What is said of a container, before its place is known.
struct Said {
    message: String,
    is_written: bool,
}

impl Said {
    fn at_route(self, route: crate::rules::finding::Route) -> Finding {
        let (route, label) = match self.is_written {
            true => (route.field("securityContext").field("runAsUser"), "root"),
            false => (route.field("name"), "no other user is named"),
        };
        Finding::new(self.message, route, label).help(
            "write in its `securityContext`\nrunAsNonRoot: true\nrunAsUser: 65532\nand see whether the \
             files of the node that it reads let that user in",
        )
    }
}

fn finding(container: &Container, user: Option<i64>) -> Said {
    let name = &container.name;
    let message = match user {
        Some(_) => format!("`{name}` runs as root"),
        None => format!("`{name}` may run as root: the image decides"),
    };
    let own = container.security_context.as_ref().and_then(|own| own.run_as_user);
    Said { message, is_written: own.is_some() }
}
