//! What an inventory holds, for people.

pub(in crate::report) mod pool;

use self::pool::pools;
use crate::inventory::{Inventory, Node, Origin, Pool, Resource, ResourceAmounts};
use crate::kubernetes::node_labels::OS;
use crate::kubernetes::release::Version;
use crate::kubernetes::toleration::notation;
use crate::report::shared::screen::{Screen, Tone};
use crate::report::shared::text::{pad, wrap};
use crate::words::amount::amount;
use crate::words::escape::escape;
use crate::words::{count, names, shown};

/// Renders nodes by pool, then the pools that have none.
#[must_use]
pub(crate) fn show(inventory: &Inventory, screen: &Screen) -> String {
    let (pool_names, of_node) = pools(inventory);
    let mut members: Vec<Vec<&Node>> = vec![Vec::new(); pool_names.len()];
    for (node, pool) in inventory.nodes.iter().zip(of_node) {
        if let Some(members) = members.get_mut(pool) {
            members.push(node);
        }
    }
    let coming: Vec<&Pool> = inventory.pools.iter().filter(|pool| pool.count == 0).collect();
    let mut page = Page { text: String::new(), screen };
    page.text.push_str(&format!(
        "{} in {}, {} that take room, {} that could start nodes\n\n",
        count(inventory.nodes.len(), "node"),
        count(pool_names.len(), "pool"),
        count(inventory.pods.len(), "pod"),
        count(coming.len(), "pool"),
    ));
    for (name, nodes) in pool_names.iter().zip(&members) {
        let listed = names(nodes.iter().map(|node| &*node.name), screen.width.saturating_sub(12));
        page.heading(name, &count(nodes.len(), "node"));
        page.line("names", &listed);
        page.nodes(inventory, nodes);
        page.text.push('\n');
    }
    for pool in coming {
        page.heading(&pool.name, pool.origin.describe());
        page.coming(inventory, pool);
        page.text.push('\n');
    }
    for note in notes(inventory, None) {
        page.text.push_str(&wrap(&format!("note: {note}"), screen.width));
        page.text.push('\n');
    }
    page.text
}

/// What is to be said of an inventory beside an API server of a version, where that was named: of
/// its kubelets, and of what may have been forgotten where it was written by hand.
#[must_use]
pub(crate) fn notes(inventory: &Inventory, server: Option<Version>) -> Vec<String> {
    kubelet_notes(inventory, server).into_iter().chain(forgotten(inventory)).collect()
}

/// What is to be said of an inventory's kubelets: that they are of several versions, and which of
/// them the API server can't work with.
#[must_use]
pub(crate) fn kubelet_notes(inventory: &Inventory, server: Option<Version>) -> Vec<String> {
    let skew = server.into_iter().flat_map(|server| unsupported(inventory, server));
    mixed_kubelets(inventory).into_iter().chain(skew).collect()
}

/// The kubelets that an API server can't work with: newer ones, and those that are more than three
/// versions older (the version skew policy).
fn unsupported(inventory: &Inventory, server: Version) -> Vec<String> {
    let kubelets = inventory.kubelets();
    let of = |is: &dyn Fn(u32) -> bool| {
        let one = |(minor, nodes): (&u32, &usize)| format!("1.{minor} ({})", count(*nodes, "node"));
        kubelets.iter().filter(|(minor, _)| is(**minor)).map(one).collect::<Vec<_>>().join(", ")
    };
    let oldest = server.minor().saturating_sub(MOST_VERSIONS_OLDER);
    let (old, new) = (of(&|minor| minor < oldest), of(&|minor| minor > server.minor()));
    let old = (!old.is_empty()).then(|| {
        format!(
            "an API server of {server} works with kubelets from 1.{oldest} on: upgrade those of \
             {old} before it"
        )
    });
    let new = (!new.is_empty()).then(|| {
        format!("no kubelet may be newer than the API server, of {server} here: {new} are")
    });
    old.into_iter().chain(new).collect()
}

/// How many minor versions a kubelet may be older than the API server.
const MOST_VERSIONS_OLDER: u32 = 3;

fn mixed_kubelets(inventory: &Inventory) -> Option<String> {
    let kubelets = inventory.kubelets();
    let one = |(minor, nodes): (&u32, &usize)| format!("1.{minor} ({})", count(*nodes, "node"));
    let all: Vec<String> = kubelets.iter().map(one).collect();
    (all.len() > 1).then(|| format!("the kubelets are of several versions: {}", all.join(", ")))
}

