"""A gestionnaire says which semester's posts are being chosen (ADM-3)."""

from chassis.callers import User
from services.identity.use_cases.auditing import record
from services.identity.use_cases.errors import SemestreInconnu
from services.identity.use_cases.semestres import semestre_of
from services.identity.use_cases.tools import Tools


def make_semestre_current(tools: Tools, actor: User, *, code: str) -> None:
    """At most one is current; the one before no longer is. `SemestreInconnu` where it was never created."""
    semestre = semestre_of(code)
    with tools.begin() as work:
        before = work.semestres.current()
        if not work.semestres.make_current(semestre):
            raise SemestreInconnu(valeur=semestre.code)
        record(
            tools,
            work,
            actor,
            "semestre.rendre_courant",
            semestre.code,
            before={"courant": before.semestre.code if before else None},
            after={"courant": semestre.code},
        )
        work.commit()
