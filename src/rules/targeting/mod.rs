//! Which nodes get a pod.
