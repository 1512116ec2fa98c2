"""Building an amphi and running it, as ARS does (ADM-7, ADM-9, AMP-2)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID, uuid4

import pytest

from chassis.errors import DomainError
from services.session.domain.amphi import Etat, Phase
from services.session.domain.refusals import AmphiDejaValide, OuvertureTropTard
from services.session.domain.settings import Settings
from services.session.tests.domain.scene import seconds
from services.session.tests.doubles import FakeCallLists
from services.session.tests.world import World, key, oneself, staff, timetable
from services.session.use_cases import boards
from services.session.use_cases.add_time import add_time
from services.session.use_cases.back_to_draft import back_to_draft
from services.session.use_cases.change_settings import change_settings
from services.session.use_cases.cut_into_sessions import cut_into_sessions, preview_sessions
from services.session.use_cases.end import end
from services.session.use_cases.errors import (
    AmphiInconnu,
    AutreListe,
    CodeDejaPris,
    FicheInvalide,
    ListeChangee,
    ListeRemplacee,
    MotifInvalide,
    PasDecoupe,
)
from services.session.use_cases.mark_absent import mark_absent
from services.session.use_cases.move_on import move_on
from services.session.use_cases.open_favourites import open_favourites
from services.session.use_cases.pause import pause
from services.session.use_cases.ports import CallList
from services.session.use_cases.put_back import put_back
from services.session.use_cases.request_return import request_return
from services.session.use_cases.resume import resume
from services.session.use_cases.start import start
from services.session.use_cases.undo_start import undo_start
from services.session.use_cases.validate import validate

pytestmark = pytest.mark.real

NOWHERE = UUID(int=0)


@pytest.mark.rule("ADM-7")
def test_an_amphi_comes_from_its_call_list(world: World) -> None:
    sheet = boards.sheet(world.engine, world.draft(internes=7), with_brouillon=True)
    fiche = sheet.row.fiche
    assert (fiche.semestre, fiche.groupe_code, fiche.offer_id) == ("052027", "3", "052027:3")
    assert (fiche.internes, sheet.row.phase, sheet.slices) == (7, Phase.BROUILLON, ())


def test_a_brouillon_is_for_staff_alone(world: World) -> None:
    amphi_id = world.draft()
    with pytest.raises(AmphiInconnu):
        boards.sheet(world.engine, amphi_id, with_brouillon=False)
    assert boards.sheets(world.engine, "", with_brouillons=False) == []
    assert len(boards.sheets(world.engine, "052027", with_brouillons=True)) == 1
    assert boards.sheets(world.engine, "112026", with_brouillons=True) == []


def test_a_code_names_one_amphi_of_the_semester(world: World) -> None:
    world.draft(code="CHIR-A")
    with pytest.raises(CodeDejaPris, match="CHIR-A"):
        world.draft(code="CHIR-A")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("code", ""),
        ("code", "x" * 31),
        ("code", "<b>"),
        ("libelle", " "),
        ("libelle", "a\nb"),
        ("formation", "x"),
    ],
)
def test_a_sheet_is_refused_at_its_field(world: World, field: str, value: str) -> None:
    with pytest.raises(FicheInvalide) as refused:
        world.draft(**{field: value})  # type: ignore[arg-type]  # one bad field a case
    assert list(refused.value.details) == [field]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("duree_tour", seconds(0)),
        ("delai_absent", timedelta(hours=2)),
        ("grace_reseau", seconds(-1)),
        ("delai_fin", timedelta(days=1)),
        ("retours_max", -1),
    ],
)
def test_settings_are_refused_at_their_field(world: World, field: str, value: object) -> None:
    with pytest.raises(FicheInvalide) as refused:
        world.draft(settings=replace(Settings(), **{field: value}))  # type: ignore[arg-type]  # as above
    assert list(refused.value.details) == [field]


@pytest.mark.rule("ADM-7")
def test_a_preview_stores_nothing_and_cutting_again_replaces(world: World) -> None:
    amphi_id = world.draft(internes=7)
    assert len(preview_sessions(world.engine, amphi_id, timetable(3))) == 3
    assert boards.sheet(world.engine, amphi_id, with_brouillon=True).slices == ()
    cut_into_sessions(world.engine, amphi_id, timetable(3))
    cut_into_sessions(world.engine, amphi_id, timetable(4))
    slices = boards.sheet(world.engine, amphi_id, with_brouillon=True).slices
    assert [(part.first_rang, part.last_rang) for part in slices] == [(1, 4), (5, 7)]
    with pytest.raises(AmphiInconnu):
        preview_sessions(world.engine, NOWHERE, timetable(3))


def test_settings_change_while_it_is_a_brouillon(world: World) -> None:
    amphi_id = world.validated()
    with pytest.raises(AmphiDejaValide):
        change_settings(world.engine, world.lists, amphi_id, Settings(), None, None)
    with pytest.raises(AmphiDejaValide):
        cut_into_sessions(world.engine, amphi_id, timetable(3))
    back_to_draft(world.engine, amphi_id, staff())
    shorter = Settings(duree_tour=seconds(60))
    world.lists.internes = 6
    version = uuid4()
    fiche = change_settings(world.engine, world.lists, amphi_id, shorter, None, version)
    assert (fiche.settings, fiche.internes, fiche.call_list_version_id) == (shorter, 6, version)
    assert boards.sheet(world.engine, amphi_id, with_brouillon=True).row.fiche == fiche
    with pytest.raises(AutreListe):
        change_settings(world.engine, FakeCallLists(groupe="4"), amphi_id, None, None, uuid4())


@pytest.mark.rule("AMP-2")
def test_validating_takes_the_list_whole_with_todays_absences(world: World) -> None:
    world.lists.motifs = {2: "disponibilité"}
    amphi_id = world.validated()
    assert world.etat(amphi_id, 2) is Etat.ABSENCE_PREVUE
    assert [line.nom for line in boards.roster(world.engine, amphi_id)] == [
        f"NOM{rang}" for rang in range(1, 6)
    ]
    world.lists.internes = 9
    assert len(boards.roster(world.engine, amphi_id)) == 5
    world.check_log(amphi_id)


def test_an_uncut_or_changed_list_is_not_validated(world: World) -> None:
    amphi_id = world.draft()
    with pytest.raises(PasDecoupe):
        validate(world.engine, world.lists, amphi_id, staff())
    cut_into_sessions(world.engine, amphi_id, timetable())
    world.lists.internes = 6
    with pytest.raises(ListeChangee):
        validate(world.engine, world.lists, amphi_id, staff())
    with pytest.raises(AmphiInconnu):
        validate(world.engine, world.lists, NOWHERE, staff())
    assert world.types(amphi_id) == []


@pytest.mark.rule("AMP-2")
def test_a_list_that_is_replaced_while_it_is_taken_is_not_validated(world: World) -> None:
    amphi_id = world.draft()
    cut_into_sessions(world.engine, amphi_id, timetable())

    class Slow(FakeCallLists):
        def definitive(self, version_id: UUID) -> CallList:
            change_settings(world.engine, world.lists, amphi_id, None, None, uuid4())
            return super().definitive(version_id)

    with pytest.raises(ListeRemplacee):
        validate(world.engine, Slow(), amphi_id, staff())
    validate(world.engine, world.lists, amphi_id, staff())


def test_favourites_open_before_the_first_session(world: World) -> None:
    amphi_id = world.draft(favoris_at=datetime.now(UTC) + timedelta(days=1))
    cut_into_sessions(world.engine, amphi_id, timetable())
    with pytest.raises(OuvertureTropTard):
        validate(world.engine, world.lists, amphi_id, staff())


@pytest.mark.rule("ENG-8")
def test_a_brouillon_again_and_the_log_goes_on(world: World) -> None:
    amphi_id = world.validated()
    back_to_draft(world.engine, amphi_id, staff())
    validate(world.engine, world.lists, amphi_id, staff())
    assert world.types(amphi_id) == ["validated", "opened", "back_to_draft", "validated", "opened"]
    world.check_log(amphi_id)


@pytest.mark.rule("ADM-9")
def test_favourites_open_by_hand(world: World) -> None:
    amphi_id = world.draft(favoris_at=datetime.now(UTC) + timedelta(minutes=30))
    cut_into_sessions(world.engine, amphi_id, timetable())
    validate(world.engine, world.lists, amphi_id, staff())
    assert world.amphi(amphi_id).phase is Phase.VALIDE
    open_favourites(world.engine, amphi_id, staff())
    assert world.amphi(amphi_id).phase is Phase.OUVERT


@pytest.mark.rule("ENG-8")
def test_the_reason_of_a_pause_lies_beside_the_log(world: World) -> None:
    amphi_id = world.started()
    pause(world.engine, amphi_id, staff(), "  Incident réseau à l’hôpital ")
    board = boards.snapshot(world.engine, amphi_id)
    assert board.reason == "Incident réseau à l’hôpital"
    told = boards.decisions_since(world.engine, amphi_id, 0)[-1]
    assert (told.decision.type, told.text) == ("paused", "Incident réseau à l’hôpital")
    with world.database.transaction() as tx:
        side = tx.one("SELECT salt, text FROM side_text")
    assert side is not None
    salted = sha256(bytes(side["salt"]) + side["text"].encode()).hexdigest()
    assert told.decision.payload["reason_hash"] == salted
    assert "réseau" not in str(told.decision.payload)
    resume(world.engine, amphi_id, staff(), full_time=True)
    assert boards.snapshot(world.engine, amphi_id).reason == ""


def test_a_reason_that_was_refused_is_not_kept_whatever_else_was_due(world: World) -> None:
    amphi_id = world.draft(favoris_at=datetime.now(UTC) + timedelta(minutes=30))
    cut_into_sessions(world.engine, amphi_id, timetable())
    validate(world.engine, world.lists, amphi_id, staff())
    world.asleep(31 * 60)
    with pytest.raises(DomainError, match="pas encore commencé"):
        pause(world.engine, amphi_id, staff(), "Incident")
    assert world.types(amphi_id) == ["validated", "opened"]
    with world.database.transaction() as tx:
        assert tx.all("SELECT text FROM side_text") == []


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501, "a\x00b"])
def test_a_pause_has_a_reason(world: World, reason: str) -> None:
    amphi_id = world.started()
    with pytest.raises(MotifInvalide):
        pause(world.engine, amphi_id, staff(), reason)


@pytest.mark.rule("ADM-9")
def test_the_control_room_runs_an_amphi(world: World) -> None:
    amphi_id = world.started(internes=3)
    undo_start(world.engine, amphi_id, staff())
    start(world.engine, amphi_id, staff())
    add_time(world.engine, amphi_id, staff(), world.turn_id(amphi_id), seconds(30))
    assert world.left(amphi_id) == pytest.approx(120, abs=1)
    mark_absent(world.engine, amphi_id, staff(), world.turn_id(amphi_id))
    move_on(world.engine, amphi_id, staff(), world.turn_id(amphi_id))
    put_back(world.engine, amphi_id, staff(), 1)
    request_return(world.engine, amphi_id, oneself(2), key())
    world.choose(amphi_id, 3, 2931)
    world.choose(amphi_id, 1, 2932)
    world.choose(amphi_id, 2, 2933)
    end(world.engine, amphi_id, staff())
    assert world.amphi(amphi_id).phase is Phase.TERMINE
    world.check_log(amphi_id)


def test_who_decided_stands_in_the_log_without_a_name(world: World) -> None:
    amphi_id = world.started(internes=2)
    world.choose(amphi_id, 1, 2931)
    told = boards.decisions_since(world.engine, amphi_id, 0)
    actors = [(one.decision.type, one.decision.actor.split(":")[0]) for one in told]
    assert actors == [
        ("validated", "ars"),
        ("opened", "moteur"),
        ("slice_started", "ars"),
        ("turn_announced", "moteur"),
        ("chosen", "interne"),
        ("turn_announced", "moteur"),
    ]
    assert told[4].decision.actor == "interne:1"


def test_an_unknown_amphi_is_said_to_be_one(world: World) -> None:
    for call in (
        lambda: start(world.engine, NOWHERE, staff()),
        lambda: boards.snapshot(world.engine, NOWHERE),
        lambda: boards.roster(world.engine, NOWHERE),
    ):
        with pytest.raises(DomainError) as refused:
            call()
        assert refused.value.code == AmphiInconnu.code


@pytest.mark.rule("LIV-1")
def test_decisions_since_a_number_and_heads(world: World) -> None:
    amphi_id = world.started()
    seq = boards.heads(world.engine).seqs[amphi_id]
    world.choose(amphi_id, 1, 2931)
    told = boards.decisions_since(world.engine, amphi_id, seq)
    assert [one.decision.seq for one in told] == [seq + 1, seq + 2]
    assert boards.heads(world.engine).seqs[amphi_id] == seq + 2
    assert world.draft() not in boards.heads(world.engine).seqs
