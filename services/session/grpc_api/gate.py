"""The door of an amphi, before anything of it is touched: the right world, and real amphis first.

Real interns' tokens open no rehearsal, a rehearsal's open no other amphi (architecture, decision 18). A
replica does few commands of rehearsals at once, so that most of its threads and connections are always free
for real amphis; whoever is sent away asks again, as when nobody answers.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Any

from chassis.metrics import counter
from chassis.rpc.context import current_user
from dci.session.v1 import session_pb2 as pb
from services.session.grpc_api import read
from services.session.grpc_api.passage import PassageApi
from services.session.use_cases.engine import Engine
from services.session.use_cases.errors import PlaceAuxVraisAmphis
from services.session.use_cases.watch_postes import WatchPostes
from services.session.use_cases.worlds import Worlds

SENT_AWAY = counter("rehearsal_commands_sent_away", "Commands of rehearsals that had to ask again")


class Gate:
    """`rehearsals_at_once`: how many of this replica's threads rehearsals may hold."""

    def __init__(self, worlds: Worlds, rehearsals_at_once: int) -> None:
        self._worlds = worlds
        self._slots = BoundedSemaphore(rehearsals_at_once)

    @contextmanager
    def entered(self, amphi_id: str) -> Iterator[None]:
        """Within, the caller is in the amphi; `AutreMonde`, `PlaceAuxVraisAmphis`."""
        rehearsal = current_user().rehearsal
        self._worlds.check(read.uuid(amphi_id, "amphi_id"), rehearsal)
        if not rehearsal:
            yield
        elif self._slots.acquire(blocking=False):
            try:
                yield
            finally:
                self._slots.release()
        else:
            SENT_AWAY.inc()
            raise PlaceAuxVraisAmphis


class GatedPassages(PassageApi):
    """What people do, behind the gate; what names no amphi, or comes from services, needs none."""

    def __init__(self, engine: Engine, boards: Engine, watch: WatchPostes, gate: Gate) -> None:
        super().__init__(engine, boards, watch)
        self._gate = gate

    def GetMyPassage(self, request: pb.GetMyPassageRequest, context: Any) -> pb.GetMyPassageResponse:
        """Inside."""
        with self._gate.entered(request.amphi_id):
            return super().GetMyPassage(request, context)

    def AcknowledgeOrder(
        self, request: pb.AcknowledgeOrderRequest, context: Any
    ) -> pb.AcknowledgeOrderResponse:
        """Inside."""
        with self._gate.entered(request.amphi_id):
            return super().AcknowledgeOrder(request, context)

    def Choose(self, request: pb.ChooseRequest, context: Any) -> pb.ChooseResponse:
        """Inside."""
        with self._gate.entered(request.amphi_id):
            return super().Choose(request, context)

    def Renounce(self, request: pb.RenounceRequest, context: Any) -> pb.RenounceResponse:
        """Inside."""
        with self._gate.entered(request.amphi_id):
            return super().Renounce(request, context)

    def RequestReturn(self, request: pb.RequestReturnRequest, context: Any) -> pb.RequestReturnResponse:
        """Inside."""
        with self._gate.entered(request.amphi_id):
            return super().RequestReturn(request, context)
