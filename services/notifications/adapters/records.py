"""session behind the port Records."""

import json
from datetime import UTC
from typing import Final
from uuid import UUID

import grpc

from dci.session.v1 import session_pb2 as pb
from dci.session.v1.session_pb2_grpc import BoardServiceStub, RecordServiceStub
from services.notifications.domain.proces_verbal import Decision, ProcesVerbal

RECORD_SECONDS: Final = 30.0


class SessionRecords:
    """Asks session for the record, and for the names of the call list."""

    def __init__(self, session: grpc.Channel) -> None:
        self._boards = BoardServiceStub(session)
        self._records = RecordServiceStub(session)

    def proces_verbal(self, amphi_id: UUID) -> ProcesVerbal:
        """All of it; NOT_FOUND for an unknown amphi or a brouillon."""
        amphi = self._boards.GetAmphi(pb.GetAmphiRequest(amphi_id=str(amphi_id))).amphi
        asked = pb.GetRecordRequest(amphi_id=str(amphi_id))
        pieces = list(self._records.GetRecord(asked, timeout=RECORD_SECONDS))
        roster = self._boards.GetRoster(pb.GetRosterRequest(amphi_id=str(amphi_id))).lines
        return ProcesVerbal(
            code=amphi.code,
            libelle=amphi.libelle,
            semestre=amphi.semestre,
            edition=pieces[-1].edition if pieces else 0,
            names={line.rang_appel: f"{line.prenom} {line.nom}" for line in roster},
            decisions=[_decision(one) for piece in pieces for one in piece.decisions],
        )


def _decision(one: pb.Decision) -> Decision:
    return Decision(
        amphi_id=one.amphi_id,
        seq=one.seq,
        at=one.at.ToDatetime(tzinfo=UTC),
        actor=one.actor,
        type=one.type,
        payload=json.loads(one.payload),
        hash=one.hash,
    )
