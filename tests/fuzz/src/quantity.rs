//! Amounts: what Kubernetes makes of them is a form that stays, and keeps the value.

use daemonlint::internals::kubernetes::quantity::{Quantity, canonical};

pub fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let mut parts = text.splitn(2, '\n');
    let first = held(parts.next().unwrap_or_default());
    let second = held(parts.next().unwrap_or_default());
    let (Some(a), Some(b)) = (first, second) else { return };
    assert_eq!(a.cmp(&b), b.cmp(&a).reverse(), "{a:?} {b:?}");
    assert_eq!(a == b, a.cmp(&b).is_eq(), "{a:?} {b:?}");
    let (sum, other) = (a + b, b + a);
    assert_eq!(sum, other, "{a:?} {b:?}");
    if a.sign() >= 0 && b.sign() >= 0 {
        assert!(sum >= a && sum >= b, "{a:?} + {b:?} = {sum:?}");
    }
}

fn held(text: &str) -> Option<Quantity> {
    let parsed = Quantity::parse(text);
    let written = canonical(text);
    assert_eq!(parsed.is_ok(), written.is_ok(), "{text:?}: {parsed:?}, {written:?}");
    let (Ok(parsed), Ok(written)) = (parsed, written) else { return None };
    assert_eq!(canonical(&written), Ok(written.clone()), "{text:?}");
    let again = Quantity::parse(&written).ok();
    // Kubernetes has no suffix from there on, and leaves it out.
    if parsed.to_f64().abs() < 1e21 {
        assert_eq!(again, Some(parsed), "{text:?} is written {written}");
    }
    assert_eq!(parsed.sign(), parsed.to_f64().partial_cmp(&0.0).map_or(2, |order| order as i32));
    assert_eq!(parsed.is_zero(), parsed.sign() == 0);
    assert_eq!(parsed.is_negative(), parsed.sign() < 0);
    for exponent in [-9, -3, 0, 3] {
        let rounded = parsed.round_up(exponent);
        assert!(parsed.sign() < 0 || rounded >= parsed, "{text:?} is rounded to {rounded:?}");
        assert!(parsed.sign() > 0 || rounded <= parsed, "{text:?} is rounded to {rounded:?}");
    }
    let (value, about) = (parsed.value() as f64, parsed.to_f64());
    // Below nothing, Kubernetes rounds towards it and beyond; from there on a float has little room for parts.
    if (0.0..1e12).contains(&about) {
        let most = 1.0 + about * 1e-14;
        assert!(
            (value - about).abs() <= most && value.abs() >= about.abs().floor(),
            "{text:?}: {value}"
        );
    }
    Some(parsed)
}
