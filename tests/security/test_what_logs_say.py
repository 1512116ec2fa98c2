"""After all these attacks: what the logs of the run tell of anybody (SEC-7, SEC-8)."""

import re
from typing import Final

import pytest

from tests.security.world import World, people

pytestmark = [pytest.mark.real, pytest.mark.timeout(300)]

TOKEN: Final = re.compile(r"eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}")
ADDRESS: Final = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
OURS: Final = {"logs", "mailbox.log"}
"""The mailbox is the local run's own mail server: it is left out."""


def logs(world: World) -> dict[str, str]:
    """What each process wrote."""
    return {
        file.name: file.read_text(errors="replace")
        for file in (world.folder / "logs").iterdir()
        if file.name not in OURS
    }


@pytest.mark.rule("SEC-7")
def test_no_log_tells_of_a_person(world: World) -> None:
    ines = [person.ine for person in people()]
    for name, text in logs(world).items():
        assert ADDRESS.findall(text) == [], name
        assert [ine for ine in ines if ine in text] == [], name


@pytest.mark.rule("SEC-8")
def test_no_log_tells_a_secret(world: World) -> None:
    accounts = world.demo["accounts"]
    keys = world.folder / "keys"
    secrets = {
        *(account["password"] for account in accounts),
        *(account["totp_secret"] for account in accounts if "totp_secret" in account),
        *(file.read_text() for file in keys.glob("*.secret")),
        *("".join(file.read_text().splitlines()[1:-1]) for file in keys.glob("*.pem")),
        (world.folder / "postgresql" / "password").read_text(),
    }
    for name, text in logs(world).items():
        assert [secret for secret in secrets if secret and secret in text] == [], name
        assert TOKEN.findall(text) == [], name


@pytest.mark.rule("SEC-6")
def test_nothing_that_was_sent_was_an_accident_of_ours(world: World) -> None:
    for name, text in logs(world).items():
        accidents = [line for line in text.splitlines() if re.search(r"unexpected.error|Traceback", line)]
        assert accidents == [], (name, accidents[:3])
