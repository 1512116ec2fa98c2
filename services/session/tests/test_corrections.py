"""Corrections over several amphis, each kept under its lock; and what is taken back (CHX-6, CHX-9)."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

import pytest

from chassis.database import DatabaseBusy
from services.session.tests.test_interventions import FIRST, REASON, SECOND, administrateur, validated
from services.session.tests.world import World, oneself, staff
from services.session.use_cases.correct import (
    Wanted,
    approve_correction,
    propose_correction,
    withdraw_correction,
)
from services.session.use_cases.errors import AutreDemande
from services.session.use_cases.intervention import CorrectionProposal, State
from services.session.use_cases.interventions import interventions
from services.session.use_cases.start import start

pytestmark = [pytest.mark.real, pytest.mark.rule("CHX-6")]


def two_running(world: World) -> tuple[UUID, UUID]:
    """Of one stock; whoever is first in each has chosen, and the second has the turn."""
    one, other = world.started(), world.draft()
    world.choose(one, 1, 2931)
    world.lists.ids_from = 50
    validated(world, other)
    start(world.engine, other, staff())
    world.choose(other, 51, 2941)
    return one, other


def exchange(world: World, one: UUID, other: UUID) -> CorrectionProposal:
    wanted = [Wanted(one, 1, 2941), Wanted(other, 1, 2931)]
    return propose_correction(world.engine, one, administrateur(FIRST), wanted, REASON)


def lease(world: World, amphi_id: UUID, intern: int) -> datetime:
    with world.database.transaction() as tx:
        return world.books.moments.read(tx, amphi_id).leases[oneself(intern)]


@pytest.mark.rule("G-4", "LIV-3")
def test_an_approval_right_after_a_stop_gives_each_amphi_its_time_back_once(world: World) -> None:
    one, other = two_running(world)
    proposal = exchange(world, one, other)
    world.connect(other, 53)
    until = lease(world, other, 53)
    world.asleep(40)
    approve_correction(world.engine, one, administrateur(SECOND), proposal.correction_id)
    world.tick(other)
    assert (lease(world, other, 53) - until).total_seconds() == 40
    for amphi_id in (one, other):
        assert world.types(amphi_id).count("reprise") == 1
        assert world.left(amphi_id) == pytest.approx(90, abs=1)
        world.check_log(amphi_id)


def test_a_withdrawal_waits_for_whoever_approves(world: World) -> None:
    one, other = two_running(world)
    proposal = exchange(world, one, other)
    with world.database.transaction(idle_timeout_ms=10_000) as tx:
        world.books.amphis.lock(tx, one)
        with pytest.raises(DatabaseBusy):
            withdraw_correction(world.engine, one, proposal.correction_id)
    withdraw_correction(world.engine, one, proposal.correction_id)
    (found,) = interventions(world.engine, one).corrections
    assert found.state is State.WITHDRAWN


def test_what_was_done_is_never_told_as_taken_back(world: World) -> None:
    one, other = two_running(world)
    proposal = exchange(world, one, other)
    approve_correction(world.engine, one, administrateur(SECOND), proposal.correction_id)
    with world.database.transaction() as tx:
        world.books.interventions.withdraw_proposal(tx, proposal.correction_id)
        tx.commit()
    (found,) = interventions(world.engine, one).corrections
    assert found.state is State.DONE


@pytest.mark.rule("G-3")
def test_a_proposal_sent_again_is_the_same_and_another_one_under_its_key_is_refused(world: World) -> None:
    amphi_id, by = world.started(), administrateur(FIRST)
    world.choose(amphi_id, 1, 2931)
    first = propose_correction(world.engine, amphi_id, by, [Wanted(amphi_id, 1, 2932)], REASON)
    assert propose_correction(world.engine, amphi_id, by, [Wanted(amphi_id, 1, 2932)], REASON) == first
    for somebody, numero in ((by, 2933), (replace(by, actor=administrateur(SECOND).actor), 2932)):
        with pytest.raises(AutreDemande):
            propose_correction(world.engine, amphi_id, somebody, [Wanted(amphi_id, 1, numero)], REASON)
    assert interventions(world.engine, amphi_id).corrections == [first]
