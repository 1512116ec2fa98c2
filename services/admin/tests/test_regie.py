"""The control room: what it shows, what its actions carry, what it says when they are refused (ADM-9)."""

import re
from datetime import timedelta
from time import time
from typing import Any

import pytest

from chassis.errors import Kind
from dci.session.v1 import session_pb2 as pb
from services.admin.tests import campaign
from services.admin.tests.application import World
from services.admin.tests.conftest import Browser
from services.admin.tests.doubles import refused
from services.admin.web.regie.pace import Pace, pace_of

ROOM = f"/regie/{campaign.AMPHI}"
HIDDEN = re.compile(r'<input id="(\w+)" name="\w+" type="hidden" value="([^"]*)"')
MINUTE = 60_000


def drawn(browser: Browser, path: str) -> dict[str, str]:
    """What the form of an action carries."""
    return dict(HIDDEN.findall(browser.open(path).text))


@pytest.mark.rule("ADM-9")
def test_the_room_shows_turn_next_counts_roster_and_journal(staff: Browser) -> None:
    page = staff.open(ROOM).text.replace("\u00a0", " ")
    for said in (
        "n° 3 Pierre ROUSSEAU",
        "06 00 00 00 03",
        "n° 4 Awa PETIT",
        "1 / 75",
        "n° 2942 – NECKER – Chirurgie viscérale",
        "Congé de maternité",
        "choisit le poste n° 2942, en 41 s.",
        "absent, jamais vu pendant son tour",
    ):
        assert said in page, said


@pytest.mark.rule("TRN-3")
def test_time_is_that_of_the_amphi_whatever_this_hosts_clock_says(staff: Browser, world: World) -> None:
    world.session.clock_ahead = timedelta(seconds=40)
    page = staff.open(ROOM).text
    (ends_at,) = re.findall(r'data-ends-at="(\d+)"', page)
    left = int(ends_at) / 1000 - time() - 40
    (shown,) = re.findall(r'data-ends-at="\d+">([^<]*)<', page)
    assert abs(int(shown.split()[0]) - left) <= 2
    asked: Any = staff.open("/regie/suite").json
    assert abs(asked["now"] / 1000 - time() - 40) < 5


@pytest.mark.rule("ADM-9")
def test_cards_show_each_amphi_that_runs(staff: Browser) -> None:
    page = staff.open("/regie/").text
    assert f"carte-{campaign.AMPHI}" in page
    assert f"/regie/{campaign.BROUILLON}" not in page


@pytest.mark.rule("ADM-9")
def test_the_page_of_all_hears_of_those_that_may_come_too(staff: Browser, world: World) -> None:
    """The nearest first: a channel hears of so many, and what is finished needs none."""
    (heard,) = re.findall(r'data-amphis="([^"]*)"', staff.open("/regie/").text)
    assert heard.split() == [campaign.AMPHI, campaign.BROUILLON]
    world.session.state = pb.AMPHI_STATE_TERMINE
    (heard,) = re.findall(r'data-amphis="([^"]*)"', staff.open("/regie/", headers={"X-Part": "1"}).text)
    assert heard.split() == [campaign.BROUILLON]


@pytest.mark.rule("ADM-9")
def test_the_roster_is_filtered_by_name_number_and_state(staff: Browser) -> None:
    assert _ranks(staff, "?nom=rousseau") == [3, 11, 19, 27, 35, 43, 51, 59, 67, 75]
    assert _ranks(staff, "?nom=lefevre") == _ranks(staff, "?nom=LEFÈVRE")
    assert _ranks(staff, "?nom=42") == [42]
    assert _ranks(staff, "?etat=manque") == [2]
    assert _ranks(staff, "?nom=%00%3Cscript%3E") == []
    assert len(_ranks(staff, "?page=2")) == 30
    assert _ranks(staff, "?page=999999") == list(range(61, 76))


@pytest.mark.rule("ADM-9")
def test_the_roster_follows_the_turn(staff: Browser, world: World) -> None:
    world.session.announce(40)
    world.session.passages[3].state = pb.PASSAGE_STATE_N_A_PAS_CHOISI
    assert _ranks(staff, "")[0] == 31


@pytest.mark.rule("G-3")
@pytest.mark.parametrize(
    ("code", "rpc", "more"),
    [
        ("demarrer", pb.StartSessionRequest, {}),
        ("pause", pb.PauseRequest, {"reason": "panne"}),
        ("reprendre", pb.ResumeRequest, {"time": "plein"}),
        ("temps", pb.AddTimeRequest, {"seconds": "120"}),
        ("absent", pb.MarkAbsentRequest, {}),
        ("passer", pb.MoveOnRequest, {}),
        ("terminer", pb.EndRequest, {}),
        ("annuler", pb.UndoStartRequest, {}),
    ],
)
def test_each_action_carries_the_key_and_the_turn_it_showed(
    staff: Browser, world: World, code: str, rpc: type[Any], more: dict[str, str]
) -> None:
    path = f"{ROOM}/agir/{code}"
    fields = drawn(staff, path)
    assert staff.send(path, fields | more).location == ROOM
    (asked,) = world.session.conduct.asked
    assert isinstance(asked, rpc)
    assert asked.key == fields["key"]
    if hasattr(asked, "turn_id"):
        assert asked.turn_id == campaign.TURN
    assert asked.amphi_id == campaign.AMPHI


