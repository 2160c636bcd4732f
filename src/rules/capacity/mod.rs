//! Whether the pods fit.
