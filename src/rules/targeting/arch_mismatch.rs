//! `arch-mismatch`: an image of one architecture on nodes of another.

use std::collections::BTreeMap;

use crate::inventory::NodeIx;
use crate::kubernetes::image::architecture;
use crate::kubernetes::node_labels::{ARCH, OLD_ARCH};
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::rules::placed::Placed;
use crate::words::count;
use crate::words::list::and;

/// The rule.
pub(super) struct ArchMismatch;

impl Check for ArchMismatch {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let pinned = subject.all_containers().filter_map(|(route, container)| {
            let image = container.image.as_deref()?;
            Some((route, image, architecture(image)?))
        });
        let mut pinned = pinned.peekable();
        if pinned.peek().is_none() {
            return;
        }
        let Some(placed) = Placed::of(cx, subject) else { return };
        let nodes = by_architecture(&placed);
        let mut found: Vec<(&str, Finding)> = Vec::new();
        for (route, image, pinned) in pinned {
            match found.iter_mut().find(|(known, _)| *known == image) {
                Some((_, finding)) => {
                    let same = finding.clone().related(route.field("image"), "and here");
                    *finding = same;
                }
                None => {
                    let finding = finding(subject, &placed, &nodes, route, (image, pinned));
                    found.extend(finding.map(|finding| (image, finding)));
                }
            }
        }
        found.into_iter().for_each(|(_, finding)| findings.push(finding));
    }
}

/// Where pods go, by architecture: the nodes, and the pools that have none yet.
type Targets<'a> = BTreeMap<&'a str, (Vec<NodeIx>, Vec<&'a str>)>;

fn by_architecture<'a>(placed: &Placed<'a>) -> Targets<'a> {
    let inventory = placed.inventory;
    let mut found = Targets::new();
    for place in placed.nodes(|verdict| verdict.should_run && !verdict.on_virtual_node) {
        let Some(node) = inventory.nodes.get(place) else { continue };
        if let Some(arch) = [ARCH, OLD_ARCH].iter().find_map(|key| inventory.label(node, key)) {
            found.entry(arch).or_default().0.push(place);
        }
    }
    for (place, pool) in inventory.pools.numbered() {
        let has_nodes = inventory.nodes.iter().any(|node| node.pool == Some(place));
        if has_nodes || !placed.placement.pool_verdict(place).should_run {
            continue;
        }
        if let Some(arch) = inventory.label(&pool.template, ARCH) {
            found.entry(arch).or_default().1.push(&*pool.name);
        }
    }
    found
}

fn finding(
    subject: &Subject<'_>,
    placed: &Placed<'_>,
    nodes: &Targets<'_>,
    container: Route,
    (image, pinned): (&str, &str),
) -> Option<Finding> {
    let others: Vec<_> = nodes.iter().filter(|(arch, _)| **arch != pinned).collect();
    let words = |(arch, (nodes, pools)): &(&&str, &(Vec<NodeIx>, Vec<&str>))| {
        let mut said = Vec::new();
        if !nodes.is_empty() {
            said.push(format!(
                "{} of {arch} ({})",
                count(nodes.len(), "node"),
                placed.names(nodes)
            ));
        }
        said.extend(pools.first().map(|pool| format!("the pool {pool} of {arch}")));
        and(&said)
    };
    let said: Vec<String> = others.iter().map(words).collect();
    if said.is_empty() {
        return None;
    }
    let message = format!("an image of {pinned} comes to {}", and(&said));
    let label = format!("`{image}` is of {pinned} by its name");
    let selects = subject.pod.node_selector.as_ref().is_some_and(|selector| !selector.is_empty());
    let head = if selects { "to `nodeSelector`" } else { "\nnodeSelector:" };
    let indent = if selects { "\n" } else { "\n  " };
    let keep = format!("add {head}{indent}{ARCH}: {pinned}").replace("add \n", "add\n");
    let help = format!(
        "there the container ends at once (exec format error); name the image of all architectures, \
         or keep these pods off and {keep}"
    );
    Some(Finding::new(message, container.field("image"), label).help(help))
}
