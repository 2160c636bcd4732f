use super::*;

fn quantity(text: &str) -> Quantity {
    Quantity::parse(text).unwrap()
}

#[test]
fn canonical_forms() {
    for (text, expected) in [
        ("0.5", "500m"),
        ("1.5Gi", "1536Mi"),
        ("1024Mi", "1Gi"),
        ("1023Ki", "1023Ki"),
        ("512", "512"),
        ("0.1m", "100u"),
        ("0.0000000001", "1n"),
        ("1e19", "10e18"),
        ("1000E", "1"),
        ("00.50", "500m"),
        ("+5", "+5"),
        ("0.5Ki", "512"),
        ("100Ei", "9223372036854775807"),
        ("-1.5Gi", "-1536Mi"),
        ("-", "0"),
    ] {
        assert_eq!(canonical(text).as_deref(), Ok(expected), "{text}");
    }
}

#[test]
fn what_is_no_quantity() {
    for (text, error) in [
        ("", QuantityError::Format),
        ("1 Gi", QuantityError::Format),
        ("1.2.3", QuantityError::Format),
        ("1GB", QuantityError::Format),
        ("1Kb", QuantityError::Format),
        ("1K", QuantityError::Suffix),
        ("1e", QuantityError::Suffix),
        ("1e99999999999999999999", QuantityError::Suffix),
        ("½", QuantityError::Format),
        (".Pi", QuantityError::Number),
    ] {
        assert_eq!(Quantity::parse(text), Err(error), "{text}");
    }
    assert_eq!(Quantity::from_api(&ApiQuantity(" 1 ".to_owned())), Ok(quantity("1")));
}

#[test]
fn values_round_away_from_zero() {
    assert_eq!(quantity("1.5").value(), 2);
    assert_eq!(quantity("-1.5").value(), -2);
    assert_eq!(quantity("100u").milli_value(), 1);
    // The cap of binary suffixes has no digits after its point, which a large number else has.
    assert_eq!(quantity("-8Ei").value(), -i64::MAX);
    assert_eq!(quantity("-8Ei").milli_value(), 1000);
    assert_eq!(quantity("8Ei").milli_value(), -1000);
    assert_eq!(quantity("-9223372036854775807").value(), 1);
    assert_eq!(quantity("1930m").milli_value(), 1930);
    assert_eq!(quantity("3977864Ki").value(), 3_977_864 * 1024);
}

#[test]
fn order_is_by_value_whatever_the_scale() {
    assert_eq!(quantity("1000m"), quantity("1"));
    assert_eq!(quantity("1Ki"), quantity("1024"));
    assert!(quantity("1e100") > quantity("999999999999999999999E"));
    assert!(quantity("-1e100") < quantity("1n"));
    assert!(quantity("1n") > Quantity::ZERO);
    assert!(quantity("12345678901234567890123456789012345678") < quantity("1e38"));
    assert_eq!(quantity("0Ki"), quantity("0e2000000000"));
}

#[test]
fn sums_and_differences() {
    let sum: Quantity = ["100m", "0.4", "1500m"].map(quantity).into_iter().sum();
    assert_eq!(sum.to_string(), "2");
    assert_eq!((quantity("1Gi") + quantity("512Mi")).to_string(), "1536Mi");
    assert_eq!((Quantity::ZERO + quantity("1Gi")).to_string(), "1Gi");
    assert_eq!((quantity("1Gi") - quantity("2Gi")).to_string(), "-1Gi");
    assert_eq!((quantity("8Ei") + quantity("8Ei")).value(), -2, "capped when read, then wrapped");
    assert_eq!((quantity("1e100") + quantity("1n")).to_string(), "10e99");
}

#[test]
fn rounding_to_thousandths() {
    assert_eq!(quantity("1u").round_up(-3).to_string(), "1m");
    assert_eq!(quantity("1500m").round_up(-3).to_string(), "1500m");
    assert_eq!(quantity("-1u").round_up(-3).to_string(), "-1m");
    assert!(quantity("1u").is_finer_than_milli() && !quantity("1m").is_finer_than_milli());
    assert!(quantity("1m").is_fractional() && !quantity("1000m").is_fractional());
}

/// Whatever is written, reading it neither panics nor takes long, and what is printed is read
/// again as the same amount.
#[test]
fn any_text_is_read_or_refused() {
    const PIECES: [&str; 24] = [
        "0",
        "1",
        "9",
        "5",
        "00",
        "999999999999999999999",
        ".",
        "-",
        "+",
        "e",
        "E",
        "m",
        "u",
        "n",
        "k",
        "K",
        "M",
        "G",
        "Ki",
        "Mi",
        "Ei",
        "e99999999",
        "e-19",
        " ",
    ];
    let mut seed = 7u64;
    let mut read = 0;
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..seed % 5 + 1 {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            text.push_str(PIECES[(seed >> 33) as usize % PIECES.len()]);
        }
        let Ok(quantity) = Quantity::parse(&text) else { continue };
        read += 1;
        let _ = (quantity.value(), quantity.milli_value(), quantity.to_f64());
        let _ = (quantity + quantity, quantity - quantity, quantity.round_up(-3));
        // Beyond E there is no suffix, and Kubernetes then prints none.
        if quantity < Quantity::parse("1000E").unwrap()
            && -quantity < Quantity::parse("1000E").unwrap()
        {
            assert_eq!(Quantity::parse(&quantity.to_string()), Ok(quantity), "{text}");
        }
    }
    assert!(read > 3_000, "{read}");
}
