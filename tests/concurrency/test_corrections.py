"""Corrections beside choices, themselves and their approvals; each race with its control (CHX-6, CHX-7)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

import psycopg2
import pytest
from psycopg2.errors import UniqueViolation

from chassis.database import Database, Transaction
from chassis.errors import DomainError
from services.postes.domain.correction import Correction
from services.postes.domain.refus import Refus
from services.postes.domain.reglement import Attribue, Corrige, Demande
from services.postes.domain.type_choix import TypeChoix
from services.postes.storage import places, posts
from services.postes.tests.factories import PITIE, World, committed, correction, corrige, demande, fiche
from services.session.storage import amphis, interventions
from services.session.tests import world as session
from services.session.use_cases.asked import Done
from services.session.use_cases.by import by_staff
from services.session.use_cases.correct import (
    Wanted,
    approve_correction,
    propose_correction,
    withdraw_correction,
)
from services.session.use_cases.engine import Engine
from services.session.use_cases.intervention import CorrectionProposal, State
from tests.concurrency.racing import Meeting, NoLock, at_once, without_indexes

pytestmark = [pytest.mark.real, pytest.mark.rule("CHX-6")]

NON_VALIDANT = TypeChoix.SURNOMBRE_NON_VALIDANT
FIRST, SECOND, THIRD = UUID(int=101), UUID(int=102), UUID(int=103)
WITHOUT_ITS_ID = "ALTER TABLE settlement DROP CONSTRAINT settlement_pkey"


class Held:
    """Two interns hold 2931 and 2932; 2933 is free."""

    def __init__(self, world: World) -> None:
        self.world = world
        world.given(*(fiche(numero) for numero in (2931, 2932, 2933)), fiche(4001, groupe="7"))
        self.one: Demande = world.chosen(2931, rang_appel=1)[0]
        self.other: Demande = world.chosen(2932, rang_appel=2)[0]
        self.exchange = correction(corrige(self.one, 2932), corrige(self.other, 2931))
        self.move = correction(corrige(self.one, 2933))

    def beside(self, asked: Correction, choice: Demande, **ports: Any) -> list[Any]:
        """A correction and a choice: both have looked at who is there before either writes."""
        ports |= {"places": Meeting("in_force", "holds_one")}
        return at_once(
            [partial(self.world.correct(**ports), asked), partial(self.world.settle(**ports), choice)]
        )

    def twice(self, asked: Correction, **ports: Any) -> list[Any]:
        """The same correction, two times at once."""
        usual = {"places": Meeting("in_force")}
        return at_once([partial(self.world.correct(**(usual | ports)), asked)] * 2)

    def on(self, numero: int) -> int:
        """How many hold the post."""
        return [one for one, _, surnombre in self.world.in_force() if not surnombre].count(numero)


class Heedless(Meeting):
    """Whether the place that is replaced is still in force is not asked."""

    def replace(self, tx: Transaction, *arguments: Any) -> None:
        places.replace(_Believed(tx), *arguments)  # type: ignore[arg-type]  # the one call that it makes


class _Believed:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def execute(self, sql: str, params: Any) -> int:
        self._tx.execute(sql, params)
        return 1


@pytest.fixture
def held(service_database: Callable[[str], str]) -> Iterator[Held]:
    database = Database(service_database("postes"), "tests")
    yield Held(World(database))
    database.close()


@pytest.mark.rule("CHX-7")
def test_control_without_guards_a_correction_and_a_choice_get_one_post(held: Held) -> None:
    without_indexes(held.world)
    held.beside(held.move, demande(2933), offers=NoLock(), posts=NoLock())
    assert held.on(2933) == 2


@pytest.mark.rule("CHX-7")
def test_a_correction_and_a_choice_of_one_post(held: Held) -> None:
    answers = held.beside(held.move, demande(2933))
    assert answers.count(Refus.POURVU) == 1
    assert held.on(2933) == 1


@pytest.mark.rule("CHX-7")
def test_the_lock_alone_is_enough(held: Held) -> None:
    without_indexes(held.world)
    held.beside(held.move, demande(2933))
    assert held.on(2933) == 1


@pytest.mark.rule("CHX-7")
def test_the_index_alone_is_enough(held: Held) -> None:
    answers = held.beside(held.move, demande(2933), offers=NoLock(), posts=NoLock())
    assert answers.count(Refus.POURVU) == 1
    assert held.on(2933) == 1


def test_an_exchange_never_lets_a_post_be_seen_free(held: Held) -> None:
    corrected, chosen = held.beside(held.exchange, demande(2931))
    assert isinstance(corrected, Corrige)
    assert chosen is Refus.POURVU
    assert held.world.holders() == {2931: held.other.intern_id, 2932: held.one.intern_id}


def test_a_post_that_a_correction_frees_goes_to_one_at_most(held: Held) -> None:
    settle = held.world.settle()
    crowd = [partial(settle, demande(2931, rang_appel=rang)) for rang in range(3, 8)]
    corrected, *answers = at_once([partial(held.world.correct(), held.move), *crowd])
    assert isinstance(corrected, Corrige)
    assert held.on(2931) == sum(isinstance(answer, Attribue) for answer in answers) <= 1


@pytest.mark.rule("CHX-7")
def test_whoever_is_corrected_gets_no_second_place_from_another_stock(held: Held) -> None:
    again = demande(4001, offer_id="052027:7", intern_id=held.one.intern_id)
    corrected, chosen = held.beside(held.move, again)
    assert isinstance(corrected, Corrige)
    assert chosen is Refus.DEJA_AFFECTE


class NoWardLock:
    """Offer and post are held, the ward is not."""

    lock = staticmethod(posts.lock)

    def lock_ward(self, *_: object) -> None:
        """Nothing is held."""


def for_the_last_surnombre(held: Held, **ports: Any) -> list[Any]:
    """A surnombre is moved into a ward that admits one, and an intern of another stock chooses it."""
    held.world.given(fiche(2941, imotep=PITIE), fiche(4041, groupe="7", imotep=PITIE))
    beside, _ = held.world.chosen(2933, type_choix=NON_VALIDANT)
    choice = demande(4041, offer_id="052027:7", type_choix=NON_VALIDANT, surnombres_max=1)
    moved = correction(corrige(beside, 2941, surnombres_max=1))
    ports |= {"places": Meeting("surnombres_in")}
    return at_once([partial(held.world.correct(**ports), moved), partial(held.world.settle(**ports), choice)])


@pytest.mark.rule("CHX-5")
def test_control_without_the_ward_s_lock_both_get_its_last_surnombre(held: Held) -> None:
    answers = for_the_last_surnombre(held, posts=NoWardLock())
    assert [type(answer) for answer in answers] == [Corrige, Attribue]


@pytest.mark.rule("CHX-5")
def test_a_correction_and_a_choice_and_the_last_surnombre_of_a_ward(held: Held) -> None:
    assert for_the_last_surnombre(held).count(Refus.SURNOMBRES_COMPLETS) == 1


@pytest.mark.rule("G-3")
def test_control_without_guards_the_same_correction_twice_gives_two_places(held: Held) -> None:
    without_indexes(held.world)
    with committed(held.world.database) as tx:
        tx.execute(WITHOUT_ITS_ID)
    held.twice(held.move, offers=NoLock(), posts=NoLock(), places=Heedless("in_force"))
    assert held.on(2933) == 2


@pytest.mark.rule("G-3")
def test_whoever_comes_second_finds_the_place_replaced_already(held: Held) -> None:
    without_indexes(held.world)
    with committed(held.world.database) as tx:
        tx.execute(WITHOUT_ITS_ID)
    held.twice(held.move, offers=NoLock(), posts=NoLock())
    assert held.on(2933) == 1


@pytest.mark.rule("G-3")
def test_the_same_correction_twice_at_once_gets_one_answer(held: Held) -> None:
    first, second = held.twice(held.exchange)
    assert first == second
    assert isinstance(first, Corrige)
    assert held.world.count("place") == 4


@pytest.mark.rule("G-3")
def test_the_same_correction_twice_without_locks_is_held_by_the_schema(held: Held) -> None:
    first, second = held.twice(held.exchange, offers=NoLock(), posts=NoLock())
    assert first == second
    assert held.world.count("place") == 4


class Proposed:
    """FIRST proposes that rank 1 shall have 2932; something happens while SECOND approves."""

    def __init__(self, database: Database) -> None:
        self.world = session.World(database)
        self.amphi_id = self.world.started()
        self.world.choose(self.amphi_id, 1, 2931)
        wanted = [Wanted(self.amphi_id, 1, 2932)]
        by = by_staff("administrateur", FIRST, session.key())
        proposal = propose_correction(self.world.engine, self.amphi_id, by, wanted, "Erreur de saisie")
        self.correction_id = proposal.correction_id

    def approved_after(self, meanwhile: Callable[[], object], *, guarded: bool = True) -> object:
        """What SECOND gets, who had read the proposal when it still waited."""
        pending = [meanwhile]

        def lock(tx: Transaction, amphi_id: UUID) -> Any:
            while pending:
                pending.pop()()
            return amphis.lock(tx, amphi_id)

        books = replace(self.world.books, amphis=session.but(self.world.books.amphis, lock=lock))
        if not guarded:
            books = replace(books, interventions=session.but(interventions, proposal=_still_noted))
        return _outcome(partial(self._approve, Engine(self.world.database, books, self.world.postes), SECOND))

    def by_a_third(self) -> object:
        return _outcome(partial(self._approve, self.world.engine, THIRD))

    def withdrawn(self) -> None:
        withdraw_correction(self.world.engine, self.amphi_id, self.correction_id)

    def corrected(self) -> bool:
        return "corrected" in self.world.types(self.amphi_id)

    def _approve(self, engine: Engine, person: UUID) -> object:
        by = by_staff("administrateur", person, session.key())
        return approve_correction(engine, self.amphi_id, by, self.correction_id)


def _still_noted(tx: Transaction, amphi_id: UUID, correction_id: UUID) -> CorrectionProposal | None:
    """How it stands by now is not asked."""
    found = interventions.proposal(tx, amphi_id, correction_id)
    return None if found is None else replace(found, state=State.NOTED)


def _outcome(ask: Callable[[], object]) -> object:
    try:
        return ask()
    except (DomainError, psycopg2.Error) as refused:
        return refused.code if isinstance(refused, DomainError) else type(refused)


@pytest.fixture
def proposed(service_database: Callable[[str], str]) -> Iterator[Proposed]:
    database = Database(service_database("session"), "tests")
    yield Proposed(database)
    database.close()


def test_control_without_the_guard_a_correction_approved_twice_breaks_the_second(proposed: Proposed) -> None:
    proposed.world.postes.closed.add(2932)
    assert proposed.approved_after(proposed.by_a_third, guarded=False) is UniqueViolation


def test_of_two_who_approve_at_once_the_second_hears_that_it_no_longer_waits(proposed: Proposed) -> None:
    thirds: list[object] = []
    assert proposed.approved_after(lambda: thirds.append(proposed.by_a_third())) == "plus_en_attente"
    assert isinstance(thirds[0], Done)
    assert proposed.corrected()


def test_so_does_the_second_where_postes_refused_the_first(proposed: Proposed) -> None:
    proposed.world.postes.closed.add(2932)
    assert proposed.approved_after(proposed.by_a_third) == "plus_en_attente"
    assert not proposed.corrected()


def test_control_without_the_guard_a_withdrawn_correction_happens(proposed: Proposed) -> None:
    proposed.approved_after(proposed.withdrawn, guarded=False)
    assert proposed.corrected()


def test_a_correction_withdrawn_while_somebody_approves_it_does_not_happen(proposed: Proposed) -> None:
    assert proposed.approved_after(proposed.withdrawn) == "plus_en_attente"
    assert not proposed.corrected()
