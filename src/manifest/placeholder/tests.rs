use super::*;

/// Each placeholder of a text, its name, and its default after `=`.
fn found(text: &str, forms: Forms) -> Vec<String> {
    let describe = |p: &Placeholder| {
        let default = p.default.as_ref().map(|d| format!("={d}")).unwrap_or_default();
        format!("{} {}{default}", &text[p.range.clone()], p.name)
    };
    find(text, forms).iter().map(describe).collect()
}

#[test]
fn every_way_to_write_one() {
    let all = |text| found(text, Forms::ALL);
    assert_eq!(all("a:${TAG}-${B:-2}"), ["${TAG} TAG", "${B:-2} B=2"]);
    assert_eq!(all("${A:=${B}}x"), ["${A:=${B}} A=${B}"]);
    assert_eq!(all("$A/$(B)"), ["$A A", "$(B) B"]);
    assert_eq!(all("${{ REPLICAS }}"), ["${{ REPLICAS }} REPLICAS"]);
    assert_eq!(all("{{ image }}:{{tag}}"), ["{{ image }} image", "{{tag}} tag"]);
    assert_eq!(all("a:<version>"), ["<version> version"]);
    assert_eq!(all("<<X>>"), ["<<X>> X"]);
    assert_eq!(all("%VERSION%"), ["%VERSION% VERSION"]);
    assert_eq!(all("a:%s"), ["%s s"]);
    assert_eq!(all("@TAG@"), ["@TAG@ TAG"]);
    assert_eq!(all("__TAG__/{name}"), ["__TAG__ TAG", "{name} name"]);
    assert_eq!(all("[[ tag ]]((tag))"), ["[[ tag ]] tag", "((tag)) tag"]);
    assert_eq!(all("< the zone, as in (a) >"), ["< the zone, as in (a) > the zone, as in (a)"]);
}

#[test]
fn what_is_none() {
    for text in ["a", "$", "$$A", "100%", "a@b.example", "a < b > c", "{}", "${}", "a_b__c", "$1"] {
        assert_eq!(found(text, Forms::ALL), [""; 0], "{text}");
    }
    assert_eq!(found("$A <b> {{c}}", Forms::BRACED), [""; 0]);
}

#[test]
fn words_in_capitals() {
    for image in [
        "IMAGE_PLACEHOLDER",
        "REGISTRY/agent:1",
        "a.example/b:TAG",
        "FILLED BY THE OPERATOR",
        "agent-placeholder",
    ] {
        assert!(is_named_image(image), "{image}");
    }
    for image in [
        "a.example/placeholder",
        "placeholder:1",
        "todo-list",
        "a.example/b:1.0-RC",
        "a/b:RELEASE.2024-01",
        "a/b@sha256:00",
        "Agent",
        "B",
    ] {
        assert!(!is_named_image(image), "{image}");
    }
    assert!(is_named("RELEASE-NAME-agent"));
    assert!(!is_named("Name") && !is_named("AGENT"));
    assert!(is_named("CLUSTERNAMESPACE") && is_named("EDGE_POOL") && !is_named("EDGEPOOL"));
    assert!(!is_named("Edge_Pool") && !is_named("EDGE_"));
    assert!(is_to_come("REPLACE_ME") && !is_to_come("VERSION") && !is_to_come("replace"));
}

#[test]
fn what_is_to_be_encoded() {
    for text in
        ["CA_BUNDLE", "XYZ", "base64(the key)", "your-token-here", "xxxxx", "...", "REDACTED"]
    {
        assert!(is_to_be_encoded(text), "{text}");
    }
    for text in ["hunter2!", "is base64", "a_b", "--"] {
        assert!(!is_to_be_encoded(text), "{text}");
    }
}

#[test]
fn lines_that_a_tool_replaces() {
    for line in ["  __MORE_MOUNTS__", "${VOLUMES}", "@@ENV@@", "  <see `other.yaml` for more>"] {
        assert!(is_alone(line), "{line}");
    }
    for line in ["- ${A}", "a: __B__", "a", "", "<", "{}"] {
        assert!(!is_alone(line), "{line}");
    }
}

#[test]
fn texts_are_filled() {
    let fill = |text| super::fill(text, &find(text, Forms::ALL));
    assert_eq!(fill("agent-${CLUSTER_NAME}"), "agent-clustername");
    assert_eq!(fill("${MIN:-5}m"), "5m");
    assert_eq!(fill("<3>"), "<3>");
    assert_eq!(stand_in("0_A"), "a");
    assert_eq!(stand_in("_"), "x");
}
