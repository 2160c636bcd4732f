//! The plan's page in a real browser, headless. Without a Chromium on the machine only what the
//! file itself shows is tested; `DAEMONLINT_BROWSER` names one that must be there.

use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::plan::{SHIPPER, nodes};
use crate::story::Story;

/// The page of a plan, in the story's folder.
fn page(story: &Story) -> String {
    let seen = story.run("plan --nodes nodes.json --format html --output page.html deploy");
    assert!(!seen.contains("exit code"), "{seen}");
    story.read("page.html")
}

/// The document after its scripts have run; none without a browser.
fn browse(story: &Story, script: &str) -> Option<String> {
    let page =
        story.read("page.html").replace("</body>", &format!("<script>{script}</script></body>"));
    story.write("tried.html", &page);
    let named = std::env::var_os("DAEMONLINT_BROWSER");
    let browser = named.clone().unwrap_or_else(|| "chromium".into());
    let output = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--window-size=1200,900"])
        .args(["--virtual-time-budget=2000", "--dump-dom"])
        .arg(format!("file://{}", story.folder().join("tried.html").display()))
        .output();
    match output {
        Ok(output) => Some(String::from_utf8_lossy(&output.stdout).into_owned()),
        Err(error) => {
            assert!(named.is_none(), "the browser can't be run: {error}");
            None
        }
    }
}

/// What a script wrote into the document's title.
fn title(document: &str) -> &str {
    let (_, rest) = document.split_once("<title>").unwrap();
    rest.split_once("</title>").unwrap().0
}

#[test]
fn the_page_needs_nothing_else() {
    let story = Story::new(&[("deploy/shipper.yaml", SHIPPER), ("nodes.json", &nodes())]);
    let page = page(&story);
    for foreign in ["http://", "https://", "src=", "href=", "@import", "url("] {
        assert!(!page.contains(foreign), "{foreign}");
    }
    assert!(page.contains("<b>6</b> of 10"), "{page}");
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn names_are_text_whatever_they_hold() {
    let evil = "</script><img src=x onerror=document.title='taken'>";
    let shipper = SHIPPER.replace("name: shipper\n", &format!("name: \"{evil}\"\n"));
    let fleet = nodes().replace("\"worker-1\"", &format!("\"{evil}\""));
    let story = Story::new(&[("deploy/shipper.yaml", &shipper), ("nodes.json", &fleet)]);
    let page = page(&story);
    assert_eq!(page.matches("</script>").count(), 2);
    assert!(!page.contains("<img"));
    if let Some(document) = browse(&story, "") {
        assert_eq!(title(&document), "1 DaemonSet on 10 nodes");
        assert!(!document.contains("<img"));
        assert!(document.contains("onerror=document.title"), "the name is shown");
    }
}

#[test]
fn the_map_is_moved_through_with_the_keyboard_and_filtered() {
    let other = SHIPPER.replace("shipper", "collector").replace("hostPort: 2020", "hostPort: 2021");
    let story = Story::new(&[
        ("deploy/shipper.yaml", SHIPPER),
        ("deploy/collector.yaml", &other),
        ("nodes.json", &nodes()),
    ]);
    page(&story);
    let script = "
        const map = document.getElementById('map');
        const press = (key, ctrlKey = false) =>
          map.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey, bubbles: true }));
        const detail = () => document.getElementById('detail').textContent;
        const seen = [];
        press('ArrowDown'); press('ArrowRight'); seen.push(detail());
        press('End', true); press('Home'); seen.push(detail());
        seen.push(map.getAttribute('aria-activedescendant'));
        const reason = document.getElementById('filter-reason');
        reason.selectedIndex = [...reason.options].findIndex((one) => one.text.includes('gpu'));
        reason.dispatchEvent(new Event('input', { bubbles: true }));
        seen.push(document.getElementById('shown').textContent);
        document.getElementById('filter-name').value = 'gpu-2';
        reason.dispatchEvent(new Event('input', { bubbles: true }));
        seen.push(document.getElementById('shown').textContent, detail());
        document.title = seen.join(' | ');
    ";
    if let Some(document) = browse(&story, script) {
        insta::assert_snapshot!(title(&document), @"logging/shipper on worker-1: runspool worker, deploy/shipper.yaml | logging/collector on edge-1: wanted, no roommemory: needs 256Mi, more than the node has left (collector.yaml:25)pool edge, deploy/collector.yaml | cell-9-0 | 2 of 10 nodes | 1 of 10 nodes | logging/collector on gpu-2: kept off by a taint alonetaint nvidia.com/gpu=present:NoSchedule is not tolerated (collector.yaml:15)pool gpu, deploy/collector.yaml");
    }
}

