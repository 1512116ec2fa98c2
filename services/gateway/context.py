"""What a view may count on: the clients, the log-in and the live part of this application."""

from dataclasses import dataclass
from typing import cast

from flask import current_app

from chassis.live.hub import LiveHub
from chassis.web.login import LogIn
from services.gateway.clients.channels import Clients
from services.gateway.config import Settings
from services.gateway.live.films import Films
from services.gateway.live.names import PublicNames
from services.gateway.live.presence import PresenceReporter
from services.gateway.recent_affectations import RecentAffectations

EXTENSION = "gateway"


@dataclass(frozen=True, slots=True)
class Gateway:
    """The parts of one application, put together in bootstrap."""

    settings: Settings
    clients: Clients
    log_in: LogIn
    hub: LiveHub
    presence: PresenceReporter
    names: PublicNames
    films: Films
    affectations: RecentAffectations


def gateway() -> Gateway:
    """Return the parts of the application that is answering."""
    return cast("Gateway", current_app.extensions[EXTENSION])
