use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::super::run::run;
use super::super::strategy::Limits;
use super::*;

fn rolling(max_unavailable: &str, max_surge: &str) -> Strategy {
    let parse = |text: &str| match text.parse() {
        Ok(number) => IntOrString::Int(number),
        Err(_) => IntOrString::String(text.to_owned()),
    };
    Strategy::RollingUpdate { max_unavailable: parse(max_unavailable), max_surge: parse(max_surge) }
}

fn scenario(strategy: Strategy, groups: &[NodeGroup]) -> Scenario {
    Scenario {
        strategy,
        groups: groups.to_vec(),
        min_ready_seconds: 10,
        ready_after: 20,
        gone_after: 30,
        delete_by_hand_at: Vec::new(),
    }
}

#[test]
fn one_at_a_time_takes_a_minute_a_node() {
    let rollout = forecast(&scenario(Strategy::default(), &[NodeGroup::healthy(10)]));
    assert_eq!(rollout.waves, 10);
    assert_eq!(rollout.finished_at, Some(10 * 60));
    assert_eq!((rollout.max_unavailable, rollout.max_pods), (1, 10));
    assert_eq!(rollout.stuck, None);
}

#[test]
fn a_surge_leaves_no_node_without_a_pod() {
    let rollout = forecast(&scenario(rolling("0", "50%"), &[NodeGroup::healthy(10)]));
    assert_eq!(rollout.limits, Limits { max_unavailable: 0, max_surge: 5 });
    assert_eq!((rollout.max_unavailable, rollout.waves), (0, 2));
    assert_eq!(rollout.finished_at, Some(30 + 30 + 30), "two surges, and the last pods go");
}

#[test]
fn what_still_terminates_counts_beside_the_next_surge() {
    let rollout = forecast(&scenario(rolling("0", "1"), &[NodeGroup::healthy(4)]));
    assert_eq!(rollout.max_pods, 6);
    let rollout = forecast(&scenario(rolling("0", "50%"), &[NodeGroup::healthy(5)]));
    assert_eq!(rollout.max_pods, 10, "three, and then two beside three that go");
}

#[test]
fn nodes_that_are_not_wanted_keep_nothing_from_being_finished() {
    let groups = [NodeGroup::left_over_not_ready(2), NodeGroup::healthy(3)];
    let rollout = forecast(&scenario(rolling("3", "0"), &groups));
    assert_eq!((rollout.waves, rollout.stuck), (3, None));
    let rollout = forecast(&scenario(rolling("2", "0"), &groups));
    assert_eq!(rollout.stuck, Some(Stuck { waiting: 3, never_gone: 2, never_ready: 0 }));
}

#[test]
fn pods_that_must_go_anyway_use_up_the_limit_until_they_are_gone() {
    let leaving = NodeGroup { stays: false, wanted: false, ..NodeGroup::healthy(2) };
    let rollout = forecast(&scenario(rolling("1", "0"), &[NodeGroup::healthy(2), leaving]));
    let at: Vec<_> = rollout.steps.iter().map(|step| (step.at, step.deleted)).collect();
    assert_eq!(at, [(0, 2), (30, 1), (60, 0), (90, 1), (120, 0)]);
}

#[test]
fn a_new_pod_that_puts_out_its_predecessor_leaves_the_node_without_one() {
    let groups = [NodeGroup { preempts: true, ..NodeGroup::healthy(1) }, NodeGroup::healthy(2)];
    let rollout = forecast(&scenario(rolling("0", "1"), &groups));
    assert_eq!((rollout.max_unavailable, rollout.stuck), (1, None));
}

#[test]
fn nodes_that_use_up_the_limit_stop_the_rollout() {
    let groups = [NodeGroup::node_not_ready(2), NodeGroup::healthy(8)];
    let rollout = forecast(&scenario(rolling("25%", "0"), &groups));
    assert_eq!(rollout.limits.max_unavailable, 3);
    assert_eq!(rollout.waves, 8, "one at a time instead of three");
    assert_eq!(rollout.stuck, Some(Stuck { never_gone: 2, ..Stuck::default() }));

    let rollout = forecast(&scenario(rolling("20%", "0"), &groups));
    assert_eq!((rollout.waves, rollout.updated), (1, 0));
    assert_eq!(rollout.stuck, Some(Stuck { waiting: 8, never_gone: 2, never_ready: 0 }));

    let groups = [NodeGroup::unschedulable(3), NodeGroup::healthy(7)];
    let rollout = forecast(&scenario(rolling("3", "0"), &groups));
    assert_eq!(rollout.stuck, Some(Stuck { waiting: 7, never_ready: 3, never_gone: 0 }));
}

#[test]
fn under_on_delete_nothing_happens_by_itself() {
    let mut scenario = scenario(Strategy::OnDelete, &[NodeGroup::healthy(3)]);
    assert_eq!(forecast(&scenario).stuck, Some(Stuck { waiting: 3, ..Stuck::default() }));
    scenario.delete_by_hand_at = vec![100, 200, 300];
    assert_eq!(forecast(&scenario).finished_at, Some(360));
}

