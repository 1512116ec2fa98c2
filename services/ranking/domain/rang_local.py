"""Rang local and effectif promo local: a place in one's own promotion (RNG-2)."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from services.ranking.domain.interne import Interne, PlaceLocale


class Source(StrEnum):
    """Where an intern's local values come from."""

    CALCULE = "calcule"
    IMPORTE = "importe"
    FIXE = "fixe"


@dataclass(frozen=True, slots=True)
class Promotion:
    """Those who are ranked together: one groupe, one promotion, one concours."""

    groupe: str
    annee: int
    concours: str


@dataclass(frozen=True, slots=True)
class Fixe:
    """Local values fixed at the end of the first real amphi of a groupe and promotion.

    `counts` is False for values that were imported then: such an intern never counts in those of others.
    """

    promotion: Promotion
    rang_concours: int
    place: PlaceLocale
    counts: bool = True


@dataclass(frozen=True, slots=True)
class ValeursLocales:
    """What one intern gets: the place, where it comes from, and the promotion it was counted in."""

    place: PlaceLocale
    source: Source
    promotion: Promotion


def own_promotion(interne: Interne, fixes: Mapping[str, Fixe]) -> Promotion:
    """The promotion that an intern is counted in: that of origin once fixed, whatever came later."""
    if interne.intern_id in fixes:
        return fixes[interne.intern_id].promotion
    return Promotion(interne.groupe.code, interne.promotion, interne.concours)


def rank_locally(internes: Iterable[Interne], fixes: Mapping[str, Fixe]) -> dict[str, ValeursLocales]:
    """Give everybody of the register, the `actif` non included, a rang local and its effectif, by intern_id.

    Imported values win, then fixed ones, else the place among all who count in the same promotion.
    """
    everybody = list(internes)
    rangs = _rangs_by_promotion(everybody, fixes)
    return {interne.intern_id: _values_of(interne, fixes, rangs) for interne in everybody}


def _rangs_by_promotion(internes: list[Interne], fixes: Mapping[str, Fixe]) -> dict[Promotion, list[int]]:
    rangs: dict[Promotion, list[int]] = defaultdict(list)
    for interne in internes:
        fixe = fixes.get(interne.intern_id)
        if interne.importe is not None or (fixe is not None and not fixe.counts):
            continue
        rangs[own_promotion(interne, fixes)].append(fixe.rang_concours if fixe else interne.rang_concours)
    for each in rangs.values():
        each.sort()
    return rangs


def _values_of(
    interne: Interne, fixes: Mapping[str, Fixe], rangs: Mapping[Promotion, list[int]]
) -> ValeursLocales:
    promotion = own_promotion(interne, fixes)
    if interne.importe is not None:
        return ValeursLocales(interne.importe, Source.IMPORTE, promotion)
    if interne.intern_id in fixes:
        return ValeursLocales(fixes[interne.intern_id].place, Source.FIXE, promotion)
    peers = rangs[promotion]
    place = PlaceLocale(rang=bisect_left(peers, interne.rang_concours) + 1, effectif=len(peers))
    return ValeursLocales(place, Source.CALCULE, promotion)
