//! The rules of this program.

use super::rule_set::RuleSet;
use super::{
    admission, capacity, hygiene, networking, pods, security, selector, targeting, update_strategy,
};

impl RuleSet {
    /// The rules of this program, by category and then as in the catalogue.
    #[must_use]
    pub fn built_in() -> Self {
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
        Self::of_distinct(lists.concat())
    }
}
