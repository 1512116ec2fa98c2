"""One amphi blanc, from the button that copies an amphi to the one that forgets it (SIM-1)."""

import json
import re
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import psycopg2
import pytest
from playwright.sync_api import expect

from dci.session.v1 import session_pb2 as session
from deploy.local.demo import campaign as demo
from deploy.local.demo.calls import Calls, StaffAccount, logged_in, open_calls
from deploy.local.services import OWNERS
from tests.e2e import campaign, system
from tests.e2e.browsing import Visitor
from tests.e2e.pages.staff import Office, Room
from tests.local_system import LocalSystem

pytestmark = [
    pytest.mark.real,
    pytest.mark.e2e,
    pytest.mark.timeout(300),
    pytest.mark.rule("SIM-1"),
]

PLAN = demo.AmphiPlan(
    campaign.LONG_GROUPE, "REPET", "Pharmacie", timedelta(hours=1), timedelta(minutes=5), 100
)
SPEED = "30"
HABITS = {
    "late": 1,
    "absent": 1,
    "hesitating": 1,
    "changing_device": 1,
    "sending_twice": 1,
    "sending_too_late": 1,
    "losing_network": 1,
}
PATIENCE = 150.0
EVENTS_ARRIVE = 3.0
UUIDS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MARK = "rien de ce qui se passe ici ne compte"


@dataclass(slots=True)
class Story:
    """The system, somebody of ARS, the real amphi and its copy."""

    system: LocalSystem
    calls: Calls
    account: StaffAccount
    office: Office
    amphi: session.Amphi
    before: int
    copy_id: str = ""
    semestre: str = ""

    def read(self, path: str) -> Any:
        """What the gateway answers to anybody."""
        with urllib.request.urlopen(self.system.demo["gateway"] + path, timeout=10) as answer:  # noqa: S310
            text = answer.read().decode()
        return json.loads(text) if path.startswith("/api/") else text

    def board(self) -> dict[str, Any]:
        """The copy's, as anybody sees it."""
        state: dict[str, Any] = self.read(f"/api/v1/amphis/{self.copy_id}/tableau")["state"]
        return state

    def decisions(self, amphi_id: str) -> list[session.Decision]:
        """Its log."""
        request = session.GetDecisionsSinceRequest(amphi_id=amphi_id, after=0)
        return list(self.calls.boards.GetDecisionsSince(request).decisions)

    def ids(self) -> list[str]:
        """Of everything that exists for this rehearsal alone."""
        validated = json.loads(self.decisions(self.copy_id)[0].payload)
        people = [one["intern_id"] for one in validated["interns"]]
        mandataires = [one["mandataire_id"] for one in validated["interns"] if one.get("mandataire_id")]
        return [self.semestre, self.copy_id, *people, *mandataires]

    def traces(self) -> list[str]:
        """And of what was done there: turns, choices, affectations."""
        done = {found for each in self.decisions(self.copy_id) for found in UUIDS.findall(each.payload)}
        with self.database("postes") as cursor:
            cursor.execute("SELECT affectation_id::text FROM place WHERE semestre = %s", [self.semestre])
            given = {affectation_id for (affectation_id,) in cursor.fetchall()}
        assert len(done) > len(given) > 0
        return sorted({*self.ids(), *done, *given})

    @contextmanager
    def database(self, service: str) -> Iterator[Any]:
        """To look into one."""
        connection = psycopg2.connect(system.environment_of(self.system, service)["DCI_DATABASE_URL"])
        with connection, connection.cursor() as cursor:
            yield cursor
        connection.close()

    def rows_with(self, service: str, texts: list[str]) -> dict[str, int]:
        """Table of this service → rows in which any of these stands, whatever the column, bytes included."""
        patterns = [f"%{form}%" for text in texts for form in (text, text.encode().hex())]
        found = {}
        with self.database(service) as cursor:
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
            for (table,) in cursor.fetchall():
                cursor.execute(
                    f"SELECT count(*) FROM {table} AS line WHERE line::text LIKE ANY (%s)",  # noqa: S608
                    [patterns],
                )
                (count,) = cursor.fetchone() or (0,)
                if count:
                    found[table] = count
        return found

    def forget(self) -> None:
        """By its one button."""
        page = self.office.page
        self.office.go("/amphis-blancs/")
        page.get_by_role("link", name="supprimer").click()
        self.office.visitor.checked()
        page.get_by_role("button", name="Supprimer", exact=True).click()
        expect(page.get_by_text("L’amphi blanc est supprimé")).to_be_visible()

    def left(self, ids: list[str]) -> dict[str, dict[str, int]]:
        """By service, what is still there of these, now and after a while: events may be on their way."""
        time.sleep(EVENTS_ARRIVE)
        found = {service.name: self.rows_with(service.name, ids) for service in OWNERS}
        return {name: tables for name, tables in found.items() if tables}


