//! Inventories: read from JSON, from YAML and in the short form, packed and read again, and asked
//! where a DaemonSet would run.

use std::sync::LazyLock;

use daemonlint::internals::inventory::pack::{Options, pack};
use daemonlint::internals::inventory::{Inventory, Loader};
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
    // The short form refuses effects that no API server lets a taint have, and names that it lets no
    // node have.
    let known = |effect: &str| ["NoSchedule", "PreferNoSchedule", "NoExecute"].contains(&effect);
    let named = inventory.nodes.iter().all(|node| node.name.is_empty() || is_name(&node.name));
    if inventory.nodes.is_empty()
        || !named
        || !inventory.taints.iter().all(|taint| known(&taint.effect))
    {
        return;
    }
    let again = read(packed.as_bytes());
    let Some(again) = again else { panic!("{}\n{packed}", String::from_utf8_lossy(data)) };
    assert_eq!(again.nodes.len(), inventory.nodes.len(), "{packed}");
    assert_eq!(pack(&again, Options::default()), packed, "{}", String::from_utf8_lossy(data));
}

/// Whether a node may be called so (`ValidateNodeName`).
fn is_name(name: &str) -> bool {
    let is_part = |part: &str| {
        let is_of_it =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        !part.is_empty()
            && !part.starts_with('-')
            && !part.ends_with('-')
            && part.bytes().all(is_of_it)
    };
    name.len() <= 253 && name.split('.').all(is_part)
}

fn read(data: &[u8]) -> Option<Inventory> {
    let mut loader = Loader::default();
    match loader.read("fuzz", data) {
        Ok(()) => Some(loader.finish()),
        Err(error) => {
            assert!(!error.to_string().is_empty());
            None
        }
    }
}
