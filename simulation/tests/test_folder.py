"""Plans that appear in a folder are played, and forgotten as soon as they are read."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from simulation.folder import play_folder
from simulation.tests.room import AMPHI, ME, Room, opened, until

pytestmark = pytest.mark.rule("SIM-1")


def plan(address: str, amphi_id: str = AMPHI) -> dict[str, Any]:
    """One participant, whose session is open."""
    interne = {"rang_appel": ME, "intern_id": "somebody", "secret": "sesame"}
    amphi = {"amphi_id": amphi_id, "hesitation": [0, 0], "internes": [interne]}
    return {"gateway": address, "seed": 1, "speed": 10, "amphis": [amphi]}


async def put_and_played(folder: Path, room: Room, *others: dict[str, Any]) -> None:
    """Others first, then one that can be played."""
    async with opened(room) as address, asyncio.timeout(20):
        playing = asyncio.create_task(play_folder(folder))
        for number, other in enumerate(others):
            (folder / f"{number}.json").write_text(json.dumps(other))
        (folder / "essai-0123abcd.json").write_text(json.dumps(plan(address)))
        await until(room.present)
        await room.announce()
        await until(lambda: room.etat == "a_choisi")
        playing.cancel()


def test_a_plan_is_played_and_its_secrets_do_not_stay(tmp_path: Path) -> None:
    room = Room()
    asyncio.run(put_and_played(tmp_path, room))
    assert [cookie for cookie, _, _ in room.requests] == ["sesame"]
    assert list(tmp_path.iterdir()) == []


def test_a_plan_that_makes_no_sense_stops_no_other(tmp_path: Path) -> None:
    room = Room()
    asyncio.run(put_and_played(tmp_path, room, {"gateway": "", "seed": 1, "amphis": [{}]}, {}))
    assert room.etat == "a_choisi"
    assert list(tmp_path.iterdir()) == []
