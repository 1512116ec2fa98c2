"""Who may call each RPC (SEC-5)."""

from collections.abc import Mapping
from typing import Final

from chassis.rpc.access import Access, anybody, by_service, interne, staff

_SERVICE: Final = "/dci.ranking.v1.RankingService/"

ACCESS: Final[Mapping[str, Access]] = {
    _SERVICE + "DryRunImport": staff("gestionnaire"),
    _SERVICE + "ApplyImport": staff("gestionnaire"),
    _SERVICE + "GetImportModel": staff("consultation"),
    _SERVICE + "Compute": staff("gestionnaire"),
    _SERVICE + "Publish": staff("gestionnaire"),
    _SERVICE + "ListVersions": staff("consultation"),
    _SERVICE + "ListPublished": anybody() | by_service("session"),
    _SERVICE + "GetCallList": anybody(),
    _SERVICE + "Explain": anybody(),
    _SERVICE + "GetMyRanks": interne(),
    _SERVICE + "GetRoster": by_service("session"),
}
