"""Amphis blancs in the back office: copied, peopled, forgotten, and marked on every page (SIM-1)."""

import json
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from chassis.errors import Kind
from services.admin.context import Admin
from services.admin.tests import campaign
from services.admin.tests.application import World
from services.admin.tests.conftest import Browser
from services.admin.tests.doubles import refused
from services.admin.web.repetitions.forms import HABITS

pytestmark = pytest.mark.rule("SIM-1")

COPY = f"/amphis-blancs/copier/{campaign.AMPHI}"
PLAYERS = f"/amphis-blancs/{campaign.ESSAI}/internes"
FORGET = f"/amphis-blancs/{campaign.ESSAI}/oublier"
WISH = {"speed": "10", "procurations": "2", "surnombres": "1"}
NOBODY_SPECIAL = {code: "0" for code, _, _ in HABITS}
MARK = "rien de ce qui se passe ici ne compte"


@pytest.fixture
def rehearsal(staff: Browser, world: World) -> None:
    """The amphi was copied."""
    assert staff.send(COPY, WISH).status_code == 302
    world.session.rehearsals.asked.clear()


@pytest.fixture
def folder(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the simulation looks."""
    parts: Admin = app.extensions["admin"]
    monkeypatch.setitem(app.extensions, "admin", _with_folder(parts, tmp_path))
    return tmp_path


def _with_folder(parts: Admin, folder: Path) -> Admin:
    settings = replace(parts.settings, simulation_folder=str(folder), gateway_url="http://internes.example")
    return replace(parts, settings=settings)


def test_an_amphi_is_copied_as_fast_as_one_likes(staff: Browser, world: World) -> None:
    assert "Répéter cet amphi (amphi blanc)" in staff.open(f"/amphis/{campaign.AMPHI}").text

    answer = staff.send(COPY, WISH)

    (asked,) = world.session.rehearsals.asked
    assert (asked.amphi_id, asked.speed, asked.procurations, asked.surnombres) == (campaign.AMPHI, 10.0, 2, 1)
    assert answer.headers["Location"] == PLAYERS


@pytest.mark.parametrize(
    "wrong", [{"speed": "1000"}, {"speed": ""}, {"procurations": "-1"}, {"surnombres": "x"}]
)
def test_a_wish_that_cannot_be_is_refused(staff: Browser, world: World, wrong: dict[str, str]) -> None:
    answer = staff.send(COPY, WISH | wrong)

    assert answer.status_code == 422
    assert "à revoir" in answer.text
    assert world.session.rehearsals.asked == []


def test_what_session_refuses_is_said(staff: Browser, world: World) -> None:
    world.session.rehearsals.refusal = refused("pas_decoupe", Kind.CONFLICT, "L’amphi n’est pas découpé.")

    answer = staff.send(COPY, WISH)

    assert (answer.status_code, "L’amphi n’est pas découpé." in answer.text) == (422, True)


@pytest.mark.usefixtures("rehearsal")
def test_participants_go_to_the_simulation_and_to_nobody_else(
    staff: Browser, world: World, folder: Path
) -> None:
    answer = staff.send(PLAYERS, NOBODY_SPECIAL | {"late": "1"})

    assert answer.headers["Location"] == f"/regie/{campaign.ESSAI}"
    (file,) = folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    told: dict[str, Any] = json.loads(file.read_text())
    (amphi,) = told["amphis"]
    assert (told["gateway"], told["speed"]) == ("http://internes.example", 10.0)
    assert (amphi["amphi_id"], amphi["habits"]["late"]) == (campaign.ESSAI, 1)
    first, by_proxy, surnombre = amphi["internes"]
    assert first == {"rang_appel": 1, "intern_id": campaign.intern_id(1001), "secret": "secret-1001"}
    assert by_proxy["mandataire"] == {"secret": "secret-2002"}
    assert surnombre["behaviour"] == "in_surnombre"
    (opened,) = world.identity.rehearsals.asked
    assert [(player.user_id[-4:], player.acts_for[-4:]) for player in opened.players][-1] == ("2002", "1002")
    assert opened.semestre == "essai-0123abcd"


@pytest.mark.usefixtures("rehearsal")
def test_without_a_simulation_they_are_handed_over_as_a_file(staff: Browser) -> None:
    answer = staff.send(PLAYERS, NOBODY_SPECIAL)

    assert answer.headers["Content-Disposition"] == "attachment; filename=essai-0123abcd.json"
    assert answer.headers["Cache-Control"] == "no-store"
    assert len(json.loads(answer.text)["amphis"][0]["internes"]) == 3


@pytest.mark.usefixtures("rehearsal")
def test_one_button_forgets_sessions_and_amphi(staff: Browser, world: World) -> None:
    answer = staff.send(FORGET, {})

    assert answer.headers["Location"] == "/amphis-blancs/"
    assert [one.semestre for one in world.identity.rehearsals.asked] == ["essai-0123abcd"]
    assert [one.semestre for one in world.session.rehearsals.asked] == ["essai-0123abcd"]
    assert "Aucun amphi blanc" in staff.open("/amphis-blancs/").text


def pages_of(app: Flask, amphi_id: str) -> list[str]:
    """Every address under which the back office shows something of an amphi, whoever adds it."""
    values = {"amphi_id": amphi_id, "code": "pause", "rang": 3}
    adapter = app.url_map.bind("localhost")
    return [
        adapter.build(rule.endpoint, {name: values[name] for name in rule.arguments})
        for rule in app.url_map.iter_rules()
        if "amphi_id" in rule.arguments and rule.methods and "GET" in rule.methods
        if rule.arguments <= values.keys()
    ]


@pytest.mark.usefixtures("rehearsal")
def test_every_page_of_it_is_marked_and_no_page_of_the_real_one_is(staff: Browser, app: Flask) -> None:
    marked = []
    for path in pages_of(app, campaign.ESSAI):
        page, real = staff.open(path), staff.open(path.replace(campaign.ESSAI, campaign.AMPHI))
        if page.status_code == 200 and "<title>" in page.text:
            assert MARK in page.text, path
            assert "<title>Amphi blanc – " in page.text, path
            assert MARK not in real.text, path
            marked.append(path)

    assert {f"/amphis/{campaign.ESSAI}", f"/regie/{campaign.ESSAI}", PLAYERS, FORGET} <= set(marked)
    assert len(marked) >= 7


@pytest.mark.usefixtures("rehearsal")
def test_it_is_in_no_list_but_its_own(staff: Browser) -> None:
    for path in ("/amphis/", "/regie/", "/"):
        assert campaign.ESSAI not in staff.open(path).text
    assert campaign.ESSAI in staff.open("/amphis-blancs/").text


@pytest.mark.rule("ADM-1")
def test_who_only_looks_copies_and_forgets_nothing(reader: Browser, world: World) -> None:
    world.session.rehearsals.made.append(campaign.rehearsal())
    for path in (COPY, PLAYERS, FORGET):
        assert reader.open(path).status_code == 403
    assert reader.open("/amphis-blancs/").status_code == 200
    assert world.session.rehearsals.asked == []
