"""Computing and publishing call lists, as staff do it."""

import psycopg2
import pytest

from chassis.database import Database
from chassis.errors import DomainError, Kind
from dci.ranking.v1 import ranking_pb2 as pb
from services.ranking.tests.conftest import Ranking
from services.ranking.tests.grpc_api.fake_identity import intern_id, person

pytestmark = pytest.mark.real


@pytest.mark.rule("RNG-7")
def test_versions_are_numbered_without_a_gap_and_keep_their_lines(ranking: Ranking) -> None:
    ranking.identity.internes = [person("A0001", rang_concours=2), person("A0002", rang_concours=1)]
    first = ranking.compute()
    ranking.identity.internes = [person("A0001", rang_concours=1), person("A0002", rang_concours=2)]
    second = ranking.compute()
    other = ranking.compute("approfondissement", "socle")
    assert (first.number, second.number, other.number) == (1, 2, 1)
    assert [line.ine for line in ranking.lines(first)] == ["A0002", "A0001"]
    assert [line.ine for line in ranking.lines(second)] == ["A0001", "A0002"]


@pytest.mark.rule("RNG-7")
def test_a_version_tells_its_time_its_policy_and_a_digest_of_its_inputs(ranking: Ranking) -> None:
    ranking.identity.internes = [person("A0001")]
    first, same = ranking.compute(), ranking.compute()
    ranking.identity.internes = [person("A0001", rang_concours=101)]
    moved = ranking.compute()
    assert first.scope.policy == "idf-2022"
    assert first.computed_at.ToDatetime(tzinfo=ranking.clock.now().tzinfo) == ranking.clock.now()
    assert first.inputs_digest == same.inputs_digest != moved.inputs_digest
    assert first.internes == 1


@pytest.mark.rule("RNG-7")
@pytest.mark.parametrize("table", ["version", "counted", "ligne", "publication"])
def test_the_database_refuses_to_change_a_version(ranking: Ranking, database: Database, table: str) -> None:
    ranking.identity.internes = [person("A0001")]
    ranking.publish(ranking.compute())
    with database.transaction() as tx, pytest.raises(psycopg2.errors.RaiseException, match="RNG-7"):
        tx.execute(f"DELETE FROM {table}")  # noqa: S608


@pytest.mark.rule("RNG-7")
def test_the_inputs_are_kept_those_who_left_included(ranking: Ranking, database: Database) -> None:
    ranking.identity.internes = [person("A0001"), person("A0002", actif=False), person("B0001", groupe=None)]
    ranking.import_cursus("A0001;112026;stage;oui")
    ranking.compute()
    with database.transaction() as tx:
        rows = tx.all("SELECT interne FROM counted ORDER BY interne ->> 'ine'")
    assert [(row["interne"]["ine"], len(row["interne"]["cursus"])) for row in rows] == [
        ("A0001", 1),
        ("A0002", 0),
    ]


@pytest.mark.rule("RNG-8")
def test_an_unknown_policy_is_refused_with_those_that_exist(ranking: Ranking) -> None:
    scope = pb.Scope(semestre="052027", groupe_code="3", regimes=["socle"], policy="idf-1999")
    with pytest.raises(DomainError, match="idf-2022") as refused:
        ranking.as_staff(lambda stub: stub.Compute(pb.ComputeRequest(scope=scope)))
    assert refused.value.code == "politique_inconnue"


@pytest.mark.rule("SEC-6")
@pytest.mark.parametrize(
    "scope",
    [
        pb.Scope(),
        pb.Scope(semestre="012027", groupe_code="3", regimes=["socle"]),
        pb.Scope(semestre="052027", groupe_code="", regimes=["socle"]),
        pb.Scope(semestre="052027", groupe_code="3", regimes=[]),
        pb.Scope(semestre="052027", groupe_code="3", regimes=["tous"]),
        pb.Scope(semestre="052027", groupe_code="3" * 10_000, regimes=["socle"]),
        pb.Scope(semestre="'; DROP TABLE version; --", groupe_code="3", regimes=["socle"]),
    ],
)
def test_a_scope_that_cannot_be_is_refused(ranking: Ranking, scope: pb.Scope) -> None:
    with pytest.raises(DomainError) as refused:
        ranking.as_staff(lambda stub: stub.Compute(pb.ComputeRequest(scope=scope)))
    assert (refused.value.code, refused.value.kind) == ("perimetre_invalide", Kind.INVALID)


