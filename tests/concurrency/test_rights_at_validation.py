"""Rights change while an amphi is validated, whoever is first: races beside their controls (STA-3, PRC-1)."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from chassis.database import Database
from services.session.domain.amphi import Etat
from services.session.domain.droits import Droits
from services.session.storage import rights, rosters
from services.session.tests.world import World, but, staff, timetable
from services.session.use_cases.apply_rights import apply_rights
from services.session.use_cases.cut_into_sessions import cut_into_sessions
from services.session.use_cases.validate import validate

pytestmark = [pytest.mark.real, pytest.mark.rule("STA-3", "PRC-1")]

A_WHILE = 0.5
SECOND = UUID(int=2)


class Race:
    """Rank 2 gets an absence while the amphi is validated."""

    def __init__(self, database: Database) -> None:
        self.world = World(database)
        self.amphi_id = self.world.draft()
        cut_into_sessions(self.world.engine, self.amphi_id, timetable())

    def unguarded(self) -> None:
        """Nobody waits for whoever validates."""
        books = self.world.books
        self.world.on(replace(books, amphis=but(books.amphis, hold_brouillons=lambda *_: None)))

    def told_while_validated(self) -> Etat:
        """What the amphi knows where identity tells it once the validation has read the rights."""
        other = self.world.another_like_this()
        look = Then(rights.of, threading.Thread(target=self._tell, args=[other]))
        self.world.on(replace(self.world.books, rights=but(rights, of=look)))
        self._validate(self.world)
        look.other.join()
        return self.world.etat(self.amphi_id, 2)

    def validated_while_told(self) -> Etat:
        """The same, where the validation begins once session has looked in whose call list the intern is."""
        other = self.world.another_like_this()
        look = Then(rosters.amphis_of, threading.Thread(target=self._validate, args=[other]))
        self.world.on(replace(self.world.books, rosters=but(rosters, amphis_of=look)))
        self._tell(self.world)
        look.other.join()
        return self.world.etat(self.amphi_id, 2)

    def _tell(self, world: World) -> None:
        apply_rights(world.engine, SECOND, "052027", 5, Droits(absent=True), motif="congé maternité")

    def _validate(self, world: World) -> None:
        validate(world.engine, world.lists, self.amphi_id, staff())


class Then:
    """A look after which somebody else is given a while, once."""

    def __init__(self, look: Callable[..., Any], other: threading.Thread) -> None:
        self._look, self.other = look, other

    def __call__(self, *arguments: Any) -> Any:
        found = self._look(*arguments)
        if not self.other.ident:
            self.other.start()
            self.other.join(A_WHILE)  # in vain where it waits for the lock
        return found


@pytest.fixture
def race(service_database: Callable[[str], str]) -> Iterator[Race]:
    database = Database(service_database("session"), "tests")
    yield Race(database)
    database.close()


def test_control_without_the_lock_rights_told_during_a_validation_are_lost(race: Race) -> None:
    race.unguarded()
    assert race.told_while_validated() is Etat.EN_ATTENTE


def test_rights_told_during_a_validation_are_decided_after_it(race: Race) -> None:
    assert race.told_while_validated() is Etat.ABSENCE_PREVUE
    assert race.world.types(race.amphi_id)[-1] == "absence_set"


def test_control_without_the_lock_a_validation_misses_rights_that_are_being_told(race: Race) -> None:
    race.unguarded()
    assert race.validated_while_told() is Etat.EN_ATTENTE


def test_a_validation_waits_for_rights_that_are_being_told(race: Race) -> None:
    assert race.validated_while_told() is Etat.ABSENCE_PREVUE
    assert "absence_set" not in race.world.types(race.amphi_id)
