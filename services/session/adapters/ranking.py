"""Takes a définitive call list from ranking, whole."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

import grpc

from dci.ranking.v1 import ranking_pb2 as pb
from dci.ranking.v1.ranking_pb2_grpc import RankingServiceStub
from services.session.domain.roster import Inscrit
from services.session.use_cases.ports import CallList

ROSTER_SECONDS: Final = 15.0


class GrpcCallLists:
    """By gRPC; what ranking refuses or cannot give now is a `RemoteError`."""

    def __init__(self, channel: grpc.Channel) -> None:
        self._ranking = RankingServiceStub(channel)

    def definitive(self, version_id: UUID) -> CallList:
        """A published définitive version."""
        pieces = list(
            self._ranking.GetRoster(pb.GetRosterRequest(version_id=str(version_id)), timeout=ROSTER_SECONDS)
        )
        version = pieces[0].version
        return CallList(
            version_id=version_id,
            number=version.number,
            semestre=version.scope.semestre,
            groupe_code=version.scope.groupe_code,
            groupe_label=version.groupe_label,
            regimes=tuple(version.scope.regimes),
            inscrits=tuple(_inscrits(pieces)),
        )


def _inscrits(pieces: Iterable[pb.GetRosterResponse]) -> Iterable[Inscrit]:
    for piece in pieces:
        for entry in piece.entries:
            yield Inscrit(
                intern_id=UUID(entry.intern_id),
                rang_appel=entry.rang_appel,
                nom=entry.nom,
                prenom=entry.prenom,
                des_code=entry.des_code,
                des_label=entry.des_label,
                regime=entry.regime,
                anciennete=entry.anciennete,
                absence_motif=entry.absence_motif,
            )
