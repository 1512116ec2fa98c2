"""Posts as the back office adds, changes, publishes, withdraws and opens them (ADM-8, CHX-2)."""

from typing import Any

from dci.postes.v1 import postes_pb2 as pb
from services.postes.domain.catalogue import Fiche
from services.postes.grpc_api import messages, read
from services.postes.use_cases.columns import REGIMES
from services.postes.use_cases.manage_postes import ManagePostes


class Catalogue:
    """The RPCs of a gestionnaire."""

    _manage: ManagePostes

    def SavePoste(self, request: pb.SavePosteRequest, _context: Any) -> pb.SavePosteResponse:
        """Add a post, or change one."""
        return pb.SavePosteResponse(poste=messages.fiche(self._manage.save(_fiche(request.poste))))

    def PublishPostes(self, request: pb.PublishPostesRequest, _context: Any) -> pb.PublishPostesResponse:
        """Offer these posts."""
        self._manage.publish(read.semestre(request.semestre), request.numeros)
        return pb.PublishPostesResponse()

    def WithdrawPostes(self, request: pb.WithdrawPostesRequest, _context: Any) -> pb.WithdrawPostesResponse:
        """Offer these posts no more."""
        self._manage.withdraw(read.semestre(request.semestre), request.numeros)
        return pb.WithdrawPostesResponse()

    def LiftReservation(
        self, request: pb.LiftReservationRequest, _context: Any
    ) -> pb.LiftReservationResponse:
        """Open a reserved post."""
        self._manage.lift_reservation(read.semestre(request.semestre), request.numero)
        return pb.LiftReservationResponse()


def _fiche(poste: pb.Poste) -> Fiche:
    known = [regime for regime in REGIMES if regime in poste.regimes]
    unknown = sorted(set(poste.regimes) - set(REGIMES))
    return Fiche(
        semestre=read.semestre(poste.semestre),
        numero=poste.numero,
        imotep=read.plain(poste.imotep),
        groupe=read.plain(poste.groupe_code),
        des=read.plain(poste.des_code),
        regimes=tuple(known + unknown),
        type=read.plain(poste.type).strip(),
        reserve=poste.reserve,
        flechage=read.plain(poste.flechage).strip(),
        publie=poste.publie,
    )
