"""Conditions of searches: every field's own piece of SQL, from a fixed table, values always as parameters."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from chassis.imports.words import code_of as coded_as
from services.postes.domain.recherche import Filtres, Tri
from services.postes.domain.texte import searchable

Condition = tuple[str, list[Any]]
Field = Callable[[Sequence[str]], Condition]


REAL: Condition = ("semestre NOT LIKE %s", ["essai-%"])
"""Not of a rehearsal: those are found by their own semester only (SIM-1)."""


def contains(column: str) -> Field:
    """Any of the values is a part of the words, blind to case and accents (POS-3)."""
    return lambda values: (f"{column} LIKE ANY(%s)", [[_part(value) for value in values]])


def one_of(column: str) -> Field:
    """The column is one of the values."""
    return lambda values: (f"{column} = ANY(%s)", [list(values)])


def code_of(column: str) -> Field:
    """The column is the code of one of the values: what stands before « - », or the whole."""
    return lambda values: (f"{column} = ANY(%s)", [[coded_as(value.partition(" - ")[0]) for value in values]])


def overlaps(column: str) -> Field:
    """The column, a set, has one of the values."""
    return lambda values: (f"{column} && %s", [list(values)])


def starts_with(column: str) -> Field:
    """The column starts with one of the values, blind to case and accents."""
    return lambda values: (f"{column} LIKE ANY(%s)", [[f"{_escaped(value)}%" for value in values]])


def conditions(filtres: Filtres, fields: Mapping[str, Field]) -> list[Condition]:
    """One condition a field that has values; a field that is not in the table is a mistake of the caller."""
    wanted = {name: [value for value in values if value.strip()] for name, values in sorted(filtres.items())}
    return [fields[name](values) for name, values in wanted.items() if values]


def joined(parts: Sequence[Condition]) -> Condition:
    """All of them."""
    sql = " AND ".join(f"({part})" for part, _ in parts) or "true"
    return sql, [param for _, params in parts for param in params]


def order_by(tri: Tri | None, columns: Mapping[str, str], otherwise: str, tie: str) -> str:
    """ORDER BY of a column of the table, or the usual one; `tie` makes it total."""
    if tri is None:
        return f"ORDER BY {otherwise}, {tie}"
    direction = " DESC" if tri.descending else ""
    keys = ", ".join(f"{key}{direction}" for key in columns[tri.column].split(", "))
    return f"ORDER BY {keys}, {tie}"


def _part(value: str) -> str:
    return f"%{_escaped(value)}%"


def _escaped(value: str) -> str:
    text = searchable(value)
    for special in ("\\", "%", "_"):
        text = text.replace(special, f"\\{special}")
    return text
