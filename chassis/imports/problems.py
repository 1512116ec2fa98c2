"""What is wrong with a file, and where: the words that ARS's staff read in a dry run (ADM-4)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

SHOWN_CHARACTERS: Final = 80


class Severity(StrEnum):
    """One error and nothing of the file is imported; warnings only tell."""

    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Problem:
    """A remark on one place. `line` is the file's own (the header is line 1; 0: the whole file)."""

    severity: Severity
    sheet: str
    line: int
    column: str
    value: str
    reason: str

    @property
    def is_error(self) -> bool:
        """Whether it refuses the file."""
        return self.severity is Severity.ERROR


def error(reason: str, *, sheet: str = "", line: int = 0, column: str = "", value: str = "") -> Problem:
    """A problem that refuses the file."""
    return Problem(Severity.ERROR, sheet, line, column, shown(value), reason)


def warning(reason: str, *, sheet: str = "", line: int = 0, column: str = "", value: str = "") -> Problem:
    """A problem that staff should know."""
    return Problem(Severity.WARNING, sheet, line, column, shown(value), reason)


def shown(value: str) -> str:
    """A value as a report quotes it: on one line, cut to eighty characters."""
    line = " ".join(value.split())
    return line if len(line) <= SHOWN_CHARACTERS else line[: SHOWN_CHARACTERS - 1] + "…"


class Unreadable(Exception):
    """The file, or the rest of it, cannot be read; carries the problem that says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.reason)
        self.problem = problem
