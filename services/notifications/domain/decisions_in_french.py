"""What a decision says, in French, for those who read the procès-verbal (ENG-7)."""

from collections.abc import Mapping
from typing import Any, Final

from services.notifications.domain.proces_verbal import Decision

Names = Mapping[int, str]

SENTENCES: Final[Mapping[str, str]] = {
    "validated": "L’amphi est validé : liste d’appel version {list_version}",
    "back_to_draft": "L’amphi revient en brouillon",
    "opened": "Les favoris sont ouverts",
    "slice_started": "La session {number} commence",
    "slice_ended": "La session {number} est terminée",
    "start_undone": "Le démarrage est annulé : tout le monde attend de nouveau",
    "turn_announced": "Tour de {who}",
    "holder_seen": "{who} est connecté",
    "chosen": "{who} choisit le poste n° {numero}{how}",
    "choice_refused": "Refus du poste n° {numero} à {who} : {reason}",
    "turn_missed": "{who} : {outcome} ({cause})",
    "put_back": "{who} est remis dans l’ordre de passage ({by})",
    "paused": "L’amphi est en pause",
    "resumed": "L’amphi reprend",
    "frozen": "Le temps est suspendu : les postes sont inaccessibles",
    "thawed": "Les postes sont de nouveau accessibles",
    "reprise": "Reprise du moteur : le temps de l’arrêt est rendu",
    "time_added": "{extra} de plus pour le tour de {who}",
    "closing": "Plus personne n’attend : délai de fin",
    "ended": "L’amphi est terminé",
    "placed": "L’ARS place {who} sur le poste n° {numero}",
    "placement_refused": "Refus de placer {who} sur le poste n° {numero} : {reason}",
    "corrected": "Correction de l’ARS",
    "correction_refused": "Correction refusée : {reason}",
    "type_choix_set": "Type de choix de {who} : {type_choix}",
}
WORDS: Final[Mapping[str, str]] = {
    "classique": "classique",
    "surnombre_validant": "surnombre validant",
    "surnombre_non_validant": "surnombre non validant",
    "absent": "absent",
    "n_a_pas_choisi": "n’a pas choisi",
    "temps_ecoule": "temps écoulé",
    "ars": "par l’ARS",
    "renonce": "a renoncé",
    "connexion": "s’est connecté",
    "bouton": "l’a demandé",
    "poste_pourvu": "il vient d’être pris",
    "poste_reserve": "il est réservé à un autre DES",
    "poste_non_publie": "il n’est pas publié",
    "poste_hors_offre": "il n’est pas offert dans cet amphi",
    "poste_pris_devant": "il est pris par un interne classé devant, ou dans un autre amphi du groupe",
    "surnombres_complets": "ce service a tous les surnombres admis",
    "deja_affecte": "l’interne a déjà un poste ce semestre",
    "tour_servi": "un poste a déjà été attribué pendant ce tour",
    "autre_affectation": "une affectation a changé entre-temps",
}
MICROSECONDS: Final = 1_000_000


def sentence(decision: Decision, names: Names) -> str:
    """One line; a type that is new here by its own name, with those whom it concerns."""
    payload = decision.payload
    known = SENTENCES.get(decision.type)
    if decision.type == "absence_set":
        known = "Absence prévue de {who}" + ("" if payload.get("absent") else " : levée")
    if decision.type == "procuration_set":
        known = "Procuration de {who}" + ("" if payload.get("procuration") else " : annulée")
    several = "".join(f" ; {_post(line, names, decision.amphi_id)}" for line in _lines(payload))
    if known is None:
        return f"{decision.type} {_who(payload, names)}".strip() + several
    words = {key: _word(value) for key, value in payload.items()}
    more = {"who": _who(payload, names), "how": _how(payload), "extra": _extra(payload)}
    return known.format_map(_Said(words | more)) + several


def actor(written: str, names: Names) -> str:
    """Who decided: « moteur », an intern by name, a member of ARS by role."""
    kind, _, rest = written.partition(":")
    match kind:
        case "interne" | "mandataire" if rest.isdigit():
            name = named(int(rest), names)
            return name if kind == "interne" else f"mandataire de {name}"
        case "ars":
            return f"ARS, {rest.partition(':')[0]}"
        case _:
            return written


def named(rang: int, names: Names) -> str:
    """« 12. Inès MARTIN »."""
    return f"{rang}. {names.get(rang, '')}".strip()


class _Said(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "?"


def _who(payload: Mapping[str, Any], names: Names) -> str:
    rang = payload.get("rang_appel")
    return named(rang, names) if isinstance(rang, int) else ""


def _how(payload: Mapping[str, Any]) -> str:
    """« en surnombre validant, dicté à l’ARS »: what is not usual of a choice (CHX-5, ENG-6)."""
    kind = payload.get("type_choix", "classique")
    beside = "" if kind == "classique" else f" en {_word(kind)}"
    return f"{beside}, dicté à l’ARS" if payload.get("par") == "ars" else beside


def _extra(payload: Mapping[str, Any]) -> str:
    """« 1 min 30 s »."""
    minutes, seconds = divmod(int(payload.get("extra_us", 0)) // MICROSECONDS, 60)
    parts = [f"{minutes} min"] if minutes else []
    return " ".join([*parts, f"{seconds} s"] if seconds or not minutes else parts)


def _word(value: object) -> str:
    text = str(value)
    return WORDS.get(text, text)


def _lines(payload: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The posts that one correction gives."""
    found = [part for value in payload.values() if isinstance(value, list) for part in value]
    return [part for part in found if isinstance(part, dict) and "numero" in part and "rang_appel" in part]


def _post(line: Mapping[str, Any], names: Names, amphi_id: str) -> str:
    """A correction may exchange posts with another amphi, whose ranks are not ours (CHX-6)."""
    here = line.get("amphi_id", amphi_id) == amphi_id
    who = _who(line, names) if here else f"rang {line['rang_appel']} d’un autre amphi"
    return f"{who} : poste n° {line['numero']}"
