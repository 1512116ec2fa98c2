"""What interns do in an amphi, and what gateway and identity tell of them."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import structlog

from dci.session.v1 import session_pb2 as pb
from dci.session.v1.session_pb2_grpc import PassageServiceServicer
from services.session.grpc_api import messages, read, record
from services.session.use_cases.acknowledge_order import acknowledge_order
from services.session.use_cases.apply_rights import apply_rights
from services.session.use_cases.choose import choose
from services.session.use_cases.engine import Engine
from services.session.use_cases.my_passage import my_amphis, my_passage
from services.session.use_cases.presence import Connection, Told, presence
from services.session.use_cases.record import receipt as receipt_of
from services.session.use_cases.renounce import renounce
from services.session.use_cases.request_return import request_return
from services.session.use_cases.watch_postes import WatchPostes

log = structlog.get_logger(__name__)


class PassageApi(PassageServiceServicer):
    """The servicer; `boards`: the same engine, whose pool is that of watching (decision 9)."""

    def __init__(self, engine: Engine, boards: Engine, watch: WatchPostes) -> None:
        self._engine = engine
        self._boards = boards
        self._watch = watch

    def GetMyPassage(self, request: pb.GetMyPassageRequest, _context: Any) -> pb.GetMyPassageResponse:
        """The intern's own place."""
        return messages.my_passage(my_passage(self._boards, _amphi(request.amphi_id), read.who()))

    def ListMyAmphis(self, _request: pb.ListMyAmphisRequest, _context: Any) -> pb.ListMyAmphisResponse:
        """The amphis in which the intern has a place."""
        mine = my_amphis(self._boards, read.who())
        return pb.ListMyAmphisResponse(
            amphis=[
                pb.MyAmphi(amphi=messages.amphi(sheet), passage=messages.my_place(one)) for sheet, one in mine
            ]
        )

    def AcknowledgeOrder(
        self, request: pb.AcknowledgeOrderRequest, _context: Any
    ) -> pb.AcknowledgeOrderResponse:
        """« J’ai vérifié mon ordre de passage »."""
        acknowledge_order(self._engine, _amphi(request.amphi_id), read.intern_id())
        return pb.AcknowledgeOrderResponse()

    def Choose(self, request: pb.ChooseRequest, _context: Any) -> pb.ChooseResponse:
        """A post, for good."""
        amphi_id, who = _amphi(request.amphi_id), read.who()
        done = choose(self._engine, self._watch, amphi_id, who, request.key, request.numero)
        receipt = receipt_of(self._engine, amphi_id, read.intern_id())
        return pb.ChooseResponse(
            numero=request.numero,
            seq=done.seq,
            hash=done.hash,
            received_at=messages.timestamp(done.received_at),
            receipt=record.message(receipt) if receipt is not None and receipt.seq == done.seq else None,
        )

    def Renounce(self, request: pb.RenounceRequest, _context: Any) -> pb.RenounceResponse:
        """« Je renonce à mon tour »."""
        done = renounce(self._engine, _amphi(request.amphi_id), read.who(), request.key)
        return pb.RenounceResponse(seq=done.seq)

    def RequestReturn(self, request: pb.RequestReturnRequest, _context: Any) -> pb.RequestReturnResponse:
        """The button that brings back."""
        done = request_return(self._engine, _amphi(request.amphi_id), read.who(), request.key)
        return pb.RequestReturnResponse(seq=done.seq)

    def Presence(self, request: pb.PresenceRequest, _context: Any) -> pb.PresenceResponse:
        """Who is connected to a live pod."""
        told = Told(
            pod=request.pod,
            boot=request.boot,
            n=request.n,
            full=request.full,
            joined=_connections(request.joined),
            left=_connections(request.left),
        )
        return pb.PresenceResponse(full_wanted=presence(self._engine, told))

    def ApplyRights(self, request: pb.ApplyRightsRequest, _context: Any) -> pb.ApplyRightsResponse:
        """Absence, type de choix, procuration: at once."""
        apply_rights(
            self._engine,
            read.uuid(request.intern_id, "intern_id"),
            request.semestre,
            request.version,
            read.droits(request),
            motif=request.motif,
            par=read.decideurs(request),
        )
        return pb.ApplyRightsResponse()


def _amphi(text: str) -> UUID:
    return read.uuid(text, "amphi_id")


def _connections(listed: Iterable[pb.Presence]) -> list[Connection]:
    """Without lines that name nobody: one of them does not make a pod's whole list unheard (LIV-3)."""
    found = []
    for one in listed:
        try:
            found.append(_connection(one))
        except read.IdentifiantInvalide as unlike:
            log.warning("presence unlike ours", field=unlike.details)
    return found


def _connection(one: pb.Presence) -> Connection:
    mandataire_id = read.uuid(one.mandataire_id, "mandataire_id") if one.mandataire_id else None
    return _amphi(one.amphi_id), (read.uuid(one.intern_id, "intern_id"), mandataire_id)
