"""What admin asks of ranking: versions of call lists, their lines, their explanation."""

import grpc

from dci.common.v1.paging_pb2 import PageRequest
from dci.ranking.v1 import ranking_pb2 as pb
from dci.ranking.v1.ranking_pb2_grpc import RankingServiceStub

POLICY = "idf-2022"
PATIENCE_SECONDS = 60.0


class Ranking:
    """Calls of ranking."""

    def __init__(self, channel: grpc.Channel) -> None:
        self.stub = RankingServiceStub(channel)

    def versions(self, semestre: str) -> list[pb.Version]:
        """Give every version of a semester, newest first."""
        return list(self.stub.ListVersions(pb.ListVersionsRequest(semestre=semestre)).versions)

    def compute(self, semestre: str, groupe: str, regimes: list[str]) -> pb.Version:
        """Compute a new version (RNG-7)."""
        scope = pb.Scope(semestre=semestre, groupe_code=groupe, regimes=sorted(regimes), policy=POLICY)
        return self.stub.Compute(pb.ComputeRequest(scope=scope), timeout=PATIENCE_SECONDS).version

    def publish(self, version_id: str, state: pb.PublicationState.ValueType) -> pb.Version:
        """Pick a version for everybody to see (AMP-2)."""
        return self.stub.Publish(pb.PublishRequest(version_id=version_id, **{"as": state})).version

    def lines(self, version_id: str, name: str, page: int, size: int) -> pb.GetCallListResponse:
        """Give a page of a version."""
        request = pb.GetCallListRequest(
            version_id=version_id, name=name, page=PageRequest(number=page, size=size)
        )
        return self.stub.GetCallList(request)

    def whole(self, version_id: str) -> pb.GetCallListResponse:
        """Give every line, for an export."""
        return self.stub.GetCallList(
            pb.GetCallListRequest(version_id=version_id, whole=True), timeout=PATIENCE_SECONDS
        )

    def explain(self, version_id: str, intern_id: str) -> pb.ExplainResponse:
        """Explain one line."""
        return self.stub.Explain(pb.ExplainRequest(version_id=version_id, intern_id=intern_id))
