//! Whether an expectation holds on nodes that pools are yet to start.

use super::judge::{Answer, Breakers, Case, Judgement, is_wanted, new_nodes};
use super::words::{why, why_not};
use crate::inventory::PoolIx;
use crate::planner::verdict::Verdict;

impl Case<'_> {
    /// The pools whose new nodes break the expectation, by why. Of a node on which much hangs that is
    /// not known yet, nothing is.
    pub(super) fn new_grouped(
        &self,
        breaks: impl Fn(PoolIx, &Verdict) -> Option<String>,
    ) -> Vec<Breakers> {
        let mut groups: Vec<Breakers> = Vec::new();
        for &pool in &self.pools {
            let verdict = self.placement.pool_verdict(pool);
            if verdict.is_open() || !self.placement.new_node(pool).conditions.is_empty() {
                continue;
            }
            let Some(why) = breaks(pool, verdict) else { continue };
            match groups.iter_mut().find(|group| group.why == why) {
                Some(group) => group.pools.push(pool),
                None => {
                    let verdict = (!verdict.runs()).then(|| self.placement.pool_verdict_ix(pool));
                    groups.push(Breakers { why, nodes: Vec::new(), pools: vec![pool], verdict });
                }
            }
        }
        groups
    }

    /// A judgement of the nodes that there are, with what is broken on new ones.
    pub(super) fn with_new(&self, there: Judgement, new: Vec<Breakers>, what: &str) -> Judgement {
        let pools: Vec<PoolIx> = new.iter().flat_map(|group| group.pools.clone()).collect();
        let Some(named) = new_nodes(&pools, self.fleet.inventory) else { return there };
        let said = match there.answer {
            Answer::Broken => format!("{}, and {named} {what}", there.said),
            Answer::Holds | Answer::NotKnown => format!("{named} {what}"),
        };
        let mut breakers = there.breakers;
        for group in new {
            match breakers.iter_mut().find(|known| known.why == group.why) {
                Some(known) => known.pools = group.pools,
                None => breakers.push(group),
            }
        }
        let missing = there.missing + pools.len();
        Judgement { answer: Answer::Broken, said, breakers, missing }
    }

    /// Why new nodes of pools get no pod.
    fn new_without(&self) -> Vec<Breakers> {
        self.new_grouped(|_, verdict| (!verdict.runs()).then(|| why_not(self.placement, verdict)))
    }

    pub(super) fn every(&self) -> Judgement {
        let there = match self.meant.is_empty() {
            true => self.new_with(),
            false => self.at_least(self.meant.len(), true),
        };
        self.with_new(there, self.new_without(), "get no pod")
    }

    /// That new nodes get a pod, as far as that is known.
    fn new_with(&self) -> Judgement {
        let is_known = |pool: &&PoolIx| {
            let conditions = &self.placement.new_node(**pool).conditions;
            conditions.is_empty() && !self.placement.pool_verdict(**pool).is_open()
        };
        let known = self.pools.iter().all(|pool| is_known(&pool));
        match new_nodes(&self.pools, self.fleet.inventory) {
            Some(new) if known => Judgement::holds(format!("{new} get a pod")),
            Some(new) => Judgement::not_known(format!("it hangs on what {new} will be")),
            None => Judgement::not_known("no node is meant"),
        }
    }

    /// A share of nodes of which there are none yet.
    pub(super) fn share_of_new(&self) -> Judgement {
        let without = self.new_without();
        let pools: usize = without.iter().map(|group| group.pools.len()).sum();
        if pools > 0 && pools < self.pools.len() {
            return Judgement::not_known("it hangs on how many new nodes each pool gets");
        }
        self.with_new(self.new_with(), without, "get no pod")
    }

    pub(super) fn no(&self) -> Judgement {
        let inventory = self.fleet.inventory;
        let new = self.new_grouped(|pool, verdict| {
            let template = &inventory.pools.get(pool)?.template;
            is_wanted(verdict).then(|| why(inventory, template))
        });
        let new = new.into_iter().map(|group| Breakers { verdict: None, ..group }).collect();
        let there = self.at_most(0);
        Judgement { missing: 0, ..self.with_new(there, new, "get a pod") }
    }
}
