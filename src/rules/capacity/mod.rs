//! Whether the pods fit.

pub mod no_resource_requests;
