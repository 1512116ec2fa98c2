"""What fills a run: the first accounts and the campaign of `deploy.local.demo`, then the simulated interns.

`demo.json` (IFC-3) says addresses and accounts to tools; `deploy.local.demo` adds the accounts.
"""

import json
import sys
from pathlib import Path
from typing import Any

from deploy.local.addresses import Addresses
from deploy.local.child import Recipe
from deploy.local.keys import Keys
from deploy.local.parts import die_with_parent
from deploy.local.screen import say, step
from deploy.local.services import SERVICES, environment
from deploy.local.settings import Settings
from deploy.local.supervisor import Supervisor

FILE = "demo.json"


def start(supervisor: Supervisor, settings: Settings, addresses: Addresses, keys: Keys) -> None:
    """Fills the databases where they are empty, then lets simulated interns in, also to amphis blancs."""
    file = settings.folder / FILE
    _write_addresses(file, addresses)
    told = _environment(settings, addresses, keys)
    empty = settings.demo == "none"
    with step("premier compte" if empty else "démonstration"):
        supervisor.wait_for(supervisor.run_once("demo", _python("deploy.local.demo"), told))
    plan = [] if empty else [str(settings.folder / "simulation.json")]
    played = _python("simulation", *plan, "--folder", str(keys.participants))
    supervisor.start(Recipe("simulation", played, is_ready=lambda: True, environment=told))


def say_accounts(folder: Path) -> None:
    """Who one may be, and what to try (IFC-4)."""
    shown = _read(folder / FILE)
    for account in shown["accounts"]:
        say(f"  {account['role']} : {account['email']} · {account['password']} · {account['note']}")
    if any("totp_secret" in account for account in shown["accounts"]):
        say("  codes à six chiffres des comptes ARS : « make codes »")
    for remark in shown.get("remarks", []):
        say(f"  {remark}")


def _write_addresses(file: Path, addresses: Addresses) -> None:
    known = _read(file) if file.exists() else {"accounts": []}
    known |= {
        "gateway": addresses.public("gateway"),
        "admin": addresses.public("admin"),
        "mailbox": addresses.mailbox_url,
    }
    file.write_text(json.dumps(known, ensure_ascii=False, indent=2) + "\n")


def _read(file: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(file.read_text())
    return content


def _environment(settings: Settings, addresses: Addresses, keys: Keys) -> dict[str, str]:
    """Identity's own, to make the first account, and the back office's key for all else."""
    identity = next(service for service in SERVICES if service.name == "identity")
    return environment(identity, addresses, keys) | {
        "DEMO": settings.demo,
        "DCI_LOCAL_FOLDER": str(settings.folder),
        "DCI_DEMO_FILE": str(settings.folder / FILE),
        "DCI_DEMO_SERVICE_KEY_FILE": str(keys.private_of("admin")),
        "DCI_MAILBOX_URL": addresses.mailbox_url,
    }


def _python(module: str, *arguments: str) -> list[str]:
    return die_with_parent([sys.executable, "-m", module, *arguments])
