//! The names in a pod that must be there, with the keys that are asked of them.

use k8s_openapi::api::core::v1::{Container, KeyToPath, Volume};

use crate::kubernetes::containers::ContainerList;
use crate::rules::context::WorkloadSubject;
use crate::rules::finding::Route;

/// What kind of object a pod names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rules) enum Kind {
    PriorityClass,
    RuntimeClass,
    ServiceAccount,
    ConfigMap,
    Secret,
    Claim,
}

/// A name in a pod.
pub(in crate::rules) struct Reference<'p> {
    /// What kind of object has it.
    pub kind: Kind,
    /// The name.
    pub name: &'p str,
    /// Where it stands.
    pub route: Route,
    /// What happens where it isn't there.
    pub consequence: Consequence,
    /// What is asked for of the object's data, with its place.
    pub keys: Vec<(&'p str, Route)>,
}

impl<'p> Reference<'p> {
    /// One to that name, if it is written; only then its way is asked for.
    fn new(
        kind: Kind,
        name: Option<&'p str>,
        route: impl FnOnce() -> Route,
        consequence: Consequence,
    ) -> Option<Self> {
        let name = name.filter(|name| !name.is_empty())?;
        Some(Self { kind, name, route: route(), consequence, keys: Vec::new() })
    }
}

/// What happens where a name is not there.
#[derive(Clone, Copy)]
pub(in crate::rules) enum Consequence {
    /// The API server refuses every pod.
    Refused,
    /// The pods wait for a volume.
    NoVolume,
    /// The container waits for a variable.
    NoVariable,
    /// The scheduler waits for the claim.
    NoPlace,
    /// Images are pulled without credentials.
    NoCredentials,
}

impl Consequence {
    /// In words.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Refused => "where it is not there, the API server refuses every pod",
            Self::NoVolume => "where it is not there, the pods stay in ContainerCreating",
            Self::NoVariable => {
                "where it is not there, the container doesn't start (CreateContainerConfigError)"
            }
            Self::NoPlace => "where it is not there, the pods stay Pending",
            Self::NoCredentials => {
                "where it is not there, images are pulled without credentials, which a private \
                 registry refuses"
            }
        }
    }
}

/// All names in a pod that must be there.
pub(in crate::rules) fn references<'a>(subject: &WorkloadSubject<'a>) -> Vec<Reference<'a>> {
    let (path, pod) = (subject.pods.path, subject.pod);
    let spec = || Route::pod_spec(path);
    let mut all = Vec::new();
    let names = [
        (Kind::PriorityClass, &pod.priority_class_name, "priorityClassName"),
        (Kind::RuntimeClass, &pod.runtime_class_name, "runtimeClassName"),
        (Kind::ServiceAccount, &pod.service_account_name, "serviceAccountName"),
    ];
    for (kind, name, field) in names {
        let consequence = Consequence::Refused;
        all.extend(Reference::new(kind, name.as_deref(), || spec().field(field), consequence));
    }
    for (place, secret) in pod.image_pull_secrets.iter().flatten().enumerate() {
        let route = || spec().field("imagePullSecrets").index(place).field("name");
        let consequence = Consequence::NoCredentials;
        all.extend(Reference::new(Kind::Secret, Some(&secret.name), route, consequence));
    }
    for (place, volume) in pod.volumes.iter().flatten().enumerate() {
        of_volume(volume, &|| spec().field("volumes").index(place), &mut all);
    }
    for list in [ContainerList::Init, ContainerList::Regular] {
        for (place, container) in list.of(pod).iter().enumerate() {
            of_container(container, &|| spec().field(list.field()).index(place), &mut all);
        }
    }
    all
}

