"""A gestionnaire creates a semester (ADM-3)."""

from chassis.callers import User
from services.identity.domain.semestre import KnownSemestre
from services.identity.use_cases.auditing import record
from services.identity.use_cases.errors import PromotionInvalide, SemestreDejaCree
from services.identity.use_cases.semestres import semestre_of
from services.identity.use_cases.tools import Tools

_OLDEST_PROMOTION_BEFORE = 15


def create_semestre(tools: Tools, actor: User, *, code: str, newest_promotion: int) -> KnownSemestre:
    """Not current yet. `newest_promotion` 0: the usual one (RNG-3). `SemestreDejaCree` the second time."""
    semestre = semestre_of(code)
    promotion = newest_promotion or semestre.likely_newest_promotion
    if not semestre.year - _OLDEST_PROMOTION_BEFORE <= promotion <= semestre.year:
        raise PromotionInvalide
    with tools.begin() as work:
        if not work.semestres.add(semestre, promotion):
            raise SemestreDejaCree(valeur=semestre.code)
        record(
            tools,
            work,
            actor,
            "semestre.creer",
            semestre.code,
            after={"promotion_la_plus_recente": promotion},
        )
        work.commit()
    return KnownSemestre(semestre, promotion, current=False)
