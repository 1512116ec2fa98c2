"""What session's decision says finds the very place at the real postes, however late (TRN-5)."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

import grpc
import pytest

from chassis.database import Database
from dci.session.v1.session_pb2 import Amphi, GetAmphiResponse
from services.notifications.adapters.affectations import PostesAffectations
from services.notifications.domain.decided import decided
from services.notifications.domain.facts import Origine
from services.postes.tests.calling import Calls, served
from services.postes.tests.factories import World, fiche
from services.session.adapters.postes import GrpcPostes
from services.session.domain.choix import Accepted, Choix, Correction
from services.session.domain.codec import plain
from tests.contract.postes import correction, demande

pytestmark = [pytest.mark.real, pytest.mark.rule("TRN-5", "CHX-6")]


class Boards:
    """session's amphis, all of one semester."""

    def __getattr__(self, _kind: str) -> Callable[..., Callable[..., Any]]:
        return lambda *_, **__: lambda *_, **__: GetAmphiResponse(amphi=Amphi(semestre="052027"))


@pytest.fixture
def postes(service_database: Callable[[str], str], tmp_path: Path) -> Iterator[Calls]:
    database = Database(service_database("postes"), "tests")
    World(database).given(fiche(2931), fiche(2932))
    with served(database, tmp_path) as calls:
        yield calls
    database.close()


def as_the_mail_keeps_it(asked: Choix | Correction) -> datetime:
    """From the canonical JSON of the log to what notifications asks for."""
    about = {"amphi_id": str(uuid4()), "received_at": plain(asked)["received_at"]}
    instant = decided(about).received_at
    assert instant is not None
    return instant


def test_the_choice_and_the_correction_are_each_found_by_the_instant_that_session_logs(postes: Calls) -> None:
    session, notifications = (
        postes.keys.channel(postes.target, caller=caller, audience="postes", timeout=60)
        for caller in ("session", "notifications")
    )
    chose = demande(2931)
    moved = correction((chose, 2932))
    assert GrpcPostes(session).settle(chose).answer == Accepted()
    assert GrpcPostes(session).correct(moved).answer == Accepted()

    affectations = PostesAffectations(notifications, cast("grpc.Channel", Boards()))
    found = [
        affectations.chosen_in(chose.amphi_id, chose.choix.intern_id, instant)
        for instant in (as_the_mail_keeps_it(chose.choix), as_the_mail_keeps_it(moved.correction), None)
    ]
    assert [(one.poste.numero, one.origine) for one in found] == [
        (2931, Origine.CHOIX),
        (2932, Origine.CORRECTION),
        (2932, Origine.CORRECTION),
    ]
    assert found[0].at == chose.choix.received_at
    assert found[1] == found[2]
