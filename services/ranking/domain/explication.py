"""Any line explained: its numbers, its formula, who stands next to it and what separates them (RNG-7)."""

from dataclasses import dataclass

from services.ranking.domain.liste_appel import Ligne
from services.ranking.domain.policy import Policy
from services.ranking.domain.rang_actualise import show_cut
from services.ranking.domain.semestre import Semestre


@dataclass(frozen=True, slots=True)
class Voisin:
    """The line just ahead or just behind, and the name of the first criterion in which the two differ."""

    ligne: Ligne
    critere: str


@dataclass(frozen=True, slots=True)
class Explication:
    """One line with its neighbours; the ends of the list have only one."""

    ligne: Ligne
    formule: str
    formule_promotion: str
    devant: Voisin | None
    derriere: Voisin | None


def explain(
    policy: Policy, choosing: Semestre, ligne: Ligne, *, devant: Ligne | None, derriere: Ligne | None
) -> Explication:
    """Explain a line of the choice of `choosing`, given those just ahead and just behind."""
    return Explication(
        ligne=ligne,
        formule=formule(ligne),
        formule_promotion=policy.formule_promotion(ligne.anciennete.total, choosing),
        devant=_voisin(policy, ligne, devant),
        derriere=_voisin(policy, ligne, derriere),
    )


def formule(ligne: Ligne) -> str:
    """« 80 ÷ 100 × 150 = 120.00 »."""
    place = ligne.locales.place
    shown = show_cut(ligne.rang_actualise)
    return f"{place.rang} ÷ {place.effectif} × {ligne.effectif_promo_theorique} = {shown}"


def decisive_criterion(policy: Policy, one: Ligne, other: Ligne) -> str:
    """The first criterion in which two lines differ; there is one, the order being total (RNG-6)."""
    return next(
        name
        for (name, mine), (_, theirs) in zip(_criteria(policy, one), _criteria(policy, other), strict=True)
        if mine != theirs
    )


def _criteria(policy: Policy, ligne: Ligne) -> tuple[tuple[str, object], ...]:
    return policy.criteria(ligne.interne, ligne.anciennete.total, ligne.rang_actualise)


def _voisin(policy: Policy, ligne: Ligne, other: Ligne | None) -> Voisin | None:
    return Voisin(other, decisive_criterion(policy, ligne, other)) if other else None