#[test]
fn a_large_fleet_is_still_usable() {
    let sets: String = (0..50)
        .map(|i| {
            format!(
                "---\n{}",
                SHIPPER
                    .replace("shipper", &format!("agent-{i}"))
                    .replace("hostPort: 2020", &format!("hostPort: {}", 2020 + i))
            )
        })
        .collect();
    let items: Vec<_> = (0..5000)
        .map(|i| {
            json!({"kind": "Node", "metadata": {
                "name": format!("node-{i}"),
                "labels": {"kubernetes.io/os": if i % 9 == 0 { "windows" } else { "linux" },
                           "kubernetes.io/hostname": format!("node-{i}")},
            }, "status": {"allocatable": {"cpu": "4", "memory": format!("{}Gi", 1 + i % 7), "pods": "110"}}})
        })
        .collect();
    let fleet = json!({"kind": "NodeList", "items": items}).to_string();
    let story = Story::new(&[("deploy/all.yaml", &sets), ("nodes.json", &fleet)]);
    let page = page(&story);
    assert!(page.len() < 2_000_000, "{}", page.len());
    let script = "
        const start = performance.now();
        const map = document.getElementById('map');
        for (let i = 0; i < 100; i++) {
          map.dispatchEvent(new KeyboardEvent('keydown', { key: 'PageDown', bubbles: true }));
        }
        const cells = document.querySelectorAll('[role=gridcell]').length;
        const text = document.getElementById('detail').textContent;
        const seen = [cells < 5000, performance.now() - start < 20000, text.includes('node-')];
        // Titles that are scrolled out to the left go beneath the corner.
        map.scrollIntoView();
        map.scrollLeft = 60;
        const corner = document.querySelector('.corner').getBoundingClientRect();
        const above = document.elementFromPoint(corner.right - 10, corner.top + 30);
        document.title = [...seen, above.className].join(' ');
    ";
    let started = Instant::now();
    if let Some(document) = browse(&story, script) {
        assert_eq!(title(&document), "true true true corner");
        assert!(started.elapsed() < Duration::from_secs(60));
    }
}

#[test]
fn the_page_tells_what_changes() {
    let new = SHIPPER.replace("shipper:1.4.2", "shipper:<b>1.5.0");
    let story = Story::new(&[
        ("old/shipper.yaml", SHIPPER),
        ("new/shipper.yaml", &new),
        ("nodes.json", &nodes()),
    ]);
    let page = story.run("plan --nodes nodes.json --against old --format html new");
    assert!(
        page.contains(
            "1 of 1 DaemonSet changes: 0 restarted, 0 gained, 0 lost, 6 keep the old pod"
        ),
        "{page}"
    );
    assert!(page.contains("containers[0].image 1.4.2 → &lt;b&gt;1.5.0"), "{page}");
}

#[test]
fn new_nodes_of_pools_stand_in_the_summary() {
    let pools = "apiVersion: daemonlint.dev/v1\nkind: Inventory\npools:\n  - {name: <b>, count: 0, \
                 labels: {kubernetes.io/os: linux}}\n  - {name: there, count: 1, labels: {kubernetes.io/os: linux}}\n";
    let story = Story::new(&[("deploy/shipper.yaml", SHIPPER), ("nodes.json", pools)]);
    let page = page(&story);
    assert!(page.contains("<li>would run on new nodes of <b>&lt;b&gt;</b></li>"), "{page}");
}
