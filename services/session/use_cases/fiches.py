"""What ARS may write on an amphi's sheet."""

import re
from datetime import timedelta
from typing import Final

from services.session.domain.settings import Settings
from services.session.use_cases.errors import FicheInvalide

_CODE: Final = re.compile(r"[0-9A-Za-zÀ-ÖØ-öø-ÿ _./-]{1,30}")
LONGEST_LIBELLE: Final = 200
FORMATIONS: Final = ("medecin", "pharmacien", "dentiste")
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
LONGEST_GRACE, MOST_RETURNS, MOST_SURNOMBRES = timedelta(seconds=10), 20, 1000


def check_names(code: str, libelle: str, formation: str) -> None:
    """A short code, a label on one line, a known formation; else `FicheInvalide` with the fields."""
    problems: dict[str, str] = {}
    if not _CODE.fullmatch(code):
        problems["code"] = "De 1 à 30 lettres, chiffres ou tirets."
    if not libelle.strip() or len(libelle) > LONGEST_LIBELLE or not libelle.isprintable():
        problems["libelle"] = "De 1 à 200 caractères, sur une ligne."
    if formation not in FORMATIONS:
        problems["formation"] = "Médecin, pharmacien ou dentiste."
    if problems:
        raise FicheInvalide(**problems)


def check_settings(settings: Settings) -> None:
    """Durations that an amphi can be run with; else `FicheInvalide` with the fields."""
    problems: dict[str, str] = {}
    for name in ("duree_tour", "delai_absent"):
        if not SECOND <= getattr(settings, name) <= HOUR:
            problems[name] = "Entre une seconde et une heure."
    if not timedelta(0) <= settings.grace_reseau <= LONGEST_GRACE:
        problems["grace_reseau"] = "Entre zéro et dix secondes."
    if not timedelta(0) <= settings.delai_fin <= HOUR:
        problems["delai_fin"] = "Entre zéro et une heure."
    if not 0 <= settings.retours_max <= MOST_RETURNS:
        problems["retours_max"] = "Entre 0 et 20 retours."
    if settings.surnombres_max is not None and not 0 <= settings.surnombres_max <= MOST_SURNOMBRES:
        problems["surnombres_max"] = "Entre 0 et 1 000, ou vide pour ne pas fixer de limite."
    if problems:
        raise FicheInvalide(**problems)
