//! The `daemonlint` program: everything it does is in the library.

#![forbid(unsafe_code)]

use std::process::ExitCode;

/// A run makes and drops hundreds of small values for each manifest, on all threads: glibc grows the
/// heaps of all but the first a page at a time.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    daemonlint::main()
}