@pytest.mark.rule("ENG-5")
def test_putting_back_names_the_rank(staff: Browser, world: World) -> None:
    fields = drawn(staff, f"{ROOM}/agir/remettre?rang=2")
    staff.send(f"{ROOM}/agir/remettre", fields)
    (asked,) = world.session.conduct.asked
    assert asked.rang_appel == 2


@pytest.mark.rule("ADM-9")
def test_an_action_on_a_turn_ignores_any_other_rank(staff: Browser) -> None:
    page = staff.open(f"{ROOM}/agir/absent?rang=2").text.replace("\u00a0", " ")
    assert "Le tour du n° 3 Pierre ROUSSEAU se termine maintenant" in page


@pytest.mark.rule("G-3")
def test_after_a_refusal_the_next_try_is_another_command(staff: Browser, world: World) -> None:
    world.session.conduct.refusal = refused("tour_termine", Kind.CONFLICT, "Ce tour vient de se terminer.")
    fields = drawn(staff, f"{ROOM}/agir/absent")
    answer = staff.send(f"{ROOM}/agir/absent", fields)
    assert answer.status_code == 409
    assert "Ce tour vient de se terminer." in answer.text
    assert dict(HIDDEN.findall(answer.text))["key"] != fields["key"]


@pytest.mark.rule("G-3")
def test_where_the_outcome_is_unknown_the_same_command_is_sent_again(staff: Browser, world: World) -> None:
    world.session.conduct.refusal = refused("indisponible", Kind.UNAVAILABLE, "Le service ne répond pas.")
    fields = drawn(staff, f"{ROOM}/agir/absent")
    answer = staff.send(f"{ROOM}/agir/absent", fields)
    assert answer.status_code == 503
    assert "On ne sait pas encore" in answer.text
    assert dict(HIDDEN.findall(answer.text))["key"] == fields["key"]


@pytest.mark.rule("G-3")
def test_what_was_not_received_is_not_called_unknown_and_is_sent_again(staff: Browser, world: World) -> None:
    said = "Un choix a été envoyé pendant ce tour. Votre demande n’est pas encore reçue."
    world.session.conduct.refusal = refused("autre_choix_attendu", Kind.UNAVAILABLE, said)
    fields = drawn(staff, f"{ROOM}/agir/absent")
    answer = staff.send(f"{ROOM}/agir/absent", fields)
    assert answer.status_code == 503
    assert said in answer.text
    assert "On ne sait pas encore" not in answer.text
    assert dict(HIDDEN.findall(answer.text))["key"] == fields["key"]


@pytest.mark.rule("ADM-9")
@pytest.mark.rule("ENG-4")
def test_a_dictated_choice_is_offered_while_time_runs(staff: Browser) -> None:
    assert "href=" in dictate_link(staff)


@pytest.mark.rule("ENG-4")
def test_no_dictated_choice_is_offered_during_a_pause(staff: Browser, world: World) -> None:
    world.session.pauses("Incident")
    assert "href=" not in dictate_link(staff)


@pytest.mark.rule("G-6")
def test_no_dictated_choice_is_offered_while_the_posts_are_away(staff: Browser, world: World) -> None:
    world.session.freezes()
    assert "href=" not in dictate_link(staff)


def dictate_link(staff: Browser) -> str:
    (link,) = re.findall(r'<a id="agir-dicter"[^>]*>', staff.open(ROOM).text)
    return str(link)


@pytest.mark.rule("ENG-4")
@pytest.mark.parametrize("reason", ["", "   ", "x" * 501, "a\x00b", "a\u202eb"])
def test_a_pause_needs_a_reason_that_can_be_read(staff: Browser, world: World, reason: str) -> None:
    path = f"{ROOM}/agir/pause"
    assert staff.send(path, drawn(staff, path) | {"reason": reason}).status_code == 422
    assert world.session.conduct.asked == []


@pytest.mark.parametrize(
    "wrong",
    [{"key": ""}, {"key": "x"}, {"key": "x" * 36}, {"turn_id": "<x>"}, {"turn_id": ""}, {"rang": "-1"}],
)
def test_hidden_fields_that_were_tampered_with_change_nothing(
    staff: Browser, world: World, wrong: dict[str, str]
) -> None:
    path = f"{ROOM}/agir/absent"
    assert staff.send(path, drawn(staff, path) | wrong).status_code == 422
    assert world.session.conduct.asked == []


