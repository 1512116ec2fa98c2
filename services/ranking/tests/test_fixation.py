"""From session's log to fixed values: RNG-2 as it happens between services."""

import json
from uuid import uuid4

import pytest

from chassis.database import Database
from dci.events.v1.events_pb2 import Event
from dci.ranking.v1 import ranking_pb2 as pb
from dci.session.v1.session_pb2 import Decision
from services.ranking.tests.conftest import Ranking
from services.ranking.tests.grpc_api.fake_identity import intern_id, person

pytestmark = [pytest.mark.real, pytest.mark.rule("RNG-2")]


def decision(ranking: Ranking, amphi_id: str, type_: str, **payload: object) -> Event:
    body = Decision(amphi_id=amphi_id, seq=1, type=type_, payload=json.dumps(payload))
    body.at.FromDatetime(ranking.clock.now())
    return Event(aggregate=amphi_id, decision=body)


def validated(ranking: Ranking, version: pb.Version, amphi_id: str) -> Event:
    interns = [
        {"intern_id": line.intern_id, "rang_appel": line.rang_appel, "absence_prevue": False}
        for line in ranking.lines(version)
    ]
    return decision(ranking, amphi_id, "validated", list_version=version.number, interns=interns)


def run_amphi(ranking: Ranking, version: pb.Version) -> None:
    amphi_id = str(uuid4())
    ranking.hear(validated(ranking, version, amphi_id))
    ranking.hear(decision(ranking, amphi_id, "turn_announced"))
    ranking.hear(decision(ranking, amphi_id, "ended"))


def places(ranking: Ranking, version: pb.Version) -> dict[str, tuple[int, int]]:
    return {line.ine: (line.rang_local, line.effectif_promo_local) for line in ranking.lines(version)}


def test_after_the_amphi_a_newcomer_changes_nobody(ranking: Ranking) -> None:
    ranking.identity.internes = [person("A0001", rang_concours=10), person("A0002", rang_concours=30)]
    run_amphi(ranking, ranking.publish(ranking.compute()))
    ranking.identity.internes += [person("A0003", rang_concours=20)]
    after = ranking.compute(semestre="112027")
    assert places(ranking, after) == {"A0001": (1, 2), "A0002": (2, 2), "A0003": (2, 3)}


@pytest.mark.rule("SIM-1")
def test_a_rehearsal_fixes_nothing(ranking: Ranking) -> None:
    ranking.identity.internes = [person("A0001", rang_concours=10), person("A0002", rang_concours=30)]
    version, amphi_id = ranking.publish(ranking.compute()), str(uuid4())
    for event in (validated(ranking, version, amphi_id), decision(ranking, amphi_id, "ended")):
        event.rehearsal = "essai-0123abcd"
        ranking.hear(event)
    ranking.identity.internes += [person("A0003", rang_concours=20)]
    assert places(ranking, ranking.compute()) == {"A0001": (1, 3), "A0002": (3, 3), "A0003": (2, 3)}


def test_without_an_amphi_everything_is_computed_anew(ranking: Ranking) -> None:
    ranking.identity.internes = [person("A0001", rang_concours=10), person("A0002", rang_concours=30)]
    version = ranking.publish(ranking.compute())
    ranking.hear(validated(ranking, version, str(uuid4())))
    ranking.identity.internes += [person("A0003", rang_concours=20)]
    assert places(ranking, ranking.compute()) == {"A0001": (1, 3), "A0002": (3, 3), "A0003": (2, 3)}


def test_an_amphi_fixes_the_version_it_was_validated_with(ranking: Ranking) -> None:
    ranking.identity.internes = [person("A0001", rang_concours=10), person("A0002", rang_concours=30)]
    taken = ranking.publish(ranking.compute())
    amphi_id = str(uuid4())
    ranking.hear(validated(ranking, taken, amphi_id))
    ranking.identity.internes += [person("A0003", rang_concours=20)]
    ranking.publish(ranking.compute())
    ranking.hear(decision(ranking, amphi_id, "ended"))
    assert places(ranking, ranking.compute()) == {"A0001": (1, 2), "A0002": (2, 2), "A0003": (2, 3)}


def test_back_to_brouillon_and_validated_anew_fixes_the_newer_version(ranking: Ranking) -> None:
    ranking.identity.internes = [person("A0001", rang_concours=10)]
    first = ranking.publish(ranking.compute())
    ranking.identity.internes += [person("A0002", rang_concours=5)]
    second = ranking.publish(ranking.compute())
    amphi_id = str(uuid4())
    for version in (first, second):
        ranking.hear(validated(ranking, version, amphi_id))
    ranking.hear(decision(ranking, amphi_id, "ended"))
    ranking.identity.internes = [person("A0001", rang_concours=1), person("A0002", rang_concours=2)]
    assert places(ranking, ranking.compute()) == {"A0001": (2, 2), "A0002": (1, 2)}


def test_whoever_changes_groupe_later_keeps_the_place_of_origin(ranking: Ranking) -> None:
    ranking.identity.internes = [person("A0001", rang_concours=10), person("A0002", rang_concours=30)]
    run_amphi(ranking, ranking.publish(ranking.compute()))
    medicine = person("A0002").groupe
    medicine.code, medicine.label = "9", "9 - MÉDECINE"
    ranking.identity.internes = [
        person("A0001", rang_concours=10),
        person("A0002", rang_concours=30, groupe=medicine),
        person("A0003", rang_concours=40),
        person("A0004", rang_concours=50, groupe=medicine),
    ]
    assert places(ranking, ranking.compute(groupe="9")) == {"A0002": (2, 2), "A0004": (1, 1)}
    assert places(ranking, ranking.compute()) == {"A0001": (1, 2), "A0003": (3, 3)}


def test_an_explanation_says_that_the_place_was_fixed(ranking: Ranking) -> None:
    ranking.identity.internes = [person("A0001")]
    run_amphi(ranking, ranking.publish(ranking.compute()))
    request = pb.ExplainRequest(version_id=ranking.compute().version_id, intern_id=intern_id("A0001"))
    values = {each.code: each.text for each in ranking.as_staff(lambda stub: stub.Explain(request)).values}
    assert values["rang_local"] == (
        "Place dans la promotion 2024 du groupe 3, fixée à la fin de son premier amphi."
    )


def test_an_unknown_list_or_amphi_stops_nothing(ranking: Ranking, database: Database) -> None:
    ranking.identity.internes = [person("A0001")]
    version = ranking.publish(ranking.compute())
    amphi_id = str(uuid4())
    event = validated(ranking, version, amphi_id)
    event.decision.payload = event.decision.payload.replace('"list_version": 1', '"list_version": 2')
    ranking.hear(event)
    ranking.hear(decision(ranking, amphi_id, "ended"))
    ranking.hear(decision(ranking, str(uuid4()), "validated", list_version=1, interns=[]))
    with database.transaction() as tx:
        assert tx.value("SELECT count(*) FROM fixe") == 0
