//! Reading an inventory from one or several inputs.

use std::collections::HashSet;
use std::io::Read;

use super::builder::InventoryBuilder;
use super::error::{Error, Problem};
use super::item::Item;
use super::json::{self, Sink, io_error};
use super::newest::NewestPod;
use super::node::Labels;
use super::pod::Pod;
use super::pod_item::disks;
use super::symbols::Symbol;
use super::tables::Tables;
use super::whole::Whole;
use super::{Inventory, short, yaml};
use crate::kubernetes::names::namespace_or_default;
use crate::source::read::MAX_BYTES;
use crate::source::{ReadProblem, decode, is_utf16};

/// Reads an inventory from what kubectl prints: nodes, pods and namespaces, alone or in lists, as
/// JSON or YAML, and from pools written by hand.
///
/// ```
/// use daemonlint::Loader;
///
/// let nodes = br#"{"kind": "NodeList", "items": [{"metadata": {"name": "a"}}]}"#;
/// let mut loader = Loader::default();
/// loader.read("nodes.json", &nodes[..])?;
/// assert_eq!(loader.finish().nodes.len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Default)]
pub struct Loader {
    builder: InventoryBuilder,
    item: Item,
    list_kind: String,
    /// Kinds that were passed over in the input at hand, each once.
    other_kinds: Vec<String>,
    /// Objects of the input at hand that were of use.
    taken: usize,
    /// The input at hand has a list.
    listed: bool,
    /// The input at hand has objects that are neither nodes nor pods.
    more: bool,
    /// The input at hand has an inventory in the short form.
    is_short: bool,
    /// What is taken of inputs that hold a whole cluster.
    wanted: Wanted,
    /// The pods of such inputs, which may tell of one twice.
    seen: HashSet<(Symbol, Box<str>)>,
}

/// What is taken of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// Nodes, and pools that could start some.
    pub nodes: bool,
    /// Pods.
    pub pods: bool,
    /// A node or a pod that was told of before is passed over, and no mistake.
    pub once: bool,
}

impl Default for Wanted {
    fn default() -> Self {
        Self { nodes: true, pods: true, once: false }
    }
}

impl Loader {
    /// Reads one input to its end; `name` is for errors.
    ///
    /// # Errors
    /// The input can't be read or understood, names a node twice, or has nothing for an inventory.
    pub fn read(&mut self, name: &str, input: impl Read) -> Result<(), Error> {
        self.look_through(name, input)?;
        // A list without items is an answer too: nothing runs.
        if self.taken == 0 && !(self.listed && self.other_kinds.is_empty()) {
            let kinds = std::mem::take(&mut self.other_kinds);
            return Err(Error::Nothing { name: name.to_owned(), kinds });
        }
        Ok(())
    }

    /// Takes what is wanted of an input that may hold anything of a cluster, and tells whether it
    /// holds more than nodes and pods.
    ///
    /// # Errors
    /// The input can't be read or understood.
    pub(crate) fn read_cluster(
        &mut self,
        name: &str,
        input: impl Read,
        wanted: Wanted,
    ) -> Result<bool, Error> {
        self.wanted = wanted;
        let read = self.look_through(name, input);
        self.wanted = Wanted::default();
        read.map(|()| self.more)
    }

    fn look_through(&mut self, name: &str, mut input: impl Read) -> Result<(), Error> {
        self.taken = 0;
        self.listed = false;
        self.more = false;
        self.is_short = false;
        self.other_kinds.clear();
        let mut start = Vec::new();
        (&mut input).take(1 << 16).read_to_end(&mut start).map_err(|e| io_error(name, e))?;
        if is_utf16(&start) {
            input.take(MAX_BYTES).read_to_end(&mut start).map_err(|e| io_error(name, e))?;
            let (text, _) =
                decode(start).map_err(|problem| Problem::Other(problem.to_string()).at(name, 1))?;
            self.read_text(name, text.into_bytes(), std::io::empty())?;
        } else if let Some(at) = memchr::memchr(0, &start) {
            return Err(Problem::Other(ReadProblem::Nul(at).to_string()).at(name, 1));
        } else {
            if start.starts_with(&[0xef, 0xbb, 0xbf]) {
                start.drain(..3);
            }
            self.read_text(name, start, input)?;
        }
        Ok(())
    }

    fn read_text(&mut self, name: &str, start: Vec<u8>, rest: impl Read) -> Result<(), Error> {
        let first = start.iter().find(|byte| !byte.is_ascii_whitespace());
        if matches!(first, Some(b'{' | b'[')) {
            let yaml = json::read(name, start, rest, self)?;
            return yaml.map_or(Ok(()), |rest| {
                yaml::read(name, rest.start.as_slice().chain(rest.reader), rest.lines, self)
            });
        }
        if is_table(&start) {
            return Err(Error::Table { name: name.to_owned() });
        }
        if is_names(&start) {
            return Err(Error::Names { name: name.to_owned() });
        }
        if is_described(&start) {
            return Err(Error::Described { name: name.to_owned() });
        }
        yaml::read(name, start.as_slice().chain(rest), 0, self)
    }

