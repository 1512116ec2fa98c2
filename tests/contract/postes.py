"""What session relies on when it asks postes (decisions 4 and 5): one suite for the real one and any double.

Whoever stands in for postes subclasses `PostesContract` and gives a `stock` fixture.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from chassis.errors import DomainError, Kind
from services.session.domain.choix import Accepted, Choix, Correction, Echange, Placement, Refused
from services.session.domain.demande import Concerne, Demande, DemandeCorrection, DemandePlacement
from services.session.domain.droits import TypeChoix
from services.session.use_cases.ports import Postes, Settled

OFFER = "052027:3"
NECKER, PITIE = "11000336", "11000219"


class Stock(ABC):
    """A stock of posts, and the port that asks for them."""

    postes: Postes

    @abstractmethod
    def offer(
        self,
        *numeros: int,
        offer_id: str = OFFER,
        des: str = "33",
        regimes: Sequence[str] = ("socle",),
        reserve: bool = False,
        publie: bool = True,
        imotep: str = NECKER,
    ) -> None:
        """These posts exist, and are so from now on."""

    @abstractmethod
    def holders(self) -> dict[int, UUID]:
        """Who holds what: numero → intern_id."""

    @abstractmethod
    def away(self) -> AbstractContextManager[None]:
        """Within, postes does not answer."""


def demande(numero: int = 2931, **fields: Any) -> Demande:
    """A choice that session has received; a test names what matters to it."""
    choix: dict[str, Any] = {
        "choice_id": uuid4(),
        "turn_id": uuid4(),
        "intern_id": uuid4(),
        "rang_appel": 12,
        "numero": numero,
        "received_at": datetime(2027, 4, 12, 9, 30, 15, 123456, tzinfo=UTC),
        "elapsed": timedelta(seconds=40),
    }
    given: dict[str, Any] = {
        "amphi_id": uuid4(),
        "offer_id": OFFER,
        "regimes": ("socle",),
        "des_code": "33",
    }
    of_the_question = {"amphi_id", "offer_id", "regimes", "des_code", "surnombres_max"}
    choix |= {name: value for name, value in fields.items() if name not in of_the_question}
    given |= {name: value for name, value in fields.items() if name in of_the_question}
    return Demande(choix=Choix(**choix), **given)


def en_surnombre(numero: int = 2931, *, validant: bool = False, **fields: Any) -> Demande:
    """A choice in surnombre."""
    kind = TypeChoix.SURNOMBRE_VALIDANT if validant else TypeChoix.SURNOMBRE_NON_VALIDANT
    return demande(numero, type_choix=kind, **fields)


def placement(numero: int = 2931, **fields: Any) -> DemandePlacement:
    """An intern whom ARS places."""
    asked = Placement(
        placement_id=uuid4(),
        intern_id=fields.pop("intern_id", uuid4()),
        rang_appel=30,
        numero=numero,
        received_at=datetime(2027, 4, 1, 9, tzinfo=UTC),
        reason_hash="0" * 64,
    )
    given: dict[str, Any] = {"amphi_id": uuid4(), "offer_id": OFFER, "regimes": ("socle",), "des_code": "33"}
    return DemandePlacement(placement=asked, **(given | fields))


def correction(*moves: tuple[Demande, int]) -> DemandeCorrection:
    """These choices, each with the post that its intern shall have instead."""
    lines = tuple(
        Echange(asked.amphi_id, asked.choix.intern_id, asked.choix.rang_appel, asked.choix.numero, numero)
        for asked, numero in moves
    )
    wanted = Correction(
        correction_id=uuid4(),
        lines=lines,
        received_at=datetime(2027, 4, 20, 9, tzinfo=UTC),
        reason_hash="0" * 64,
        proposed_by="ars:administrateur:a",
        approved_by="ars:administrateur:b",
    )
    concernes = tuple(
        Concerne(asked.amphi_id, asked.choix.intern_id, asked.regimes, asked.des_code, asked.surnombres_max)
        for asked, _ in moves
    )
    return DemandeCorrection(uuid4(), OFFER, wanted, concernes)


def reason(settled: Settled) -> str:
    """The code of a refusal; it always comes with words for the intern (TRN-4)."""
    assert isinstance(settled.answer, Refused)
    assert settled.text
    return settled.answer.code


class PostesContract:
    """The suite; give it a `stock`."""

    @pytest.fixture
    def stock(self) -> Stock:
        raise NotImplementedError

    @pytest.mark.rule("CHX-1")
    def test_a_free_post_of_the_offer_is_given(self, stock: Stock) -> None:
        stock.offer(2931)
        asked = demande(2931)
        assert stock.postes.settle(asked) == Settled(Accepted())
        assert stock.holders() == {2931: asked.choix.intern_id}

    @pytest.mark.rule("CHX-7")
    def test_a_taken_post_is_refused(self, stock: Stock) -> None:
        stock.offer(2931)
        first = demande(2931)
        stock.postes.settle(first)
        assert reason(stock.postes.settle(demande(2931))) == "poste_pourvu"
        assert stock.holders() == {2931: first.choix.intern_id}

    @pytest.mark.rule("CHX-9")
    def test_taken_in_one_amphi_is_taken_in_another(self, stock: Stock) -> None:
        stock.offer(2931, regimes=("ancien", "approfondissement"))
        stock.postes.settle(demande(2931, regimes=("ancien",)))
        later = demande(2931, regimes=("approfondissement",))
        assert reason(stock.postes.settle(later)) == "poste_pourvu"

    @pytest.mark.rule("CHX-2")
    def test_a_reserved_post_only_for_its_des(self, stock: Stock) -> None:
        stock.offer(2931, des="33", reserve=True)
        assert reason(stock.postes.settle(demande(2931, des_code="34"))) == "poste_reserve"
        assert stock.postes.settle(demande(2931, des_code="33")) == Settled(Accepted())

    @pytest.mark.rule("CHX-1")
    def test_a_post_of_other_regimes_or_unknown_is_outside_the_offer(self, stock: Stock) -> None:
        stock.offer(2931, regimes=("ancien",))
        assert reason(stock.postes.settle(demande(2931, regimes=("socle",)))) == "poste_hors_offre"
        assert reason(stock.postes.settle(demande(9999))) == "poste_hors_offre"

    @pytest.mark.rule("CHX-1")
    def test_an_unpublished_post_is_refused(self, stock: Stock) -> None:
        stock.offer(2931, publie=False)
        assert reason(stock.postes.settle(demande(2931))) == "poste_non_publie"

    @pytest.mark.rule("CHX-7")
    def test_one_affectation_an_intern(self, stock: Stock) -> None:
        stock.offer(2931, 2932)
        asked = demande(2931)
        stock.postes.settle(asked)
        again = demande(2932, intern_id=asked.choix.intern_id)
        assert reason(stock.postes.settle(again)) == "deja_affecte"
        assert set(stock.holders()) == {2931}

    @pytest.mark.rule("CHX-7")
    def test_one_place_a_turn(self, stock: Stock) -> None:
        stock.offer(2931, 2932)
        asked = demande(2931)
        stock.postes.settle(asked)
        again = demande(2932, turn_id=asked.choix.turn_id)
        assert reason(stock.postes.settle(again)) == "tour_servi"

    @pytest.mark.rule("G-3")
    def test_the_same_id_gets_the_same_answer(self, stock: Stock) -> None:
        stock.offer(2931)
        given, refused = demande(2931), demande(2931)
        answers = [stock.postes.settle(asked) for asked in (given, refused, given, refused, given)]
        assert answers[0] == answers[2] == answers[4] == Settled(Accepted())
        assert answers[1] == answers[3]
        assert reason(answers[1]) == "poste_pourvu"

    @pytest.mark.rule("G-3")
    def test_a_refusal_stays_even_when_the_post_could_be_had_later(self, stock: Stock) -> None:
        stock.offer(2931, publie=False)
        asked = demande(2931)
        stock.postes.settle(asked)
        stock.offer(2931, publie=True)
        assert reason(stock.postes.settle(asked)) == "poste_non_publie"
        assert stock.holders() == {}

    @pytest.mark.rule("G-3")
    def test_the_same_id_with_another_content_is_an_error_and_changes_nothing(self, stock: Stock) -> None:
        stock.offer(2931, 2932)
        asked = demande(2931)
        stock.postes.settle(asked)
        other = demande(
            2932, choice_id=asked.choix.choice_id, turn_id=asked.choix.turn_id, amphi_id=asked.amphi_id
        )
        with pytest.raises(DomainError) as refused:
            stock.postes.settle(other)
        assert refused.value.kind is Kind.CONFLICT
        assert set(stock.holders()) == {2931}

    def test_after_a_refusal_the_same_turn_may_choose_again(self, stock: Stock) -> None:
        stock.offer(2931, 2932)
        stock.postes.settle(demande(2931))
        asked = demande(2931)
        stock.postes.settle(asked)
        again = demande(2932, turn_id=asked.choix.turn_id, intern_id=asked.choix.intern_id)
        assert stock.postes.settle(again) == Settled(Accepted())

    @pytest.mark.rule("G-6")
    def test_away_is_unknown_and_asked_again_it_answers(self, stock: Stock) -> None:
        stock.offer(2931)
        asked = demande(2931)
        with stock.away():
            with pytest.raises(DomainError) as unknown:
                stock.postes.settle(asked)
            assert unknown.value.kind is Kind.UNAVAILABLE
            with pytest.raises(DomainError) as gone:
                stock.postes.probe()
            assert gone.value.kind is Kind.UNAVAILABLE
        stock.postes.probe()
        assert stock.postes.settle(asked) == Settled(Accepted())

    @pytest.mark.rule("CHX-3", "CHX-5")
    def test_a_surnombre_non_validant_joins_anybody_and_takes_nothing(self, stock: Stock) -> None:
        stock.offer(2931)
        first = demande(2931)
        stock.postes.settle(first)
        assert stock.postes.settle(en_surnombre(2931)) == Settled(Accepted())
        assert stock.holders() == {2931: first.choix.intern_id}

    @pytest.mark.rule("CHX-5")
    def test_a_post_held_in_surnombre_only_is_free(self, stock: Stock) -> None:
        stock.offer(2931)
        stock.postes.settle(en_surnombre(2931))
        asked = demande(2931)
        assert stock.postes.settle(asked) == Settled(Accepted())
        assert stock.holders() == {2931: asked.choix.intern_id}

    @pytest.mark.rule("CHX-4")
    def test_a_surnombre_validant_joins_only_the_holder_that_session_saw_behind(self, stock: Stock) -> None:
        stock.offer(2931)
        holder = demande(2931)
        stock.postes.settle(holder)
        assert reason(stock.postes.settle(en_surnombre(2931, validant=True))) == "poste_pris_devant"
        other = en_surnombre(2931, validant=True, holder_seen=uuid4())
        assert reason(stock.postes.settle(other)) == "poste_pris_devant"
        seen = en_surnombre(2931, validant=True, holder_seen=holder.choix.intern_id)
        assert stock.postes.settle(seen) == Settled(Accepted())

    @pytest.mark.rule("CHX-5")
    def test_a_ward_admits_as_many_surnombres_as_the_amphi_says(self, stock: Stock) -> None:
        stock.offer(2931, 2932)
        stock.postes.settle(en_surnombre(2931, surnombres_max=1))
        full = en_surnombre(2932, surnombres_max=1)
        assert reason(stock.postes.settle(full)) == "surnombres_complets"
        assert stock.postes.settle(demande(2932)) == Settled(Accepted())

    @pytest.mark.rule("CHX-7", "CHX-5")
    def test_a_surnombre_is_an_affectation_like_any_other_for_its_intern(self, stock: Stock) -> None:
        stock.offer(2931, 2932)
        first = en_surnombre(2931)
        stock.postes.settle(first)
        again = demande(2932, intern_id=first.choix.intern_id)
        assert reason(stock.postes.settle(again)) == "deja_affecte"

    @pytest.mark.rule("CHX-8", "G-3")
    def test_a_placement_takes_the_post_once_and_has_one_answer(self, stock: Stock) -> None:
        stock.offer(2931)
        asked = placement(2931)
        assert stock.postes.place(asked) == stock.postes.place(asked) == Settled(Accepted())
        assert stock.holders() == {2931: asked.placement.intern_id}
        assert reason(stock.postes.place(placement(2931))) == "poste_pourvu"
        assert reason(stock.postes.settle(demande(2931))) == "poste_pourvu"

    @pytest.mark.rule("CHX-2", "CHX-8")
    def test_a_placement_keeps_to_the_offer_and_its_reservations(self, stock: Stock) -> None:
        stock.offer(2931, des="40", reserve=True)
        assert reason(stock.postes.place(placement(2931))) == "poste_reserve"
        assert reason(stock.postes.place(placement(77))) == "poste_hors_offre"

    @pytest.mark.rule("CHX-6", "G-3")
    def test_two_posts_are_exchanged_at_once_and_only_once(self, stock: Stock) -> None:
        stock.offer(2931, 2932)
        one, two = demande(2931), demande(2932)
        for asked in (one, two):
            stock.postes.settle(asked)
        exchange = correction((one, 2932), (two, 2931))
        assert stock.postes.correct(exchange) == stock.postes.correct(exchange) == Settled(Accepted())
        assert stock.holders() == {2932: one.choix.intern_id, 2931: two.choix.intern_id}

    @pytest.mark.rule("CHX-6", "CHX-5")
    def test_a_surnombre_is_corrected_into_a_ward_that_has_room_for_it(self, stock: Stock) -> None:
        stock.offer(2931, 2932)
        stock.offer(2941, imotep=PITIE)
        one, two = en_surnombre(2931, surnombres_max=1), en_surnombre(2941, surnombres_max=1)
        for asked in (one, two):
            stock.postes.settle(asked)
        assert reason(stock.postes.correct(correction((one, 2941)))) == "surnombres_complets"
        assert stock.postes.correct(correction((one, 2932))) == Settled(Accepted())

    @pytest.mark.rule("CHX-6")
    def test_a_correction_happens_whole_or_not_at_all(self, stock: Stock) -> None:
        stock.offer(2931, 2932, 2933, 2934)
        one, two = demande(2931), demande(2932)
        for asked in (one, two, demande(2933)):
            stock.postes.settle(asked)
        before = stock.holders()
        assert reason(stock.postes.correct(correction((one, 2934), (two, 2933)))) == "poste_pourvu"
        stale = correction((demande(2934, intern_id=one.choix.intern_id), 2932))
        assert reason(stock.postes.correct(stale)) == "autre_affectation"
        assert stock.holders() == before
