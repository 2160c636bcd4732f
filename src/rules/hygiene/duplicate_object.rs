//! `duplicate-object`: the same object twice in one file, kustomization or deployment.

use std::sync::Arc;

use crate::diagnostic::Severity;
use crate::manifest::Manifest;
use crate::rules::check::Check;
use crate::rules::context::Context;
use crate::rules::finding::{Finding, Findings, Route};

/// The rule.
pub(super) struct DuplicateObject;

impl Check for DuplicateObject {
    fn manifest(&self, cx: &Context<'_>, manifest: &Manifest, findings: &mut Findings) {
        let Some(Before { first, told }) = before(cx, manifest) else { return };
        // Helm keeps hooks apart from what it installs.
        if is_hook(manifest) || is_hook(first) {
            return;
        }
        let name = Route::metadata().field("name");
        let first_label = match told {
            Told::File => "the first one",
            _ => "the other one",
        };
        let is_same = manifest.text() == first.text();
        let severity = match told {
            Told::Deployment => Severity::Warning,
            _ if is_same => Severity::Warning,
            _ => Severity::Error,
        };
        let Words { message, mark, help } = words(manifest, first, &told);
        let finding = Finding::new(message, name.clone(), mark)
            .related_in(first, &name, first_label)
            .help(help)
            .severity(severity);
        findings.push(finding);
    }
}

/// What stands for an object already, and who says that both belong together.
struct Before<'a> {
    first: &'a Manifest,
    told: Told<'a>,
}

/// Who says that two manifests belong together.
enum Told<'a> {
    /// They stand in one file.
    File,
    /// The kustomization of a folder takes both.
    Kustomization(&'a str),
    /// The config says so.
    Deployment,
}

/// What stands for the same object before a manifest. Of files of which nobody says that they belong
/// together each may well be meant for a cluster of its own.
fn before<'a>(cx: &Context<'a>, manifest: &Manifest) -> Option<Before<'a>> {
    let here = |other: &&Manifest| Arc::ptr_eq(other.file(), manifest.file());
    let in_file = cx.workspace.namesakes_of(manifest).find(here);
    if let Some(first) = in_file.filter(|first| !first.is(manifest)) {
        return Some(Before { first, told: Told::File });
    }
    if let Some(twin) = cx.workspace.twin_of(manifest) {
        let told = Told::Kustomization(&twin.kustomization);
        return Some(Before { first: &twin.first, told });
    }
    if !cx.workspace.is_together() {
        return None;
    }
    let first = cx.workspace.namesakes_of(manifest).next()?;
    // Everybody writes the namespace anew.
    let is_namespace = manifest.object_ref().kind == "Namespace" && manifest.group().is_empty();
    let does_no_harm = is_namespace && first.text() == manifest.text();
    let is_left_out = first.is(manifest) || does_no_harm;
    (!is_left_out).then_some(Before { first, told: Told::Deployment })
}

struct Words {
    message: String,
    mark: &'static str,
    help: &'static str,
}

fn words(manifest: &Manifest, first: &Manifest, told: &Told<'_>) -> Words {
    let object = manifest.object_ref();
    let title = format!("{} `{}`", object.kind, object.name);
    match told {
        Told::File => Words {
            message: format!("the {title} appears twice in this file"),
            mark: "replaces the one above",
            help: "`kubectl apply` takes them in order, so the last one wins: keep one",
        },
        Told::Kustomization(folder) => Words {
            message: format!("the kustomization in `{folder}` has the {title} from two files"),
            mark: "the same object again",
            // kustomize tells objects apart by their versions, too.
            help: match object.api_version == first.object_ref().api_version {
                true => {
                    "`kustomize build` refuses it (\"already registered id\"): take one of the files \
                     out of `resources`; what only changes the other one belongs in `patches`"
                }
                false => {
                    "`kustomize build` gives both, and the one that is applied last wins: take one \
                     of the files out of `resources`"
                }
            },
        },
        Told::Deployment => Words {
            message: format!("the {title} appears in two files of one deployment"),
            mark: "the same object again",
            help: "whichever is applied last wins, at every run: keep one, or name folders of their \
                   own in `deployments:` if they are meant for two clusters",
        },
    }
}

fn is_hook(manifest: &Manifest) -> bool {
    manifest.has(&["metadata", "annotations", "helm.sh/hook"])
}
