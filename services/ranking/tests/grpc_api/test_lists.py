"""Reading call lists: pages, names by projection, explanations, ranks, rosters."""

import pytest

from chassis.errors import DomainError, Kind
from dci.common.v1.paging_pb2 import PageRequest
from dci.events.v1.events_pb2 import AbsenceChanged, Event
from dci.ranking.v1 import ranking_pb2 as pb
from services.ranking.tests.conftest import Ranking
from services.ranking.tests.grpc_api.fake_identity import intern_id, person

pytestmark = pytest.mark.real


def mehdi_and_others(ranking: Ranking, *, publish: bool = True) -> pb.Version:
    ranking.identity.internes = [
        person("A0001", nom="Martin", prenom="Mehdi", rang_concours=1),
        person("A0002", nom="Lefèvre-Dupont", prenom="Élise", rang_concours=2),
        person("A0003", nom="Moreau", prenom="Mehdi", rang_concours=3),
    ]
    version = ranking.compute()
    return ranking.publish(version) if publish else version


def page(version: pb.Version, **given: object) -> pb.GetCallListRequest:
    return pb.GetCallListRequest(version_id=version.version_id, **given)  # type: ignore[arg-type]


@pytest.mark.rule("PUB-2")
@pytest.mark.rule("PUB-3")
@pytest.mark.rule("AMP-2")
def test_the_public_sees_first_name_and_initial(ranking: Ranking) -> None:
    version = mehdi_and_others(ranking)
    first = ranking.as_anybody(lambda stub: stub.GetCallList(page(version))).lines[0]
    assert first == pb.CallListLine(
        rang_appel=1,
        identity="Mehdi M",
        des_label="33 - GYNÉCOLOGIE OBSTÉTRIQUE",
        anciennete=0,
        promotion=2024,
        effectif_promo_local=3,
        rang_local=1,
        promotion_theorique=2026,
        effectif_promo_theorique=3,
        rang_actualise="1.00",
    )


@pytest.mark.rule("PUB-3")
@pytest.mark.rule("IFC-11")
def test_interns_see_full_names_and_staff_the_ine(ranking: Ranking) -> None:
    version = mehdi_and_others(ranking)
    seen = ranking.as_interne("A0003", lambda stub: stub.GetCallList(page(version))).lines[0]
    assert (seen.identity, seen.nom, seen.intern_id, seen.ine) == (
        "Mehdi MARTIN",
        "Martin",
        intern_id("A0001"),
        "",
    )
    staff = ranking.as_staff(lambda stub: stub.GetCallList(page(version)), "consultation").lines[0]
    assert (staff.identity, staff.ine) == ("Mehdi MARTIN", "A0001")


@pytest.mark.rule("AMP-2")
def test_nothing_is_public_before_it_is_published(ranking: Ranking) -> None:
    version = mehdi_and_others(ranking, publish=False)
    for ask in (
        lambda stub: stub.GetCallList(page(version)),
        lambda stub: stub.GetCallList(page(version, whole=True)),
    ):
        with pytest.raises(DomainError) as refused:
            ranking.as_interne("A0001", ask)
        assert refused.value.code == "version_inconnue"
    assert not ranking.as_anybody(lambda stub: stub.ListPublished(pb.ListPublishedRequest())).versions
    assert not ranking.as_interne("A0001", lambda stub: stub.GetMyRanks(pb.GetMyRanksRequest())).ranks
    assert len(ranking.as_staff(lambda stub: stub.GetCallList(page(version))).lines) == 3


@pytest.mark.rule("AMP-2")
@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("martin", ["A0001"]),
        ("MARTIN MEHDI", ["A0001"]),
        ("mehdi martin", ["A0001"]),
        ("lefevre dupont", ["A0002"]),
        ("Dupont", ["A0002"]),
        ("elise", ["A0002"]),
        ("mehdi", ["A0001", "A0003"]),
        ("artin", []),
        ("%", ["A0001", "A0002", "A0003"]),
        ("' OR true --", []),
    ],
)
def test_an_intern_is_found_by_name_blind_to_case_and_accents(
    ranking: Ranking, name: str, found: list[str]
) -> None:
    version = mehdi_and_others(ranking)
    answer = ranking.as_staff(lambda stub: stub.GetCallList(page(version, name=name)))
    assert [line.ine for line in answer.lines] == found
    assert answer.page.total == len(found)


@pytest.mark.rule("PUB-3")
def test_the_public_cannot_learn_a_name_by_looking_for_it(ranking: Ranking) -> None:
    version = mehdi_and_others(ranking)
    by_name = ranking.as_anybody(lambda stub: stub.GetCallList(page(version, name="martin")))
    by_initial = ranking.as_anybody(lambda stub: stub.GetCallList(page(version, name="mehdi m")))
    assert (len(by_name.lines), len(by_initial.lines)) == (0, 2)


