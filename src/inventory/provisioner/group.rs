//! What the descriptions of node groups have in common, whatever tool they are written for.

use super::{NewNode, add_taint, is_variable};
use crate::inventory::pool::{Origin, Pool};
use crate::inventory::provider::Provider;
use crate::inventory::short::shape::{Shape, taint_at};
use crate::inventory::tables::Tables;
use crate::kubernetes::names::label_value;
use crate::kubernetes::node_labels::{INSTANCE_TYPE, OS, ZONE};
use crate::kubernetes::toleration::{NO_EXECUTE, NO_SCHEDULE, PREFER_NO_SCHEDULE};
use crate::yaml::cursor::{At, Read};

/// A node group while it is read.
pub(super) struct Group<'t> {
    /// What is known of a new node.
    pub node: NewNode,
    /// The tables of the run.
    pub tables: &'t mut Tables,
    /// How many pods a node takes.
    pub max_pods: Option<i64>,
}

impl<'t> Group<'t> {
    /// A group of which nothing is known.
    pub(super) fn new(tables: &'t mut Tables) -> Self {
        let node = NewNode::new(Shape::new(tables));
        Self { node, tables, max_pods: None }
    }

    /// Sets a label whose value the tool makes.
    pub(super) fn set(&mut self, key: &str, value: &str) {
        self.node.shape.set_text(key, value, self.tables);
    }

    /// Sets a label to a name that is written there.
    pub(super) fn set_at(&mut self, at: At<'_>, key: &str, value: &str) -> Read<()> {
        if is_variable(value) {
            self.node.leave_open(key, None, false, self.tables);
            return Ok(());
        }
        self.node.shape.set_at(at, key, value, self.tables)
    }

    /// Sets the labels that are written.
    pub(super) fn labels(&mut self, at: Option<At<'_>>) -> Read<()> {
        at.map_or(Ok(()), |at| self.node.shape.read_labels(at, self.tables))
    }

    /// Adds a taint that a tool sets.
    pub(super) fn taint(&mut self, at: At<'_>, taint: (&str, &str, &str)) -> Read<()> {
        let id = taint_at(at, taint, self.tables)?;
        add_taint(&mut self.node.shape.taints, id, self.tables);
        Ok(())
    }

    /// Adds taints that are written as objects, their effects in Kubernetes' words or in those of a
    /// cloud (`NO_SCHEDULE`, `no-schedule`).
    pub(super) fn taints(&mut self, at: Option<At<'_>>) -> Read<()> {
        for taint in at.map(At::list).transpose()?.into_iter().flatten() {
            let text = |key: &str| taint.get(key).map_or(Ok(""), At::text);
            self.taint(taint, (text("key")?, text("value")?, effect(text("effect")?)))?;
        }
        Ok(())
    }

    /// Sets a label to the value that is written, or leaves it open between several.
    pub(super) fn one_of(&mut self, key: &str, at: Option<At<'_>>) -> Read<()> {
        at.map_or(Ok(()), |at| several(&mut self.node, key, at, self.tables))
    }

    /// The instance types and the zones.
    pub(super) fn machines(&mut self, types: Option<At<'_>>, zones: Option<At<'_>>) -> Read<()> {
        self.one_of(INSTANCE_TYPE, types)?;
        self.one_of(ZONE, zones)
    }

    /// Sets the operating system.
    pub(super) fn os(&mut self, windows: bool) {
        self.set(OS, if windows { "windows" } else { "linux" });
    }

    /// How many pods a node takes, where it is written.
    pub(super) fn max_pods(&mut self, at: Option<At<'_>>) -> Read<()> {
        if let Some(at) = at {
            self.max_pods = Some(at.number(0, i64::from(i32::MAX))?);
        }
        Ok(())
    }

    /// The pool of the group; none of it comes where its largest size is 0.
    pub(super) fn pool(
        mut self,
        name: &str,
        (origin, provider): (Origin, Provider),
        largest: Option<At<'_>>,
    ) -> Read<Pool> {
        self.node.complete(&provider, self.tables);
        let mut pool = self.node.into_pool(name, origin, self.tables);
        let none = largest.map(|most| most.number(0, i64::MAX)).transpose()? == Some(0);
        pool.closed = none.then_some("its largest size is 0");
        (pool.provider, pool.max_pods) = (provider, self.max_pods);
        Ok(pool)
    }
}

/// The effect of a taint in Kubernetes' words.
fn effect(text: &str) -> &str {
    match text.replace(['-', '_'], "").to_lowercase().as_str() {
        "noschedule" => NO_SCHEDULE,
        "noexecute" => NO_EXECUTE,
        "prefernoschedule" => PREFER_NO_SCHEDULE,
        _ => text,
    }
}

/// Sets a label to the value that is written, or leaves it open between several.
pub(super) fn several(node: &mut NewNode, key: &str, at: At<'_>, tables: &mut Tables) -> Read<()> {
    let values: Vec<String> = at.texts()?.into_iter().map(|(_, v)| v.to_owned()).collect();
    if values.iter().any(|value| is_variable(value)) {
        node.leave_open(key, None, false, tables);
        return Ok(());
    }
    if let Some(value) = values.iter().find(|value| !label_value(value).is_empty()) {
        return Err(at.wrong(format!("`{value}` is not a label's value")));
    }
    node.one_of(key, values, tables);
    Ok(())
}
