use super::*;

fn place(file: &SourceFile, byte: u32) -> (u32, u32) {
    let position = file.position(byte);
    (position.line, position.column)
}

#[test]
fn positions() {
    let file = SourceFile::new("a", "ab\r\nßc\n");
    assert_eq!(place(&file, 0), (1, 1));
    assert_eq!(place(&file, 3), (1, 4));
    assert_eq!(place(&file, 4), (2, 1));
    assert_eq!(place(&file, 6), (2, 2));
    assert_eq!(place(&file, 8), (3, 1));
    assert_eq!(place(&file, 99), (3, 1));
    assert_eq!(file.slice(file.line_span(1)), "ab");
    assert_eq!(file.slice(file.line_span(2)), "ßc");
    assert_eq!(file.slice(file.line_span(4)), "");
    assert_eq!(file.byte_at(2, 2), 6);
    assert_eq!(file.byte_at(1, 9), 2);
}

#[test]
fn lines_that_end_in_another_way() {
    let file = SourceFile::new("a", "a\r\nb\rc\u{2028}d\u{85}\r\n");
    let odd = |start, end| file.breaks_oddly(Span::new(start, end));
    assert_eq!(
        [odd(0, 4), odd(0, 5), odd(5, 6), odd(5, 7), odd(10, 11), odd(13, 15)],
        [false, true, false, true, true, false]
    );
}

#[test]
fn helm_names_templates() {
    let file = SourceFile::new(
        "a",
        "---\n# Source: c/templates/a.yaml\na: 1\n---\nb: 2\n---\n# Source: see below\nc: 3\n",
    );
    let at = |text: &str| file.template_at(file.text().find(text).unwrap() as u32);
    assert_eq!(at("a: 1"), Some("c/templates/a.yaml"));
    assert_eq!(at("b: 2"), None);
    assert_eq!(at("c: 3"), None);
    assert_eq!(SourceFile::new("a", "a: 1\n").template_at(0), None);
}

#[test]
fn a_byte_order_mark_is_no_column() {
    let file = SourceFile::new("a", "\u{feff}ab");
    assert_eq!(place(&file, 0), (1, 1));
    assert_eq!(place(&file, 3), (1, 1));
    assert_eq!(place(&file, 4), (1, 2));
    assert_eq!(file.byte_at(1, 2), 4);
}

#[test]
fn long_lines() {
    let text = "é".repeat(5000) + "\nx";
    let file = SourceFile::new("a", text.as_str());
    for character in [0, 1, 511, 512, 513, 4999] {
        assert_eq!(place(&file, character * 2), (1, character + 1));
    }
    assert_eq!(place(&file, 10_001), (2, 1));
}