@pytest.fixture(scope="module")
def story(running_system: LocalSystem, arrive: Callable[..., Visitor]) -> Iterator[Story]:
    account = system.create_gestionnaire(running_system, "repetition@ars.example")
    by_page = system.create_gestionnaire(running_system, "repetition-pages@ars.example")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in system.calling_environment(running_system).items():
            patch.setenv(name, value)
        calls = open_calls()
        with logged_in(calls, account):
            amphi = demo.build(calls, campaign.invent(campaign.LONG_GROUPE), [PLAN])[PLAN.code]
            office = Office(arrive(), running_system.demo["admin"])
            office.log_in(
                {"email": by_page.email, "password": by_page.password, "totp_secret": by_page.totp_secret}
            )
            yield Story(running_system, calls, by_page, office, amphi, _length(calls, amphi))


def _length(calls: Calls, amphi: session.Amphi) -> int:
    return calls.boards.GetAmphi(session.GetAmphiRequest(amphi_id=amphi.amphi_id)).amphi.seq


@contextmanager
def patiently(story: Story) -> Iterator[Callable[[], None]]:
    """Each call waits a little, and fails when it lasts too long."""
    end = time.monotonic() + PATIENCE

    def again() -> None:
        assert time.monotonic() < end, story.system.said()
        time.sleep(0.5)

    yield again


def test_an_amphi_is_copied_and_simulated_interns_come_in(story: Story) -> None:
    page = story.office.page
    _copied(story)
    for code, many in HABITS.items():
        page.fill(f"#{code}", str(many))

    page.get_by_role("button", name="Faire entrer les internes").click()

    expect(page.get_by_text("internes simulés entrent dans l’amphi blanc")).to_be_visible()
    expect(page.get_by_text(MARK)).to_be_visible()
    assert re.fullmatch(r"essai-[0-9a-f]{8}", story.semestre)


def test_it_runs_to_its_end_as_a_real_one(story: Story) -> None:
    room = Room(story.office, story.copy_id)
    room.act("Démarrer la session", "Démarrer maintenant")

    with patiently(story) as again:
        while story.board()["amphi"]["etat"] != "termine":
            again()

    told = Counter(each.type for each in story.decisions(story.copy_id))
    by = Counter(each.actor.split(":")[0] for each in story.decisions(story.copy_id) if each.type == "chosen")
    kinds = {passage.get("choix") for passage in story.board()["passages"].values()}
    assert told["chosen"] >= 20
    assert told["put_back"] >= 1
    assert by["mandataire"] >= 1
    assert {"surnombre_validant", "surnombre_non_validant"} <= kinds
    assert "absent" in {passage["etat"] for passage in story.board()["passages"].values()}


def test_whoever_watches_is_told_and_whoever_does_not_know_of_it_finds_nothing(story: Story) -> None:
    for path in (
        f"/amphis/{story.copy_id}",
        f"/amphis/{story.copy_id}/direct",
        f"/amphis/{story.copy_id}/rejouer",
        f"/postes?offre={story.semestre}:{story.amphi.groupe_code}",
    ):
        assert MARK in story.read(path), path
    for path in (
        "/",
        "/amphis",
        "/postes",
        "/affectations",
        "/api/v1/amphis",
        f"/amphis/{story.amphi.amphi_id}",
    ):
        shown = json.dumps(story.read(path))
        assert story.copy_id not in shown, path
        assert story.semestre not in shown, path
        assert MARK not in shown, path


def test_nothing_real_moved_and_nobody_got_a_mail(story: Story) -> None:
    assert _length(story.calls, story.amphi) == story.before
    assert story.rows_with("notifications", story.ids()) == {}
    assert story.rows_with("ranking", story.ids()) == {}
    assert len(story.rows_with("session", story.ids())) > 5
    assert len(story.rows_with("postes", story.ids())) > 5
    assert story.rows_with("identity", story.ids()) == {"rehearsal_session": len(story.ids()) - 3}


def test_one_button_and_no_row_of_it_is_left_anywhere(story: Story) -> None:
    ids = story.traces()
    for service, tables in (("session", {"command", "outbox"}), ("postes", {"settlement", "outbox"})):
        assert tables <= story.rows_with(service, ids).keys(), "or nothing is shown"

    story.forget()

    assert story.left(ids) == {}
    assert _length(story.calls, story.amphi) == story.before
    with pytest.raises(urllib.error.HTTPError, match="404"):
        story.read(f"/amphis/{story.copy_id}/direct")


def test_a_copy_that_nobody_played_leaves_nothing_either(story: Story) -> None:
    _copied(story)
    ids = story.ids()
    assert story.rows_with("session", ids)

    story.forget()

    assert story.left(ids) == {}


def _copied(story: Story) -> None:
    page = story.office.page
    story.office.go(f"/amphis/{story.amphi.amphi_id}")
    page.get_by_role("link", name="Répéter cet amphi (amphi blanc)").click()
    story.office.visitor.checked()
    page.select_option("#speed", SPEED)
    page.fill("#procurations", "2")
    page.fill("#surnombres", "2")
    page.get_by_role("button", name="Créer l’amphi blanc").click()
    expect(page.get_by_role("heading", level=1, name="Internes simulés")).to_be_visible()
    expect(page.get_by_text(MARK)).to_be_visible()
    story.office.visitor.checked()
    story.copy_id = story.office.amphi_id
    story.semestre = story.read(f"/api/v1/amphis/{story.copy_id}")["semestre"]