/// Adds the names in a volume, to which a way leads.
fn of_volume<'a>(volume: &'a Volume, route: &dyn Fn() -> Route, all: &mut Vec<Reference<'a>>) {
    let mut add = |source: Source<'a>, route: &dyn Fn() -> Route, field| {
        let Source { kind, name, optional, items } = source;
        let name = name.filter(|_| optional != Some(true));
        let consequence = Consequence::NoVolume;
        let reference = Reference::new(kind, name, || route().field(field), consequence);
        all.extend(reference.map(|reference| {
            let items = items.into_iter().flatten().enumerate();
            let place = |place| route().field("items").index(place).field("key");
            let keys = items.map(|(at, item)| (item.key.as_str(), place(at))).collect();
            Reference { keys, ..reference }
        }));
    };
    if let Some(map) = &volume.config_map {
        let source = Source::map(&map.name, map.optional, map.items.as_deref());
        add(source, &|| route().field("configMap"), "name");
    }
    if let Some(secret) = &volume.secret {
        let (name, items) = (secret.secret_name.as_deref(), secret.items.as_deref());
        let source = Source::secret(name, secret.optional, items);
        add(source, &|| route().field("secret"), "secretName");
    }
    let sources = volume.projected.iter().flat_map(|projected| projected.sources.iter().flatten());
    for (place, source) in sources.enumerate() {
        let route = || route().field("projected").field("sources").index(place);
        if let Some(map) = &source.config_map {
            let source = Source::map(&map.name, map.optional, map.items.as_deref());
            add(source, &|| route().field("configMap"), "name");
        }
        if let Some(secret) = &source.secret {
            let items = secret.items.as_deref();
            let source = Source::secret(Some(&secret.name), secret.optional, items);
            add(source, &|| route().field("secret"), "name");
        }
    }
    if let Some(claim) = &volume.persistent_volume_claim {
        let route = || route().field("persistentVolumeClaim").field("claimName");
        let consequence = Consequence::NoPlace;
        all.extend(Reference::new(Kind::Claim, Some(&claim.claim_name), route, consequence));
    }
}

/// What a volume is made of.
struct Source<'p> {
    kind: Kind,
    name: Option<&'p str>,
    optional: Option<bool>,
    items: Option<&'p [KeyToPath]>,
}

impl<'p> Source<'p> {
    const fn map(name: &'p str, optional: Option<bool>, items: Option<&'p [KeyToPath]>) -> Self {
        let name = Some(name);
        Self { kind: Kind::ConfigMap, name, optional, items }
    }

    const fn secret(
        name: Option<&'p str>,
        optional: Option<bool>,
        items: Option<&'p [KeyToPath]>,
    ) -> Self {
        Self { kind: Kind::Secret, name, optional, items }
    }
}

/// Adds the names in a container's variables; a way leads to the container.
fn of_container<'a>(
    container: &'a Container,
    route: &dyn Fn() -> Route,
    all: &mut Vec<Reference<'a>>,
) {
    let mut add =
        |kind, name: &'a str, key: Option<&'a str>, optional, route: &dyn Fn() -> Route| {
            let name = Some(name).filter(|_| optional != Some(true));
            let place = || route().field("name");
            let reference = Reference::new(kind, name, place, Consequence::NoVariable);
            let keys = || key.map(|key| (key, route().field("key"))).into_iter().collect();
            all.extend(reference.map(|reference| Reference { keys: keys(), ..reference }));
        };
    for (place, from) in container.env_from.iter().flatten().enumerate() {
        let route = || route().field("envFrom").index(place);
        if let Some(map) = &from.config_map_ref {
            let route = || route().field("configMapRef");
            add(Kind::ConfigMap, &map.name, None, map.optional, &route);
        }
        if let Some(secret) = &from.secret_ref {
            let route = || route().field("secretRef");
            add(Kind::Secret, &secret.name, None, secret.optional, &route);
        }
    }
    for (place, variable) in container.env.iter().flatten().enumerate() {
        let Some(from) = &variable.value_from else { continue };
        let route = || route().field("env").index(place).field("valueFrom");
        if let Some(map) = &from.config_map_key_ref {
            let route = || route().field("configMapKeyRef");
            add(Kind::ConfigMap, &map.name, Some(&map.key), map.optional, &route);
        }
        if let Some(secret) = &from.secret_key_ref {
            let route = || route().field("secretKeyRef");
            add(Kind::Secret, &secret.name, Some(&secret.key), secret.optional, &route);
        }
    }
}