    /// How many nodes, and pools that could start some, were read so far.
    #[must_use]
    pub fn nodes(&self) -> usize {
        self.builder.inventory.nodes.len() + self.builder.inventory.pools.len()
    }

    /// How many pods that take room on a node were read so far.
    #[must_use]
    pub fn pods(&self) -> usize {
        self.builder.inventory.pods.len()
    }

    /// Whether the input that was read last has objects that are neither nodes nor pods.
    #[must_use]
    pub(crate) const fn has_more(&self) -> bool {
        self.more
    }

    /// Whether the input that was read last has a list.
    #[must_use]
    pub(crate) const fn has_list(&self) -> bool {
        self.listed
    }

    /// Whether they stand beside an inventory in the short form, which carries them.
    #[must_use]
    pub(crate) const fn carries_more(&self) -> bool {
        self.more && self.is_short
    }

    /// The kind of the list that was read last, where it names one.
    #[must_use]
    pub fn list_kind(&self) -> &str {
        &self.list_kind
    }

    /// The inventory of all that was read.
    #[must_use]
    pub fn finish(self) -> Inventory {
        self.builder.finish()
    }

    /// Adds the node at hand.
    fn node(&mut self) -> Result<(), Problem> {
        if self.item.name.is_empty() {
            return Err(Problem::Nameless("Node"));
        }
        let Wanted { nodes, once, .. } = self.wanted;
        if !nodes || once && self.builder.has_node(&self.item.name) {
            return Ok(());
        }
        let node = self.item.node();
        self.builder.add_node(node)
    }

    /// Adds the pod at hand if it takes room on a node.
    fn pod(&mut self) -> Result<(), Problem> {
        if self.item.name.is_empty() {
            return Err(Problem::Nameless("Pod"));
        }
        if !self.wanted.pods {
            return Ok(());
        }
        let finished = matches!(self.item.pod_status.phase.as_str(), "Succeeded" | "Failed");
        let waits = self.item.pod_spec.node_name.is_empty();
        if finished || waits && self.item.daemon_set.is_none() {
            return Ok(());
        }
        let Self { item, builder: InventoryBuilder { tables, inventory, .. }, .. } = self;
        let is_newest = item.daemon_set.is_some() && item.may_be_newest(tables);
        let mut spec = std::mem::take(&mut item.pod_spec);
        let node = if waits { spec.meant_for.take() } else { Some(spec.node_name.clone()) };
        let Some(node) = node else { return Ok(()) };
        if self.wanted.once {
            let namespace = namespace_or_default(Some(&item.namespace));
            let namespace = tables.symbols.intern(namespace);
            if !self.seen.insert((namespace, item.name.as_str().into())) {
                return Ok(());
            }
        }
        let api_server = spec.api_server(&item.namespace);
        inventory.api_servers.extend(api_server.map(|version| tables.symbols.intern(version)));
        let status = std::mem::take(&mut item.pod_status);
        let symbols = &mut tables.symbols;
        let namespace = namespace_or_default(Some(&item.namespace));
        let (host_ports, sidecar_ports) = spec.host_ports(symbols);
        let pod = Pod {
            namespace: symbols.intern(namespace),
            name: item.name.as_str().into(),
            labels: Labels::new(&item.labels),
            node: symbols.intern(&node),
            daemon_set: item.daemon_set.as_deref().map(|name| symbols.intern(name)),
            bare: !item.controlled,
            priority: spec.priority,
            created: item.created,
            terminating: item.terminating,
            ready: item.ready,
            images: if item.daemon_set.is_some() { spec.images(symbols) } else { Box::default() },
            requests: spec.requests(status, symbols).map_err(Problem::Other)?,
            host_ports,
            sidecar_ports,
            disks: disks(spec.spec.volumes.as_deref().unwrap_or_default())
                .into_iter()
                .map(|(_, disk)| disk)
                .collect(),
            claims: spec.claims.iter().map(|name| symbols.intern(name)).collect(),
            anti_affinity: spec.anti_affinity.into_boxed_slice(),
        };
        if let Some(name) = pod.daemon_set.filter(|_| is_newest) {
            let of_containers = pod.host_ports.len() - usize::from(pod.sidecar_ports);
            let newest = NewestPod {
                created: pod.created,
                node_selector: spec.spec.node_selector.take().unwrap_or_default(),
                tolerations: spec.spec.tolerations.take().unwrap_or_default(),
                requests: pod.requests.clone(),
                host_ports: pod.host_ports.iter().take(of_containers).copied().collect(),
            };
            tables.newest.add((pod.namespace, name), newest);
        }
        if waits { &mut inventory.waiting } else { &mut inventory.pods }.push(pod);
        Ok(())
    }

