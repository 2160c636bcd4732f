//! What is expected of a DaemonSet's placement, by its config and its annotations, and whether it
//! holds.

use std::sync::Arc;

use super::selection::{Expected, Spot, written};
use crate::inventory::{Inventory, Node, Pool};
use crate::kubernetes::field::FieldPath;
use crate::manifest::{Manifest, PodPath};
use crate::planner::expectation::{Answer, Expectation, Judgement, Unreadable, judge, parse};
use crate::planner::template::{field, template_path};
use crate::planner::{DaemonSetIx, Fleet};
use crate::source::{SourceFile, Span};

/// The annotation, on the DaemonSet or its pod template.
pub(crate) const ANNOTATION: &str = "daemonlint.dev/expect";

/// Where annotations are read.
const ANNOTATED: [PodPath; 2] = [PodPath::POD, PodPath::TEMPLATE];

/// A sentence about a DaemonSet.
#[derive(Clone, Debug)]
pub(super) struct Stated {
    /// As it is written.
    pub text: String,
    /// What it says.
    pub read: Said,
    /// The config, where it stands there and not in an annotation.
    pub config: Option<Arc<SourceFile>>,
    /// The way to the annotation.
    pub route: FieldPath,
    /// Where it stands.
    pub span: Span,
}

/// What a sentence says.
#[derive(Clone, Debug)]
pub(super) enum Said {
    /// This.
    Something(Expectation),
    /// Nothing that can be read, and where it goes wrong.
    Nothing(Unreadable, Span),
    /// What is still to be filled in.
    Open,
}

/// A sentence about a DaemonSet, and whether it holds.
#[derive(Clone, Debug)]
pub(crate) struct Judged {
    /// As it is written.
    pub text: String,
    /// What it says, where it can be read.
    pub expectation: Option<Expectation>,
    /// The file in which it stands.
    pub file: Arc<SourceFile>,
    /// Where it stands there.
    pub span: Span,
    /// Whether it holds; none where it can't be read.
    pub answer: Option<Answer>,
    /// In what it holds, or fails to; or why it can't be read.
    pub said: String,
    /// The same with the nodes, and why.
    pub line: String,
    /// The nodes that break it, by name, each with why.
    pub nodes: Vec<(String, String)>,
    /// The pools whose new nodes do, each with why.
    pub pools: Vec<(String, String)>,
}

impl Judged {
    /// Whether it holds.
    pub(crate) fn holds(&self) -> bool {
        self.answer == Some(Answer::Holds)
    }

    /// Whether it surely does not.
    pub(crate) fn is_broken(&self) -> bool {
        self.answer == Some(Answer::Broken)
    }

    /// Whether it can be read.
    pub(crate) fn is_readable(&self) -> bool {
        self.answer.is_some()
    }

    /// Whether it is about a node.
    pub(crate) fn is_about(&self, node: &Node, inventory: &Inventory) -> bool {
        self.expectation.as_ref().is_none_or(|one| one.nodes.has(node, inventory))
    }

    /// Whether it is about the nodes that a pool starts.
    pub(crate) fn is_about_new(&self, pool: &Pool, inventory: &Inventory) -> bool {
        let is = |one: &Expectation| one.nodes.has_new(pool, inventory) != Some(false);
        self.expectation.as_ref().is_none_or(is)
    }

    /// Whether it holds, in a word.
    pub(crate) fn word(&self) -> &'static str {
        match self.answer {
            Some(Answer::Holds) => "holds",
            Some(Answer::Broken) => "broken",
            Some(Answer::NotKnown) => "not known",
            None => "not readable",
        }
    }
}

/// All that is expected of a DaemonSet: by its config, then by its annotations.
pub(super) fn stated(manifest: &Manifest, expected: &[Expected]) -> Vec<Stated> {
    let mut all = Vec::new();
    let spot = (!expected.is_empty()).then(|| Spot::of_manifest(manifest));
    let is_about = |one: &&Expected| spot.as_ref().is_some_and(|spot| one.is_about(spot));
    for one in expected.iter().filter(is_about) {
        all.extend(one.sentences.iter().map(|sentence| Stated {
            text: sentence.text.clone(),
            read: Said::Something(sentence.expectation.clone()),
            config: Some(Arc::clone(&one.file)),
            route: FieldPath::default(),
            span: sentence.span,
        }));
    }
    for above in ANNOTATED {
        let document = manifest.document();
        let mut keys = above.keys().iter().chain(&["metadata", "annotations", ANNOTATION]);
        let value = keys.try_fold(manifest.node(), |node, key| document.get(node, key));
        let Some(value) = value else { continue };
        let Some(text) = document.as_str(value) else { continue };
        let span = document.span(value);
        let route = above.metadata().field("annotations").key(ANNOTATION);
        for one in written(text, manifest.file(), span) {
            let is_open = one.text.contains("${") || one.text.contains("{{");
            let read = match parse(one.text) {
                Ok(expectation) => Said::Something(expectation),
                Err(_) if is_open => Said::Open,
                Err(wrong) => {
                    let at = one.part(manifest.file(), &wrong.at);
                    Said::Nothing(wrong, at)
                }
            };
            let (text, span, route) = (one.text.to_owned(), one.span, route.clone());
            all.push(Stated { text, read, config: None, route, span });
        }
    }
    all
}

