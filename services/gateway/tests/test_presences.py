"""Who is connected, as told to those who watch an amphi (LIV-3)."""

from collections.abc import Collection
from typing import Any

import pytest

from chassis.live.hub import LiveHub, room_of
from chassis.web.serving import Assembled
from services.gateway.live.presences import PresenceStream
from services.gateway.tests.dev.application import World
from services.gateway.tests.dev.campaign import AMPHI

ROOM = room_of("amphi", AMPHI)


class Watching:
    """The stream, what it asked of session and what it told."""

    def __init__(self, hub: LiveHub, world: World) -> None:
        self.world = world
        self.asked: list[list[str]] = []
        self.told: list[tuple[Any, ...]] = []
        self.stream = PresenceStream(hub, self._ask, lambda *told: self.told.append(told))

    def _ask(self, amphi_ids: Collection[str]) -> dict[str, list[int]]:
        self.asked.append(list(amphi_ids))
        return self.world.session.presences(amphi_ids)


@pytest.fixture
def watching(assembled: Assembled, world: World) -> Watching:
    """Over the application's own boards."""
    return Watching(assembled.app.extensions["gateway"].hub, world)


@pytest.mark.rule("LIV-3")
def test_a_room_hears_who_is_there_once_and_again_where_it_changed(watching: Watching) -> None:
    for present in ([7], [7], [7, 9]):
        watching.world.session.present = present
        watching.stream.look([ROOM])
    assert watching.told == [("presence", {"rangs": rangs}, ROOM) for rangs in ([7], [7, 9])]


@pytest.mark.rule("LIV-3")
def test_session_is_asked_once_for_all_and_not_where_nobody_watches_an_amphi(watching: Watching) -> None:
    watching.stream.look([room_of("offre", "any")])
    watching.stream.look([ROOM, room_of("offre", "any")])
    assert watching.asked == [[AMPHI]]
