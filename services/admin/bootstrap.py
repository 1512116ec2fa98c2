"""Puts admin together: application, clients, live part. Nothing else knows how the parts meet."""

from functools import partial

from chassis.clock import SystemClock
from chassis.events.tail import Tail
from chassis.live.amphi_clock import AmphiClock
from chassis.live.amphi_feed import AmphiFeed
from chassis.live.keeper import BoardKeeper
from chassis.live.loops import Every, Listening
from chassis.live.sockets import AsyncMode, make_sockets, room_sender, watched_rooms
from chassis.process import Part
from chassis.web.app import create_app
from chassis.web.limits import make_limiter
from chassis.web.login import LogIn
from chassis.web.serving import Assembled
from chassis.web.sessions import Sessions
from chassis.web.typography import FrenchSpaces
from services.admin.clients.channels import Clients
from services.admin.config import Settings
from services.admin.context import EXTENSION, Admin
from services.admin.limits import limit_failures
from services.admin.live.aside import staff_aside
from services.admin.live.channel import Channel, nudge
from services.admin.live.journal import Journals
from services.admin.live.labels import PosteLabels
from services.admin.live.people import Mandataires, People
from services.admin.live.presences import Presences
from services.admin.live.watch import Watch
from services.admin.site import make_site
from services.admin.web.access import guard
from services.admin.web.register import register_pages

HEADS_SECONDS = 2.0
PRESENCE_SECONDS = 1.0


def assemble(settings: Settings, clients: Clients, async_mode: AsyncMode, tail: Tail | None) -> Assembled:
    """Build the application on these clients; without a tail, boards follow by heads alone."""
    app, _csrf = create_app("services.admin", settings.web, make_site(settings), ["services/admin/static"])
    app.jinja_env.add_extension(FrenchSpaces)
    sockets = make_sockets(app, async_mode)
    tell = nudge(room_sender(sockets))
    log_in = LogIn(app, settings.web, Sessions(clients.identity, SystemClock()))
    clock = AmphiClock()
    keeper = BoardKeeper(AmphiFeed(clients.session, clock, staff_aside), lambda delta: tell(delta.board_id))
    presences = Presences(clients.session.presences, tell)
    watch = Watch(
        boards=keeper,
        clock=clock,
        presences=presences,
        journals=Journals(clients.session.decisions_since),
        people=People(clients.identity.contacts),
        mandataires=Mandataires(clients.identity.rights),
        labels=PosteLabels(clients.postes.labels),
    )
    app.extensions[EXTENSION] = Admin(settings, clients, log_in, watch, tell)
    Channel(sockets, log_in, watch)
    guard(app)
    register_pages(app)
    limit_failures(app, make_limiter(app), settings.failures)
    return Assembled(app, sockets, _parts(log_in, watch, partial(watched_rooms, sockets), tail))


def _parts(log_in: LogIn, watch: Watch, rooms: "partial[list[str]]", tail: Tail | None) -> list[Part]:
    parts: list[Part] = [
        Every(HEADS_SECONDS, log_in.sessions.look, "ended sessions"),
        Every(HEADS_SECONDS, lambda: watch.look(rooms()), "heads"),
        Every(PRESENCE_SECONDS, lambda: watch.look_at_presences(rooms()), "presences"),
    ]
    if tail is not None:
        parts.append(Listening(tail, watch.receive))
    return parts
