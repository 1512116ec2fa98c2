"""The seven services of a local run: one table, and the environment that each of them gets."""

import os
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass

from deploy.local.addresses import Addresses
from deploy.local.child import Recipe
from deploy.local.keys import Keys
from deploy.local.parts import die_with_parent


@dataclass(frozen=True, slots=True)
class Service:
    """What sets a service apart from the others here."""

    name: str
    has_database: bool = True
    secret: tuple[str, str] | None = None  # variable, name of the key
    own: tuple[tuple[str, str], ...] = ()  # variables that only this service reads


SERVICES = (
    Service(
        "identity",
        secret=("DCI_ENCRYPTION_KEY", "identity-encryption"),
        # Here everybody comes from one address (SEC-4).
        own=(("DCI_LIMIT_EXEMPTED", "cette-machine=127.0.0.0/8"),),
    ),
    Service("ranking"),
    Service("postes"),
    Service("session", secret=("DCI_ENCRYPTION_KEY", "session-encryption")),
    Service("notifications"),
    Service("gateway", has_database=False, secret=("DCI_COOKIE_KEY", "gateway-cookie")),
    Service("admin", has_database=False, secret=("DCI_COOKIE_KEY", "admin-cookie")),
)
OWNERS = tuple(service for service in SERVICES if service.has_database)
# From the machine: what programs need to run at all, and nothing that could change what DCI does.
PASSED_ON = ("PATH", "HOME", "LANG", "TZ", "TMPDIR", "LD_LIBRARY_PATH", "SSL_CERT_FILE")


def recipe(service: Service, addresses: Addresses, keys: Keys) -> Recipe:
    """How to start a service."""
    return Recipe(
        name=service.name,
        command=die_with_parent([sys.executable, "-m", f"services.{service.name}"]),
        environment=environment(service, addresses, keys),
        is_ready=answers(f"http://127.0.0.1:{addresses.metrics[service.name]}/readyz"),
    )


def migration(service: Service) -> list[str]:
    """The command that brings a service's database and topics up to date."""
    return die_with_parent([sys.executable, "-m", f"services.{service.name}", "migrate"])


def environment(service: Service, addresses: Addresses, keys: Keys) -> dict[str, str]:
    """Everything that a service is told, and nothing of the others' secrets."""
    name = service.name
    told = (
        base_environment()
        | addresses.shared()
        | {
            "DCI_BIND": "127.0.0.1",
            "DCI_METRICS_PORT": str(addresses.metrics[name]),
            "DCI_SERVICE_KEY_FILE": str(keys.private_of(name)),
            "DCI_SERVICE_KEYS_DIR": str(keys.public),
            "DCI_LOG_LEVEL": "INFO",
        }
    )
    if service.has_database:
        told["DCI_DATABASE_URL"] = addresses.database(name, keys.password(f"database-{name}"))
        told["DCI_GRPC_PORT"] = str(addresses.grpc[name])
        told["DCI_REFLECTION"] = "1"
    else:
        told[f"DCI_{name.upper()}_PORT"] = str(addresses.http[name])
        told["DCI_PUBLIC_URL"] = addresses.public(name)
    if name == "admin":
        told["DCI_GATEWAY_URL"] = addresses.public("gateway")
        told["DCI_SIMULATION_FOLDER"] = str(keys.participants)
    if service.secret:
        variable, key = service.secret
        told[variable] = keys.symmetric(key)
    return told | dict(service.own)


def base_environment() -> dict[str, str]:
    """What every process of the run gets from the machine."""
    kept = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return kept | {"PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}


def answers(url: str) -> Callable[[], bool]:
    """A question: does this address answer « yes » now?"""

    def ask() -> bool:
        try:
            with urllib.request.urlopen(url, timeout=1):  # noqa: S310  # our own address
                return True
        except (urllib.error.URLError, OSError):
            return False

    return ask
