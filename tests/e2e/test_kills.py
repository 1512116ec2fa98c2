"""Each service is killed in turn while an amphi runs: it goes on, and nobody loses anything (G-1, IFC-1)."""

import json
import os
import re
import signal
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from chassis.rpc.client import connect
from chassis.tokens import ServiceSigner
from dci.common.v1.paging_pb2 import PageRequest
from dci.postes.v1 import postes_pb2 as postes
from dci.postes.v1.postes_pb2_grpc import AffectationServiceStub
from dci.session.v1 import session_pb2 as session
from deploy.local.demo import campaign as demo
from deploy.local.demo import cast
from deploy.local.demo.calls import Calls, logged_in, open_calls
from deploy.local.demo.facts import SEMESTRE
from deploy.local.services import SERVICES
from tests.e2e import campaign, system
from tests.e2e.browsing import Visitor
from tests.e2e.pages.public import Public
from tests.local_system import LocalSystem

pytestmark = [pytest.mark.real, pytest.mark.e2e, pytest.mark.timeout(300)]

PLAN = demo.AmphiPlan(
    campaign.LONG_GROUPE, "PHARMA", "Pharmacie", timedelta(hours=1), timedelta(minutes=5), 100
)
HESITATION = (0.8, 1.6)
PATIENCE = 45.0
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
FIRST_PREV_HASH = "0" * 64


@dataclass(frozen=True, slots=True)
class RunningAmphi:
    """An amphi in which simulated interns choose."""

    system: LocalSystem
    calls: Calls
    amphi_id: str
    log: Path

    def chosen(self) -> dict[int, int]:
        """Rank → post, as the gateway shows it to anybody; asks until it answers."""
        address = f"{self.system.demo['gateway']}/api/v1/amphis/{self.amphi_id}/tableau"
        passages: dict[str, Any] = _patiently(address)["state"]["passages"]
        return {int(rang): each["numero"] for rang, each in passages.items() if each["etat"] == "a_choisi"}

    def confirmed(self) -> dict[int, int]:
        """Rank → post, for each simulated intern whose choice was answered with yes."""
        lines = COLOURS.sub("", self.log.read_text()).splitlines()
        facts = [dict(re.findall(r"(\w+)=(\S+)", line)) for line in lines if " chosen " in line]
        return {int(each["rang"]): int(each["numero"]) for each in facts}

    def decisions(self) -> list[session.Decision]:
        """The whole log."""
        request = session.GetDecisionsSinceRequest(amphi_id=self.amphi_id, after=0)
        return list(self.calls.boards.GetDecisionsSince(request).decisions)

    def affectations(self) -> list[postes.Affectation]:
        """What postes has given in this amphi."""
        signer = ServiceSigner("admin", Path(os.environ["DCI_DEMO_SERVICE_KEY_FILE"]))
        stub = AffectationServiceStub(connect(os.environ["DCI_POSTES"], audience="postes", signer=signer))
        request = postes.ListAffectationsRequest(
            semestre=SEMESTRE, amphi_id=self.amphi_id, page=PageRequest(number=1, size=100)
        )
        return list(stub.ListAffectations(request).affectations)


@pytest.fixture(scope="module")
def amphi(running_system: LocalSystem) -> Iterator[RunningAmphi]:
    account = system.create_gestionnaire(running_system, "regie@ars.example")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in system.calling_environment(running_system).items():
            patch.setenv(name, value)
        calls = open_calls()
        with logged_in(calls, account), _started(running_system, calls) as made:
            yield made


@contextmanager
def _started(running: LocalSystem, calls: Calls) -> Iterator[RunningAmphi]:
    invented = campaign.invent(campaign.LONG_GROUPE)
    made = demo.build(calls, invented, [PLAN])[PLAN.code]
    seats = cast.seats(calls, invented, made)
    system.create_accounts(running, {seat.person.ine: seat.person.email for seat in seats})
    ranks = [(seat.rang_appel, seat.person.email) for seat in seats]
    with system.simulated(running, made.amphi_id, ranks, HESITATION) as log:
        demo.start(calls, made)
        yield RunningAmphi(running, calls, made.amphi_id, log)


