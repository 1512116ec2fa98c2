"""ranking, in memory: one published list."""

# ruff: noqa: ARG002  # doubles take what the real ones take

from chassis.rpc.context import user_token
from dci.common.v1.paging_pb2 import PageInfo
from dci.ranking.v1 import ranking_pb2
from services.gateway.tests.dev import campaign
from services.gateway.tests.dev.campaign import ME
from services.gateway.tests.dev.refusals import NOT_FOUND, Refused


class RankingDouble:
    """One published list."""

    def published(self, semestre: str = "") -> list[ranking_pb2.Version]:
        return [campaign.version()] if semestre in ("", campaign.SEMESTRE) else []

    def call_list(self, version_id: str, name: str, page: int, size: int) -> ranking_pb2.GetCallListResponse:
        if version_id != campaign.VERSION:
            raise Refused(*NOT_FOUND)
        lines = [
            campaign.line(rang, full=user_token() is not None) for rang in range(1, campaign.INTERNS + 1)
        ]
        lines = [each for each in lines if name.casefold() in each.identity.casefold()]
        return ranking_pb2.GetCallListResponse(
            version=campaign.version(),
            lines=lines[(page - 1) * size : page * size],
            page=PageInfo(number=page, size=size, total=len(lines)),
        )

    def explain_rank(self, version_id: str, rang_appel: int) -> ranking_pb2.ExplainResponse:
        """As anybody sees it: first names and initials, no semesters."""
        return ranking_pb2.ExplainResponse(
            version=campaign.version(),
            line=campaign.line(rang_appel, full=False),
            neighbours=[campaign.line(rang_appel + 1, full=False)],
            values=[
                ranking_pb2.ExplainedValue(
                    code="rang_actualise",
                    label="Rang actualisé",
                    value="12.00",
                    text="12 ÷ 100 × 100 = 12,00",
                )
            ],
        )

    def explain(self, version_id: str, intern_id: str) -> ranking_pb2.ExplainResponse:
        value = ranking_pb2.ExplainedValue
        return ranking_pb2.ExplainResponse(
            version=campaign.version(),
            line=campaign.line(ME, full=True),
            neighbours=[campaign.line(ME - 1, full=True), campaign.line(ME + 1, full=True)],
            semestres=[
                ranking_pb2.CountedSemestre(
                    semestre="112025",
                    nature="stage",
                    valide="oui",
                    counted=True,
                    reason="Stage validé : compte pour un semestre.",
                ),
                ranking_pb2.CountedSemestre(
                    semestre="052026",
                    nature="disponibilite",
                    valide="non",
                    counted=False,
                    reason="Une disponibilité pour convenances personnelles ne compte pas.",
                ),
            ],
            values=[
                value(
                    code="rang_actualise",
                    label="Rang actualisé",
                    value="46.50",
                    text="31 ÷ 100 × 150 = 46,50",
                ),
                value(
                    code="anciennete",
                    label="Ancienneté",
                    value="3",
                    text="3 semestres comptent avant ce choix.",
                ),
            ],
        )

    def my_ranks(self) -> list[ranking_pb2.MyRank]:
        return [ranking_pb2.MyRank(version=campaign.version(), line=campaign.line(ME, full=True))]
