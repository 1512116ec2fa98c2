"""The decisions that session publishes as ranking hears them: the end of an amphi fixes places (RNG-2)."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from chassis.database import Database
from chassis.tests.calls import world
from dci.events.v1.events_pb2 import Event as Told
from dci.ranking.v1 import ranking_pb2 as pb
from services.ranking.tests.conftest import Ranking
from services.ranking.tests.grpc_api.fake_identity import person
from services.session.domain.events import Ended, Event, Validated
from services.session.domain.record import Tip, next_decision, tip_of
from services.session.domain.roster import Appele
from services.session.domain.settings import Settings
from services.session.grpc_api import messages

pytestmark = pytest.mark.real

NOW = datetime(2027, 3, 15, 8, 0, tzinfo=UTC)


@pytest.fixture
def ranking(tmp_path: Path, service_database: Callable[[str], str]) -> Iterator[Ranking]:
    database = Database(service_database("ranking"), "ranking")
    with world(tmp_path) as here:
        yield Ranking(here, database)
    database.close()


def validated(ranking: Ranking, version: pb.Version) -> Validated:
    interns = tuple(Appele(UUID(line.intern_id), line.rang_appel) for line in ranking.lines(version))
    return Validated(
        settings=Settings(), opens_at=NOW, list_version=version.number, interns=interns, slices=()
    )


def log_of(*events: Event) -> Iterator[Told]:
    """What goes out for an amphi's log."""
    amphi_id, tip = uuid4(), Tip()
    for event in events:
        decision = next_decision(amphi_id, tip, event, "ars:gestionnaire:1", NOW)
        tip = tip_of(decision)
        yield Told(aggregate=str(amphi_id), decision=messages.decision(decision, ""))


@pytest.mark.rule("RNG-2")
def test_the_end_of_an_amphi_fixes_the_places_of_its_list(ranking: Ranking) -> None:
    ranking.identity.internes = [person("A0001", rang_concours=10), person("A0002", rang_concours=30)]
    version = ranking.publish(ranking.compute())
    for told in log_of(validated(ranking, version), Ended()):
        ranking.hear(told)
    ranking.identity.internes += [person("A0003", rang_concours=20)]
    places = {
        line.ine: (line.rang_local, line.effectif_promo_local) for line in ranking.lines(ranking.compute())
    }
    assert places == {"A0001": (1, 2), "A0002": (2, 2), "A0003": (2, 3)}
