"""ENG-1…5, ENG-7: the engine does what a naive list with loops does, over any history of commands."""

import json
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from services.session.domain import commands, events
from services.session.domain.amphi import Amphi, Etat, Phase
from services.session.domain.apply import apply
from services.session.domain.codec import canonical, event_from, payload, type_name
from services.session.domain.refusals import Refusal
from services.session.domain.settings import Settings
from services.session.tests.domain.oracle import HALVES, Oracle
from services.session.tests.domain.scene import AMPHI, Scene, Unanswered, interne, seconds, slices

RANGS = st.integers(1, 5)
POSTS = st.integers(1, 4)
FOR_EVER = 9999
ALREADY_TAKEN = 4


class EngineAgainstOracle(RuleBasedStateMachine):
    """Half a second is the grain of time, so that both sides can be compared exactly."""

    @initialize(
        absences=st.sets(RANGS, max_size=2),
        lasts=st.sampled_from([(5,), (2, 5), (1, 3, 5)]),
        delai_absent=st.sampled_from([30, 60, 90, 120]),
        retours_max=st.integers(0, 3),
        begun=st.booleans(),
    )
    def begin(
        self, absences: set[int], lasts: tuple[int, ...], delai_absent: int, retours_max: int, begun: bool
    ) -> None:
        given = Settings(
            duree_tour=seconds(90),
            delai_absent=seconds(delai_absent),
            grace_reseau=seconds(1),
            delai_fin=seconds(60),
            retours_max=retours_max,
        )
        self.scene = Scene(internes=5, settings=given, absences=absences, parts=slices(*lasts)).validated()
        self.oracle = Oracle(
            5,
            absences,
            list(lasts),
            full=90 * HALVES,
            short=delai_absent * HALVES,
            grace=1 * HALVES,
            closing=60 * HALVES,
            returns=retours_max,
        )
        self.scene.taken.add(ALREADY_TAKEN)
        self.oracle.taken.add(ALREADY_TAKEN)
        if begun:
            self.start()

    @rule(halves=st.sampled_from([1, 3, 4, 5, 20, 59, 60, 119, 180, 183, 240]))
    def time_passes(self, halves: int) -> None:
        for _ in range(halves):
            self.scene.now += seconds(0.5)
            self.scene.look()
            self.oracle.tick()

    @rule()
    def the_turn_runs_out(self) -> None:
        if self.scene.amphi.turn is not None and self.scene.amphi.running:
            self.time_passes(max(0, int((self.scene.left + 1) * HALVES)))

    @rule(up=st.booleans())
    def postes_comes_and_goes(self, up: bool) -> None:
        self.scene.postes_up = self.oracle.postes_up = up

    @precondition(lambda self: self.scene.postes_up and self.scene.amphi.running)
    @rule(how_long=st.sampled_from([4, 40, -200]))
    def the_engine_sleeps(self, how_long: int) -> None:
        """Nobody looks meanwhile: the turn has that time back, and so have the leases."""
        if self.scene.amphi.turn is None or self.scene.unanswered is not None:
            return
        self.scene.sleep(how_long)
        for intern_id, lease in self.scene.leases.items():
            if lease.year != FOR_EVER:
                self.scene.leases[intern_id] = lease + seconds(how_long)
        self.oracle.unseen_postes, self.oracle.seen_in_a_row, self.oracle.ran = 0, 2, 0

    @rule()
    def start(self) -> None:
        self.same(commands.Start(), self.oracle.start)

    @rule()
    def undo_start(self) -> None:
        self.same(commands.UndoStart(), self.oracle.undo)

    @rule()
    def pause(self) -> None:
        self.same(commands.Pause("0" * 64), self.oracle.pause)

    @rule(full=st.booleans())
    def resume(self, full: bool) -> None:
        self.same(commands.Resume(full), lambda: self.oracle.resume(full))

    @precondition(lambda self: self.scene.amphi.turn is not None)
    @rule(extra=st.integers(1, 60))
    def add_time(self, extra: int) -> None:
        self.scene.do(commands.AddTime(self.scene.turn_id, seconds(extra)))
        self.oracle.length += extra * HALVES

    @precondition(lambda self: self.scene.amphi.turn is not None)
    @rule()
    def mark_absent(self) -> None:
        self.end_turn(commands.MarkAbsent(self.scene.turn_id), "absent", by_ars=True)

    @precondition(lambda self: self.scene.amphi.turn is not None)
    @rule()
    def move_on(self) -> None:
        self.end_turn(commands.PassOver(self.scene.turn_id), "n_a_pas_choisi", by_ars=True)

    @precondition(lambda self: self.scene.amphi.turn is not None)
    @rule()
    def renounce(self) -> None:
        self.end_turn(commands.Renounce(interne(self.rang())), "n_a_pas_choisi", by_ars=False)

    @rule(rang=RANGS, post=POSTS)
    def choose(self, rang: int, post: int) -> None:
        assert self.chosen(rang, post) == self.oracle.choose(rang, post)

    @precondition(lambda self: self.scene.amphi.turn is not None)
    @rule(post=POSTS)
    def the_current_one_chooses(self, post: int) -> None:
        self.choose(self.rang(), post)

    @precondition(lambda self: self.scene.amphi.turn is not None and self.scene.unanswered is None)
    @rule(post=POSTS)
    def a_choice_is_received_and_its_answer_lost(self, post: int) -> None:
        rang = self.rang()
        try:
            self.scene.receive(rang, post)
            outcome = "unknown"
        except Refusal:
            outcome = "refused"
        assert outcome == self.oracle.choose(rang, post, answered=False)

    @precondition(lambda self: self.scene.amphi.turn is not None and self.scene.unanswered is None)
    @rule(post=POSTS, before=st.sampled_from([0, 30, 170]), away=st.integers(1, 8), back=st.integers(1, 4))
    def a_choice_meets_postes_away(self, post: int, before: int, away: int, back: int) -> None:
        self.time_passes(before)
        if self.scene.amphi.turn is not None and self.scene.unanswered is None:
            self.a_choice_is_received_and_its_answer_lost(post)
            self.postes_comes_and_goes(up=False)
            self.time_passes(away)
            self.postes_comes_and_goes(up=True)
            self.time_passes(back)

    @rule(rang=RANGS)
    def connect(self, rang: int) -> None:
        self.scene.connect(rang)
        self.oracle.connect(rang)

    @rule(rang=RANGS)
    def leave(self, rang: int) -> None:
        if self.oracle.people[rang - 1].here:
            self.scene.leave(rang)
            self.oracle.people[rang - 1].here = False
            self.oracle.people[rang - 1].away_for = 0

    @rule(rang=RANGS)
    def request_return(self, rang: int) -> None:
        self.same(commands.RequestReturn(interne(rang)), lambda: self.oracle.button(rang))

    @rule(rang=RANGS)
    def put_back(self, rang: int) -> None:
        self.same(commands.PutBack(rang), lambda: self.oracle.put_back(rang))

    @rule(rang=RANGS, absent=st.booleans())
    def absence(self, rang: int, absent: bool) -> None:
        self.scene.do(commands.SetAbsence(interne(rang), absent))
        self.oracle.absence(rang, absent)

    @invariant()
    def both_see_the_same(self) -> None:
        if not hasattr(self, "scene"):
            return
        amphi, oracle = self.scene.amphi, self.oracle
        ours = [
            (passage.rang_appel, passage.etat, passage.numero, passage.retours)
            for passage in amphi.passages.values()
        ]
        theirs = [(one.rang, one.state, one.post, one.returns) for one in oracle.people]
        assert ours == theirs
        assert (amphi.phase is Phase.TERMINE) == oracle.ended
        assert (amphi.paused, amphi.frozen) == (oracle.paused, oracle.frozen)
        assert (self.scene.unanswered is None) == (oracle.pending is None)
        if amphi.turn is not None:
            assert self.scene.left == oracle.left / HALVES

    @invariant()
    def at_most_one_turn_and_one_holder_a_post(self) -> None:
        if not hasattr(self, "scene"):
            return
        passages = self.scene.amphi.passages.values()
        assert sum(passage.etat is Etat.TOUR for passage in passages) == (self.scene.amphi.turn is not None)
        posts = [passage.numero for passage in passages if passage.numero is not None]
        assert len(posts) == len(set(posts))

    def teardown(self) -> None:
        """ENG-9, through the very bytes that the log would keep."""
        if not hasattr(self, "scene"):
            return
        again = Amphi(AMPHI)
        for event in self.scene.log:
            again = apply(again, written_and_read(event))
        assert again == self.scene.amphi

    def rang(self) -> int:
        rang = self.scene.turn_of()
        assert rang is not None
        return rang

    def end_turn(self, command: commands.Command, state: str, *, by_ars: bool) -> None:
        rang = self.rang()
        self.same(command, lambda: self.oracle.end_turn(rang, state, by_ars=by_ars))

    def same(self, command: commands.Command, oracle: Callable[[], str]) -> None:
        """Both do it, both refuse it, or both have to wait for postes."""
        try:
            self.scene.do(command)
            outcome = "done"
        except Refusal:
            outcome = "refused"
        except Unanswered:
            outcome = "unknown"
        assert outcome == oracle()

    def chosen(self, rang: int, post: int) -> str:
        try:
            happened = self.scene.choose(rang, post)
        except Refusal:
            return "refused"
        except Unanswered:
            return "unknown"
        mine = [event for event in happened if isinstance(event, events.Chosen | events.ChoiceRefused)]
        return "done" if isinstance(mine[-1], events.Chosen) else "taken"


def written_and_read(event: events.Event) -> events.Event:
    return event_from(type_name(event), json.loads(canonical(payload(event))))


TestEngineAgainstOracle = pytest.mark.rule("ENG-9")(pytest.mark.rule("ENG-1")(EngineAgainstOracle.TestCase))
TestEngineAgainstOracle.settings = settings(
    max_examples=120,
    stateful_step_count=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
