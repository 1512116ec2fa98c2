"""Every setting of identity."""

from collections.abc import Sequence
from dataclasses import dataclass

from marshmallow import ValidationError
from marshmallow.validate import Range

from chassis.config import CallSettings, ProcessSettings, ServerSettings, setting
from chassis.encryption import fernet_keys
from services.identity.adapters.exempted import are_named_ranges


def _named_ranges(ranges: Sequence[str]) -> None:
    if not are_named_ranges(ranges):
        raise ValidationError("nom=réseau est attendu, comme hopital=192.0.2.0/24")


@dataclass(frozen=True, slots=True, kw_only=True)
class StorageSettings:
    """What the migrations and the command line need too."""

    database_url: str = setting("DCI_DATABASE_URL", "PostgreSQL of identity, such as postgresql://…")
    encryption_keys: tuple[str, ...] = setting(
        "DCI_ENCRYPTION_KEY",
        "Fernet keys for what is encrypted at rest: the first encrypts, all of them decrypt",
        validate=fernet_keys,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitSettings:
    """How many failures of log-in and inscription (SEC-4)."""

    account_failures: int = setting(
        "DCI_LIMIT_ACCOUNT", "failures in 15 minutes that block an account", default=10, validate=Range(min=1)
    )
    address_failures: int = setting(
        "DCI_LIMIT_ADDRESS",
        "failures in 10 minutes from which an address is delayed",
        default=300,
        validate=Range(min=1),
    )
    exempted: tuple[str, ...] = setting(
        "DCI_LIMIT_EXEMPTED",
        "addresses whose failures are not counted, each as name=range: hospitals, the local run",
        default=(),
        validate=_named_ranges,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Of the service."""

    process: ProcessSettings
    calls: CallSettings
    server: ServerSettings
    storage: StorageSettings
    limits: LimitSettings
    kafka: str = setting("DCI_KAFKA", "Kafka's bootstrap servers, host:port separated by commas")
    session: str = setting("DCI_SESSION", "gRPC of session, host:port")


@dataclass(frozen=True, slots=True, kw_only=True)
class MigrationSettings:
    """Of `migrate`."""

    database_url: str = setting("DCI_DATABASE_URL", "PostgreSQL of identity, such as postgresql://…")
    kafka: str = setting("DCI_KAFKA", "Kafka's bootstrap servers, host:port separated by commas")


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffSettings:
    """Of `create-staff`: what must not be seen in a list of processes comes from the environment."""

    storage: StorageSettings
    password: str | None = setting(
        "DCI_STAFF_PASSWORD", "password of the new account; without it one is made and shown", default=None
    )
    totp_secret: str | None = setting(
        "DCI_STAFF_TOTP_SECRET", "TOTP secret, base32; without it one is made and shown", default=None
    )
