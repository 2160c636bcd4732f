//! Numbers that must lie in a range.

use super::Problems;

/// Checks that a number lies between two others, both included (`IsInRange`).
#[must_use]
pub(super) fn in_range(value: i64, low: i64, high: i64) -> Problems {
    if (low..=high).contains(&value) {
        Problems::new()
    } else {
        vec![format!("must be between {low} and {high}").into()]
    }
}

/// Checks the number of a port, 1 to 65535 (`IsValidPortNum`).
#[must_use]
pub(crate) fn port_number(port: i64) -> Problems {
    in_range(port, 1, 65535)
}

/// Checks a Unix user id (`IsValidUserID`).
#[must_use]
pub(crate) fn user_id(id: i64) -> Problems {
    in_range(id, 0, i64::from(i32::MAX))
}

/// Checks a Unix group id (`IsValidGroupID`).
#[must_use]
pub(crate) fn group_id(id: i64) -> Problems {
    in_range(id, 0, i64::from(i32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_belong_to_a_range() {
        assert!(port_number(1).is_empty() && port_number(65535).is_empty());
        assert_eq!(port_number(0), ["must be between 1 and 65535"]);
        assert!(user_id(0).is_empty() && group_id(2_147_483_647).is_empty());
        assert!(!user_id(-1).is_empty() && !group_id(2_147_483_648).is_empty());
    }
}
