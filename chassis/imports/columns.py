"""What a kind of file may hold: its columns, said once, for reading it and for its downloadable model."""

from dataclasses import dataclass

from chassis.imports.cells import Parse, text


@dataclass(frozen=True, slots=True)
class Column:
    """One column, named as in IFC-6…9.

    `key`: part of what names a row; in every row. `required`: needed to create a row, so it can be left out
    of a file that only changes rows, and cannot be erased. `several`: values separated by `|`, a tuple.
    `digits`: in XLSX a number is written back to so many digits, with the leading zeros it lost.
    """

    name: str
    parse: Parse = text
    key: bool = False
    required: bool = False
    several: bool = False
    digits: int = 0
    example: str = ""
