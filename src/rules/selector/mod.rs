//! Which pods a DaemonSet counts as its own.
