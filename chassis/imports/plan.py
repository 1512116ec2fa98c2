"""What a file would do to the data, computed at the dry run and again when it is applied (decision 14)."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Generic, TypeVar

from chassis.database import Transaction
from chassis.imports.columns import Column
from chassis.imports.fingerprint import fingerprint
from chassis.imports.problems import Problem
from chassis.imports.sheet import Sheet

Change = TypeVar("Change")
Known = TypeVar("Known")


class Action(StrEnum):
    """What happens to the row's subject."""

    CREATE = "create"
    CHANGE = "change"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Operation(Generic[Change]):
    """One thing to do, for one line. `change` is plain data: no new id, no instant, no chance."""

    line: int
    action: Action
    change: Change


@dataclass(frozen=True, slots=True)
class Plan(Generic[Change]):
    """Operations in the order of the file; `unchanged` counts the lines that say what is known already."""

    operations: Sequence[Operation[Change]]
    problems: Sequence[Problem] = ()
    unchanged: int = 0

    def count(self, action: Action) -> int:
        """How many operations do this."""
        return sum(operation.action is action for operation in self.operations)

    def fingerprints(self) -> dict[str, str]:
        """Line → what would be done there: two equal plans have the same, whatever the process."""
        by_line: dict[int, list[Operation[Change]]] = {}
        for operation in self.operations:
            by_line.setdefault(operation.line, []).append(operation)
        return {str(line): fingerprint(operations) for line, operations in by_line.items()}


class Importer(ABC, Generic[Known, Change]):
    """One kind of file, said by the service that owns its data."""

    kind: ClassVar[str]
    columns: ClassVar[Sequence[Column]]

    def prepare(self, sheet: Sheet, *, applying: bool) -> Known | None:  # noqa: ARG002  # for those who need it
        """What other services know of this sheet, asked outside any transaction; handed to `plan`."""
        return None

    @abstractmethod
    def plan(self, tx: Transaction, sheet: Sheet, known: Any) -> Plan[Change]:
        """Compares the sheet with the data; may lock what it compares with. Changes nothing."""

    @abstractmethod
    def apply(self, tx: Transaction, plan: Plan[Change]) -> None:
        """Does all of it, and publishes the events that tell of it; the caller commits."""
