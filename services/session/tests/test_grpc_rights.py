"""Mandataires, ARS's own actions and their rights, over real gRPC (SEC-5, PRC-5, CHX-6, CHX-8)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from chassis.errors import DomainError, Kind
from dci.session.v1 import session_pb2 as pb
from services.session.domain.amphi import Etat
from services.session.tests.callers import (
    ADMINISTRATEUR,
    GESTIONNAIRE,
    SECOND_PERSON,
    Callers,
    intern,
    mandataire,
)
from services.session.tests.world import World, key

pytestmark = pytest.mark.real


def apply(session: Callers, rang: int, version: int, **rights: Any) -> None:
    told = pb.ApplyRightsRequest(intern_id=str(UUID(int=rang)), version=version, semestre="052027", **rights)
    session.passage("identity").ApplyRights(told)


def choose(session: Callers, amphi_id: str, numero: int) -> pb.ChooseResponse:
    return session.passage().Choose(pb.ChooseRequest(amphi_id=amphi_id, key=key(), numero=numero))


@pytest.mark.rule("PRC-5", "PRC-1", "SEC-5")
def test_the_mandataire_acts_for_the_intern_who_only_watches(session: Callers, world: World) -> None:
    amphi_id = str(world.started())
    active = str(mandataire(1).id)
    apply(session, 1, 1, procuration=True, mandataire_id=active)
    joined = [pb.Presence(amphi_id=amphi_id, intern_id=str(UUID(int=1)), mandataire_id=active)]
    session.passage().Presence(pb.PresenceRequest(pod="a", boot="b", n=1, full=True, joined=joined))
    mine = pb.GetMyPassageRequest(amphi_id=amphi_id)
    with session.acting(intern(1)):
        watched = session.passage().GetMyPassage(mine)
        with pytest.raises(DomainError) as given:
            choose(session, amphi_id, 2931)
    assert (watched.may_choose, watched.passage.procuration, watched.passage.present) == (False, True, True)
    assert given.value.code == "procuration_donnee"
    with session.acting(mandataire(1)):
        assert session.passage().GetMyPassage(mine).may_choose
        (own,) = session.passage().ListMyAmphis(pb.ListMyAmphisRequest()).amphis
        choose(session, amphi_id, 2931)
    assert own.passage.rang_appel == 1
    assert world.etat(UUID(amphi_id), 1) is Etat.A_CHOISI


@pytest.mark.rule("PRC-4", "SEC-5")
def test_a_mandataire_s_token_is_worth_nothing_once_the_procuration_ended(
    session: Callers, world: World
) -> None:
    amphi_id = str(world.started())
    apply(session, 1, 1, procuration=True, mandataire_id=str(mandataire(1).id))
    apply(session, 1, 2)
    with session.acting(mandataire(1)), pytest.raises(DomainError) as ended:
        choose(session, amphi_id, 2931)
    assert ended.value.code == "procuration_terminee"
    with session.acting(intern(1)):
        choose(session, amphi_id, 2931)


@pytest.mark.rule("STA-3")
def test_a_type_de_choix_reaches_the_turn_and_an_unknown_one_is_refused(
    session: Callers, world: World
) -> None:
    amphi_id = world.started()
    world.postes.closed.add(2931)
    apply(session, 1, 1, type_choix="surnombre_non_validant")
    with pytest.raises(DomainError) as unknown:
        apply(session, 1, 2, type_choix="prioritaire")
    with session.acting(intern(1)):
        choose(session, str(amphi_id), 2931)
    assert unknown.value.code == "type_choix_inconnu"
    assert world.etat(amphi_id, 1) is Etat.A_CHOISI


@pytest.mark.rule("ENG-8", "ADM-9")
def test_the_journal_says_who_decided_each_right_and_the_engine_what_nobody_said(
    session: Callers, world: World
) -> None:
    amphi_id = world.started()
    ars = f"ars:gestionnaire:{GESTIONNAIRE.id}"
    by = {"absent_par": ars, "type_choix_par": ars, "procuration_par": "interne"}
    apply(session, 2, 1, type_choix="surnombre_validant", procuration=True, **by)
    apply(session, 2, 2, type_choix="surnombre_validant", absent=True, **by | {"procuration_par": ""})
    apply(session, 2, 3, absent=False, type_choix_par="Camille Roy", absent_par="ars:chef:c.roy@ars.example")
    assert world.actors(amphi_id)[-6:] == [
        ("type_choix_set", ars),
        ("procuration_set", "interne:2"),
        ("absence_set", ars),
        ("procuration_set", "moteur"),
        ("absence_set", "moteur"),
        ("type_choix_set", "moteur"),
    ]
    world.check_log(amphi_id)


@pytest.mark.rule("CHX-8", "ADM-9", "CHX-6")
def test_ars_places_records_and_corrects(session: Callers, world: World) -> None:
    amphi_id = str(world.started())
    conduct = session.conduct()
    with session.acting(GESTIONNAIRE):
        conduct.Place(
            pb.PlaceRequest(amphi_id=amphi_id, key=key(), rang_appel=3, numero=2931, reason="Reclassement")
        )
        turn_id = session.board().GetBoard(pb.GetBoardRequest(amphi_id=amphi_id)).board.turn.turn_id
        conduct.ChooseFor(pb.ChooseForRequest(amphi_id=amphi_id, key=key(), turn_id=turn_id, numero=2932))
        lines = [pb.CorrectionLine(rang_appel=1, numero=2933)]
        wish = pb.ProposeCorrectionRequest(amphi_id=amphi_id, key=key(), lines=lines, reason="Erreur")
        with pytest.raises(DomainError) as no:
            conduct.ProposeCorrection(wish)
    assert no.value.kind is Kind.FORBIDDEN
    with session.acting(ADMINISTRATEUR):
        proposed = conduct.ProposeCorrection(wish).correction
        assert (proposed.state, proposed.lines[0].before) == (pb.INTERVENTION_STATE_NOTED, 2932)
    approval = pb.ApproveCorrectionRequest(amphi_id=amphi_id, key=key(), correction_id=proposed.correction_id)
    with session.acting(SECOND_PERSON):
        conduct.ApproveCorrection(approval)
        listed = session.board("admin").ListInterventions(pb.ListInterventionsRequest(amphi_id=amphi_id))
    (placement,), (correction,) = listed.placements, listed.corrections
    assert (placement.state, placement.reason) == (pb.INTERVENTION_STATE_DONE, "Reclassement")
    assert (correction.state, correction.reason) == (pb.INTERVENTION_STATE_DONE, "Erreur")
    board = session.board().GetBoard(pb.GetBoardRequest(amphi_id=amphi_id)).board
    assert [one.numero for one in board.passages[:3]] == [2933, 0, 2931]
    assert board.passages[2].state == pb.PASSAGE_STATE_AFFECTE


@pytest.mark.rule("SEC-6")
def test_hostile_interventions_are_refused_and_change_nothing(session: Callers, world: World) -> None:
    amphi_id = str(world.started())
    conduct = session.conduct()
    before = world.types(UUID(amphi_id))
    attempts: list[Callable[[], object]] = [
        lambda: conduct.Place(pb.PlaceRequest(amphi_id=amphi_id, key=key(), rang_appel=2, numero=2931)),
        lambda: conduct.Place(
            pb.PlaceRequest(amphi_id=amphi_id, key=key(), rang_appel=-1, numero=1, reason="x")
        ),
        lambda: conduct.Place(
            pb.PlaceRequest(amphi_id=amphi_id, key=key(), rang_appel=2, numero=-5, reason="x\x00")
        ),
        lambda: conduct.WithdrawPlacement(
            pb.WithdrawPlacementRequest(amphi_id=amphi_id, placement_id=str(uuid4()))
        ),
        lambda: conduct.ProposeCorrection(
            pb.ProposeCorrectionRequest(amphi_id=amphi_id, key=key(), reason="x")
        ),
        lambda: conduct.ApproveCorrection(
            pb.ApproveCorrectionRequest(amphi_id=amphi_id, key=key(), correction_id=str(uuid4()))
        ),
        lambda: conduct.ChooseFor(
            pb.ChooseForRequest(amphi_id=amphi_id, key=key(), turn_id=str(uuid4()), numero=1)
        ),
    ]
    with session.acting(ADMINISTRATEUR):
        for attempt in attempts:
            with pytest.raises(DomainError) as refused:
                attempt()
            assert refused.value.kind in {Kind.INVALID, Kind.NOT_FOUND, Kind.CONFLICT}
            assert refused.value.code != "erreur_interne"
    assert world.types(UUID(amphi_id)) == before
