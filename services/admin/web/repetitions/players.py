"""The plan that simulated interns play in an amphi blanc: who, with which open session, with which habits."""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from dci.identity.v1.rehearsals_pb2 import Player
from dci.session.v1.rehearsals_pb2 import Participant
from dci.session.v1.session_pb2 import Amphi

HESITATION: Final = (5.0, 25.0)
"""Seconds, as in a real amphi; the plan's speed divides them."""
OWNER_ONLY: Final = 0o600


def players(participants: Iterable[Participant]) -> list[Player]:
    """Everybody who will come, then each mandataire: for whom sessions are opened, in this order."""
    everybody = [one for one in participants if not one.absent]
    interns = [Player(user_id=one.intern_id, display_name=one.identity) for one in everybody]
    mandataires = [
        Player(
            user_id=one.mandataire_id,
            acts_for=one.intern_id,
            display_name=f"Mandataire de {one.identity}",
        )
        for one in everybody
        if one.mandataire_id
    ]
    return [*interns, *mandataires]


def plan(
    gateway: str,
    amphi: Amphi,
    participants: Sequence[Participant],
    secrets: Mapping[str, str],
    habits: Mapping[str, int],
) -> dict[str, Any]:
    """As `simulation/plan.py` reads it; `secrets`: user_id → the secret of the session."""
    return {
        "gateway": gateway,
        "seed": int(amphi.semestre.removeprefix("essai-"), 16),
        "speed": amphi.speed,
        "amphis": [
            {
                "amphi_id": amphi.amphi_id,
                "hesitation": list(HESITATION),
                "habits": dict(habits),
                "internes": [_interne(one, secrets) for one in participants if not one.absent],
            }
        ],
    }


def _interne(one: Participant, secrets: Mapping[str, str]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "rang_appel": one.rang_appel,
        "intern_id": one.intern_id,
        "secret": secrets[one.intern_id],
    }
    if one.mandataire_id:
        told["mandataire"] = {"secret": secrets[one.mandataire_id]}
    elif one.type_choix.startswith("surnombre"):
        told["behaviour"] = "in_surnombre"
    return told


def drop(folder: Path, name: str, told: Mapping[str, Any]) -> None:
    """Put the plan where the simulation looks; only its owner reads it, and it is whole when it appears."""
    fresh = folder / f".{name}"
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY), "w") as file:
        json.dump(told, file, ensure_ascii=False)
    fresh.replace(folder / f"{name}.json")