fn forgotten(inventory: &Inventory) -> Vec<String> {
    let key = inventory.symbols.find(OS);
    let lacks = |pool: &&Pool| {
        let is_there = key.is_some_and(|key| {
            pool.template.labels.get(key).is_some() || pool.open.iter().any(|o| o.key == key)
        });
        pool.origin == Origin::Written && !is_there
    };
    let lacking: Vec<&str> = inventory.pools.iter().filter(lacks).map(|pool| &*pool.name).collect();
    match lacking.as_slice() {
        [] => Vec::new(),
        [only] => vec![format!("the pool {} has no label {OS}, as every node has", escape(only))],
        _ => {
            let pools = names(lacking.iter().copied(), 60);
            vec![format!("the pools {pools} have no label {OS}, as every node has")]
        }
    }
}

struct Page<'s> {
    text: String,
    screen: &'s Screen,
}

impl Page<'_> {
    fn heading(&mut self, name: &str, said: &str) {
        let name = self.screen.paint(Tone::Strong, &escape(name));
        self.text.push_str(&format!("{name}   {said}\n"));
    }

    fn line(&mut self, label: &str, said: &str) {
        let said = wrap(said, self.screen.width.saturating_sub(12)).replace('\n', "\n            ");
        let label = self.screen.paint(Tone::Note, &pad(label, 10));
        self.text.push_str(&format!("  {label}{said}\n"));
    }

    fn nodes(&mut self, inventory: &Inventory, nodes: &[&Node]) {
        let offers = |node: &&Node| offered(inventory, node.allocatable.as_ref());
        self.counted("offers", nodes, offers);
        let taints = |node: &&Node| {
            let taints: Vec<String> = inventory.taints(node).map(notation).collect();
            taints.join(", ")
        };
        self.counted("taints", nodes, taints);
        let state = |node: &&Node| {
            let ready = if node.ready == Some(false) { Some("not ready") } else { None };
            let cordoned = node.unschedulable.then_some("cordoned");
            ready.into_iter().chain(cordoned).collect::<Vec<_>>().join(", ")
        };
        self.counted("state", nodes, state);
    }

    /// What nodes have, with the number of them where not all have the same.
    fn counted(&mut self, label: &str, nodes: &[&Node], of: impl Fn(&&Node) -> String) {
        let mut kinds: Vec<(String, usize)> = Vec::new();
        let mut places = std::collections::HashMap::new();
        for node in nodes {
            let place = *places.entry(of(node)).or_insert_with_key(|said| {
                kinds.push((said.clone(), 0));
                kinds.len() - 1
            });
            if let Some((_, number)) = kinds.get_mut(place) {
                *number += 1;
            }
        }
        kinds.sort_by_key(|(_, number)| std::cmp::Reverse(*number));
        let all = kinds.len() == 1;
        let shown = shown(kinds.len());
        let said: Vec<String> = kinds
            .iter()
            .take(shown)
            .filter(|(said, _)| !said.is_empty())
            .map(|(said, number)| if all { said.clone() } else { format!("{said} ({number})") })
            .collect();
        if said.is_empty() {
            return;
        }
        let rest = match kinds.len() - shown {
            0 => String::new(),
            more => format!("; {more} more"),
        };
        self.line(label, &escape(&format!("{}{rest}", said.join("; "))));
    }

    fn coming(&mut self, inventory: &Inventory, pool: &Pool) {
        let template = &pool.template;
        if let Some(closed) = pool.closed {
            self.line("closed", closed);
        }
        for note in &pool.notes {
            self.line("note", &escape(note));
        }
        self.line("offers", &escape(&offered(inventory, template.allocatable.as_ref())));
        let taints: Vec<String> = inventory.taints(template).map(notation).collect();
        if !taints.is_empty() {
            self.line("taints", &escape(&taints.join(", ")));
        }
        let startup = pool.startup_taints.iter().filter_map(|id| inventory.taint(*id));
        let startup: Vec<String> = startup.map(notation).collect();
        if !startup.is_empty() {
            self.line("at first", &escape(&startup.join(", ")));
        }
        let open: Vec<&str> = pool.open.iter().map(|open| inventory.text(open.key)).collect();
        if !open.is_empty() {
            let open = open.join(", ");
            self.line("not known", &escape(&format!("the values of {open}")));
        }
    }
}

fn offered(inventory: &Inventory, amounts: Option<&ResourceAmounts>) -> String {
    let Some(amounts) = amounts else {
        return "not known, so that nothing is said about room".to_owned();
    };
    let mut all: Vec<(Resource, i64)> = amounts.iter().collect();
    // As one writes them; pods last.
    all.sort_by_key(|(resource, _)| (*resource == Resource::Pods, *resource));
    let said = all.iter().map(|(resource, number)| {
        let name = resource.name(&inventory.symbols);
        format!("{name} {}", amount(name, *number))
    });
    said.collect::<Vec<_>>().join(", ")
}

/// A number of bytes, as file managers write it.
#[must_use]
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.1} GB", bytes as f64 / 1e9),
    }
}
