"""Each habit of simulated interns, as the gateway sees it (SIM-1, SIM-3)."""

import asyncio
import io
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from simulation import intern, screen
from simulation.behaviours import BEHAVIOURS
from simulation.behaviours.present import Present
from simulation.gateway import ANYBODY, Credentials
from simulation.plan import Part, Plan
from simulation.play import play
from simulation.tests.room import AMPHI, ME, Room, opened, until

pytestmark = [pytest.mark.rule("SIM-1"), pytest.mark.rule("SIM-3")]

MYSELF = Credentials("a@interne.example", "secret")
MANDATAIRE = Credentials("m@interne.example", "secret", procuration=True)

Scene = Callable[[Room], Awaitable[None]]


def part(behaviour: str, **of_part: Any) -> Part:
    facts: dict[str, Any] = {
        "amphi_id": AMPHI,
        "rang_appel": ME,
        "credentials": MYSELF,
        "mandataire": ANYBODY,
        "hesitation": (0.01, 0.02),
        "behaviour": behaviour,
        "seed": 7,
    }
    return Part(**facts | of_part)


def played(behaviour: str, scene: Scene, room: Room | None = None, **of_part: Any) -> list[dict[str, Any]]:
    """Rows of what the intern sent and saw."""
    output = io.StringIO()
    asyncio.run(_played(part(behaviour, **of_part), scene, room or Room(), output))
    return [json.loads(line) for line in output.getvalue().splitlines()]


async def _played(one: Part, scene: Scene, room: Room, output: io.StringIO) -> None:
    async with opened(room) as address, asyncio.timeout(20):
        playing = asyncio.create_task(play(Plan(address, (one,)), output))
        await scene(room)
        await playing


def sent(rows: list[dict[str, Any]]) -> list[tuple[str, int]]:
    return [(row["key"], row["numero"]) for row in rows if row["what"] == "sent"]


def codes(rows: list[dict[str, Any]]) -> list[str]:
    return [row.get("code", "yes") for row in rows if row["what"] == "answered"]


async def called(room: Room) -> None:
    """The turn begins once the intern is there."""
    await until(room.present)
    await room.announce()


def test_present_chooses_a_free_post_of_the_own_speciality() -> None:
    rows = played("present", called)

    assert codes(rows) == ["yes"]
    assert sent(rows)[0][1] in {3, 4}


def test_an_offer_that_is_away_is_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "ASK_AGAIN_SECONDS", 0.05)

    async def back(room: Room) -> None:
        await until(lambda: room.without_offer < 0)
        await called(room)

    assert codes(played("present", back, Room(without_offer=2))) == ["yes"]


def test_everything_seen_is_noted_for_the_history_checker() -> None:
    rows = played("present", called)

    heads = [row["seq"] for row in rows if row["what"] == "head"]
    assert heads == sorted(heads)
    assert heads[-1] == 3
    assert {(row["rang"], row["numero"]) for row in rows if row["what"] == "saw"} == {(1, 1), (ME, 3)}
    answered = next(row for row in rows if row["what"] == "answered")
    assert answered.items() >= {"intern_id": "intern-1", "yes": True, "seq": 3, "recu_a": "2027"}.items()


def test_absent_never_comes() -> None:
    room = Room()

    async def nothing(_room: Room) -> None:
        await asyncio.sleep(0.05)

    assert played("absent", nothing, room) == []
    assert room.log_ins == []


def test_late_comes_only_once_marked_absent() -> None:
    async def scene(room: Room) -> None:
        await until(lambda: bool(room.sockets))
        await room.announce()
        await asyncio.sleep(0.1)
        assert not room.present()
        await room.miss("absent")
        await until(room.present)
        await room.announce(turn_id="tour-2")

    assert codes(played("late", scene)) == ["yes"]


def test_hesitating_is_refused_several_times_then_uses_most_of_the_turn() -> None:
    async def scene(room: Room) -> None:
        await until(room.present)
        await room.announce(seconds=1.0)
        await asyncio.sleep(0.6)
        assert room.turn["rang"] == ME

    assert codes(played("hesitating", scene)) == ["poste_pourvu", "poste_reserve", "yes"]


def test_changing_device_chooses_on_another_log_in_than_the_one_that_came() -> None:
    room = Room()

    assert codes(played("changing_device", called, room)) == ["yes"]
    assert [cookie for cookie, _, _ in room.requests] == ["cookie-3"]


