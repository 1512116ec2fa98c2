"""Corrections at once with choices and with themselves, each beside its control (CHX-6, CHX-7)."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest

from chassis.database import Database, Transaction
from services.postes.domain.correction import Correction
from services.postes.domain.refus import Refus
from services.postes.domain.reglement import Attribue, Corrige, Demande
from services.postes.storage import places
from services.postes.tests.factories import World, committed, correction, corrige, demande, fiche
from tests.concurrency.racing import Meeting, NoLock, at_once, without_indexes

pytestmark = [pytest.mark.real, pytest.mark.rule("CHX-6")]

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
