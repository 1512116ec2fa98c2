"""Two changes of one intern's rights at once: the newer one counts, beside its control (STA-3, PRC-1)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from chassis.database import Database, Transaction
from services.session.domain.droits import Droits, TypeChoix
from services.session.storage import amphis, rights
from services.session.tests.world import World, but
from services.session.use_cases.apply_rights import apply_rights
from services.session.use_cases.books import Books

pytestmark = [pytest.mark.real, pytest.mark.rule("STA-3", "PRC-1")]

FIRST = UUID(int=1)
BEFORE, AFTER = TypeChoix.SURNOMBRE_VALIDANT, TypeChoix.CLASSIQUE


@pytest.fixture
def world(service_database: Callable[[str], str]) -> Iterator[World]:
    database = Database(service_database("session"), "tests")
    yield World(database)
    database.close()


def told(world: World, version: int, type_choix: TypeChoix) -> None:
    apply_rights(world.engine, FIRST, "052027", version, Droits(type_choix=type_choix), motif="")


def overtaken(books: Books, world: World) -> Books:
    """Whoever has kept version 5 comes to the amphi when version 6 is decided already."""
    pending = [6]

    def lock(tx: Transaction, amphi_id: UUID) -> Any:
        while pending:
            told(world, pending.pop(), AFTER)
        return amphis.lock(tx, amphi_id)

    return replace(books, amphis=but(books.amphis, lock=lock))


def test_control_without_a_second_look_the_older_rights_count_in_the_end(world: World) -> None:
    amphi_id, other = world.started(), world.another()
    books = replace(world.books, rights=but(rights, version=lambda *_: 5))
    world.on(overtaken(books, other))
    told(world, 5, BEFORE)
    assert other.amphi(amphi_id).passages[FIRST].type_choix is BEFORE


def test_whoever_was_overtaken_leaves_it_to_the_newer_rights(world: World) -> None:
    amphi_id, other = world.started(), world.another()
    world.on(overtaken(world.books, other))
    told(world, 5, BEFORE)
    assert other.amphi(amphi_id).passages[FIRST].type_choix is AFTER
