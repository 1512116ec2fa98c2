"""Decisions in words, for those who run the amphi: who did what, with its result (ENG-8, ADM-9)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from chassis.web.formats import ordinal, plural, type_choix
from chassis.web.typography import spaced
from dci.session.v1.session_pb2 import Decision
from services.admin.web.filters import spoken
from services.admin.web.regie.saying import Names, Payload, Saying, capital, who, why_refused
from services.admin.web.regie.wording_interventions import INTERVENTIONS

MICROSECONDS: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the journal. `tone`: « », « bon », « attention »."""

    seq: int
    at: datetime
    text: str
    by: str
    tone: str


def entry_of(decision: Decision, names: Names, me: str) -> Entry:
    """Say a decision; `me` is the staff id of who reads."""
    payload = {**json.loads(decision.payload or "{}"), "amphi_id": decision.amphi_id}
    saying = _SAYINGS.get(decision.type)
    said = saying(payload, names, decision.text) if saying else f"Décision « {decision.type} »."
    return Entry(
        seq=decision.seq,
        at=decision.at.ToDatetime(tzinfo=UTC),
        text=spaced(said),
        by=actor_text(decision.actor, me),
        tone=_TONES.get(decision.type, ""),
    )


def actor_text(actor: str, me: str) -> str:
    """Say who decided; `me` is the staff id of who reads."""
    kind, _, rest = actor.partition(":")
    if kind == "interne":
        return f"par l’interne n° {rest}"
    if kind == "mandataire":
        return f"par le mandataire du n° {rest}"
    if kind == "ars":
        role, _, user_id = rest.partition(":")
        return "par vous" if user_id == me else f"par l’ARS ({role})"
    return "automatique"


def _took(payload: Payload) -> str:
    return spoken(int(payload.get("took_us", 0)) // MICROSECONDS)


def _validated(payload: Payload, _names: Names, _text: str) -> str:
    interns = plural(len(payload.get("interns", [])), "interne")
    parts = plural(len(payload.get("slices", [])), "session")
    version = payload.get("list_version", "?")
    return f"Amphi validé : {interns}, {parts}, liste d’appel version {version}."


def _announced(payload: Payload, names: Names, _text: str) -> str:
    late = "" if payload.get("seen", True) else " N’est pas connecté."
    return f"C’est le tour du {who(payload, names)}.{late}"


def _chosen(payload: Payload, names: Names, _text: str) -> str:
    chosen = payload.get("type_choix", "classique")
    kind = "" if chosen == "classique" else f" en {type_choix(chosen)}"
    how = HOW.get(payload.get("par", ""), "")
    post = f"le poste n° {payload['numero']}"
    return f"{capital(who(payload, names))} choisit {post}{kind}, en {_took(payload)}{how}."


def _refused(payload: Payload, names: Names, _text: str) -> str:
    reason = why_refused(payload, "il ne peut pas être attribué")
    return (
        f"{capital(who(payload, names))} demande le poste n° {payload['numero']} : {reason}."
        " Le temps passé à vérifier lui est rendu."
    )


def _missed(payload: Payload, names: Names, _text: str) -> str:
    absent = payload.get("outcome") == "absent"
    match payload.get("cause"):
        case "ars":
            how = "noté absent" if absent else "passé sans choix"
        case "renonce":
            how = "renonce à son tour"
        case _:
            how = "absent, jamais vu pendant son tour" if absent else "n’a pas choisi à temps"
    back = " Ne reviendra que par le bouton." if absent and payload.get("button_only") else ""
    return f"{capital(who(payload, names))} : {how}, après {_took(payload)}.{back}"


def _put_back(payload: Payload, names: Names, _text: str) -> str:
    how = {
        "connexion": "s’est connecté et passe",
        "bouton": "a demandé à passer et passe",
        "ars": "est remis dans la file et passe",
    }.get(payload.get("by", ""), "passe")
    return f"{capital(who(payload, names))} {how} juste après le tour en cours."


def _absence(payload: Payload, names: Names, _text: str) -> str:
    said = "absence prévue enregistrée" if payload.get("absent") else "absence prévue retirée"
    return f"{capital(who(payload, names))} : {said}."


def _paused(payload: Payload, _names: Names, text: str) -> str:
    if payload.get("reason_hash") is None:
        return (
            "Pause après un arrêt du service : le temps perdu est rendu, l’amphi attend que vous repreniez."
        )
    return f"Pause. Motif : « {text} »." if text else "Pause."


def _resumed(payload: Payload, _names: Names, _text: str) -> str:
    how = "tout son temps" if payload.get("full_time") else "le temps qui restait"
    still = " Le temps reste arrêté : les postes sont inaccessibles." if "stopped_since" in payload else ""
    return f"Reprise, avec {how}.{still}"


def _thawed(payload: Payload, _names: Names, _text: str) -> str:
    still = " L’amphi reste en pause." if "stopped_since" in payload else " Le temps repart."
    return f"Les postes répondent de nouveau.{still}"


def _reprise(payload: Payload, _names: Names, _text: str) -> str:
    gap = abs(int(payload.get("gap_us", 0))) // MICROSECONDS
    return f"Le système a été arrêté {spoken(gap)} : ce temps est rendu."


def _time_added(payload: Payload, names: Names, _text: str) -> str:
    extra = spoken(int(payload.get("extra_us", 0)) // MICROSECONDS)
    return f"{extra} de plus pour le {who(payload, names)}."


def _slice_started(payload: Payload, _names: Names, _text: str) -> str:
    return f"La {_feminine(payload['number'])} session démarre."


def _slice_ended(payload: Payload, _names: Names, _text: str) -> str:
    return f"La {_feminine(payload['number'])} session est terminée."


def _feminine(number: int) -> str:
    return "1re" if number == 1 else ordinal(number)


def _fixed(text: str) -> Saying:
    return lambda _payload, _names, _text: text


HOW: Final = {"ars": ", dicté par téléphone", "mandataire": ", par procuration"}
_SAYINGS: Final[Mapping[str, Saying]] = {
    "validated": _validated,
    "back_to_draft": _fixed("Amphi repassé en brouillon."),
    "opened": _fixed("Les favoris sont ouverts."),
    "slice_started": _slice_started,
    "slice_ended": _slice_ended,
    "start_undone": _fixed("Démarrage annulé : tout le monde attend de nouveau son tour."),
    "turn_announced": _announced,
    "holder_seen": lambda payload, names, _text: f"{capital(who(payload, names))} est connecté.",
    "chosen": _chosen,
    "choice_refused": _refused,
    "turn_missed": _missed,
    "put_back": _put_back,
    "absence_set": _absence,
    **INTERVENTIONS,
    "paused": _paused,
    "resumed": _resumed,
    "frozen": _fixed("Les postes ne répondent plus : le temps est arrêté, personne ne perd son tour."),
    "thawed": _thawed,
    "reprise": _reprise,
    "time_added": _time_added,
    "closing": _fixed("Tout le monde a été appelé : les absents ont encore un délai pour revenir."),
    "ended": _fixed("L’amphi est terminé."),
}
_TONES: Final = {
    "chosen": "bon",
    "placed": "bon",
    "placement_refused": "attention",
    "corrected": "attention",
    "correction_refused": "attention",
    "choice_refused": "attention",
    "turn_missed": "attention",
    "paused": "attention",
    "frozen": "attention",
    "reprise": "attention",
}
