"""Settle on a real database: one id one answer, one post one holder (decisions 4 and 5)."""

from typing import Any
from uuid import uuid4

import pytest
from psycopg2.errors import UniqueViolation

from chassis.database import DatabaseBusy
from chassis.errors import Kind
from services.postes.domain.refus import Refus
from services.postes.domain.reglement import Attribue
from services.postes.storage import places
from services.postes.tests.factories import OFFER, World, committed, demande, fiche
from services.postes.use_cases.errors import AnotherRequest, StillBusy

pytestmark = pytest.mark.real


@pytest.mark.rule("CHX-1")
def test_a_free_post_is_given(world: World) -> None:
    world.given(fiche(2931))
    asked = demande(2931)

    reponse = world.settle()(asked)

    assert isinstance(reponse, Attribue)
    assert reponse.offer_version == 1
    with world.database.transaction() as tx:
        row = tx.one("SELECT * FROM place ORDER BY numero")
    assert row == {
        "affectation_id": reponse.affectation_id,
        "semestre": "052027",
        "numero": 2931,
        "intern_id": asked.intern_id,
        "amphi_id": asked.amphi_id,
        "rang_appel": 1,
        "type_choix": "classique",
        "turn_id": asked.turn_id,
        "received_at": asked.received_at,
        "surnombre": False,
        "par": "interne",
        "superseded_by": None,
    }


@pytest.mark.rule("POS-6")
def test_a_given_place_is_told_under_the_offers_next_version(world: World) -> None:
    world.given(fiche(2931), fiche(2932))
    first, _ = world.chosen(2931, rang_appel=7)
    second, _ = world.chosen(2932, rang_appel=8)

    one, two = world.told()

    assert (one.aggregate, one.number, two.number) == (OFFER, 1, 2)
    assert (one.offer_changed.offer_id, one.offer_changed.version) == (OFFER, 1)
    assert (one.offer_changed.taken.numero, one.offer_changed.taken.rang_appel) == (2931, 7)
    assert one.offer_changed.taken.amphi_id == str(first.amphi_id)
    assert two.offer_changed.taken.amphi_id == str(second.amphi_id)


@pytest.mark.rule("G-3")
def test_the_same_id_gets_the_same_answer_and_one_place(world: World) -> None:
    world.given(fiche(2931))
    asked = demande(2931)

    answers = [world.settle()(asked) for _ in range(3)]

    assert answers[0] == answers[1] == answers[2]
    assert world.count("place") == 1
    assert len(world.told()) == 1


@pytest.mark.rule("G-3")
def test_a_refusal_is_stored_and_stays_even_when_the_post_is_there_later(world: World) -> None:
    world.given(fiche(2931, publie=False))
    asked = demande(2931)
    assert world.settle()(asked) is Refus.NON_PUBLIE

    world.given(fiche(2931, publie=True))

    assert world.settle()(asked) is Refus.NON_PUBLIE
    assert world.count("place") == 0


@pytest.mark.rule("G-3")
@pytest.mark.parametrize(
    "other", [{"numero": 2932}, {"intern_id": uuid4()}, {"turn_id": uuid4()}, {"des": "34"}]
)
def test_an_id_with_another_content_is_refused(world: World, other: dict[str, Any]) -> None:
    world.given(fiche(2931), fiche(2932))
    asked, _ = world.chosen(2931)
    fields = {name: getattr(asked, name) for name in ("id", "turn_id", "amphi_id", "intern_id")}

    with pytest.raises(AnotherRequest):
        world.settle()(demande(**({"numero": 2931} | fields | other)))

    assert world.count("place") == 1


@pytest.mark.rule("CHX-7")
def test_a_taken_post_is_refused_to_the_next(world: World) -> None:
    world.given(fiche(2931))
    world.chosen(2931)
    assert world.settle()(demande(2931)) is Refus.POURVU


@pytest.mark.rule("CHX-9")
def test_a_post_taken_in_one_amphi_is_taken_in_the_others_of_the_groupe(world: World) -> None:
    world.given(fiche(2931, regimes=("ancien", "approfondissement")))
    world.chosen(2931, amphi_id=uuid4(), regimes=frozenset({"ancien"}))
    later = demande(2931, amphi_id=uuid4(), regimes=frozenset({"approfondissement"}))
    assert world.settle()(later) is Refus.POURVU


@pytest.mark.rule("CHX-2")
def test_a_reserved_post_is_refused_to_another_des(world: World) -> None:
    world.given(fiche(2931, reserve=True, des="33"))
    assert world.settle()(demande(2931, des="34")) is Refus.RESERVE
    assert isinstance(world.settle()(demande(2931, des="33")), Attribue)


