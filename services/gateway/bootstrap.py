"""Puts gateway together: application, clients, live part. Nothing else knows how the parts meet."""

import socket
from functools import partial
from uuid import uuid4

from chassis.clock import SystemClock
from chassis.events.tail import Tail
from chassis.live.amphi_clock import AmphiClock
from chassis.live.amphi_feed import AmphiFeed
from chassis.live.hub import LiveHub, emit_deltas
from chassis.live.keeper import BoardKeeper
from chassis.live.loops import Every, Listening
from chassis.live.offer_feed import OfferFeed
from chassis.live.sockets import AsyncMode, make_sockets, room_sender, watched_rooms
from chassis.process import Part
from chassis.web.app import create_app
from chassis.web.limits import make_limiter
from chassis.web.login import LogIn
from chassis.web.serving import Assembled
from chassis.web.sessions import Sessions
from services.gateway.api.v1.register import register_api
from services.gateway.clients.channels import Clients
from services.gateway.config import Settings
from services.gateway.context import EXTENSION, Gateway
from services.gateway.limits import limit_failures, limit_verifying
from services.gateway.live.channel import Channel
from services.gateway.live.films import Films
from services.gateway.live.names import PublicNames
from services.gateway.live.own_devices import OwnDevices
from services.gateway.live.presence import PresenceReporter
from services.gateway.live.presences import PresenceStream
from services.gateway.recent_affectations import RecentAffectations
from services.gateway.roles import LIVE, WEB, no_sockets, only_watching
from services.gateway.site import make_site
from services.gateway.web.register import register_pages

HEADS_SECONDS = 2.0
PRESENCE_SECONDS = 1.0


def assemble(settings: Settings, clients: Clients, async_mode: AsyncMode, tail: Tail | None) -> Assembled:
    """Build the application on these clients; without a tail, boards follow by heads alone."""
    app, csrf = create_app("services.gateway", settings.web, make_site(settings), ["services/gateway/static"])
    sockets = make_sockets(app, async_mode)
    send = room_sender(sockets)
    told = emit_deltas(send)
    clock = AmphiClock()
    amphis = BoardKeeper(AmphiFeed(clients.session, clock), told)
    hub = LiveHub(amphis, BoardKeeper(OfferFeed(clients.postes), told), clock)
    log_in = LogIn(app, settings.web, Sessions(clients.identity, SystemClock()))
    presence = PresenceReporter(clients.session.presence, socket.gethostname(), uuid4().hex)
    names = PublicNames()
    films = Films(hub, clients.session.decisions_since)
    recent = RecentAffectations(clients.postes.affectations)
    app.extensions[EXTENSION] = Gateway(settings, clients, log_in, hub, presence, names, films, recent)
    if settings.role == WEB:
        no_sockets(sockets)
    else:
        Channel(sockets, hub, log_in, presence, names)
    register_pages(app)
    register_api(app, csrf)
    limiter = make_limiter(app)
    limit_failures(app, limiter, settings.failures)
    limit_verifying(app, limiter)
    if settings.role == LIVE:
        only_watching(app)
    stream = PresenceStream(hub, clients.session.presences, send)
    rooms = partial(watched_rooms, sockets)
    parts: list[Part] = [
        Every(HEADS_SECONDS, log_in.sessions.look, "ended sessions"),
        Every(HEADS_SECONDS, lambda: hub.look(rooms()), "heads"),
        Every(PRESENCE_SECONDS, presence.report, "presence"),
        Every(PRESENCE_SECONDS, lambda: stream.look(rooms()), "presences"),
    ]
    if tail is not None:
        parts.append(Listening(tail, hub.receive, OwnDevices(send).receive))
    return Assembled(app, sockets, parts)
