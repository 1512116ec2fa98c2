"""Which guards of the model are out together, and what Spin then finds broken (docs/settling.md).

The names are those of `tests/guards`; `schedules/` holds the shortest schedule that Spin finds for each.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

SCHEDULES: Final = Path(__file__).with_name("schedules")

ONE_HOLDER: Final = "one holder a place"
ONE_OUTCOME: Final = "one outcome a turn"
ONE_PLACE: Final = "one place a turn"
NOT_BOTH: Final = "never both a choice and an absence"
NOT_LOST: Final = "no confirmed choice lost"
REFUSED_HAS_NONE: Final = "who was refused has no place"
ONE_ANSWER: Final = "one answer a command"
LOG_IS_TRUE: Final = "the log says what postes did"
ANSWERED: Final = "every choice received gets its answer"


@dataclass(frozen=True, slots=True)
class Counterexample:
    """Without `guards`, `violated` does not hold."""

    guards: tuple[str, ...]
    violated: str

    @property
    def name(self) -> str:
        """Of its file and of its tests."""
        return "+".join(self.guards)

    @property
    def file(self) -> Path:
        """Where its schedule is kept."""
        return SCHEDULES / f"{self.name}.txt"

    def schedule(self) -> tuple[str, ...]:
        """Its steps, the last one says what is violated."""
        return tuple(self.file.read_text().splitlines())


COUNTEREXAMPLES: Final = (
    Counterexample(("receive_before_settle",), NOT_BOTH),
    Counterexample(("finish_first",), NOT_BOTH),
    Counterexample(("finish_while_paused",), ANSWERED),
    Counterexample(("only_stored_answers",), REFUSED_HAS_NONE),
    Counterexample(("stored_refusals",), REFUSED_HAS_NONE),
    Counterexample(("stored_answers",), REFUSED_HAS_NONE),
    Counterexample(("frozen_payload",), ANSWERED),
    Counterexample(("frozen_payload", "same_question"), LOG_IS_TRUE),
    Counterexample(("idempotency_keys",), ONE_ANSWER),
    Counterexample(("one_unanswered",), ANSWERED),
    Counterexample(("one_unanswered", "one_place_a_turn", "unique_intern"), ONE_PLACE),
    Counterexample(("amphi_lock",), NOT_BOTH),
    Counterexample(("amphi_lock", "log_primary_key"), ONE_OUTCOME),
    Counterexample(("fresh_memory",), ONE_OUTCOME),
    Counterexample(("post_lock", "unique_holder"), ONE_HOLDER),
)

SECOND_LINES: Final = ("post_lock", "unique_holder", "one_place_a_turn", "unique_intern")
"""Alone, nothing happens without them: another guard does their work. They are there for the day it fails."""

THIRD_LINES: Final = ("log_primary_key", "same_question")
"""The same; and the model does not even ask them as long as the guard in front of them is in."""

NOT_IN_THE_MODEL: Final = {
    "reprise": "the model has no seconds: a turn may end whenever time runs",
    "freeze": "the same: what a freeze saves is seconds",
    "holder_seen": "nobody chooses in surnombre here",
}
