"""« Amphis blancs »: copied, listed, forgotten (SIM-1)."""

from typing import Any

from dci.session.v1 import rehearsals_pb2 as pb
from dci.session.v1.rehearsals_pb2_grpc import RehearsalServiceServicer
from services.session.grpc_api import messages, read
from services.session.use_cases import boards
from services.session.use_cases.create_rehearsal import Wish, create_rehearsal
from services.session.use_cases.engine import Engine
from services.session.use_cases.forget_rehearsal import forget_rehearsal
from services.session.use_cases.list_rehearsals import list_rehearsals
from services.session.use_cases.participants import Participant, participants
from services.session.use_cases.ports import CallLists
from services.session.use_cases.rehearsed_offers import RehearsedOffers


class RehearsalApi(RehearsalServiceServicer):
    """The servicer."""

    def __init__(self, engine: Engine, call_lists: CallLists, offers: RehearsedOffers) -> None:
        self._engine = engine
        self._call_lists = call_lists
        self._offers = offers

    def CreateRehearsal(
        self, request: pb.CreateRehearsalRequest, _context: Any
    ) -> pb.CreateRehearsalResponse:
        """A validated copy."""
        wish = Wish(
            amphi_id=read.uuid(request.amphi_id, "amphi_id"),
            speed=request.speed or 1.0,
            procurations=request.procurations,
            surnombres=request.surnombres,
        )
        fiche = create_rehearsal(self._engine, self._call_lists, self._offers, wish, read.staff())
        sheet = boards.sheet(self._engine, fiche.amphi_id, with_brouillon=True)
        return pb.CreateRehearsalResponse(amphi=messages.amphi(sheet))

    def ListRehearsals(self, _request: pb.ListRehearsalsRequest, _context: Any) -> pb.ListRehearsalsResponse:
        """Every one, also those half made or half forgotten."""
        sheets = list_rehearsals(self._engine)
        return pb.ListRehearsalsResponse(amphis=[messages.amphi(sheet) for sheet in sheets])

    def ListParticipants(
        self, request: pb.ListParticipantsRequest, _context: Any
    ) -> pb.ListParticipantsResponse:
        """Who takes part."""
        found = participants(self._engine, read.uuid(request.amphi_id, "amphi_id"))
        return pb.ListParticipantsResponse(participants=[_participant(one) for one in found])

    def ForgetRehearsal(
        self, request: pb.ForgetRehearsalRequest, _context: Any
    ) -> pb.ForgetRehearsalResponse:
        """Nothing of it is left."""
        forget_rehearsal(self._engine, self._offers, request.semestre, read.staff())
        return pb.ForgetRehearsalResponse()


def _participant(one: Participant) -> pb.Participant:
    inscrit = one.inscrit
    return pb.Participant(
        rang_appel=inscrit.rang_appel,
        intern_id=str(inscrit.intern_id),
        identity=f"{inscrit.prenom} {inscrit.nom}",
        absent=one.absent,
        type_choix=one.droits.type_choix.value,
        mandataire_id=str(one.droits.mandataire_id or ""),
    )
