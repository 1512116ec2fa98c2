"""Every setting of postes."""

from dataclasses import dataclass

from chassis.config import CallSettings, ProcessSettings, ServerSettings, setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All of them."""

    process: ProcessSettings
    calls: CallSettings
    server: ServerSettings
    database_url: str = setting("DCI_DATABASE_URL", "PostgreSQL of postes, such as postgresql://…")
    kafka: str = setting("DCI_KAFKA", "bootstrap servers, host:port separated by commas")
    identity: str = setting("DCI_IDENTITY", "gRPC of identity, host:port")
    session: str = setting("DCI_SESSION", "gRPC of session, host:port")


@dataclass(frozen=True, slots=True, kw_only=True)
class MigrationSettings:
    """What the migration needs."""

    database_url: str = setting("DCI_DATABASE_URL", "PostgreSQL of postes, such as postgresql://…")
    kafka: str = setting("DCI_KAFKA", "bootstrap servers, host:port separated by commas")
