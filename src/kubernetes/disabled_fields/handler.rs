//! Fields of what probes and hooks ask for.

use super::note::{Fate, Note};
use crate::kubernetes::containers::{ContainerList, containers_mut};
use crate::kubernetes::field::Path;
use k8s_openapi::api::core::v1::{
    Container, GRPCAction, HTTPGetAction, Lifecycle, LifecycleHandler, PodSpec, Probe,
};

/// A container's probes, by their fields.
fn probes(container: &Container) -> [(&'static str, Option<&Probe>); 3] {
    [
        ("livenessProbe", container.liveness_probe.as_ref()),
        ("readinessProbe", container.readiness_probe.as_ref()),
        ("startupProbe", container.startup_probe.as_ref()),
    ]
}

fn probes_mut(container: &mut Container) -> impl Iterator<Item = &mut Probe> {
    let Container { liveness_probe, readiness_probe, startup_probe, .. } = container;
    [liveness_probe, readiness_probe, startup_probe].into_iter().flatten()
}

/// A container's hooks, by their fields.
fn hooks(lifecycle: &Lifecycle) -> [(&'static str, Option<&LifecycleHandler>); 2] {
    [("postStart", lifecycle.post_start.as_ref()), ("preStop", lifecycle.pre_stop.as_ref())]
}

fn each(spec: &PodSpec, path: &Path<'_>, mut visit: impl FnMut(&Container, &Path<'_>)) {
    for list in [ContainerList::Init, ContainerList::Regular] {
        let path = path.child(list.field());
        for (index, container) in list.of(spec).iter().enumerate() {
            visit(container, &path.index(index));
        }
    }
}

/// `httpGet.protocol`.
pub(super) mod http_protocol {
    use super::*;

    pub(crate) fn find(spec: &PodSpec, path: &Path<'_>, note: &mut Note<'_>) {
        let has_one = |http: &HTTPGetAction| http.protocol.is_some();
        let mut note = |path: &Path<'_>| {
            let path = path.child("httpGet");
            note(&path.child("protocol"), Fate::Dropped);
        };
        each(spec, path, |container, path| {
            for (field, probe) in probes(container) {
                if probe.and_then(|probe| probe.http_get.as_ref()).is_some_and(has_one) {
                    note(&path.child(field));
                }
            }
            let path = path.child("lifecycle");
            for (field, hook) in container.lifecycle.iter().flat_map(hooks) {
                if hook.and_then(|hook| hook.http_get.as_ref()).is_some_and(has_one) {
                    note(&path.child(field));
                }
            }
        });
    }

    pub(crate) fn drop(spec: &mut PodSpec) {
        for container in containers_mut(spec) {
            let of_probes = probes_mut(container).filter_map(|probe| probe.http_get.as_mut());
            of_probes.for_each(|http| http.protocol = None);
            let Some(Lifecycle { post_start, pre_stop, .. }) = &mut container.lifecycle else {
                continue;
            };
            let of_hooks = [post_start, pre_stop].into_iter().flatten();
            of_hooks
                .filter_map(|hook| hook.http_get.as_mut())
                .for_each(|http| http.protocol = None);
        }
    }
}

/// `grpc.mode`.
pub(super) mod grpc_mode {
    use super::*;

    pub(crate) fn find(spec: &PodSpec, path: &Path<'_>, note: &mut Note<'_>) {
        let has_one = |grpc: &GRPCAction| grpc.mode.is_some();
        each(spec, path, |container, path| {
            for (field, probe) in probes(container) {
                if probe.and_then(|probe| probe.grpc.as_ref()).is_some_and(has_one) {
                    let path = path.child(field);
                    let path = path.child("grpc");
                    note(&path.child("mode"), Fate::Dropped);
                }
            }
        });
    }

    pub(crate) fn drop(spec: &mut PodSpec) {
        for container in containers_mut(spec) {
            let actions = probes_mut(container).filter_map(|probe| probe.grpc.as_mut());
            actions.for_each(|grpc| grpc.mode = None);
        }
    }
}

/// `lifecycle.*.sleep`: a hook that has nothing else goes with it, and so does its `lifecycle`.
pub(super) mod sleep {
    use super::*;

    /// Whether a hook does nothing but sleep.
    fn only_sleeps(hook: &LifecycleHandler) -> bool {
        hook.exec.is_none() && hook.http_get.is_none() && hook.tcp_socket.is_none()
    }

    pub(crate) fn find(spec: &PodSpec, path: &Path<'_>, note: &mut Note<'_>) {
        each(spec, path, |container, path| {
            let Some(lifecycle) = &container.lifecycle else { return };
            let mut kept = 0;
            let mut gone = Vec::new();
            for (field, hook) in hooks(lifecycle) {
                let Some(hook) = hook else { continue };
                kept += usize::from(!only_sleeps(hook));
                if hook.sleep.is_some() {
                    gone.push((field, only_sleeps(hook)));
                }
            }
            let path = path.child("lifecycle");
            if !gone.is_empty() && kept == 0 {
                return note(&path, Fate::Dropped);
            }
            for (field, whole) in gone {
                let path = path.child(field);
                if whole {
                    note(&path, Fate::Dropped);
                } else {
                    note(&path.child("sleep"), Fate::Dropped);
                }
            }
        });
    }

    pub(crate) fn drop(spec: &mut PodSpec) {
        for container in containers_mut(spec) {
            let Some(lifecycle) = &mut container.lifecycle else { continue };
            for hook in [&mut lifecycle.post_start, &mut lifecycle.pre_stop] {
                if let Some(handler) = hook
                    && handler.sleep.take().is_some()
                    && only_sleeps(handler)
                {
                    *hook = None;
                }
            }
            if lifecycle.post_start.is_none() && lifecycle.pre_stop.is_none() {
                container.lifecycle = None;
            }
        }
    }
}
