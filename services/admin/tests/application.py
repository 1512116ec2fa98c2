"""The real application on the doubles."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from chassis.config import CallSettings, ProcessSettings
from chassis.live.sockets import AsyncMode
from chassis.web.serving import Assembled
from chassis.web.settings import WebSettings
from services.admin.bootstrap import assemble
from services.admin.clients.channels import Clients
from services.admin.config import Settings
from services.admin.tests.doubles import (
    IdentityDouble,
    ImportsDouble,
    NotificationsDouble,
    PostesDouble,
    RankingDouble,
    SessionDouble,
)


@dataclass(frozen=True, slots=True)
class World:
    """The doubles behind an application."""

    identity: IdentityDouble = field(default_factory=IdentityDouble)
    ranking: RankingDouble = field(default_factory=RankingDouble)
    postes: PostesDouble = field(default_factory=PostesDouble)
    session: SessionDouble = field(default_factory=SessionDouble)
    notifications: NotificationsDouble = field(default_factory=NotificationsDouble)
    imports: ImportsDouble = field(default_factory=ImportsDouble)


def make_settings(port: int = 8001, *, failures: int = 300, public_url: str = "") -> Settings:
    """Settings as the environment would give them."""
    nowhere = "127.0.0.1:1"
    return Settings(
        process=ProcessSettings(metrics_port=9100),
        calls=CallSettings(service_key_file=Path(__file__)),
        web=WebSettings(cookie_key="k" * 40, public_url=public_url or f"http://localhost:{port}"),
        port=port,
        kafka=nowhere,
        identity=nowhere,
        ranking=nowhere,
        postes=nowhere,
        session=nowhere,
        notifications=nowhere,
        failures=failures,
    )


def make_application(
    world: World, settings: Settings | None = None, async_mode: AsyncMode = "threading"
) -> Assembled:
    """Assemble the application; its parts are not started."""
    return assemble(settings or make_settings(), cast("Clients", world), async_mode, None)
