"""The rules of an amphi once more, naively: a list of people, half-seconds spent, loops; no events.

It has no instants and no log: `tick()` is half a second, counted where time runs. Where postes is away, what
needs its answer is « unknown » and nothing changes.
"""

from dataclasses import dataclass, field

HALVES = 2
ALWAYS = 10_000


@dataclass
class Connection:
    here: bool = False
    away_for: int = ALWAYS


@dataclass
class Person:
    rang: int
    state: str = "en_attente"
    post: int | None = None
    kind: str = "classique"
    proxy: str = "none"
    """« none », « given » (nobody may choose yet) or « active » (the mandataire may)."""
    returns: int = 0
    came_alone: bool = False
    button: bool = False
    asked_by_ars: bool = False
    intern: Connection = field(default_factory=Connection)
    mandataire: Connection = field(default_factory=Connection)

    def line(self, by_proxy: bool) -> Connection:
        return self.mandataire if by_proxy else self.intern

    def may_choose(self, by_proxy: bool) -> bool:
        return self.proxy == ("active" if by_proxy else "none")

    @property
    def here(self) -> bool:
        return self.proxy != "given" and self.line(self.proxy == "active").here

    @property
    def away_for(self) -> int:
        return ALWAYS if self.proxy == "given" else self.line(self.proxy == "active").away_for


@dataclass
class Pending:
    rang: int
    post: int
    spent: int
    kind: str
    joins: int | None
    age: int = 0


@dataclass
class Move:
    """What ARS asked of postes: one placement, or a correction of several."""

    wanted: dict[int, int]
    placement: bool
    age: int = 0


