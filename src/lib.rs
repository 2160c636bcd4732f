//! daemonlint: is this DaemonSet right, and where will it run?
//!
//! Data flows one way. [`source`] finds and reads files, [`yaml`] turns text into trees whose
//! nodes know their bytes, [`manifest`] makes typed Kubernetes objects of them, [`rules`] hold
//! the objects against what Kubernetes and experience demand, [`planner`] asks where their pods
//! would run on the nodes of an [`inventory`], and [`report`] shows what was found.
//! [`kubernetes`] has the semantics: pure functions on Kubernetes' own types. [`words`] has what
//! findings and reports say alike.

pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod fix;
pub mod inventory;
pub mod kubernetes;
pub mod manifest;
pub mod pipeline;
pub mod planner;
pub mod report;
pub mod rules;
pub mod source;
pub mod words;
pub mod yaml;
