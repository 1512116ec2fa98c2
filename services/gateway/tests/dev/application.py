"""The real application on the doubles."""

from dataclasses import dataclass
from pathlib import Path
from typing import cast

from chassis.config import CallSettings, ProcessSettings
from chassis.live.sockets import AsyncMode
from chassis.web.serving import Assembled
from chassis.web.settings import WebSettings
from services.gateway.bootstrap import assemble
from services.gateway.clients.channels import Clients
from services.gateway.config import Settings
from services.gateway.tests.dev.identity import IdentityDouble
from services.gateway.tests.dev.notifications import NotificationsDouble
from services.gateway.tests.dev.postes import PostesDouble
from services.gateway.tests.dev.ranking import RankingDouble
from services.gateway.tests.dev.session import SessionDouble


@dataclass(frozen=True, slots=True)
class World:
    """The doubles behind an application."""

    identity: IdentityDouble
    ranking: RankingDouble
    postes: PostesDouble
    session: SessionDouble
    notifications: NotificationsDouble


def make_world() -> World:
    """Fresh doubles."""
    postes = PostesDouble()
    return World(IdentityDouble(), RankingDouble(), postes, SessionDouble(postes), NotificationsDouble())


def make_settings(
    port: int = 8000, *, failures: int = 300, public_url: str = "http://localhost:8000", role: str = "all"
) -> Settings:
    """Settings as the environment would give them."""
    return Settings(
        process=ProcessSettings(metrics_port=9100),
        calls=CallSettings(service_key_file=Path(__file__)),
        web=WebSettings(cookie_key="k" * 40, public_url=public_url),
        port=port,
        kafka="127.0.0.1:1",
        identity="127.0.0.1:1",
        ranking="127.0.0.1:1",
        postes="127.0.0.1:1",
        session="127.0.0.1:1",
        notifications="127.0.0.1:1",
        failures=failures,
        role=role,
    )


def make_application(
    world: World, settings: Settings | None = None, async_mode: AsyncMode = "threading"
) -> Assembled:
    """Assemble the application; its parts are not started."""
    return assemble(settings or make_settings(), cast("Clients", world), async_mode, None)
