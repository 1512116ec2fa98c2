"""Settle, Correct and Probe: what session asks (decisions 3 to 5)."""

from datetime import UTC, datetime
from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp

from chassis.database import Database
from dci.postes.v1 import postes_pb2 as pb
from dci.postes.v1.postes_pb2_grpc import SettlementServiceServicer
from services.postes.domain.correction import Correction, PlaceCorrigee
from services.postes.domain.refus import Refus
from services.postes.domain.reglement import Attribue, Corrige, Demande, Par, Reponse
from services.postes.grpc_api import read
from services.postes.use_cases.correct import Correct
from services.postes.use_cases.settle import Settle


class SettlementApi(SettlementServiceServicer):
    """The servicer."""

    def __init__(self, database: Database, settle: Settle, correct: Correct) -> None:
        self._database = database
        self._settle = settle
        self._correct = correct

    def Settle(self, request: pb.SettleRequest, _context: Any) -> pb.SettleResponse:
        """Give a place, or the stored refusal."""
        demande = _demande(request)
        reponse = self._settle(demande)
        answer = pb.SettleResponse(id=request.id)
        match reponse:
            case Attribue(affectation_id, offer_version):
                answer.given.CopyFrom(
                    pb.PlaceGiven(affectation_id=str(affectation_id), offer_version=offer_version)
                )
            case Refus():
                answer.refused.CopyFrom(_refused(reponse, demande.par))
            case _:
                raise _Misplaced(reponse)
        return answer

    def Correct(self, request: pb.CorrectRequest, _context: Any) -> pb.CorrectResponse:
        """Replace the places, or the stored refusal."""
        reponse = self._correct(_correction(request))
        answer = pb.CorrectResponse(id=request.id)
        match reponse:
            case Corrige(affectation_ids, offer_version):
                answer.corrected.affectation_ids.extend(map(str, affectation_ids))
                answer.corrected.offer_version = offer_version
            case Refus():
                answer.refused.CopyFrom(_refused(reponse, Par.ARS))
            case _:
                raise _Misplaced(reponse)
        return answer

    def Probe(self, _request: pb.ProbeRequest, _context: Any) -> pb.ProbeResponse:
        """Answer if the database does; else `DatabaseUnavailable` or `DatabaseBusy`."""
        with self._database.transaction() as tx:
            tx.value("SELECT true")
        return pb.ProbeResponse()


class _Misplaced(TypeError):
    """A request of one kind got the answer of the other: their digests differ, so this cannot be."""

    def __init__(self, reponse: Reponse) -> None:
        super().__init__(f"not an answer to this: {reponse}")


def _demande(request: pb.SettleRequest) -> Demande:
    turn_id = read.optional_uuid(request.turn_id, "turn_id")
    return Demande(
        id=read.uuid(request.id, "id"),
        turn_id=turn_id,
        amphi_id=read.uuid(request.amphi_id, "amphi_id"),
        offer_id=read.offer(request.offer_id),
        regimes=frozenset(request.regimes),
        numero=request.numero,
        intern_id=read.uuid(request.intern_id, "intern_id"),
        rang_appel=request.rang_appel,
        des=read.plain(request.des_code),
        type_choix=read.type_choix(request.type_choix),
        received_at=_instant(request.received_at),
        par=read.par(request.par) if turn_id else Par.ARS,  # outside any turn it is ARS who places (CHX-8)
        holder_seen=read.optional_uuid(request.holder_seen, "holder_seen"),
        surnombres_max=request.surnombres_max if request.HasField("surnombres_max") else None,
    )


def _correction(request: pb.CorrectRequest) -> Correction:
    return Correction(
        id=read.uuid(request.id, "id"),
        offer_id=read.offer(request.offer_id),
        places=tuple(
            PlaceCorrigee(
                intern_id=read.uuid(place.intern_id, "intern_id"),
                before=place.before,
                numero=place.numero,
                amphi_id=read.uuid(place.amphi_id, "amphi_id"),
                regimes=frozenset(place.regimes),
                rang_appel=place.rang_appel,
                des=read.plain(place.des_code),
                surnombres_max=place.surnombres_max if place.HasField("surnombres_max") else None,
            )
            for place in request.places
        ),
        received_at=_instant(request.received_at),
    )


def _instant(at: Timestamp) -> datetime:
    return at.ToDatetime(tzinfo=UTC)


def _refused(refus: Refus, par: Par) -> pb.PlaceRefused:
    return pb.PlaceRefused(code=refus.value, text=refus.texte_ars if par is Par.ARS else refus.texte)