@pytest.fixture(scope="module")
def watcher(arrive: Callable[..., Visitor], amphi: RunningAmphi) -> Public:
    """Somebody who follows live all the while."""
    public = Public(arrive(), amphi.system.demo["gateway"])
    public.follow(amphi.amphi_id)
    public.page.get_by_role("button", name="Toutes").click()
    return public


@pytest.mark.rule("G-1")
@pytest.mark.rule("IFC-1")
@pytest.mark.parametrize("service", [service.name for service in SERVICES])
def test_the_amphi_goes_on_when_a_service_is_killed(
    amphi: RunningAmphi, watcher: Public, service: str
) -> None:
    said = f"{service} répond de nouveau"
    before, pid = amphi.chosen(), amphi.system.pid(service)
    assert said not in amphi.system.said()

    os.kill(pid, signal.SIGKILL)

    _until(lambda: said in amphi.system.said(), amphi)
    assert amphi.system.pid(service) != pid
    here = amphi.chosen()
    assert here.items() >= before.items()
    _until(lambda: len(amphi.chosen()) > len(here), amphi)
    expect(watcher.page.locator("#connexion")).to_have_attribute("data-state", "connecte")


@pytest.mark.rule("TRN-6")
@pytest.mark.rule("G-6")
def test_the_screen_of_whoever_watches_caught_up_by_itself(amphi: RunningAmphi, watcher: Public) -> None:
    here = len(amphi.chosen())

    rows = watcher.page.locator("#session .row-intern", has_text="a choisi")

    expect(rows.nth(here - 1)).to_be_attached()


@pytest.mark.rule("G-1")
@pytest.mark.rule("CHX-7")
def test_no_confirmed_choice_is_lost_and_nobody_is_placed_twice(amphi: RunningAmphi) -> None:
    confirmed = amphi.confirmed()
    given = amphi.affectations()

    assert len(confirmed) > len(SERVICES)
    assert len({each.intern_id for each in given}) == len(given)
    assert len({each.poste.numero for each in given}) == len(given)
    assert {each.rang_appel: each.poste.numero for each in given}.items() >= confirmed.items()
    shown = amphi.chosen()
    assert shown.items() >= {each.rang_appel: each.poste.numero for each in given}.items()


@pytest.mark.rule("ENG-1")
@pytest.mark.rule("ENG-8")
def test_the_log_has_no_gap_and_its_chain_of_hashes_verifies(amphi: RunningAmphi) -> None:
    decisions = amphi.decisions()
    previous = FIRST_PREV_HASH
    for expected, each in enumerate(decisions, start=1):
        at = each.at.ToDatetime(tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        line = {
            "actor": each.actor,
            "amphi_id": each.amphi_id,
            "at": at,
            "payload": json.loads(each.payload),
            "prev_hash": previous,
            "seq": expected,
            "type": each.type,
        }
        text = json.dumps(line, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert (each.seq, each.prev_hash) == (expected, previous)
        assert each.hash == sha256(text.encode()).hexdigest()
        previous = each.hash

    turns = [each.type for each in decisions if each.type in ("turn_announced", "chosen", "turn_missed")]
    assert all(turn == "turn_announced" for turn in turns[::2]), "one turn at a time"
    chosen = [json.loads(each.payload) for each in decisions if each.type == "chosen"]
    assert len({each["intern_id"] for each in chosen}) == len(chosen)
    assert len({each["numero"] for each in chosen}) == len(chosen)
    assert "turn_missed" not in turns, "nobody lost a turn"


def _until(holds: Callable[[], bool], amphi: RunningAmphi) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, amphi.system.said()
        time.sleep(0.2)


def _patiently(address: str) -> dict[str, Any]:
    """What the gateway answers, as soon as it does."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310  # our own gateway
                found: dict[str, Any] = json.loads(answer.read())
                return found
        except OSError:
            assert time.monotonic() < end, f"{address} never answered"
            time.sleep(0.2)
