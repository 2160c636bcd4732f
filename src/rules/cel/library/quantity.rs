//! Amounts of resources (Kubernetes' `library/quantity.go`).

use crate::kubernetes::quantity::{Format, Quantity};
use crate::rules::cel::value::{Fault, Outcome, Value};

pub(super) const DECLARATIONS: &[&str] = &[
    "quantity(string) -> Quantity",
    "isQuantity(string) -> bool",
    "sign(Quantity) -> int",
    "Quantity.isGreaterThan(Quantity) -> bool",
    "Quantity.isLessThan(Quantity) -> bool",
    "Quantity.compareTo(Quantity) -> int",
    "Quantity.asApproximateFloat() -> double",
    "Quantity.asInteger() -> int",
    "Quantity.isInteger() -> bool",
    "Quantity.add(Quantity) -> Quantity",
    "Quantity.add(int) -> Quantity",
    "Quantity.sub(Quantity) -> Quantity",
    "Quantity.sub(int) -> Quantity",
];

pub(super) fn call(name: &str, args: &[Value]) -> Option<Outcome> {
    use Value::{Bool, Int, Quantity as Amount, String as Text};
    Some(Ok(match (name, args) {
        ("quantity", [Text(text)]) => {
            return Some(Quantity::parse(text).map(Amount).map_err(|e| Fault::new(e.to_string())));
        }
        ("isQuantity", [Text(text)]) => Bool(Quantity::parse(text).is_ok()),
        ("sign", [Amount(amount)]) => Int(i64::from(amount.sign())),
        ("isGreaterThan", [Amount(a), Amount(b)]) => Bool(a > b),
        ("isLessThan", [Amount(a), Amount(b)]) => Bool(a < b),
        ("compareTo", [Amount(a), Amount(b)]) => Int(order(a, b)),
        ("asApproximateFloat", [Amount(amount)]) => Value::Double(amount.to_f64()),
        ("asInteger", [Amount(amount)]) => {
            let whole = integer(amount).map(Int);
            return Some(whole.ok_or_else(|| Fault::new("cannot convert value to integer")));
        }
        ("isInteger", [Amount(amount)]) => Bool(integer(amount).is_some()),
        ("add", [Amount(a), Amount(b)]) => Amount(*a + *b),
        ("add", [Amount(a), Int(b)]) => Amount(*a + whole(*b)),
        ("sub", [Amount(a), Amount(b)]) => Amount(*a - *b),
        ("sub", [Amount(a), Int(b)]) => Amount(*a - whole(*b)),
        _ => return None,
    }))
}

fn whole(number: i64) -> Quantity {
    Quantity::new(number, Format::DecimalSi)
}

/// The amount, where it is a whole number that fits.
fn integer(amount: &Quantity) -> Option<i64> {
    let value = amount.value();
    (whole(value) == *amount).then_some(value)
}

fn order(a: &Quantity, b: &Quantity) -> i64 {
    match a.cmp(b) {
        std::cmp::Ordering::Less => -1,
        std::cmp::Ordering::Equal => 0,
        std::cmp::Ordering::Greater => 1,
    }
}
