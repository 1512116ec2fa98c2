"""From the bytes of a file to rows of values: header, cells, keys (IFC-6…10)."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, Final

from chassis.imports import limits, problems
from chassis.imports.columns import Column
from chassis.imports.formats import open_grid
from chassis.imports.grid import Cell, Grid, Line
from chassis.imports.header import Header, read_header
from chassis.imports.problems import Problem, Unreadable
from chassis.imports.sheet import ERASED, Sheet, SheetRow
from chassis.imports.words import ERASED_WORD, plain

SCIENTIFIC: Final = re.compile(r"[0-9](?:[.,][0-9]+)?[eE]\+[0-9]{2,}")
FORBIDDEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def read_sheet(data: bytes, columns: Sequence[Column]) -> Sheet:
    """Reads the whole file; never raises for what is wrong in it: that is in `problems`."""
    try:
        grid = open_grid(data)
        lines = iter(grid.lines)
        header = read_header(grid.sheet, next(lines, Line(1, ())), columns)
    except Unreadable as unreadable:
        return Sheet("", columns, frozenset(), (), 0, (unreadable.problem,))
    reader = _Reader(grid, header, columns)
    if not any(problem.is_error for problem in header.problems):
        reader.read(lines)
    return reader.sheet()


class _Reader:
    """Gathers rows and problems while it goes down the file."""

    def __init__(self, grid: Grid, header: Header, columns: Sequence[Column]) -> None:
        self._name = grid.sheet
        self._header = header
        self._columns = columns
        self._problems: list[Problem] = list(header.problems)
        self._rows: dict[tuple[Any, ...], SheetRow] = {}
        self._count = 0

    def read(self, lines: Iterator[Line]) -> None:
        """Every line, until the end, the limit, or what cannot be read."""
        filled = (line for line in lines if any(cell.text or cell.flaw for cell in line.cells))
        try:
            for line in islice(filled, limits.ROWS):
                self._count += 1
                self._read_line(line)
            if next(filled, None):
                self._problems.append(
                    problems.error(f"Plus de {limits.ROWS} lignes : coupez le fichier en plusieurs.")
                )
        except Unreadable as unreadable:
            self._problems.append(unreadable.problem)

    def sheet(self) -> Sheet:
        """What was gathered."""
        present = frozenset(column.name for column in self._header.columns.values())
        rows = tuple(self._rows.values())
        return Sheet(self._name, self._columns, present, rows, self._count, tuple(self._problems))

    def _read_line(self, line: Line) -> None:
        found: list[Problem] = []
        values: dict[str, Any] = {}
        texts: dict[str, str] = {}
        for position, cell in enumerate(line.cells):
            column = self._header.columns.get(position)
            if column is None:
                found.extend(self._beyond_header(line, position, cell))
            elif cell.text or cell.flaw:
                texts[column.name] = cell.text
                try:
                    values[column.name] = _value(column, cell)
                except ValueError as wrong:
                    found.append(self._error(line, column, cell, str(wrong)))
        row = SheetRow(self._name, line.number, values, texts)
        found.extend(
            row.error(column.name, "Valeur obligatoire.")
            for column in self._columns
            if column.key and column.name not in texts
        )
        self._problems.extend(found)
        if not found:
            self._keep(row)

    def _keep(self, row: SheetRow) -> None:
        keys = [column.name for column in self._columns if column.key]
        first = self._rows.setdefault(tuple(row.values[name] for name in keys), row)
        if first is row:
            return
        if first.values == row.values:
            self._problems.append(
                row.warning(keys[0], f"Même ligne que la ligne {first.line} : comptée une fois.")
            )
        else:
            self._problems.append(
                row.error(
                    keys[0], f"Même {' et '.join(keys)} que la ligne {first.line}, avec d’autres valeurs."
                )
            )

    def _beyond_header(self, line: Line, position: int, cell: Cell) -> Iterator[Problem]:
        if cell.text and position >= self._header.width:
            yield problems.error(
                "Valeur au-delà de la dernière colonne : un séparateur est-il de trop ?",
                sheet=self._name,
                line=line.number,
                value=cell.text,
            )

    def _error(self, line: Line, column: Column, cell: Cell, reason: str) -> Problem:
        return problems.error(reason, sheet=self._name, line=line.number, column=column.name, value=cell.text)


def _value(column: Column, cell: Cell) -> Any:
    _refuse_flaws(cell)
    if plain(cell.text) == ERASED_WORD:
        if column.key or column.required:
            raise ValueError("Cette valeur ne peut pas être effacée.")
        return ERASED
    written = cell.text.zfill(column.digits) if cell.number else cell.text
    if not column.several:
        return column.parse(written)
    parts = [part.strip() for part in written.split("|")]
    return tuple(dict.fromkeys(column.parse(part) for part in parts if part))


def _refuse_flaws(cell: Cell) -> None:
    if cell.flaw:
        raise ValueError(cell.flaw)
    if len(cell.text) > limits.CELL_CHARACTERS:
        raise ValueError(f"{len(cell.text)} caractères ; {limits.CELL_CHARACTERS} au plus.")
    if FORBIDDEN.search(cell.text):
        raise ValueError("Cette cellule contient un caractère invisible qui n’est pas du texte.")
    if SCIENTIFIC.fullmatch(cell.text):
        raise ValueError(
            "Nombre abrégé par le tableur : mettez la colonne au format « Texte » "
            "et saisissez la valeur à nouveau."
        )
