//! What a user types and what a user sees: the real program in a folder of its own, with an
//! environment of its own.

#![allow(clippy::unwrap_used, reason = "a story that can not be told is a broken test")]

mod accepted;
mod against;
mod agreement;
mod baseline;
mod change;
mod check;
#[cfg(unix)]
mod cluster;
mod comforts;
mod company;
mod config;
mod deployments;
mod exceptions;
mod expect;
mod files;
mod fixes;
mod fleet;
mod formats;
mod held_against;
mod in_tests;
mod init;
mod inventory;
mod kubernetes;
mod mutating;
mod new_nodes;
mod object_quotas;
mod open;
mod outputs;
mod own_rules;
mod page;
mod params;
mod plan;
mod policies;
mod pool_counts;
mod precision;
mod readme;
#[cfg(unix)]
mod rendered;
mod rolling;
mod room;
mod rules;
mod said_once;
mod story;
mod terminating;
mod usage;
#[cfg(unix)]
mod watch;
mod why;
mod workspace;
