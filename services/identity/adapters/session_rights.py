"""Interns' rights told to session right after identity's commit (decision 6)."""

import structlog

from chassis.errors import DomainError
from dci.session.v1.session_pb2 import ApplyRightsRequest
from dci.session.v1.session_pb2_grpc import PassageServiceStub
from services.identity.domain.droits import Droits

log = structlog.get_logger(__name__)


class SessionRights:
    """session keeps the highest version it heard, by call or by event: telling twice changes nothing."""

    def __init__(self, stub: PassageServiceStub) -> None:
        self._stub = stub

    def apply(self, droits: Droits) -> bool:
        """Whether session answered; where it did not, the event will tell it."""
        request = ApplyRightsRequest(
            intern_id=str(droits.intern_id),
            version=droits.version,
            semestre=droits.semestre,
            absent=droits.absent,
            motif=droits.motif,
            type_choix=droits.type_choix.value,
            procuration=droits.procuration,
            mandataire_id=str(droits.mandataire_id or ""),
            absent_par=droits.par.absence,
            type_choix_par=droits.par.type_choix,
            procuration_par=droits.par.procuration,
        )
        try:
            self._stub.ApplyRights(request)
        except DomainError as error:
            log.warning("session did not take a change of rights; the event will tell it", error=error.code)
            return False
        return True


class NobodyToTell:
    """For commands that change nobody's rights."""

    def apply(self, droits: Droits) -> bool:
        """Not called: a command line changes none."""
        raise NotImplementedError
