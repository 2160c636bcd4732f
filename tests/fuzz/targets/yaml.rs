#![no_main]

use daemonlint_fuzz::yaml;

libfuzzer_sys::fuzz_target!(init: yaml::forgive_others(), |data: &[u8]| yaml::run(data));
