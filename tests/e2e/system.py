"""What the tests need of a running system beside its pages: accounts, calls, simulated interns."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyotp

from deploy.local.demo.accounts import PASSWORD
from deploy.local.demo.calls import StaffAccount
from deploy.local.paths import ROOT
from deploy.local.services import OWNERS
from tests.local_system import LocalSystem


def create_accounts(system: LocalSystem, emails: Mapping[str, str]) -> None:
    """INE → e-mail: accounts that all have `PASSWORD`, made by identity's own command."""
    _identity(system, ["create-accounts"], {"DCI_ACCOUNTS_PASSWORD": PASSWORD}, json.dumps(dict(emails)))


def create_mandataires(system: LocalSystem, mandataires: Mapping[str, str]) -> None:
    """INE → e-mail of whoever holds that intern's procuration, already accepted; all have `PASSWORD`."""
    told = json.dumps({"mandataires": dict(mandataires), "demandes": []})
    _identity(system, ["create-rights"], {"DCI_ACCOUNTS_PASSWORD": PASSWORD}, told)


def create_gestionnaire(system: LocalSystem, email: str) -> StaffAccount:
    """Somebody who runs amphis: a code serves once, so each who logs in has an account."""
    return create_staff(system, email, "gestionnaire")


def create_staff(system: LocalSystem, email: str, role: str) -> StaffAccount:
    """Somebody of ARS (ADM-1)."""
    account = StaffAccount(role, email, PASSWORD, pyotp.random_base32())
    told = {"DCI_STAFF_PASSWORD": account.password, "DCI_STAFF_TOTP_SECRET": account.totp_secret}
    _identity(system, ["create-staff", "--email", email, "--role", account.role], told)
    return account


def _identity(system: LocalSystem, command: list[str], told: Mapping[str, str], stdin: str = "") -> None:
    subprocess.run(
        [sys.executable, "-m", "services.identity", *command],
        cwd=ROOT,
        env=environment_of(system, "identity") | dict(told),
        input=stdin,
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )


def environment_of(system: LocalSystem, service: str) -> dict[str, str]:
    """What a service of the run was told."""
    told = Path(f"/proc/{system.pid(service)}/environ").read_bytes().decode()
    return dict(each.split("=", 1) for each in told.split("\0") if "=" in each)


def calling_environment(system: LocalSystem) -> dict[str, str]:
    """Where the services answer, and the back office's key to call them (`deploy.local.demo.calls`)."""
    ports = json.loads((system.folder / "ports.json").read_text())
    addresses = {f"DCI_{each.name.upper()}": f"127.0.0.1:{ports[f'{each.name}-grpc']}" for each in OWNERS}
    return addresses | {"DCI_DEMO_SERVICE_KEY_FILE": str(system.folder / "keys" / "admin.pem")}


@contextmanager
def simulated(
    system: LocalSystem, amphi_id: str, seats: Iterable[tuple[int, str]], hesitation: tuple[float, float]
) -> Iterator[Path]:
    """Lets simulated interns (rank, e-mail) into an amphi; gives the log of what they did."""
    internes = [{"rang_appel": rang, "email": email, "password": PASSWORD} for rang, email in seats]
    amphi = {"amphi_id": amphi_id, "hesitation": list(hesitation), "internes": internes}
    plan: dict[str, Any] = {"gateway": system.demo["gateway"], "seed": 7, "amphis": [amphi]}
    file = system.folder / f"simulation-{amphi_id}.json"
    file.write_text(json.dumps(plan))
    log = system.folder / "logs" / f"simulation-{amphi_id}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "simulation", str(file)],
            cwd=ROOT,
            env=os.environ | {"PYTHONUTF8": "1"},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield log
    finally:
        process.terminate()
        process.wait(timeout=10)
