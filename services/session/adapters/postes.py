"""Settles choices with postes, and asks whether it is there (decisions 3 to 5)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import grpc
import structlog

from chassis.errors import DomainError, Kind
from dci.postes.v1 import postes_pb2 as pb
from dci.postes.v1.postes_pb2_grpc import SettlementServiceStub
from services.session.domain.choix import Accepted, Refused
from services.session.domain.demande import Demande, DemandeCorrection, DemandePlacement
from services.session.domain.droits import Par, TypeChoix
from services.session.use_cases.errors import PostesInjoignables
from services.session.use_cases.ports import Settled

log = structlog.get_logger(__name__)

SETTLE_SECONDS: Final = 3.0
PROBE_SECONDS: Final = 0.9
AT_THE_DOOR: Final = frozenset({Kind.UNAUTHENTICATED, Kind.FORBIDDEN, Kind.LIMITED})


class GrpcPostes:
    """By gRPC. Only a stored settlement is an answer: anything else is an error, and asked again."""

    def __init__(self, channel: grpc.Channel) -> None:
        self._settlement = SettlementServiceStub(channel)

    def settle(self, demande: Demande) -> Settled:
        """The stored answer, the same however often it is asked."""
        with _unknown_if_turned_away():
            answer = self._settlement.Settle(_request(demande), timeout=SETTLE_SECONDS)
        if answer.WhichOneof("answer") == "given":
            return Settled(Accepted())
        return Settled(Refused(answer.refused.code), answer.refused.text)

    def place(self, demande: DemandePlacement) -> Settled:
        """The same, for a placement by ARS."""
        with _unknown_if_turned_away():
            answer = self._settlement.Settle(_placement(demande), timeout=SETTLE_SECONDS)
        if answer.WhichOneof("answer") == "given":
            return Settled(Accepted())
        return Settled(Refused(answer.refused.code), answer.refused.text)

    def correct(self, demande: DemandeCorrection) -> Settled:
        """The same, for a correction."""
        with _unknown_if_turned_away():
            answer = self._settlement.Correct(_correction(demande), timeout=SETTLE_SECONDS)
        if answer.WhichOneof("answer") == "corrected":
            return Settled(Accepted())
        return Settled(Refused(answer.refused.code), answer.refused.text)

    def probe(self) -> None:
        """Return if postes and its database answer."""
        with _unknown_if_turned_away():
            self._settlement.Probe(pb.ProbeRequest(), timeout=PROBE_SECONDS)


@contextmanager
def _unknown_if_turned_away() -> Iterator[None]:
    """A call that postes turned away, as for a token that it cannot verify, says nothing about a place."""
    try:
        yield
    except DomainError as error:
        if error.kind not in AT_THE_DOOR:
            raise
        log.warning("postes turns this replica away", error=error.code)
        raise PostesInjoignables from error


def _request(demande: Demande) -> pb.SettleRequest:
    choix = demande.choix
    request = pb.SettleRequest(
        id=str(choix.choice_id),
        turn_id=str(choix.turn_id),
        amphi_id=str(demande.amphi_id),
        offer_id=demande.offer_id,
        regimes=demande.regimes,
        numero=choix.numero,
        intern_id=str(choix.intern_id),
        rang_appel=choix.rang_appel,
        des_code=demande.des_code,
        type_choix=choix.type_choix.value,
        par=choix.par.value,
        holder_seen="" if choix.holder_seen is None else str(choix.holder_seen),
        surnombres_max=demande.surnombres_max,
    )
    request.received_at.FromDatetime(choix.received_at)
    return request


def _placement(demande: DemandePlacement) -> pb.SettleRequest:
    placement = demande.placement
    request = pb.SettleRequest(
        id=str(placement.placement_id),
        amphi_id=str(demande.amphi_id),
        offer_id=demande.offer_id,
        regimes=demande.regimes,
        numero=placement.numero,
        intern_id=str(placement.intern_id),
        rang_appel=placement.rang_appel,
        des_code=demande.des_code,
        type_choix=TypeChoix.CLASSIQUE.value,
        par=Par.ARS.value,
    )
    request.received_at.FromDatetime(placement.received_at)
    return request


def _correction(demande: DemandeCorrection) -> pb.CorrectRequest:
    concernes = {one.intern_id: one for one in demande.concernes}
    request = pb.CorrectRequest(
        id=str(demande.correction.correction_id),
        offer_id=demande.offer_id,
        places=[
            pb.CorrectedPlace(
                intern_id=str(line.intern_id),
                before=line.before,
                numero=line.numero,
                amphi_id=str(line.amphi_id),
                regimes=concernes[line.intern_id].regimes,
                rang_appel=line.rang_appel,
                des_code=concernes[line.intern_id].des_code,
                surnombres_max=concernes[line.intern_id].surnombres_max,
            )
            for line in demande.correction.lines
        ],
    )
    request.received_at.FromDatetime(demande.correction.received_at)
    return request
