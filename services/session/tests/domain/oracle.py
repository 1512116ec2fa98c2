"""The rules of an amphi once more, naively: a list of people, half-seconds left, loops; no events.

It has no instants and no log: `tick()` is half a second, taken from what is left where time runs.
"""

from dataclasses import dataclass

HALVES = 2


@dataclass
class Person:
    rang: int
    state: str = "en_attente"
    post: int | None = None
    returns: int = 0
    came_alone: bool = False
    button: bool = False
    here: bool = False
    away_for: int = 1000


class Oracle:
    """All durations in half-seconds."""

    def __init__(self, people: int, absents: set[int], lasts: list[int], *, full: int, short: int, grace: int,
                 closing: int, returns: int) -> None:  # fmt: skip
        self.people = [Person(rang + 1) for rang in range(people)]
        for person in self.people:
            if person.rang in absents:
                person.state = "absence_prevue"
        self.lasts, self.full, self.short, self.grace = lasts, full, short, grace
        self.closing, self.returns = closing, returns
        self.slice = -1
        self.slice_runs = False
        self.started = self.paused = self.ended = False
        self.left = 0
        self.seen = False
        self.may_grow = 0
        self.closing_left: int | None = None

    def current(self) -> Person | None:
        for person in self.people:
            if person.state == "tour":
                return person
        return None

    def tick(self) -> None:
        for person in self.people:
            person.away_for = 0 if person.here else person.away_for + 1
        if self.started and not self.paused and not self.ended:
            if self.current():
                self.left -= 1
            elif self.closing_left is not None:
                self.closing_left -= 1
        self.settle()

    def settle(self) -> None:
        """Everything that happens by itself, over and over until nothing does."""
        if not self.started or self.paused or self.ended:
            return
        person = self.current()
        if person and self.left <= -self.grace:
            self.miss(person, "n_a_pas_choisi" if self.seen or person.here else "absent")
        if self.current() is None:
            self.call_next()

    def call_next(self) -> None:
        between = not self.slice_runs and self.slice + 1 < len(self.lasts)
        if not between:
            for person in self.people:
                if person.state == "en_retard":
                    self.announce(person)
                    return
            for person in self.people:
                in_reach = not self.slice_runs or person.rang <= self.lasts[self.slice]
                if person.state == "en_attente" and in_reach:
                    self.announce(person)
                    return
        if self.slice_runs:
            self.slice_runs = False
            self.call_next()
            return
        if between:
            return
        if self.closing_left is None:
            self.closing_left = self.closing
        if self.closing_left <= 0:
            self.ended = True

    def announce(self, person: Person) -> None:
        person.state = "tour"
        self.closing_left = None
        self.seen = person.here
        self.may_grow = 0
        if person.here:
            self.left = self.full
        elif self.short >= self.full:
            self.left = self.short
        elif person.away_for >= 30 * HALVES:
            self.left = self.short
            self.may_grow = self.full - self.short
        else:
            self.left = self.full

    def miss(self, person: Person, state: str) -> None:
        person.state = state

    def start(self) -> bool:
        if (
            self.ended
            or self.paused
            or self.current()
            or self.slice_runs
            or self.slice + 1 >= len(self.lasts)
        ):
            return False
        self.started = True
        self.slice += 1
        self.slice_runs = True
        self.settle()
        return True

    def undo(self) -> bool:
        if not self.started or self.ended or any(person.state == "a_choisi" for person in self.people):
            return False
        for person in self.people:
            if person.state != "absence_prevue":
                person.state = "en_attente"
            person.returns, person.came_alone, person.button = 0, False, False
        self.started = self.paused = self.slice_runs = False
        self.slice = -1
        self.closing_left = None
        return True

    def pause(self) -> bool:
        if not self.started or self.ended or self.paused:
            return False
        self.paused = True
        return True

    def resume(self, full: bool, length: int) -> bool:
        if not self.started or self.ended or not self.paused:
            return False
        self.paused = False
        if full and self.current():
            self.left = length
        self.settle()
        return True

    def end_turn(self, state: str, *, by_ars: bool) -> bool:
        person = self.current()
        if not self.started or self.ended or person is None:
            return False
        person.button = by_ars and state == "absent" and person.here
        self.miss(person, state)
        self.settle()
        return True

    def choose(self, rang: int, post: int, taken: set[int]) -> str:
        """« done », « taken » or « refused »."""
        person = self.people[rang - 1]
        if person.state != "tour" or self.paused or self.ended or self.left <= -self.grace:
            return "refused"
        if post in taken:
            return "taken"
        person.state, person.post = "a_choisi", post
        self.settle()
        return "done"

    def connect(self, rang: int) -> None:
        person = self.people[rang - 1]
        person.here = True
        person.away_for = 0
        if not self.started or self.ended:
            return
        if person.state == "tour" and not self.seen and self.left > -self.grace:
            self.seen = True
            self.left += self.may_grow
            self.may_grow = 0
        elif person.state == "absent" and not person.button and not person.came_alone:
            self.come_alone(person)
        self.settle()

    def come_alone(self, person: Person) -> None:
        if person.returns < self.returns:
            person.state = "en_retard"
            person.returns += 1
            person.came_alone = True

    def button(self, rang: int) -> bool:
        person = self.people[rang - 1]
        if not self.started or self.ended or person.state not in ("absent", "n_a_pas_choisi"):
            return False
        if person.returns >= self.returns:
            return False
        person.state, person.button = "en_retard", False
        person.returns += 1
        self.settle()
        return True

    def put_back(self, rang: int) -> bool:
        person = self.people[rang - 1]
        if not self.started or self.ended:
            return False
        if person.state not in ("absent", "n_a_pas_choisi", "absence_prevue"):
            return False
        person.state, person.button = "en_retard", False
        self.settle()
        return True

    def absence(self, rang: int, absent: bool) -> None:
        person = self.people[rang - 1]
        if self.ended or person.state not in ("en_attente", "absence_prevue"):
            return
        person.state = "absence_prevue" if absent else "en_attente"
        self.settle()
