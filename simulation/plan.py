"""Who is simulated, where, and with which habits: a JSON file."""

import json
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any


@dataclass(frozen=True, slots=True)
class Part:
    """One simulated intern. `hesitation` in seconds; an absent one never connects."""

    amphi_id: str
    rang_appel: int
    email: str
    password: str
    hesitation: tuple[float, float]
    absent: bool
    seed: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A gateway and the interns around it."""

    gateway: str
    parts: tuple[Part, ...]


def read(file: Path) -> Plan:
    """The plan of a file; the same seed gives the same absents and the same tastes."""
    told: dict[str, Any] = json.loads(file.read_text())
    chance = Random(told["seed"])
    return Plan(told["gateway"], tuple(part for amphi in told["amphis"] for part in _parts(amphi, chance)))


def _parts(amphi: dict[str, Any], chance: Random) -> list[Part]:
    ranks = [intern["rang_appel"] for intern in amphi["internes"]]
    late = ranks[len(ranks) // 5 :]
    absents = set(chance.sample(late, min(amphi["absents"], len(late))))
    low, high = amphi["hesitation"]
    return [
        Part(
            amphi_id=amphi["amphi_id"],
            rang_appel=intern["rang_appel"],
            email=intern["email"],
            password=intern["password"],
            hesitation=(low, high),
            absent=intern["rang_appel"] in absents,
            seed=chance.randrange(2**32),
        )
        for intern in amphi["internes"]
    ]
