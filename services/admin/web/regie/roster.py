"""Which part of the roster the page shows: by state, by name, thirty at a time, following the turn."""

import unicodedata
from dataclasses import dataclass
from typing import Final

from flask import request

from chassis.web.paging import Paging, asked_page
from services.admin.web.regie.room import Line, Room

SIZE: Final = 30
NAME_LENGTH: Final = 80
FILTERS: Final = {
    "": ("Tous", ()),
    "attente": ("À venir", ("en_attente", "en_retard", "tour")),
    "choisi": ("Ont choisi", ("a_choisi",)),
    "manque": ("À rattraper", ("absent", "n_a_pas_choisi", "en_retard")),
    "prevue": ("Absence prévue", ("absence_prevue",)),
    "affectes": ("Affectés", ("affecte",)),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """Lines of one page of the roster, and how it was asked for."""

    lines: tuple[Line, ...]
    paging: Paging
    name: str
    only: str


def shown(room: Room) -> Shown:
    """Read the address; without a page it follows whose turn it is."""
    name = request.args.get("nom", "").strip()[:NAME_LENGTH]
    only = request.args.get("etat", "")
    only = only if only in FILTERS else ""
    wanted = FILTERS[only][1]
    found = [line for line in room.roster if (not wanted or line.etat in wanted) and _named(line, name)]
    page = asked_page() if "page" in request.args or name or only else _page_of_turn(room)
    last = max(1, -(-len(found) // SIZE))
    number = min(page, last)
    paging = Paging(number, SIZE, len(found))
    return Shown(tuple(found[(number - 1) * SIZE : number * SIZE]), paging, name, only)


def _page_of_turn(room: Room) -> int:
    line = room.turn.line if room.turn else next(iter(room.following), None)
    if line is None:
        return 1
    return room.roster.index(line) // SIZE + 1


def _named(line: Line, name: str) -> bool:
    return not name or _plain(name) in _plain(line.name) or name == str(line.rang)


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
