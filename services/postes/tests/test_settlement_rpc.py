"""Settle and Probe over gRPC: only session's own token gets through (decision 5)."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from chassis.database import Database
from chassis.errors import Kind, RemoteError
from dci.postes.v1 import postes_pb2 as pb
from deploy.local.databases import superuser
from services.postes.tests.calling import GESTIONNAIRE, Calls, an_interne, served
from services.postes.tests.factories import OFFER, World, fiche

pytestmark = pytest.mark.real


def request(numero: int = 2931, **fields: Any) -> pb.SettleRequest:
    message = pb.SettleRequest(
        id=str(uuid4()),
        turn_id=str(uuid4()),
        amphi_id=str(uuid4()),
        offer_id=OFFER,
        regimes=["socle"],
        numero=numero,
        intern_id=str(uuid4()),
        rang_appel=12,
        des_code="33",
        type_choix="classique",
    )
    message.received_at.GetCurrentTime()
    for name, value in fields.items():
        setattr(message, name, value)
    return message


def test_session_gets_a_place_and_the_same_answer_again(world: World, calls: Calls) -> None:
    world.given(fiche(2931))
    asked = request()
    with calls.of("session") as session:
        first = session.settlement.Settle(asked)
        again = session.settlement.Settle(asked)
    assert first == again
    assert first.id == asked.id
    assert first.given.offer_version == 1


@pytest.mark.rule("TRN-4")
def test_a_refusal_is_an_answer_with_its_reason_in_words(world: World, calls: Calls) -> None:
    world.given(fiche(2931))
    with calls.of("session") as session:
        session.settlement.Settle(request())
        second = session.settlement.Settle(request())
    assert second.WhichOneof("answer") == "refused"
    assert second.refused.code == "poste_pourvu"
    assert second.refused.text.startswith("Ce poste vient d’être pris")


@pytest.mark.parametrize("service", ["gateway", "admin", "notifications", "identity"])
def test_nobody_else_may_settle_whoever_the_user_is(world: World, calls: Calls, service: str) -> None:
    world.given(fiche(2931))
    for user in (None, an_interne(uuid4()), GESTIONNAIRE):
        with calls.of(service, user) as caller, pytest.raises(RemoteError) as refused:
            caller.settlement.Settle(request())
        assert refused.value.kind is Kind.FORBIDDEN
    assert world.count("place") == world.count("settlement") == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "12"},
        {"turn_id": "x"},
        {"holder_seen": "x"},
        {"par": "voisin"},
        {"intern_id": "x" * 5000},
        {"amphi_id": "'; DROP TABLE place; --"},
        {"offer_id": "052027"},
        {"offer_id": "052027:\x00"},
        {"des_code": "\x00"},
        {"type_choix": "surnombre"},
        {"type_choix": ""},
    ],
)
def test_what_cannot_be_read_is_refused_and_nothing_stored(
    world: World, calls: Calls, wrong: dict[str, Any]
) -> None:
    world.given(fiche(2931))
    with calls.of("session") as session, pytest.raises(RemoteError) as refused:
        session.settlement.Settle(request(**wrong))
    assert refused.value.kind is Kind.INVALID
    assert world.count("settlement") == 0


def test_another_content_under_the_same_id_is_a_conflict(world: World, calls: Calls) -> None:
    world.given(fiche(2931), fiche(2932))
    asked = request()
    with calls.of("session") as session:
        session.settlement.Settle(asked)
        asked.numero = 2932
        with pytest.raises(RemoteError) as refused:
            session.settlement.Settle(asked)
    assert (refused.value.code, refused.value.kind) == ("commande_differente", Kind.CONFLICT)


@pytest.mark.rule("CHX-4")
@pytest.mark.rule("CHX-5")
def test_what_session_knows_travels_with_the_question(world: World, calls: Calls) -> None:
    world.given(fiche(2931))
    with calls.of("session") as session:
        holder = request(par="mandataire")
        session.settlement.Settle(holder)
        ahead = session.settlement.Settle(request(type_choix="surnombre_validant"))
        behind = request(type_choix="surnombre_validant", holder_seen=holder.intern_id, surnombres_max=1)
        admitted = session.settlement.Settle(behind)
        full = session.settlement.Settle(request(type_choix="surnombre_non_validant", surnombres_max=1))
        none = session.settlement.Settle(request(type_choix="surnombre_non_validant", surnombres_max=0))
    assert ahead.refused.code == "poste_pris_devant"
    assert admitted.given.offer_version == 2
    assert [full.refused.code, none.refused.code] == ["surnombres_complets"] * 2


@pytest.mark.rule("CHX-8")
def test_a_placement_is_by_ars_and_its_refusal_speaks_to_ars(world: World, calls: Calls) -> None:
    world.given(fiche(2931))
    with calls.of("session") as session:
        placed = session.settlement.Settle(request(turn_id="", par=""))
        again = session.settlement.Settle(request(turn_id="", par="ars"))
    assert placed.given.offer_version == 1
    assert again.refused.text == "Ce poste est pourvu. Choisissez-en un autre."
    with world.database.transaction() as tx:
        assert tx.one("SELECT par, turn_id FROM place") == {"par": "ars", "turn_id": None}


def corrected(settled: pb.SettleRequest, numero: int) -> pb.CorrectRequest:
    place = pb.CorrectedPlace(
        intern_id=settled.intern_id,
        before=settled.numero,
        numero=numero,
        amphi_id=settled.amphi_id,
        regimes=settled.regimes,
        rang_appel=settled.rang_appel,
        des_code=settled.des_code,
    )
    asked = pb.CorrectRequest(id=str(uuid4()), offer_id=OFFER, places=[place])
    asked.received_at.GetCurrentTime()
    return asked


@pytest.mark.rule("CHX-6")
def test_session_corrects_and_gets_the_same_answer_again(world: World, calls: Calls) -> None:
    world.given(fiche(2931), fiche(2932))
    one = request()
    with calls.of("session") as session:
        session.settlement.Settle(one)
        asked = corrected(one, 2932)
        first, again = session.settlement.Correct(asked), session.settlement.Correct(asked)
        refused = session.settlement.Correct(corrected(one, 2932))
    assert first == again
    assert (first.id, first.corrected.offer_version) == (asked.id, 3)
    assert len(first.corrected.affectation_ids) == 1
    assert refused.refused.code == "autre_affectation"
    assert refused.refused.text.startswith("Un interne ne tient plus le poste")


@pytest.mark.rule("CHX-6")
@pytest.mark.parametrize("service", ["gateway", "admin", "notifications", "identity"])
def test_nobody_else_may_correct(world: World, calls: Calls, service: str) -> None:
    world.given(fiche(2931), fiche(2932))
    one = request()
    with calls.of("session") as session:
        session.settlement.Settle(one)
    with calls.of(service, GESTIONNAIRE) as caller, pytest.raises(RemoteError) as refused:
        caller.settlement.Correct(corrected(one, 2932))
    assert refused.value.kind is Kind.FORBIDDEN
    assert list(world.holders()) == [2931]


@pytest.mark.rule("G-6")
def test_probe_answers_where_the_database_does(calls: Calls) -> None:
    with calls.of("session") as session:
        session.settlement.Probe(pb.ProbeRequest())


@pytest.mark.rule("G-6")
def test_probe_fails_where_the_database_is_away(
    service_database: Callable[[str], str], postgres_server: str, tmp_path: Path
) -> None:
    dsn = service_database("postes")
    database = Database(dsn, "tests")
    with served(database, tmp_path) as calls, calls.of("session") as session:
        session.settlement.Probe(pb.ProbeRequest())
        shut(postgres_server, dsn.rsplit("/", 1)[1])
        with pytest.raises(RemoteError) as away:
            session.settlement.Probe(pb.ProbeRequest())
    assert away.value.kind is Kind.UNAVAILABLE
    database.close()


def shut(server: str, name: str) -> None:
    """Nobody comes into the database any more, and those inside are put out."""
    with superuser(server) as cursor:
        cursor.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
