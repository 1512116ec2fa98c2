"""A call list: the active interns of a groupe and some régimes, in the order of passage (RNG-6)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from services.ranking.domain.anciennete import Anciennete
from services.ranking.domain.interne import Interne, Regime
from services.ranking.domain.policy import Policy
from services.ranking.domain.rang_local import Fixe, ValeursLocales
from services.ranking.domain.semestre import Semestre


@dataclass(frozen=True, slots=True)
class Perimetre:
    """What a call list is of: the interns of one groupe and some régimes, for one semester."""

    semestre: Semestre
    groupe: str
    regimes: frozenset[Regime]

    def __post_init__(self) -> None:
        if not self.regimes:
            raise ValueError("a call list is of one régime at least")


@dataclass(frozen=True, slots=True)
class Ligne:
    """One intern's line. `rang_appel` is from 1, without gaps."""

    rang_appel: int
    interne: Interne
    anciennete: Anciennete
    locales: ValeursLocales
    promotion_theorique: int
    effectif_promo_theorique: int
    rang_actualise: Fraction


@dataclass(frozen=True, slots=True)
class ListeAppel:
    """The lines in order, and the local values of everybody who was counted, by intern_id."""

    lignes: tuple[Ligne, ...]
    locales: Mapping[str, ValeursLocales]


def concerned(register: Iterable[Interne], groupe: str, fixes: Mapping[str, Fixe]) -> tuple[Interne, ...]:
    """Those on whom a groupe's ranks depend, by INE: its interns, and those whose place was fixed in it."""
    return tuple(
        sorted(
            (
                interne
                for interne in register
                if interne.groupe.code == groupe
                or (interne.intern_id in fixes and fixes[interne.intern_id].promotion.groupe == groupe)
            ),
            key=lambda interne: interne.ine,
        )
    )


def compute_liste_appel(
    policy: Policy, perimetre: Perimetre, register: Iterable[Interne], fixes: Mapping[str, Fixe]
) -> ListeAppel:
    """Order everybody who is `actif`. The order of the register changes nothing."""
    internes = concerned(register, perimetre.groupe, fixes)
    locales = policy.rangs_locaux(internes, fixes)
    groupe = [
        _seniority(policy, perimetre.semestre, interne)
        for interne in internes
        if interne.actif and interne.groupe.code == perimetre.groupe
    ]
    effectifs = Counter(each.promotion_theorique for each in groupe)
    ranked = [
        _rank(policy, each, locales[each.interne.intern_id], effectifs[each.promotion_theorique])
        for each in groupe
        if each.interne.regime in perimetre.regimes
    ]
    ranked.sort(key=lambda each: each.key)
    lignes = tuple(_ligne(rang_appel, each) for rang_appel, each in enumerate(ranked, start=1))
    return ListeAppel(lignes, locales)


@dataclass(frozen=True, slots=True)
class _Seniority:
    interne: Interne
    anciennete: Anciennete
    promotion_theorique: int


@dataclass(frozen=True, slots=True)
class _Ranked:
    seniority: _Seniority
    locales: ValeursLocales
    effectif: int
    rang_actualise: Fraction
    key: tuple[object, ...]


def _seniority(policy: Policy, choosing: Semestre, interne: Interne) -> _Seniority:
    anciennete = policy.anciennete(interne.cursus, choosing)
    return _Seniority(interne, anciennete, policy.promotion_theorique(anciennete.total, choosing))


def _rank(policy: Policy, seniority: _Seniority, locales: ValeursLocales, effectif: int) -> _Ranked:
    rang = policy.rang_actualise(locales.place, effectif)
    criteria = policy.criteria(seniority.interne, seniority.anciennete.total, rang)
    return _Ranked(seniority, locales, effectif, rang, tuple(value for _, value in criteria))


def _ligne(rang_appel: int, ranked: _Ranked) -> Ligne:
    return Ligne(
        rang_appel=rang_appel,
        interne=ranked.seniority.interne,
        anciennete=ranked.seniority.anciennete,
        locales=ranked.locales,
        promotion_theorique=ranked.seniority.promotion_theorique,
        effectif_promo_theorique=ranked.effectif,
        rang_actualise=ranked.rang_actualise,
    )
