"""Every setting of admin."""

from dataclasses import dataclass

from marshmallow.validate import Range

from chassis.config import PORT, CallSettings, ProcessSettings, setting
from chassis.web.settings import WebSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Read from the environment by `settings_from(Settings)`."""

    process: ProcessSettings
    calls: CallSettings
    web: WebSettings
    port: int = setting("DCI_ADMIN_PORT", "HTTP port of the pages, such as 8001", validate=PORT)
    kafka: str = setting("DCI_KAFKA", "Kafka's bootstrap servers, host:port,host:port")
    identity: str = setting("DCI_IDENTITY", "gRPC of identity, host:port")
    ranking: str = setting("DCI_RANKING", "gRPC of ranking, host:port")
    postes: str = setting("DCI_POSTES", "gRPC of postes, host:port")
    session: str = setting("DCI_SESSION", "gRPC of session, host:port")
    notifications: str = setting("DCI_NOTIFICATIONS", "gRPC of notifications, host:port")
    region: str = setting(
        "DCI_REGION", "the ARS whose choices these are, as shown", default="ARS Île-de-France"
    )
    gateway_url: str = setting(
        "DCI_GATEWAY_URL", "the interns' space, where simulated interns of amphis blancs go", default=""
    )
    simulation_folder: str = setting(
        "DCI_SIMULATION_FOLDER",
        "where `python -m simulation --folder` finds participants of amphis blancs; none: staff get a file",
        default="",
    )
    failures: int = setting(
        "DCI_FAILURES_PER_ADDRESS",
        "failed log-ins from one address in 10 minutes before it must wait",
        default=300,
        validate=Range(min=1),
    )
