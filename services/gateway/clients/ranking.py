"""What gateway asks of ranking: published call lists, and the explanation of a line."""

import grpc

from dci.common.v1.paging_pb2 import PageRequest
from dci.ranking.v1 import ranking_pb2 as pb
from dci.ranking.v1.ranking_pb2_grpc import RankingServiceStub


class Ranking:
    """Calls of ranking."""

    def __init__(self, channel: grpc.Channel) -> None:
        self._stub = RankingServiceStub(channel)

    def published(self, semestre: str = "") -> list[pb.Version]:
        """Give the published call lists of a semester, or of all."""
        return list(self._stub.ListPublished(pb.ListPublishedRequest(semestre=semestre)).versions)

    def call_list(self, version_id: str, name: str, page: int, size: int) -> pb.GetCallListResponse:
        """Give a page of a published list; names as the caller may see them (PUB-3)."""
        request = pb.GetCallListRequest(
            version_id=version_id, name=name, page=PageRequest(number=page, size=size)
        )
        return self._stub.GetCallList(request)

    def explain(self, version_id: str, intern_id: str) -> pb.ExplainResponse:
        """Explain the caller's own line (RNG-7)."""
        return self._stub.Explain(pb.ExplainRequest(version_id=version_id, intern_id=intern_id))

    def explain_rank(self, version_id: str, rang_appel: int) -> pb.ExplainResponse:
        """Explain any line of a published list (RNG-7); names as the caller may see them."""
        return self._stub.Explain(pb.ExplainRequest(version_id=version_id, rang_appel=rang_appel))

    def my_ranks(self) -> list[pb.MyRank]:
        """Give the caller's ranks in the published lists."""
        return list(self._stub.GetMyRanks(pb.GetMyRanksRequest()).ranks)
