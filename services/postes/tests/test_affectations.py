"""The public list of affectations, one's own, the facts of a PDF and the check of a code (AFF-1, PUB-3)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from chassis.callers import User
from chassis.errors import Kind, RemoteError
from dci.common.v1.paging_pb2 import PageRequest
from dci.postes.v1 import postes_pb2 as pb
from services.postes.domain.reglement import Corrige, Par
from services.postes.domain.type_choix import TypeChoix
from services.postes.storage import affectations
from services.postes.tests.calling import CONSULTATION, Calls, an_interne
from services.postes.tests.factories import (
    PITIE,
    SEMESTRE,
    World,
    correction,
    corrige,
    fiche,
    roster_line,
    ward,
)

pytestmark = pytest.mark.real

AMPHI = uuid4()
MEHDI, ZOE = uuid4(), uuid4()
NINE, TEN, ELEVEN = (datetime(2027, 4, 12, hour, 30, 0, 7, tzinfo=UTC) for hour in (9, 10, 11))


def listed(
    calls: Calls,
    filters: Mapping[str, list[str]] | None = None,
    user: User | None = None,
    service: str = "gateway",
    **fields: Any,
) -> pb.ListAffectationsResponse:
    request = pb.ListAffectationsRequest(**fields)
    for name, values in (filters or {}).items():
        request.filters[name].values.extend(values)
    with calls.of(service, user) as caller:
        return caller.affectations.ListAffectations(request)


def identities(found: pb.ListAffectationsResponse) -> list[str]:
    return [one.identity for one in found.affectations]


@pytest.fixture
def chosen(world: World) -> World:
    """Zoé ROUX (second, Urologie) and Mehdi MARTIN (first) have chosen."""
    world.given(
        fiche(2931),
        ward(PITIE, etablissement="Hôpital Pitié-Salpêtrière", service="Urologie", chef_de_service="Pr Arc"),
        fiche(2933, imotep=PITIE, des="34", type="Autre"),
    )
    world.known(MEHDI, "Mehdi", "MARTIN", ufr="Paris VII Méd")
    world.known(ZOE, "Zoé", "ROUX", ufr="Créteil")
    world.rostered(
        AMPHI,
        roster_line(MEHDI, rang_appel=1, anciennete=4),
        roster_line(
            ZOE, rang_appel=2, nom="ROUX", prenom="Zoé", regime="ancien", des="34", des_label="34 - UROLOGIE"
        ),
    )
    world.chosen(2931, intern_id=MEHDI, amphi_id=AMPHI, rang_appel=1, received_at=NINE)
    world.chosen(
        2933,
        intern_id=ZOE,
        amphi_id=AMPHI,
        rang_appel=2,
        received_at=TEN,
        des="34",
        regimes=frozenset({"socle"}),
    )
    return world


@pytest.mark.rule("AFF-1")
@pytest.mark.usefixtures("chosen")
def test_a_line_has_the_columns_of_the_list(calls: Calls) -> None:
    zoe, mehdi = listed(calls, semestre=SEMESTRE).affectations
    assert (mehdi.semestre, mehdi.semestres_valides, mehdi.regime, mehdi.ufr) == (
        "052027",
        4,
        "socle",
        "Paris VII Méd",
    )
    assert (mehdi.poste.des_label, mehdi.poste.departement) == ("33 - GYNÉCOLOGIE OBSTÉTRIQUE", "75")
    assert (zoe.poste.etablissement, zoe.poste.service) == ("Hôpital Pitié-Salpêtrière", "Urologie")
    assert (zoe.poste.chef_de_service, zoe.des_interne) == ("Pr Arc", "34 - UROLOGIE")
    assert (mehdi.type_choix, mehdi.par, mehdi.amphi_id) == ("classique", "interne", str(AMPHI))
    assert mehdi.at.ToDatetime(tzinfo=UTC) == NINE


@pytest.mark.rule("PUB-3")
@pytest.mark.usefixtures("chosen")
def test_the_public_sees_first_name_and_initial_and_no_id(calls: Calls) -> None:
    found = listed(calls)
    assert identities(found) == ["Zoé R", "Mehdi M"]
    assert {one.intern_id for one in found.affectations} == {""}
    assert "MARTIN" not in str(found)


@pytest.mark.rule("PUB-3")
@pytest.mark.usefixtures("chosen")
def test_a_connected_intern_sees_names_and_staff_ids_too(calls: Calls) -> None:
    interne = listed(calls, user=an_interne(uuid4()))
    assert identities(interne) == ["Zoé ROUX", "Mehdi MARTIN"]
    assert {one.intern_id for one in interne.affectations} == {""}
    staff = listed(calls, user=CONSULTATION, service="admin")
    assert [one.intern_id for one in staff.affectations] == [str(ZOE), str(MEHDI)]


@pytest.mark.rule("AFF-1")
@pytest.mark.usefixtures("chosen")
@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"regime": ["ancien"]}, ["Zoé R"]),
        ({"des_poste": ["33"]}, ["Mehdi M"]),
        ({"des_interne": ["34 - UROLOGIE"]}, ["Zoé R"]),
        ({"chef_de_service": ["arc"]}, ["Zoé R"]),
        ({"prenom": ["zoe"]}, ["Zoé R"]),
        ({"prenom": ["MEH", "zo"]}, ["Zoé R", "Mehdi M"]),
        ({"prenom": ["martin"]}, []),
        ({"groupe": ["3"]}, ["Zoé R", "Mehdi M"]),
        ({"etablissement": ["pitie"]}, ["Zoé R"]),
        ({"type": ["autre"]}, ["Zoé R"]),
        ({"type": ["chu"], "regime": ["ancien"]}, []),
    ],
)
def test_filters(calls: Calls, filters: dict[str, list[str]], expected: list[str]) -> None:
    assert identities(listed(calls, filters)) == expected


@pytest.mark.usefixtures("chosen")
def test_by_semester_and_by_amphi(calls: Calls) -> None:
    assert identities(listed(calls, semestre="112027")) == []
    assert len(identities(listed(calls, amphi_id=str(AMPHI)))) == 2
    assert identities(listed(calls, amphi_id=str(uuid4()))) == []


@pytest.mark.usefixtures("chosen")
@pytest.mark.parametrize("column", list(affectations.SORTS))
def test_every_column_sorts_both_ways(calls: Calls, column: str) -> None:
    assert sorted(identities(listed(calls, sort=column))) == ["Mehdi M", "Zoé R"]
    assert len(identities(listed(calls, sort=f"-{column}"))) == 2


@pytest.mark.usefixtures("chosen")
def test_sorted_by_first_name(calls: Calls) -> None:
    assert identities(listed(calls, sort="interne")) == ["Mehdi M", "Zoé R"]
    assert identities(listed(calls, sort="-interne")) == ["Zoé R", "Mehdi M"]


@pytest.mark.usefixtures("chosen")
def test_pages(calls: Calls) -> None:
    first, second = (listed(calls, page=PageRequest(number=number, size=1)) for number in (1, 2))
    assert (identities(first), identities(second)) == (["Zoé R"], ["Mehdi M"])
    assert first.page.total == 2


@pytest.mark.rule("AFF-1")
def test_a_choice_is_listed_at_once_even_before_any_name_is_known(world: World, calls: Calls) -> None:
    world.given(fiche(2931))
    world.chosen(2931, rang_appel=12)
    (one,) = listed(calls).affectations
    assert one.identity == "Interne n°\u00a012"
    assert one.poste.numero == 2931


@pytest.mark.parametrize(
    ("fields", "code"), [({"sort": "nom"}, "tri_inconnu"), ({"amphi_id": "x"}, "identifiant_invalide")]
)
def test_a_list_that_cannot_be_is_refused(calls: Calls, fields: dict[str, Any], code: str) -> None:
    with pytest.raises(RemoteError) as refused:
        listed(calls, **fields)
    assert refused.value.code == code


@pytest.mark.rule("PRO-5")
@pytest.mark.usefixtures("chosen")
def test_an_interns_own(calls: Calls) -> None:
    with calls.of("gateway", an_interne(MEHDI)) as gateway:
        (mine,) = gateway.affectations.GetMyAffectations(pb.GetMyAffectationsRequest()).affectations
    assert (mine.identity, mine.poste.numero, mine.intern_id) == ("Mehdi MARTIN", 2931, str(MEHDI))
    with calls.of("gateway", an_interne(uuid4())) as gateway:
        assert not gateway.affectations.GetMyAffectations(pb.GetMyAffectationsRequest()).affectations


def facts(
    calls: Calls, intern_id: UUID, service: str = "notifications", *, received_at: datetime | None = None
) -> pb.GetAffectationFactsResponse:
    own = pb.OwnAffectation(intern_id=str(intern_id), semestre=SEMESTRE)
    if received_at is not None:
        own.received_at.FromDatetime(received_at)
    with calls.of(service) as caller:
        return caller.affectations.GetAffectationFacts(pb.GetAffectationFactsRequest(own=own))


@pytest.mark.rule("TRN-5")
@pytest.mark.usefixtures("chosen")
def test_the_facts_of_a_pdf_by_intern_or_by_affectation(calls: Calls) -> None:
    by_intern = facts(calls, MEHDI)
    request = pb.GetAffectationFactsRequest(affectation_id=by_intern.affectation.affectation_id)
    with calls.of("notifications") as notifications:
        assert notifications.affectations.GetAffectationFacts(request) == by_intern
    assert by_intern.affectation.identity == "Mehdi MARTIN"


@pytest.mark.rule("CHX-6", "CHX-8")
def test_the_facts_of_a_pdf_say_how_the_place_was_given(world: World, calls: Calls) -> None:
    for numero in (2931, 2932, 2933):
        world.given(fiche(numero))
    chose, _ = world.chosen(2931, intern_id=uuid4())
    placed, _ = world.chosen(2932, intern_id=uuid4(), turn_id=None, par=Par.ARS)
    both = (chose.intern_id, placed.intern_id)
    assert [facts(calls, who).origine for who in both] == ["choix", "placement"]
    assert isinstance(world.correct()(correction(corrige(chose, 2933))), Corrige)
    assert [facts(calls, who).origine for who in both] == ["correction", "placement"]


@pytest.mark.rule("TRN-5", "CHX-6")
def test_the_facts_of_what_was_given_then_are_the_same_however_often_it_was_corrected(
    world: World, calls: Calls
) -> None:
    world.given(fiche(2931), fiche(2932))
    chose, _ = world.chosen(2931, intern_id=uuid4(), received_at=NINE, par=Par.MANDATAIRE)
    before = facts(calls, chose.intern_id)
    there = correction(corrige(chose, 2932), received_at=TEN)
    back = correction(corrige(replace(chose, numero=2932), 2931), received_at=ELEVEN)
    for each in (there, back):
        assert isinstance(world.correct()(each), Corrige)

    first, second, third = (facts(calls, chose.intern_id, received_at=at) for at in (NINE, TEN, ELEVEN))
    assert [one.affectation.poste.numero for one in (first, second, third)] == [2931, 2932, 2931]
    assert [one.origine for one in (first, second, third)] == ["choix", "correction", "correction"]
    assert [one.affectation.par for one in (first, second, third)] == ["mandataire", "ars", "ars"]
    assert (first.code, first.affectation.at) == (before.code, before.affectation.at)
    assert len({first.code, second.code, third.code}) == 3
    assert third == facts(calls, chose.intern_id)


@pytest.mark.rule("TRN-5", "CHX-8")
def test_a_placement_corrected_since_is_still_said_to_have_been_one(world: World, calls: Calls) -> None:
    world.given(fiche(2931), fiche(2932))
    placed, _ = world.chosen(2931, intern_id=uuid4(), turn_id=None, par=Par.ARS, received_at=NINE)
    assert isinstance(world.correct()(correction(corrige(placed, 2932), received_at=TEN)), Corrige)
    then = facts(calls, placed.intern_id, received_at=NINE)
    assert (then.origine, then.affectation.poste.numero, then.affectation.corrected) == (
        "placement",
        2931,
        False,
    )


@pytest.mark.usefixtures("chosen")
def test_at_another_instant_nothing_was_given(calls: Calls) -> None:
    for at in (TEN, NINE + timedelta(microseconds=1)):
        with pytest.raises(RemoteError) as unknown:
            facts(calls, MEHDI, received_at=at)
        assert unknown.value.code == "affectation_inconnue"


@pytest.mark.rule("SEC-6")
@pytest.mark.usefixtures("chosen")
def test_an_instant_that_cannot_be_is_refused(calls: Calls) -> None:
    own = pb.OwnAffectation(intern_id=str(MEHDI), semestre=SEMESTRE)
    own.received_at.seconds = 2**62
    with calls.of("notifications") as notifications, pytest.raises(RemoteError) as refused:
        notifications.affectations.GetAffectationFacts(pb.GetAffectationFactsRequest(own=own))
    assert refused.value.kind is Kind.INVALID


@pytest.mark.usefixtures("chosen")
def test_only_notifications_gets_the_facts(calls: Calls) -> None:
    for service in ("gateway", "admin", "session"):
        with pytest.raises(RemoteError) as refused:
            facts(calls, MEHDI, service)
        assert refused.value.kind is Kind.FORBIDDEN


def test_no_affectation_is_said(calls: Calls) -> None:
    with pytest.raises(RemoteError) as unknown:
        facts(calls, uuid4())
    assert (unknown.value.code, unknown.value.kind) == ("affectation_inconnue", Kind.NOT_FOUND)


def verified(calls: Calls, code: str) -> pb.VerifyCodeResponse:
    with calls.of("gateway") as gateway:
        return gateway.affectations.VerifyCode(pb.VerifyCodeRequest(code=code))


@pytest.mark.rule("TRN-5")
@pytest.mark.usefixtures("chosen")
def test_the_code_of_an_attestation_says_post_date_and_initial(calls: Calls) -> None:
    code = facts(calls, MEHDI).code
    for typed in (code, code.lower(), code.replace("-", ""), f" {code.replace('-', ' ')} "):
        check = verified(calls, typed)
        assert (check.valid, check.identity, check.poste.numero) == (True, "Mehdi M", 2931)
        assert check.at.ToDatetime(tzinfo=UTC) == NINE


@pytest.mark.rule("CHX-6")
def test_a_corrected_affectation_is_not_listed_and_its_code_says_replaced(world: World, calls: Calls) -> None:
    world.given(fiche(2931), fiche(2932))
    world.known(MEHDI, "Mehdi", "MARTIN")
    asked, _ = world.chosen(2931, intern_id=MEHDI, amphi_id=AMPHI, received_at=NINE)
    before = facts(calls, MEHDI)

    world.correct()(correction(corrige(asked, 2932)))

    old, new = verified(calls, before.code), verified(calls, facts(calls, MEHDI).code)
    assert (old.valid, old.replaced, old.identity, old.poste.numero) == (False, True, "Mehdi M", 2931)
    assert (new.valid, new.replaced, new.poste.numero) == (True, False, 2932)
    assert "2932" not in str(old)
    (listed_one,) = listed(calls).affectations
    assert (listed_one.poste.numero, listed_one.par, listed_one.corrected) == (2932, "ars", True)
    with calls.of("gateway", an_interne(MEHDI)) as gateway:
        (mine,) = gateway.affectations.GetMyAffectations(pb.GetMyAffectationsRequest()).affectations
    assert mine == facts(calls, MEHDI).affectation


@pytest.mark.rule("AFF-1", "CHX-6", "CHX-8")
def test_of_those_by_ars_only_the_corrected_are_marked(world: World, calls: Calls) -> None:
    world.given(fiche(2931), fiche(2932), fiche(2933))
    chosen, _ = world.chosen(2931, received_at=NINE)
    world.chosen(2932, turn_id=None, par="ars", received_at=TEN)
    world.correct()(correction(corrige(chosen, 2933)))
    marks = {one.poste.numero: one.corrected for one in listed(calls).affectations}
    assert marks == {2932: False, 2933: True}


@pytest.mark.rule("AFF-1")
@pytest.mark.rule("CHX-5")
def test_whoever_is_in_surnombre_is_listed_beside_the_holder(world: World, calls: Calls) -> None:
    world.given(fiche(2931))
    world.chosen(2931, rang_appel=3, received_at=NINE)
    world.chosen(
        2931, rang_appel=9, received_at=TEN, type_choix=TypeChoix.SURNOMBRE_NON_VALIDANT, par="mandataire"
    )
    beside, holder = listed(calls).affectations
    assert (holder.rang_appel, holder.type_choix, holder.par) == (3, "classique", "interne")
    assert (beside.rang_appel, beside.type_choix, beside.par) == (9, "surnombre_non_validant", "mandataire")
    assert holder.poste == beside.poste
    assert (beside.poste.rang_appel, beside.poste.surnombres) == (3, 1)


@pytest.mark.usefixtures("chosen")
@pytest.mark.parametrize("code", ["", "ABC", "222222-222222-222222", "\x00" * 18, "x" * 100_000])
def test_another_code_says_nothing(calls: Calls, code: str) -> None:
    assert verified(calls, code) == pb.VerifyCodeResponse(valid=False)
