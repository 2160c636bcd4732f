//! Inventories: read from JSON, from YAML and in the short form, packed and read again, and asked
//! where a DaemonSet would run.

use std::sync::LazyLock;

use daemonlint::internals::inventory::pack::{Options, pack};
use daemonlint::internals::inventory::{Error, Inventory, Loader, Node};
use daemonlint::internals::manifest::Reading;
use daemonlint::internals::pipeline::Run;

/// More nodes than that say nothing more, and take longer.
const MOST_NODES: usize = 2_000;

static READING: LazyLock<Reading> =
    LazyLock::new(|| super::check::reading("daemonset.yaml", include_str!("daemonset.yaml")));

pub fn run(data: &[u8]) {
    let Some(inventory) = read(data) else { return };
    // JSON is YAML too: behind a comment it is read as that.
    if matches!(data.first(), Some(b'{' | b'['))
        && let Some(other) = read(&[b"# YAML\n", data].concat())
    {
        let shown = |one: &Inventory| format!("{:?} {:?}", one.nodes, one.taints);
        assert_eq!(shown(&inventory), shown(&other), "{}", String::from_utf8_lossy(data));
    }
    if inventory.nodes.len() > MOST_NODES {
        return;
    }
    let run = Run { inventory: Some(&inventory), ..Run::over(&READING) };
    let planned = run.plan().expect("there is an inventory");
    drop(planned);
    let _ = run.check();
    let packed = pack(&inventory, Options::default());
    // What the short form refuses is told instead, and a name with a pattern's marks is one of them.
    let named = |node: &Node| !node.name.contains(['{', '}']);
    if inventory.nodes.is_empty() || !inventory.nodes.iter().all(named) {
        return;
    }
    let again = match load(packed.as_bytes()) {
        Ok(again) => again,
        Err(error) => {
            let error = error.to_string();
            let shown = String::from_utf8_lossy(data);
            assert!(is_in_no_cluster(&error, &inventory), "{error}\n{shown}\n{packed}");
            return;
        }
    };
    assert_eq!(again.nodes.len(), inventory.nodes.len(), "{packed}");
    assert_eq!(pack(&again, Options::default()), packed, "{}", String::from_utf8_lossy(data));
}

/// Whether an error tells of something that was read so, and that no API server lets a cluster have.
fn is_in_no_cluster(error: &str, inventory: &Inventory) -> bool {
    let Some((_, rest)) = error.split_once('`') else {
        let all = inventory.nodes.iter().filter_map(|node| node.allocatable.as_ref());
        let all = all.chain(inventory.pods.iter().map(|pod| &pod.requests));
        let negative = all.flat_map(|amounts| amounts.iter()).any(|(_, amount)| amount < 0);
        return negative && error.ends_with("can't be less than nothing");
    };
    // The text may hold a backtick itself.
    let ends = rest.match_indices('`').map(|(end, _)| rest.split_at(end));
    let was_read = |text: &str| {
        inventory.symbols.find(text).is_some() || inventory.nodes.iter().any(|n| *n.name == *text)
    };
    // An effect that there isn't, with the value before it.
    let is_of_effect = |text: &str| {
        inventory.taints.iter().any(|taint| {
            let effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"];
            let written =
                format!("{}:{}", taint.value.as_deref().unwrap_or_default(), taint.effect);
            !effects.contains(&&*taint.effect) && written.contains(text)
        })
    };
    ends.filter(|(text, _)| was_read(text) || is_of_effect(text)).any(|(_, said)| {
        ["` is not a ", "` is no version of a kubelet"].iter().any(|start| said.starts_with(start))
    })
}

fn read(data: &[u8]) -> Option<Inventory> {
    load(data).ok()
}

fn load(data: &[u8]) -> Result<Inventory, Error> {
    let mut loader = Loader::default();
    match loader.read("fuzz", data) {
        Ok(()) => Ok(loader.finish()),
        Err(error) => {
            assert!(!error.to_string().is_empty());
            Err(error)
        }
    }
}