@pytest.mark.rule("AMP-2")
def test_thirty_a_page(ranking: Ranking) -> None:
    ranking.identity.internes = [person(f"A{number:03d}", rang_concours=number) for number in range(1, 66)]
    version = ranking.publish(ranking.compute())

    def rangs(**asked: int) -> list[int]:
        request = page(version, page=PageRequest(**asked))
        return [line.rang_appel for line in ranking.as_anybody(lambda stub: stub.GetCallList(request)).lines]

    assert rangs() == list(range(1, 31))
    assert rangs(number=3) == list(range(61, 66))
    assert rangs(number=2, size=10) == list(range(11, 21))
    assert rangs(number=9) == []
    assert len(rangs(size=2_000_000_000)) == 65
    assert rangs(number=-5, size=-5) == list(range(1, 31))
    assert rangs(number=2_000_000_000) == []


@pytest.mark.rule("AMP-4")
@pytest.mark.rule("IFC-11")
def test_the_whole_list_is_for_those_who_are_logged_in(ranking: Ranking) -> None:
    version = mehdi_and_others(ranking)
    whole = page(version, whole=True)
    answer = ranking.as_interne("A0001", lambda stub: stub.GetCallList(whole))
    assert [(line.rang_appel, line.ine) for line in answer.lines] == [(1, ""), (2, ""), (3, "")]
    assert [line.ine for line in ranking.as_staff(lambda stub: stub.GetCallList(whole)).lines] == [
        "A0001",
        "A0002",
        "A0003",
    ]
    with pytest.raises(DomainError) as refused:
        ranking.as_anybody(lambda stub: stub.GetCallList(whole))
    assert refused.value.kind is Kind.FORBIDDEN


def absence_of(ine: str, *, absent: bool, number: int) -> Event:
    change = AbsenceChanged(intern_id=intern_id(ine), semestre="052027", absent=absent, version=number)
    return Event(aggregate=change.intern_id, absence_changed=change)


def absent_now(ranking: Ranking, version: pb.Version) -> list[str]:
    return [line.ine for line in ranking.lines(version) if line.absence_prevue]


@pytest.mark.rule("AMP-4")
def test_a_published_list_shows_todays_absences(ranking: Ranking) -> None:
    ranking.identity.absences = {intern_id("A0001"): "disponibilité"}
    version = mehdi_and_others(ranking)
    assert absent_now(ranking, version) == ["A0001"]
    ranking.clock.advance(seconds=1)
    ranking.hear(absence_of("A0002", absent=True, number=7))
    ranking.hear(absence_of("A0001", absent=False, number=8))
    assert absent_now(ranking, version) == ["A0002"]
    ranking.hear(absence_of("A0002", absent=False, number=6))
    assert absent_now(ranking, version) == ["A0002"]


@pytest.mark.rule("AMP-4")
def test_computing_again_repairs_the_copy_of_absences(ranking: Ranking) -> None:
    version = mehdi_and_others(ranking)
    ranking.hear(absence_of("A0002", absent=True, number=1))
    ranking.identity.absences = {intern_id("A0003"): "maladie"}
    ranking.clock.advance(seconds=1)
    ranking.compute()
    assert absent_now(ranking, version) == ["A0003"]


@pytest.mark.rule("RNG-7")
@pytest.mark.rule("PRO-2")
def test_a_line_is_explained_with_its_numbers_and_neighbours(ranking: Ranking) -> None:
    version = mehdi_and_others(ranking)
    request = pb.ExplainRequest(version_id=version.version_id, intern_id=intern_id("A0002"))
    answer = ranking.as_interne("A0002", lambda stub: stub.Explain(request))
    values = {each.code: each.value for each in answer.values}
    assert list(values.items()) == [
        ("rang_actualise", "2,00"),
        ("effectif_promo_theorique", "3"),
        ("promotion_theorique", "2026"),
        ("rang_local", "2"),
        ("effectif_promo_local", "3"),
        ("promotion", "2024"),
        ("anciennete", "0"),
    ]
    assert "2 ÷ 3 × 3 = 2,00" in answer.values[0].text
    assert [each.identity for each in answer.neighbours] == ["Mehdi MARTIN", "Mehdi MOREAU"]
    assert list(answer.neighbour_texts) == [
        "Devant : rang actualisé plus petit (1,00 contre 2,00).",
        "Derrière : rang actualisé plus grand (3,00 contre 2,00).",
    ]


