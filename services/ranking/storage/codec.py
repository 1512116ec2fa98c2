"""Domain values as JSON, for the inputs and the explanation that a version keeps."""

import hashlib
import json
from datetime import date
from typing import Any

from services.ranking.domain.anciennete import Anciennete, Raison, SemestreCompte
from services.ranking.domain.cursus import Nature, SemestreFait, Validation
from services.ranking.domain.interne import Interne, Nomenclature, PlaceLocale, Regime
from services.ranking.domain.rang_local import Fixe, Promotion
from services.ranking.domain.semestre import Semestre
from services.ranking.domain.version import Calcul

Json = dict[str, Any]


def interne_to_json(interne: Interne) -> Json:
    """Everything but the id, which is a column."""
    return {
        "ine": interne.ine,
        "nom": interne.nom,
        "prenom": interne.prenom,
        "date_naissance": interne.date_naissance.isoformat(),
        "regime": interne.regime.value,
        "groupe": [interne.groupe.code, interne.groupe.label],
        "des": [interne.des.code, interne.des.label],
        "concours": interne.concours,
        "promotion": interne.promotion,
        "rang_concours": interne.rang_concours,
        "importe": [interne.importe.rang, interne.importe.effectif] if interne.importe else None,
        "actif": interne.actif,
        "cursus": [fait_to_json(fait) for fait in interne.cursus],
    }


def interne_from_json(intern_id: str, stored: Json) -> Interne:
    """The reverse."""
    return Interne(
        intern_id=intern_id,
        ine=stored["ine"],
        nom=stored["nom"],
        prenom=stored["prenom"],
        date_naissance=date.fromisoformat(stored["date_naissance"]),
        regime=Regime(stored["regime"]),
        groupe=Nomenclature(*stored["groupe"]),
        des=Nomenclature(*stored["des"]),
        concours=stored["concours"],
        promotion=stored["promotion"],
        rang_concours=stored["rang_concours"],
        importe=PlaceLocale(*stored["importe"]) if stored["importe"] else None,
        actif=stored["actif"],
        cursus=tuple(fait_from_json(fait) for fait in stored["cursus"]),
    )


def fait_to_json(fait: SemestreFait) -> list[str]:
    """One semester of a cursus."""
    return [fait.semestre.code, fait.nature.value, fait.valide.value, fait.motif, fait.imotep]


def fait_from_json(stored: list[str]) -> SemestreFait:
    """The reverse."""
    semestre, nature, valide, motif, imotep = stored
    return SemestreFait(Semestre.parse(semestre), Nature(nature), Validation(valide), motif, imotep)


def semestres_to_json(anciennete: Anciennete) -> list[list[Any]]:
    """What each semester was worth and why."""
    return [[*fait_to_json(each.fait), each.compte, each.raison.value] for each in anciennete.semestres]


def anciennete_from_json(total: int, stored: list[list[Any]]) -> Anciennete:
    """The reverse."""
    semestres = tuple(
        SemestreCompte(fait_from_json(fait), compte, Raison(raison)) for *fait, compte, raison in stored
    )
    return Anciennete(total, semestres)


def promotion_to_json(promotion: Promotion) -> Json:
    """Those who are ranked together."""
    return {"groupe": promotion.groupe, "annee": promotion.annee, "concours": promotion.concours}


def fixe_to_json(fixe: Fixe) -> Json:
    """A fixed place, as an input of a version."""
    return {
        "promotion": promotion_to_json(fixe.promotion),
        "rang_concours": fixe.rang_concours,
        "place": [fixe.place.rang, fixe.place.effectif],
        "counts": fixe.counts,
    }


def inputs_digest(calcul: Calcul) -> str:
    """SHA-256, in hexadecimal, of everything the version was computed from, as canonical JSON."""
    inputs = {
        "policy": calcul.policy,
        "semestre": calcul.perimetre.semestre.code,
        "groupe": calcul.perimetre.groupe,
        "regimes": sorted(calcul.perimetre.regimes),
        "internes": [[each.intern_id, interne_to_json(each)] for each in calcul.internes],
        "fixes": {each: fixe_to_json(fixe) for each, fixe in calcul.fixes.items()},
    }
    canonical = json.dumps(inputs, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
