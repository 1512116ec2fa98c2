"""Looks into an XLSX before it is read: a small archive may inflate to gigabytes, two cells span millions."""

import posixpath
import re
from collections.abc import Callable
from io import BytesIO
from typing import Final
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812  # zlib names its error in lower case

from chassis.imports import limits
from chassis.imports.problems import Unreadable, error

Flaws = dict[tuple[int, int], str]
"""(line, column), both from 1 → why the cell cannot be trusted."""

PIECE: Final = 1024 * 1024
LETTERS: Final = 26
PLACE: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")

DAMAGED: Final = "Ce classeur est abîmé ou protégé : ouvrez-le et enregistrez-le à nouveau."
BOMB: Final = "Ce classeur se décompresse à plus de 200 Mo, ou bien plus que ne le ferait un tableau."
TOO_MANY_ROWS: Final = f"Plus de {limits.ROWS} lignes : coupez le fichier en plusieurs."
TOO_MANY_COLUMNS: Final = f"Plus de {limits.COLUMNS} colonnes."
IN_ERROR: Final = "La formule de cette cellule donne une erreur : collez la valeur à la place."
NOT_COMPUTED: Final = "Cette cellule contient une formule sans résultat : collez la valeur à la place."


def look_into(data: bytes) -> Flaws:
    """The cells of the first sheet that show no value; raises `Unreadable` for what must not be read."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            _check_sizes(archive)
            return _scan(archive.read(_first_sheet(archive)))
    except (
        BadZipFile,
        ZlibError,
        expat.ExpatError,
        EOFError,
        KeyError,
        NotImplementedError,
        RuntimeError,
    ) as wrong:
        raise Unreadable(error(DAMAGED)) from wrong


def _check_sizes(archive: ZipFile) -> None:
    total = 0
    for entry in archive.infolist():
        total += _inflated_size(archive, entry, limits.INFLATED_BYTES - total)


def _inflated_size(archive: ZipFile, entry: ZipInfo, room: int) -> int:
    """Counts what really comes out, whatever the archive says; stops at the limit."""
    said = entry.file_size, entry.CRC
    entry.file_size = limits.INFLATED_BYTES + PIECE
    size = 0
    with archive.open(entry) as pieces:
        pieces._expected_crc = None  # type: ignore[attr-defined]  # noqa: SLF001
        while piece := pieces.read(PIECE):
            size += len(piece)
            if size > room or _is_bomb(size, entry.compress_size):
                raise Unreadable(error(BOMB))
    entry.file_size, entry.CRC = said
    return size


def _is_bomb(size: int, compressed: int) -> bool:
    return size > limits.RATIO_MATTERS_FROM_BYTES and size > compressed * limits.INFLATED_RATIO


def _first_sheet(archive: ZipFile) -> str:
    """The name of the part that holds it: the workbook says an id, its relations the part."""
    sheets: list[str] = []
    targets: dict[str, str] = {}

    def on_sheet(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            sheets.extend(value for key, value in attributes.items() if key.endswith(":id"))

    def on_relation(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            targets[attributes["Id"]] = attributes["Target"]

    _parse(archive.read("xl/workbook.xml"), on_sheet)
    _parse(archive.read("xl/_rels/workbook.xml.rels"), on_relation)
    if not sheets:
        raise KeyError("no sheet")
    return posixpath.normpath(posixpath.join("/xl", targets[sheets[0]])).lstrip("/")


def _scan(xml: bytes) -> Flaws:
    scan = _Scan()
    _parse(xml, scan.start, scan.end)
    return scan.flaws


class _Scan:
    """Follows where cells are and whether they show something."""

    def __init__(self) -> None:
        self.flaws: Flaws = {}
        self._row = 0
        self._column = 0
        self._parts: set[str] = set()
        self._kind = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "row":
                self._row = int(attributes.get("r") or self._row + 1)
                self._column = 0
            case "c":
                self._move(attributes.get("r"))
                self._kind = attributes.get("t", "")
                self._parts = set()
            case "f" | "v" | "is":
                self._parts.add(name)

    def end(self, name: str) -> None:
        if name != "c" or not self._parts:
            return
        if self._row > limits.ROWS + 1:
            raise Unreadable(error(TOO_MANY_ROWS))
        if self._column > limits.COLUMNS:
            raise Unreadable(error(TOO_MANY_COLUMNS, line=self._row))
        if self._kind == "e":
            self.flaws[self._row, self._column] = IN_ERROR
        elif self._parts == {"f"}:
            self.flaws[self._row, self._column] = NOT_COMPUTED

    def _move(self, place: str | None) -> None:
        found = PLACE.fullmatch(place) if place else None
        if found is None:
            self._column += 1
            return
        self._row = int(found[2])
        self._column = 0
        for letter in found[1]:
            self._column = self._column * LETTERS + ord(letter) - ord("A") + 1


def _parse(
    xml: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: start(_local(name), attributes)
    if end:
        parser.EndElementHandler = lambda name: end(_local(name))
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.Parse(xml, True)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _refuse_doctype(*_: object) -> None:
    raise KeyError("a sheet has no DOCTYPE")
