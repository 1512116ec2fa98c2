"""A file as lines of cells, whatever its format."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows. `number`: typed as one, so leading zeros are gone. `flaw`: why it shows nothing."""

    text: str
    number: bool = False
    flaw: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of cells under its number in the file, from 1."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The name of the sheet (empty for CSV), and its lines."""

    sheet: str
    lines: Iterable[Line]