    fn namespace(&mut self) {
        let name = self.builder.tables.symbols.intern(&self.item.name);
        let labels = Labels::new(&self.item.labels);
        self.builder.inventory.namespaces.push((name, labels));
    }

    /// What the object at hand is, if it is one that is read whole.
    fn whole_kind(&self) -> Option<Whole> {
        Whole::of(&self.item.api_version, &self.item.kind)
    }

    /// What the object at hand is: by its own kind, that of its list, or its fields.
    fn kind(&self) -> Kind {
        let kind = match self.item.kind.as_str() {
            "" => self.list_kind.strip_suffix("List").unwrap_or_default(),
            kind => kind,
        };
        match kind {
            "Node" => Kind::Node,
            "Pod" => Kind::Pod,
            "Namespace" => Kind::Namespace,
            "" if self.item.allocatable.is_some() || self.item.capacity.is_some() => Kind::Node,
            "" if !self.item.pod_spec.spec.containers.is_empty() => Kind::Pod,
            _ => Kind::Other,
        }
    }
}

enum Kind {
    Node,
    Pod,
    Namespace,
    Other,
}

impl Sink for Loader {
    fn parts(&mut self) -> (&mut Item, &mut Tables) {
        (&mut self.item, &mut self.builder.tables)
    }

    fn list(&mut self, kind: &str) {
        self.list_kind.clear();
        self.list_kind.push_str(kind);
        self.listed |= kind.ends_with("List");
    }

    fn wants_whole(&mut self) -> bool {
        self.wanted.nodes && self.whole_kind().is_some()
    }

    fn object(&mut self) -> Result<(), Problem> {
        match self.kind() {
            Kind::Node => self.node()?,
            Kind::Pod => self.pod()?,
            Kind::Namespace => {
                self.more = true;
                self.namespace();
            }
            Kind::Other if self.item.kind.is_empty() && self.item.has_pools => {
                let message = format!(
                    "an inventory in the short form begins with `apiVersion: {}` and `kind: {}`",
                    short::API_VERSION,
                    short::KIND
                );
                return Err(Problem::Other(message));
            }
            Kind::Other => {
                self.more = true;
                if !self.item.kind.is_empty() && !self.other_kinds.contains(&self.item.kind) {
                    self.other_kinds.push(self.item.kind.clone());
                }
                return Ok(());
            }
        }
        self.taken += 1;
        Ok(())
    }

    fn whole(&mut self, text: &str, column: usize) -> Result<(), Problem> {
        let Some(kind) = self.whole_kind() else { return Ok(()) };
        kind.read(text, column, &mut self.builder)?;
        self.is_short |= self.item.kind == short::KIND;
        self.taken += 1;
        Ok(())
    }
}

/// Whether a text is what kubectl prints with `-o name`: `node/a`, and nothing else in its line.
fn is_names(start: &[u8]) -> bool {
    let line = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = String::from_utf8_lossy(line);
    let name = ["node/", "pod/"].iter().find_map(|kind| line.trim().strip_prefix(kind));
    name.is_some_and(|name| !name.is_empty() && !name.contains([':', ' ', '{', '/']))
}

/// Whether a text begins with the heads of kubectl's columns: words in capitals, several blanks
/// apart.
fn is_table(start: &[u8]) -> bool {
    let line = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = String::from_utf8_lossy(line);
    let is_head = |word: &str| word.bytes().all(|b| b.is_ascii_uppercase() || b"-()%".contains(&b));
    let mut words = line.split_whitespace();
    let known = words.next().is_some_and(|first| matches!(first, "NAME" | "NAMESPACE"));
    // Without the heads (`--no-headers`) the rows are left, of several columns far apart.
    let is_row =
        || line.contains("   ") && !line.contains([':', '{', '#']) && !line.starts_with(' ');
    known && words.next().is_some_and(is_head) && words.all(is_head)
        || is_row() && line.split_whitespace().count() > 3
}

/// Whether a text is what `kubectl describe` prints of a node or a pod.
fn is_described(start: &[u8]) -> bool {
    let text = String::from_utf8_lossy(start.get(..start.len().min(200)).unwrap_or_default());
    let mut lines = text.lines();
    let is_name = lines.next().is_some_and(|line| line.starts_with("Name:   "));
    let second = lines.next().unwrap_or_default();
    is_name && ["Roles:   ", "Namespace:   ", "Labels:   "].iter().any(|k| second.starts_with(k))
}
