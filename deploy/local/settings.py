"""What the person who starts the local run may choose, from the environment (IFC-2, IFC-4)."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from deploy.local.errors import CannotStart
from deploy.local.paths import LOCAL

DEMOS = ("none", "petit")
LAST_PORT = 65_535


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices of one run."""

    folder: Path
    demo: str
    gateway_port: int
    admin_port: int
    mailbox_port: int


def settings_from(environment: Mapping[str, str] = os.environ) -> Settings:
    """Reads the choices; a wrong one stops the start with its name."""
    demo = environment.get("DEMO", "petit")
    if demo == "reel":
        raise CannotStart(
            "DEMO=reel (une campagne de taille réelle) n’existe pas encore : DEMO=petit ou DEMO=none."
        )
    if demo not in DEMOS:
        raise CannotStart(f"DEMO={demo} n’existe pas : choisissez {' ou '.join(DEMOS)}.")
    return Settings(
        folder=Path(environment.get("DCI_LOCAL_FOLDER", LOCAL)).resolve(),
        demo=demo,
        gateway_port=_port(environment, "DCI_GATEWAY_PORT", 8000),
        admin_port=_port(environment, "DCI_ADMIN_PORT", 8001),
        mailbox_port=_port(environment, "DCI_MAILBOX_PORT", 8025),
    )


def _port(environment: Mapping[str, str], variable: str, default: int) -> int:
    given = environment.get(variable, str(default))
    if not given.isdecimal() or not 0 < int(given) <= LAST_PORT:
        raise CannotStart(f"{variable}={given} n’est pas un numéro de port (de 1 à {LAST_PORT}).")
    return int(given)
