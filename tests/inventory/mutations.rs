//! Bad input gives an error, never a panic; what is read can be packed and read again.

use daemonlint::internals::inventory::pack::{Options, pack};
use daemonlint::internals::inventory::{Inventory, Loader};

/// A generator of numbers (SplitMix64).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % end as u64) as usize
    }
}

fn read(text: &[u8]) -> Result<Inventory, String> {
    let mut loader = Loader::default();
    loader.read("input", text).map_err(|error| error.to_string())?;
    Ok(loader.finish())
}

#[test]
fn changed_bytes_are_no_reason_to_panic() {
    let mut random = Random(5);
    let alphabet = b"{}[]:,'\"#-=.&*!|>~ \n0aZ\xff\xe2";
    for file in ["pools.yaml", "provisioners.yaml", "node_groups.yaml"] {
        let text = std::fs::read(format!("fixtures/inventory/{file}")).unwrap();
        let mut refused = 0;
        for _ in 0..600 {
            let mut changed = text.clone();
            for _ in 0..=random.below(2) {
                let at = random.below(changed.len());
                changed[at] = alphabet[random.below(alphabet.len())];
            }
            match read(&changed) {
                Err(error) => {
                    refused += 1;
                    assert!(error.starts_with("input"), "{error}");
                }
                Ok(inventory) => {
                    let packed = pack(&inventory, Options::default());
                    if inventory.nodes.is_empty() && !packed.contains("pools:") {
                        continue;
                    }
                    let again = read(packed.as_bytes());
                    let again = again.unwrap_or_else(|error| panic!("{error}\n{packed}"));
                    assert_eq!(again.nodes.len(), inventory.nodes.len());
                    assert_eq!(again.pods.len(), inventory.pods.len());
                }
            }
        }
        assert!((50..590).contains(&refused), "{file}: {refused}");
    }
}
