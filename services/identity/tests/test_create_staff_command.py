"""`python -m services.identity create-staff`, as a deployment runs it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable

import pyotp
import pytest
from cryptography.fernet import Fernet

from chassis.database import Database

pytestmark = pytest.mark.real


@pytest.fixture
def run(service_database: Callable[[str], str]) -> Callable[..., subprocess.CompletedProcess[str]]:
    environment = {
        "PATH": os.environ["PATH"],
        "DCI_DATABASE_URL": service_database("identity"),
        "DCI_ENCRYPTION_KEY": Fernet.generate_key().decode(),
    }

    def command(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "services.identity", "create-staff", *arguments],
            env=environment | more,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    command.database_url = environment["DCI_DATABASE_URL"]  # type: ignore[attr-defined]
    return command


@pytest.mark.rule("ADM-1")
def test_what_is_not_given_is_made_and_shown(run: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    done = run("--email", "Camille@ars.example", "--role", "administrateur")
    assert (done.returncode, done.stderr) == (0, "")
    shown = json.loads(done.stdout)
    assert len(shown["password"]) >= 12
    assert pyotp.TOTP(shown["totp_secret"]).now().isdigit()

    again = run(
        *("--email", "camille@ars.example", "--role", "consultation"),
        DCI_STAFF_PASSWORD="girafe orange du bureau",
        DCI_STAFF_TOTP_SECRET="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
    )
    assert again.returncode == 0, again.stderr
    assert json.loads(again.stdout)["totp_secret"] == "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    database = Database(run.database_url, "tests")  # type: ignore[attr-defined]
    with database.transaction() as tx:
        assert tx.all("SELECT email, role FROM staff ORDER BY email") == [
            {"email": "camille@ars.example", "role": "consultation"}
        ]
    database.close()


@pytest.mark.rule("SEC-2")
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"DCI_STAFF_PASSWORD": "motdepasse123"}, "mot de passe"),
        ({"DCI_STAFF_TOTP_SECRET": "pas du base32 !"}, "base32"),
        ({"DCI_STAFF_TOTP_SECRET": "JBSWY3DPEHPK3PXP"}, "base32"),
    ],
)
def test_what_is_too_weak_is_refused(
    run: Callable[..., subprocess.CompletedProcess[str]], given: dict[str, str], said: str
) -> None:
    done = run("--email", "camille@ars.example", "--role", "gestionnaire", **given)
    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr


def test_wrong_use_and_missing_settings(run: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    assert run("--email", "camille@ars.example", "--role", "chef").returncode == 2
    missing = run("--email", "camille@ars.example", "--role", "gestionnaire", DCI_ENCRYPTION_KEY="abc")
    assert missing.returncode == 2
    assert "DCI_ENCRYPTION_KEY" in missing.stderr
