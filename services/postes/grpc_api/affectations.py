"""The list of affectations, the caller's own, the facts of a PDF, the check of a code (AFF-1, PRO-5)."""

from typing import Any

from chassis.database import Row
from chassis.rpc.context import current_caller, current_user
from dci.postes.v1 import postes_pb2 as pb
from dci.postes.v1.postes_pb2_grpc import AffectationServiceServicer
from services.postes.domain.recherche import RechercheAffectations
from services.postes.grpc_api import messages, read
from services.postes.use_cases.affectations import ReadAffectations
from services.postes.use_cases.list_affectations import ListAffectations


class AffectationApi(AffectationServiceServicer):
    """The servicer."""

    def __init__(self, list_affectations: ListAffectations, affectations: ReadAffectations) -> None:
        self._list = list_affectations
        self._affectations = affectations

    def ListAffectations(
        self, request: pb.ListAffectationsRequest, _context: Any
    ) -> pb.ListAffectationsResponse:
        """Full names for those who are connected, ids for staff (PUB-3)."""
        wanted = RechercheAffectations(
            semestre=read.optional_semestre(request.semestre),
            amphi_id=str(read.uuid(request.amphi_id, "amphi_id")) if request.amphi_id else "",
            filtres=read.filters(request.filters),
            tri=read.sort(request.sort),
            page=read.asked_page(request.page),
        )
        rows, total = self._list(wanted)
        user = current_caller().user
        return pb.ListAffectationsResponse(
            affectations=[
                messages.affectation(
                    row, full_name=user is not None, with_id=user is not None and user.kind == "staff"
                )
                for row in rows
            ],
            page=read.page_info(wanted.page, total),
        )

    def GetMyAffectations(
        self, _request: pb.GetMyAffectationsRequest, _context: Any
    ) -> pb.GetMyAffectationsResponse:
        """The caller's own, the newest semester first."""
        rows = self._affectations.mine(current_user().id)
        return pb.GetMyAffectationsResponse(
            affectations=[messages.affectation(row, full_name=True, with_id=True) for row in rows]
        )

    def GetAffectationFacts(
        self, request: pb.GetAffectationFactsRequest, _context: Any
    ) -> pb.GetAffectationFactsResponse:
        """What the PDFs say, with the attestation's code and how the place was given."""
        if request.WhichOneof("by") == "own":
            row = self._own(request.own)
        else:
            row = self._affectations.facts(read.uuid(request.affectation_id, "affectation_id"))
        return pb.GetAffectationFactsResponse(
            affectation=messages.affectation(row, full_name=True, with_id=True),
            code=row["code"],
            origine=row["origine"],
        )

    def VerifyCode(self, request: pb.VerifyCodeRequest, _context: Any) -> pb.VerifyCodeResponse:
        """Post, date and first name + initial, for whoever holds the paper; never what replaced it."""
        row = self._affectations.verify(request.code)
        if row is None:
            return pb.VerifyCodeResponse(valid=False)
        return pb.VerifyCodeResponse(
            valid=not row["replaced"],
            replaced=row["replaced"],
            identity=messages.identity(row, full=False),
            poste=messages.poste_of(row),
            at=messages.timestamp(row["received_at"]),
        )

    def _own(self, own: pb.OwnAffectation) -> Row:
        intern_id, semestre = read.uuid(own.intern_id, "intern_id"), read.semestre(own.semestre)
        if not own.HasField("received_at"):
            return self._affectations.facts_of(intern_id, semestre)
        received_at = read.instant(own.received_at, "received_at")
        return self._affectations.facts_given_at(intern_id, semestre, received_at)
