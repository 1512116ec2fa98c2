"""Searching posts by ward and by post (POS-1…3, POS-5), over gRPC as pages do."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

import pytest

from chassis.errors import Kind, RemoteError
from dci.common.v1.paging_pb2 import PageRequest
from dci.postes.v1 import postes_pb2 as pb
from services.postes.storage import post_search
from services.postes.tests.calling import CONSULTATION, Calls, an_interne
from services.postes.tests.factories import NECKER, OFFER, PITIE, SEMESTRE, World, fiche, ward

pytestmark = pytest.mark.real

BY_POST = pb.SearchPostesRequest.VIEW_POSTE
BY_WARD = pb.SearchPostesRequest.VIEW_SERVICE


def search(
    calls: Calls, filters: Mapping[str, Sequence[str]] | None = None, **fields: Any
) -> pb.SearchPostesResponse:
    given: dict[str, Any] = {"semestre": SEMESTRE, "view": BY_POST} | fields
    request = pb.SearchPostesRequest(**given)
    for name, values in (filters or {}).items():
        request.filters[name].values.extend(values)
    with calls.of("gateway") as gateway:
        return gateway.offers.SearchPostes(request)


def numbers(found: pb.SearchPostesResponse) -> list[int]:
    return [poste.numero for poste in found.postes]


@pytest.fixture
def hospitals(world: World) -> World:
    world.given(
        ward(NECKER),
        ward(
            PITIE,
            etablissement="Hôpital Pitié-Salpêtrière",
            service="Urologie",
            chef_de_service="Pr Bernard d’Arc",
        ),
        ward(
            "11000766",
            etablissement="CHU Bicêtre",
            departement="94",
            service="Obstétrique",
            chef_de_service="",
        ),
        fiche(2931, flechage="Chimiothérapies"),
        fiche(2932, reserve=True, regimes=("ancien", "socle")),
        fiche(2933, imotep=PITIE, des="34", type="Autre"),
        fiche(2934, imotep="11000766", regimes=("approfondissement",)),
        fiche(2935, publie=False),
        fiche(2936, groupe="7"),
        fiche(2931, semestre="112026"),
    )
    return world


@pytest.mark.rule("POS-1")
def test_by_ward_sorted_by_departement_hospital_ward_with_free_counts(hospitals: World, calls: Calls) -> None:
    hospitals.chosen(2931)
    found = search(calls, view=BY_WARD)
    lines = [(line.etablissement, line.service, line.postes, line.disponibles) for line in found.services]
    assert lines == [
        ("Hôpital Necker – Enfants malades", "Chirurgie viscérale pédiatrique", 3, 2),
        ("Hôpital Pitié-Salpêtrière", "Urologie", 1, 1),
        ("CHU Bicêtre", "Obstétrique", 1, 1),
    ]
    assert (found.page.total, found.postes_total, found.disponibles_total) == (3, 5, 4)
    detail = found.services[0].detail
    assert [(poste.numero, poste.pourvu) for poste in detail] == [(2931, True), (2932, False), (2936, False)]


@pytest.mark.rule("POS-3")
def test_a_wards_counts_stay_whole_under_the_quick_filter(hospitals: World, calls: Calls) -> None:
    hospitals.chosen(2931)
    (line,) = search(calls, view=BY_WARD, state=pb.SearchPostesRequest.STATE_POURVU).services
    assert (line.postes, line.disponibles) == (3, 2)
    assert [poste.numero for poste in line.detail] == [2931]


@pytest.mark.rule("POS-2")
def test_a_line_says_everything_of_the_post(hospitals: World, calls: Calls) -> None:
    asked, _ = hospitals.chosen(2931, rang_appel=7)
    (line, *_) = search(calls, offer_id=OFFER, sort="numero").postes
    assert line == pb.Poste(
        semestre="052027",
        numero=2931,
        imotep=NECKER,
        etablissement="Hôpital Necker – Enfants malades",
        departement="75",
        service="Chirurgie viscérale pédiatrique",
        chef_de_service="Pr Élise Œhler",
        groupe_code="3",
        groupe_label="3 - SPÉCIALITÉS CHIRURGICALES",
        des_code="33",
        des_label="33 - GYNÉCOLOGIE OBSTÉTRIQUE",
        regimes=["socle"],
        type="CHU",
        flechage="Chimiothérapies",
        publie=True,
        pourvu=True,
        rang_appel=7,
        holder_amphi_id=str(asked.amphi_id),
    )


@pytest.mark.rule("POS-3")
@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"regime": ["ancien"]}, [2932]),
        ({"regime": ["ancien", "approfondissement"]}, [2932, 2934]),
        ({"groupe": ["7"]}, [2936]),
        ({"groupe": ["3 - SPÉCIALITÉS CHIRURGICALES"], "des": ["34"]}, [2933]),
        ({"etablissement": ["pitie"]}, [2933]),
        ({"etablissement": ["SALPÊTRIÈRE", "bicetre"]}, [2933, 2934]),
        ({"chef_de_service": ["oehler"]}, [2931, 2932, 2936]),
        ({"chef_de_service": ["D'ARC"]}, [2933]),
        ({"service": ["viscerale ped"]}, [2931, 2932, 2936]),
        ({"imotep": [PITIE]}, [2933]),
        ({"type": ["autre"]}, [2933]),
        ({"departement": ["94"]}, [2934]),
        ({"flechage": ["chimiotherapie"]}, [2931]),
        ({"flechage": ["%"]}, []),
        ({"flechage": ["_"]}, []),
        ({"flechage": ["\\"]}, []),
        ({"etablissement": ["", "  "]}, [2931, 2932, 2933, 2934, 2936]),
        ({"etablissement": ["'; DROP TABLE post; --"]}, []),
    ],
)
def test_filters(hospitals: World, calls: Calls, filters: dict[str, list[str]], expected: list[int]) -> None:
    assert numbers(search(calls, filters, sort="numero")) == expected
    assert hospitals.count("post") == 7


@pytest.mark.rule("POS-3")
def test_quick_filters(hospitals: World, calls: Calls) -> None:
    hospitals.chosen(2931)
    taken = search(calls, state=pb.SearchPostesRequest.STATE_POURVU)
    free = search(calls, state=pb.SearchPostesRequest.STATE_NON_POURVU, sort="numero")
    assert numbers(taken) == [2931]
    assert numbers(free) == [2932, 2933, 2934, 2936]


@pytest.mark.rule("POS-2")
@pytest.mark.parametrize("column", list(post_search.SORTS))
def test_every_column_sorts_both_ways(hospitals: World, calls: Calls, column: str) -> None:
    hospitals.chosen(2933, des="34")
    up, down = search(calls, sort=column), search(calls, sort=f"-{column}")
    assert sorted(numbers(up)) == sorted(numbers(down)) == [2931, 2932, 2933, 2934, 2936]
    assert numbers(up) != numbers(down)


@pytest.mark.rule("POS-5")
@pytest.mark.usefixtures("hospitals")
def test_pages_never_overlap_and_say_how_many_there_are(calls: Calls) -> None:
    pages = [search(calls, sort="type", page=PageRequest(number=number, size=2)) for number in (1, 2, 3, 4)]
    assert [len(page.postes) for page in pages] == [2, 2, 1, 0]
    assert len({numero for page in pages for numero in numbers(page)}) == 5
    assert (pages[0].page.number, pages[0].page.size, pages[0].page.total) == (1, 2, 5)


@pytest.mark.parametrize(
    ("page", "shown"), [(PageRequest(), (1, 30)), (PageRequest(number=-3, size=100_000), (1, 200))]
)
@pytest.mark.usefixtures("hospitals")
def test_pages_are_bounded(calls: Calls, page: PageRequest, shown: tuple[int, int]) -> None:
    found = search(calls, page=page)
    assert (found.page.number, found.page.size) == shown


@pytest.mark.rule("PUB-2")
@pytest.mark.usefixtures("hospitals")
def test_nobody_but_staff_sees_what_is_not_published(calls: Calls) -> None:
    assert 2935 not in numbers(search(calls))
    request = pb.SearchPostesRequest(semestre=SEMESTRE, view=BY_POST, with_unpublished=True)
    with calls.of("admin", CONSULTATION) as admin:
        assert 2935 in numbers(admin.offers.SearchPostes(request))
    for user in (None, an_interne(uuid4())):
        with calls.of("gateway", user) as gateway, pytest.raises(RemoteError) as refused:
            gateway.offers.SearchPostes(request)
        assert refused.value.kind is Kind.FORBIDDEN


@pytest.mark.parametrize(
    ("fields", "filters", "code"),
    [
        ({"sort": "mot_de_passe"}, {}, "tri_inconnu"),
        ({}, {"nom": ["x"]}, "filtre_inconnu"),
        ({}, {"service": ["x"] * 51}, "recherche_trop_longue"),
        ({}, {"service": ["x" * 101]}, "recherche_trop_longue"),
        ({}, {"service": ["\x00"]}, "texte_invalide"),
        ({"semestre": "2027"}, {}, "semestre_invalide"),
        ({"offer_id": "x"}, {}, "identifiant_invalide"),
    ],
)
def test_a_search_that_cannot_be_is_refused_in_words(
    calls: Calls, fields: dict[str, Any], filters: dict[str, list[str]], code: str
) -> None:
    with pytest.raises(RemoteError) as refused:
        search(calls, filters, **fields)
    assert (refused.value.code, refused.value.kind) == (code, Kind.INVALID)


@pytest.mark.rule("POS-3")
@pytest.mark.usefixtures("hospitals")
def test_facets_are_the_values_of_the_published_posts(calls: Calls) -> None:
    with calls.of("gateway") as gateway:
        facets = gateway.offers.ListFacets(pb.ListFacetsRequest(semestre=SEMESTRE)).facets
    values = {name: list(found.values) for name, found in facets.items()}
    assert values["semestre"] == ["052027", "112026"]
    assert values["departement"] == ["75", "94"]
    assert values["regime"] == ["ancien", "approfondissement", "socle"]
    assert values["groupe"] == ["3 - SPÉCIALITÉS CHIRURGICALES", "7"]
    assert values["des"] == ["33 - GYNÉCOLOGIE OBSTÉTRIQUE", "34 - UROLOGIE"]
    assert values["type"] == ["Autre", "CHU"]
    assert values["chef_de_service"] == ["Pr Bernard d’Arc", "Pr Élise Œhler"]
