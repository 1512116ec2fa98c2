"""Boards: snapshot before + deltas = snapshot after; whoever misses some is told (LIV-1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.live.board import LiveBoard, Snapshot, State, difference, merged

VALUES = st.one_of(st.integers(0, 3), st.just({"etat": "a_choisi"}), st.booleans())
STATES = st.dictionaries(
    st.sampled_from(["tour", "passages"]),
    st.dictionaries(st.sampled_from(["1", "2", "3"]), VALUES, max_size=3),
)


def without_empty(state: State) -> State:
    """A section without keys is the same as none."""
    return {name: section for name, section in state.items() if section}


@pytest.mark.rule("LIV-1")
@given(STATES, STATES)
def test_a_state_and_the_difference_make_the_other_state(before: State, after: State) -> None:
    assert without_empty(merged(before, difference(before, after))) == without_empty(after)


@given(STATES, STATES)
def test_merging_leaves_the_older_state_as_it_was(before: State, after: State) -> None:
    kept = {name: dict(section) for name, section in before.items()}
    merged(before, difference(before, after))
    assert before == kept


def board() -> LiveBoard:
    """At number 10."""
    return LiveBoard("amphi", "a", Snapshot(10, {"tour": {"rang": 1}}, {"noms": {"1": "A"}}))


@pytest.mark.rule("LIV-1")
def test_whoever_missed_some_gets_just_those() -> None:
    found = board()
    first = found.advance(11, {"tour": {"rang": 2}})
    second = found.advance(12, {"tour": {"rang": None}})

    assert found.since(12) == []
    assert found.since(11) == [second]
    assert found.since(10) == [first, second]
    assert found.snapshot.state == {"tour": {}}


@pytest.mark.rule("LIV-1")
def test_whoever_is_too_far_back_or_ahead_needs_a_snapshot() -> None:
    found = board()
    found.advance(11, {})
    assert found.since(3) is None
    assert found.since(40) is None


def test_a_fetched_state_goes_out_as_the_difference() -> None:
    found = board()
    delta = found.replace(Snapshot(15, {"tour": {"rang": 4}}, {"noms": {"1": "A"}}))

    assert delta is not None
    assert (delta.previous, delta.number, delta.changes, delta.reload) == (
        10,
        15,
        {"tour": {"rang": 4}},
        False,
    )
    assert found.replace(Snapshot(15, {}, {})) is None


def test_other_names_ask_everybody_for_a_snapshot() -> None:
    found = board()
    delta = found.replace(Snapshot(11, {}, {"noms": {"1": "B"}}))

    assert delta is not None
    assert delta.reload
    assert found.since(10) is None