def test_nobody_to_order_is_refused_in_words(ranking: Ranking) -> None:
    ranking.identity.internes = [person("A0001", regime="socle")]
    with pytest.raises(DomainError, match="Vérifiez l’import") as refused:
        ranking.compute("consolidation")
    assert refused.value.code == "liste_vide"


def test_identity_away_stores_nothing(ranking: Ranking, database: Database) -> None:
    ranking.identity.away = True
    with pytest.raises(DomainError) as refused:
        ranking.compute()
    assert refused.value.kind is Kind.UNAVAILABLE
    with database.transaction() as tx:
        assert tx.value("SELECT count(*) FROM perimetre") == 0


@pytest.mark.rule("AMP-2")
@pytest.mark.rule("RNG-7")
def test_publishing_picks_a_version_and_tells_the_others(ranking: Ranking) -> None:
    ranking.identity.internes = [person("A0001")]
    first, second = ranking.compute(), ranking.compute()
    ranking.publish(first, definitive=False)
    published = ranking.publish(second)
    listed = ranking.as_staff(lambda stub: stub.ListVersions(pb.ListVersionsRequest(semestre="052027")))
    shown = {each.number: (each.publication, each.current) for each in listed.versions}
    assert shown == {
        1: (pb.PUBLICATION_STATE_PROVISOIRE, False),
        2: (pb.PUBLICATION_STATE_DEFINITIVE, True),
    }
    public = ranking.as_anybody(lambda stub: stub.ListPublished(pb.ListPublishedRequest())).versions
    assert list(public) == [published]
    told = [event.call_list_published for event in ranking.told()]
    assert [(each.number, each.definitive) for each in told] == [(1, False), (2, True)]
    assert ranking.told()[0].aggregate == "052027:3"


def test_publishing_the_same_again_tells_nobody(ranking: Ranking) -> None:
    ranking.identity.internes = [person("A0001")]
    version = ranking.compute()
    assert ranking.publish(version) == ranking.publish(version)
    assert len(ranking.told()) == 1


def test_an_older_version_can_be_published_again(ranking: Ranking) -> None:
    ranking.identity.internes = [person("A0001")]
    first, second = ranking.compute(), ranking.compute()
    for version in (first, second, first):
        ranking.publish(version)
    public = ranking.as_anybody(lambda stub: stub.ListPublished(pb.ListPublishedRequest())).versions
    assert [version.number for version in public] == [1]


@pytest.mark.parametrize("version_id", ["", "nothing", intern_id("never")])
def test_an_unknown_version_is_not_found(ranking: Ranking, version_id: str) -> None:
    with pytest.raises(DomainError) as refused:
        ranking.publish(pb.Version(version_id=version_id))
    assert refused.value.code == "version_inconnue"


def test_a_version_is_published_as_something(ranking: Ranking) -> None:
    ranking.identity.internes = [person("A0001")]
    request = pb.PublishRequest(version_id=ranking.compute().version_id)
    with pytest.raises(DomainError) as refused:
        ranking.as_staff(lambda stub: stub.Publish(request))
    assert refused.value.code == "statut_invalide"


@pytest.mark.rule("RNG-4")
@pytest.mark.rule("IFC-7")
def test_seniority_comes_from_the_imported_cursus(ranking: Ranking) -> None:
    ranking.identity.internes = [person("JUNI0R", rang_concours=1), person("SENI0R", rang_concours=9)]
    ranking.import_cursus(
        "SENI0R;112025;stage;oui", "SENI0R;052026;recherche;non", "SENI0R;112026;stage;en cours"
    )
    lines = ranking.lines(ranking.compute())
    assert [(line.ine, line.anciennete, line.promotion_theorique) for line in lines] == [
        ("SENI0R", 3, 2025),
        ("JUNI0R", 0, 2026),
    ]