@pytest.mark.rule("G-3")
@pytest.mark.parametrize("wrong", [{"key": ""}, {"turn_id": "<x>"}, {"rang": "-1"}, {"started": "x"}])
def test_a_form_that_is_no_longer_what_was_drawn_is_drawn_anew(
    staff: Browser, world: World, wrong: dict[str, str]
) -> None:
    """Nobody has to reload: it names the turn of now under a key of its own, and asks to be read again."""
    path = f"{ROOM}/agir/absent"
    fields = drawn(staff, path)
    again = staff.send(path, fields | wrong)
    assert "Relisez-le, puis recommencez." in again.text
    redrawn = dict(HIDDEN.findall(again.text))
    assert (redrawn["turn_id"], redrawn["rang"]) == (fields["turn_id"], fields["rang"])
    assert redrawn["key"] != fields["key"]
    assert staff.send(path, redrawn).location == ROOM
    assert world.session.conduct.asked[0].key == redrawn["key"]


@pytest.mark.rule("ENG-4")
def test_a_reason_is_shown_as_text(staff: Browser, world: World) -> None:
    world.session.pauses("<img src=x onerror=alert(1)>")
    page = staff.open(ROOM).text
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert "<img" not in page


def test_a_part_is_only_what_moves(staff: Browser) -> None:
    part = staff.open(ROOM, headers={"X-Part": "1"}).text
    assert "<html" not in part
    assert "Pierre ROUSSEAU" in part


def test_an_unknown_amphi_or_action_does_not_exist(staff: Browser) -> None:
    assert staff.open(f"/regie/{campaign.TURN}").status_code == 404
    assert staff.open("/regie/nope").status_code == 404
    assert staff.open(f"{ROOM}/agir/nope").status_code == 404


@pytest.mark.rule("ENG-8")
def test_the_whole_journal_goes_by_hundreds(staff: Browser, world: World) -> None:
    for _ in range(250):
        world.session.decide("opened")
    first = staff.open(f"{ROOM}/journal").text
    last = staff.open(f"{ROOM}/journal?page=3").text
    assert first.count('<tr id="decision-') == 100
    assert "La 1re session démarre." in last
    assert "Plus anciennes" not in last


@pytest.mark.rule("ADM-9")
def test_the_newest_page_of_the_journal_moves_and_older_ones_stand_still(
    staff: Browser, world: World
) -> None:
    for _ in range(250):
        world.session.decide("opened")
    assert f'data-part="/regie/{campaign.AMPHI}/journal' in staff.open(f"{ROOM}/journal").text
    assert "data-part" not in staff.open(f"{ROOM}/journal?page=2").text
    part = staff.open(f"{ROOM}/journal", headers={"X-Part": "1"}).text
    assert "<html" not in part
    assert part.count('<tr id="decision-') == 100


@pytest.mark.rule("ADM-9")
@pytest.mark.parametrize(
    ("behind", "text"),
    [(0, "à l’heure"), (59_999, "à l’heure"), (-59_999, "à l’heure"), (3 * MINUTE, "3 min de retard"),
     (-12 * MINUTE, "12 min d’avance"), (125 * MINUTE, "2 h 05 min de retard")],
)  # fmt: skip
def test_the_pace_in_words(behind: int, text: str) -> None:
    assert Pace(behind).text.replace("\u00a0", " ") == text


@pytest.mark.rule("ADM-9")
@pytest.mark.parametrize(
    ("called", "holds", "left", "now", "behind"),
    [
        (0, False, 0, 0, 0),  # nobody yet, at the start
        (10, False, 0, 20, 10),  # ten called, the eleventh due at 10: ten minutes late
        (10, False, 0, 5, -5),
        (11, True, 1, 10, 0),  # the eleventh holds the turn since its minute began
        (11, True, 1, 13, 2),  # and should have ended two minutes ago
        (11, True, 1, 5, -5),  # would end at 6, due at 11
        (11, True, 5, 10, 0),  # was given more time: late only once its own minute is over
    ],
)
def test_the_pace_against_the_timetable(called: int, holds: bool, left: int, now: int, behind: int) -> None:
    """Thirty interns in thirty minutes, from zero."""
    found = pace_of(
        starts_at=0,
        ends_at=30 * MINUTE,
        called=called,
        internes=30,
        holds=holds,
        left=left * MINUTE,
        now=now * MINUTE,
    )
    assert found.behind == behind * MINUTE


def _ranks(browser: Browser, query: str) -> list[int]:
    page = browser.open(ROOM + query).text
    return [int(rang) for rang in re.findall(r'id="interne-(\d+)"', page)]


@pytest.mark.rule("ADM-9")
def test_whoever_holds_the_procuration_is_the_one_to_call(staff: Browser, world: World) -> None:
    world.session.passages[4].procuration = True
    page = staff.open(ROOM).text.replace("\u00a0", " ")
    assert page.count("sami@proche.example") == 2  # among the next, and in the roster
    assert "06 12 34 56 78" in page
    assert "mandataire connecté" in page
