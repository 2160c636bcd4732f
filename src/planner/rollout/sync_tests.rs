use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::*;

const NOW: i64 = 1_000;

fn pod(updated: bool) -> PodState {
    PodState {
        updated,
        phase: Phase::Running,
        ready_since: Some(0),
        terminating: false,
        created_at: if updated { 500 } else { 0 },
        scheduled: true,
    }
}

fn node(pods: Vec<PodState>) -> NodeState {
    NodeState { should_run: true, should_continue_running: true, exists: true, pods }
}

fn surge(max_surge: i32) -> Strategy {
    Strategy::RollingUpdate {
        max_unavailable: IntOrString::Int(0),
        max_surge: IntOrString::Int(max_surge),
    }
}

fn sync(strategy: &Strategy) -> Sync<'_> {
    Sync { strategy, min_ready_seconds: 60, now: NOW }
}

fn id(node: usize, pod: usize) -> PodId {
    PodId { node, pod }
}

#[test]
fn a_node_is_left_with_its_oldest_pod() {
    let waiting = PodState { scheduled: false, created_at: -5, ..pod(false) };
    let state = State { nodes: vec![node(vec![waiting, pod(true), pod(false)])] };
    let managed = sync(&Strategy::default()).manage(&state);
    assert_eq!(managed.delete, [id(0, 1), id(0, 0)], "pods that have a node are preferred");
}

#[test]
fn pods_that_have_ended_are_deleted_and_then_made_anew() {
    let failed = |terminating| PodState { phase: Phase::Failed, terminating, ..pod(true) };
    let state = State { nodes: vec![node(vec![failed(false)]), node(vec![failed(true)])] };
    let managed = sync(&Strategy::default()).manage(&state);
    assert_eq!((managed.delete, managed.create_on), (vec![id(0, 0)], vec![1]));
}

#[test]
fn of_several_failed_pods_on_a_node_one_goes_at_a_time() {
    let failed = || PodState { phase: Phase::Failed, ..pod(true) };
    let state = State { nodes: vec![node(vec![failed(), failed()])] };
    assert_eq!(sync(&Strategy::default()).manage(&state).delete, [id(0, 0)]);
}

#[test]
fn without_a_surge_a_pod_that_is_being_deleted_holds_its_place() {
    let going = PodState { terminating: true, ..pod(false) };
    let state = State { nodes: vec![node(vec![going])] };
    assert!(sync(&Strategy::default()).manage(&state).is_empty());
    assert_eq!(sync(&surge(1)).manage(&state).create_on, [0]);
}

#[test]
fn a_node_that_is_gone_keeps_no_pod_waiting() {
    let gone =
        |scheduled| NodeState { exists: false, ..node(vec![PodState { scheduled, ..pod(false) }]) };
    let state = State { nodes: vec![gone(true), gone(false)] };
    let strategy = Strategy::default();
    assert_eq!(sync(&strategy).manage(&state).delete, [id(1, 0)]);
    assert_eq!(sync(&strategy).status(&state), Status::default());
}

#[test]
fn an_old_pod_that_is_not_available_is_replaced_beyond_the_limit() {
    let unready = || PodState { ready_since: None, ..pod(false) };
    let state =
        State { nodes: vec![node(vec![unready()]), node(vec![unready()]), node(vec![pod(false)])] };
    let update = sync(&Strategy::default()).rolling_update(&state).unwrap();
    assert_eq!(update.delete, Choice { always: vec![id(0, 0), id(1, 0)], any: 0, of: vec![] });
}

#[test]
fn of_the_available_ones_any_are_taken_within_the_limit() {
    let old = || node(vec![pod(false)]);
    let state = State { nodes: vec![old(), old(), old()] };
    let update = sync(&Strategy::default()).rolling_update(&state).unwrap();
    let of = vec![id(0, 0), id(1, 0), id(2, 0)];
    assert_eq!(update.delete, Choice { always: vec![], any: 1, of });
    let update = sync(&surge(3)).rolling_update(&state).unwrap();
    assert_eq!(update.create_on, Choice { always: vec![0, 1, 2], any: 0, of: vec![] });
}

#[test]
fn with_a_surge_a_pod_stays_where_it_no_longer_belongs_until_others_are_available() {
    let left_behind = |pods| NodeState { should_run: false, ..node(pods) };
    let starting = PodState { ready_since: Some(NOW - 30), ..pod(true) };
    let mut state = State { nodes: vec![left_behind(vec![pod(false)]), node(vec![starting])] };
    let deleted = |state: &State| sync(&surge(1)).rolling_update(state).unwrap().delete.always;
    assert_eq!(deleted(&state), []);
    state.nodes[1].pods[0].ready_since = Some(NOW - 60);
    assert_eq!(deleted(&state), [id(0, 0)]);
}
