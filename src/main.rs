//! The `daemonlint` program: everything it does is in the library.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// A run makes and drops hundreds of small values for each manifest, on all threads.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    daemonlint::main()
}
