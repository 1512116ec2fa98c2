"""ENG-8, ENG-9, IFC-13: the log is a chain that anybody can check, and it holds the whole state."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import get_args
from uuid import UUID

import pytest

from services.session.domain import events
from services.session.domain.amphi import Amphi
from services.session.domain.apply import apply
from services.session.domain.codec import canonical, event_from, instant, payload, type_name
from services.session.domain.record import (
    FIRST_PREV_HASH,
    Decision,
    Tip,
    first_break,
    next_decision,
    replay,
    tip_of,
)
from services.session.tests.domain.scene import AMPHI, START, Scene, seconds


def played() -> Scene:
    """A history with a bit of everything."""
    scene = Scene(internes=4, absences=[4]).started()
    scene.wait(91)
    scene.connect(1)
    scene.pause()
    scene.resume()
    scene.stock.holders[7] = UUID(int=77)
    scene.choose(2, 7)
    scene.choose(2, 8)
    scene.sleep(40)
    return scene


def log(scene: Scene) -> list[Decision]:
    tip = Tip()
    decisions: list[Decision] = []
    for event in scene.log:
        decisions.append(next_decision(AMPHI, tip, event, "moteur", START + seconds(len(decisions))))
        tip = tip_of(decisions[-1])
    return decisions


@pytest.mark.rule("ENG-9")
def test_replaying_the_log_gives_the_state() -> None:
    scene = played()
    assert replay(Amphi(AMPHI), log(scene)) == scene.amphi


@pytest.mark.rule("ENG-9")
def test_a_log_with_a_hole_is_not_replayed() -> None:
    decisions = log(played())
    with pytest.raises(ValueError, match="decision 3 is missing"):
        replay(Amphi(AMPHI), decisions[:2] + decisions[3:])


@pytest.mark.rule("ENG-8")
def test_the_hash_is_what_the_documentation_says() -> None:
    first, second = log(played())[:2]
    assert first.prev_hash == "0" * 64 == FIRST_PREV_HASH
    assert second.prev_hash == first.hash
    documented = (
        f'{{"actor":"moteur","amphi_id":"{AMPHI}","at":"2027-03-01T08:00:01.000000Z",'
        f'"payload":{{}},"prev_hash":"{first.hash}","seq":2,"type":"opened"}}'
    )
    assert second.hash == sha256(documented.encode()).hexdigest()


@pytest.mark.rule("ENG-8")
def test_an_unbroken_chain_has_no_break() -> None:
    assert first_break(log(played())) is None


@pytest.mark.rule("ENG-8")
@pytest.mark.parametrize(
    "doctored",
    [
        lambda decisions: [*decisions[:4], replace(decisions[4], actor="ars:gestionnaire:x"), *decisions[5:]],
        lambda decisions: [*decisions[:4], replace(decisions[4], payload={}), *decisions[5:]],
        lambda decisions: [*decisions[:4], replace(decisions[4], at=START), *decisions[5:]],
        lambda decisions: [*decisions[:4], *decisions[5:]],
        lambda decisions: [*decisions[:4], decisions[5], decisions[4], *decisions[6:]],
    ],
)
def test_what_is_changed_missing_or_out_of_order_is_found(
    doctored: Callable[[list[Decision]], list[Decision]],
) -> None:
    assert first_break(doctored(log(played()))) == 5


def test_the_time_of_a_decision_never_goes_back() -> None:
    decisions = log(played())
    late = next_decision(AMPHI, tip_of(decisions[-1]), events.Ended(), "moteur", START - timedelta(days=1))
    assert late.at == decisions[-1].at


@pytest.mark.rule("ENG-8")
def test_the_canonical_form_is_one_and_the_same_bytes() -> None:
    text = canonical({"b": [1, {"é": "ü"}], "a": None})
    assert text == '{"a":null,"b":[1,{"é":"ü"}]}'
    assert instant(START) == "2027-03-01T08:00:00.000000Z"


def test_every_event_comes_back_as_it_was_written() -> None:
    scene = played()
    kinds = {type(event) for event in scene.log}
    assert len(kinds) > 8
    for event in scene.log:
        assert event_from(type_name(event), json.loads(canonical(payload(event)))) == event


@pytest.mark.rule("ENG-8", "ENG-9")
def test_a_choice_of_an_older_log_names_no_mandataire_and_is_read_as_it_stands() -> None:
    scene = played()
    old = payload(scene.last(events.Chosen))
    assert "mandataire_id" not in old
    chosen = event_from("chosen", old)
    assert isinstance(chosen, events.Chosen)
    assert chosen.mandataire_id is None
    assert payload(chosen) == old


@pytest.mark.rule("ENG-8", "PRC-5")
def test_a_mandataire_is_named_by_id_in_what_is_published() -> None:
    scene = played()
    by_proxy = replace(scene.last(events.Chosen), mandataire_id=UUID(int=501))
    written = payload(by_proxy)
    assert written["mandataire_id"] == str(UUID(int=501))
    assert event_from("chosen", json.loads(canonical(written))) == by_proxy


def test_every_event_has_a_type_of_its_own_and_changes_one_number() -> None:
    names = {kind.__name__ for kind in get_args(events.Event)}
    assert len(names) == len(get_args(events.Event))
    assert apply(Amphi(AMPHI), events.BackToDraft()).seq == 1
