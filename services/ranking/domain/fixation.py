"""What the end of a groupe's first real amphi fixes: the local values as in its call list (RNG-2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from services.ranking.domain.interne import Interne
from services.ranking.domain.liste_appel import Perimetre
from services.ranking.domain.rang_local import Fixe, Source, ValeursLocales


@dataclass(frozen=True, slots=True)
class Counted:
    """Somebody whom a version counted, the `actif` non included, with the local values it used."""

    interne: Interne
    locales: ValeursLocales


def to_fix(counted: Iterable[Counted], perimetre: Perimetre, fixed: Mapping[str, Fixe]) -> dict[str, Fixe]:
    """The values to fix once an amphi with this call list has ended, by intern_id.

    Every promotion that chose in it is fixed whole, those of other régimes and those who have left included.
    What is fixed already stays: a first amphi fixes, later ones add the newcomers.
    """
    of_groupe = [each for each in counted if each.locales.promotion.groupe == perimetre.groupe]
    promotions = {each.locales.promotion.annee for each in of_groupe if _chose(each.interne, perimetre)}
    return {
        each.interne.intern_id: _fixe(each)
        for each in of_groupe
        if each.interne.intern_id not in fixed and each.locales.promotion.annee in promotions
    }


def _chose(interne: Interne, perimetre: Perimetre) -> bool:
    return interne.actif and interne.groupe.code == perimetre.groupe and interne.regime in perimetre.regimes


def _fixe(counted: Counted) -> Fixe:
    return Fixe(
        promotion=counted.locales.promotion,
        rang_concours=counted.interne.rang_concours,
        place=counted.locales.place,
        counts=counted.locales.source is not Source.IMPORTE,
    )