class Oracle:
    """All durations in half-seconds."""

    def __init__(self, people: int, *, full: int, short: int, grace: int, closing: int, returns: int,
                 surnombres_max: int | None, pauses: bool) -> None:  # fmt: skip
        self.people = [Person(rang + 1) for rang in range(people)]
        self.full, self.short, self.grace = full, short, grace
        self.closing, self.returns = closing, returns
        self.surnombres_max, self.pauses = surnombres_max, pauses
        self.holders: dict[int, int] = {}
        self.surnombres = 0
        self.pending: Pending | None = None
        self.moves: list[Move] = []
        self.postes_up = True
        self.unseen_postes = 0
        self.seen_in_a_row = 2
        self.length = self.spent = self.may_grow = self.ran = 0
        self.seen = self.frozen = self.opened = False
        self.draft = True
        self.lasts: list[int] = []
        self.by_clock: list[bool] = []
        self.starts_left: list[int] = []
        self.opens_left = 0
        self.unstart()

    def unstart(self) -> None:
        self.slice = -1
        self.started = self.paused = self.frozen = self.ended = self.slice_runs = False
        self.closing_left: int | None = None

    @property
    def phase(self) -> str:
        if self.draft:
            return "brouillon"
        if self.started:
            return "termine" if self.ended else "en_cours"
        return "ouvert" if self.opened else "valide"

    @property
    def left(self) -> int:
        return self.length - self.spent

    @property
    def runs(self) -> bool:
        return self.started and not (self.paused or self.frozen or self.ended)

    def current(self) -> Person | None:
        for person in self.people:
            if person.state == "tour":
                return person
        return None

    # time

    def tick(self) -> None:
        for person in self.people:
            for line in (person.intern, person.mandataire):
                line.away_for = 0 if line.here else line.away_for + 1
        self.ran += 1
        self.clock_goes_on(1)
        if self.runs and self.current():
            self.spent += 1
        elif self.runs and self.closing_left is not None:
            self.closing_left -= 1
        if self.pending:
            self.pending.age += 1
        for move in self.moves:
            move.age += 1
        self.ask_postes()
        self.look()
        for move in [move for move in self.moves if move.age >= 2 * HALVES and self.postes_up]:
            self.moves.remove(move)
            self.move(move)

    def clock_goes_on(self, halves: int) -> None:
        """What ARS set by the clock comes nearer, also while the amphi's time stands."""
        if not self.draft:
            self.opens_left -= halves
            self.starts_left = [left - halves for left in self.starts_left]

    def ask_postes(self) -> None:
        if not self.postes_up:
            self.unseen_postes += 1
            return
        self.seen_in_a_row = self.seen_in_a_row + 1 if self.unseen_postes < 2 * HALVES else 1
        self.unseen_postes = 0

    def look(self) -> None:
        unseen = min(self.unseen_postes, self.ran)
        if self.runs and self.current() and unseen > 2 * HALVES:
            self.frozen = True
            self.spent -= unseen
            return
        if self.frozen and self.postes_up and self.seen_in_a_row >= 2 and not self.pending:
            self.frozen = False
            self.ran = 0 if not self.paused else self.ran
            self.go_on()
            return
        if self.pending and self.pending.age >= 2 * HALVES and not self.finish():
            return
        judged = self.runs and self.unseen_postes <= 1.5 * HALVES
        if judged and self.over() and not self.unknown() and self.over():
            person = self.current()
            assert person is not None
            if person.here and self.may_grow:
                self.see_holder()
            else:
                self.miss("n_a_pas_choisi" if self.seen or person.here else "absent")
        self.go_on()

    def over(self) -> bool:
        return self.current() is not None and self.left <= -self.grace

    def unknown(self) -> bool:
        """Finishes the choice that waits for postes; whether it still waits."""
        return self.pending is not None and not self.finish()

    def finish(self) -> bool:
        if not self.postes_up:
            return False
        waiting, self.pending = self.pending, None
        assert waiting is not None
        self.give(waiting)
        return True

    def give(self, asked: Pending) -> str:
        if self.closed(asked):
            self.spent = min(self.spent, asked.spent)
            return "taken"
        person = self.people[asked.rang - 1]
        if asked.kind == "classique":
            self.holders[asked.post] = asked.rang
        else:
            self.surnombres += 1
        person.state, person.post, person.kind = "a_choisi", asked.post, asked.kind
        self.go_on()
        return "done"

    def closed(self, asked: Pending) -> bool:
        holder = self.holders.get(asked.post)
        if asked.kind == "classique":
            return holder is not None
        if asked.kind == "surnombre_validant" and holder is not None and holder != asked.joins:
            return True
        return self.surnombres_max is not None and self.surnombres >= self.surnombres_max

    def move(self, move: Move) -> str:
        """postes does all of it, or nothing."""
        for rang in move.wanted:
            self.people[rang - 1].asked_by_ars = False
        after = {post: rang for post, rang in self.holders.items() if rang not in move.wanted}
        for rang, post in move.wanted.items():
            if self.people[rang - 1].kind != "classique" and not move.placement:
                continue
            if post in after:
                self.go_on()
                return "taken"
            after[post] = rang
        self.holders = after
        for rang, post in move.wanted.items():
            self.people[rang - 1].post = post
            if move.placement:
                self.people[rang - 1].state, self.people[rang - 1].kind = "affecte", "classique"
        self.go_on()
        return "done"

    def go_on(self) -> None:
        """Everything that happens by itself once nobody chooses."""
        if not self.draft and self.opens_left <= 0:
            self.opened = True
        if self.opened and not self.started and self.clock_strikes():
            self.begin_slice()
        if self.runs and self.current() is None:
            self.call_next()

    def more_slices(self) -> bool:
        return self.slice + 1 < len(self.lasts)

    def clock_strikes(self) -> bool:
        """Whether the next session is one that starts by itself, and its time has come."""
        upcoming = self.slice + 1
        return self.more_slices() and self.by_clock[upcoming] and self.starts_left[upcoming] <= 0

    def begin_slice(self) -> None:
        self.started = self.slice_runs = True
        self.slice += 1

    def call_next(self) -> None:
        if not self.slice_runs and self.clock_strikes():
            self.begin_slice()
        between = not self.slice_runs and self.more_slices()
        if not between:
            for person in self.people:
                if person.state == "en_retard":
                    self.announce_unless_asked(person)
                    return
            for person in self.people:
                in_reach = not self.slice_runs or person.rang <= self.lasts[self.slice]
                if person.state == "en_attente" and in_reach:
                    self.announce_unless_asked(person)
                    return
        if self.slice_runs:
            self.slice_runs = False
            self.call_next()
        elif not between:
            self.closing_left = self.closing if self.closing_left is None else self.closing_left
            self.ended = self.closing_left <= 0

    def announce_unless_asked(self, person: Person) -> None:
        if not person.asked_by_ars:
            self.announce(person)

    def announce(self, person: Person) -> None:
        person.state = "tour"
        self.closing_left = None
        self.seen = person.here
        self.may_grow = self.spent = self.ran = 0
        if person.here:
            self.length = self.full
        elif self.short >= self.full:
            self.length = self.short
        elif person.away_for >= 30 * HALVES:
            self.length = self.short
            self.may_grow = self.full - self.short
        else:
            self.length = self.full

    def miss(self, state: str) -> None:
        person = self.current()
        assert person is not None
        person.state = state

    # what people do: « done », « refused », « taken », « unknown »

    def validate(self, absents: set[int], lasts: list[int], by_clock: list[bool], *, opens_in: int,
                 starts_in: list[int]) -> str:  # fmt: skip
        """A list of people as the first one was, but whoever is connected stays so."""
        if not self.draft:
            return "refused"
        self.people = [
            Person(
                old.rang,
                state="absence_prevue" if old.rang in absents else "en_attente",
                intern=old.intern,
                mandataire=old.mandataire,
            )
            for old in self.people
        ]
        self.lasts, self.by_clock = lasts, list(by_clock)
        self.opens_left, self.starts_left = opens_in, starts_in
        self.draft = False
        self.opened = self.opens_left <= 0
        return "done"

    def back_to_draft(self) -> str:
        if self.draft or self.started:
            return "refused"
        for person in self.people:
            if person.post is not None or person.asked_by_ars:
                return "refused"
        self.draft = True
        self.opened = False
        return "done"

    def open(self) -> str:
        if self.draft or self.opened:
            return "refused"
        self.opened = True
        self.go_on()
        return "done"

    def start(self) -> str:
        stopped = self.paused or self.frozen
        if self.draft or self.ended or stopped or self.current() or self.slice_runs or not self.more_slices():
            return "refused"
        if self.by_clock[self.slice + 1] and self.starts_left[self.slice + 1] > 0:
            return "refused"
        self.opened = True
        self.begin_slice()
        self.go_on()
        return "done"

    def cut_short(self) -> str:
        if not self.started or self.ended or self.slice_runs or self.more_slices():
            return "refused"
        for person in self.people:
            if person.state in ("tour", "en_retard", "en_attente"):
                return "refused"
        self.ended = True
        self.paused = self.frozen = False
        return "done"

    def undo(self) -> str:
        if not self.started or self.ended:
            return "refused"
        if self.unknown():
            return "unknown"
        if any(person.state == "a_choisi" for person in self.people):
            return "refused"
        for person in self.people:
            if person.state not in ("absence_prevue", "affecte"):
                person.state = "en_attente"
            person.returns, person.came_alone, person.button = 0, False, False
        for begun in range(self.slice + 1):
            self.by_clock[begun] = False
        self.unstart()
        return "done"

    def pause(self) -> str:
        if not self.started or self.ended or self.paused:
            return "refused"
        self.paused = True
        return "done"

    def resume(self, full: bool) -> str:
        if not self.started or self.ended or not self.paused:
            return "refused"
        self.paused = False
        self.ran = 0 if not self.frozen else self.ran
        if full and self.current():
            self.spent = 0
        self.go_on()
        return "done"

    def end_turn(self, rang: int, state: str, *, by_ars: bool) -> str:
        if self.unknown():
            return "unknown"
        person = self.current()
        if person is None or person.rang != rang:
            return "refused"
        person.button = by_ars and state == "absent" and person.here
        self.miss(state)
        self.go_on()
        return "done"

    def choose(self, rang: int, post: int, *, by: str = "intern", answered: bool = True) -> str:
        person = self.people[rang - 1]
        if by != "ars" and not person.may_choose(by == "mandataire"):
            return "refused"
        if person.state != "tour" or self.paused or self.frozen or self.ended:
            return "refused"
        if self.pending:
            return "unknown" if self.unknown() else self.choose(rang, post, by=by, answered=answered)
        if self.over():
            return "refused"
        holder = self.holders.get(post)
        joins = holder if holder is not None and holder > rang else None
        asked = Pending(rang, post, self.spent, person.kind, joins)
        if not self.postes_up or not answered:
            self.pending = asked
            return "unknown"
        return self.give(asked)

    def place(self, rang: int, post: int) -> str:
        person = self.people[rang - 1]
        if self.draft or person.state in ("a_choisi", "affecte", "tour") or person.asked_by_ars:
            return "refused"
        return self.ask_move(Move({rang: post}, placement=True))

    def correct(self, wanted: dict[int, int]) -> str:
        for rang, post in wanted.items():
            person = self.people[rang - 1]
            if person.state not in ("a_choisi", "affecte") or person.post == post or person.asked_by_ars:
                return "refused"
        return self.ask_move(Move(wanted, placement=False))

    def ask_move(self, move: Move) -> str:
        for rang in move.wanted:
            self.people[rang - 1].asked_by_ars = True
        if self.postes_up:
            return self.move(move)
        self.moves.append(move)
        return "unknown"

    def rights(self, rang: int, *, absent: bool, kind: str, proxy: str) -> None:
        person = self.people[rang - 1]
        if self.draft or self.ended:
            return
        if person.state in ("en_attente", "absence_prevue"):
            person.state = "absence_prevue" if absent else "en_attente"
        if person.state not in ("a_choisi", "affecte"):
            person.kind = kind
        if person.proxy != proxy:
            person.proxy = proxy
            if person.here:
                self.arrive(person)
        self.go_on()

    def connect(self, rang: int, *, by_proxy: bool) -> None:
        person = self.people[rang - 1]
        line = person.line(by_proxy)
        line.here, line.away_for = True, 0
        if person.may_choose(by_proxy):
            self.arrive(person)
        self.go_on()

    def leave(self, rang: int, *, by_proxy: bool) -> None:
        line = self.people[rang - 1].line(by_proxy)
        line.here, line.away_for = False, 0

    def arrive(self, person: Person) -> None:
        if not self.started or self.ended:
            return
        if person.state == "tour" and not self.seen and not self.over():
            self.see_holder()
        elif person.state == "absent" and not person.button and not person.came_alone:
            self.come_alone(person)

    def see_holder(self) -> None:
        self.seen = True
        self.length += self.may_grow
        self.may_grow = 0

    def come_alone(self, person: Person) -> None:
        if person.returns < self.returns:
            person.state = "en_retard"
            person.returns += 1
            person.came_alone = True

    def button(self, rang: int, *, by_proxy: bool) -> str:
        person = self.people[rang - 1]
        if not person.may_choose(by_proxy):
            return "refused"
        if not self.started or self.ended or person.state not in ("absent", "n_a_pas_choisi"):
            return "refused"
        if person.returns >= self.returns:
            return "refused"
        person.returns += 1
        return self.back(person)

    def put_back(self, rang: int) -> str:
        person = self.people[rang - 1]
        if not self.started or self.ended:
            return "refused"
        if person.state not in ("absent", "n_a_pas_choisi", "absence_prevue"):
            return "refused"
        return self.back(person)

    def back(self, person: Person) -> str:
        person.state, person.button = "en_retard", False
        self.go_on()
        return "done"
