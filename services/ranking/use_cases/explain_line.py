"""Explain one line of a call list: numbers, formula, neighbours, semesters (RNG-7, PRO-2)."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from services.ranking.domain.explication import Explication, explain
from services.ranking.domain.policies import POLICIES
from services.ranking.domain.ports import Begin
from services.ranking.domain.version import Version
from services.ranking.domain.viewer import Viewer
from services.ranking.use_cases.errors import LigneInconnue
from services.ranking.use_cases.read_list import absent_among, visible


@dataclass(frozen=True, slots=True)
class ExplainedLine:
    """An explanation with its version and today's absences among the lines shown."""

    version: Version
    explication: Explication
    absent: Collection[str]


def explain_line(begin: Begin, version_id: UUID, viewer: Viewer, line: str | int) -> ExplainedLine:
    """Explain the line of this intern (an intern_id) or at this rang d'appel. Anybody, if it was published.

    `VersionInconnue`, `LigneInconnue`.
    """
    with begin() as work:
        version = visible(work, version_id, viewer)
        rang = work.lignes.rang_of(version_id, line) if isinstance(line, str) else line
        if rang is None:
            raise LigneInconnue
        around = work.lignes.at(version_id, [rang - 1, rang, rang + 1])
        by_rang = {each.rang_appel: each for each in around}
        if rang not in by_rang:
            raise LigneInconnue
        policy = POLICIES[version.policy]
        explication = explain(
            policy,
            version.perimetre.semestre,
            by_rang[rang],
            devant=by_rang.get(rang - 1),
            derriere=by_rang.get(rang + 1),
        )
        return ExplainedLine(version, explication, absent_among(work, version, around))