@pytest.mark.rule("RNG-7")
@pytest.mark.rule("PRO-2")
@pytest.mark.rule("SEC-7")
def test_semesters_are_explained_to_the_intern_and_staff_only(ranking: Ranking) -> None:
    ranking.identity.internes = [person("A0001", rang_concours=1), person("A0002", rang_concours=2)]
    ranking.import_cursus("A0001;052026;stage;non", "A0001;112026;stage;en cours")
    version = ranking.publish(ranking.compute())
    request = pb.ExplainRequest(version_id=version.version_id, rang_appel=1)
    own = ranking.as_interne("A0001", lambda stub: stub.Explain(request))
    assert [(each.semestre, each.valide, each.counted) for each in own.semestres] == [
        ("052026", "non", False),
        ("112026", "en cours", True),
    ]
    assert own.semestres[0].reason == "Semestre non validé : il ne compte pas."
    assert len(ranking.as_staff(lambda stub: stub.Explain(request)).semestres) == 2
    for others in (
        ranking.as_anybody(lambda stub: stub.Explain(request)),
        ranking.as_interne("A0002", lambda stub: stub.Explain(request)),
    ):
        assert others.line.anciennete == 1
        assert not others.semestres


@pytest.mark.rule("PUB-3")
def test_an_explanation_to_the_public_names_nobody(ranking: Ranking) -> None:
    version = mehdi_and_others(ranking)
    request = pb.ExplainRequest(version_id=version.version_id, rang_appel=1)
    answer = ranking.as_anybody(lambda stub: stub.Explain(request))
    assert (answer.line.identity, answer.neighbours[0].identity) == ("Mehdi M", "Élise L")
    assert "Martin" not in str(answer)
    assert intern_id("A0001") not in str(answer)


@pytest.mark.parametrize(
    "line", [{"rang_appel": 4}, {"rang_appel": 0}, {"rang_appel": -1}, {"intern_id": intern_id("nobody")}]
)
def test_a_line_that_is_not_there(ranking: Ranking, line: dict[str, object]) -> None:
    version = mehdi_and_others(ranking)
    request = pb.ExplainRequest(version_id=version.version_id, **line)  # type: ignore[arg-type]
    with pytest.raises(DomainError) as refused:
        ranking.as_anybody(lambda stub: stub.Explain(request))
    assert refused.value.code == "ligne_inconnue"


@pytest.mark.rule("PRO-2")
def test_an_intern_sees_the_own_ranks_of_the_newest_semester(ranking: Ranking) -> None:
    mehdi_and_others(ranking)
    ranking.publish(ranking.compute(semestre="112026"))
    mine = ranking.as_interne("A0003", lambda stub: stub.GetMyRanks(pb.GetMyRanksRequest())).ranks
    assert [(each.version.scope.semestre, each.line.rang_appel) for each in mine] == [("052027", 3)]
    before = pb.GetMyRanksRequest(semestre="112026")
    assert [
        each.version.scope.semestre
        for each in ranking.as_interne("A0003", lambda stub: stub.GetMyRanks(before)).ranks
    ] == ["112026"]


@pytest.mark.rule("AMP-2")
def test_session_takes_a_definitive_version_whole(ranking: Ranking) -> None:
    ranking.identity.internes = [person(f"A{number:04d}", rang_concours=number) for number in range(1, 1003)]
    ranking.identity.absences = {intern_id("A0002"): "maladie"}
    version = ranking.publish(ranking.compute())
    ranking.identity.absences = {intern_id("A0001"): "disponibilité"}
    pieces = list(ranking.stub("session").GetRoster(pb.GetRosterRequest(version_id=version.version_id)))
    entries = [entry for piece in pieces for entry in piece.entries]
    assert pieces[0].version == version
    assert [len(piece.entries) for piece in pieces] == [1000, 2]
    assert [entry.rang_appel for entry in entries] == list(range(1, 1003))
    assert entries[0] == pb.RosterEntry(
        rang_appel=1,
        intern_id=intern_id("A0001"),
        nom="NomA0001",
        prenom="PrénomA0001",
        des_code="33",
        des_label="33 - GYNÉCOLOGIE OBSTÉTRIQUE",
        regime="approfondissement",
        anciennete=0,
        absence_motif="disponibilité",
    )
    assert entries[1].absence_motif == ""


@pytest.mark.rule("AMP-2")
def test_a_provisoire_version_is_no_roster(ranking: Ranking) -> None:
    version = mehdi_and_others(ranking, publish=False)
    ranking.publish(version, definitive=False)
    with pytest.raises(DomainError) as refused:
        list(ranking.stub("session").GetRoster(pb.GetRosterRequest(version_id=version.version_id)))
    assert refused.value.code == "liste_non_definitive"
