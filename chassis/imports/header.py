"""The first line of a file: which column stands where, blind to order, case and accents."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from chassis.imports.columns import Column
from chassis.imports.grid import Cell, Line
from chassis.imports.problems import Problem, error, warning
from chassis.imports.words import column_name


@dataclass(frozen=True, slots=True)
class Header:
    """Position from 0 → column, for those that are known; `width` counts the unknown ones too."""

    columns: Mapping[int, Column]
    width: int
    problems: tuple[Problem, ...]


def read_header(sheet: str, line: Line, columns: Sequence[Column]) -> Header:
    """Names columns that are missing, repeated (errors) or unknown (a warning)."""
    known = {column.name: column for column in columns}
    placed: dict[int, Column] = {}
    problems: list[Problem] = []
    for position, cell in enumerate(line.cells):
        column = known.get(column_name(cell.text))
        if column is None:
            problems.extend(_unknown(sheet, cell))
        elif column in placed.values():
            problems.append(
                error("Colonne présente deux fois.", sheet=sheet, line=1, column=column.name, value=cell.text)
            )
        else:
            placed[position] = column
    problems.extend(_missing(sheet, columns, placed.values()))
    return Header(placed, len(line.cells), tuple(problems))


def _unknown(sheet: str, cell: Cell) -> Iterator[Problem]:
    if cell.text:
        yield warning(
            "Colonne inconnue, ignorée.", sheet=sheet, line=1, column=cell.text[:80], value=cell.text
        )


def _missing(sheet: str, columns: Sequence[Column], placed: Collection[Column]) -> Iterator[Problem]:
    for column in columns:
        if column.key and column not in placed:
            yield error(
                "Colonne absente : la première ligne doit porter les noms des colonnes.",
                sheet=sheet,
                line=1,
                column=column.name,
            )
