"""The words of an explanation: what each figure is and where it comes from, in French (RNG-7, PRO-2)."""

from collections.abc import Mapping
from typing import Final

from services.ranking.domain.anciennete import Raison
from services.ranking.domain.cursus import Nature, Validation
from services.ranking.domain.explication import Explication, Voisin
from services.ranking.domain.liste_appel import Ligne
from services.ranking.domain.rang_actualise import show_cut
from services.ranking.domain.rang_local import Source
from services.ranking.domain.semestre import NOVEMBRE, Semestre

NATURES: Final[Mapping[Nature, str]] = {
    Nature.STAGE: "stage",
    Nature.SURNOMBRE_VALIDANT: "surnombre validant",
    Nature.SURNOMBRE_NON_VALIDANT: "surnombre non validant",
    Nature.RECHERCHE: "recherche",
    Nature.DISPONIBILITE: "disponibilité",
    Nature.INTERRUPTION: "interruption",
}
VALIDATIONS: Final[Mapping[Validation, str]] = {
    Validation.OUI: "oui",
    Validation.NON: "non",
    Validation.EN_COURS: "en cours",
}
RAISONS: Final[Mapping[Raison, str]] = {
    Raison.VALIDE: "Semestre validé : il compte.",
    Raison.EN_COURS: "Semestre en cours : il compte.",
    Raison.TOUJOURS: "Un semestre de cette nature compte, validé ou non.",
    Raison.NON_VALIDE: "Semestre non validé : il ne compte pas.",
    Raison.JAMAIS: "Un semestre de cette nature ne compte pas.",
    Raison.PLAFOND: "Le nombre de semestres de cette nature qui comptent est déjà atteint.",
    Raison.PAS_AVANT: "Seuls comptent les semestres qui précèdent celui que l’on choisit.",
}


def with_comma(number: str) -> str:
    """« 120.00 » as French writes it."""
    return number.replace(".", ",")


def in_words(semestre: Semestre) -> str:
    """« mai 2027 »."""
    return f"{'novembre' if semestre.mois == NOVEMBRE else 'mai'} {semestre.annee}"


def counted(number: int, noun: str) -> str:
    """« 1 semestre », « 2 semestres »."""
    return f"{number} {noun}{'s' if number > 1 else ''}"


def explained_values(explication: Explication, choosing: Semestre) -> list[tuple[str, str, str, str]]:
    """Each figure of the line, in the order of PRO-2: code, label, value, where it comes from."""
    ligne = explication.ligne
    place = ligne.locales.place
    return [
        (
            "rang_actualise",
            "Rang actualisé",
            with_comma(show_cut(ligne.rang_actualise)),
            "Rang local ÷ effectif promo local × effectif promo théorique : "
            f"{with_comma(explication.formule)} (coupé à deux décimales, comparé exactement).",
        ),
        (
            "effectif_promo_theorique",
            "Effectif promo théorique",
            str(ligne.effectif_promo_theorique),
            f"Internes actifs du groupe {ligne.interne.groupe.label}, tous régimes, "
            f"dont la promotion théorique est {ligne.promotion_theorique}.",
        ),
        (
            "promotion_theorique",
            "Promotion théorique",
            str(ligne.promotion_theorique),
            f"La promotion avec laquelle on choisit en {in_words(choosing)} "
            f"quand on a {counted(ligne.anciennete.total, 'semestre')} d’ancienneté : "
            f"{explication.formule_promotion} (la moitié est arrondie à l’entier inférieur).",
        ),
        ("rang_local", "Rang local", str(place.rang), _rang_local(ligne)),
        ("effectif_promo_local", "Effectif promo local", str(place.effectif), _effectif_local(ligne)),
        (
            "promotion",
            "Promotion",
            str(ligne.interne.promotion),
            f"Année du concours {ligne.interne.concours}.",
        ),
        ("anciennete", "Ancienneté", str(ligne.anciennete.total), "Nombre de semestres qui comptent."),
    ]


def _rang_local(ligne: Ligne) -> str:
    promotion = ligne.locales.promotion
    match ligne.locales.source:
        case Source.IMPORTE:
            return "Valeur fournie par l’ARS : elle l’emporte sur le calcul."
        case Source.FIXE:
            return (
                f"Place dans la promotion {promotion.annee} du groupe {promotion.groupe}, "
                "fixée à la fin de son premier amphi."
            )
        case Source.CALCULE:
            return (
                f"Place dans la promotion {promotion.annee} du groupe {promotion.groupe}, "
                f"dans l’ordre du concours {promotion.concours} ; à égalité, la place est partagée."
            )


def _effectif_local(ligne: Ligne) -> str:
    if ligne.locales.source is Source.IMPORTE:
        return "Valeur fournie par l’ARS, avec le rang local."
    promotion = ligne.locales.promotion
    fixed = ", au moment où le rang a été fixé" if ligne.locales.source is Source.FIXE else ""
    return (
        f"Internes de la promotion {promotion.annee} du groupe {promotion.groupe} "
        f"issus du concours {promotion.concours}{fixed}."
    )


def neighbour_text(ligne: Ligne, voisin: Voisin) -> str:
    """Why somebody stands next to this line and not on its other side. Tells no birth date, no INE."""
    other = voisin.ligne
    ahead = other.rang_appel < ligne.rang_appel
    return f"{'Devant' if ahead else 'Derrière'} : {_difference(ligne, other, voisin.critere, ahead)}"


def _difference(ligne: Ligne, other: Ligne, critere: str, ahead: bool) -> str:
    match critere:
        case "anciennete":
            return (
                f"ancienneté plus {'grande' if ahead else 'petite'} "
                f"({other.anciennete.total} contre {ligne.anciennete.total})."
            )
        case "rang_actualise":
            return f"rang actualisé plus {'petit' if ahead else 'grand'} ({_ranks(other, ligne)})."
        case "promotion":
            return (
                f"à égalité de rang, promotion plus {'ancienne' if ahead else 'récente'} "
                f"({other.interne.promotion} contre {ligne.interne.promotion})."
            )
        case "rang_concours":
            return f"à égalité de rang, {'meilleur' if ahead else 'moins bon'} rang au concours."
        case "date_naissance":
            return f"à égalité de rang, plus {'âgé' if ahead else 'jeune'}."
        case _:
            return "à égalité parfaite, l’ordre des INE départage."


def _ranks(one: Ligne, other: Ligne) -> str:
    """Two figures that look alike once cut are shown as exact fractions."""
    shown = with_comma(show_cut(one.rang_actualise)), with_comma(show_cut(other.rang_actualise))
    if shown[0] == shown[1]:
        return f"exactement {one.rang_actualise} contre {other.rang_actualise}"
    return f"{shown[0]} contre {shown[1]}"
