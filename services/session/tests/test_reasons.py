"""Reasons in free text lie in the side table, and nowhere else (ENG-8)."""

from pathlib import Path
from uuid import UUID

import pytest

from services.session import storage
from services.session.tests.world import World, staff
from services.session.use_cases.by import By
from services.session.use_cases.errors import AutreDemande
from services.session.use_cases.pause import pause
from services.session.use_cases.place import place
from services.session.use_cases.resume import resume

pytestmark = [pytest.mark.real, pytest.mark.rule("ENG-8")]

REASON = "Madame Martin\nne va pas bien"
WITHOUT_TEXTS = Path(storage.__file__).parent / "migrations" / "session-0005-no-texts-in-commands.sql"


def contents(world: World, amphi_id: UUID) -> list[str]:
    with world.database.transaction() as tx:
        rows = tx.all("SELECT content FROM command WHERE amphi_id = %s ORDER BY received_at, key", [amphi_id])
    return [row["content"] for row in rows]


def paused_and_placed(world: World, amphi_id: UUID) -> tuple[By, By]:
    by, again = staff(), staff()
    pause(world.engine, amphi_id, by, REASON)
    place(world.engine, amphi_id, again, 3, 2931, REASON)
    return by, again


def with_texts(world: World, amphi_id: UUID, by: By, again: By) -> None:
    """As commands were kept before."""
    with world.database.transaction() as tx:
        for one, content in ((by, f"pause {REASON}"), (again, f"place 3 2931 {REASON}")):
            tx.execute(
                "UPDATE command SET content = %s WHERE amphi_id = %s AND key = %s",
                [content, amphi_id, one.key],
            )
        tx.commit()


def test_a_command_keeps_no_reason(world: World) -> None:
    amphi_id = world.started()
    paused_and_placed(world, amphi_id)
    assert not [content for content in contents(world, amphi_id) if "Martin" in content]


@pytest.mark.rule("G-3")
def test_another_reason_under_the_same_key_is_another_command(world: World) -> None:
    amphi_id = world.started()
    by, again = staff(), staff()
    first = pause(world.engine, amphi_id, by, REASON)
    resume(world.engine, amphi_id, staff(), full_time=False)
    assert pause(world.engine, amphi_id, by, REASON) == first
    placed = place(world.engine, amphi_id, again, 3, 2931, REASON)
    assert place(world.engine, amphi_id, again, 3, 2931, REASON) == placed
    with pytest.raises(AutreDemande):
        pause(world.engine, amphi_id, by, "Incident")
    with pytest.raises(AutreDemande):
        place(world.engine, amphi_id, again, 3, 2931, "Incident")


def test_reasons_that_commands_had_kept_are_gone_and_their_answers_stay(world: World) -> None:
    amphi_id = world.started()
    by, again = paused_and_placed(world, amphi_id)
    after = contents(world, amphi_id)
    with_texts(world, amphi_id, by, again)
    assert contents(world, amphi_id) != after
    with world.database.transaction() as tx:
        tx.execute(WITHOUT_TEXTS.read_text())
        tx.commit()
    assert contents(world, amphi_id) == after
