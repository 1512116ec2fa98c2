"""How the text of a cell becomes a value. A parser raises `ValueError` with a French reason."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from chassis.imports.words import code_of, plain

Parse = Callable[[str], Any]

SEMESTRE: Final = re.compile(r"(?:05|11)20[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Coded:
    """A groupe or a DES: the code is what stands before « - », else the whole label."""

    code: str
    label: str


def text(cell: str) -> str:
    """As typed, formula-like text included (IFC-10)."""
    return cell


def text_up_to(characters: int) -> Parse:
    """Text of a bounded length."""

    def parse(cell: str) -> str:
        if len(cell) > characters:
            raise ValueError(f"{len(cell)} caractères ; {characters} au plus.")
        return cell

    return parse


def whole(minimum: int, maximum: int) -> Parse:
    """A whole number between two bounds, both included."""

    def parse(cell: str) -> int:
        if not cell.isascii() or not cell.isdigit() or not minimum <= int(cell) <= maximum:
            raise ValueError(f"Un nombre entier de {minimum} à {maximum} est attendu.")
        return int(cell)

    return parse


def yes_no(cell: str) -> bool:
    """`oui` or `non`, blind to case."""
    match plain(cell):
        case "oui":
            return True
        case "non":
            return False
        case _:
            raise ValueError("« oui » ou « non » est attendu.")


def one_of(*codes: str) -> Parse:
    """One of these codes, blind to case and accents; gives it as it is written here."""
    known = {plain(code).replace(" ", "_"): code for code in codes}

    def parse(cell: str) -> str:
        code = known.get(plain(cell).replace(" ", "_"))
        if code is None:
            raise ValueError(f"Valeurs possibles : {', '.join(codes)}.")
        return code

    return parse


def coded(cell: str) -> Coded:
    """« 3 - SPECIALITES CHIRURGICALES » is the code 3 and the whole label; blind to case and accents."""
    label = " ".join(cell.split())
    before, dash, _ = label.partition(" - ")
    code = code_of(before if dash else label)
    if not code:
        raise ValueError("Une spécialité a un nom, comme « 33 - GYNÉCOLOGIE OBSTÉTRIQUE ».")
    return Coded(code=code, label=label)


def semestre(cell: str) -> str:
    """`052027` or `112026`: the month in which it starts, then the year."""
    if not SEMESTRE.fullmatch(cell):
        raise ValueError("Un semestre s’écrit 05AAAA ou 11AAAA, comme 112026.")
    return cell
