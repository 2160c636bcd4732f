//! What nobody writes in good faith: nothing is lost, nothing ends up in another format, memory has
//! bounds, and the exit code tells. The same in its full size: `.ci/try-hostile`.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that can not be set up is broken")]

mod expressions;
mod files;
mod interrupted;
mod names;
mod program;
mod sizes;
mod streams;
