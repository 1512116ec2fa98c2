"""Who is simulated and how (`simulation.plan`): interns from the start, mandataires when there are some."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from deploy.local.demo.accounts import PASSWORD
from tests.faults.world.prepared import Prepared
from tests.faults.world.system import System

PACE: Final = (0.8, 2.4)


def interns(
    system: System,
    amphis: Iterable[Prepared],
    seed: int,
    habits: Mapping[str, float],
    pace: Sequence[float] = PACE,
) -> dict[str, Any]:
    """Everybody, those too who gave a procuration: they try, and are refused (PRC-1). `habits`: shares."""
    told = [
        {
            "amphi_id": amphi.amphi_id,
            "hesitation": [*pace],
            "habits": {name: round(share * len(amphi.seats)) for name, share in habits.items()},
            "internes": [_intern(amphi, rang, email) for rang, email in amphi.by_rang.items()],
        }
        for amphi in amphis
    ]
    return {"gateway": system.gateway, "seed": seed, "amphis": told}


def add_mandataires(
    system: System, folder: Path, seed: int, amphi: Prepared, mandataires: Mapping[int, str]
) -> None:
    """They come in now (rank → e-mail); a plan that appears whole is played (`simulation.folder`)."""
    internes = [
        {"rang_appel": rang, "mandataire": {"email": email, "password": PASSWORD}}
        for rang, email in mandataires.items()
    ]
    told = {"amphi_id": amphi.amphi_id, "hesitation": [*PACE], "internes": internes}
    plan = {"gateway": system.gateway, "seed": seed, "amphis": [told]}
    name = f"{amphi.amphi_id}-{'-'.join(map(str, mandataires))}"
    fresh = folder / f"{name}.fresh"
    fresh.write_text(json.dumps(plan))
    fresh.rename(folder / f"{name}.json")


def _intern(amphi: Prepared, rang: int, email: str) -> dict[str, Any]:
    told = {"rang_appel": rang, "email": email, "password": PASSWORD}
    if rang in amphi.in_surnombre:
        return told | {"behaviour": "in_surnombre"}
    if rang in amphi.mandataires or rang in amphi.may_give_procuration:
        return told | {"behaviour": "present"}
    return told