def test_by_proxy_the_intern_tries_and_the_mandataire_chooses() -> None:
    room = Room()
    played("by_proxy", called, room, mandataire=MANDATAIRE)

    assert [told.get("compte", "normal") for told in room.log_ins] == ["normal", "procuration"]
    assert room.requests[0][0] == "cookie-1"


@pytest.mark.rule("PRC-4")
def test_whose_procuration_ends_during_the_turn_chooses_at_once() -> None:
    room = Room()
    room.procuration = True

    async def scene(room: Room) -> None:
        await until(room.present)
        await room.announce()
        await until(lambda: bool(room.answers))
        room.procuration = False
        await room.announce()
        await until(lambda: room.etat == "a_choisi")

    assert codes(played("present", scene, room)) == ["procuration_donnee", "yes"]


def test_whose_session_ended_for_good_takes_no_refused_log_in_for_an_answer() -> None:
    room = Room()

    async def scene(room: Room) -> None:
        await until(room.present)
        room.ended = True
        await room.announce()
        await until(lambda: not room.present())

    rows = played("present", scene, room)
    assert [(row["what"], row.get("why")) for row in rows if row["what"] in {"answered", "unknown"}] == [
        ("unknown", "identifiants_faux")
    ]


def test_in_surnombre_asks_for_held_posts_first() -> None:
    rows = played("in_surnombre", called)

    assert sent(rows)[0][1] == 1
    assert codes(rows) == ["poste_pourvu", "yes"]


def test_sending_twice_gets_one_answer_a_key() -> None:
    room = Room()
    rows = played("sending_twice", called, room)

    keys = [key for key, _ in sent(rows)]
    assert len(keys) == 4
    assert len(set(keys)) == 2
    assert sorted(codes(rows)) == ["pas_votre_tour", "yes", "yes", "yes"]


def test_sending_too_late_is_refused_and_asks_to_be_put_back() -> None:
    room = Room()

    async def scene(room: Room) -> None:
        await until(room.present)
        await room.announce(seconds=0.2)
        await until(lambda: bool(room.requests))
        await room.miss("n_a_pas_choisi")
        await until(lambda: room.returns == 1)
        await room.announce(turn_id="tour-2")

    assert codes(played("sending_too_late", scene, room)) == ["pas_votre_tour", "yes"]


def test_losing_the_network_sends_the_same_key_again() -> None:
    room = Room(deaf=1)
    rows = played("losing_network", called, room)

    kinds = [row["what"] for row in rows if row["what"] in {"sent", "unknown", "answered"}]
    assert kinds == ["sent", "unknown", "sent", "answered"]
    assert len({key for key, _ in sent(rows)}) == 1


def test_a_secret_stands_for_a_log_in() -> None:
    room = Room()
    rows = played("present", called, room, credentials=Credentials(secret="sesame"), intern_id="somebody")

    assert room.log_ins == []
    assert room.requests[0][0] == "sesame"
    assert {row["intern_id"] for row in rows if row["what"] == "sent"} == {"somebody"}


def test_who_waits_in_an_amphi_that_is_forgotten_goes_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intern, "PATIENCE_SECONDS", 0.05)

    async def scene(room: Room) -> None:
        await until(room.present)
        await asyncio.sleep(0.2)
        assert room.present()
        room.forgotten = True

    assert sent(played("present", scene)) == []


def test_who_fails_leaves_the_others_at_it(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(Present):
        async def arrive(self) -> None:
            raise LookupError("a habit with a fault")

    monkeypatch.setitem(BEHAVIOURS, "broken", Broken)

    async def scene() -> str:
        room, output = Room(), io.StringIO()
        async with opened(room) as address, asyncio.timeout(20):
            parts = tuple(part(behaviour) for behaviour in ("broken", "present"))
            playing = asyncio.create_task(play(Plan(address, parts), output))
            await called(room)
            await playing
        return output.getvalue()

    assert codes([json.loads(line) for line in asyncio.run(scene()).splitlines()]) == ["yes"]


def test_who_comes_too_late_and_finds_nothing_left_goes_on_waiting() -> None:
    async def scene(room: Room) -> None:
        await until(room.present)
        await room.announce(seconds=0.2)
        await asyncio.sleep(2)
        assert room.present()
        await room.miss("absence_prevue")

    room = Room()
    for poste in room.postes.values():
        poste["pourvu"] = True
    assert sent(played("sending_too_late", scene, room)) == []
