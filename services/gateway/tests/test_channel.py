"""The live channel: snapshots, deltas, names by viewer, presence, ended sessions (LIV-*)."""

from datetime import timedelta
from time import time
from typing import Any

import pytest
from flask.testing import FlaskClient
from flask_socketio import SocketIOTestClient

from chassis.live.asked import AT_ONCE
from chassis.live.hub import LiveHub
from chassis.web.serving import Assembled
from dci.events.v1.events_pb2 import Event
from dci.postes.v1.postes_pb2 import FavouritesChanged
from dci.session.v1 import session_pb2 as pb
from services.gateway.live.own_devices import OwnDevices
from services.gateway.tests.dev.application import World
from services.gateway.tests.dev.campaign import AMPHI, ME, OFFER, PASSWORD, intern_id
from services.gateway.tests.dev.identity import MANDATAIRE, MANDATAIRE_ID


@pytest.fixture
def hub(assembled: Assembled) -> LiveHub:
    """The live part of the application."""
    found: LiveHub = assembled.app.extensions["gateway"].hub
    return found


def connect(assembled: Assembled, browser: FlaskClient | None = None) -> SocketIOTestClient:
    """Open a socket, with the browser's cookies."""
    return assembled.sockets.test_client(assembled.app, flask_test_client=browser)


def join(socket: SocketIOTestClient, **position: int) -> dict[str, Any]:
    """Join the amphi's rooms."""
    answer = socket.emit("join", {"amphi_id": AMPHI, **position}, callback=True)
    assert isinstance(answer, dict)
    return answer


def heard(socket: SocketIOTestClient, event: str) -> list[Any]:
    """What came under this name since the last look."""
    return [each["args"][0] for each in socket.get_received() if each["name"] == event]


@pytest.mark.rule("LIV-1")
def test_joining_brings_both_snapshots_with_their_numbers(assembled: Assembled, world: World) -> None:
    answer = join(connect(assembled))

    assert answer["amphi"]["snapshot"]["number"] == world.session.seq
    assert answer["offre"]["snapshot"]["number"] == 1
    assert answer["now"] > 1_700_000_000_000


@pytest.mark.rule("TRN-3")
def test_time_is_that_of_the_amphi_whatever_this_hosts_clock_says(
    assembled: Assembled, world: World, client: FlaskClient
) -> None:
    world.session.clock_ahead = timedelta(hours=1)
    socket = connect(assembled)
    answers: list[Any] = [join(socket), socket.emit("clock", {}, callback=True)]
    answers.append(client.get(f"/api/v1/amphis/{AMPHI}/suite").json)
    assert all(abs(each["now"] / 1000 - time() - 3600) < 5 for each in answers)


@pytest.mark.rule("LIV-2")
def test_strangers_get_first_names_and_connected_interns_full_ones(
    assembled: Assembled, interne: FlaskClient
) -> None:
    stranger, known = join(connect(assembled)), join(connect(assembled, interne))

    assert stranger["amphi"]["snapshot"]["names"]["1"] == "Mehdi L"
    assert known["amphi"]["snapshot"]["names"]["1"] == "Mehdi LEFÈVRE"


@pytest.mark.rule("LIV-1")
def test_everybody_hears_the_same_small_deltas(assembled: Assembled, world: World, hub: LiveHub) -> None:
    one, other = connect(assembled), connect(assembled)
    join(one)
    join(other)

    hub.receive(Event(decision=world.session.announce(7)))
    hub.receive(Event(offer_changed=world.postes.take(world.postes.free()[0], 7)))

    deltas = heard(one, "delta")
    assert deltas == heard(other, "delta")
    assert [(delta["board"], delta["previous"], delta["number"]) for delta in deltas] == [
        ("amphi", 10, 11),
        ("offre", 1, 2),
    ]
    assert len(str(deltas)) < 1500


@pytest.mark.rule("TRN-6")
@pytest.mark.rule("PERF-9")
def test_coming_back_brings_only_what_was_missed(assembled: Assembled, world: World, hub: LiveHub) -> None:
    join(connect(assembled))
    hub.receive(Event(decision=world.session.announce(7)))
    hub.receive(Event(decision=world.session.chosen(7, 2901)))

    answer = join(connect(assembled), seq=11, version=1)

    assert [delta["number"] for delta in answer["amphi"]["deltas"]] == [12]
    assert answer["offre"] == {"deltas": []}


@pytest.mark.rule("LIV-3")
def test_only_a_logged_in_intern_counts_as_present(
    assembled: Assembled, world: World, interne: FlaskClient
) -> None:
    presence = assembled.app.extensions["gateway"].presence
    join(connect(assembled))
    mine = connect(assembled, interne)
    join(mine)
    join(mine)
    presence.report()
    assert [each.intern_id for each in world.session.told[-1].joined] == [intern_id(ME)]

    mine.disconnect()
    presence.report()
    assert [each.intern_id for each in world.session.told[-1].left] == [intern_id(ME)]


