"""A file that has been read: rows of values under their line numbers, and what was wrong with the others."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chassis.imports import problems
from chassis.imports.columns import Column
from chassis.imports.problems import Problem


class Erased:
    """What `(vide)` stands for: forget the value that is known."""

    def __repr__(self) -> str:
        return "ERASED"


ERASED = Erased()


@dataclass(frozen=True, slots=True)
class SheetRow:
    """What one line gives. Columns that are absent or empty are not in `values`."""

    sheet: str
    line: int
    values: Mapping[str, Any]
    texts: Mapping[str, str]

    def get(self, column: str, known: Any = None) -> Any:
        """The value to have afterwards: the row's, None where erased, else what is known already (IFC-10)."""
        value = self.values.get(column, known)
        return None if value is ERASED else value

    def gives(self, column: str) -> bool:
        """Whether the row says something here, be it `(vide)`."""
        return column in self.values

    def error(self, column: str, reason: str) -> Problem:
        """A problem that refuses the file, at this row and column."""
        value = self.texts.get(column, "")
        return problems.error(reason, sheet=self.sheet, line=self.line, column=column, value=value)

    def warning(self, column: str, reason: str) -> Problem:
        """A remark at this row and column."""
        value = self.texts.get(column, "")
        return problems.warning(reason, sheet=self.sheet, line=self.line, column=column, value=value)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows that could be read; `count` says how many lines of data the file has."""

    name: str
    columns: Sequence[Column]
    present: frozenset[str]
    rows: tuple[SheetRow, ...]
    count: int
    problems: tuple[Problem, ...]

    def lacking(self, row: SheetRow) -> Iterator[Problem]:
        """What the row would need in order to create something (IFC-6…9), said once for an absent column."""
        for column in self.columns:
            if not column.required or row.gives(column.name):
                continue
            if column.name in self.present:
                yield row.error(column.name, "Valeur obligatoire pour créer cette ligne.")
            else:
                yield problems.error(
                    "Colonne absente, obligatoire pour créer des lignes.",
                    sheet=self.name,
                    line=1,
                    column=column.name,
                )
