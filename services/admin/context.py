"""What a view may count on: the clients, the log-in and the live part of this application."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from flask import current_app

from chassis.web.login import LogIn
from services.admin.clients.channels import Clients
from services.admin.config import Settings
from services.admin.live.watch import Watch

EXTENSION = "admin"


@dataclass(frozen=True, slots=True)
class Admin:
    """The parts of one application, put together in bootstrap."""

    settings: Settings
    clients: Clients
    log_in: LogIn
    watch: Watch
    tell: Callable[[str], None]
    """Has the pages that watch an amphi look again."""


def admin() -> Admin:
    """Return the parts of the application that is answering."""
    return cast("Admin", current_app.extensions[EXTENSION])


def clients() -> Clients:
    """Return the services to ask."""
    return admin().clients


def watch() -> Watch:
    """Return what the live part knows."""
    return admin().watch