@pytest.mark.rule("LIV-3")
@pytest.mark.rule("ENG-2")
def test_whom_identity_cannot_name_comes_back_and_is_not_taken_for_a_stranger(
    assembled: Assembled, world: World, interne: FlaskClient
) -> None:
    live = assembled.app.extensions["gateway"]
    sessions = live.log_in.sessions
    sessions._known.clear()
    world.identity.away = True
    assert not connect(assembled, interne).is_connected()
    assert connect(assembled).is_connected()

    world.identity.away = False
    back = connect(assembled, interne)
    join(back)
    live.presence.report()
    assert [each.intern_id for each in world.session.told[-1].joined] == [intern_id(ME)]


@pytest.mark.rule("LIV-3")
def test_a_mandataire_is_present_as_who_may_choose(
    assembled: Assembled, world: World, client: FlaskClient
) -> None:
    client.post(
        "/api/v1/connexion", json={"email": MANDATAIRE, "password": PASSWORD, "compte": "procuration"}
    )
    join(connect(assembled, client))

    assembled.app.extensions["gateway"].presence.report()

    (told,) = world.session.told[-1].joined
    assert (told.intern_id, told.mandataire_id) == (intern_id(ME), MANDATAIRE_ID)


@pytest.mark.rule("FAV-2")
def test_favourites_changed_on_one_device_are_told_to_the_others_of_the_same_intern(
    assembled: Assembled, interne: FlaskClient
) -> None:
    told: list[tuple[Any, ...]] = []
    mine, stranger = connect(assembled, interne), connect(assembled)
    devices = OwnDevices(lambda *event: told.append(event))
    changed = FavouritesChanged(intern_id=intern_id(ME), offer_id=OFFER)

    devices.receive(Event(favourites_changed=changed))
    for event, content, room in told:
        assembled.sockets.emit(event, content, to=room)

    assert (heard(mine, "favoris"), heard(stranger, "favoris")) == ([{}], [])


@pytest.mark.rule("CNX-3")
def test_a_session_that_ended_has_its_sockets_cut(
    assembled: Assembled, world: World, interne: FlaskClient
) -> None:
    mine, stranger = connect(assembled, interne), connect(assembled)
    join(mine)
    world.identity.ended += list(world.identity.secrets.values())

    assembled.app.extensions["gateway"].log_in.sessions.look()

    assert not mine.is_connected()
    assert stranger.is_connected()


@pytest.mark.rule("SEC-6")
@pytest.mark.parametrize(
    "asked",
    [
        None,
        "x",
        [],
        {"amphi_id": None},
        {"amphi_id": "x" * 9999},
        {"amphi_id": "\ud800"},
        {"amphi_id": AMPHI[::-1], "seq": "1"},
    ],
)
def test_senseless_joins_get_an_error_and_no_room(assembled: Assembled, asked: object) -> None:
    socket = connect(assembled)
    answer = socket.emit("join", asked, callback=True)

    assert answer is not None
    assert answer["error"]["code"] in ("identifiant_invalide", "introuvable")
    assert socket.is_connected()


@pytest.mark.rule("SEC-6")
def test_every_spelling_of_an_amphi_is_the_same_board(assembled: Assembled, hub: LiveHub) -> None:
    socket = connect(assembled)
    for spelling in (AMPHI, AMPHI.upper(), f"{{{AMPHI}}}"):
        assert "snapshot" in socket.emit("join", {"amphi_id": spelling}, callback=True)["amphi"]  # type: ignore[index]

    assert list(hub._amphis.known()) == [AMPHI]


@pytest.mark.rule("AMP-2")
def test_a_brouillon_cannot_be_joined(assembled: Assembled, world: World) -> None:
    world.session.running.state = pb.AMPHI_STATE_BROUILLON

    answer = connect(assembled).emit("join", {"amphi_id": AMPHI}, callback=True)

    assert answer["error"]["code"] == "amphi_inconnu"  # type: ignore[index]


@pytest.mark.rule("SEC-4")
def test_a_socket_that_floods_is_cut_and_the_others_are_not(assembled: Assembled) -> None:
    flooding, other = connect(assembled), connect(assembled)

    for _ in range(AT_ONCE + 1):
        flooding.emit("join", {"amphi_id": AMPHI})

    assert not flooding.is_connected()
    assert "snapshot" in join(other)["amphi"]


@pytest.mark.rule("SEC-6")
@pytest.mark.parametrize("seq", [-1, "10", True, 2**80, None, 1.5])
def test_a_senseless_position_gets_a_snapshot(assembled: Assembled, seq: Any) -> None:
    assert "snapshot" in join(connect(assembled), seq=seq)["amphi"]


@pytest.mark.rule("SEC-3")
@pytest.mark.parametrize("query", ["EIO=4&transport=polling", "EIO=3&transport=polling", "transport=x"])
def test_what_the_protocol_answers_bears_the_headers_too(client: FlaskClient, query: str) -> None:
    found = client.get(f"/socket.io/?{query}")

    assert found.headers["Content-Security-Policy"] == "default-src 'none'"
    assert found.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.rule("SEC-6")
def test_what_is_not_of_the_protocol_fills_no_log(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    sid = client.get("/socket.io/?EIO=4&transport=polling").text.split('"sid":"')[1].split('"')[0]
    for packet in ("40", "4" + "2[" * 100):
        client.post(f"/socket.io/?EIO=4&transport=polling&sid={sid}", data=packet)

    assert [record.message for record in caplog.records if record.levelname == "ERROR"]
    assert not any(record.exc_info for record in caplog.records)
    assert "Traceback" not in caplog.text
