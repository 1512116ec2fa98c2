"""Every setting of gateway."""

from dataclasses import dataclass

from marshmallow.validate import OneOf, Range

from chassis.config import PORT, CallSettings, ProcessSettings, setting
from chassis.web.settings import WebSettings
from services.gateway.roles import ALL, ROLES


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Read from the environment by `settings_from(Settings)`."""

    process: ProcessSettings
    calls: CallSettings
    web: WebSettings
    port: int = setting("DCI_GATEWAY_PORT", "HTTP port of the pages, such as 8000", validate=PORT)
    role: str = setting(
        "DCI_ROLE",
        "what this process does: web (pages, API), live (sockets), or all (local runs)",
        default=ALL,
        validate=OneOf(ROLES),
    )
    kafka: str = setting("DCI_KAFKA", "Kafka's bootstrap servers, host:port,host:port")
    identity: str = setting("DCI_IDENTITY", "gRPC of identity, host:port")
    ranking: str = setting("DCI_RANKING", "gRPC of ranking, host:port")
    postes: str = setting("DCI_POSTES", "gRPC of postes, host:port")
    session: str = setting("DCI_SESSION", "gRPC of session, host:port")
    notifications: str = setting("DCI_NOTIFICATIONS", "gRPC of notifications, host:port")
    region: str = setting(
        "DCI_REGION", "the ARS whose choices these are, as shown", default="ARS Île-de-France"
    )
    ars_email: str = setting(
        "DCI_ARS_EMAIL", "where interns write to ARS", default="ars-idf-internes@ars.example"
    )
    ars_phone: str = setting("DCI_ARS_PHONE", "where interns call ARS", default="01 00 00 00 00")
    failures: int = setting(
        "DCI_FAILURES_PER_ADDRESS",
        "failed log-ins or inscriptions from one address in 10 minutes before it must wait",
        default=300,
        validate=Range(min=1),
    )
