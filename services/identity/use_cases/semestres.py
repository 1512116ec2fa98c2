"""Reading a semester's code as it came."""

from services.identity.domain.semestre import Semestre
from services.identity.use_cases.errors import SemestreInvalide


def semestre_of(code: str) -> Semestre:
    """The semester, or `SemestreInvalide`."""
    semestre = Semestre.read(code)
    if semestre is None:
        raise SemestreInvalide(valeur=code[:20])
    return semestre