#[test]
fn a_large_fleet_is_no_more_work_than_its_waves() {
    let groups = [NodeGroup::node_not_ready(10), NodeGroup::healthy(99_990)];
    let rollout = forecast(&scenario(rolling("20", "0"), &groups));
    assert_eq!(rollout.waves, 9_999);
    assert_eq!(rollout.updated, 99_990);
}

/// Every mixture of up to two groups, strategies and delays: counts and nodes tell the same story.
#[test]
fn counting_is_the_same_as_playing_node_by_node() {
    let strategies = [
        Strategy::OnDelete,
        rolling("1", "0"),
        rolling("2", "0"),
        rolling("34%", "0"),
        rolling("100%", "0"),
        rolling("0", "0"),
        rolling("0", "1"),
        rolling("0", "50%"),
        rolling("2", "2"),
        rolling("x", "0"),
    ];
    let kinds =
        [OldPod::Available, OldPod::NotReady, OldPod::Missing].into_iter().flat_map(|old| {
            [(true, true), (true, false), (false, true), (false, false)].map(
                |(becomes_ready, lets_go)| NodeGroup {
                    old,
                    becomes_ready,
                    lets_go,
                    ..NodeGroup::healthy(0)
                },
            )
        });
    let kinds: Vec<NodeGroup> = kinds.collect();
    let mut compared = 0;
    for strategy in &strategies {
        for first in &kinds {
            for second in &kinds {
                for [min_ready_seconds, ready_after, gone_after] in
                    [[0, 0, 0], [0, 5, 0], [3, 0, 5], [5, 5, 5], [10, 20, 30]]
                {
                    let scenario = Scenario {
                        strategy: strategy.clone(),
                        min_ready_seconds,
                        groups: vec![
                            NodeGroup { count: 2, ..*first },
                            NodeGroup { count: 3, ..*second },
                        ],
                        ready_after,
                        gone_after,
                        delete_by_hand_at: vec![0, 7, 7, 12],
                    };
                    assert_eq!(forecast(&scenario), run(&scenario), "{scenario:#?}");
                    compared += 1;
                }
            }
        }
    }
    assert_eq!(compared, 10 * 12 * 12 * 5);
}

/// The same of every kind of node, beside one where all goes well: whatever stands there, wanted or
/// not, with a pod that puts out its predecessor, or one too many.
#[test]
fn counting_is_the_same_whatever_stands_there() {
    let strategies = [
        Strategy::OnDelete,
        rolling("1", "0"),
        rolling("3", "0"),
        rolling("50%", "0"),
        rolling("0", "1"),
        rolling("0", "3"),
    ];
    let pods = [
        OldPod::Available,
        OldPod::NotReady,
        OldPod::Missing,
        OldPod::Going,
        OldPod::Updated,
        OldPod::Updating,
        OldPod::Surging,
    ];
    let mut kinds = Vec::new();
    for old in pods {
        for bits in 0..32 {
            let is = |bit: u32| bits >> bit & 1 == 1;
            let wanted = [(true, true), (false, true), (false, false)];
            kinds.extend(wanted.map(|(wanted, stays)| NodeGroup {
                count: 2,
                old,
                surplus: u64::from(is(0) && !matches!(old, OldPod::Missing | OldPod::Going)),
                becomes_ready: is(1),
                lets_go: is(2),
                preempts: is(3),
                wanted,
                stays,
            }));
        }
    }
    for strategy in &strategies {
        for kind in &kinds {
            for order in [false, true] {
                for [min_ready_seconds, ready_after, gone_after] in
                    [[0, 5, 2], [3, 7, 1], [0, 2, 9], [10, 20, 30]]
                {
                    let mut groups = vec![*kind, NodeGroup::healthy(3)];
                    if order {
                        groups.reverse();
                    }
                    let scenario = Scenario {
                        strategy: strategy.clone(),
                        min_ready_seconds,
                        groups,
                        ready_after,
                        gone_after,
                        delete_by_hand_at: Vec::new(),
                    };
                    assert_eq!(forecast(&scenario), run(&scenario), "{scenario:#?}");
                }
            }
        }
    }
}

#[test]
fn pods_that_are_left_over_take_their_turn() {
    for max_unavailable in 1..4 {
        for left in [NodeGroup::left_over(2), NodeGroup::left_over_not_ready(2)] {
            let scenario = Scenario {
                strategy: Strategy::RollingUpdate {
                    max_unavailable: IntOrString::Int(max_unavailable),
                    max_surge: IntOrString::Int(0),
                },
                groups: vec![left, NodeGroup::healthy(4)],
                ready_after: 60,
                gone_after: 10,
                ..Scenario::default()
            };
            let (forecast, run) = (forecast(&scenario), run(&scenario));
            assert_eq!(forecast.waves, run.waves, "{scenario:?}");
            assert_eq!(forecast.finished_at, run.finished_at, "{scenario:?}");
            let waiting = |rollout: &Rollout| rollout.stuck.map_or(0, |stuck| stuck.waiting);
            assert_eq!(waiting(&forecast), waiting(&run), "{scenario:?}");
        }
    }
}
