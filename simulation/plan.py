"""Who is simulated, where, and with which habits: a JSON file, cast by its seed.

```
{"gateway": "http://…", "seed": 7, "speed": 1, "amphis": [{
  "amphi_id": "…", "hesitation": [7, 24], "habits": {"absent": 3, "late": 2, "hesitating": 4},
  "internes": [{"rang_appel": 1, "email": "…", "password": "…"},
               {"rang_appel": 2, "intern_id": "…", "secret": "…",
                "mandataire": {"email": "…", "password": "…"}},
               {"rang_appel": 3, "email": "…", "password": "…", "behaviour": "in_surnombre"}]}]}
```

`habits` says how many have which habit (`behaviours/`); chance says who, but for the first fifth of the
ranks, who come on time, and for those whose habit is given or follows from a mandataire. `secret` is that of
an open session (a rehearsal's participants have no account). `hesitation`, in seconds, is divided by `speed`.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final

from simulation.gateway import ANYBODY, Credentials

PRESENT: Final = "present"
ABSENT: Final = "absent"
BY_PROXY: Final = "by_proxy"


@dataclass(frozen=True, slots=True)
class Part:
    """One simulated intern. `hesitation` in seconds; an absent one never connects."""

    amphi_id: str
    rang_appel: int
    credentials: Credentials
    mandataire: Credentials
    hesitation: tuple[float, float]
    behaviour: str
    seed: int
    intern_id: str = ""

    @property
    def who(self) -> str:
        """An intern, or a mandataire who comes alone."""
        return "interne" if self.credentials.can_log_in or not self.mandataire.can_log_in else "mandataire"

    @property
    def absent(self) -> bool:
        """Whether nobody comes."""
        return self.behaviour == ABSENT


@dataclass(frozen=True, slots=True)
class Plan:
    """A gateway and the interns around it."""

    gateway: str
    parts: tuple[Part, ...]


def read(file: Path) -> Plan:
    """The plan of a file."""
    return plan_of(json.loads(file.read_text()))


def plan_of(told: Mapping[str, Any]) -> Plan:
    """The same seed gives the same habits and the same tastes."""
    chance = Random(told["seed"])
    speed = told.get("speed", 1.0)
    return Plan(
        told["gateway"], tuple(part for amphi in told["amphis"] for part in _parts(amphi, speed, chance))
    )


def _parts(amphi: dict[str, Any], speed: float, chance: Random) -> Iterable[Part]:
    low, high = amphi["hesitation"]
    habits = cast(amphi["internes"], amphi.get("habits", {}), chance)
    for intern in amphi["internes"]:
        yield Part(
            amphi_id=amphi["amphi_id"],
            rang_appel=intern["rang_appel"],
            credentials=_credentials(intern, procuration=False),
            mandataire=_credentials(intern.get("mandataire", {}), procuration=True),
            hesitation=(low / speed, high / speed),
            behaviour=habits[intern["rang_appel"]],
            seed=chance.randrange(2**32),
            intern_id=intern.get("intern_id", ""),
        )


def cast(internes: list[dict[str, Any]], habits: Mapping[str, int], chance: Random) -> dict[int, str]:
    """Who behaves how, by rank."""
    given = {each["rang_appel"]: _given(each) for each in internes}
    ranks = list(given)
    free = [rang for rang in ranks[len(ranks) // 5 :] if not given[rang]]
    chance.shuffle(free)
    wanted = [habit for habit, times in habits.items() for _ in range(times)]
    given |= dict(zip(free, wanted, strict=False))
    return {rang: habit or PRESENT for rang, habit in given.items()}


def _given(intern: Mapping[str, Any]) -> str:
    return str(intern.get("behaviour") or (BY_PROXY if "mandataire" in intern else ""))


def _credentials(told: Mapping[str, Any], *, procuration: bool) -> Credentials:
    if not told.get("email") and not told.get("secret"):
        return ANYBODY
    return Credentials(
        told.get("email", ""), told.get("password", ""), told.get("secret", ""), procuration=procuration
    )
