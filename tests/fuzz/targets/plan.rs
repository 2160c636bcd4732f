#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| daemonlint_fuzz::plan::run(data));
