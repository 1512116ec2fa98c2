"""ENG-1…5, ENG-7: the engine does what a naive list with loops does, over any history of commands."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from services.session.domain import commands, events
from services.session.domain.amphi import Amphi, Etat, Phase, Who
from services.session.domain.apply import apply
from services.session.domain.codec import canonical, event_from, payload, type_name
from services.session.domain.droits import Droits, TypeChoix
from services.session.domain.refusals import Refusal
from services.session.domain.settings import ApresArret, Settings
from services.session.tests.domain.oracle import HALVES, Oracle
from services.session.tests.domain.scene import (
    AMPHI,
    Scene,
    Unanswered,
    interne,
    mandataire,
    new_id,
    oneself,
    seconds,
    slices,
)

RANGS = st.integers(1, 5)
POSTS = st.integers(1, 4)
FOR_EVER = 9999
ALREADY_TAKEN = 4
SOMEBODY_ELSE = 0
KINDS = st.sampled_from(["classique", "classique", "surnombre_validant", "surnombre_non_validant"])
PROXIES = st.sampled_from(["none", "none", "given", "active"])


@dataclass(frozen=True)
class Timetable:
    """In seconds from the validation: when favourites open, the first session, and those after it."""

    opens: int
    first: int
    every: int
    by_clock: frozenset[int]
    """The sessions that start by themselves."""


ABSENCES = st.sets(RANGS, max_size=2)
CUTS = st.sampled_from([(5,), (2, 5), (1, 3, 5)])
TIMETABLES = st.sampled_from(
    [
        Timetable(opens, opens + later, every, frozenset(by_clock))
        for opens, later in ((-600, 0), (-600, 610), (-1, 1), (2, 0), (20, 100))
        for every in (0, 60, 300)
        for by_clock in ((), (2,), (1, 2, 3))
    ]
)


GIVEN = events.Chosen | events.Placed | events.Corrected
NOT_GIVEN = events.ChoiceRefused | events.PlacementRefused | events.CorrectionRefused


class EngineAgainstOracle(RuleBasedStateMachine):
    """Half a second is the grain of time, so that both sides can be compared exactly."""

    @initialize(
        absences=ABSENCES,
        lasts=CUTS,
        timetable=TIMETABLES,
        delai_absent=st.sampled_from([30, 60, 90, 120]),
        retours_max=st.integers(0, 3),
        begun=st.booleans(),
        surnombres_max=st.sampled_from([None, 0, 1]),
        apres_arret=st.sampled_from(ApresArret),
    )
    def begin(
        self,
        absences: set[int],
        lasts: tuple[int, ...],
        timetable: Timetable,
        delai_absent: int,
        retours_max: int,
        begun: bool,
        surnombres_max: int | None,
        apres_arret: ApresArret,
    ) -> None:
        given = Settings(
            duree_tour=seconds(90),
            delai_absent=seconds(delai_absent),
            grace_reseau=seconds(1),
            delai_fin=seconds(60),
            retours_max=retours_max,
            surnombres_max=surnombres_max,
            apres_arret=apres_arret,
        )
        self.scene = Scene(internes=5, settings=given)
        self.oracle = Oracle(
            5,
            full=90 * HALVES,
            short=delai_absent * HALVES,
            grace=1 * HALVES,
            closing=60 * HALVES,
            returns=retours_max,
            surnombres_max=surnombres_max,
            pauses=apres_arret is ApresArret.PAUSE,
        )
        self.scene.stock.holders[ALREADY_TAKEN] = interne(77)
        self.oracle.holders[ALREADY_TAKEN] = SOMEBODY_ELSE
        self.validate(absences, lasts, timetable)
        if begun:
            self.start()

    @rule(absences=ABSENCES, lasts=CUTS, timetable=TIMETABLES)
    def validate(self, absences: set[int], lasts: tuple[int, ...], timetable: Timetable) -> None:
        starts = [timetable.first + number * timetable.every for number in range(len(lasts))]
        self.scene.absences = absences
        self.scene.opens_at = self.scene.now + seconds(timetable.opens)
        self.scene.parts = tuple(
            replace(
                part, starts_at=self.scene.now + seconds(start), by_clock=part.number in timetable.by_clock
            )
            for part, start in zip(slices(*lasts), starts, strict=True)
        )
        self.same(
            self.scene.validation(),
            lambda: self.oracle.validate(
                absences,
                list(lasts),
                [number + 1 in timetable.by_clock for number in range(len(lasts))],
                opens_in=timetable.opens * HALVES,
                starts_in=[start * HALVES for start in starts],
            ),
        )

    @rule()
    def back_to_draft(self) -> None:
        self.same(commands.BackToDraft(), self.oracle.back_to_draft)

    @precondition(lambda self: self.scene.amphi.phase in {Phase.VALIDE, Phase.OUVERT})
    @rule(rang=RANGS, post=POSTS)
    def back_to_draft_while_a_placement_waits_for_postes(self, rang: int, post: int) -> None:
        self.postes_comes_and_goes(up=False)
        self.place(rang, post)
        self.back_to_draft()
        self.postes_comes_and_goes(up=True)

    @rule()
    def open_favourites(self) -> None:
        self.same(commands.Open(), self.oracle.open)

    @rule()
    def cut_short(self) -> None:
        self.same(commands.CutShort(), self.oracle.cut_short)

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
        """Nobody looks meanwhile: what counts down has that time back, and so have the leases."""
        if self.scene.amphi.ends_at is None or self.scene.unanswered is not None or self.scene.moves:
            return
        self.scene.sleep(how_long)
        for who, lease in self.scene.leases.items():
            if lease.year != FOR_EVER:
                self.scene.leases[who] = lease + seconds(how_long)
        self.oracle.clock_goes_on(how_long * HALVES)
        self.oracle.unseen_postes, self.oracle.seen_in_a_row, self.oracle.ran = 0, 2, 0
        self.oracle.paused = self.oracle.pauses

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
        rang = self.rang()
        who = oneself(rang) if self.oracle.people[rang - 1].proxy == "none" else mandataire(rang)
        if self.oracle.people[rang - 1].proxy != "given":
            self.end_turn(commands.Renounce(who), "n_a_pas_choisi", by_ars=False)

    @rule(rang=RANGS, post=POSTS, by_proxy=st.booleans())
    def choose(self, rang: int, post: int, by_proxy: bool) -> None:
        command = commands.Choose(line(rang, by_proxy=by_proxy), post, new_id())
        by = "mandataire" if by_proxy else "intern"
        assert self.chosen(command) == self.oracle.choose(rang, post, by=by)

    @precondition(lambda self: self.scene.amphi.turn is not None)
    @rule(post=POSTS)
    def the_current_one_chooses(self, post: int) -> None:
        rang = self.rang()
        self.choose(rang, post, self.oracle.people[rang - 1].proxy == "active")

    @precondition(lambda self: self.scene.amphi.turn is not None)
    @rule(post=POSTS)
    def ars_records_a_choice(self, post: int) -> None:
        rang, command = self.rang(), commands.ChooseFor(self.scene.turn_id, post, new_id())
        assert self.chosen(command) == self.oracle.choose(rang, post, by="ars")

    @rule(rang=RANGS, post=POSTS)
    def place(self, rang: int, post: int) -> None:
        assert self.moved(lambda: self.scene.place(rang, post)) == self.oracle.place(rang, post)

    @precondition(lambda self: self.scene.amphi.passages)
    @rule(wanted=st.dictionaries(RANGS, POSTS, min_size=1, max_size=2))
    def correct(self, wanted: dict[int, int]) -> None:
        assert self.moved(lambda: self.scene.correct(wanted)) == self.oracle.correct(wanted)

    @rule()
    def two_posts_are_exchanged(self) -> None:
        placed = [one for one in self.oracle.people if one.post is not None]
        if len(placed) > 1 and placed[0].post and placed[1].post:
            self.correct({placed[0].rang: placed[1].post, placed[1].rang: placed[0].post})

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

    @rule(rang=RANGS, by_proxy=st.booleans())
    def connect(self, rang: int, by_proxy: bool) -> None:
        self.scene.arrive(line(rang, by_proxy=by_proxy))
        self.oracle.connect(rang, by_proxy=by_proxy)

    @rule(rang=RANGS, by_proxy=st.booleans())
    def leave(self, rang: int, by_proxy: bool) -> None:
        if self.oracle.people[rang - 1].line(by_proxy).here:
            self.scene.leases[line(rang, by_proxy=by_proxy)] = self.scene.now
            self.oracle.leave(rang, by_proxy=by_proxy)

    @rule(rang=RANGS, by_proxy=st.booleans())
    def request_return(self, rang: int, by_proxy: bool) -> None:
        command = commands.RequestReturn(line(rang, by_proxy=by_proxy))
        self.same(command, lambda: self.oracle.button(rang, by_proxy=by_proxy))

    @rule(rang=RANGS)
    def put_back(self, rang: int) -> None:
        self.same(commands.PutBack(rang), lambda: self.oracle.put_back(rang))

    @rule(rang=RANGS, absent=st.booleans(), kind=KINDS, proxy=PROXIES)
    def rights(self, rang: int, absent: bool, kind: str, proxy: str) -> None:
        named = mandataire(rang)[1] if proxy == "active" else None
        self.scene.rights(rang, Droits(absent, TypeChoix(kind), proxy != "none", named))
        self.oracle.rights(rang, absent=absent, kind=kind, proxy=proxy)

    @precondition(lambda self: self.scene.amphi.turn is not None)
    @rule(kind=KINDS, proxy=PROXIES)
    def rights_of_whoever_has_the_turn(self, kind: str, proxy: str) -> None:
        self.rights(self.rang(), False, kind, proxy)

    @invariant()
    def both_see_the_same(self) -> None:
        if not hasattr(self, "scene"):
            return
        amphi, oracle = self.scene.amphi, self.oracle
        ours = [
            (one.rang_appel, one.etat, one.numero, one.type_choix, one.retours)
            for one in amphi.passages.values()
        ]
        theirs = [(one.rang, one.state, one.post, one.kind, one.returns) for one in oracle.people]
        assert ours == ([] if oracle.draft else theirs)
        assert amphi.phase == oracle.phase
        assert (amphi.paused, amphi.frozen) == (oracle.paused, oracle.frozen)
        assert (self.scene.unanswered is None) == (oracle.pending is None)
        assert len(self.scene.moves) == len(oracle.moves)
        if amphi.turn is not None:
            assert self.scene.left == oracle.left / HALVES
        elif amphi.closing_at is not None and oracle.closing_left is not None:
            assert self.scene.closes_in == oracle.closing_left / HALVES

    @invariant()
    def at_most_one_turn_and_one_holder_a_post(self) -> None:
        if not hasattr(self, "scene"):
            return
        passages = self.scene.amphi.passages.values()
        assert sum(passage.etat is Etat.TOUR for passage in passages) == (self.scene.amphi.turn is not None)
        posts = [passage.holds for passage in passages if passage.holds is not None]
        assert len(posts) == len(set(posts))
        held = {numero: who for numero, who in self.scene.stock.holders.items() if who != interne(77)}
        assert held == {one.holds: one.intern_id for one in passages if one.holds is not None}

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

    def chosen(self, command: commands.Command) -> str:
        return self.moved(lambda: self.scene.do(command))

    def moved(self, ask: Callable[[], list[events.Event]]) -> str:
        """What postes made of it, where it was admitted."""
        try:
            happened = ask()
        except Refusal:
            return "refused"
        except Unanswered:
            return "unknown"
        mine = [event for event in happened if isinstance(event, GIVEN | NOT_GIVEN)]
        return "done" if isinstance(mine[-1], GIVEN) else "taken"


def line(rang: int, *, by_proxy: bool) -> Who:
    return mandataire(rang) if by_proxy else oneself(rang)


def written_and_read(event: events.Event) -> events.Event:
    return event_from(type_name(event), json.loads(canonical(payload(event))))


TestEngineAgainstOracle = pytest.mark.rule("ENG-9")(pytest.mark.rule("ENG-1")(EngineAgainstOracle.TestCase))
TestEngineAgainstOracle.settings = settings(
    max_examples=120,
    stateful_step_count=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
