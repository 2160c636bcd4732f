//! The rules of this program.

use std::sync::LazyLock;

use super::rule_set::RuleSet;
use super::{
    admission, capacity, hygiene, networking, pods, security, selector, targeting, update_strategy,
};

impl RuleSet {
    /// The rules of this program, by category and then as in the catalogue.
    #[must_use]
    pub fn built_in() -> Self {
        // Asked several times in a run, and the same each time.
        static ALL: LazyLock<RuleSet> = LazyLock::new(|| {
            let lists = [
                admission::RULES,
                pods::RULES,
                selector::RULES,
                update_strategy::RULES,
                targeting::RULES,
                capacity::RULES,
                networking::RULES,
                security::RULES,
                hygiene::RULES,
            ];
            RuleSet::of_distinct(lists.concat())
        });
        ALL.clone()
    }
}