@pytest.mark.rule("CHX-6")
@pytest.mark.rule("CHX-7")
def test_an_intern_has_one_affectation_a_semester(world: World) -> None:
    world.given(fiche(2931), fiche(2932), fiche(2931, semestre="112027"))
    asked, _ = world.chosen(2931)
    again = demande(2932, intern_id=asked.intern_id)
    assert world.settle()(again) is Refus.DEJA_AFFECTE
    world.chosen(2931, intern_id=asked.intern_id, offer_id="112027:3")


@pytest.mark.rule("CHX-7")
def test_a_turn_gives_one_place(world: World) -> None:
    world.given(fiche(2931), fiche(2932))
    asked, _ = world.chosen(2931)
    assert world.settle()(demande(2932, turn_id=asked.turn_id)) is Refus.TOUR_SERVI


@pytest.mark.rule("CHX-1")
@pytest.mark.parametrize(
    "fields",
    [
        {"numero": 9999},
        {"numero": 2931, "offer_id": "052027:7"},
        {"numero": 2931, "offer_id": "112027:3"},
        {"numero": 2931, "regimes": frozenset({"ancien"})},
        {"numero": -1},
    ],
)
def test_what_is_not_in_the_amphis_offer_is_refused_and_stored(world: World, fields: dict[str, Any]) -> None:
    world.given(fiche(2931))
    assert world.settle()(demande(**fields)) is Refus.HORS_OFFRE
    assert world.count("settlement") == 1
    assert world.count("place") == 0


def test_after_a_refusal_the_turn_may_choose_something_else(world: World) -> None:
    world.given(fiche(2931), fiche(2932))
    world.chosen(2931)
    asked = demande(2931)
    assert world.settle()(asked) is Refus.POURVU
    other = demande(2932, turn_id=asked.turn_id, intern_id=asked.intern_id)
    assert isinstance(world.settle()(other), Attribue)


def test_a_lock_not_had_in_time_is_no_answer(world: World) -> None:
    world.given(fiche(2931))
    asked = demande(2931)
    with world.database.transaction() as tx:
        tx.one("SELECT FROM offer WHERE offer_id = %s FOR UPDATE", [OFFER])
        with pytest.raises(DatabaseBusy) as busy:
            world.settle()(asked)

    assert busy.value.kind is Kind.UNAVAILABLE
    assert world.count("settlement") == 0
    assert isinstance(world.settle()(asked), Attribue)


def test_nothing_is_kept_of_an_attempt_that_died_before_its_end(world: World) -> None:
    world.given(fiche(2931))

    class Dies:
        def tell(self, *_: object) -> int:
            raise RuntimeError("killed")

    asked = demande(2931)
    with pytest.raises(RuntimeError, match="killed"):
        world.settle(changes=Dies())(asked)

    assert (world.count("place"), world.count("settlement"), world.count("outbox")) == (0, 0, 0)
    assert isinstance(world.settle()(asked), Attribue)


class Blind:
    """The places with the looks before the insert left out: only the schema is left to refuse."""

    def __getattr__(self, name: str) -> Any:
        return getattr(places, name)

    def holder(self, *_: object) -> None:
        return None

    def holds_one(self, *_: object) -> bool:
        return False

    turn_has_one = holds_one


@pytest.mark.rule("CHX-7")
@pytest.mark.parametrize("same", ["numero", "intern_id", "turn_id"])
def test_the_schema_itself_refuses_what_the_looks_would_have_missed(world: World, same: str) -> None:
    world.given(fiche(2931), fiche(2932))
    asked, _ = world.chosen(2931)
    fields: dict[str, Any] = {"numero": 2932} | {same: getattr(asked, same)}

    with pytest.raises(StillBusy):
        world.settle(places=Blind())(demande(**fields))

    assert world.count("place") == 1
    assert world.count("settlement") == 1


def test_a_place_cannot_be_written_twice_even_by_hand(world: World) -> None:
    world.given(fiche(2931))
    world.chosen(2931)
    with pytest.raises(UniqueViolation), committed(world.database) as tx:
        tx.execute(
            "INSERT INTO place SELECT gen_random_uuid(), semestre, numero, gen_random_uuid(), amphi_id, 2,"
            " type_choix, gen_random_uuid(), received_at FROM place"
        )


@pytest.mark.rule("TRN-5")
def test_every_affectation_has_the_code_of_its_attestation(world: World) -> None:
    world.given(fiche(2931))
    _, given = world.chosen(2931)
    with world.database.transaction() as tx:
        row = tx.one("SELECT affectation_id, code FROM attestation ORDER BY code")
    assert row is not None
    assert row["affectation_id"] == given.affectation_id
    assert len(row["code"]) == 20