/// How many expectations of a DaemonSet can be read.
pub(crate) fn readable(manifest: &Manifest, expected: &[Expected]) -> usize {
    let is_readable = |one: &Stated| matches!(one.read, Said::Something(_));
    stated(manifest, expected).iter().filter(|one| is_readable(one)).count()
}

/// Whether an expectation of a DaemonSet of a fleet holds.
pub(super) fn judgement(
    fleet: &Fleet<'_>,
    place: DaemonSetIx,
    manifest: &Manifest,
    expectation: &Expectation,
) -> Judgement {
    judge(fleet, place, expectation, asks_known(manifest))
}

/// Whether all is known of what the pods ask for.
fn asks_known(manifest: &Manifest) -> bool {
    if !manifest.has_unknown() {
        return true;
    }
    let spec = manifest.daemon_set().and_then(|one| one.spec.template.spec.as_ref());
    let Some(spec) = spec else { return true };
    let lists = [
        ("containers", spec.containers.len()),
        ("initContainers", spec.init_containers.as_ref().map_or(0, Vec::len)),
    ];
    let is_known = |list: &'static str, place: usize| {
        let container = template_path([field(list)]).index(place);
        let resources = container.field("resources");
        let lists = ["requests", "limits"].map(|name| resources.clone().field(name));
        let all = lists.iter().all(|list| {
            let amounts = ["cpu", "memory", "ephemeral-storage"];
            manifest.is_known(list)
                && amounts.iter().all(|name| manifest.is_known(&list.clone().key(*name)))
        });
        manifest.is_known(&resources) && all
    };
    lists.iter().all(|(list, number)| (0..*number).all(|place| is_known(list, place)))
}

/// All that is expected of a DaemonSet of a fleet, and whether it holds.
pub(crate) fn judged(
    fleet: &Fleet<'_>,
    place: DaemonSetIx,
    manifest: &Manifest,
    expected: &[Expected],
) -> Vec<Judged> {
    let inventory = fleet.inventory;
    let one = |stated: Stated| {
        let file = stated.config.unwrap_or_else(|| Arc::clone(manifest.file()));
        let judged = |answer, said: String| Judged {
            text: stated.text.clone(),
            expectation: match &stated.read {
                Said::Something(expectation) => Some(expectation.clone()),
                Said::Nothing(..) | Said::Open => None,
            },
            file: Arc::clone(&file),
            span: stated.span,
            answer,
            line: said.clone(),
            said,
            nodes: Vec::new(),
            pools: Vec::new(),
        };
        match &stated.read {
            Said::Open => judged(Some(Answer::NotKnown), "it is still to be filled in".to_owned()),
            Said::Nothing(wrong, _) => {
                judged(None, format!("{}; `{}` can be read", wrong.message, wrong.instead))
            }
            Said::Something(expectation) => {
                let found = judgement(fleet, place, manifest, expectation);
                let nodes = named(&found, inventory);
                let line = found.line(inventory);
                let pools = pools(&found, inventory);
                Judged { line, nodes, pools, ..judged(Some(found.answer), found.said) }
            }
        }
    };
    stated(manifest, expected).into_iter().map(one).collect()
}

/// The names of the nodes that break an expectation, each with why, in the order of the inventory.
fn named(found: &Judgement, inventory: &Inventory) -> Vec<(String, String)> {
    let of_group = found
        .breakers
        .iter()
        .flat_map(|group| group.nodes.iter().map(move |node| (*node, &group.why)));
    let mut nodes: Vec<_> = of_group.collect();
    nodes.sort_by_key(|(node, _)| *node);
    let name = |place| inventory.nodes.get(place).map(|node| node.name.to_string());
    nodes.into_iter().filter_map(|(place, why)| Some((name(place)?, why.clone()))).collect()
}

/// The names of the pools whose new nodes break an expectation, each with why.
fn pools(found: &Judgement, inventory: &Inventory) -> Vec<(String, String)> {
    let of_group = found
        .breakers
        .iter()
        .flat_map(|group| group.pools.iter().map(move |pool| (*pool, &group.why)));
    let name = |place| inventory.pools.get(place).map(|pool| pool.name.to_string());
    of_group.filter_map(|(place, why)| Some((name(place)?, why.clone()))).collect()
}
