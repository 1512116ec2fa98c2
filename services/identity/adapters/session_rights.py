"""Absences told to session right after identity's commit (decision 6)."""

import structlog

from chassis.errors import DomainError
from dci.session.v1.session_pb2 import ApplyRightsRequest
from dci.session.v1.session_pb2_grpc import PassageServiceStub
from services.identity.domain.absences import AbsencePrevue

log = structlog.get_logger(__name__)


class SessionRights:
    """session keeps the highest version it heard, by call or by event: telling twice changes nothing."""

    def __init__(self, stub: PassageServiceStub) -> None:
        self._stub = stub

    def apply(self, absence: AbsencePrevue) -> bool:
        """Whether session answered; where it did not, the event will tell it."""
        request = ApplyRightsRequest(
            intern_id=str(absence.intern_id),
            version=absence.version,
            semestre=absence.semestre,
            absent=absence.stands,
            motif=absence.motif,
        )
        try:
            self._stub.ApplyRights(request)
        except DomainError as error:
            log.warning("session did not take an absence; the event will tell it", error=error.code)
            return False
        return True


class NobodyToTell:
    """For commands that never record an absence."""

    def apply(self, absence: AbsencePrevue) -> bool:
        """Not called: a command line records none."""
        raise NotImplementedError
