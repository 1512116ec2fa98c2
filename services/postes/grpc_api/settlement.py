"""Settle and Probe: what session asks (decisions 3 to 5)."""

from datetime import UTC
from typing import Any

from chassis.database import Database
from dci.postes.v1 import postes_pb2 as pb
from dci.postes.v1.postes_pb2_grpc import SettlementServiceServicer
from services.postes.domain.reglement import Attribue, Demande, Reponse
from services.postes.grpc_api import read
from services.postes.use_cases.settle import Settle


class SettlementApi(SettlementServiceServicer):
    """The servicer."""

    def __init__(self, database: Database, settle: Settle) -> None:
        self._database = database
        self._settle = settle

    def Settle(self, request: pb.SettleRequest, _context: Any) -> pb.SettleResponse:
        """Give a place, or the stored refusal."""
        return _answer(request.id, self._settle(_demande(request)))

    def Probe(self, _request: pb.ProbeRequest, _context: Any) -> pb.ProbeResponse:
        """Answer if the database does; else `DatabaseUnavailable` or `DatabaseBusy`."""
        with self._database.transaction() as tx:
            tx.value("SELECT true")
        return pb.ProbeResponse()


def _demande(request: pb.SettleRequest) -> Demande:
    return Demande(
        id=read.uuid(request.id, "id"),
        turn_id=read.uuid(request.turn_id, "turn_id"),
        amphi_id=read.uuid(request.amphi_id, "amphi_id"),
        offer_id=read.offer(request.offer_id),
        regimes=frozenset(request.regimes),
        numero=request.numero,
        intern_id=read.uuid(request.intern_id, "intern_id"),
        rang_appel=request.rang_appel,
        des=read.plain(request.des_code),
        type_choix=read.type_choix(request.type_choix),
        received_at=request.received_at.ToDatetime(tzinfo=UTC),
    )


def _answer(settlement_id: str, reponse: Reponse) -> pb.SettleResponse:
    if isinstance(reponse, Attribue):
        given = pb.PlaceGiven(affectation_id=str(reponse.affectation_id), offer_version=reponse.offer_version)
        return pb.SettleResponse(id=settlement_id, given=given)
    return pb.SettleResponse(
        id=settlement_id, refused=pb.PlaceRefused(code=reponse.value, text=reponse.texte)
    )
