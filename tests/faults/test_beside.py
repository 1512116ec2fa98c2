"""What people do beside the turns: noted as it was, never given up for silence; and nobody has two parts."""

import json
from pathlib import Path
from typing import Any

import pytest

from chassis.errors import DomainError, Kind
from dci.session.v1.session_pb2 import PlaceResponse
from deploy.local.demo.cast import Seat
from tests.faults import notes
from tests.faults.notes import Notes
from tests.faults.seeds import Group
from tests.faults.world import invented
from tests.faults.world.prepared import Prepared, Stock


class Away(DomainError):
    code = "service_indisponible"
    kind = Kind.UNAVAILABLE


class Taken(DomainError):
    code = "poste_pourvu"
    kind = Kind.CONFLICT


def calling(*outcomes: Any) -> Any:
    """One after the other."""
    left = list(outcomes)

    def call() -> Any:
        outcome = left.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    return call


def noted(file: Path) -> list[tuple[Any, ...]]:
    rows = [json.loads(line) for line in file.read_text().splitlines()]
    return [(row["what"], row.get("seq"), row.get("code") or row.get("why")) for row in rows]


@pytest.mark.rule("G-3")
def test_a_command_is_sent_under_one_key_until_it_is_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notes, "AGAIN_AFTER", 0.0)
    file = tmp_path / "notes.jsonl"
    told = Notes(file, "gestionnaire").sent("key-1", calling(Away(), PlaceResponse(seq=7)), act="place")
    assert told.seq == 7
    assert noted(file) == [
        ("sent", None, None),
        ("unknown", None, "service_indisponible"),
        ("sent", None, None),
        ("answered", 7, None),
    ]


def test_a_refusal_is_an_answer(tmp_path: Path) -> None:
    file = tmp_path / "notes.jsonl"
    assert Notes(file, "gestionnaire").asked("withdraw", calling(Taken()), numero=1) is None
    assert noted(file) == [("asked", None, None), ("told", None, "poste_pourvu")]


@pytest.mark.parametrize("internes", [3, 8, 36])
def test_nobody_has_two_parts(internes: int) -> None:
    persons = invented.campaign([invented.groupes(0, Stock(internes))], seed=1).people
    seats = tuple(Seat(rang, person) for rang, person in enumerate(persons, start=1))
    amphi = Prepared("a" * 36, "052027:70", seats, {})
    parts = [*amphi.in_surnombre, *amphi.mandataires, *amphi.may_give_procuration, amphi.placed_beforehand]
    assert len(set(parts)) == len(parts)
    assert len(parts) > 3 or internes < 8


@pytest.mark.rule("CHX-9")
def test_two_amphis_of_one_stock_are_of_one_groupe_and_share_its_posts() -> None:
    first, second = invented.groupes(0, Stock(24, amphis=2))
    campaign = invented.campaign([(first, second)], seed=1)
    assert (first.code, len({first.regime, second.regime})) == (second.code, 2)
    assert {post.groupe.regime for post in campaign.posts} == {"socle|approfondissement"}
    assert len(campaign.posts) > len(campaign.people) == 24


@pytest.mark.rule("TST-3")
def test_how_many_amphis_go_on_at_once_follows_from_the_seed() -> None:
    many = [Group("7", [first]).amphis for first in range(40)]
    assert many == [Group("7", [first]).amphis for first in range(40)]
    assert set(many) == {1, 2}
