"""Every setting of session."""

from dataclasses import dataclass

from marshmallow.validate import Range

from chassis.config import CallSettings, ProcessSettings, ServerSettings, setting
from chassis.encryption import fernet_keys


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptSettings:
    """What signing receipts needs, and changing their key by command."""

    database_url: str = setting("DCI_DATABASE_URL", "PostgreSQL of session, such as postgresql://…")
    encryption_keys: tuple[str, ...] = setting(
        "DCI_ENCRYPTION_KEY",
        "Fernet keys for the private keys of receipts: the first encrypts, all of them decrypt",
        validate=fernet_keys,
    )
    key_days: int = setting(
        "DCI_SESSION_RECEIPT_KEY_DAYS",
        "days after which another key signs receipts",
        default=90,
        validate=Range(min=1),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All of them."""

    process: ProcessSettings
    calls: CallSettings
    server: ServerSettings
    receipts: ReceiptSettings
    database_url: str = setting("DCI_DATABASE_URL", "PostgreSQL of session, such as postgresql://…")
    kafka: str = setting("DCI_KAFKA", "bootstrap servers, host:port separated by commas")
    identity: str = setting("DCI_IDENTITY", "gRPC of identity, host:port")
    postes: str = setting("DCI_POSTES", "gRPC of postes, host:port")
    ranking: str = setting("DCI_RANKING", "gRPC of ranking, host:port")
    choosing_connections: int = setting(
        "DCI_SESSION_CHOOSING_CONNECTIONS",
        "connections to the database for commands and looks",
        default=12,
        validate=Range(min=2),
    )
    watching_connections: int = setting(
        "DCI_SESSION_WATCHING_CONNECTIONS",
        "connections to the database for boards and lists, which must never slow choosing",
        default=6,
        validate=Range(min=1),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MigrationSettings:
    """What the migration needs."""

    database_url: str = setting("DCI_DATABASE_URL", "PostgreSQL of session, such as postgresql://…")
    kafka: str = setting("DCI_KAFKA", "bootstrap servers, host:port separated by commas")
