//! How a change rolls over the nodes.
