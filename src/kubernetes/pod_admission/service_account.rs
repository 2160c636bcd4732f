//! The plugin `ServiceAccount`: a pod runs as an account of its namespace.

use std::collections::BTreeSet;

use k8s_openapi::api::core::v1::{Container, Pod, PodSpec, ServiceAccount};

use super::context::{AdmissionContext, Kind};
use super::plugin::Plugin;
use super::refusal::Refusal;

/// The account of a pod that names none.
const DEFAULT: &str = "default";
const ENFORCE: &str = "kubernetes.io/enforce-mountable-secrets";

/// Gives a pod its account, and the account's pull secrets where it has none of its own.
pub(super) fn admit(
    pod: &mut Pod,
    namespace: &str,
    context: &AdmissionContext<'_>,
) -> Option<Refusal> {
    let spec = pod.spec.as_mut()?;
    let name = account_of(spec).to_owned();
    let refusal = refusal(spec, &name, namespace, context);
    if let Some(account) = context.service_accounts.named_in(namespace, &name)
        && spec.image_pull_secrets.as_ref().is_none_or(Vec::is_empty)
    {
        spec.image_pull_secrets.clone_from(&account.image_pull_secrets);
    }
    spec.service_account_name = Some(name);
    refusal
}

/// Whether a pod gets an account that takes it.
pub(super) fn passes(spec: &PodSpec, namespace: &str, context: &AdmissionContext<'_>) -> bool {
    refusal(spec, account_of(spec), namespace, context).is_none()
}

/// The name of the account that a pod runs as.
fn account_of(spec: &PodSpec) -> &str {
    let written = [&spec.service_account_name, &spec.service_account];
    let written = written.into_iter().flatten().find(|name| !name.is_empty());
    written.map_or(DEFAULT, String::as_str)
}

/// Why a pod can't run as an account.
fn refusal(
    spec: &PodSpec,
    name: &str,
    namespace: &str,
    context: &AdmissionContext<'_>,
) -> Option<Refusal> {
    let Some(account) = context.service_accounts.named_in(namespace, name) else {
        // Every namespace has an account of that name.
        let missing = name != DEFAULT && context.knows(Kind::ServiceAccount);
        return missing.then(|| {
            let said = format!(
                "error looking up service account {namespace}/{name}: serviceaccount \"{name}\" \
                 not found"
            );
            Refusal::new(Plugin::ServiceAccount, said).at("serviceAccountName")
        });
    };
    let annotations = account.metadata.annotations.as_ref();
    let enforced = annotations.and_then(|annotations| annotations.get(ENFORCE));
    let enforced = enforced.is_some_and(|value| is_true(value));
    let (said, field) = if enforced { foreign_secret(spec, account, name)? } else { return None };
    Some(Refusal::new(Plugin::ServiceAccount, said).at(field).by(
        "ServiceAccount",
        Some(namespace),
        Some(name),
    ))
}

/// `strconv.ParseBool`.
fn is_true(value: &str) -> bool {
    matches!(value, "1" | "t" | "T" | "true" | "TRUE" | "True")
}

/// A secret of the pod that its account doesn't name (`limitSecretReferences`), in words, with the
/// field.
fn foreign_secret(
    spec: &PodSpec,
    account: &ServiceAccount,
    name: &str,
) -> Option<(String, &'static str)> {
    let secrets = account.secrets.iter().flatten();
    let known: BTreeSet<&str> = secrets.filter_map(|secret| secret.name.as_deref()).collect();
    let because =
        format!("is not allowed because service account {name} does not reference that secret");
    for volume in spec.volumes.iter().flatten() {
        let Some(secret) = &volume.secret else { continue };
        let secret = secret.secret_name.as_deref().unwrap_or_default();
        if !known.contains(secret) {
            return Some((
                format!("volume with secret.secretName=\"{secret}\" {because}"),
                "volumes",
            ));
        }
    }
    let init = spec.init_containers.iter().flatten().map(|one| ("init container", one));
    let regular = spec.containers.iter().map(|one| ("container", one));
    for (what, container) in init.chain(regular) {
        if let Some((how, secret)) = secret_of(container, &known) {
            let said = format!(
                "{what} {} with {how} referencing secret.secretName=\"{secret}\" {because}",
                container.name
            );
            let list = if what == "container" { "containers" } else { "initContainers" };
            return Some((said, list));
        }
    }
    let secrets = account.image_pull_secrets.iter().flatten();
    let known: BTreeSet<&str> = secrets.map(|secret| secret.name.as_str()).collect();
    let mut own = spec.image_pull_secrets.iter().flatten().enumerate();
    let (place, secret) = own.find(|(_, secret)| !known.contains(secret.name.as_str()))?;
    let said = format!(
        "imagePullSecrets[{place}].name=\"{}\" is not allowed because service account {name} does \
         not reference that imagePullSecret",
        secret.name
    );
    Some((said, "imagePullSecrets"))
}

/// How a container refers to a secret that is not known, and which.
fn secret_of<'c>(container: &'c Container, known: &BTreeSet<&str>) -> Option<(String, &'c str)> {
    let foreign = |secret: &&str| !known.contains(secret);
    let mut by_name = container.env.iter().flatten().filter_map(|env| {
        let secret = env.value_from.as_ref()?.secret_key_ref.as_ref()?.name.as_str();
        foreign(&secret).then(|| (format!("envVar {}", env.name), secret))
    });
    let whole = container.env_from.iter().flatten().filter_map(|from| from.secret_ref.as_ref());
    let mut whole = whole.map(|secret| secret.name.as_str()).filter(foreign);
    by_name.next().or_else(|| whole.next().map(|secret| ("envFrom".to_owned(), secret)))
}
